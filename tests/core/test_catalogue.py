"""The catalogue as a whole: complete, consistent, open to local additions, and refused in words when it is not sound."""

from __future__ import annotations

import math
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from holdfast.core.assess import assess
from holdfast.core.catalogue import Catalogue, CatalogueRefused, load_catalogue
from holdfast.core.catalogue.load import PACKAGED
from holdfast.core.catalogue.priors import priors, reliability
from holdfast.core.diagnosis.findings import finding_of
from holdfast.core.diagnosis.formula import sum_of
from holdfast.core.diagnosis.outlook import outlook_of
from holdfast.core.evidence.people import Team
from holdfast.core.indicators import READERS
from holdfast.core.indicators.measure import Measured
from tests.make import evidence, make

TEAM = make(Team, team="one", posts=10, vacant=1, interim=0)


@pytest.fixture(autouse=True)
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An empty cache folder, and nothing loaded before or left behind."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    load_catalogue.cache_clear()
    yield
    load_catalogue.cache_clear()


@pytest.fixture
def catalogue() -> Catalogue:
    return load_catalogue()


def test_what_a_healthy_reading_takes_away_follows_from_the_base_rates(catalogue: Catalogue) -> None:
    for weight in catalogue.weights.values():
        for given, floor in ((weight.protect, "worry_common"), (weight.alarm, "worry_rare")):
            rate = catalogue.floors[floor].value
            assert given == pytest.approx(math.log((1 - rate) / (1 - rate * math.exp(weight.expose))), abs=0.005), weight.id


def test_the_pull_is_how_far_the_casebook_tells_problems_apart(catalogue: Catalogue) -> None:
    """Fifteen frequencies of twelve cases: with equal ones nothing is told apart, and without any case nothing either."""
    assert catalogue.floors["prior_pull"].value == pytest.approx(reliability(catalogue, catalogue.cases.values()), abs=0.01)
    assert reliability(catalogue, []) == 0


@pytest.mark.parametrize(("concern", "rating"), [(0.0, "green"), (1.0, "red")])
def test_complete_healthy_evidence_is_green_and_complete_bad_evidence_red(catalogue: Catalogue, concern: float, rating: str) -> None:
    measured = {name: Measured(found, 1.0, concern) for name, found in catalogue.indicators.items()}
    findings = [finding_of(sum_of(problem, measured, catalogue), catalogue) for problem in catalogue.problems.values()]
    outlook = outlook_of(findings, catalogue)
    assert (outlook.rating, outlook.best, outlook.worst) == (rating, rating, rating)


def local(folder: Path, name: str, text: str) -> Path:
    """A folder of local additions that holds one file."""
    path = folder / "local" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder / "local"


def test_it_holds_what_was_asked_for(catalogue: Catalogue) -> None:
    assert len(catalogue.problems) == 15
    assert len(catalogue.patterns) == 7
    assert len(catalogue.indicators) == 146 + 25  # those of the research, and those added since
    assert len(catalogue.questions) >= 50
    assert len(catalogue.actions) >= 60
    assert len(catalogue.cases) == 12


def test_problems_and_patterns_are_numbered_without_gaps(catalogue: Catalogue) -> None:
    assert [problem.number for problem in catalogue.problems.values()] == list(range(1, 16))
    assert [pattern.number for pattern in catalogue.patterns.values()] == list(range(1, 8))


def test_every_record_based_indicator_has_a_reader_and_the_reverse(catalogue: Catalogue) -> None:
    assert {found.id for found in catalogue.indicators.values() if not found.measure} == set(READERS)


def test_every_indicator_is_read_from_records_or_asked(catalogue: Catalogue) -> None:
    neither = [found.id for found in catalogue.indicators.values() if not (found.measure or found.proxy)]
    assert neither == []


def test_every_problem_has_an_action_and_a_source(catalogue: Catalogue) -> None:
    for problem in catalogue.all_problems:
        assert catalogue.actions_for(problem.id), problem.id
        assert problem.sources, problem.id


