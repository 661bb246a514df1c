"""Writes the reference pages from the catalogue, the record kinds and the commands; `--check` names what is stale or broken."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import click

from holdfast.cli.main import COMMANDS, main
from holdfast.core.catalogue import Catalogue, load_catalogue
from holdfast.core.catalogue.model import Action, Case, Indicator, Parameter, Problem, Question
from holdfast.core.evidence import KINDS, Arrangement, Record
from holdfast.core.indicators.units import shown
from holdfast.core.schema import FieldSpec, expected, fields_of
from tools.api import api
from tools.pages import entry, page, safe, table
from tools.permissions import permissions

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "reference"
WIDTH = 100
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
ANCHOR = re.compile(r'<a id="([^"]+)"></a>')
READ = ("README.md", "CONTRIBUTING.md", "GLOSSARY.md", "CHANGELOG.md")
COMMON = frozenset(spec.name for spec in fields_of(Record))


def link(place: str, id: str, title: str) -> str:
    return f"[{safe(title)}]({place}.md#{id})"


def facts(*pairs: tuple[str, str]) -> list[str]:
    """A list of named facts; those without a value are left out."""
    return [*(f"- **{name}:** {value}" for name, value in pairs if value), ""]


def sources(catalogue: Catalogue, names: Iterable[str]) -> str:
    """The sources in words, linked where they have an address."""
    return "; ".join(_source(catalogue, name) for name in names)


def _source(catalogue: Catalogue, name: str) -> str:
    found = catalogue.sources[name]
    return f"[{safe(found.title)}](<{found.link}>)" if found.link else safe(found.title)


def _place(catalogue: Catalogue, problem: Problem) -> str:
    return "problems" if problem.id in catalogue.problems else "patterns"


def problem_links(catalogue: Catalogue, problems: Iterable[Problem]) -> str:
    return ", ".join(link(_place(catalogue, problem), problem.id, problem.title) for problem in problems)


def _problem(catalogue: Catalogue, problem: Problem) -> Iterator[str]:
    yield from entry(problem.id, f"{problem.number}. {problem.title}")
    yield from (safe(problem.summary), "")
    yield from (*(f"- {safe(sign)}" for sign in problem.signs), "")
    rows = [
        (found.ref, link("indicators", found.id, found.title), strength)
        for name, strength in problem.indicators.items()
        for found in [catalogue.indicators[name]]
    ]
    yield from table(("Reference", "Indicator", "Strength"), rows)
    prior = catalogue.priors[problem.id]
    yield from facts(
        ("Id", f"`{problem.id}`"),
        ("What it teaches", safe(problem.lesson)),
        ("Starts at", f"{prior.value:g} (parameter {prior.number})"),
        ("Applies only if", f"`{problem.applies_if}`" if problem.applies_if else ""),
        ("Actions", ", ".join(link("actions", found.id, found.title) for found in catalogue.actions_for(problem.id))),
        ("Seen in", ", ".join(link("cases", found.id, found.name) for found in catalogue.cases_for(problem.id))),
        ("Sources", sources(catalogue, problem.sources)),
    )


def _indicator(catalogue: Catalogue, indicator: Indicator) -> Iterator[str]:
    yield from entry(indicator.id, f"{indicator.ref} {indicator.title}")
    yield from (safe(indicator.meaning), "")
    bears = (problem for problem, _ in catalogue.problems_of_indicator(indicator.id))
    asked = indicator.question or indicator.proxy
    yield from facts(
        ("Id", f"`{indicator.id}`"),
        ("Healthy", shown(indicator.healthy, indicator.unit)),
        ("Critical", shown(indicator.critical, indicator.unit)),
        ("Basis", f"{indicator.basis}. {safe(indicator.why)}"),
        ("Theme", f"{indicator.theme}{', survey' if indicator.measure else ''}"),
        ("Measure", f"`{indicator.measure}`" if indicator.measure else ""),
        ("Question", link("questions", asked, catalogue.questions[asked].text) if asked else ""),
        ("Group", f"`{indicator.group}`" if indicator.group else ""),
        ("A healthy reading", "Says little: nearly every arrangement reads healthy here" if indicator.telling == "alarm" else ""),
        ("Applies only if", f"`{indicator.applies_if}`" if indicator.applies_if else ""),
        ("Who can tell", f"{safe(indicator.who)}: {safe(indicator.ask)}"),
        ("Bears on", problem_links(catalogue, bears)),
        ("Actions", ", ".join(link("actions", found.id, found.title) for found in catalogue.actions_of_indicator(indicator.id))),
        ("Sources", sources(catalogue, indicator.sources)),
    )


def _question(catalogue: Catalogue, question: Question) -> Iterator[str]:
    yield from entry(question.id, question.text)
    yield from (safe(question.why), "")
    yield from table(("Point", "What it looks like"), ((point, safe(words)) for point, words in enumerate(question.points)))
    informed = catalogue.indicators_of_question(question.id)
    yield from facts(
        ("Id", f"`{question.id}`"),
        ("Area", question.area.replace("_", " ")),
        ("Who answers", ", ".join(role.replace("_", " ") for role in question.who)),
        ("Tells of", ", ".join(link("indicators", found.id, found.title) for found in informed)),
        ("Bears on", problem_links(catalogue, catalogue.problems_of_question(question.id))),
    )


def _action(catalogue: Catalogue, action: Action) -> Iterator[str]:
    yield from entry(action.id, action.title)
    yield from (safe(action.what), "")
    mended = [catalogue.indicators[name] for name in action.indicators]
    yield from facts(
        ("Id", f"`{action.id}`"),
        ("Who", safe(action.who)),
        ("Effort", f"{action.days:g} days of work over {action.weeks:g} weeks"),
        ("It worked when", safe(action.worked)),
        ("Brings to healthy", ", ".join(link("indicators", found.id, found.title) for found in mended)),
        ("Sources", sources(catalogue, action.sources)),
    )


def parameters(catalogue: Catalogue) -> str:
    opening = "Every number the sums rely on: dated figures from outside, then the numbered weights of the formula."
    dated = [row for found in catalogue.parameters.values() for row in _parameter(catalogue, found)]
    return page("Parameters", opening, dated, _formula_numbers(catalogue), _outlook(catalogue))


def _outlook(catalogue: Catalogue) -> list[str]:
    rows = [(rule.rating.replace("_", "/"), safe(rule.words)) for rule in catalogue.rules]
    return [*entry("outlook", "Rules of the outlook"), "The first that holds gives the rating.", "", *table(("Rating", "Rule"), rows)]


def _parameter(catalogue: Catalogue, parameter: Parameter) -> Iterator[str]:
    yield from entry(parameter.id, parameter.title)
    limits = [f"{value:g}" for value in (parameter.low, parameter.high) if value is not None]
    yield from facts(
        ("Id", f"`{parameter.id}`"),
        ("Value", f"{parameter.value:g} {safe(parameter.unit)}"),
        ("Range", " to ".join(limits)),
        ("Holds from", parameter.starts.isoformat()),
        ("Last checked", parameter.checked.isoformat()),
        ("Basis", f"{parameter.basis}. {safe(parameter.why)}"),
        ("Source", sources(catalogue, [parameter.source])),
    )


def _formula_numbers(catalogue: Catalogue) -> list[str]:
    strengths = [
        (
            found.number,
            found.id,
            f"at critical +{found.expose:g}, at healthy -{found.protect:g} (-{found.alarm:g} for an alarm)",
            safe(found.basis),
        )
        for found in catalogue.weights.values()
    ]
    values = [(found.number, found.id, f"{found.value:g}", safe(found.basis)) for found in catalogue.floors.values()]
    priors = [(found.number, found.id, f"{found.value:g}", safe(found.basis)) for found in catalogue.priors.values()]
    return [
        *entry("formula", "Numbers of the formula"),
        "[How the sums work](../explanation/how-the-sums-work.md) says where each is used.",
        "",
        *table(("Number", "Id", "Value", "Basis"), [*strengths, *values, *priors]),
    ]


def _case(catalogue: Catalogue, case: Case) -> Iterator[str]:
    yield from entry(case.id, case.name)
    yield from (safe(case.summary), "", safe(case.what_happened), "")
    titles = {found.id: found for found in catalogue.all_problems}
    rows = [
        (problem_links(catalogue, [titles[reason.problem or reason.pattern]]), reason.confidence, safe(reason.evidence))
        for reason in case.reasons
    ]
    yield from table(("Documented reason", "Confidence", "Evidence"), rows)
    managed = (f"{problem_links(catalogue, [titles[name]])}: {safe(how)}" for name, how in case.managed.items())
    yield from facts(
        ("Id", f"`{case.id}`"),
        ("Where", safe(case.place)),
        ("Years", f"{case.start} to {case.end or 'now'}"),
        ("Outcome", case.outcome),
        ("Form", safe(case.form)),
        ("Services", safe(case.services)),
        ("Money", safe(case.money)),
        ("Handled well", "; ".join(managed)),
        ("What it teaches", safe(case.lesson)),
        ("Quality of the evidence", case.quality),
        ("Sources", "; ".join(f"[{safe(found.title)}](<{found.link}>)" if found.link else safe(found.title) for found in case.sources)),
    )


def records(catalogue: Catalogue) -> str:
    opening = (
        "The sections of an arrangement file and the sheets of the workbook, with their fields. "
        "Every section also takes the fields of [every record](#record), of which `id` may be left out: it is then the row's number."
    )
    head = [*entry("arrangement", "The arrangement: `[arrangement]`"), *_fields(Arrangement, frozenset())]
    common = [*entry("record", "Every record"), *_fields(Record, frozenset())]
    return page("Records", opening, head, common, *(_kind(kind) for kind in KINDS))


def _kind(kind: type[Record]) -> Iterator[str]:
    meta = kind.meta
    yield from entry(meta.section, f"{meta.title}: `[[{meta.section}]]`")
    yield from (safe(meta.purpose), "")
    if meta.key:
        keys = ", ".join(f"`{name}`" for name in meta.key)
        yield from (f"A state: of the records with the same {keys}, the latest holds.", "")
    else:
        yield from ("An event: all records are kept.", "")
    required = {spec.name for spec in fields_of(kind) if spec.required}
    hidden = COMMON - ({"partner"} & required)
    yield from _fields(kind, hidden)


def _fields(cls: type[object], hidden: frozenset[str]) -> list[str]:
    specs = [spec for spec in fields_of(cls) if spec.name not in hidden]
    rows = [(f"`{spec.name}`", "yes" if spec.required else "", safe(_takes(spec)), safe(_words(spec))) for spec in specs]
    return table(("Field", "Required", "Takes", "Meaning"), rows)


def _takes(spec: FieldSpec) -> str:
    inner = spec.item or spec
    names = f"; a reference to {inner.refers.section}" if inner.refers else ""
    return expected(spec) + names


def _words(spec: FieldSpec) -> str:
    parts = [spec.says.title, spec.says.hint]
    unit = f" ({spec.says.unit})" if spec.says.unit else ""
    return ". ".join(part for part in parts if part) + unit


def command_line(catalogue: Catalogue) -> str:
    opening = (
        "The commands and their options. Exit code 0 means done; 2 means that the input was refused, with the reasons on standard error. "
        "What `assess --json`, `share --json` and `business-case --json` print is described by JSON Schemas: "
        "[assess](../../src/holdfast/schemas/assess.json), [share](../../src/holdfast/schemas/share.json), "
        "[business-case](../../src/holdfast/schemas/business-case.json)."
    )
    return page("Command line", opening, *(_command(name) for name in COMMANDS))


def _command(name: str) -> Iterator[str]:
    context = click.Context(main, info_name="holdfast", terminal_width=WIDTH, max_content_width=WIDTH)
    found = main.get_command(context, name)
    inner = click.Context(found, info_name=name, parent=context, terminal_width=WIDTH, max_content_width=WIDTH)
    yield from entry(name, f"holdfast {name}")
    yield from (COMMANDS[name], "", "```text", found.get_help(inner), "```", "")


# Pages with one entry for each thing on the catalogue's shelf of that name: how the page opens, and what it says of each.
SHELVES: Mapping[str, tuple[str, Callable[[Catalogue, Any], Iterable[str]]]] = {
    "problems": (
        "The 15 problems that make shared services fail, each with its signs, what shows it and what answers it.",
        _problem,
    ),
    "patterns": (
        "The guide's 7 cases as patterns: ways in which problems tend to come together. They are scored by the same formula.",
        _problem,
    ),
    "indicators": (
        "What is read from the records or from a survey, and the values that are healthy and critical.",
        _indicator,
    ),
    "questions": (
        "The readiness questions. Point 0 is the worst answer, 4 the best; “I do not know” is an answer too.",
        _question,
    ),
    "actions": (
        "What to do, who does it, how long it takes and how you know that it worked.",
        _action,
    ),
    "cases": (
        "Public arrangements: what became of them, the reasons that were documented, and who says so.",
        _case,
    ),
}


def shelf(catalogue: Catalogue, name: str) -> str:
    opening, describe = SHELVES[name]
    return page(name.capitalize(), opening, *(describe(catalogue, found) for found in getattr(catalogue, name).values()))


PAGES: Mapping[str, Callable[[Catalogue], str]] = {
    **{name: partial(shelf, name=name) for name in SHELVES},
    "parameters": parameters,
    "records": records,
    "command-line": command_line,
    "permissions": permissions,
    "api": api,
}


def made() -> dict[Path, str]:
    """Every reference page with its text."""
    catalogue = load_catalogue()
    return {REFERENCE / f"{name}.md": make(catalogue) for name, make in PAGES.items()}


def stale(pages: Mapping[Path, str]) -> Iterator[str]:
    """What on disk is not what would be written."""
    for path, text in pages.items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            yield f"{path.relative_to(ROOT)}: is stale; run make docs"
    for path in sorted(set(REFERENCE.rglob("*")) - set(pages)):
        yield f"{path.relative_to(ROOT)}: no page of this name is made; delete it"


def broken(pages: Mapping[Path, str]) -> Iterator[str]:
    """Relative links that lead nowhere, in the pages written by hand and in those made."""
    texts = {path: path.read_text(encoding="utf-8") for path in _by_hand() if path not in pages} | dict(pages)
    anchors = {path: frozenset(ANCHOR.findall(text)) for path, text in pages.items()}
    for path, text in sorted(texts.items()):
        for target in LINK.findall(text):
            fault = _fault(path, target, anchors)
            if fault:
                yield f"{path.relative_to(ROOT)}: {fault}"


def _by_hand() -> list[Path]:
    return [*(ROOT / name for name in READ if (ROOT / name).is_file()), *(ROOT / "docs").rglob("*.md")]


def _fault(path: Path, target: str, anchors: Mapping[Path, frozenset[str]]) -> str:
    """What is wrong with one link, or nothing."""
    if target.startswith(("<", "http:", "https:", "mailto:")):
        return ""
    place, _, anchor = target.partition("#")
    found = (path.parent / place).resolve() if place else path
    if not found.exists() and found not in anchors:
        return f"the link {target} leads nowhere"
    if anchor and found in anchors and anchor not in anchors[found]:
        return f"the link {target} names no entry of that page"
    return ""


def run() -> int:
    """Write the pages, or with `--check` compare them; the exit code."""
    parser = argparse.ArgumentParser(description="Make the reference pages.")
    parser.add_argument("--check", action="store_true", help="write nothing; name what is stale or broken")
    pages = made()
    faults = list(broken(pages))
    if parser.parse_args().check:
        faults = [*stale(pages), *faults]
    else:
        REFERENCE.mkdir(parents=True, exist_ok=True)
        for path, text in pages.items():
            path.write_text(text, encoding="utf-8")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(run())
