"""The whole API against its own document: nothing it does is undocumented, whatever it is sent, and nothing breaks it."""

from __future__ import annotations

import json
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from hypothesis.stateful import run_state_machine_as_test
from jsonschema import Draft202012Validator
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import ignored_auth, negative_data_rejection, positive_data_acceptance

from holdfast.web.api.kinds import kind_schemas
from holdfast.web.api.openapi import document
from holdfast.web.api.operations.importing import FILES
from holdfast.web.refusal import KINDS, MEDIA_TYPE
from tests.workspace.exchange import begun, sealed, services
from tests.workspace.personas import Persona, record
from tests.workspace.programs import ROOT, bearer, secret_of
from tests.workspace.rounds import answered, for_many, over
from tests.workspace.rounds import begun as begun_round

EXAMPLES = 10
ENTRIES = 14
# Where a question that is well formed may still be refused: by the calendar, or the catalogue. Every write may be, by what stands.
BY_RULES = ("/records", "/entries", "/assessment", "/over-time", "/what-if", "/business-case", "/shares", "/papers/{kind}.{form}")
EXAMPLES_TRIED = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


STORIES = settings(EXAMPLES_TRIED, max_examples=8, stateful_step_count=6)


@schemathesis.serializer(*FILES)
def file_sent(ctx: Any, value: Any) -> bytes:
    """A file as it is sent: the bytes themselves."""
    return value if isinstance(value, bytes) else str(value).encode()


@pytest.fixture
def filled(ann: Persona, ben: Persona) -> Persona:
    """An arrangement with something of everything."""
    services(ann)
    record(ann, "gates", gate="g1", name="Outline case", body="Cabinet")
    record(ben, "contracts", contract="c1", supplier="Hidden", visibility="private")
    exchange = begun(ann, bodies=("ostley", "marlshire"))
    for persona in (ann, ben):
        sealed(persona, exchange, no_go_areas=[{"subject": "desk", "firmness": "red_line"}])
    round = begun_round(ann)
    path = for_many(ann, round, role="ict")
    for value in "1234":
        answered(path, value)
    over(round)
    return ann


@pytest.fixture
def schema(db: None) -> Any:
    """The document as the site gives it, with the site behind it."""
    return schemathesis.openapi.from_wsgi(f"{ROOT}/openapi.json", get_wsgi_application())


def operations(schema: Any) -> list[Any]:
    return [found.ok() for found in schema.get_all_operations()]


def tried(operation: Any, mode: GenerationMode, filled: Persona, headers: dict[str, str]) -> None:
    """Send an operation what its document allows, or what it does not, in the arrangement of the tests or in none."""
    left_out = [positive_data_acceptance] if operation.method == "post" or operation.path.endswith(BY_RULES) else []

    @EXAMPLES_TRIED
    @given(case=operation.as_strategy(generation_mode=mode), is_there=st.just(True) | st.booleans(), number=st.integers(0, ENTRIES))
    def each(case: Any, is_there: bool, number: int) -> None:
        # The token and the arrangement are put right, so whatever was wrong with those is no longer.
        is_put_right = any("header" in place or "path" in place for place in map(str.lower, map(str, case.meta.components)))
        if is_there and "arrangement" in case.path_parameters:
            case.path_parameters["arrangement"] = str(filled.place.arrangement.public_id)
            if "number" in case.path_parameters:
                case.path_parameters["number"] = number
        case.call_and_validate(headers=headers, excluded_checks=[*left_out, *([negative_data_rejection] if is_put_right else [])])

    try:
        each()
    except Unsatisfiable:
        assert not operation.path_parameters or mode == GenerationMode.NEGATIVE


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_everything_that_is_answered_is_documented(mode: GenerationMode, schema: Any, filled: Persona) -> None:
    # As it is: the client of this test would not unpack it.
    headers = {**bearer(secret_of(filled.user)), "Accept-Encoding": "identity"}
    for operation in operations(schema):
        tried(operation, mode, filled, headers)


def test_one_thing_leads_to_another(schema: Any, filled: Persona) -> None:
    """Stories of several requests, each made from what the one before answered."""
    headers = {**bearer(secret_of(filled.user)), "Accept-Encoding": "identity"}
    machine: Any = schema.as_state_machine()

    class Stories(machine):  # type: ignore[misc]
        def get_call_kwargs(self, case: Any) -> dict[str, Any]:
            return {"headers": headers}

        def validate_response(self, response: Any, case: Any, **rest: Any) -> None:
            # The token is put right, whatever was made up in its place.
            case.validate_response(response, excluded_checks=[positive_data_acceptance, negative_data_rejection, ignored_auth])

    run_state_machine_as_test(Stories, settings=STORIES)


def test_the_document_is_openapi_and_every_reference_leads_somewhere() -> None:
    made = document()
    assert made["openapi"].startswith("3.1")
    names = set(made["components"]["schemas"])
    assert refs(made) <= {f"#/components/schemas/{name}" for name in names}
    for schema in made["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    assert "x-component" not in json.dumps(made)


def refs(value: Any) -> set[str]:
    """Every reference in a document."""
    if isinstance(value, dict):
        own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return own.union(*(refs(item) for item in value.values()))
    return set().union(*map(refs, value)) if isinstance(value, list) else set()


def test_every_kind_is_in_the_document() -> None:
    told = {option["$ref"].rpartition("/")[-1] for option in document()["components"]["schemas"]["AnyRecord"]["anyOf"]}
    assert told == {f"Record.{section}" if section != "arrangement" else section for section in kind_schemas()}


def test_every_refusal_is_documented_as_what_it_is() -> None:
    for methods in document()["paths"].values():
        for operation in methods.values():
            refusals = {status: answer for status, answer in operation["responses"].items() if int(status) >= 400}
            assert {int(status) for status in refusals} <= {kind.status for kind in KINDS.values()}
            assert all(list(answer["content"]) == [MEDIA_TYPE] for answer in refusals.values())
            assert {"405", "422", "500"} <= set(refusals)
            assert ("401" in refusals) == bool(operation.get("security"))
