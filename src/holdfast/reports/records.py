"""Records in plain words: what one says, who said it and from which source."""

from __future__ import annotations

from collections.abc import Iterable

from holdfast.core.evidence import Evidence, Record
from holdfast.core.evidence.answers import Answers, Round
from holdfast.core.evidence.words import COMMON, Words, unit_words
from holdfast.core.schema import fields_of


class RecordBook:
    """Finds records by the references that readings carry, and puts them into words."""

    def __init__(self, evidence: Evidence) -> None:
        # A survey reading names its round by the round's own code.
        self._records: dict[str, Record] = {f"{Round.meta.section}/{record.round}": record for record in evidence.history(Round)}
        self._records |= {reference(record): record for record in evidence.records if record.on <= evidence.date}
        self._words = Words(evidence)

    def found(self, references: Iterable[str]) -> tuple[tuple[str, Record], ...]:
        """The records with these references, each once, in the order given."""
        return tuple((name, self._records[name]) for name in dict.fromkeys(references) if name in self._records)

    def name_of(self, section: str, code: str) -> str:
        """The name of what a code of this section stands for, or the code."""
        return self._words.name(section, code)

    def says(self, record: Record) -> str:
        """What a record says, in one line. An answer sheet is personal, so it never says more than its round."""
        told = [f"Partner: {self.name_of('partners', record.partner)}"] if record.partner else []
        if isinstance(record, Answers):
            return "; ".join([*told, f"Round: {self.name_of('rounds', record.round)}"])
        for spec in fields_of(type(record)):
            value = getattr(record, spec.name)
            if spec.name not in COMMON and value not in (None, "", (), {}):
                told.append(" ".join(part for part in (f"{spec.says.title}:", self._words.of(spec, value), unit_words(spec)) if part))
        return "; ".join(told)


def reference(record: Record) -> str:
    """How a reading names a record: its kind and its reference."""
    return f"{record.meta.section}/{record.id}"
