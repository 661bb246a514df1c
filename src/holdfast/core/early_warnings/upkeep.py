"""Warnings about what was promised or kept: benefits, the business case, tasks, complete lists, the evidence as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast.core.early_warnings.watch import Sign, Watch, about, day, told_by
from holdfast.core.evidence.facts import decision_window, is_late
from holdfast.core.evidence.history import Register, Task
from holdfast.core.evidence.money import Benefit, CaseVersion
from holdfast.core.finance.benefits import measured
from holdfast.core.finance.cash import financial_year


def benefit_overdue(watch: Watch) -> Iterator[Sign]:
    """A benefit whose day has passed, and that nobody has measured for that year."""
    for benefit in watch.evidence.of(Benefit):
        if benefit.due and benefit.due + watch.days("benefit_grace") < watch.date:
            if not any(year >= financial_year(benefit.due) for year in measured(benefit)):
                text = f"“{benefit.name}” was due on {day(benefit.due)}, and no figure since then is recorded."
                yield Sign(subject=about(benefit), text=text, since=benefit.due, because=told_by(benefit))


def case_outdated(watch: Watch) -> Iterator[Sign]:
    """A gate lies ahead, and the business case has not been looked at for long."""
    versions = watch.evidence.history(CaseVersion)
    if versions and decision_window(watch.evidence) and versions[-1].on + watch.days("case_age") < watch.date:
        last = versions[-1]
        text = f"A gate lies ahead, and the business case is from {day(last.on)} (version {last.version})."
        yield Sign(subject="case_versions", text=text, since=last.on + watch.days("case_age"), because=told_by(last))


def task_late(watch: Watch) -> Iterator[Sign]:
    """A task that is still to be done after its day."""
    for task in watch.evidence.of(Task):
        if task.due and is_late(task, watch.date):
            owner = f" ({task.owner})" if task.owner else ""
            text = f"“{task.title or task.task}”{owner} was due on {day(task.due)}."
            action = task.action if task.action in watch.catalogue.actions else ""
            yield Sign(subject=about(task), text=text, since=task.due, because=told_by(task), action=action, finding=task.finding)


def register_outdated(watch: Watch) -> Iterator[Sign]:
    """A list that was once complete and has not been said to be since."""
    for register in watch.evidence.of(Register):
        if register.complete_to + watch.days("register_age") < watch.date:
            name = register.section.replace("_", " ")
            text = f"The list of {name} is known to be complete to {day(register.complete_to)} only. What is missing since cannot be read."
            subject = f"registers/{register.section}/{register.partner or ''}"
            yield Sign(subject=subject, text=text, since=register.complete_to, because=told_by(register))


def evidence_old(watch: Watch) -> Iterator[Sign]:
    """Nothing at all became known for long, so the picture is of an earlier day."""
    last = max((record for record in watch.evidence.records if record.on <= watch.date), key=lambda record: record.on, default=None)
    if last and last.on + watch.days("evidence_age") < watch.date:
        text = f"Nothing new has been recorded since {day(last.on)}. This picture may be out of date."
        yield Sign(subject="evidence", text=text, since=last.on, because=())
