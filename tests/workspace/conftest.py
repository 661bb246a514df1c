"""An arrangement of two bodies with its people, and an outsider."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from holdfast.web.arrangements import changes
from holdfast.web.arrangements.models.membership import Role
from tests.workspace.asking import ask, link
from tests.workspace.days import BEGUN, on
from tests.workspace.personas import Persona, joined, person, record, signed_in


@pytest.fixture
def began() -> Iterator[None]:
    """The test begins weeks ago, so that what is entered later has a past; use it by a mark, so that it comes first."""
    with on(BEGUN):
        yield


@pytest.fixture
def ann(db: None) -> Persona:
    """Leads the arrangement, for Ostley."""
    user = person("Ann", "ostley")
    member = changes.begin(by=user, name="Two Councils ICT", body="ostley", body_name="Ostley District Council")
    return Persona(user, signed_in(user), member)


@pytest.fixture
def ben(ann: Persona) -> Persona:
    """Edits for Marlshire."""
    record(ann, "partners", partner="marlshire", name="Marlshire County Council")
    return joined(ann.place.arrangement, person("Ben", "marlshire"), "marlshire", Role.EDITOR)


@pytest.fixture
def con(ben: Persona) -> Persona:
    """Contributes for Marlshire."""
    return joined(ben.place.arrangement, person("Con", "marlshire"), "marlshire", Role.CONTRIBUTOR)


@pytest.fixture
def vic(ann: Persona) -> Persona:
    """Views for Ostley."""
    return joined(ann.place.arrangement, person("Vic", "ostley"), "ostley", Role.VIEWER)


@pytest.fixture
def una(ann: Persona) -> Persona:
    """Audits, for no body."""
    return joined(ann.place.arrangement, person("Una", "auditors"), "", Role.AUDITOR)


@pytest.fixture
def cat(db: None) -> Persona:
    """An outsider, who leads an arrangement of her own."""
    user = person("Cat", "elsewhere")
    changes.begin(by=user, name="Elsewhere", body="elsewhere", body_name="Elsewhere Council")
    return Persona(user, signed_in(user), None)


@pytest.fixture
def asked_path(ann: Persona, ben: Persona) -> str:
    """The link that Ann has made."""
    return link(ask(ann))
