"""Pictures: well-formed, within their frame, and true to the figures."""

from __future__ import annotations

import itertools
from xml.etree import ElementTree

import pytest

from holdfast.core.assessment import Finding, FindingReading
from holdfast.core.diagnosis.formula import exposure_of, logit
from holdfast.reports import compose
from holdfast.reports.blocks import Picture
from holdfast.reports.pictures.scale import scale
from holdfast.reports.pictures.strip import strip
from holdfast.reports.pictures.svg import element, lines, text, width_of
from holdfast.reports.pictures.waterfall import steps_of, waterfall
from tests.reports.subjects import empty, example, subject

SVG = "{http://www.w3.org/2000/svg}"


def drawn(picture: Picture) -> ElementTree.Element:
    return ElementTree.fromstring(picture.svg)


def texts(picture: Picture) -> list[str]:
    return [found.text or "" for found in drawn(picture).iter(f"{SVG}text")]


def made_finding(contributions: list[float], **more: object) -> Finding:
    running, readings = logit(0.3), []
    for number, contribution in enumerate(contributions):
        running += contribution
        told = (f"i{number}", "r", f"Reading {number}", 1.0, "count", "1", 0.5, contribution, (), "record", exposure_of(running), "")
        readings.append(FindingReading(*told))  # type: ignore[arg-type]
    now = exposure_of(running)
    more = {"low": now, "high": now, "unknown": ()} | more
    return Finding("made", 1, "Made", "watch", now, more["low"], more["high"], 0.5, 0.3, tuple(readings), more["unknown"], (), (), ())  # type: ignore[arg-type]


@pytest.mark.parametrize("found", [example, empty])
def test_every_picture_is_well_formed_and_stays_within_its_frame(found: object) -> None:
    paper = compose(subject(found()))  # type: ignore[operator]
    for picture in (block for part in paper.parts for block in part.blocks if isinstance(block, Picture)):
        root = drawn(picture)
        assert root.get("viewBox") == f"0 0 {picture.width} {picture.height}"
        assert picture.height * 0.25 < 215, "taller than a page has room for"
        for mark in root.iter(f"{SVG}rect"):
            if mark.get("x"):
                assert -0.5 <= float(mark.get("x", 0))
                assert float(mark.get("x", 0)) + float(mark.get("width", 0)) <= picture.width + 0.5
        for mark in root.iter(f"{SVG}text"):
            assert 0 <= float(mark.get("y", 0)) <= picture.height


def test_the_scale_marks_one_rating_or_none() -> None:
    assert texts(scale(subject(example()).assessment.outlook)).count("NOW") == 1
    nothing = scale(subject(empty()).assessment.outlook)
    assert "NOW" not in texts(nothing)
    assert "too little is known" in nothing.says


def test_the_strip_says_each_finding_once() -> None:
    findings = subject(example()).assessment.findings
    picture = strip("problems", "Problems", findings)
    assert all(picture.says.count(f"{finding.title}: ") == 1 for finding in findings)
    assert texts(picture).count("Cannot tell") == sum(finding.state == "cannot_tell" for finding in findings)


def test_bars_of_a_waterfall_are_as_long_as_their_weights() -> None:
    picture = waterfall(made_finding([0.8, 0.4, -0.4]))
    bars = {mark.get("fill"): [] for mark in drawn(picture).iter(f"{SVG}rect")}  # type: ignore[var-annotated]
    for mark in drawn(picture).iter(f"{SVG}rect"):
        bars[mark.get("fill")].append(float(mark.get("width", 0)))
    up, down = bars["#8f2013"], bars["#1d5f8a"]
    assert up[0] == pytest.approx(2 * up[1], rel=0.01)
    assert down == [pytest.approx(up[1], rel=0.01)]


def test_many_small_readings_are_one_bar_that_still_adds_up() -> None:
    finding = made_finding([*(0.5 - 0.04 * number for number in range(12)), *(-0.03 * number for number in range(1, 12))])
    steps = steps_of(finding)
    assert len(steps) == 14
    assert "10 small readings together" in [step.label for step in steps]
    assert sum(step.adds for step in steps) == pytest.approx(sum(reading.contribution for reading in finding.readings))
    assert steps[-1].after == pytest.approx(finding.exposure)
    assert all(abs(exposure_of(logit(before.after) + step.adds) - step.after) < 1e-9 for before, step in itertools.pairwise(steps))


def test_a_waterfall_of_nothing_known_still_starts_somewhere() -> None:
    picture = waterfall(made_finding([], low=0.05, high=0.9))
    assert "Nothing known moves it" in picture.says
    assert "30" in texts(picture)


def test_marks_escape_what_they_are_given() -> None:
    assert ElementTree.fromstring(text(0, 0, '<b> & "q"')).text == '<b> & "q"'
    assert ElementTree.fromstring(element("g", id='"><script>')).get("id") == '"><script>'


def test_text_is_folded_to_its_room_and_cut_where_it_does_not_fit() -> None:
    folded = lines("Separate members, budgets and decisions in every body of the arrangement", 150, 12, 2)
    assert len(folded) == 2
    assert folded[1].endswith("…")
    assert all(width_of(line, 12) <= 150 for line in folded)
    assert lines("W" * 100, 50, 12, 1)[0].endswith("…")
    assert lines("", 50, 12, 1) == [""]
    assert len(lines("x" * 1_000_000, 50, 12, 1)[0]) < 10
