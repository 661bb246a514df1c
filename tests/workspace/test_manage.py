"""`verify` and `import_ledger` of an installation."""

from __future__ import annotations

import io
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from pytest_django import Settings

from holdfast.web import manage
from holdfast.web.accounts.models import User
from holdfast.web.arrangements.models import Arrangement, Membership, StoredEntry
from holdfast.web.catalogue import site_catalogue
from tests.workspace.personas import Persona, record

BAD_INPUT, ALTERED = 2, 1


def run(name: str, *arguments: object, **options: Any) -> str:
    """What a command says."""
    said = io.StringIO()
    call_command(name, *map(str, arguments), stdout=said, stderr=said, **options)
    return said.getvalue()


def refused(name: str, *arguments: object, code: int = BAD_INPUT, **options: Any) -> str:
    """Everything a command says when it refuses."""
    said = io.StringIO()
    with pytest.raises(CommandError) as error:
        call_command(name, *map(str, arguments), stdout=said, stderr=said, **options)
    assert error.value.returncode == code
    return f"{said.getvalue()}{error.value}"


def test_every_ledger_is_verified(ann: Persona, cat: Persona) -> None:
    said = run("verify")
    assert "Two Councils ICT" in said
    assert "Elsewhere" in said
    assert said.count("2 entries, unchanged and in order") == 2


def test_one_ledger_with_a_receipt(ann: Persona, cat: Persona) -> None:
    public_id = ann.place.arrangement.public_id
    ann.place.arrangement.refresh_from_db()
    assert "Elsewhere" not in run("verify", public_id, receipt=[f"2 {ann.place.arrangement.head}"])
    assert "Entry 2 is not the one on the receipt" in refused("verify", public_id, receipt=[f"2 {'a' * 64}"], code=ALTERED)
    assert "say which" in refused("verify", receipt=[f"2 {'a' * 64}"])
    assert "is not a receipt" in refused("verify", public_id, receipt=["2"])


def test_an_altered_ledger_is_named_and_the_others_verified(ann: Persona, cat: Persona) -> None:
    StoredEntry.objects.filter(arrangement=ann.place.arrangement, number=2).update(body="marlshire")
    said = refused("verify", code=ALTERED)
    assert f"Two Councils ICT ({ann.place.arrangement.public_id}): Entry 2: who, when, for whom" in said
    assert "Elsewhere" in said
    assert "1 ledger has been altered." in said


@pytest.mark.parametrize("name", [uuid.uuid4(), "two-councils"])
def test_an_arrangement_that_is_not_here(ann: Persona, name: object) -> None:
    assert "no arrangement of this number is here" in refused("verify", name)


@pytest.fixture
def file(ann: Persona, tmp_path: Path) -> Path:
    """Ann's export of an arrangement that is no longer here."""
    record(ann, "gates", gate="g1", name="Outline case", body="Cabinet")
    path = tmp_path / "ledger.jsonl"
    path.write_bytes(ann.client.get(reverse("export_ledger", args=[ann.place.arrangement.public_id, "own"])).getvalue())
    ann.place.arrangement.delete()
    return path


def test_a_ledger_is_taken_in(ann: Persona, file: Path) -> None:
    said = run("import_ledger", file, lead="Ann@Ostley.example", body="ostley")
    assert "3 entries, unchanged and in order" in said
    assert Membership.objects.get(arrangement__imported=3).user == ann.user
    assert "on this installation already" in refused("import_ledger", file, lead="ann@ostley.example", body="ostley")


def test_what_cannot_be_taken_in(ann: Persona, file: Path, tmp_path: Path) -> None:
    assert "nobody here has this address" in refused("import_ledger", file, lead="zoe@ostley.example", body="ostley")
    assert "Choose one of ostley" in refused("import_ledger", file, lead="ann@ostley.example", body="thornmere")
    assert "cannot be read: no such file" in refused("import_ledger", tmp_path / "none", lead="ann@ostley.example", body="ostley")
    file.write_bytes(file.read_bytes().replace(b"Outline case", b"Another case"))
    assert "Entry 3: what it says was altered" in refused("import_ledger", file, lead="ann@ostley.example", body="ostley")
    file.write_bytes(b"PK")
    assert "is not an exported ledger" in refused("import_ledger", file, lead="ann@ostley.example", body="ostley")
    assert not Arrangement.objects.exists()
    User.objects.update(is_active=False)
    assert "nobody here" in refused("import_ledger", file, lead="ann@ostley.example", body="ostley")


def test_a_broken_local_addition_is_named_and_no_command_ends_in_a_trace(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.toml").write_text("x = [")
    settings.CATALOGUE = (tmp_path,)
    monkeypatch.setattr(manage, "execute_from_command_line", lambda argv: site_catalogue())
    with pytest.raises(SystemExit) as ended:
        manage.main()
    assert ended.value.code == BAD_INPUT
    assert "broken.toml" in capsys.readouterr().err
