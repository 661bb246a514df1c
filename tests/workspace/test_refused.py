"""The page for those whose role, or whose body, may not do something: why, who may, and the way back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.workspace.personas import Persona, record


def _refused(persona: Persona, name: str, *more: object) -> str:
    answer = persona.client.get(reverse(name, args=[persona.place.arrangement.public_id, *more]))
    assert answer.status_code == 403
    page = answer.content.decode()
    assert reverse("overview", args=[persona.place.arrangement.public_id]) in page
    return page


def test_a_role_that_may_not_is_told_which_may(vic: Persona, ben: Persona) -> None:
    assert "You take part as viewer. What you asked for takes another role: lead, editor, contributor." in _refused(vic, "import")
    assert "You take part as editor. What you asked for takes another role: lead." in _refused(ben, "head")


def test_what_is_of_another_body_says_so(ann: Persona, ben: Persona) -> None:
    row = record(ben, "gates", gate="g1", name="Outline case", body="Cabinet")
    assert "Only the body that a record speaks for can change it" in _refused(ann, "correct", row.number)
    assert "Each body looks after its own people." in _refused(ben, "membership", ann.place.membership.pk)


@pytest.mark.django_db
def test_an_outsider_learns_nothing(ann: Persona, cat: Persona) -> None:
    answer = cat.client.get(reverse("import", args=[ann.place.arrangement.public_id]))
    assert answer.status_code == 404
    assert str(ann.place.arrangement.public_id) not in answer.content.decode()
