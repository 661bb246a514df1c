"""What the tests of the site share: a client that checks forms as a browser's would be, and a walk over every page."""

from __future__ import annotations

import os

import django
import pytest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.test import Client  # noqa: E402 - Django must be set up first

from tests.web.pages import Site, walk  # noqa: E402 - the same


@pytest.fixture
def strict() -> Client:
    """A client that refuses forged forms, as the site does outside tests."""
    return Client(enforce_csrf_checks=True, HTTP_HOST="localhost")


@pytest.fixture(scope="session")
def site() -> Site:
    """Every page that can be reached by links from the first one."""
    return walk(Client(HTTP_HOST="localhost"), "/")
