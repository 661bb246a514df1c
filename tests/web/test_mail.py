"""Where e-mail goes, by its address."""

from __future__ import annotations

import pytest

from holdfast.web.mail import TERMINAL, mail


def test_into_the_terminal_where_nothing_is_said() -> None:
    assert mail("") is TERMINAL
    assert TERMINAL.backend.endswith("console.EmailBackend")


@pytest.mark.parametrize(
    ("address", "port", "use_tls", "use_ssl"),
    [
        ("smtp://mail.example", 25, False, False),
        ("smtp+tls://mail.example", 587, True, False),
        ("smtps://mail.example", 465, False, True),
        ("smtp://mail.example:2525", 2525, False, False),
    ],
)
def test_by_a_mail_server(address: str, port: int, use_tls: bool, use_ssl: bool) -> None:
    found = mail(address)
    assert (found.host, found.port, found.use_tls, found.use_ssl) == ("mail.example", port, use_tls, use_ssl)


def test_user_and_password_may_hold_any_sign() -> None:
    found = mail("smtps://an%40b:p%3Aw@mail.example")
    assert (found.user, found.password) == ("an@b", "p:w")


@pytest.mark.parametrize("address", ["mail.example", "http://mail.example", "smtp://"])
def test_anything_else_is_refused_at_start(address: str) -> None:
    with pytest.raises(SystemExit, match="HOLDFAST_MAIL is not right"):
        mail(address)
