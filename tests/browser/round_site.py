"""Two councils with an open round and a closed one, in the site's own database: `python -m tests.browser.round_site` prints where."""

from __future__ import annotations

import json
import os
import random

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "holdfast.web.settings")
django.setup()

from holdfast.web.arrangements import changes  # noqa: E402 - Django must be set up first
from holdfast.web.arrangements.models.membership import Role  # noqa: E402 - the same
from holdfast.web.database import prepare  # noqa: E402 - the same
from holdfast.web.rounds.closing import close_if_due  # noqa: E402 - the same
from holdfast.web.rounds.models import Round, Sheet  # noqa: E402 - the same
from tests.workspace import rounds  # noqa: E402 - the same
from tests.workspace.personas import Persona, joined, person, record, signed_in  # noqa: E402 - the same


def filled_in(of: Round, body: str, mean: float, count: int, draw: random.Random) -> None:
    """So many people of a body, who answer about alike."""
    for number in range(count):
        answers = {
            id: draw.choice(["dont_know", *[max(0, min(4, round(draw.gauss(mean, 0.8)))) for _turn in range(7)]]) for id in of.questions
        }
        Sheet.objects.create(
            round=of,
            body=body,
            role=of.roles[number % len(of.roles)],
            post="Chief executive" if body == "ostley" and not number else "",
            answers=answers,
            comments={of.questions[0]: f"What {number} people would say"},
            receipt_digest="0" * 64,
        )


def main() -> None:
    """Ann leads for Ostley, Ben edits for Marlshire."""
    prepare()
    user = person("Ann", f"ostley-{os.getpid()}")
    member = changes.begin(by=user, name="Two Councils ICT", body="ostley", body_name="Ostley District Council")
    ann = Persona(user, signed_in(user), member)
    record(ann, "partners", partner="marlshire", name="Marlshire County Council")
    ben = joined(member.arrangement, person("Ben", f"marlshire-{os.getpid()}"), "marlshire", Role.EDITOR)
    draw = random.Random(3)
    for shift in (0.0, 0.6):
        past = rounds.begun(ann, name="Last year" if not shift else "This year", minimum_group=5)
        for body, mean in (("ostley", 1.4), ("marlshire", 2.7)):
            filled_in(past, body, mean + shift, 15, draw)
        rounds.over(past)
        close_if_due(member.arrangement)
        member.arrangement.refresh_from_db()
    still = rounds.begun(ann, name="Next step", questionnaire="full", is_for_all=False)
    links = {
        "letter": rounds.personal(ann, still, "staff"),
        "post": rounds.personal(ann, still, "staff", post="Chief executive"),
        "many": rounds.for_many(ann, still),
        "keys": rounds.personal(ann, still, "staff"),
        "bare": rounds.personal(ann, still, "staff"),
    }
    sessions = {name: persona.client.cookies["sessionid"].value for name, persona in (("ann", ann), ("ben", ben))}
    print(json.dumps({"arrangement": str(member.arrangement.public_id), "sessions": sessions, "links": links}))


if __name__ == "__main__":
    main()
