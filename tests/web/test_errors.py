"""The pages for what went wrong."""

from __future__ import annotations

import logging

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from holdfast.web.views import quick_check


def test_not_found(client: Client) -> None:
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "Page not found" in response.content.decode()


def test_an_error_of_ours_tells_nothing_and_keeps_nothing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("holdfast.web.views.assess.read_bytes", fail)
    logging.getLogger("django").handlers[0].flush()
    client = Client(raise_request_exception=False)
    response = client.post("/assess", {"file": SimpleUploadedFile("a.toml", b"a secret of ours")})
    text = response.content.decode()
    assert response.status_code == 500
    assert "Something went wrong" in text
    assert "broken" not in text
    assert "a secret of ours" not in capsys.readouterr().err


def test_security_headers_stand_on_error_pages_too(client: Client) -> None:
    assert "default-src 'none'" in client.get("/nowhere/").headers["Content-Security-Policy"]


def test_the_values_of_an_answer_are_those_of_the_records() -> None:
    assert set(quick_check.VALUES.values()) == {0, 1, 2, 3, 4, "dont_know", "not_applicable"}
