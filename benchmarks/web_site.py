"""The site under measurement: its people and ledgers, made straight in the database. `python -m benchmarks.web_site NAME ...`.

Also its settings and its map: the site's own, with a plain page for recording where the pages of evidence are not there.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any


def make(entries: str, people: str) -> dict[str, Any]:
    """One arrangement with so many entries, and a signed-in session of each of so many people of four bodies."""
    from benchmarks.ledgers import FOUNDER, fill
    from holdfast.web.accounts.models import User
    from holdfast.web.arrangements import changes
    from holdfast.web.arrangements.models import Membership
    from holdfast.web.arrangements.models.membership import Role
    from holdfast.web.database import prepare

    prepare()
    founder = User.objects.create_user("lead@bench.example", name="Lead", post="Head of ICT")
    member = changes.begin(by=founder, name="A large arrangement", body=FOUNDER, body_name="Partner 0")
    fill(member, int(entries))
    users = [founder]
    for number in range(1, int(people)):
        user = User.objects.create_user(f"person{number}@bench.example", name=f"Person {number}", post="Officer")
        Membership.objects.create(arrangement=member.arrangement, user=user, body=f"partner-{number % 4}", role=Role.EDITOR)
        users.append(user)
    return {"arrangement": str(member.arrangement.public_id), "sessions": [session(user) for user in users]}


def session(user: Any) -> str:
    """A session in which somebody is signed in, the second step done. The one place that knows how sign-in is kept."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    store = SessionStore()
    store[SESSION_KEY], store[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
    store["account_authentication_methods_user"] = str(user.pk)
    store.create()
    return str(store.session_key)


def check() -> dict[str, Any]:
    """What is wrong with the ledger, and the gates that are in it."""
    from holdfast.web.arrangements.models import Arrangement, StoredEntry
    from holdfast.web.arrangements.verified import verified

    found = verified(Arrangement.objects.get())
    rows = StoredEntry.objects.filter(section="gates").values_list("payload", flat=True)
    return {"faults": found.faults[:5], "count": found.count, "gates": [json.loads(row)["record"]["gate"] for row in rows]}


def arrangements(more: str) -> dict[str, Any]:
    """So many more arrangements, small ones, of the person who leads the first."""
    from django.urls import reverse

    from benchmarks.ledgers import FOUNDER, fill
    from holdfast.web.accounts.models import User
    from holdfast.web.arrangements import changes

    founder = User.objects.get(email="lead@bench.example")
    for number in range(int(more)):
        fill(changes.begin(by=founder, name=f"Arrangement {number}", body=FOUNDER, body_name="Partner 0"), 100)
    return {"portfolio": reverse("portfolio")}


def paths(arrangement: str) -> dict[str, str]:
    """The pages that are measured, and the one on which a gate is recorded."""
    from django.urls import NoReverseMatch, reverse

    try:
        recording = reverse("add_record", args=[arrangement, "decisions", "gates"])
    except NoReverseMatch:
        recording = f"/bench/{arrangement}/"
    return {"overview": reverse("overview", args=[arrangement]), "history": reverse("history", args=[arrangement]), "record": recording}


def _round(arrangement: Any, bodies: list[str], questions: int) -> Any:
    """A round that is open today, with so many questions for everybody."""
    import datetime as dt

    from holdfast.web.arrangements.models import Membership
    from holdfast.web.arrangements.permissions import Member
    from holdfast.web.catalogue import site_catalogue
    from holdfast.web.rounds import changes

    membership = Membership.objects.select_related("user").get(arrangement=arrangement, role="lead")
    today = dt.date.today()
    by = Member(arrangement, membership, membership.user)
    made = changes.begin(
        by=by, name="Bench", questionnaire="own", questions=list(site_catalogue().questions)[:questions], mode="open", bodies=bodies,
        roles=["member", "finance", "ict", "service", "staff"], is_for_all=True, minimum_group=5, opens_on=today,
        closes_on=today + dt.timedelta(days=20),
    )  # fmt: skip
    return by, made


def _partners(arrangement: Any, bodies: list[str]) -> None:
    """A record of each body that has none."""
    from holdfast.core.evidence.partners import Partner
    from holdfast.web.arrangements.changes import Change, append
    from holdfast.web.arrangements.models import Membership
    from holdfast.web.arrangements.permissions import Member
    from holdfast.web.arrangements.state import state_of

    membership = Membership.objects.select_related("user").get(arrangement=arrangement, role="lead")
    by = Member(arrangement, membership, membership.user)
    known = {partner.partner for partner in state_of(arrangement).evidence(by.reader).of(Partner)}
    fields = [{"partner": body, "name": f"Partner {body}", "on": "2026-01-05", "source": "Bench"} for body in bodies if body not in known]
    append(by=by, changes=[Change(section="partners", raw=each) for each in fields])


def large_round(partners: str, people: str, questions: str) -> dict[str, Any]:
    """A closed round of so many partners with so many people each; the address of its results, and how long its closing took."""
    import random

    from django.urls import reverse

    from holdfast.web.arrangements.models import Arrangement
    from holdfast.web.rounds.closing import close_now
    from holdfast.web.rounds.models import Sheet

    arrangement = Arrangement.objects.get()
    bodies = [f"partner-{number}" for number in range(int(partners))]
    _partners(arrangement, bodies)
    by, made = _round(arrangement, bodies, int(questions))
    draw = random.Random(7)
    values = [0, 1, 2, 2, 3, 3, 3, 4, "dont_know", "not_applicable"]
    Sheet.objects.bulk_create(
        [
            Sheet(
                round=made, body=body, role=draw.choice(made.roles), receipt_digest=f"{number:064}",
                answers={id: draw.choice(values) for id in made.questions},
                comments={draw.choice(made.questions): "It could be better."} if number % 5 == 0 else {},
            )
            for body in bodies
            for number in range(int(people))
        ],
        batch_size=500,
    )  # fmt: skip
    start = time.perf_counter()
    close_now(by=by, of=made)
    return {"results": reverse("round_results", args=[arrangement.public_id, made.number]), "closing": time.perf_counter() - start}


def open_round(people: str) -> dict[str, Any]:
    """An open round of the full questionnaire; a link for each of so many people, every second of them one for many."""
    from django.urls import reverse

    from holdfast.web.arrangements.models import Arrangement
    from holdfast.web.catalogue import site_catalogue
    from holdfast.web.rounds import changes

    arrangement = Arrangement.objects.get()
    by, made = _round(arrangement, ["partner-0", "partner-1"], len(site_catalogue().questions))
    _link, many = changes.make_open_link(by=by, of=made, label="Bench", role="staff", cap=int(people))
    tokens = [
        many if number % 2 else changes.invite(by=by, of=made, role="ict", label="", email=f"p{number}@bench.example", post="")[1]
        for number in range(int(people))
    ]
    return {"links": [reverse("answer", args=[token]) for token in tokens]}


def handed_in() -> dict[str, int]:
    """How many sheets there are, and how many answers on them."""
    from holdfast.web.rounds.models import Sheet

    sheets = list(Sheet.objects.all())
    return {"sheets": len(sheets), "answers": sum(len(sheet.answers) for sheet in sheets)}


def main() -> None:
    """One deed, its result as JSON."""
    import django

    django.setup()
    made: list[Any] = [make, arrangements, check, paths, large_round, open_round, handed_in]
    deeds = {deed.__name__: deed for deed in made}
    print(json.dumps(deeds[sys.argv[1]](*sys.argv[2:])))


if __name__ == "__main__":
    main()
