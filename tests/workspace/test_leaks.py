"""Nothing sealed or private leaks anywhere: marked words are planted, and looked for in every answer to everybody else."""

from __future__ import annotations

import datetime as dt
import logging
import pickle
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from holdfast.core.early_warnings import token_of
from holdfast.web.arrangements import changes_follow
from holdfast.web.arrangements.changes_redact import redact
from holdfast.web.arrangements.models import ApiToken, Draft, StoredEntry
from holdfast.web.arrangements.models.membership import Role
from holdfast.web.rounds.changes import invite
from holdfast.web.rounds.closing import close_if_due
from tests.workspace.addresses import add, page
from tests.workspace.exchange import begun, filled, sealed, services
from tests.workspace.filled import read_form, send
from tests.workspace.personas import Persona, joined, person, record, signed_in
from tests.workspace.programs import ROOT, header_of
from tests.workspace.rounds import answered, for_many, over
from tests.workspace.rounds import begun as begun_round
from tests.workspace.walking import Answer, addresses, answer, found_in

NOWHERE = "Zqxnowhere0000"
VALUE = 8173264
# The entries that every address with a number is tried with.
HIT = ("contract", "retirement", "contest", "sealed")
ENOUGH = 100
FOLLOWING = (("ann", "ostley"), ("vic", "ostley"), ("una", "auditors"), ("tom", "thornmere"))
# What the ledger tells everybody of an entry is its envelope: that there is one, by whom, for which body and when (ADR 0016). So
# these pages may change with what is planted, in numbers and digests alone; the words are looked for on them like on the others.
ENVELOPES = {"history", "history_entry", "check_ledger", "export", "export_ledger", "api_entries", "api_entry", "api_check", "api_ledger",
             "api_paper"}  # fmt: skip
# A body that is done with its answer is told to be done, with the number and the digest of its one entry.
DONE = {"exchanges", "exchange", "exchange_answer", "exchange_part", "exchange_check", "exchange_receipt", "exchange_receipt_file",
        "exchange_content", "exchange_envelope", "exchange_salt", "exchange_done", "exchange_take_back", "api_exchange"}  # fmt: skip
# Only these change what is already there, so only these are asked with POST as well.
SENT = {"correct", "retire", "reveal", "erase", "task", "contest", "set_aside", "take_up", "import_preview", "exchange_part"}


@dataclass
class Planted:
    """What was planted: the marks, the numbers of the entries, and the addresses that only their holders have."""

    marks: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    draft: str = ""
    kept: str = ""
    link: Any = None
    token: str = ""

    def mark(self, name: str) -> str:
        """A new word that stands nowhere else, with signs around it that pages must escape."""
        self.marks[name] = f"Zqx{name}{7731 + len(self.marks)}"
        return f"{self.marks[name]} & Söhne <b>"


@dataclass(frozen=True)
class House:
    """Three bodies with their people; Marlshire has something to hide from all the others, Thornmere a draft."""

    ann: Persona
    ben: Persona
    con: Persona
    lea: Persona
    tom: Persona
    others: dict[str, Persona]
    exchange: Any


