"""What one body has asked by link, where each request stands, and what whoever opens its link is shown of the arrangement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from holdfast.core.evidence import Evidence, Record
from holdfast.core.evidence.check import KIND_OF
from holdfast.core.evidence.facts import partner_names
from holdfast.core.schema import FieldSpec
from holdfast.files.layout import columns
from holdfast.ledger import Reader
from holdfast.ledger.reader import PUBLIC
from holdfast.web.accounts.models import Invitation
from holdfast.web.arrangements.models import Arrangement, FactRequest, Membership
from holdfast.web.arrangements.models.fact_request import KEPT, State
from holdfast.web.arrangements.permissions import ALLOWED, Member, Permission
from holdfast.web.arrangements.state import state_of
from holdfast.web.page.values import NAMING, Words

Typed = Mapping[str, Sequence[str]]
# The types of field that the asker may fill in: each is one field of the page, and its value can be said in words as it is.
FILLABLE = ("text", "choice", "list")
_ORDER = {state: place for place, state in enumerate(State)}


def kept(arrangement: Arrangement) -> Any:
    """The requests of an arrangement that are not to be forgotten yet."""
    found = FactRequest.objects.filter(arrangement=arrangement, until__gte=timezone.localdate() - KEPT)
    return found.select_related("asked_by", "reply", "arrangement")


def requests_of(member: Member) -> list[FactRequest]:
    """What this person's body has asked, or a body it took the place of: what waits to be looked over comes first."""
    if not member.body:
        return []
    heir = state_of(member.arrangement).standing.heir
    found = [row for row in kept(member.arrangement) if heir(row.body) == member.body]
    return sorted(found, key=lambda row: _ORDER[row.state])


def request_or_404(member: Member, number: int) -> FactRequest:
    """One of them.

    Raises:
        Http404: there is none, or it is of another body.
    """
    found = next((row for row in requests_of(member) if row.pk == number), None)
    if found is None:
        raise Http404
    return found


def waiting(member: Member) -> int:
    """How many answers wait to be looked over."""
    return sum(row.state == State.ANSWERED for row in requests_of(member))


def request_of(token: str) -> FactRequest | None:
    """The request that a link belongs to, whether or not it can still be answered."""
    found = FactRequest.objects.select_related("arrangement", "asked_by").filter(token_digest=Invitation.digest(token)).first()
    return found if found and found.gone_on >= timezone.localdate() else None


def kind_of(found: FactRequest) -> type[Record]:
    """The kind of record that is asked for."""
    return KIND_OF[found.section]


def refers_to(kind: type[Record], spec: FieldSpec) -> str:
    """The section whose records a field names; nothing for the name by which this record is itself called."""
    refers = spec.refers or (spec.item.refers if spec.item else None)
    return refers.section if refers and spec.name != kind.meta.code else ""


def fillable(kind: type[Record]) -> list[FieldSpec]:
    """The fields that say what a record is about: the asker may fill them in."""
    about = {*kind.meta.key, kind.meta.code, *NAMING}
    specs = [spec for spec in columns(kind)[:-1] if spec.type in FILLABLE and not spec.says.long]
    return [spec for spec in specs if spec.name in about or refers_to(kind, spec)]


def shown_to(found: FactRequest) -> Evidence:
    """What whoever has the link may meet: what anybody may read, and the records that the asker named in the request.

    Forms, names and faults are made from this alone, so that none of them can tell more.
    """
    state = state_of(found.arrangement)
    own = state.evidence(Reader(frozenset({state.standing.heir(found.body)})))
    records = {record.id: record for record in (*state.evidence(PUBLIC).records, *_named(found, own))}
    return Evidence(own.arrangement, records.values())


def _named(found: FactRequest, own: Evidence) -> Iterator[Record]:
    kind = kind_of(found)
    for spec in fillable(kind):
        section, names = refers_to(kind, spec), found.filled.get(spec.name, [])
        if section and names:
            target = KIND_OF[section]
            yield from (record for record in own.every(target) if getattr(record, target.meta.code) in names)


def filled_in_words(found: FactRequest, words: Words) -> list[tuple[str, str]]:
    """What the asker filled in, as it is read."""
    told = []
    for spec in fillable(kind_of(found)):
        values = found.filled.get(spec.name, [])
        if values:
            told.append((spec.says.title, words.alone(spec, tuple(values) if spec.type == "list" else values[0])))
    return told


def asker(found: FactRequest) -> str:
    """Who asks: name, post and body, and nothing else of the arrangement."""
    state = state_of(found.arrangement)
    body = state.standing.heir(found.body)
    names = partner_names(state.evidence(Reader(frozenset({body}))))
    person = [found.asked_by.name, found.asked_by.post] if found.asked_by else []
    return ", ".join(part for part in (*person, names.get(body, body)) if part)


def to_be_told(found: FactRequest) -> list[str]:
    """The addresses of those who are told that an answer has come: the asker, or where they have left who corrects for the body."""
    body = state_of(found.arrangement).standing.heir(found.body)
    here = Membership.objects.filter(arrangement=found.arrangement, body=body, ended__isnull=True, user__is_active=True)
    asker_here = here.filter(user=found.asked_by, role__in=ALLOWED[Permission.RECORD])
    told = asker_here if asker_here.exists() else here.filter(role__in=ALLOWED[Permission.CORRECT])
    return list(told.order_by("pk").values_list("user__email", flat=True))


def source_of(found: FactRequest, given: str, *, is_changed: bool = False) -> str:
    """The source of a record that came by link: who told it when, what they told it from, and whether it is as they told it."""
    day = date_format(timezone.localdate(found.answered), "j F Y") if found.answered else date_format(timezone.localdate(), "j F Y")
    told = _("Answered by link by %(who)s on %(date)s") % {"who": found.asked_of, "date": day}
    changed = _("changed before it was entered") if is_changed else ""
    return "; ".join(part for part in (told, given.strip(), changed) if part)


def as_sent(*parts: Typed) -> QueryDict:
    """What was typed, as a form takes it; what comes later goes before."""
    data = QueryDict(mutable=True)
    for part in parts:
        for name, values in part.items():
            data.setlist(name, list(values))
    return data
