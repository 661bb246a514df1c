"""Running a round: who may begin which, inviting, links, and how little is told while it is open."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from holdfast.web.rounds.models import Link, Mode, Round
from tests.workspace.addresses import page
from tests.workspace.filled import send
from tests.workspace.personas import Persona
from tests.workspace.rounds import answered, begun, for_many, personal

pytestmark = pytest.mark.django_db
NEW = {"name": "First", "questionnaire": ["health_check"], "is_for_all": ["yes"]}


def test_a_lead_begins_a_round_of_all_and_an_editor_one_in_confidence(ann: Persona, ben: Persona) -> None:
    made = send(ann.client, page(ann, "new_round"), **NEW, mode=["sealed"])
    assert made.status_code == 302
    refused = send(ben.client, page(ben, "new_round"), **NEW, mode=["sealed"])
    assert refused.status_code == 422
    send(ben.client, page(ben, "new_round"), **NEW, mode=["confidence"])
    assert list(Round.objects.values_list("mode", "body", "bodies")) == [
        ("sealed", "ostley", ["ostley", "marlshire"]),
        ("confidence", "marlshire", ["marlshire"]),
    ]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": ""}, "Give the round a name"),
        ({"roles": None}, "Choose at least one group of people"),
        ({"bodies": ["ostley"]}, "Choose at least two partners"),
        ({"minimum_group": "2"}, "greater than or equal to 3"),
        ({"minimum_group": "many"}, "Give a whole number"),
        ({"questionnaire": ["own"]}, "Choose at least one question"),
        ({"closes_on": "2020-01-01"}, "Choose a closing day after the opening day"),
        ({"opens_on": "2020-01-01"}, "Choose an opening day from today on"),
        ({"remind_on": "soon"}, "Give days such as"),
        ({"questionnaire": ["own"], "questions": ["fair_votes"], "roles": ["customer"], "is_for_all": ["no"]}, "is meant for: Customer"),
    ],
)
def test_what_is_wrong_with_a_round_is_said(ann: Persona, ben: Persona, changed: dict[str, object], sentence: str) -> None:
    refused = send(ann.client, page(ann, "new_round"), **{**NEW, "mode": ["sealed"], **changed})
    assert refused.status_code == 422 and sentence in refused.text
    assert not Round.objects.exists()


def test_people_are_invited_by_letter_or_by_hand(ann: Persona, ben: Persona) -> None:
    of = begun(ann)
    people = "clerk@ostley.example\nHead of the desk\n clerk@ostley.example "
    made = send(ann.client, page(ann, "round_invite", of.number), role=["ict"], people=people)
    (shown,) = re.findall(r"/answer/[\w-]+/", made.text)
    (letter,) = mail.outbox
    assert letter.to == ["clerk@ostley.example"] and "/answer/" in letter.body and shown not in letter.body
    # 16 questions of some 20 seconds: as the first page says too.
    assert "It takes about 5 minutes" in letter.body and "about 5 minutes" in Client().get(shown).text
    assert sorted(Link.objects.values_list("label", "email", "is_passed_on")) == [
        ("", "clerk@ostley.example", False),
        ("Head of the desk", "", True),
    ]
    answered(shown)


def test_what_cannot_be_invited_is_said(ann: Persona, ben: Persona) -> None:
    path = page(ann, "round_invite", begun(ann).number)
    for people, post, sentence in (("a@b", "", "is no e-mail address"), ("x\ny", "Chief executive", "A post is held by one person")):
        refused = send(ann.client, path, role=["ict"], people=people, post=post)
        assert refused.status_code == 422 and sentence in refused.text.replace("&#x27;", "'")
    assert not Link.objects.exists()


def test_only_ones_own_people_are_invited_and_withdrawn(ann: Persona, ben: Persona, vic: Persona) -> None:
    of = begun(ann)
    personal(ben, of)
    link = Link.objects.get()
    assert vic.client.get(page(vic, "round_invite", of.number)).status_code == 403
    for name in ("round_withdraw", "round_renew", "round_cap"):
        assert ann.client.post(page(ann, name, of.number, link.pk), {"cap": "9"}).status_code == 404
    assert "x@example.gov.uk" not in ann.client.get(page(ann, "round", of.number)).text
    assert "x@example.gov.uk" in ben.client.get(page(ben, "round", of.number)).text
    ben.client.post(page(ben, "round_withdraw", of.number, link.pk))
    link.refresh_from_db()
    assert link.is_revoked


def test_the_page_is_the_same_before_and_after_somebody_answers(ann: Persona, ben: Persona) -> None:
    of = begun(ann)
    paths = [personal(ann, of, email=f"p{number}@ostley.example") for number in range(3)]

    def seen(persona: Persona) -> str:
        return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", persona.client.get(page(persona, "round", of.number)).text)

    before = seen(ann), seen(ben)
    for path in paths[:2]:
        answered(path)
    assert (seen(ann), seen(ben)) == before
    answered(paths[2])
    assert "at least 3" in seen(ann)


def test_nobody_sees_the_turnout_of_others_in_a_sealed_round(ann: Persona, ben: Persona) -> None:
    of = begun(ann, mode=Mode.SEALED)
    path = for_many(ben, of, role="ict")
    for _person in range(4):
        answered(path)
    assert "at least 3" in ben.client.get(page(ben, "round", of.number)).text
    assert "at least 3" not in ann.client.get(page(ann, "round", of.number)).text


def test_no_results_before_it_closes(ann: Persona, ben: Persona) -> None:
    of = begun(ann)
    for name in ("round_results", "round_csv", "round_comments"):
        assert ann.client.get(page(ann, name, of.number)).status_code == 404


def test_asking_again_is_suggested(ann: Persona, ben: Persona) -> None:
    from tests.workspace.personas import record

    assert "Time to ask again" not in ann.client.get(page(ann, "rounds")).text
    day = timezone.localdate().replace(year=timezone.localdate().year - 2)
    record(ann, "rounds", round="old", closed=day, on=day)
    assert "more than a year ago" in ann.client.get(page(ann, "rounds")).text


def test_a_link_is_shown_once(ann: Persona, ben: Persona) -> None:
    of = begun(ann)
    made = send(ann.client, page(ann, "round_link", of.number), label="Newsletter", cap="30")
    (shown,) = re.findall(r"/answer/[\w-]+/", made.text)
    assert shown not in ann.client.get(page(ann, "round", of.number)).text
    assert Client().get(shown).status_code == 200
