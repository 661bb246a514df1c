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


def paths(arrangement: str) -> dict[str, str]:
    """The pages that are measured, and the one on which a gate is recorded."""
    from django.urls import NoReverseMatch, reverse

    try:
        recording = reverse("add_record", args=[arrangement, "decisions", "gates"])
    except NoReverseMatch:
        recording = f"/bench/{arrangement}/"
    return {"overview": reverse("overview", args=[arrangement]), "history": reverse("history", args=[arrangement]), "record": recording}


def main() -> None:
    """One deed, its result as JSON."""
    import django

    django.setup()
    deeds = {"make": make, "check": check, "paths": paths}
    print(json.dumps(deeds[sys.argv[1]](*sys.argv[2:])))


if __name__ == "__main__":
    main()
