"""Fills an installation with two councils for the stories: `python -m tests.browser.two_councils` prints who is signed in."""

from __future__ import annotations

import json

import django
from django.core.management import call_command


def main() -> None:
    """Make the tables, the people and some records; print the arrangement and a session for each person."""
    django.setup()
    call_command("migrate", verbosity=0)
    from holdfast.files import read
    from holdfast.files.examples import complete_example
    from holdfast.ledger.canonical import plain_record
    from holdfast.web.arrangements.changes import Change, append, begin
    from holdfast.web.arrangements.models.membership import Role
    from tests.workspace.personas import Persona, joined, person, record, signed_in

    ann = person("Ann", "ostley")
    member = begin(by=ann, name="Two Councils ICT", body="ostley", body_name="Ostley District Council")
    lead = Persona(ann, signed_in(ann), member)
    record(lead, "partners", partner="marlshire", name="Marlshire County Council")
    records = [item for item in read(complete_example()).records if item.meta.section not in ("rounds", "answers")]
    append(by=member, changes=[Change(section=item.meta.section, raw=plain_record(item)) for item in records])
    people = {"ann": lead, "amy": joined(member.arrangement, person("Amy", "ostley"), "ostley", Role.EDITOR)}
    sessions = {name: persona.client.cookies["sessionid"].value for name, persona in people.items()}
    print(json.dumps({"arrangement": str(member.arrangement.public_id), "sessions": sessions}))


if __name__ == "__main__":
    main()