@pytest.fixture
def house(ann: Persona, ben: Persona, con: Persona, vic: Persona, una: Persona, cat: Persona) -> House:
    at = ann.place.arrangement
    record(ann, "partners", partner="thornmere", name="Thornmere District Council")
    services(ann)
    lea, tom = (
        joined(at, person(name, body), body, role)
        for name, body, role in (("Lea", "marlshire", Role.LEAD), ("Tom", "thornmere", Role.EDITOR))
    )
    eve, ora = (joined(at, person(name, "ostley"), "ostley", role) for name, role in (("Eve", Role.EDITOR), ("Ora", Role.CONTRIBUTOR)))
    record(ann, "gates", gate="g1", name="Outline case", body="Cabinet", planned=timezone.localdate() + dt.timedelta(days=60))
    opened = timezone.localdate() - dt.timedelta(days=200)
    record(ann, "disputes", dispute="desk", subject="The desk dispute", opened=opened)
    administrator = person("Adm", "hosts")
    administrator.is_administrator = True
    administrator.save()
    nobody = person("Nobody", "hosts")
    others = {
        "lead": ann, "editor": eve, "contributor": ora, "viewer": vic, "auditor": una, "third body": tom, "outsider": cat,
        "administrator": Persona(administrator, signed_in(administrator), None),
        "nobody": Persona(nobody, Client(), None),
    }  # fmt: skip
    exchange = begun(ann, bodies=("ostley", "marlshire", "thornmere"))
    for persona in (ann, ben, vic, una, tom):
        changes_follow.choose_digest(by=persona.place, every="daily")
    for persona in others.values():
        header_of(persona.client, f"{ROOT}/token")
    # Noted as used so late that no visit changes it: the page of tokens says when.
    ApiToken.objects.update(used=timezone.now() + dt.timedelta(days=1))
    return House(ann, ben, con, lea, tom, others, exchange)


def plant(house: House) -> Planted:
    """Everything that Marlshire keeps to itself, some of it entered as people do, and what Thornmere has not sealed yet."""
    made, ben, today = Planted(), house.ben, timezone.localdate()
    number = made.numbers
    made.marks |= {"code": "zqxcode7700", "value": str(VALUE)}
    soon = today + dt.timedelta(days=30)
    common = {"visibility": "private", "on": today - dt.timedelta(days=3)}
    number["contract"] = record(
        ben, "contracts", contract=made.marks["code"], supplier=made.mark("supplier"), ends=soon, yearly_value=VALUE,
        note=made.mark("note"), **{**common, "source": made.mark("source")},
    ).number  # fmt: skip
    late = today - dt.timedelta(days=9)
    number["task"] = record(ben, "tasks", task="t1", title=made.mark("task"), owner=made.mark("owner"), due=late, **common).number
    number["post"] = record(
        ben, "posts", post="p1", title=made.mark("post"), influence=4, leaves=soon, duties=["programme"], **common
    ).number
    number["plan"] = record(ben, "events", type="parallel_plan", partner="marlshire", about=made.mark("plan"), **common).number
    number["retired"] = record(ben, "gates", gate="g7", name=made.mark("retired"), body="Cabinet", **common).number
    send(ben.client, page(ben, "retire", number["retired"]), reason=made.mark("reason"))
    number["retirement"] = _last(ben)
    number["erased"] = record(ben, "gates", gate="g8", name=made.mark("erased"), body="Cabinet", **common).number
    (row,) = redact(by=house.lea.place, number=number["erased"], reason=made.mark("erasing"))
    number["erasing"] = row.number
    house.con.client.post(page(house.con, "contest", "record", number["contract"]), {"says_instead": made.mark("contest")})
    number["contest"] = _last(ben)
    number["sealed"] = sealed(ben, house.exchange, no_go_areas=[
        {"subject": "desk", "firmness": "red_line", "note": made.mark("limit")},
        {"subject": made.mark("principle"), "firmness": "red_line"},
    ])  # fmt: skip
    filled(house.tom, house.exchange, no_go_areas=[{"subject": made.mark("unsealed"), "firmness": "red_line"}])
    for row in StoredEntry.objects.filter(arrangement=ben.place.arrangement, number__in=number.values()).exclude(salt=None):
        made.marks[f"salt {row.number}"] = bytes(row.salt or b"").hex()
    token = token_of(f"contract_ending:contracts/{made.marks['code']}")
    ben.client.post(page(ben, "set_aside", token), {"reason": made.mark("aside"), "until": str(today + dt.timedelta(days=20))})
    _ask(house, made)
    _keep(house, made)
    return made


