"""How a round closes: its answers become one text that cannot be changed unseen, and what may be said of them one entry."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from holdfast.core.evidence.answers import Tally
from holdfast.core.evidence.partners import Partner
from holdfast.core.rounds.asked import AskedRound, Response
from holdfast.core.rounds.counted import counted
from holdfast.core.rounds.publish import Kept, publish
from holdfast.ledger import Reader, Visibility
from holdfast.ledger.canonical import canonical, plain_record
from holdfast.ledger.digest import SALT_BYTES, payload_digest
from holdfast.web.accounts.changes import ChangeRefused
from holdfast.web.arrangements import changes
from holdfast.web.arrangements.changes import Change
from holdfast.web.arrangements.erasure import wipe
from holdfast.web.arrangements.models import Arrangement
from holdfast.web.arrangements.permissions import Member
from holdfast.web.arrangements.state import state_of
from holdfast.web.catalogue import site_catalogue
from holdfast.web.rounds.changes import may_run
from holdfast.web.rounds.models import ClosedAnswers, Draft, Link, Mode, Round, Sheet
from holdfast.web.rounds.stored import published_of, published_text


@dataclass(frozen=True, slots=True)
class Calendar:
    """Who enters a round that closes: nobody, for the body that began it. It closes by what was settled when it began."""

    arrangement: Arrangement
    body: str
    author: str = ""

    @property
    def reader(self) -> Reader:
        """What its record is checked beside."""
        return Reader(frozenset({self.body}))


def close_if_due(arrangement: Arrangement) -> None:
    """Close every round whose last day is over. Whoever comes second finds it closed."""
    for found in Round.objects.filter(arrangement=arrangement, closed__isnull=True, closes_on__lt=timezone.localdate()):
        _close(found)
        arrangement.refresh_from_db()


def close_now(*, by: Member, of: Round) -> None:
    """Close a round before its last day.

    Raises:
        ChangeRefused: it is sealed, or has not opened, or has closed.
        PermissionDenied: it is not this person's.
    """
    if not may_run(by, of):
        raise PermissionDenied
    if of.mode == Mode.SEALED:
        raise ChangeRefused(_("A sealed round opens on the day that was settled when it began, and nobody can open it early."))
    if not of.is_open:
        raise ChangeRefused(_("It is not open."))
    _close(of)
    by.arrangement.refresh_from_db()


def _close(of: Round) -> None:
    with transaction.atomic():
        arrangement = changes.locked(of.arrangement)
        held = Round.objects.select_for_update().get(pk=of.pk)
        if held.closed is not None:
            return
        held.closed = timezone.now()
        sheets = list(Sheet.objects.filter(round=held))
        content = [_written(sheet) for sheet in sheets]
        # In the order of their digests, which are random: nothing tells in which order they arrived.
        content.sort(key=lambda sheet: str(sheet["digest"]))
        digest = digest_of_all(content)
        kept = _published(held, content, digest)
        held.entry = _entered(arrangement, held, kept, digest)
        held.save(update_fields=["closed", "entry"])
        ClosedAnswers.objects.create(
            round=held, content=json.dumps(content, ensure_ascii=False), digest=digest, published=published_text(kept.published)
        )
        _forget(held)
    transaction.on_commit(wipe)


def _written(sheet: Sheet) -> dict[str, Any]:
    """One sheet as it is kept for good: what it says as canonical text, so that it is held against its digest in no time."""
    said = {
        "body": sheet.body,
        "role": sheet.role,
        "post": sheet.post,
        "answers": sheet.answers,
        "comments": sheet.comments,
        "receipt": sheet.receipt_digest,
    }
    salt, text = secrets.token_bytes(SALT_BYTES), canonical(said)
    return {"said": text.decode(), "salt": salt.hex(), "digest": payload_digest(salt, text)}


def digest_of_all(sheets: Iterable[Mapping[str, Any]]) -> str:
    """The one digest of a set of answers: of the digests of its sheets, in their order."""
    return hashlib.sha256("".join(sorted(str(sheet["digest"]) for sheet in sheets)).encode()).hexdigest()


def is_as_handed_in(sheet: Mapping[str, Any]) -> bool:
    """Whether a sheet says what was handed in; one from which words were erased can no longer be asked."""
    if sheet.get("erased"):
        return True
    return payload_digest(bytes.fromhex(sheet["salt"]), str(sheet["said"]).encode()) == str(sheet["digest"])


def said_on(sheet: Mapping[str, Any]) -> dict[str, Any]:
    """What a sheet says: body, role, post, answers, comments, and the digest of its receipt."""
    said: dict[str, Any] = json.loads(sheet["said"])
    return said


def _published(of: Round, content: Sequence[Mapping[str, Any]], digest: str) -> Kept:
    """What may be said of a round, beside what has been said of those before it."""
    return publish(asked_of(of), responses(content), catalogue=site_catalogue(), earlier=_kept_before(of), seed=seed_of(digest))


def earlier_rounds(of: Round) -> list[Round]:
    """The rounds of the same arrangement that closed before, the oldest first: whoever may read this one may have read any."""
    found = Round.objects.filter(arrangement=of.arrangement, closed__lt=of.closed or timezone.now()).exclude(pk=of.pk)
    return list(found.select_related("answers").order_by("closed", "number"))


def _kept_before(of: Round) -> list[Kept]:
    """The rounds before as publishing needs them, each with what was really said of it when it closed."""
    kept: list[Kept] = []
    for found in earlier_rounds(of):
        answers: ClosedAnswers = found.answers
        told = responses(json.loads(answers.content))
        made = publish(asked_of(found), told, catalogue=site_catalogue(), earlier=tuple(kept), seed=seed_of(answers.digest))
        kept.append(replace(made, published=published_of(answers.published)))
    return kept


def asked_of(of: Round) -> AskedRound:
    """The round as the sums know it; a question that the catalogue no longer has is left out."""
    known = site_catalogue().questions
    return AskedRound(
        id=of.slug,
        closed=of.ended_on,
        questions=tuple(id for id in of.questions if id in known),
        partners=tuple(of.bodies),
        roles=tuple(of.roles),
        minimum=of.minimum_group,
    )


def responses(content: Iterable[Mapping[str, Any]]) -> list[Response]:
    """The answers as the sums take them in."""
    known = site_catalogue().questions
    return [
        Response(
            partner=sheet["body"],
            role=sheet["role"],
            answers={id: value for id, value in sheet["answers"].items() if id in known},
            comments={id: words for id, words in sheet["comments"].items() if id in known},
            post=sheet["post"],
        )
        for sheet in map(said_on, content)
    ]


def seed_of(digest: str) -> int:
    """What everything drawn by lot in a round begins from: the same whenever it is worked out again."""
    return int(digest[:8], 16)


# The names of questionnaires that a record may give; one of a local folder is an own one.
RECORDED = ("full", "health_check", "new_partner")


def _entered(arrangement: Arrangement, of: Round, kept: Kept, digest: str) -> int:
    """Enter the round with its figures, for those whose round it is; the number of its entry."""
    by = Calendar(arrangement, of.body, str(of.begun_by.public_id) if of.begun_by else "")
    visibility: Visibility = "private" if of.mode == Mode.CONFIDENCE else "partners"
    record: dict[str, Any] = {
        "round": of.slug,
        "questionnaire": of.questionnaire if of.questionnaire in RECORDED else "own",
        "opened": of.opens_on.isoformat(),
        "closed": of.ended_on.isoformat(),
        "minimum_group": of.minimum_group,
        "on": of.ended_on.isoformat(),
        "source": _source(of, digest),
        "partner": of.body if of.mode == Mode.CONFIDENCE else None,
    }
    # A partner whose record was retired while people answered is still named by its group.
    known = {partner.partner for partner in state_of(arrangement).evidence(by.reader).of(Partner)}
    told = [plain_record(figure) for figure in counted(kept.published)]
    for fields in (record, *told):
        if fields.get("partner") not in known:
            fields.pop("partner", None)
    parts = {Tally.meta.section: told}
    change = Change(section="rounds", raw=record, visibility=visibility, parts=parts)
    (row,) = changes.enter(arrangement, by, [change], changes.checked(by, [change]))
    return row.number


def _source(of: Round, digest: str) -> str:
    """Where the record comes from, with what proves that no answer was changed later."""
    return _("Readiness round %(number)d. SHA-256 of its answers: %(digest)s") % {"number": of.number, "digest": digest}


def _forget(of: Round) -> None:
    """Nothing stays of who was asked, and nothing of what was not handed in."""
    Draft.objects.filter(link__round=of).delete()
    Sheet.objects.filter(round=of).delete()
    Link.objects.filter(round=of).update(email="", label="")
