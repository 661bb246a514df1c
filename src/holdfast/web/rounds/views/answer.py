"""The pages of whoever answers by a link: what it is about, one area a page, check your answers, and the receipt."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from holdfast.web.accounts.changes import ChangeRefused
from holdfast.web.again import shown_again_by
from holdfast.web.rounds import changes_answers
from holdfast.web.rounds.answering import OWN, Answering, Given, answering, full, is_full
from holdfast.web.rounds.asked import VALUES, AreaPage, in_words, minutes_for, name_of, pages_for, said
from holdfast.web.rounds.blocks import COMMENT_AT_MOST, block, row
from holdfast.web.rounds.changes_answers import Typed
from holdfast.web.rounds.frames import framed, place

UNPROCESSABLE, CONFLICT, GONE, NOT_FOUND = 422, 409, 410, 404
REMEMBERED = "answering"
NOTHING: Mapping[str, str] = {}
ANSWER, COMMENT, SEEN = "answer.", "comment.", "seen."


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, token: str) -> HttpResponseBase:
    """The page that the link leads to. Looking at it begins nothing: programs that guard post boxes follow links too."""
    at = answering(token)
    if at is None:
        return _unknown(request)
    if at.refusal:
        return _refused(request, at, at.refusal)
    if request.method == "POST":
        return _begin(request, at)
    return _start(request, at)


def _start(request: HttpRequest, at: Answering, *, error: str = "", status: int = 200) -> HttpResponse:
    """What it is about, who asks, how long it takes, and who sees what."""
    own = _remembered(request, at)
    if own is None and at.draft is None and is_full(at.link):
        return _refused(request, at, full(at.link))
    must_choose = at.link.is_for_many and not at.link.role
    ctx = {
        "body": at.body_name,
        "name": at.round.arrangement.name,
        "closes_on": at.round.closes_on,
        "least": at.round.minimum_group,
        "who_sees": at.who_sees,
        "post": at.link.post,
        "needs_key": at.link.needs_key,
        "is_begun": at.draft is not None,
        "is_remembered": own is not None,
        "roles": tuple((role, name_of(role)) for role in at.round.roles) if must_choose else (),
        "counts": (counts := _counts(at)),
        "minutes": minutes_for(counts[1]),
        "error": error,
        "operator": settings.OPERATOR,
    }
    return _page(request, "start.html", ctx, status=status)


def _counts(at: Answering) -> tuple[int, int]:
    """The fewest and the most questions that somebody may meet."""
    roles = [at.draft.role] if at.draft else [at.link.role] if at.link.role else at.round.roles
    found = [sum(len(page.questions) for page in pages_for(at.round, role)) for role in roles]
    return min(found), max(found)


def _begin(request: HttpRequest, at: Answering) -> HttpResponseBase:
    own = _remembered(request, at)
    if own is not None and request.POST.get("do") == "go_on":
        return redirect("answer_area", token=own.token, area=_first_open(own))
    role = request.POST.get("role", at.link.role)
    if at.draft is None and role not in at.round.roles:
        return _start(request, at, error=_("Choose the group that you belong to"), status=UNPROCESSABLE)
    try:
        token = changes_answers.begin(at=at, role=role)
    except ChangeRefused as refused:
        return _refused(request, at, str(refused))
    begun = answering(token)
    if begun is None or not begun.pages:
        return _unknown(request)
    response = redirect("answer_area", token=token, area=_first_open(begun))
    if not at.is_own:
        _remember(response, at, token, is_shared=request.POST.get("shared") == "yes")
    return response


def _first_open(at: Answering) -> int:
    """The first page on which something has no answer yet; the last where all have one."""
    unanswered = (page.number for page in at.pages if any(given.value is None for given in at.given(page)))
    return next(unanswered, len(at.pages))


def _remember(response: HttpResponseBase, at: Answering, token: str, *, is_shared: bool) -> None:
    """Let this browser find its way back from a link that others know too; not where others use the same device."""
    path = reverse("answer", args=[at.token])
    if is_shared:
        response.delete_cookie(REMEMBERED, path=path)
        return
    days = max(1, (at.round.closes_on - timezone.localdate()).days + 1)
    response.set_cookie(
        REMEMBERED, token.partition(OWN)[2], max_age=days * 86400, path=path, httponly=True, secure=settings.IS_HTTPS, samesite="Lax"
    )


def _remembered(request: HttpRequest, at: Answering) -> Answering | None:
    """Whoever began in this browser by this link for many, and has not handed in."""
    key = request.COOKIES.get(REMEMBERED, "")
    if at.is_own or not key:
        return None
    found = answering(f"{at.token}{OWN}{key}")
    return found if found is not None and found.draft is not None else None


def shown_again(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponseBase:
    """The page with what was typed on it, where the form's own token no longer held; nothing is taken in yet."""
    at = answering(token)
    if at is None:
        return _unknown(request)
    if at.refusal:
        return _refused(request, at, at.refusal)
    page = next((page for page in at.pages if page.number == kwargs.get("area")), None)
    if at.draft is None or page is None:
        return redirect("answer", token=token)
    typed = _typed(request.POST, page)
    notice = _("This page had been open for too long, so it was not saved yet. Everything is still here: save again.")
    mine = (Given(question, typed[question.id].value, typed[question.id].comment, typed[question.id].seen) for question in page.questions)
    return _area(request, at, page, [block(given) for given in mine], notice=notice, status=UNPROCESSABLE)


