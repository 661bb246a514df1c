"""The little language in which an indicator says what its reading means: `sentences` of the catalogue’s blocks.

An entry lists one or more sentences, the most particular first; the first whose every word is known is said.
`{value}` is the value as it is shown, `{number}` the bare number, `{fine}` a percentage with one decimal,
`{few}` a share as "none" or "only 25%".
`{number:partner has|partners have}` agrees with its noun, `{partner:is|are}` with the partners named,
`{end:nobody has|only some have}` takes its first words where the reading is critical, else its second.
Any other word is a field on which all the records behind the reading agree. The last sentence needs none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import Formatter

# The words that every reading knows.
ALWAYS = frozenset({"value", "number", "few", "fine", "end"})
PARTNER = "partner"
CHOOSES = frozenset({"number", "end", PARTNER})
SMALL = dict(zip("123456789", ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"), strict=True))


def _choice(spec: str, *, first: bool) -> str:
    one, many = spec.split("|")
    return one if first else many


@dataclass(frozen=True, slots=True)
class Number:
    """A number that agrees with its noun."""

    value: float

    def __format__(self, spec: str) -> str:
        shown = f"{self.value:.1f}".removesuffix(".0")
        if not spec:
            return shown
        return f"{SMALL.get(shown, shown)} {_choice(spec, first=shown == '1')}"


@dataclass(frozen=True, slots=True)
class Names:
    """One or more names, with which what follows agrees."""

    names: Sequence[str]

    def __format__(self, spec: str) -> str:
        *first, last = self.names
        joined = f"{', '.join(first)} and {last}" if first else last
        return f"{joined} {_choice(spec, first=not first)}" if spec else joined


@dataclass(frozen=True, slots=True)
class End:
    """Whether a reading stands at the critical end of its band, or between the two."""

    is_critical: bool

    def __format__(self, spec: str) -> str:
        return _choice(spec, first=self.is_critical)


def first_that_fits(sentences: Sequence[str], words: Mapping[str, object]) -> str:
    """The first sentence of which every word is known, with its first letter a capital."""
    for sentence in sentences:
        try:
            filled = sentence.format_map(words)
        except KeyError:
            continue
        return filled[0].upper() + filled[1:]
    raise KeyError(f"no sentence fits: {sentences}")


def faults_of(sentences: Sequence[str], fields: Collection[str], *, has_records: bool) -> Iterator[str]:
    """What is wrong with the sentences of one indicator, each fault in words."""
    if not sentences:
        yield "there is none; expected at least one sentence"
    for place, sentence in enumerate(sentences, 1):
        is_last = place == len(sentences)
        allowed = ALWAYS if is_last or not has_records else {*ALWAYS, PARTNER, *fields}
        if not sentence.endswith("."):
            yield f"sentence {place} does not end with a full stop"
        try:
            used = list(words_of(sentence))
        except ValueError as error:
            yield f"sentence {place} cannot be read: {error}"
            continue
        for word, spec in used:
            if word not in allowed:
                yield f"sentence {place} has the word {{{word}}}; expected one of {', '.join(sorted(allowed))}"
            elif spec.count("|") != (1 if spec or word == "end" else 0) or (spec and word not in CHOOSES):
                yield f"sentence {place} has “{{{word}:{spec}}}”; expected two choices with | between them, of {', '.join(sorted(CHOOSES))}"


def words_of(sentence: str) -> Iterator[tuple[str, str]]:
    """Each word to fill in and its choices, those inside choices included."""
    for _, word, spec, conversion in Formatter().parse(sentence):
        if word is None:
            continue
        if conversion:
            raise ValueError(f"!{conversion} has no meaning here")
        yield word, spec or ""
        yield from words_of(spec or "")
