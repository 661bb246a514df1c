"""The empty workbook."""

from __future__ import annotations

from django.test import Client


def test_it_works(client: Client) -> None:
    response = client.get("/template.xlsx")
    assert response.content.startswith(b"PK")
    assert 'filename="holdfast-template.xlsx"' in response.headers["Content-Disposition"]


def test_it_is_only_read(client: Client) -> None:
    assert client.post("/template.xlsx").status_code == 405
