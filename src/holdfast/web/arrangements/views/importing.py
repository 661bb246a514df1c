"""Bringing in a workbook or a TOML file: upload, look over what would change, take what is wanted in one append."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from holdfast.core.evidence.check import HEAD, KIND_OF, EvidenceRefused
from holdfast.files import Fault, FileRefused
from holdfast.ledger import Visibility
from holdfast.ledger.rules import LedgerRefused
from holdfast.web.arrangements.changes import Change
from holdfast.web.arrangements.changes_evidence import enter, entered_before
from holdfast.web.arrangements.evidence.drafts import FormKey, content_of, held, hold
from holdfast.web.arrangements.evidence.forms import READERS
from holdfast.web.arrangements.evidence.importing import MOVED, NOTHING_TAKEN, Choice, Plan, changes_of, packed_file, plan_of
from holdfast.web.arrangements.evidence.recorded import Recorded
from holdfast.web.arrangements.models import Draft
from holdfast.web.arrangements.page import show
from holdfast.web.arrangements.permissions import Member, Permission, for_members

UNPROCESSABLE = 422
CONFLICT = 409
GONE = 410
# Each list of records on the page of a preview is cut after so many.
SHOWN = 50


@for_members(Permission.RECORD)
def upload(request: HttpRequest, member: Member) -> HttpResponse:
    if request.method != "POST":
        return show(request, member, "evidence/import.html", {"error": "", "faults": ()})
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        return _refused(request, member, error=_("Choose a file first"))
    name = file.name or ""
    try:
        content = packed_file(name, file.read(), Recorded(member))
    except FileRefused as refused:
        return _refused(request, member, name=name, faults=refused.faults)
    path = reverse("import", args=[member.arrangement.public_id])
    # One file at a time: another takes its place.
    Draft.objects.filter(user=member.user, path=path).delete()
    draft = hold(member.user, FormKey.new(member, path), content)
    return redirect("import_preview", arrangement=member.arrangement.public_id, draft=draft.pk)


def _refused(request: HttpRequest, member: Member, *, name: str = "", error: str = "", faults: tuple[Fault, ...] = ()) -> HttpResponse:
    ctx = {"error": error, "faults": [(_section(fault), fault) for fault in faults], "file_name": name}
    return show(request, member, "evidence/import.html", ctx, status=UNPROCESSABLE)


def _section(fault: Fault) -> str:
    """The section of a fault by its title, where it is one."""
    kind = KIND_OF.get(fault.section)
    return kind.meta.title if kind else fault.section


@for_members(Permission.RECORD)
def preview(request: HttpRequest, member: Member, draft: uuid.UUID) -> HttpResponse:
    if request.method == "POST" and entered_before(member, once=str(draft), sent=request.POST.get("seen", "")) is not None:
        return redirect("evidence", arrangement=member.arrangement.public_id)
    kept = held(member, reverse("import", args=[member.arrangement.public_id]), str(draft))
    if kept is None:
        return show(request, member, "evidence/import.html", {"error": "", "faults": (), "is_gone": True}, status=GONE)
    content = content_of(kept)
    # Each time it is looked at, since another file may have been taken since.
    plan = plan_of(content, Recorded(member))
    if request.method == "POST":
        return _take(request, member, kept, plan, content["name"])
    # Looked at again: held for another hour.
    kept.save(update_fields=["touched"])
    return _preview(request, member, kept, plan, content["name"])


def _preview(
    request: HttpRequest, member: Member, kept: Draft, plan: Plan, name: str, *, errors: Sequence[str] = (), status: int = 200
) -> HttpResponse:
    chosen = _choice(request, plan)
    ctx = {
        "plan": plan,
        "left_out": ", ".join(plan.left_out.told_before),
        "unchecked": ", ".join(plan.left_out.unchecked),
        "file_name": name,
        "draft": kept,
        "errors": errors,
        "readers": READERS.items(),
        "chosen": chosen,
        "shown": SHOWN,
        "slice": f":{SHOWN}",
    }
    return show(request, member, "evidence/preview.html", ctx, status=status)


def _choice(request: HttpRequest, plan: Plan) -> Choice:
    """What was chosen; what has not been offered yet is taken as ticked, and read by all partners."""
    groups = {f"{fate}:{section}" for section in (HEAD, *(part.meta.section for part in plan.parts)) for fate in ("new", "changed")}
    if request.method != "POST":
        return Choice(frozenset(groups), frozenset(), "partners")
    taken = {*map(str, request.POST.getlist("take")), *groups.difference(map(str, request.POST.getlist("offered")))}
    visibility = request.POST.get("visibility", "")
    found: Visibility = next((name for name in READERS if name == visibility), "private")
    return Choice(frozenset(taken), frozenset(map(str, request.POST.getlist("leave"))), found)


def _take(request: HttpRequest, member: Member, kept: Draft, plan: Plan, name: str) -> HttpResponse:
    if request.POST.get("seen") != plan.digest:
        return _preview(request, member, kept, plan, name, errors=[str(MOVED)], status=CONFLICT)
    if request.POST.get("visibility") not in READERS:
        return _preview(request, member, kept, plan, name, errors=[_("Choose who may read it")], status=UNPROCESSABLE)
    changes = changes_of(plan, _choice(request, plan))
    if not changes:
        return _preview(request, member, kept, plan, name, errors=[str(NOTHING_TAKEN)], status=UNPROCESSABLE)
    try:
        numbers = enter(by=member, changes=changes, once=str(kept.pk), sent=plan.digest)
    except EvidenceRefused as refused:
        return _preview(request, member, kept, plan, name, errors=_left_out(refused, changes), status=UNPROCESSABLE)
    except LedgerRefused as refused:
        return _preview(request, member, kept, plan, name, errors=[str(refused)], status=CONFLICT)
    kept.delete()
    message = ngettext("%(count)d record was taken from %(name)s.", "%(count)d records were taken from %(name)s.", len(numbers))
    messages.success(request, message % {"count": len(numbers), "name": name})
    return redirect("evidence", arrangement=member.arrangement.public_id)


def _left_out(refused: EvidenceRefused, changes: Sequence[Change]) -> list[str]:
    """What the check says of the records that were chosen: most often that one names another which was left out."""
    said = []
    for fault in refused.faults[:SHOWN]:
        kind = KIND_OF.get(changes[fault.row - 1].section) if fault.row else None
        said.append(f"{kind.meta.title}: {fault.message}" if kind else fault.message)
    return list(dict.fromkeys(said))
