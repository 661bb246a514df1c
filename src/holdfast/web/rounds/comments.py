"""Erasing a comment that names somebody: it leaves what was said of the round, and the answers it came with, for good."""

from __future__ import annotations

import json

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from holdfast.core.rounds.published import Comments
from holdfast.ledger.canonical import canonical
from holdfast.web.accounts.changes import ChangeRefused
from holdfast.web.arrangements.erasure import wipe
from holdfast.web.arrangements.permissions import Member
from holdfast.web.rounds.changes import may_run
from holdfast.web.rounds.closing import said_on
from holdfast.web.rounds.models import ClosedAnswers, Round
from holdfast.web.rounds.stored import published_of, published_text


def erase_comment(*, by: Member, of: Round, place: int, words: str) -> None:
    """Erase one comment; `place` is that of its question among the comments.

    The digest of the answers stays, so that all the others can still be held against it.

    Raises:
        ChangeRefused: it is not there any more.
        PermissionDenied: it is not this person's to erase.
    """
    if not may_run(by, of):
        raise PermissionDenied
    with transaction.atomic():
        held = ClosedAnswers.objects.select_for_update().get(round=of)
        published = published_of(held.published)
        told = published.comments[place] if place < len(published.comments) else Comments("", "", ())
        if words not in told.words:
            raise ChangeRefused(_("It is not there any more."))
        gone = told.words.index(words)
        kept = told._replace(words=told.words[:gone] + told.words[gone + 1 :])
        everything = (*published.comments[:place], kept, *published.comments[place + 1 :])
        held.published = published_text(published, comments=tuple(each for each in everything if each.words))
        held.content = _without(held.content, words)
        held.save(update_fields=["published", "content"])
    transaction.on_commit(wipe)


def _without(content: str, words: str) -> str:
    """The answers without the comment, wherever somebody wrote just that; such a sheet can no longer be held against its digest."""
    sheets = json.loads(content)
    for sheet in sheets:
        told = said_on(sheet)
        kept = {id: comment for id, comment in told["comments"].items() if comment != words}
        if len(kept) < len(told["comments"]):
            sheet.update(said=canonical({**told, "comments": kept}).decode(), salt="", erased=True)
    return json.dumps(sheets, ensure_ascii=False)
