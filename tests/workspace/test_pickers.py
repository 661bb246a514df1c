"""Lists to tick: every name is escaped, what was chosen stays chosen, and a long list stands in a box that scrolls."""

from __future__ import annotations

from django.forms import CheckboxSelectMultiple

from holdfast.web.arrangements.evidence.widgets import MANY, PickerChecks
from tests.workspace.personas import Persona, record

HOSTILE = '<b onclick="x">&{0}{name}'


def drawn(choices: list[tuple[str, str]], chosen: list[str]) -> str:
    attrs = {"id": "id_of", "class": "govuk-checkboxes__input", "aria-describedby": "id_of_helptext"}
    return PickerChecks(choices=choices).render("of", chosen, attrs)


def test_every_name_is_escaped() -> None:
    text = drawn([(HOSTILE, HOSTILE)], [])
    assert "<b" not in text
    assert text.count("&lt;b onclick=&quot;x&quot;&gt;&amp;{0}{name}") == 2


def test_it_says_what_the_usual_one_says() -> None:
    choices = [("a", "One"), ("b", "Two & three")]
    text, usual = drawn(choices, ["b"]), CheckboxSelectMultiple(choices=choices).render("of", ["b"], {"id": "id_of"})
    for part in ('value="a"', 'value="b"', 'id="id_of_0"', 'id="id_of_1"', 'for="id_of_1"', "Two &amp; three"):
        assert part in text and part in usual
    assert text.count(" checked>") == 1
    assert text.index('value="b"') < text.index(" checked>")
    assert text.count('aria-describedby="id_of_helptext"') == len(choices)


def test_what_is_chosen_and_no_longer_offered_is_kept() -> None:
    assert 'value="gone" id="id_of_1" ' in drawn([("a", "One")], ["gone"])


def test_a_long_list_scrolls() -> None:
    choices = [(f"g{number}", f"Gate {number}") for number in range(MANY + 1)]
    assert "hf-many" in drawn(choices, []) and "hf-many" not in drawn(choices[:MANY], [])


def test_the_form_of_a_gate_offers_the_gates(ann: Persona) -> None:
    record(ann, "gates", gate="g1", name="Outline <case>", body="Cabinet")
    page = ann.client.get(f"/arrangements/{ann.place.arrangement.public_id}/evidence/decisions/gates/add/").text
    assert "Outline &lt;case&gt;</label>" in page
