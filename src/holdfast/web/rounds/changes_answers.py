"""Writes of whoever answers by a link: begin, save a page, hand in. Nothing here says who it was or when."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from holdfast.core.evidence.answers import AnswerValue
from holdfast.web.accounts.changes import TOKEN_BYTES, ChangeRefused
from holdfast.web.accounts.models import Invitation
from holdfast.web.rounds.answering import OWN, Answering, answering, full
from holdfast.web.rounds.changes import take_place
from holdfast.web.rounds.models import Draft, Link, Round, Sheet

# Letters and digits that are not mistaken for each other when somebody reads them out.
CODE_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
CODE_GROUPS, CODE_GROUP = 3, 4
# How often a saving that another device's overtakes is taken up again.
ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Typed:
    """What came for one question: an answer or none, a comment, and the saving that the page was made from."""

    value: AnswerValue | None
    comment: str
    seen: int


def begin(*, at: Answering, role: str) -> str:
    """Begin to answer, or go on where one is; the address's own key.

    Raises:
        ChangeRefused: it cannot be answered, or as many people have begun with the link as it was made for.
    """
    if at.refusal:
        raise ChangeRefused(at.refusal)
    if at.draft is not None:
        return at.token
    link = at.link
    if not link.needs_key:
        Draft.objects.get_or_create(key_digest=Invitation.digest(at.token), defaults={"link": link, "role": link.role, "receipt": _code()})
        return at.token
    if not take_place(link):
        raise ChangeRefused(full(link))
    token = f"{at.token}{OWN}{secrets.token_urlsafe(TOKEN_BYTES)}"
    # The key is new, so nobody can have begun with it.
    Draft.objects.create(key_digest=Invitation.digest(token), link=link, role=role, receipt=_code())
    return token


def _code() -> str:
    return "-".join("".join(secrets.choice(CODE_LETTERS) for _place in range(CODE_GROUP)) for _group in range(CODE_GROUPS))


def save(*, at: Answering, typed: Mapping[str, Typed]) -> frozenset[str]:
    """Keep what was answered on a page; the questions that were answered otherwise on another device meanwhile.

    Of those nothing is kept yet: whoever answers says which one holds. What stands on the other device and is empty here stays.

    Raises:
        ChangeRefused: it can no longer be answered.
    """
    for _attempt in range(ATTEMPTS):
        draft = _draft_of(at)
        before = dict(draft.saved)
        otherwise = frozenset(id for id, told in typed.items() if _is_otherwise(draft, id, told))
        for id, told in typed.items():
            if id not in otherwise:
                _keep(draft, id, told)
        if draft.saved == before or _is_kept(draft, before):
            return otherwise
        at = _again(at)
    raise ChangeRefused(_("Somebody else is saving answers at this address just now. Save again in a moment."))


def _draft_of(at: Answering) -> Draft:
    if at.refusal or at.draft is None:
        raise ChangeRefused(at.refusal or _("Open the link again to begin."))
    return at.draft


def _is_kept(draft: Draft, before: Mapping[str, int]) -> bool:
    """Keep a draft, unless another device has saved it meanwhile or it is gone. In one statement: savers hardly wait for each other."""
    found = Draft.objects.filter(pk=draft.pk, saved=before)
    return found.update(answers=draft.answers, comments=draft.comments, saved=draft.saved) == 1


def _again(at: Answering) -> Answering:
    """Whoever answers, as the database has it now."""
    fresh = answering(at.token)
    if fresh is None:
        raise ChangeRefused(_("This link is no longer there."))
    return fresh


def _is_otherwise(draft: Draft, id: str, told: Typed) -> bool:
    """Whether a question was saved after the page was made, with something else in it."""
    if int(draft.saved.get(id, 0)) == told.seen or (told.value is None and not told.comment):
        return False
    return (told.value, told.comment) != (draft.answers.get(id), draft.comments.get(id, ""))


def _keep(draft: Draft, id: str, told: Typed) -> None:
    before = (draft.answers.get(id), draft.comments.get(id, ""))
    is_newer_there = int(draft.saved.get(id, 0)) != told.seen
    if before == (told.value, told.comment) or is_newer_there:
        return
    for kept, value in ((draft.answers, told.value), (draft.comments, told.comment or None)):
        if value is None:
            kept.pop(id, None)
        else:
            kept[id] = value
    draft.saved[id] = int(draft.saved.get(id, 0)) + 1


def hand_in(*, at: Answering, is_on_record: bool) -> str:
    """Hand the answers in, once and for all; the receipt code.

    From here on nothing leads from the answers to the link: it says only that something was handed in.

    Raises:
        ChangeRefused: it can no longer be answered, or nothing has been answered.
    """
    with transaction.atomic():
        Round.objects.select_for_update().values_list("pk").get(pk=at.round.pk)
        draft = _held(at)
        asked = {question.id for page in at.pages for question in page.questions}
        told = {id: value for id, value in draft.answers.items() if id in asked}
        if not told:
            raise ChangeRefused(_("Answer at least one question first. “I do not know” is an answer."))
        Sheet.objects.create(
            round=at.round,
            body=at.link.body,
            role=draft.role,
            post=at.link.post if is_on_record else "",
            answers=told,
            comments={id: words for id, words in draft.comments.items() if id in asked},
            receipt_digest=Invitation.digest(draft.receipt),
        )
        if not at.link.needs_key:
            Link.objects.filter(pk=at.link.pk).update(is_handed_in=True)
        draft.delete()
    return draft.receipt


def _held(at: Answering) -> Draft:
    """The draft as it stands now, held until the transaction ends."""
    found = Draft.objects.select_for_update(of=("self",)).select_related("link__round").order_by()
    held = found.filter(pk=at.draft.pk).first() if at.draft else None
    fresh = Answering(at.token, held.link, held) if held else answering(at.token)
    refusal = fresh.refusal if fresh else _("This link is no longer there.")
    if refusal or held is None:
        raise ChangeRefused(refusal or _("Open the link again to begin."))
    return held
