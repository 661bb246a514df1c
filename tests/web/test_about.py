"""The pages about the site itself."""

from __future__ import annotations

import pytest
from django.test import Client

from holdfast.core.catalogue import load_catalogue


@pytest.mark.parametrize("path", ["/how-it-works/", "/accessibility/", "/privacy/"])
def test_it_works(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200


def test_the_sums_show_every_number_of_the_formula(client: Client) -> None:
    text = client.get("/how-it-works/").content.decode()
    catalogue = load_catalogue()
    for rule in catalogue.rules:
        assert rule.words in text
    for floor in catalogue.floors.values():
        assert floor.basis.replace("'", "&#x27;") in text


@pytest.mark.parametrize("path", ["/how-it-works/", "/accessibility/", "/privacy/"])
def test_they_are_only_read(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