@shown_again_by(shown_again)
@require_http_methods(["GET", "HEAD", "POST"])
def area(request: HttpRequest, token: str, area: int) -> HttpResponseBase:
    """One area: its questions with their described points."""
    at = answering(token)
    if at is None:
        return _unknown(request)
    if at.refusal:
        return _refused(request, at, at.refusal)
    page = next((page for page in at.pages if page.number == area), None)
    if at.draft is None or page is None:
        return redirect("answer", token=token)
    if request.method == "POST":
        return _save(request, at, page)
    return _area(request, at, page, [block(given) for given in at.given(page)])


def _area(
    request: HttpRequest, at: Answering, page: AreaPage, blocks: list[SafeString], *, notice: str = "", status: int = 200
) -> HttpResponse:
    answered = at.answered
    own = {
        "blocks": "".join(blocks),
        "answered": str(answered),
        "back": _link(at, page.number - 1) if page.number > 1 else reverse("answer", args=[at.token]),
        "address": escape(request.build_absolute_uri(reverse("answer", args=[at.token]))),
    }
    is_last = page.number == len(at.pages)
    ctx = {
        "number": page.number,
        "name": page.name,
        "pages": len(at.pages),
        "asked": at.asked,
        "closes_on": at.round.closes_on,
        "needs_key": at.link.needs_key,
        "notice": notice,
        "stopped": request.GET.get("saved") == "yes",
        "is_last": is_last,
        "may_check": answered > 0 and not is_last,
    }
    return _page(request, "area.html", ctx, own, status=status)


def _link(at: Answering, number: int) -> str:
    return reverse("answer_area", args=[at.token, number])


def _save(request: HttpRequest, at: Answering, page: AreaPage) -> HttpResponseBase:
    typed = _typed(request.POST, page)
    try:
        otherwise = changes_answers.save(at=at, typed=typed)
    except ChangeRefused as refused:
        return _refused(request, at, str(refused))
    if otherwise:
        fresh = answering(at.token) or at
        notice = _("Some of this was answered on another device meanwhile. What you said here is chosen below; save again to keep it.")
        return _area(request, fresh, page, _side_by_side(fresh, page, typed, otherwise), notice=notice, status=CONFLICT)
    return _WHERETO.get(request.POST.get("do", ""), _on)(at, page)


def _on(at: Answering, page: AreaPage) -> HttpResponseBase:
    if page.number == len(at.pages):
        return redirect("answer_check", token=at.token)
    return redirect(_link(at, page.number + 1))


def _stop(at: Answering, page: AreaPage) -> HttpResponseBase:
    return redirect(f"{_link(at, page.number)}?saved=yes")


def _check(at: Answering, page: AreaPage) -> HttpResponseBase:
    return redirect("answer_check", token=at.token)


_WHERETO: Mapping[str, Callable[[Answering, AreaPage], HttpResponseBase]] = {"stop": _stop, "check": _check}


def _typed(sent: QueryDict, page: AreaPage) -> dict[str, Typed]:
    """What came for the questions of a page; what no page of ours sends counts as nothing."""
    return {question.id: _one(sent, question.id) for question in page.questions}


def _one(sent: QueryDict, id: str) -> Typed:
    seen = sent.get(SEEN + id, "")
    words = sent.get(COMMENT + id, "").replace("\r\n", "\n").replace("\x00", "").strip()
    return Typed(VALUES.get(sent.get(ANSWER + id, "")), words[:COMMENT_AT_MOST], int(seen) if seen.isdecimal() and len(seen) < 7 else 0)


