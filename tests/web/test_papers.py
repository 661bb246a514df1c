"""Papers of an example and of a dropped file."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from holdfast.files.examples import complete_example
from holdfast.reports import KINDS, RENDERERS
from holdfast.web.papers.formats import FORMATS
from tests.reports.opened import letters, text_of

ASKED = {"kind": "members", "format": ".html", "status": "draft", "partner": ""}
HERE, FILE = "/examples/four-councils/papers/", "/assess/paper"


def upload(name: str = "ours.toml", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, complete_example().read_bytes() if content is None else content)


def test_it_works(client: Client) -> None:
    text = client.get(HERE).text
    assert all(kind.title in text for kind in KINDS)
    assert "Ostley District Council" in text
    assert HERE in client.get("/examples/four-councils/").text


def test_the_site_offers_every_format_there_is() -> None:
    assert [format.suffix for format in FORMATS] == list(RENDERERS)


@pytest.mark.parametrize("suffix", list(RENDERERS))
def test_an_example_gives_each_format(client: Client, suffix: str) -> None:
    found = client.get(HERE, {**ASKED, "format": suffix})
    assert found.headers["Content-Disposition"] == f'attachment; filename="four-councils-ict-service-members-2026-11-09{suffix}"'
    assert letters("Summary for members") in text_of(found.content, suffix)


def test_an_example_gives_a_partners_own_view(client: Client) -> None:
    found = client.get(HERE, {**ASKED, "kind": "partner", "partner": "ostley"})
    assert "What Ostley District Council pays and decides" in found.text


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"kind": "partner"}, "made for one partner; say which"),
        ({"partner": "ostley"}, "leave the partner out"),
        ({"partner": "nobody"}, "Select a valid choice"),
        ({"sections": "annex"}, "made for one partner"),
        ({"kind": ""}, "Choose which paper"),
    ],
)
def test_what_cannot_be_made_is_said(client: Client, wanted: dict[str, Any], said: str) -> None:
    found = client.get(HERE, {**ASKED, **wanted})
    assert found.status_code == 422
    assert said in found.text


def test_there_is_no_paper_of_no_example(client: Client) -> None:
    assert client.get("/examples/nowhere/papers/", ASKED).status_code == 404


def test_a_file_gives_a_paper(client: Client) -> None:
    assert "A paper from a file" in client.get(FILE).text
    found = client.post(FILE, {**ASKED, "sections": ["problems"], "status": "final", "file": upload()})
    assert found.status_code == 200
    assert "The 15 problems" in found.text and "Final" in found.text and "In short</h2>" not in found.text


def test_a_file_that_cannot_be_read_is_refused_like_any_other(client: Client) -> None:
    found = client.post(FILE, {**ASKED, "file": upload(content=b"[arrangement]\nnom = 1\n")})
    assert found.status_code == 422
    assert "nom" in found.text


def test_a_paper_without_a_file_or_a_partner_is_refused(client: Client) -> None:
    nothing = client.post(FILE, ASKED)
    assert (nothing.status_code, "Choose a file first" in nothing.text) == (422, True)
    nobody = client.post(FILE, {**ASKED, "kind": "annex", "partner": "nobody", "file": upload()})
    assert (nobody.status_code, "is not a partner on record" in nobody.text) == (422, True)