def test_the_numbers_of_the_formula_are_numbered_once(catalogue: Catalogue) -> None:
    numbered = [*catalogue.weights.values(), *catalogue.floors.values(), *catalogue.priors.values()]
    numbers = [found.number for found in numbered]
    assert len(set(numbers)) == len(numbers)
    assert all(found.basis for found in numbered)


def test_the_committed_priors_follow_from_the_casebook(catalogue: Catalogue) -> None:
    learnt = priors(catalogue, catalogue.cases.values())
    assert {id: prior.value for id, prior in catalogue.priors.items()} == {id: prior.value for id, prior in learnt.items()}
    assert dict(catalogue.priors) == learnt


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("problems/rival_sellers.toml", 'id = "rival_sellers"\n[indicators]\nnot_there = "strong"\n', "there is no indicator not_there"),
        ("problems/rival_sellers.toml", 'id = "rival_sellers"\nsources = ["NOWHERE"]\n', "there is no source NOWHERE"),
        ("problems/rival_sellers.toml", 'id = "rival_sellers"\nnumber = "x"\n', "number"),
        ("problems/new_one.toml", 'id = "new_one"\n', "is missing"),
        ("indicators/people.toml", '[[indicator]]\nid = "vacancies"\nproxy = "not_a_question"\n', "there is no question not_a_question"),
        ("indicators/people.toml", '[[indicator]]\nid = "vacancies"\ncolour = "red"\n', "colour: is not a field"),
        ("indicators/people.toml", '[[indicator]]\nid = "vacancies"\nhealthy = 0.2\ncritical = 0.2\n', "are the same value"),
        ("indicators/people.toml", '[[indicator]]\nid = "vacancies"\nref = "P01.1"\n', "the reference P01.1 belongs to"),
        ("indicators/people.toml", '[[indicator]]\nid = "vacancies"\n[[indicator]]\nid = "vacancies"\n', "is used twice"),
        ("indicators/people.toml", '[[indicator]]\ntitle = "No id"\n', "has no id"),
        ("indicators/people.toml", "[[problem]]\nid = 'x'\n", "problem is not expected here"),
        ("questions/people.toml", '[[question]]\nid = "team_full"\npoints = ["a", "b"]\n', "expected five different descriptions"),
        ("actions/people.toml", '[[action]]\nid = "lead_from_the_top"\nindicators = ["not_there"]\n', "there is no indicator not_there"),
        ("actions/people.toml", '[[action]]\nid = "lead_from_the_top"\nindicators = []\n', "mends no indicator"),
        ("weights.toml", '[[prior]]\nid = "not_there"\nnumber = 999\nvalue = 0.3\nbasis = "x"\n', "there is no such problem or pattern"),
        ("nonsense.toml", "a = 1\n", "is not a part of a catalogue"),
        ("actions/people.toml", "this is not toml", "is not readable as TOML"),
    ],
)
def test_each_inconsistency_is_refused_in_a_sentence(tmp_path: Path, name: str, text: str, words: str) -> None:
    with pytest.raises(CatalogueRefused) as refused:
        load_catalogue(local(tmp_path, name, text))
    assert any(words in fault for fault in refused.value.faults), refused.value.faults


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueRefused, match="is not a folder"):
        load_catalogue(tmp_path / "nowhere")


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    local(tmp_path, "actions/people.toml", '[[action]]\nid = "lead_from_the_top"\nindicators = ["not_there"]\n')
    folder = local(tmp_path, "indicators/people.toml", '[[indicator]]\nid = "vacancies"\nproxy = "not_a_question"\n')
    with pytest.raises(CatalogueRefused) as refused:
        load_catalogue(folder)
    said = "\n".join(refused.value.faults)
    assert "there is no indicator not_there" in said
    assert "there is no question not_a_question" in said


