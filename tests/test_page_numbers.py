"""Every number that a reader sees on an axis page, in the page's own DOM, is one of the data's.

Cards, tables, sentences, drawings: texts of the exported HTML, held against observations, verdicts
and register through the one formatter.
"""

import html
import re
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from page_sample import notebook
from reading import NUMBER, allowed_numbers

from oar_analysis import section
from oar_analysis.export import export_page

pytestmark = pytest.mark.slow

# Codes of actions and indicators, files with their cells, articles of law, rules' bounds.
NAMES = re.compile(
    r"\d-\d+\.\d+(?:\.\w+)*|[\w./-]+\.(?:csv|xlsx|ods|md|yaml)\S*|\b[A-Z]{1,2}\d+\b|CO2|Euro\u00a0?\s?\d"
)
# A round number, as the ticks of an axis are.
TICK = re.compile(r"\u2212?(?:\d|[1-9]\d|1[0-9]5)0*|\u2212?\d,\d")
# Texts that quote what was received (claims, findings, sources), or tell the rules' own bounds.
QUOTED = ("affirmations", "sources", "constats", "comment-lire")


class Shown(HTMLParser):
    """The texts shown below <main>, those of drawings included; quotations left out."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "img" and not self.hidden:
            drawing = unquote((given.get("src") or "").partition(",")[2])
            self.texts += [
                html.unescape(one) for one in re.findall(r"<text[^>]*>([^<]+)<", drawing)
            ]
        if tag in {"img", "br", "input", "meta"}:
            return
        quoted = str(given.get("id", "")).startswith(QUOTED)
        self.open.append((tag, quoted or tag in {"script", "style", "nav", "code"}))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Pass over what closes itself."""

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if any(tag == "main" for tag, _ in self.open) and not self.hidden:
            self.texts.append(data)

    @property
    def hidden(self) -> bool:
        return any(out for _, out in self.open)


def numbers(page: str) -> list[tuple[str, str]]:
    """Return the numbers that a page shows, each with its text."""
    shown = Shown()
    shown.feed(page)
    return [
        (number, text.strip())
        for text in shown.texts
        for number in NUMBER.findall(NAMES.sub(" ", text))
    ]


@pytest.fixture(scope="module")
def page_of(review, axes):
    """The page of each axis, exported as it is published."""
    return {
        axis: export_page(
            notebook([
                section.head(review, f"axe-{axis}"),
                section.action_cards(review, axis),
                *axes[axis],
            ]),
            static=True,
        )
        for axis in axes
    }  # fmt: skip


@pytest.fixture(scope="module")
def known(review, root) -> set[str]:
    """Every number of the data, of the register and of the narratives, as `french` writes it."""
    told = [review.scheme.model_dump_json(), review.references.model_dump_json()]
    told += [one.read_text(encoding="utf-8") for one in (root / "data/raw/2017").glob("*.md")]
    years = {str(year) for year in range(2008, 2031)}
    return allowed_numbers(review) | years | set(NUMBER.findall(" ".join(told)))


def unknown(page: str, known: set[str]) -> list[tuple[str, str]]:
    """Return the numbers shown that come from nowhere; a tick of an axis is a round number."""
    return [
        (number, text)
        for number, text in numbers(page)
        if number not in known
        and number.lstrip("+\u2212") not in known
        and not (number == text and TICK.fullmatch(number.replace("\u00a0", "")))
    ]


def test_every_number_of_the_dom_is_one_of_the_data(page_of, known):
    for page in page_of.values():
        assert unknown(page, known) == []
    assert sum(len(numbers(page)) for page in page_of.values()) > 1500


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("8\u00a0642\u00a0568\u00a0km</td>", "8\u00a0642\u00a0586\u00a0km</td>"),  # a card
        (">27,3\u00a0%25</text>", ">27,9\u00a0%25</text>"),  # a drawing
        (" à 8\u00a0642\u00a0568\u00a0km", " à 8\u00a0642\u00a0569\u00a0km"),  # a sentence
    ],
)
def test_a_wrong_number_anywhere_is_seen(page_of, known, right, wrong):
    page = page_of[1]
    assert right in page, "the sabotage finds its place"
    found = unknown(page.replace(right, wrong, 1), known)
    assert [number for number, _ in found] == [NUMBER.search(wrong)[0]]
