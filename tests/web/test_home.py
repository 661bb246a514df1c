"""The first page."""

from __future__ import annotations

import pytest
from django.test import Client


def test_it_works(client: Client) -> None:
    text = client.get("/").content.decode()
    for way in ("Start the quick check", "Your arrangement file", "All examples", "Nothing is stored"):
        assert way in text


def test_it_shows_what_you_get(client: Client) -> None:
    text = client.get("/").content.decode()
    assert "What you get" in text
    assert "/examples/four-councils/findings/" in text


def test_an_unknown_host_is_refused(client: Client) -> None:
    assert client.get("/", headers={"host": "elsewhere.example"}).status_code == 400


@pytest.mark.django_db
def test_static_files_are_served(client: Client) -> None:
    for name in ("holdfast.css", "holdfast.js", "favicon.svg", "vendor/govuk-frontend.min.css", "vendor/govuk-frontend.min.js"):
        response = client.get(f"/static/{name}")
        assert response.status_code == 200
        response.close()


def test_pages_are_compressed(client: Client) -> None:
    assert client.get("/", headers={"accept-encoding": "gzip"}).headers["Content-Encoding"] == "gzip"
