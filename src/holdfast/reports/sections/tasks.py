"""What is being done already: tasks on record, with owner, date and status."""

from __future__ import annotations

from collections.abc import Iterable

from holdfast.core.evidence.history import Task
from holdfast.reports.blocks import Block, Column, Paragraph, Table
from holdfast.reports.sections.section import Section
from holdfast.reports.subject import Subject

COLUMNS = (
    Column("Task", width=3.0),
    Column("Finding", width=1.6),
    Column("Owner", width=1.7),
    Column("Due", "date", 1.3),
    Column("Status", width=0.9),
    Column("Should reach", "score", 0.8),
    Column("Reached", "score", 0.8),
)


def build(subject: Subject) -> Iterable[Block]:
    """The tasks that hold at the date, the soonest due first and those without a date last."""
    tasks = sorted(subject.evidence.of(Task), key=lambda task: (task.due is None, task.due or task.on, task.task))
    if not tasks:
        yield Paragraph("No task is on record.")
        return
    known = {problem.id: problem.short for problem in subject.catalogue.all_problems}
    rows = tuple(
        (
            task.title or task.task,
            known.get(task.finding, task.finding) or None,
            task.owner or None,
            task.due,
            task.status,
            task.effect_expected,
            task.effect_seen,
        )
        for task in tasks
    )
    late = sum(task.due is not None and task.due < subject.assessment.as_at and task.status in ("open", "doing") for task in tasks)
    if late:
        yield Paragraph(f"Past their date and not done: {late} of {len(tasks)}.")
    yield Table("tasks", "Tasks by the date they are due", COLUMNS, rows)


SECTION = Section("tasks", "What is being done", build)
