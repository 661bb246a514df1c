"""`holdfast verify`: an exported ledger that is whole, altered, or no ledger at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.runner import refused, run, run_outside
from tests.ledger.chains import chain, envelope
from tests.ledger.test_export import written

ENTRIES = chain([envelope(number) for number in range(1, 4)])
CLOSED = [ENTRIES[0], ENTRIES[1].closed(), ENTRIES[2]]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An export whose second entry is closed."""
    path = tmp_path / "two-councils.jsonl"
    path.write_bytes(written(CLOSED))
    return path


def test_a_whole_ledger(file: Path) -> None:
    result = run("verify", file)
    assert result.exit_code == 0, result.stderr
    assert "Two Councils ICT, exported on 2026-11-09 for ostley." in result.stdout
    assert "3 entries, unchanged and in order. The words of 1 are not in it" in result.stdout
    assert ENTRIES[2].chain in result.stdout


def test_it_fits_the_receipts(file: Path) -> None:
    digest = ENTRIES[1].chain
    spaced = " ".join(digest[at : at + 4] for at in range(0, 64, 4))
    assert "It fits your receipt." in run("verify", file, "--receipt", f"2 {digest}").stdout
    two = run("verify", file, "--receipt", f"Entry 2: {spaced.upper()}", "--receipt", f"3={ENTRIES[2].chain}")
    assert "It fits your 2 receipts." in two.stdout


def test_a_receipt_of_something_else(file: Path) -> None:
    result = run("verify", file, "--receipt", f"2 {'a' * 64}", "--receipt", f"7 {'b' * 64}")
    assert result.exit_code == 1
    assert "Entry 2 is not the one on the receipt." in result.stderr
    assert "Entry 7 is missing" in result.stderr
    assert result.stdout == ""


def test_an_altered_ledger(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b'"gate 2"', b'"gate 9"'))
    result = run_outside("verify", file)
    assert result.returncode == 1
    assert "Entry 3: what it says was altered after it was entered." in result.stderr
    assert "this ledger has been altered" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_ledger_without_its_last_entry(file: Path) -> None:
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:-1]))
    assert "taken from its end" in run("verify", file).stderr


@pytest.mark.parametrize("text", ["", "12", "0 " + "a" * 64, "12 zz", "12 " + "a" * 63, "x " + "a" * 64])
def test_what_is_no_receipt(file: Path, text: str) -> None:
    refused(run("verify", file, "--receipt", text), "is not a receipt")


def test_what_is_no_ledger(tmp_path: Path, file: Path) -> None:
    refused(run("verify", tmp_path / "none.jsonl"), "cannot be read: no such file")
    refused(run("verify", tmp_path), "cannot be read")
    refused(run("verify", Path("examples/four-councils.toml")), "is not an exported ledger")
    file.write_bytes(file.read_bytes()[:-20])
    refused(run("verify", file), "line 4 cannot be read")
