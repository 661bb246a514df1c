"""The complete example as an arrangement in the site's own database: `python -m tests.browser.costed` prints where, and a session."""

from __future__ import annotations

import json
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "holdfast.web.settings")
django.setup()

from holdfast.files import read  # noqa: E402 - Django must be set up first
from holdfast.files.examples import complete_example  # noqa: E402 - the same
from holdfast.ledger.canonical import plain_record  # noqa: E402 - the same
from holdfast.web.arrangements.changes import Change, append, begin  # noqa: E402 - the same
from tests.workspace.personas import person, signed_in  # noqa: E402 - the same

LEFT_OUT = ("rounds", "answers")


def main() -> None:
    """Ann begins an arrangement and enters everything that the example holds."""
    ann = person("Ann", f"ostley-costed-{os.getpid()}")
    member = begin(by=ann, name="Four Councils ICT", body="ostley", body_name="Ostley District Council")
    evidence = read(complete_example())
    records = [record for record in evidence.records if record.meta.section not in LEFT_OUT]
    changes = [Change(section=record.meta.section, raw=plain_record(record)) for record in records]
    append(by=member, changes=[Change(section="arrangement", raw=plain_record(evidence.arrangement)), *changes])
    session = signed_in(ann).cookies["sessionid"].value
    print(json.dumps({"arrangement": str(member.arrangement.public_id), "session": session}))


if __name__ == "__main__":
    main()
