"""Who should pay what: of an example, whose address holds what was changed, and of a file, of which nothing is kept."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from holdfast.files.examples import complete_example
from tests.core.sharing.alliance import alliance

BASE = "/examples/four-councils/fair-shares/"
PARTS = ("", "votes-and-risk/", "leaving-and-joining/", "statements/", "rests-on/")
MONEY = re.compile(r"[−+]?£[\d,]+(?:\.\d\d)?")


class Tables(HTMLParser):
    """The tables of a page by caption, as rows of cells; words inside pictures are left out."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: dict[str, list[list[str]]] = {}
        self._rows: list[list[str]] = []
        self._caption, self._in_caption, self._in_cell, self._svg = "", False, False, 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._rows, self._caption = [], ""
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("td", "th"):
            self._rows[-1].append("")
            self._in_cell = True
        self._in_caption = tag == "caption" or (self._in_caption and tag != "thead")
        self._svg += tag == "svg"

    def handle_endtag(self, tag: str) -> None:
        self._svg -= tag == "svg"
        if tag in ("td", "th"):
            self._in_cell = False
        elif tag == "caption":
            self._in_caption = False
        elif tag == "table":
            self.found[self._caption] = self._rows

    def handle_data(self, data: str) -> None:
        if self._in_caption:
            self._caption += data
        elif self._in_cell and not self._svg:
            self._rows[-1][-1] += f" {data.strip()}"


def seen(client: Client, path: str = BASE, **query: object) -> str:
    answer = client.get(path, query)
    assert answer.status_code == 200
    return answer.content.decode()


def tables(text: str) -> dict[str, list[list[str]]]:
    return Tables(text).found


def amount(cell: str) -> Decimal:
    found = MONEY.search(cell)
    assert found, cell
    return Decimal(found.group().replace("£", "").replace(",", "").replace("−", "-").lstrip("+"))


