"""Actions: the list of tasks, the risk register, and the form that records or changes one."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from holdfast.core.evidence import Evidence
from holdfast.core.evidence.check import EvidenceRefused
from holdfast.core.evidence.history import Task
from holdfast.core.evidence.people import Post
from holdfast.core.words import score
from holdfast.ledger.rules import LedgerRefused
from holdfast.web.arrangements import changes
from holdfast.web.arrangements.assessed import Assessed, assessed
from holdfast.web.arrangements.changes import Change
from holdfast.web.arrangements.evidence.drafts import Arrived, arrived, forget, keeps_what_is_typed
from holdfast.web.arrangements.moment import now
from holdfast.web.arrangements.page import show
from holdfast.web.arrangements.past import compared
from holdfast.web.arrangements.permissions import Member, Permission, for_members
from holdfast.web.arrangements.since import months_before
from holdfast.web.arrangements.state import state_of
from holdfast.web.arrangements.task_form import TaskForm, initial_of
from holdfast.web.arrangements.tasks import STATUS, WHOSE, TaskRow, chosen, register, task_rows, today
from holdfast.web.catalogue import site_catalogue
from holdfast.web.page.over_time import mark_of

UNPROCESSABLE = 422


@for_members(Permission.READ)
def tasks(request: HttpRequest, member: Member) -> HttpResponse:
    found = assessed(member.arrangement, member.reader)
    rows = task_rows(member, state_of(member.arrangement), found.evidence, found.assessment)
    whose, status = request.GET.get("whose", "all"), request.GET.get("status", "under_way")
    context = {
        "rows": chosen(rows, whose=whose, status=status),
        "all": len(rows),
        "late": sum(row.is_late for row in rows),
        "whose": whose if whose in WHOSE else "all",
        "status": status if status in STATUS else "any",
        "may_record": member.may(Permission.RECORD),
    }
    return show(request, member, "workspace/over_time/tasks.html", context)


@for_members(Permission.READ)
def risk_register(request: HttpRequest, member: Member) -> HttpResponse:
    found, state = assessed(member.arrangement, member.reader), state_of(member.arrangement)
    rows = task_rows(member, state, found.evidence, found.assessment)
    past = compared(state, member.reader, since=months_before(now().as_at, 1), moment=now())
    context = {
        "risks": register(rows, found.assessment),
        "marks": {id: mark_of(change.before, change.after) for id, change in past.changes.findings.items()},
        "since": past.since,
        "assessment": found.assessment,
    }
    return show(request, member, "workspace/over_time/register.html", context)


@keeps_what_is_typed(Permission.RECORD)
def new_task(request: HttpRequest, member: Member) -> HttpResponse:
    """Records a task: from a finding's suggestion, with its words filled in, or one's own."""
    found, catalogue, came = assessed(member.arrangement, member.reader), site_catalogue(), arrived(request, member)
    form = TaskForm(
        came.data,
        initial=_suggested(request, found),
        catalogue=catalogue,
        posts=_posts(found.evidence),
        is_new=True,
    )
    if request.method == "POST" and form.is_valid() and _recorded(form, member, None):
        forget(member, came.key)
        messages.success(request, _("The action is recorded."))
        return redirect("tasks", arrangement=member.arrangement.public_id)
    return _task_page(request, member, form, None, came)


@keeps_what_is_typed(Permission.READ, post=Permission.RECORD)
def task(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """One task: what became of it, and the form that changes it."""
    found = assessed(member.arrangement, member.reader)
    rows = task_rows(member, state_of(member.arrangement), found.evidence, found.assessment)
    row = next((row for row in rows if row.number == number), None)
    if row is None:
        raise Http404
    if request.method == "POST" and not row.may_change:
        raise PermissionDenied(_("Only people of the body that recorded this action can change it."))
    came = arrived(request, member)
    form = TaskForm(
        came.data,
        initial={**initial_of(row.task), **_offered(request)},
        catalogue=site_catalogue(),
        posts=_posts(found.evidence),
        is_new=False,
    )
    if request.method == "POST" and form.is_valid() and _recorded(form, member, row):
        forget(member, came.key)
        messages.success(request, _("The action is up to date."))
        return redirect("tasks", arrangement=member.arrangement.public_id)
    return _task_page(request, member, form, row, came)


def _task_page(request: HttpRequest, member: Member, form: TaskForm, row: TaskRow | None, came: Arrived) -> HttpResponse:
    context = {"form": form, "row": row, "key": came.key.signed, "is_restored": came.is_restored}
    return show(request, member, "workspace/over_time/task.html", context, status=UNPROCESSABLE if form.errors else 200)


def _recorded(form: TaskForm, member: Member, row: TaskRow | None) -> bool:
    """Enter the task. One that was recorded today is corrected; an older one stays, and the new statement follows it."""
    raw = {
        **form.raw(row.task if row else None, number=member.arrangement.count + 1),
        "on": today().isoformat(),
        "source": member.user.post or member.body,
    }
    target = row.number if row and row.task.on >= today() else None
    visibility = state_of(member.arrangement).standing.visibility(row.number) if row else form.cleaned_data["visibility"]
    try:
        changes.append(by=member, changes=[Change(section="tasks", raw=raw, visibility=visibility, target=target)])
    except EvidenceRefused as refused:
        form.refuse(refused)
    except LedgerRefused as refused:
        form.add_error(None, str(refused))
    return not form.errors


def _suggested(request: HttpRequest, found: Assessed) -> dict[str, object]:
    """What a suggestion fills in: the action's words, its finding, and the exposure that the sums expect."""
    catalogue = site_catalogue()
    finding, action = request.GET.get("finding", ""), catalogue.actions.get(request.GET.get("action", ""))
    if action is None:
        return {"finding": finding}
    expected = next((item.after for item in found.assessment.actions if item.id == action.id and item.main_finding == finding), None)
    return {
        "finding": finding,
        "action": action.id,
        "title": action.title,
        "owner": action.who,
        "effect_expected": None if expected is None else score(expected),
    }


def _offered(request: HttpRequest) -> dict[str, object]:
    """The effect that the page offered and the reader took up: put into the field, recorded only when the form is sent."""
    seen = request.GET.get("effect_seen", "")
    return {"effect_seen": seen} if seen.isdigit() else {}


def _posts(evidence: Evidence) -> list[str]:
    return sorted({post.title for post in evidence.of(Post)} | {task.owner for task in evidence.of(Task) if task.owner})
