"""Whoever has a link: which round it leads to, what they have filled in so far, and why it may not work."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import F
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from holdfast.core.catalogue.model import Question
from holdfast.core.evidence.answers import AnswerValue
from holdfast.core.evidence.facts import partner_names
from holdfast.ledger.reader import PARTNERS
from holdfast.web.accounts.models import Invitation
from holdfast.web.arrangements.state import state_of
from holdfast.web.rounds.asked import AreaPage, in_words, pages_for
from holdfast.web.rounds.models import Draft, Link, Mode, Round
from holdfast.web.rounds.prepared import Prepared

# Between the token of a link for many and the key of one who came by it: so their address always leads to the round.
OWN = "~"


@dataclass(frozen=True, slots=True)
class Given:
    """One question with what was answered to it so far."""

    question: Question
    value: AnswerValue | None
    comment: str
    seen: int

    @property
    def words(self) -> str:
        """The answer in words; nothing where there is none."""
        return "" if self.value is None else in_words(self.question, self.value)


@dataclass(frozen=True)
class Answering:
    """Somebody at an address: the link it belongs to, and their answers where they have begun."""

    token: str
    link: Link
    draft: Draft | None

    @property
    def round(self) -> Round:
        """The round that they are asked in."""
        return self.link.round

    @property
    def is_own(self) -> bool:
        """Whether the address is one person's alone, and not that of a link which others may know."""
        return not self.link.needs_key or OWN in self.token

    @property
    def refusal(self) -> str:
        """Why nothing can be answered here; empty while it can."""
        is_open = self.round.is_open
        reasons: tuple[tuple[bool, Callable[[], str]], ...] = (
            (self.link.is_revoked, lambda: _("This link has been withdrawn by those who sent it.")),
            (
                self.link.is_handed_in or (self.link.needs_key and self.is_own and self.draft is None and is_open),
                lambda: _("The answers of this link have been handed in. Nothing more is needed."),
            ),
            (
                not is_open and self.round.is_to_come,
                lambda: _("This round opens on %(day)s. The link works from then on.") % {"day": _day(self.round.opens_on)},
            ),
            (
                not is_open,
                lambda: _("This round closed on %(day)s. No more answers are taken in.") % {"day": _day(self.round.ended_on)},
            ),
        )
        return next((sentence() for holds, sentence in reasons if holds), "")

    @property
    def is_handed_in(self) -> bool:
        """Whether the answers of this address are in already: then its refusal is good news."""
        return not self.link.is_revoked and (self.link.is_handed_in or (self.link.needs_key and self.is_own and self.draft is None))

    @cached_property
    def pages(self) -> tuple[AreaPage, ...]:
        """What they are asked, one area a page."""
        return pages_for(self.round, self.draft.role if self.draft else self.link.role)

    def given(self, page: AreaPage) -> tuple[Given, ...]:
        """The questions of a page with the answers so far."""
        draft = self.draft
        if draft is None:
            return tuple(Given(question, None, "", 0) for question in page.questions)
        return tuple(
            Given(question, draft.answers.get(question.id), draft.comments.get(question.id, ""), int(draft.saved.get(question.id, 0)))
            for question in page.questions
        )

    @property
    def asked(self) -> int:
        """How many questions there are."""
        return sum(len(page.questions) for page in self.pages)

    @property
    def answered(self) -> int:
        """How many of them have an answer."""
        told = self.draft.answers if self.draft else {}
        return sum(question.id in told for page in self.pages for question in page.questions)

    @property
    def who_sees(self) -> str:
        """Who may see the results, as a sentence."""
        sentence = str(_WHO_SEES[self.round.mode])
        return sentence % {"body": self.body_name} if self.round.mode == Mode.CONFIDENCE else sentence

    @cached_property
    def body_name(self) -> str:
        """The body whose people the link is for, by its name on record."""
        return name_of_body(self.round, self.link.body)


def name_of_body(of: Round, body: str) -> str:
    """A body's name as all partners may read it."""
    state = state_of(of.arrangement)
    body = state.standing.heir(body)
    names = partner_names(state.evidence(PARTNERS))
    return names.get(body, body)


def answering(token: str) -> Answering | None:
    """Who is at an address; nothing where it never was one of ours."""
    # Somebody in the middle of answering asks the database once.
    draft = _DRAFT.one(Invitation.digest(token))
    if draft is not None:
        return Answering(token, draft.link, draft)
    link = _LINK.one(Invitation.digest(token.partition(OWN)[0]))
    return Answering(token, link, None) if link is not None else None


# Whoever is in the middle of answering has no need of the arrangement; whoever is about to begin is told its name.
_DRAFT = Prepared(lambda digest: Draft.objects.filter(key_digest=digest), "link", "round")
_LINK = Prepared(lambda digest: Link.objects.filter(token_digest=digest), "round", "arrangement")


def is_full(link: Link) -> bool:
    """Whether as many people have begun with a link as it was made for."""
    return link.needs_key and Link.objects.filter(pk=link.pk, begun__gte=F("cap")).exists()


def full(link: Link) -> str:
    """What whoever comes too late is told. It does not say whether anything has been handed in."""
    if link.is_for_many:
        return _("As many people have begun with this link as it was made for. Ask whoever sent it to make room for more.")
    return _(
        "Somebody has begun to answer by this link already. If it was you, go on in the browser where you began, "
        "or at the address you were shown when you stopped. If it was not, tell whoever gave you the link."
    )


def _day(day: object) -> str:
    return date_format(day, "j F Y")  # type: ignore[arg-type]


_WHO_SEES: Mapping[str, Promise] = {
    Mode.CONFIDENCE: gettext_lazy("The results stay inside %(body)s: people there who use this site see them, and nobody else."),
    Mode.OPEN: gettext_lazy("All partners see the same results, once the round has closed."),
    Mode.SEALED: gettext_lazy("All partners see the same results, all at once, when the round closes. Nobody can open it early."),
}