def upload(text: str | bytes, name: str = "ours.toml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def test_the_answer_comes_first_with_what_is_not_known(client: Client) -> None:
    text = seen(client)
    assert "Sharing saves £2.4 million a year. The split agreed so far would not keep it together." in text
    assert "Ostley, Thornmere and Wexcombe would together pay £317,281 a year less" in text
    assert "3 other rules give no group a reason to leave." in text
    assert "2 services are left out." in text
    assert "the cost of Thornmere is not known" in text


def test_every_line_adds_up_and_saves_what_it_says(client: Client) -> None:
    rows = tables(seen(client))["What each partner would pay under each rule, in pounds a year"]
    alone = [amount(cell) for cell in rows[1][1:6]]
    for row in rows[1:]:
        pays = [amount(cell) for cell in row[1:5]]
        assert sum(pays) == amount(row[5]), row[0]
    for row in rows[2:]:
        for cell, alone_pays in zip(row[1:5], alone, strict=False):
            gain = alone_pays - amount(cell)
            assert f"saves £{gain:,}" in cell if gain > 0 else f"pays £{-gain:,} more" in cell


def test_rules_that_come_to_the_same_share_a_line_and_a_silent_one_says_why(client: Client) -> None:
    text = seen(client)
    assert "The same: Least reason to leave, whatever each has alone, Least reason to leave, by head." in text
    assert "no answer, since a group does not cost what its most demanding member costs alone" in text
    assert "Kohlberg’s criterion" in text
    assert "All 14 groups were looked at. Every line adds up to the whole. Every result is proved." in text


def test_who_would_walk_and_every_group(client: Client) -> None:
    found = tables(seen(client))
    walk = found["Who would walk under each rule, in numbers"]
    assert next(row for row in walk if "As agreed so far" in row[0])[1].strip() == "gains £317,281"
    assert "to spare" in walk[1][1]
    groups = found["What each group would gain by leaving, under each rule"]
    assert len(groups[0]) == 1 + 14
    agreed = next(row for row in groups if "As agreed" in row[0])
    assert agreed[-1].strip() == "317,281"
    assert all("would not gain" in cell for cell in groups[1][1:])


def test_the_smallest_change_that_holds_and_the_votes_to_mind(client: Client) -> None:
    text = seen(client)
    rows = tables(text)["The smallest change, in pounds a year"]
    changes = [amount(row[2]) for row in rows[1:5]]
    assert changes[0] == Decimal(317281)
    assert sum(changes) == 0
    assert "Mind the votes." in text
    assert "Marlshire would then pay 58%, not 50%, and still hold 25% of the votes." in text
    other = seen(client, rule="nucleolus")
    assert "Nothing has to change" in other
    assert "Marlshire would then pay 59%, not 50%, and still hold 25% of the votes." in other, "beside the split agreed so far"
    answer = seen(client, rule="population").partition("What each would pay, rule by rule")[0]
    assert "Mind the votes." not in answer


def test_another_rule_is_shown_and_one_that_is_not_there_is_the_agreed_one(client: Client) -> None:
    text = seen(client, rule="nucleolus")
    assert "“Least reason to leave” would keep it together." in text
    assert "Nearest to it, with £32,420 a year to spare: Marlshire, Ostley and Thornmere." in text
    for other in ("airport", "nonsense", "<b>"):
        assert "The split agreed so far would not keep it together." in seen(client, rule=other)


def test_votes_subsidies_dowry_and_risk(client: Client) -> None:
    text = seen(client, BASE + "votes-and-risk/")
    assert "Marlshire would pay 50% of the cost and hold 25% of the votes." in text
    assert "Ostley, Thornmere and Wexcombe would pay £558,851 a year on behalf of Marlshire." in text
    found = tables(text)
    assert sum(amount(row[2]) for row in found["What each pays beyond its use"][1:]) == 0
    assert [cell.strip() for cell in found["Catch-up payments"][1]][-1].endswith("2029/30")
    risk = found["What each partner bears of a bad case, and gets of a good one, by rule"]
    worse = {sum(amount(cell) for cell in row[1:]) for row in risk[1:]}
    assert len(worse) == 1, "every rule splits the same loss"


def test_leaving_and_joining(client: Client) -> None:
    text = seen(client, BASE + "leaving-and-joining/", date="2027-04-01", rule="use")
    found = tables(text)
    for row in found["What the others would pay more or less if a partner left"][1:]:
        moves = [amount(cell) for cell in row[2:] if "has left" not in cell]
        assert sum(moves) == amount(row[1]) * (1 if "lose" in row[1] else -1)
    prices = found["The price of leaving by partner and date of notice, in pounds"]
    assert [cell.strip() for cell in prices[0]][1:] == ["1 April 2027", "1 April 2028", "1 April 2029"]
    assert "at least" in prices[1][1]
    assert "what would be left behind is not recorded" in text


@pytest.mark.parametrize("date", ["2027-02-30", "soon", "0001-01-01", "9999-12-31", "2099-04-01"])
def test_a_date_that_cannot_be_is_next_april(client: Client, date: str) -> None:
    assert "1 April 2027" in seen(client, BASE + "leaving-and-joining/", date=date)


def test_statements_add_up_to_the_penny_both_ways(client: Client) -> None:
    text = seen(client, BASE + "statements/", actual="4,100,000", tolerance="2")
    found = {name: rows for name, rows in tables(text).items() if name.startswith("Statement of")}
    assert len(found) == 4
    for rows in found.values():
        lines = [row for row in rows[1:] if row[1].strip()][:-1]
        planned, true_up, final = (amount(row[-1]) for row in rows[-3:])
        assert sum(amount(row[3]) for row in lines) == planned
        assert planned + true_up == final
    for at in range(1, 7):
        assert sum(amount(rows[at][3]) for rows in found.values()) == amount(next(iter(found.values()))[at][1])
    assert sum(amount(rows[-1][-1]) for rows in found.values()) == Decimal("4100000.00")
    assert "nobody settles" in seen(client, BASE + "statements/", actual="4000000", tolerance="2")


def test_a_statement_of_one_partner_and_every_line_as_csv(client: Client) -> None:
    one = seen(client, BASE + "statements/", partner="thornmere", year="2030")
    assert one.count('class="hf-statement"') == 1
    assert "Thornmere District Council, 2030/31" in one
    answer = client.get(BASE + "statements.csv", {"year": "2030", "actual": "4100000"})
    assert answer.headers["Content-Disposition"] == 'attachment; filename="statements-2030.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    services = {row["Line"] for row in rows} - {"Planned, together", "True-up"}
    assert "Working together" in services
    for partner in {row["Partner"] for row in rows}:
        mine = [row for row in rows if row["Partner"] == partner]
        planned = next(row for row in mine if row["Line"] == "Planned, together")
        assert sum(Decimal(row["Amount"]) for row in mine if row["Line"] in services) == Decimal(planned["Amount"])
    assert sum(Decimal(row["Amount"]) for row in rows if row["Line"] not in services) == Decimal("4100000.00")


def test_what_cannot_be_read_of_a_statement_is_said(client: Client) -> None:
    text = seen(client, BASE + "statements/", actual="four million", tolerance="-1")
    assert "“four million” is not right" in text
    assert "“-1” is not right" in text
    assert 'href="#actual"' in text


def test_a_figure_is_changed_for_these_sums_and_put_back(client: Client) -> None:
    page = seen(client, BASE + "rests-on/")
    assert "10 Sep 2026. Cost model, version 4, sheet “Governance”" in page
    answer = client.post(BASE + "rests-on/", {"set.coordination": "£90,000", "set.network.fixed": "110000", "set.nonsense": "4"})
    assert answer.status_code == 302
    assert answer.headers["Location"] == BASE + "?set.coordination=90000", "what is as recorded is no change"
    changed = client.get(answer.headers["Location"]).content.decode()
    assert "1 figure was changed for these sums." in changed
    assert "Sharing saves £2.1 million a year." in changed
    assert "However it is split, some group would do better alone" in changed
    assert "set.coordination=90000" in changed, "the way on keeps what was changed"
    back = client.post(BASE + "rests-on/?set.coordination=90000", {"put_back": "1"})
    assert back.headers["Location"] == BASE


def test_a_missing_figure_that_is_assumed_brings_a_service_in(client: Client) -> None:
    sent = {"set.thornmere.cyber.cost": "40000", "set.thornmere.cyber.volume": "610"}
    answer = client.post(BASE + "rests-on/", sent, follow=True)
    text = answer.content.decode()
    assert "1 service is left out." in text
    assert "Cyber security" in text


def test_every_fault_of_the_form_at_once(client: Client) -> None:
    answer = client.post(BASE + "rests-on/", {"set.coordination": "much", "set.network.fixed": "-3"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "“much” is not right" in text
    assert "“-3” is not right" in text
    assert 'value="much"' in text


def test_an_example_without_costs_says_what_is_missing(client: Client) -> None:
    text = seen(client, "/examples/guide-1/fair-shares/")
    assert "What is missing" in text
    assert client.get("/examples/nowhere/fair-shares/").status_code == 404
    for part in PARTS[1:]:
        assert seen(client, f"/examples/guide-1/fair-shares/{part}")
    assert client.get("/examples/guide-1/fair-shares/statements.csv").status_code == 302


def test_a_file_in_everything_on_one_page_and_nothing_kept(client: Client) -> None:
    answer = client.post("/fair-shares", {"file": upload(complete_example().read_bytes())})
    text = answer.content.decode()
    assert answer.status_code == 200
    for words in ("would not keep it together", "Who bears the risk", "The price of leaving", "Thornmere District Council, 2027/28"):
        assert words in text
    assert not answer.cookies.keys() - {"csrftoken"}


def test_a_file_with_another_rule_and_figure(client: Client) -> None:
    data = complete_example().read_bytes()
    sent = {"file": upload(data), "rule": "nucleolus", "set.coordination": "10000", "actual": "x"}
    answer = client.post("/fair-shares", sent)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "“x” is not right" in text
    assert "“Least reason to leave” would keep it together." in text
    assert "1 figure was changed for these sums." in text


def test_files_that_cannot_be_used(client: Client) -> None:
    assert "Choose a file first" in client.post("/fair-shares").content.decode()
    broken = client.post("/fair-shares", {"file": upload("[arrangement]\nnam = 3\n")})
    assert broken.status_code == 422
    assert "This file cannot be read yet" in broken.content.decode()
    bare = client.post("/fair-shares", {"file": upload('[arrangement]\nname = "Bare"\nas_at = 2026-01-01\n')})
    assert "What is missing" in bare.content.decode()


def test_thirty_two_partners(client: Client) -> None:
    text = client.post("/fair-shares", {"file": upload(alliance(32)), "rule": "equal_savings"}).content.decode()
    assert "a stroke for every one of the 32 partners" in text
    assert "more than a page can look at" in text
    assert "or a group that gains more" in text
    assert "4,294,967,294 groups are too many to look at each" in text
    assert text.count('class="hf-statement"') == 32
    rows = tables(text)["What each partner pays alone and under the chosen rule, in pounds a year"]
    assert len(rows) == 33


VALLEY = """coalition,cost
Navigation,163520
<b>Flood,140826
Power,250096
Navigation+<b>Flood,301607
Navigation+Power,378821
Power+<b>Flood,367370
Navigation+<b>Flood+Power,412584
"""


def test_a_table_of_what_each_group_would_cost(client: Client) -> None:
    answer = client.post("/fair-shares", {"file": upload(VALLEY, "valley.CSV"), "rule": "nucleolus"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Sharing saves £142,000 a year." in text
    assert "“Least reason to leave” would keep it together." in text
    rows = tables(text)["What each partner would pay under each rule, in pounds a year"]
    assert any("£116,234" in cell for row in rows for cell in row)
    assert "<b>Flood" not in text
    assert "Statements for" not in text
    assert not answer.cookies.keys() - {"csrftoken"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("coalition,cost\na,1\na,2\nb,x\n", "3 things to put right"),
        ("coalition,worth\na,1\nb,2\na+b,4\n", "what groups are worth"),
        ("coalition,cost\na,1\n", "splits between 2 and 18 members"),
        (b"coalition,cost\n\xe9,1\n", "is not text in UTF-8"),
    ],
)
def test_tables_that_a_page_cannot_use(client: Client, text: str | bytes, words: str) -> None:
    answer = client.post("/fair-shares", {"file": upload(text, "game.csv")})
    assert answer.status_code == 422
    assert words in answer.content.decode()
