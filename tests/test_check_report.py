"""Findings as CSV, as a page and in the terminal."""

import csv
import io
import re
from html.parser import HTMLParser

import pytest

from oar_analysis.check.report import (
    findings_csv,
    findings_html,
    place,
    summary,
)
from oar_analysis.check.titles import RULE_TITLES, rule_title
from oar_analysis.contract import FINDINGS, Finding

FOUND = [
    Finding(
        severity="error", rule="cell-unreadable", indicator="1-1.1.1", year=2017, file="2017/a.csv",
        cell="B2", got='=cmd|"/C calc"!A0', expected="une valeur", message="Illisible, « <b> & ».",
        remedy="Saisissez\nun nombre.",
    ),
    Finding(severity="warning", rule="unknown-rule", action="1-1.1", message="m", remedy="r",
            got="-8,2"),
    Finding(severity="warning", rule="series-break", message="m", remedy="r"),
]  # fmt: skip


ROWS = [one.as_row() for one in FOUND]


def test_csv_opens_in_a_french_spreadsheet_with_formulas_harmless_and_numbers_untouched():
    text = findings_csv(ROWS)
    assert text.startswith("\ufeffGravité;")
    assert text.endswith("\r\n")
    rows = list(csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=";"))
    assert list(rows[0]) == [field.title for field in FINDINGS]
    assert rows[0]["Gravité"] == "erreur"
    assert rows[0]["Lu"] == "'" + FOUND[0].got
    assert rows[0]["Que faire"] == FOUND[0].remedy
    assert rows[1]["Lu"] == "-8,2"
    assert rows[1]["Année"] == ""


class _Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.text, self.attributes = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.text.append(data)


def test_page_stands_alone_in_french_with_everything_escaped():
    page = findings_html(ROWS, "Constats <2017>")
    assert page.startswith("<!DOCTYPE html>")
    assert '<html lang="fr">' in page
    parsed = _Page()
    parsed.feed(page)
    assert "b" not in parsed.tags
    assert not {"script", "link", "img", "iframe"} & set(parsed.tags)
    assert not [value for name, value in parsed.attributes if name in {"src", "href", "onclick"}]
    assert parsed.tags.count("tr") == 1 + len(FOUND)
    assert FOUND[0].message in "".join(parsed.text)
    assert parsed.tags.count("h1") == 1


def test_a_finding_without_place_has_none():
    assert place(ROWS[0]) == "1-1.1.1, 2017, 2017/a.csv, cellule B2"
    assert place(ROWS[2]) == ""


@pytest.mark.parametrize(
    ("findings", "words"),
    [([], "Aucun constat."), (ROWS, "1 erreur, 2 avertissements."), (ROWS[:1], "1 erreur.")],
)
def test_summary(findings, words):
    assert summary(findings) == words


def test_every_rule_that_the_code_names_has_a_title(root):
    named = set()
    for path in (root / "oar_analysis").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        named |= set(re.findall(r'\brule="([a-z-]+)"', text))
        # The readers name severity and rule together.
        named |= set(re.findall(r'"(?:error|warning|info)", "([a-z]+(?:-[a-z]+)+)"', text))
    assert len(named) > 30
    assert sorted(named - RULE_TITLES.keys()) == []


def test_a_rule_without_title_is_called_by_its_name():
    assert rule_title("series-break") == "Rupture de série"
    assert rule_title("unknown-rule") == "unknown-rule"
