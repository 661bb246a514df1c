"""Who may do what: every route of the site, for every role, in one's own arrangement and in another's."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client

from holdfast.web.arrangements.models.membership import Role
from holdfast.web.arrangements.permissions import ALLOWED, WORDS, Permission
from holdfast.web.routes import Route, routes
from tests.workspace.personas import Persona, joined, person, signed_in
from tests.workspace.programs import header_of

# What stands for each variable part of an address. A new one is named here, or the test says so.
SAMPLES = {
    "problem": "skills_shortage",
    "about": "finding",
    "of": "skills_shortage",
    "number": 1,
    "entry": 1,
    "draft": uuid.UUID(int=1),
    "theme": "decisions",
    "section": "gates",
    "body": "ostley",
    "place": 1,
    "which": 0,
    "token": "none",
    "audience": "partners",
    "kind": "members",
    "form": "html",
    "part": "benefits",
}
INSIDE = [route for route in routes() if route.needs]
# What anybody may see: the catalogue and the tools that keep nothing.
OPEN = {
    "", "home", "how_it_works", "accessibility", "privacy", "assess", "template", "quick_check", "examples", "example", "example_finding",
    "example_toml", "example_workbook", "problems", "problem", "patterns", "pattern", "indicators", "indicator", "questions", "question",
    "actions", "action", "cases", "case", "parameters", "parameter", "api_docs", "api_openapi", "api_catalogue", "api_shelf",
    "api_shelf_entry", "api_kinds", "api_kind",
    "example_papers", "file_paper", "case_of_file", "example_case", "example_case_part",
    "rounds_method", "set_language",
    "share_file", "example_shares_overview", "example_shares_checks", "example_shares_moves", "example_shares_statements",
    "example_shares_csv", "example_shares_rests_on",
    "docs", "document", "schema",
}  # fmt: skip
# How somebody gets in and looks after their own way in: these addresses ask for themselves who is there.
WAYS_IN = ("/sign-in/", "/sign-out/", "/account/", "/invitations/", "/asked/", "/answer/")
# A lead's own place is not an editor's to look into, though other places are.
OF_ONE_PERSON = {"membership", "hand_over", "end_access"}
METHODS = ("GET", "POST")


def address(route: Route, arrangement: uuid.UUID) -> str:
    """The route's address in an arrangement."""
    return re.sub(r"<\w+:(\w+)>", lambda part: str(arrangement if part[1] == "arrangement" else SAMPLES[part[1]]), route.address)


def asked(client: Client, method: str, route: Route, arrangement: uuid.UUID) -> int:
    path = address(route, arrangement)
    return client.generic(method, path, headers=header_of(client, path)).status_code


@pytest.fixture
def people(ann: Persona) -> dict[Role, Persona]:
    """One person of each role in one arrangement."""
    arrangement = ann.place.arrangement
    bodies = {Role.EDITOR: "ostley", Role.CONTRIBUTOR: "ostley", Role.VIEWER: "ostley", Role.AUDITOR: ""}
    return {Role.LEAD: ann} | {role: joined(arrangement, person(role.value, body or "audit"), body, role) for role, body in bodies.items()}


@pytest.mark.parametrize("route", INSIDE, ids=lambda route: route.name)
def test_each_role_may_do_what_the_table_says(route: Route, people: dict[Role, Persona]) -> None:
    for role, persona in people.items():
        for method in METHODS:
            status = asked(persona.client, method, route, persona.place.arrangement.public_id)
            allowed = role in ALLOWED[route.needs[method]]
            assert allowed or status == 403, f"{role} may not {method} {route.name}, and got {status}"
            assert status < 500, f"{role} {method} {route.name}: {status}"
            refused = allowed and method == "GET" and status == 403
            assert not refused or route.name in OF_ONE_PERSON, f"{role} may look at {route.name}, and was refused"


# Whoever is not let in changes nothing, so that one arrangement serves for every route.
def test_an_outsider_is_told_nothing(ann: Persona, cat: Persona) -> None:
    places = (ann.place.arrangement.public_id, uuid.uuid4())
    told = {
        f"{method} {route.name}": statuses
        for route in INSIDE
        for method in METHODS
        if (statuses := [asked(cat.client, method, route, place) for place in places]) != [404, 404]
    }
    assert told == {}


def test_somebody_whose_access_has_ended_is_an_outsider(vic: Persona) -> None:
    membership = vic.place.membership
    membership.ended = membership.since
    membership.save()
    statuses = {route.name: asked(vic.client, "GET", route, vic.place.arrangement.public_id) for route in INSIDE}
    assert {name: status for name, status in statuses.items() if status != 404} == {}


def test_nobody_is_let_in_unnamed(ann: Persona) -> None:
    let_in = {
        f"{method} {route.name}": status
        for route in INSIDE
        for method in METHODS
        if (status := asked(Client(), method, route, ann.place.arrangement.public_id))
        != (401 if route.address.startswith("/api/") else 302)
    }
    assert let_in == {}


def test_an_administrator_by_that_alone_reads_no_arrangement(ann: Persona) -> None:
    user = person("Adm", "hosts")
    user.is_administrator = True
    user.save()
    client = signed_in(user)
    for route in INSIDE:
        assert asked(client, "GET", route, ann.place.arrangement.public_id) == 404, route.name


def test_every_route_is_open_on_purpose_or_asks_who_one_is() -> None:
    asking = [route for route in routes() if not route.signed_in and not route.needs and route.name not in OPEN]
    unguarded = [route.name for route in asking if not route.address.startswith(WAYS_IN)]
    assert unguarded == []


@pytest.mark.parametrize("route", [route for route in routes() if route.address.startswith("/account/")], ids=lambda route: route.name)
@pytest.mark.django_db
def test_an_account_is_shown_to_its_owner_alone(route: Route) -> None:
    status = Client().get(re.sub(r"<int:\w+>", "1", route.address)).status_code
    assert status in (302, 404, 405) or route.name == "account_deleted", status


def test_every_permission_has_words_and_somebody_who_holds_it() -> None:
    assert set(WORDS) == set(ALLOWED) == set(Permission)
    assert all(ALLOWED.values())
