"""The quick check: one question at a time. The answers travel in the form, so nothing is kept between pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from holdfast.core.assess import assess
from holdfast.core.catalogue import Catalogue
from holdfast.core.catalogue.model import Question
from holdfast.core.evidence import Evidence
from holdfast.core.evidence.answers import AnswerValue
from holdfast.core.quickcheck import evidence_of, next_question
from holdfast.files import write_toml, write_workbook
from holdfast.web.catalogue import site_catalogue
from holdfast.web.downloads import WORKBOOK, download
from holdfast.web.page.assessment import assessment_page
from holdfast.web.page.progress import Progress, progress_of
from holdfast.web.views.assess import UNPROCESSABLE

GIVEN = "given."
VALUES: Mapping[str, AnswerValue] = {
    "0": 0,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "dont_know": "dont_know",
    "not_applicable": "not_applicable",
}


@dataclass(frozen=True, slots=True)
class Given:
    """An answer given so far, in the words of its point."""

    question: Question
    value: AnswerValue
    words: str


@require_http_methods(["GET", "HEAD", "POST"])
def quick_check(request: HttpRequest) -> HttpResponse:
    catalogue = site_catalogue()
    if request.method != "POST":
        return _ask(request, {}, next_question({}, catalogue), catalogue)
    answers = _answers(request, catalogue)
    wish = request.POST.get("do", "")
    if wish in FILES:
        return FILES[wish](evidence_of(answers, timezone.localdate()))
    if wish == "result":
        return _result(request, answers, catalogue)
    if wish.startswith("change."):
        return _change(request, answers, wish.removeprefix("change."), catalogue)
    if wish == "answer" and "answer" not in request.POST:
        asked = _question(request.POST.get("question", ""), catalogue)
        error = _("Choose the answer that fits best, or say that you do not know")
        return _ask(request, answers, asked, catalogue, error=error, status=UNPROCESSABLE)
    following = next_question(answers, catalogue)
    return _ask(request, answers, following, catalogue) if following else _result(request, answers, catalogue)


def _answers(request: HttpRequest, catalogue: Catalogue) -> dict[str, AnswerValue]:
    """The answers in the form, the one just given last; anything that no page of ours sends is refused."""
    answers = {
        _question(name.removeprefix(GIVEN), catalogue).id: _value(value)
        for name, value in request.POST.items()
        if name.startswith(GIVEN) and isinstance(value, str)
    }
    if request.POST.get("do") == "answer" and "answer" in request.POST:
        answers[_question(request.POST.get("question", ""), catalogue).id] = _value(request.POST["answer"])
    return answers


def _question(id: str, catalogue: Catalogue) -> Question:
    question = catalogue.questions.get(id)
    if question is None:
        raise BadRequest(_("There is no question of this name."))
    return question


def _value(raw: str) -> AnswerValue:
    if raw not in VALUES:
        raise BadRequest(_("There is no answer of this name."))
    return VALUES[raw]


def _change(request: HttpRequest, answers: dict[str, AnswerValue], id: str, catalogue: Catalogue) -> HttpResponse:
    question = _question(id, catalogue)
    others = {name: value for name, value in answers.items() if name != id}
    return _ask(request, others, question, catalogue, chosen=answers.get(id))


def _ask(
    request: HttpRequest,
    answers: Mapping[str, AnswerValue],
    question: Question | None,
    catalogue: Catalogue,
    *,
    chosen: AnswerValue | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    ctx = {
        "question": question,
        "points": list(enumerate(question.points)) if question else [],
        "chosen": chosen,
        "error": error,
        "number": len(answers) + 1,
        "given": _given(answers, catalogue),
        "progress": _progress(answers, catalogue) if answers else None,
    }
    return render(request, "quick_check/question.html", ctx, status=status)


def _given(answers: Mapping[str, AnswerValue], catalogue: Catalogue) -> list[Given]:
    other = {"dont_know": _("I do not know"), "not_applicable": _("Does not apply")}
    return [
        Given(question, value, other[value] if isinstance(value, str) else question.points[value])
        for question, value in ((catalogue.questions[id], value) for id, value in answers.items())
    ]


def _progress(answers: Mapping[str, AnswerValue], catalogue: Catalogue) -> Progress:
    """The assessment of no answer, the first, the first two, and so on."""
    today = timezone.localdate()
    items = list(answers.items())
    steps = [assess(evidence_of(dict(items[:count]), today), catalogue) for count in range(len(items) + 1)]
    return progress_of(steps, catalogue.floors["outlook_coverage"].value)


def _result(request: HttpRequest, answers: Mapping[str, AnswerValue], catalogue: Catalogue) -> HttpResponse:
    evidence = evidence_of(answers, timezone.localdate())
    page = assessment_page(assess(evidence, catalogue), evidence, catalogue, link_of=lambda id: f"#finding-{id}")
    ctx = {
        "page": page,
        "origin": "quick_check",
        "given": _given(answers, catalogue),
        "has_more": next_question(answers, catalogue) is not None,
    }
    return render(request, "assessment/overview.html", ctx)


def _as_toml(evidence: Evidence) -> HttpResponse:
    return download(write_toml(evidence).encode(), "application/toml", "my-arrangement.toml")


def _as_workbook(evidence: Evidence) -> HttpResponse:
    return download(write_workbook(evidence), WORKBOOK, "my-arrangement.xlsx")


# How the answers can be taken away.
FILES: Mapping[str, Callable[[Evidence], HttpResponse]] = {"workbook": _as_workbook, "toml": _as_toml}