def _ask(house: House, made: Planted) -> None:
    """Two rounds in confidence inside Marlshire: one that has closed, with comments, and one that is open, with links."""
    past = begun_round(house.ben, name=made.mark("round"), mode="confidence")
    words = made.mark("comment")
    for point in "31423":
        answered(for_many(house.ben, past, role="ict"), point, comments={"shared_one_sentence": words})
    over(past)
    close_if_due(house.ben.place.arrangement)
    still = begun_round(house.ben, name=made.mark("open round"), mode="confidence")
    invite(by=house.ben.place, of=still, role="ict", label=made.mark("label"), email="", post=made.mark("asked post"))
    made.marks["address"] = "zqxaddress7799@marlshire.example"
    made.link, made.token = invite(by=house.ben.place, of=still, role="staff", label="", email=made.marks["address"], post="")
    send(Client(), reverse("answer", args=[made.token]), do="begin")
    filled_in = reverse("answer_area", args=[made.token, 1])
    Client().post(filled_in, {"comment.shared_one_sentence": made.mark("draft comment"), "seen.shared_one_sentence": "0"})


def _last(of: Persona) -> int:
    return StoredEntry.objects.filter(arrangement=of.place.arrangement).latest("number").number


def _keep(house: House, made: Planted) -> None:
    """A form that Con could not send, and a file that Ben has not taken in yet."""
    path = add(house.con, "decisions", "gates")
    away = signed_in(house.con.user)
    typed = {**read_form(away.get(path).text), "gate": ["g9"], "name": [made.mark("kept")]}
    away.logout()
    made.kept = away.post(path, typed).headers["Location"]
    words = made.mark("file").replace(" <b>", "")
    text = f'[arrangement]\nname = "Two Councils ICT"\n[[gates]]\ngate = "g5"\nname = "{words}"\non = 2026-11-02\nsource = "s"\n'
    upload = SimpleUploadedFile("ours.toml", text.encode())
    house.ben.client.post(page(house.ben, "import"), {"file": upload})
    made.draft = str(Draft.objects.get(path__contains="import").pk)


def places(house: House, made: Planted) -> tuple[dict[str, Any], dict[Any, Any]]:
    """Values for every variable part of an address, which hit what is planted."""
    number = made.numbers
    arguments = {
        "arrangement": [house.ann.place.arrangement.public_id],
        "number": [number[name] for name in HIT if name in number],
        "exchange.number": [1],
        "successor.number": [1],
        "round.number": [1, 2],
        "round.place": [0, *([made.link.pk] if made.link else [])],
        "close.number": [1, 2],
        "which": [0],
        "area": [1],
        "problem": ["sovereignty_and_personal_agenda"],
        "theme": ["estate", "decisions"],
        "exchange.section": ["no_go_areas"],
        "body": ["marlshire"],
        "place": [house.ben.place.membership.pk],
        "audience": ["own", "partners"],
        "part": ["benefits", "road", "people", "stages"],
        "entry": [number["sealed"], number["contract"]],
        "draft": [made.draft],
        "token": [token_of(f"contract_ending:contracts/{made.marks['code']}")],
        "person": [house.ben.user.public_id],
        "organisation": ["marlshire"],
        "invitation": [1],
        "pk": [1],
        "provider_id": ["service"],
        "slug": ["guide-1"],
        "group": ["how-to"],
        "page": ["papers"],
        "name": ["assess"],
        "id": ["skills_shortage"],
        "section": ["contracts"],
        "shelf": ["problems"],
        "kind": ["full"],
        "form": ["html", "xlsx"],
    }
    pairs = {
        ("about", "of"): [("record", number["contract"]), ("record", number["sealed"]), ("finding", "skills_shortage")],
        ("theme", "section"): [("estate", "contracts"), ("decisions", "gates"), ("alignment", "no_go_areas")],
    }
    return arguments, pairs


