"""The form for the shares of all partners at once, so that they can be seen to add up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField, ChoiceField, RadioSelect
from django.utils.translation import gettext as _

from holdfast.core.evidence.check import RecordFault
from holdfast.core.evidence.facts import partners_in
from holdfast.core.evidence.fields import build_checked
from holdfast.core.evidence.partners import Partner, Stake
from holdfast.core.evidence.shares import SHARES, share_faults
from holdfast.core.schema import fields_of
from holdfast.files.layout import LAST
from holdfast.ledger.entry import WIDTH
from holdfast.web.arrangements.changes import Change
from holdfast.web.arrangements.evidence.fields import Asked, RawField, shown_again
from holdfast.web.arrangements.evidence.forms import READERS, EvidenceForm
from holdfast.web.arrangements.evidence.recorded import Recorded
from holdfast.web.page.values import percentage

SPECS = {spec.name: spec for spec in fields_of(Stake)}


@dataclass(frozen=True, slots=True)
class StakeRow:
    """One partner with the boxes for its shares."""

    partner: str
    name: str
    boxes: tuple[BoundField, ...]


class StakesForm(EvidenceForm):
    """A row for each partner that takes part, and when, from where and for whom all of it is told."""

    def __init__(self, recorded: Recorded, *, data: Any, initial: Mapping[str, Any]) -> None:
        self.recorded = recorded
        self.partners = [str(partner.partner) for partner in partners_in(recorded.evidence.as_at(recorded.today))]
        self.held = {stake.partner: stake for stake in recorded.holding(Stake) if isinstance(stake, Stake)}
        asked = {_box(share, name): Asked(SPECS[share], "stakes", recorded.words) for name in self.partners for share in SHARES}
        asked.update({name: Asked(SPECS[name], "stakes", recorded.words) for name in LAST})
        shares = {
            _box(share, name): shown_again(SPECS[share], getattr(self.held[name], share))
            for name in self.partners
            for share in SHARES
            if name in self.held
        }
        super().__init__((), asked, data=data, initial={**shares, **initial})
        for name in self.partners:
            for share in SHARES:
                field = self.fields[_box(share, name)]
                field.label = f"{SPECS[share].says.title}, {recorded.words.name('partners', name)}"
                field.help_text = ""
        self.fields["visibility"] = ChoiceField(
            label=_("Who may read it"), choices=list(READERS.items()), widget=RadioSelect, initial="partners"
        )

    @property
    def rows(self) -> Iterator[StakeRow]:
        """The partners with their boxes."""
        for name in self.partners:
            yield StakeRow(name, self.recorded.words.name("partners", name), self.bound(*(_box(share, name) for share in SHARES)))

    @property
    def headings(self) -> list[str]:
        """The shares by name, in the order of the boxes."""
        return [SPECS[share].says.title for share in SHARES]

    @property
    def beside(self) -> tuple[BoundField, ...]:
        """What is asked once for all partners."""
        return self.bound(*LAST, "visibility")

    @property
    def sums(self) -> list[str]:
        """What each share adds up to, as far as it can be read and is known."""
        made = [stake for stake in self._made().values() if stake is not None]
        totals = [[value for stake in made if (value := getattr(stake, share)) is not None] for share in SHARES]
        return [percentage(round(sum(values), 6)) if values else "" for values in totals]

    def raws(self) -> dict[str, dict[str, Any]]:
        """What was typed for each partner."""
        common = {name: self.cleaned_data.get(name) for name in LAST}
        return {
            name: {"partner": name, **{share: self.cleaned_data.get(_box(share, name)) for share in SHARES}, **common}
            for name in self.partners
        }

    def changes(self) -> list[Change]:
        """An entry for each partner whose shares are not what holds now; on the same day it corrects what was told."""
        visibility = self.cleaned_data.get("visibility", "private")
        told = {(stated.record.partner, stated.record.on): stated for stated in self.recorded.of(Stake)}
        found = []
        for name, raw in self.raws().items():
            if not any(raw[share] is not None for share in SHARES) or self._is_held(name, raw):
                continue
            stated = told.get((name, raw["on"]))
            target = stated.number if stated and self.recorded.may_change(stated.number) and not stated.is_fixed else None
            widths = [visibility, *([stated.widest] if stated and target else [])]
            found.append(Change(section="stakes", raw=raw, visibility=max(widths, key=WIDTH.__getitem__), target=target))
        return found

    def tell_rows(self, faults: Sequence[RecordFault], changes: Sequence[Change]) -> None:
        """Put what the check says at the boxes it speaks of; what is common to all is said once."""
        for fault in faults:
            partner = changes[(fault.row or 1) - 1].raw["partner"]
            box = _box(fault.field, partner)
            name = box if box in self.fields else fault.field
            field = self.fields.get(name)
            if not isinstance(field, RawField):
                self.add_error(None, f"{self.recorded.words.name('partners', partner)}: {fault.message}")
            elif name not in self.errors:
                self.add_error(name, field.missing if fault.message.startswith("is missing") else f"{field.label}: {fault.message}")

    def tell_sums(self) -> None:
        """Say where the shares of all partners do not add up."""
        stakes = {row: stake for row, stake in enumerate(self._made().values()) if stake is not None}
        everyone = self.recorded.evidence.every(Partner)
        for fault in share_faults(stakes, everyone):
            self.add_error(None, f"{SPECS[fault.share].says.title}: {fault.message}")

    def _made(self) -> dict[str, Stake | None]:
        if not self.is_bound:
            return {name: self.held.get(name) for name in self.partners}
        self.is_valid()
        return {name: build_checked(Stake, {**raw, "id": "1"}).made for name, raw in self.raws().items()}

    def _is_held(self, name: str, raw: Mapping[str, Any]) -> bool:
        held = self.held.get(name)
        made = build_checked(Stake, {**raw, "id": "1"}).made
        return held is not None and made is not None and all(getattr(held, share) == getattr(made, share) for share in SHARES)


def _box(share: str, partner: str) -> str:
    return f"{share}-{partner}"