def _side_by_side(at: Answering, page: AreaPage, typed: Mapping[str, Typed], otherwise: frozenset[str]) -> list[SafeString]:
    """The page with what was said here, and beside it what was said elsewhere meanwhile."""
    shown = []
    for given in at.given(page):
        if given.question.id not in otherwise:
            shown.append(block(given))
            continue
        here = typed[given.question.id]
        mine = Given(given.question, here.value, here.comment, given.seen)
        there = " – ".join(part for part in (given.words, given.comment) if part) or _("no answer")
        shown.append(block(mine, otherwise=there))
    return shown


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, token: str) -> HttpResponseBase:
    """All answers before they are handed in; afterwards the receipt."""
    at = answering(token)
    if at is None:
        return _unknown(request)
    if at.refusal:
        return _refused(request, at, at.refusal)
    if at.draft is None:
        return redirect("answer", token=token)
    if request.method == "POST":
        return _hand_in(request, at)
    return _checked(request, at)


def _checked(request: HttpRequest, at: Answering, *, error: str = "", status: int = 200) -> HttpResponse:
    own = {
        "areas": "".join(_area_checked(at, page) for page in at.pages),
        "back": _link(at, len(at.pages)),
        "receipt": escape(at.draft.receipt if at.draft else ""),
    }
    post = at.link.post
    ctx = {"missing": at.asked - at.answered, "error": error, "post": post, "body": at.body_name if post else ""}
    return _page(request, "check.html", ctx, own, status=status)


def _area_checked(at: Answering, page: AreaPage) -> SafeString:
    """The answers of one area, each with a link to where it is asked."""
    link = _link(at, page.number)
    own = {"rows": "".join(row(given, link) for given in at.given(page))}
    context = {"page": page, "rows": place("rows")}
    return framed(("checked", page.number, page.area), lambda: render_to_string("rounds/answering/_checked.html", context), own)


def _hand_in(request: HttpRequest, at: Answering) -> HttpResponse:
    is_on_record = bool(at.link.post) and request.POST.get("on_record") == "yes"
    try:
        receipt = changes_answers.hand_in(at=at, is_on_record=is_on_record)
    except ChangeRefused as refused:
        fresh = answering(at.token)
        if fresh is not None and not fresh.refusal:
            return _checked(request, fresh, error=str(refused), status=UNPROCESSABLE)
        return _refused(request, fresh or at, str(refused))
    ctx = {"closes_on": at.round.closes_on, "who_sees": at.who_sees, "post": at.link.post if is_on_record else ""}
    return _page(request, "done.html", ctx, {"receipt": escape(receipt)})


def _refused(request: HttpRequest, at: Answering, sentence: str) -> HttpResponse:
    """Why the link does not work, with what was typed, so that it can be kept elsewhere."""
    typed = []
    if request.method == "POST":
        for page in at.pages:
            for question in page.questions:
                told = _one(request.POST, question.id)
                words = [in_words(question, told.value)] if told.value is not None else []
                if words or told.comment:
                    typed.append((said(question.text), "\n".join([*words, *filter(None, [told.comment])])))
    ctx = {
        "sentence": sentence,
        "typed": tuple(typed),
        "is_good_news": at.is_handed_in and not typed,
        "says_whom_to_ask": sentence == full(at.link),
    }
    status = 200 if request.method != "POST" and at.is_handed_in else GONE
    return HttpResponse(_html("refused.html", {**_own(request), **ctx}), status=status)


def _unknown(request: HttpRequest) -> HttpResponse:
    sentence = _("There is no such link. Check that the address is whole: links are sometimes cut in two by a mail program.")
    return HttpResponse(_html("refused.html", {**_own(request), "sentence": sentence}), status=NOT_FOUND)


def _page(
    request: HttpRequest, template: str, context: Mapping[str, Hashable], own: Mapping[str, str] = NOTHING, *, status: int = 200
) -> HttpResponse:
    """A page of which `context` is all that it depends on beside what is somebody's own, as HTML."""
    filled = {**_own(request), **own}
    places = {name: place(name) for name in filled}
    return HttpResponse(framed((template, *context.values()), lambda: _html(template, {**context, **places}), filled), status=status)


def _own(request: HttpRequest) -> dict[str, str]:
    """What every page has of its own for each who looks at it."""
    return {"csrf_token": get_token(request), "here": escape(request.get_full_path())}


def _html(template: str, context: Mapping[str, Any]) -> str:
    """A page without what the site puts around its others: nobody is signed in here, and working that out takes time."""
    return render_to_string(f"rounds/answering/{template}", {"languages": _languages(), **context})


def _languages() -> list[tuple[str, str]]:
    """The languages that whoever answers can choose from; none where there is only one."""
    return list(settings.LANGUAGES) if len(settings.LANGUAGES) > 1 else []