def test_a_local_band_overrides_ours_and_results_say_so(tmp_path: Path, catalogue: Catalogue) -> None:
    text = '[[indicator]]\nid = "vacancies"\nhealthy = 0.0\ncritical = 0.1\nbasis = "proposed"\n'
    own = load_catalogue(local(tmp_path, "indicators/people.toml", text))
    assert (own.indicators["vacancies"].critical, own.indicators["vacancies"].title) == (0.1, catalogue.indicators["vacancies"].title)
    ours, theirs = assess(evidence(TEAM), catalogue), assess(evidence(TEAM), own)
    assert theirs.versions["local"] == ["indicators/vacancies"]
    assert ours.versions["local"] == []
    assert theirs.versions["catalogue"] != ours.versions["catalogue"]
    assert theirs.finding("skills_shortage").exposure > ours.finding("skills_shortage").exposure


def test_a_local_action_is_added(tmp_path: Path, catalogue: Catalogue) -> None:
    text = """
[[action]]
id = "borrow_an_engineer"
title = "Borrow an engineer"
what = "Ask a neighbour."
who = "Heads of ICT"
weeks = 2
days = 1
worked = "The post is held."
indicators = ["vacancies"]
sources = ["G"]
"""
    own = load_catalogue(local(tmp_path, "actions/people.toml", text))
    assert set(own.actions) - set(catalogue.actions) == {"borrow_an_engineer"}


def test_the_second_load_reads_the_cache(tmp_path: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    def not_again(root: Path) -> None:
        raise AssertionError("the TOML was read although there is a cache")

    assert len(list((tmp_path / "cache").rglob("*.json"))) == 1
    load_catalogue.cache_clear()
    monkeypatch.setattr("holdfast.core.catalogue.load._read", not_again)
    assert load_catalogue() == catalogue


def kept_file(tmp_path: Path) -> Path:
    """The one file of the cache."""
    (cache,) = (path for path in (tmp_path / "cache").rglob("*") if path.is_file())
    return cache


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"null", b"[]", b"{}", b"00000000\n{}"])
def test_a_broken_cache_is_read_past(tmp_path: Path, catalogue: Catalogue, content: bytes) -> None:
    kept_file(tmp_path).write_bytes(content)
    load_catalogue.cache_clear()
    assert load_catalogue() == catalogue


def test_a_cache_with_one_letter_changed_is_read_past_and_written_anew(tmp_path: Path, catalogue: Catalogue) -> None:
    whole = kept_file(tmp_path).read_bytes()
    title = catalogue.patterns["key_person_dependency"].title.encode()
    assert whole.count(title) == 1
    kept_file(tmp_path).write_bytes(whole.replace(title, title.swapcase()))
    load_catalogue.cache_clear()
    assert load_catalogue() == catalogue
    assert kept_file(tmp_path).read_bytes() == whole


def test_a_change_of_the_files_is_seen_at_the_next_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "catalogue"
    shutil.copytree(PACKAGED, copy)
    monkeypatch.setattr("holdfast.core.catalogue.load.PACKAGED", copy)
    before = load_catalogue()
    path = copy / "patterns" / "key_person_dependency.toml"
    title = before.patterns["key_person_dependency"].title
    path.write_text(path.read_text(encoding="utf-8").replace(title, "Another title"), encoding="utf-8")
    load_catalogue.cache_clear()
    after = load_catalogue()
    assert after.patterns["key_person_dependency"].title == "Another title"
    assert after.digest != before.digest
    kept_file(tmp_path)  # and the older one is gone


def test_the_digest_tells_the_content_and_not_where_or_when_it_was_installed(
    tmp_path: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(PACKAGED, tmp_path / "catalogue", copy_function=shutil.copyfile)
    monkeypatch.setattr("holdfast.core.catalogue.load.PACKAGED", tmp_path / "catalogue")
    load_catalogue.cache_clear()
    assert load_catalogue().digest == catalogue.digest


def test_where_no_cache_can_be_written_it_still_loads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert load_catalogue().problems


def test_where_there_is_no_home_folder_it_still_loads(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(path: Path) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "expanduser", nobody)
    assert load_catalogue().problems


@pytest.mark.parametrize("id", sorted(READERS))
def test_every_reader_knows_nothing_of_an_empty_arrangement(id: str) -> None:
    assert READERS[id].read(evidence()).state in ("not_known", "not_applicable")
