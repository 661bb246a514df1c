"""What a program is told where a person would see the page of an error: problem details, RFC 9457.

Each kind of refusal has a name, a status and a title here and nowhere else; the page of the API explains each under its name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

API = "/api/"
DOCS = "/api/v1/docs"
MEDIA_TYPE = "application/problem+json"


class Kind(NamedTuple):
    """One kind of refusal: its status, its title, and what is said where nobody says more."""

    status: int
    title: Promise
    detail: Promise


KINDS: Mapping[str, Kind] = {
    "unreadable": Kind(400, _("This request cannot be read"), _("Send one JSON object in UTF-8, in which each name stands once.")),
    "token": Kind(401, _("A token is needed"), _("Send “Authorization: Bearer” and a token that is neither withdrawn nor expired.")),
    "reads_only": Kind(403, _("This token may only read"), _("Make a token that may also write, if your role allows it.")),
    "no_people": Kind(
        403, _("This token may not look after people"), _("Make a token for that on the page of your account, if your role allows it.")
    ),
    "not_allowed": Kind(403, _("You may not do this"), _("Your role in this arrangement does not allow it.")),
    "not_found": Kind(404, _("There is nothing here"), _("Check the address. What you take no part in is not here for you either.")),
    "method": Kind(405, _("This cannot be done here"), _("The header Allow says what can be done at this address.")),
    "stands": Kind(409, _("What stands does not allow this"), _("Look at what stands now.")),
    "moved_on": Kind(412, _("The ledger has moved on"), _("Something was entered since you looked. Look again, then decide anew.")),
    "too_large": Kind(413, _("This is too large"), _("Send fewer changes at a time; the most that is read at once is 256 KB.")),
    "media_type": Kind(415, _("This is not what is read here"), _("Send the body as application/json.")),
    "not_right": Kind(422, _("Something is not right"), _("Each fault says where it is and what was expected.")),
    "key_used": Kind(
        422, _("This key belongs to another request"), _("An Idempotency-Key names one request. Take a new key for a new one.")
    ),
    "too_many": Kind(429, _("Too many wrong tokens"), _("Wait a minute, then try again with a token that works.")),
    "our_fault": Kind(500, _("Something went wrong"), _("This is our fault, not yours. Nothing you sent has been kept. Try again later.")),
    "altered": Kind(500, _("This ledger was altered"), _("Somebody changed the database by hand. Nothing is shown until it is restored.")),
}
# The kind of what Django refuses by itself.
OF_STATUS: Mapping[int, str] = {
    400: "unreadable",
    403: "not_allowed",
    404: "not_found",
    413: "too_large",
    429: "too_many",
    500: "our_fault",
}


class Fault(NamedTuple):
    """One thing that is wrong: where in what was sent, and a sentence. `place` names the parts on the way there."""

    place: Sequence[str | int]
    sentence: str


def is_for_program(request: HttpRequest) -> bool:
    """Whether a program asked, and not a browser."""
    return request.path.startswith(API) and not request.path.startswith(DOCS)


def refusal(
    kind: str, detail: str | Promise = "", *, faults: Sequence[Fault] = (), headers: Mapping[str, str] | None = None
) -> HttpResponse:
    """The answer that says what was refused and why."""
    found = KINDS[kind]
    said: dict[str, Any] = {
        "type": f"{DOCS}#refusal-{kind}",
        "title": str(found.title),
        "status": found.status,
        "detail": str(detail or found.detail),
    }
    if faults:
        said["faults"] = [{"place": list(fault.place), "sentence": fault.sentence} for fault in faults]
    content = json.dumps(said, ensure_ascii=False)
    return HttpResponse(content, content_type=MEDIA_TYPE, status=found.status, headers=dict(headers or {}))
