"""A file in, its assessment out."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from holdfast.files import MAX_BYTES
from holdfast.web.examples import assessed

STRATA = assessed("strata")


def _send(client: Client, name: str, content: bytes) -> tuple[int, str]:
    response = client.post("/assess", {"file": SimpleUploadedFile(name, content)})
    return response.status_code, response.content.decode()


def test_it_works(client: Client) -> None:
    status, text = _send(client, "strata.toml", STRATA.example.path.read_bytes())
    assert status == 200
    assert "Strata Service Solutions" in text
    assert 'id="finding-skills_shortage"' in text


def test_order_of_reading(client: Client) -> None:
    _, text = _send(client, "strata.toml", STRATA.example.path.read_bytes())
    parts = ['id="answer"', "How much we know", 'id="problems"', 'id="patterns"', 'id="act"', 'id="findings"']
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_a_workbook_gives_the_same_answer(client: Client) -> None:
    workbook = client.get("/examples/strata/file.xlsx").content
    from_workbook = _send(client, "strata.xlsx", workbook)[1]
    from_toml = _send(client, "strata.toml", STRATA.example.path.read_bytes())[1]
    assert _numbers(from_workbook) == _numbers(from_toml)


def _numbers(text: str) -> list[str]:
    return [line for line in text.splitlines() if "could be" in line]


def test_the_form(client: Client) -> None:
    assert "Check a file" in client.get("/assess").content.decode()


def test_no_file(client: Client) -> None:
    response = client.post("/assess", {})
    assert response.status_code == 422
    assert "Choose a file first" in response.content.decode()


def test_a_file_that_is_no_file(client: Client) -> None:
    assert client.post("/assess", {"file": "words"}).status_code == 422


def test_every_fault_is_listed_at_once(client: Client) -> None:
    content = b"[arrangement]\nname = 'X'\n[[partners]]\npartner = 'a'\n[[shoes]]\nsize = 4\n"
    status, text = _send(client, "mine.toml", content)
    assert status == 422
    assert "mine.toml, partners, row 1, name: is missing" in text
    assert "shoes" in text


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("mine.toml", b""),
        ("mine.xlsx", b"not a zip"),
        ("mine.pdf", b"%PDF-1.7"),
        ("mine.toml", b"\xff\xfe\x00"),
        ("", b"[arrangement]"),
        ("<script>alert(1)</script>.toml", b"nonsense"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(client: Client, name: str, content: bytes) -> None:
    status, text = _send(client, name or "noname", content)
    assert status == 422
    assert "<script>alert" not in text


def test_words_of_a_file_are_never_markup(client: Client) -> None:
    content = b"[arrangement]\nname = '<img src=x onerror=alert(1)>'\n"
    assert "<img src=x" not in _send(client, "mine.toml", content)[1]


def test_too_large(client: Client) -> None:
    status, text = _send(client, "large.toml", b"#" * (MAX_BYTES + 100_000))
    assert status == 413
    assert "25 MB" in text


def test_a_nearly_empty_file_is_already_useful(client: Client) -> None:
    status, text = _send(client, "idea.toml", b"[arrangement]\nname = 'An idea'\n")
    assert status == 200
    assert text.index("These 5 answers would tell most") < text.index('id="problems"')
    assert "About 20 answers of your own give a first outlook" in text


def test_a_forged_form_is_refused(strict: Client) -> None:
    response = strict.post("/assess", {"file": SimpleUploadedFile("a.toml", b"[arrangement]")})
    assert response.status_code == 403
    assert "This form has expired" in response.content.decode()


def test_nothing_is_written(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("a file is written")

    for name in ("write_bytes", "write_text", "touch", "mkdir"):
        monkeypatch.setattr(Path, name, refuse)
    for name in ("NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "mkstemp", "mkdtemp"):
        monkeypatch.setattr(f"tempfile.{name}", refuse)
    content = STRATA.example.path.read_bytes() + b"\n# " + b"x" * 4_000_000
    assert _send(client, "strata.toml", content)[0] == 200


def test_other_methods_are_refused(client: Client) -> None:
    assert client.put("/assess").status_code == 405
