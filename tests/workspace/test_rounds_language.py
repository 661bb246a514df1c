"""Another language: every word of the answering pages, and of the questionnaire, goes through the translations."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import trans_real

from holdfast.web.languages import languages
from holdfast.web.rounds import frames
from tests.workspace.personas import Persona
from tests.workspace.rounds import answered, begun, filled, for_many, opened, over, personal

pytestmark = pytest.mark.django_db
PSEUDO = "cy"
# What is not a sentence of ours: names, numbers, and signs.
OWN = re.compile(r"Holdfast|Two Councils ICT|Ostley District Council|English|Cymraeg|Clerk|[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}|answer/\S*")
WORD = re.compile(r"[A-Za-z]{3,}")


class Pseudo(gettext.NullTranslations):
    """Puts every word between brackets, so that one which came by another way stands out."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧" if message.strip() else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return self.ngettext(msgid1, msgid2, n)

    def language(self) -> str:
        return PSEUDO

    def to_language(self) -> str:
        return PSEUDO


class Texts(HTMLParser):
    """What a page says: its text, and what it says to those who cannot see it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self._is_code = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_code = tag in ("script", "style")
        self.said += [value for name, value in attrs if name in ("aria-label", "alt", "placeholder") and value]

    def handle_data(self, data: str) -> None:
        if not self._is_code:
            self.said.append(data)


@pytest.fixture
def pseudo(settings: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.LANGUAGES = [("en-gb", "English"), (PSEUDO, "Cymraeg")]  # type: ignore[attr-defined]
    monkeypatch.setitem(trans_real._translations, PSEUDO, Pseudo())
    frames._FRAMES.clear()
    yield
    frames._FRAMES.clear()
    translation.activate("en-gb")


def untranslated(page: str) -> list[str]:
    """The words of a page that did not come through the translations."""
    found = []
    for text in Texts(page).said:
        rest = re.sub(r"⟦[^⟦⟧]*⟧", "", OWN.sub("", re.sub(r"⟦([^⟦⟧]*)⟦([^⟦⟧]*)⟧([^⟦⟧]*)⟧", r"⟦\1\2\3⟧", text)))
        if WORD.search(rest):
            found.append(text.strip())
    return found


def test_every_word_of_the_answering_pages_is_translated(pseudo: None, ann: Persona, ben: Persona) -> None:
    of = begun(ann, questionnaire="full", is_for_all=False, roles=["member", "chief_executive", "finance", "ict", "service", "staff"])
    path = personal(ann, of, post="Clerk")
    client = Client(headers={"accept-language": PSEUDO})
    pages = [client.get(for_many(ann, of)).text, client.get(path).text]
    page = opened(client, path)
    while not page.endswith("check/"):
        pages.append(client.get(page).text)
        page = filled(client, page, "1", do="on").headers["Location"]
    pages += [client.get(page).text, client.post(page).text, client.get(path).text, client.get("/answer/receipt/").text]
    late = personal(ann, of)
    over(of)
    pages += [client.get(late).text, client.get("/answer/none/").text]
    assert len(pages) > 15 and untranslated("<p>Plain words</p>") == ["Plain words"]
    assert [words for text in pages for words in untranslated(text)] == []
    assert all(f'lang="{PSEUDO}"' in text for text in pages)


def test_a_question_is_shown_in_the_language_that_was_chosen(pseudo: None, ann: Persona, ben: Persona) -> None:
    client = Client()
    page = opened(client, personal(ann, begun(ann)))
    assert "⟦" not in client.get(page).text
    chosen = client.post("/language/", {"language": PSEUDO, "next": page})
    assert chosen.headers["Location"] == page
    assert "⟦Could you and your partners" in client.get(page).text
    client.post("/language/", {"language": "en-gb", "next": page})
    assert "⟦" not in client.get(page).text


def test_with_one_language_there_is_nothing_to_choose(ann: Persona, ben: Persona) -> None:
    path = personal(ann, begun(ann))
    assert "hf-languages" not in Client(headers={"accept-language": "cy"}).get(path).text
    answered(path)


def test_the_languages_are_those_that_have_been_translated(tmp_path: Path) -> None:
    assert languages("en-gb", [tmp_path]) == [("en-gb", "English")]
    for code in ("cy", "pt_BR"):
        folder = tmp_path / code / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "django.mo").touch()
    assert languages("en-gb", [tmp_path]) == [("en-gb", "English"), ("cy", "Cymraeg"), ("pt-br", "Português Brasileiro")]
