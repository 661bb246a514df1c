"""People and an arrangement in the site's own database: `python -m tests.browser.workspace` prints where and with which sessions."""

from __future__ import annotations

import json
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "holdfast.web.settings")
django.setup()

from holdfast.web.arrangements import changes  # noqa: E402 - Django must be set up first
from holdfast.web.arrangements.models.membership import Role  # noqa: E402 - the same
from tests.workspace.exchange import services  # noqa: E402 - the same
from tests.workspace.personas import Persona, joined, person, record, signed_in  # noqa: E402 - the same


def main() -> None:
    """Ann leads for Ostley, Ben edits for Marlshire, with two services in the plan."""
    user = person("Ann", f"ostley-{os.getpid()}")
    member = changes.begin(by=user, name="Two Councils ICT", body="ostley", body_name="Ostley District Council")
    ann = Persona(user, signed_in(user), member)
    record(ann, "partners", partner="marlshire", name="Marlshire County Council")
    services(ann)
    ben = joined(member.arrangement, person("Ben", f"marlshire-{os.getpid()}"), "marlshire", Role.EDITOR)
    sessions = {name: persona.client.cookies["sessionid"].value for name, persona in (("ann", ann), ("ben", ben))}
    print(json.dumps({"arrangement": str(member.arrangement.public_id), **sessions}))


if __name__ == "__main__":
    main()