def walked(persona: Persona, house: House, made: Planted, *, is_whole: bool = False, sends: bool = True) -> Iterator[Answer]:
    """Every route of the site, as this person meets it; those that know of nobody only where the walk is to be whole."""
    for route, path in addresses(*places(house, made)):
        if not (is_whole or route.needs or route.signed_in):
            continue
        yield answer(persona.client, path, route.name)
        if sends and route.name in SENT:
            yield answer(persona.client, path, route.name, "post")
    kept = made.kept or page(house.con, "overview")
    yield answer(persona.client, kept, "kept")


@pytest.fixture
def said(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> Iterator[Any]:
    """Everything that is logged or printed, at any level."""
    loggers = [logging.getLogger(name) for name in ("", "django", "django.request", "django.security", "holdfast", "allauth")]
    for logger in loggers:
        logger.addHandler(caplog.handler)
    caplog.set_level(logging.DEBUG)
    yield lambda: caplog.text + "".join(capfd.readouterr())
    for logger in loggers:
        logger.removeHandler(caplog.handler)


def everything(house: House) -> str:
    """What the site keeps for all people beside the ledger: their sessions and the cache."""
    sessions = [str(dict(persona.client.session)) for persona in house.others.values()]
    return "\n".join([*sessions, *(str(pickle.loads(value)) for value in getattr(cache, "_cache", {}).values())])


def test_no_planted_word_reaches_anybody_else(house: House, said: Any) -> None:
    made = plant(house)
    own_draft = {made.marks["unsealed"]}
    leaks = []
    for name, persona in house.others.items():
        marks = set(made.marks.values()) - (own_draft if persona is house.tom else set())
        seen = list(walked(persona, house, made, is_whole=name == "lead"))
        assert len(seen) > ENOUGH
        assert not [found.path for found in seen if found.status >= 500]
        leaks += [f"{name}: {found.path} ({found.status}) {hits}" for found in seen if (hits := found_in(found.content, marks))]
    assert leaks == []
    mail.outbox.clear()
    with_letters = StringIO()
    call_command("send_digests", stdout=with_letters)
    call_command("verify", stdout=with_letters)
    letters = "\n".join(str(letter.message()) + letter.subject + letter.body for letter in mail.outbox)
    assert {letter.to[0] for letter in mail.outbox} >= {f"{name}@{body}.example" for name, body in FOLLOWING}
    for kept in (letters, with_letters.getvalue(), said(), everything(house)):
        assert found_in(kept.encode(), made.marks.values()) == set()


def test_those_who_may_see_them_do(house: House) -> None:
    """So that the test above can fail."""
    made = plant(house)
    hidden = ("erased", "unsealed", "kept", "file", "draft comment")
    own = {name: mark for name, mark in made.marks.items() if name not in hidden}
    all_entries = (answer(house.ben.client, page(house.ben, "history_entry", number)) for number in made.numbers.values())
    seen = b"\n".join(found.content for found in (*walked(house.ben, house, made, sends=False), *all_entries))
    assert {name for name, mark in own.items() if not found_in(seen, [mark])} == set()
    assert found_in(seen, [made.marks[name] for name in ("erased", "unsealed", "kept", "draft comment")]) == set()
    for name in ("export_ledger", "export_toml", "export_workbook"):
        taken = [answer(house.ben.client, page(house.ben, name, audience)).content for audience in ("partners", "public")]
        assert found_in(b"".join(taken), own.values()) == set()
    assert found_in(answer(house.ben.client, page(house.ben, "import_preview", made.draft)).content, [made.marks["file"]])
    assert found_in(answer(Client(), reverse("answer_area", args=[made.token, 1])).content, [made.marks["draft comment"]])
    assert found_in(answer(house.con.client, made.kept).content, [made.marks["kept"]])
    assert found_in(answer(house.tom.client, page(house.tom, "exchange_answer", 1)).content, [made.marks["unsealed"]])


def test_nothing_moves_for_anybody_else(house: House) -> None:
    """Every page reads as before, to the letter, apart from the envelopes that the ledger shows to all."""
    rehearsed = Planted(
        marks={"code": "zqxcode7700"}, numbers=dict.fromkeys(("contract", "sealed"), 999), draft=str(house.ann.user.public_id)
    )
    readers = [house.others[name] for name in ("viewer", "auditor")]
    before = [{found.path: found for found in walked(persona, house, rehearsed)} for persona in readers]
    house_after = plant(house)
    rehearsed.kept = ""
    moved = set()
    for persona, then in zip(readers, before, strict=True):
        for found in walked(persona, house, rehearsed):
            if found.same != then[found.path].same:
                moved.add(found.route)
    assert moved - ENVELOPES - DONE == set()
    assert "history" in moved
    assert house_after.numbers["sealed"]


def test_asking_for_a_planted_word_tells_no_more_than_asking_for_any_other(house: House) -> None:
    made = plant(house)
    words = [made.marks[name] for name in ("code", "supplier", "reason", "principle")]
    for persona in (house.ann, house.others["auditor"]):
        for place in (page(persona, "evidence_theme", "estate"), page(persona, "evidence_kind", "decisions", "gates")):
            plain = answer(persona.client, f"{place}?words={NOWHERE}&earlier=on")
            for word in words:
                asked = answer(persona.client, f"{place}?words={word}&earlier=on")
                assert asked.same[1].replace(word, NOWHERE) == plain.same[1], word
        for name in ("section", "author", "act", "body"):
            plain = answer(persona.client, f"{page(persona, 'history')}?{name}={NOWHERE}")
            for word in ("contracts", *words):
                asked = answer(persona.client, f"{page(persona, 'history')}?{name}={word}")
                assert asked.same[1].replace(word, NOWHERE) == plain.same[1], word


def test_a_name_that_is_taken_in_secret_is_free_to_everybody_else(house: House) -> None:
    """What is refused, and with which words, depends on nothing that one may not read."""
    made = plant(house)
    path = add(house.ann, "estate", "contracts")
    answers = [send(house.ann.client, path, contract=code, supplier="Both", source="s") for code in (made.marks["code"], "zqxnowhere")]
    assert [found.status_code for found in answers] == [302, 302]
    path = add(house.ann, "people", "posts")
    answers = [
        send(house.ann.client, path, post=f"q{turn}", title="Both", deputy=code, source="s") for turn, code in enumerate(("p1", "p9"))
    ]
    assert [found.status_code for found in answers] == [422, 422]
    assert len({found.text.count("govuk-error-message") for found in answers}) == 1


def test_erased_words_are_gone_for_everybody(house: House) -> None:
    made = Planted()
    row = record(house.ann, "gates", gate="g6", name=made.mark("open"), body="Cabinet")
    made.numbers |= {"contract": row.number, "sealed": row.number}
    made.marks["code"] = "zqxcode7700"
    made.draft = str(house.ann.user.public_id)
    marks = [made.marks["open"]]
    pages = [page(house.ann, name, *more) for name, *more in (("history",), ("history_entry", row.number), ("export_workbook", "partners"))]
    assert all(found_in(answer(house.others["viewer"].client, path).content, marks) for path in pages)
    redact(by=house.ann.place, number=row.number, reason="It named somebody")
    for persona in (house.ben, house.others["auditor"]):
        assert [found.path for found in walked(persona, house, made) if found_in(found.content, marks)] == []


def test_a_refused_form_logs_and_echoes_nothing(house: House, said: Any) -> None:
    """A form without its token, and one that is not right, to somebody who may not send it."""
    made = plant(house)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(house.ann.user)
    for path in (page(house.ann, "correct", made.numbers["contract"]), page(house.ann, "retire", made.numbers["contract"])):
        for client in (strict, house.ann.client):
            found = answer(client, path, method="post", data={"supplier": NOWHERE, "reason": ""})
            assert found.status in (403, 404, 410)
            assert found_in(found.content, made.marks.values()) == set()
    assert found_in(said().encode(), made.marks.values()) == set()
