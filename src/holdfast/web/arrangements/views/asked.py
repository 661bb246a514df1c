"""The link by which somebody without an account tells one fact: who asks what and why, the form, and every way to answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from holdfast.core.schema import fields_of
from holdfast.web.accounts import letters
from holdfast.web.accounts.changes import ChangeRefused
from holdfast.web.again import shown_again_by
from holdfast.web.arrangements import changes_requests
from holdfast.web.arrangements.asked import asker, filled_in_words, kind_of, request_of, shown_to, to_be_told
from holdfast.web.arrangements.evidence.drafts import typed_in
from holdfast.web.arrangements.models import FactRequest
from holdfast.web.arrangements.models.fact_request import Manner
from holdfast.web.arrangements.request_forms import AnswerForm, OtherwiseForm
from holdfast.web.page.values import Words

UNPROCESSABLE, GONE, NOT_FOUND = 422, 410, 404


def shown_again(request: HttpRequest, token: str) -> HttpResponseBase:
    """The form with what was typed in it, where it was sent too late for its own token or from elsewhere; nothing is taken in."""
    found = request_of(token)
    if found is None or found.refusal is not None:
        return asked(request, token)
    form = AnswerForm(kind_of(found), found, data=request.POST)
    return _form_page(request, found, form, OtherwiseForm(request.POST), is_old=True, status=UNPROCESSABLE)


@shown_again_by(shown_again)
def asked(request: HttpRequest, token: str) -> HttpResponseBase:
    """The page that the link leads to. Looking at it uses nothing up: programs that guard post boxes follow links too."""
    found = request_of(token)
    if found is None:
        return _refused(request, None, _("There is no such link. Check that the address is whole."), NOT_FOUND)
    if found.refusal is not None:
        return _refused(request, found, str(found.refusal), GONE)
    if request.method == "POST":
        return ACTS.get(request.POST.get("do", ""), _form)(request, found)
    return render(request, "requests/asked.html", _around(found))


def thanks(request: HttpRequest) -> HttpResponse:
    """After an answer: it says nothing of what was asked."""
    return render(request, "requests/thanks.html")


def _around(found: FactRequest) -> dict[str, Any]:
    kind = kind_of(found)
    return {"asked": found, "asker": asker(found), "meta": kind.meta, "about": filled_in_words(found, Words(shown_to(found)))}


def _form(request: HttpRequest, found: FactRequest) -> HttpResponseBase:
    return _form_page(request, found, AnswerForm(kind_of(found), found), OtherwiseForm())


def _form_page(
    request: HttpRequest, found: FactRequest, form: AnswerForm, otherwise: OtherwiseForm, *, is_old: bool = False, status: int = 200
) -> HttpResponse:
    ctx = {**_around(found), "form": form, "otherwise": otherwise, "is_old": is_old}
    return render(request, "requests/answer.html", ctx, status=status)


def _fact(request: HttpRequest, found: FactRequest) -> HttpResponseBase:
    form = AnswerForm(kind_of(found), found, data=request.POST)
    if not form.is_right():
        return _form_page(request, found, form, OtherwiseForm(request.POST), status=UNPROCESSABLE)
    return _taken(request, found, manner=Manner.FACT, typed=form.typed)


def _otherwise(manner: Manner) -> Callable[[HttpRequest, FactRequest], HttpResponseBase]:
    """How an answer is taken in that is not the fact itself."""

    def taken(request: HttpRequest, found: FactRequest) -> HttpResponseBase:
        otherwise = OtherwiseForm(request.POST)
        if otherwise.is_valid() and manner == Manner.ELSEWHERE and not otherwise.cleaned_data["somebody_else"]:
            otherwise.add_error("somebody_else", _("Say who knows it: a post, or a name and where they work"))
        if otherwise.errors:
            form = AnswerForm(kind_of(found), found, data=request.POST)
            return _form_page(request, found, form, otherwise, status=UNPROCESSABLE)
        given = otherwise.cleaned_data
        who = given["somebody_else"] if manner == Manner.ELSEWHERE else ""
        return _taken(request, found, manner=manner, typed={}, who=who, remark=given["remark"])

    return taken


def _taken(request: HttpRequest, found: FactRequest, **told: Any) -> HttpResponseBase:
    try:
        changes_requests.answer(asked=found, **told)
    except ChangeRefused as refused:
        return _refused(request, found, str(refused), GONE)
    _tell_that_it_came(request, found)
    return redirect("asked_thanks")


def _tell_that_it_came(request: HttpRequest, found: FactRequest) -> None:
    """A letter to the asker. It says that something came and where to look, never what: letters leave the site."""
    look = f"{settings.ADDRESS}{reverse('look_over', args=[found.arrangement.public_id, found.pk])}"
    for address in to_be_told(found):
        letters.send(
            request, address, _("What you asked by link has been answered"), "requests/arrived.txt", {"asked": found, "link": look}
        )


ACTS: Mapping[str, Callable[[HttpRequest, FactRequest], HttpResponseBase]] = {
    "fact": _fact,
    "unknown": _otherwise(Manner.UNKNOWN),
    "elsewhere": _otherwise(Manner.ELSEWHERE),
}


def _refused(request: HttpRequest, found: FactRequest | None, sentence: str, status: int) -> HttpResponse:
    """Why the link does not work, with what was typed, so that it can be kept elsewhere."""
    typed = _typed(request.POST, found) if request.method == "POST" and found else []
    return render(request, "requests/refused.html", {"sentence": sentence, "typed": typed}, status=status)


def _typed(sent: QueryDict, found: FactRequest) -> list[tuple[str, str]]:
    titles = {spec.name: spec.says.title for spec in fields_of(kind_of(found))}
    titles |= {name: str(field.label) for name, field in OtherwiseForm().fields.items()}
    rows = []
    for name, values in typed_in(sent).items():
        title = titles.get(name) or titles.get(name.rpartition("_")[0], "")
        said = " ".join(value for value in values if value.strip())
        if title and said:
            rows.append((title, said))
    return rows
