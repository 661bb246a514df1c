"""An arrangement with a past in the site's own database: `python -m tests.browser.past_weeks` prints where, and a session."""

from __future__ import annotations

import datetime as dt
import json
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "holdfast.web.settings")
django.setup()

from django.utils import timezone  # noqa: E402 - Django must be set up first

from holdfast.web.arrangements import changes  # noqa: E402 - the same
from tests.workspace.days import PROBLEM, entered, much_is_known, on, own_plan  # noqa: E402 - the same
from tests.workspace.personas import Persona, person, signed_in  # noqa: E402 - the same


def main() -> None:
    """Much was entered six weeks ago, a plan of one's own ten days ago, and an action is late."""
    today = timezone.localdate()
    long_ago, lately = today - dt.timedelta(days=45), today - dt.timedelta(days=10)
    user = person("Ann", f"ostley-past-{os.getpid()}")
    with on(long_ago):
        member = changes.begin(by=user, name="Two Councils ICT", body="ostley", body_name="Ostley District Council")
    ann = Persona(user, signed_in(user), member)
    much_is_known(ann, day=long_ago)
    own_plan(lately, ann, "Own desk")
    late = (today - dt.timedelta(days=2)).isoformat()
    entered(lately, ann, "tasks", task="plan", title="Bring the plans together", finding=PROBLEM, owner="Leaders", due=late)
    session = ann.client.cookies["sessionid"].value
    day = (lately - dt.timedelta(days=5)).isoformat()
    print(json.dumps({"arrangement": str(member.arrangement.public_id), "session": session, "problem": PROBLEM, "before": day}))


if __name__ == "__main__":
    main()
