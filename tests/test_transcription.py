"""The figures of the 2017 review, typed by hand from its text, held against the observations.

The list typed (tests/data/transcription_2017.csv) and the observations must be equal: a figure of
the review that no table gives is a loss, and one that a table gives but the review does not is
an invention.

Numbers of the review knowingly left out of the observations: section and indicator numbers,
"N-1"; "Action 7" and "Action 18" (`external_reference` of two actions); the 50 % of 2020 and
the target side of the 318 420 hours (`target` of two series); article 51, decree 2016-360 and
its date; the 50 000 € HT threshold (`definition`); the dates of law, visits and openings
(narratives) and of the eleven meetings (a dated list, tested here); ordinals ("3èmes
rencontres", "3ème année", a cycle of 3 years from 2019, "1er trimestre 2018", the last two
months); GEAC 62; the rates claimed in prose (affirmations.csv, tested here); the garbled
"6,00" of the furniture table, which says 6,05 %.
"""

import csv
import hashlib
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
import yaml

from oar_analysis import dataset

# Each figure: its action, year, value, canonical unit and the words of the review.
PUBLISHED = Path(__file__).parent / "data" / "transcription_2017.csv"

# Cells that hold several figures: each one must feed the series that it is of.
# indicator | breakdown | measure | 2016 | 2017 ("" = not given)
PARTS = """
1-1.2.2 |  | share | 100 | 100
1-1.2.2 | chantiers | level | 1 |
1-1.2.2 | déchets inertes | level | 2054 | 196
1-1.2.2 | déchets non dangereux | level | 39 | 212.17
1-1.5.3 | km | level | 9417536 | 8642568
1-1.5.3 | carburant | level | 552631 | 496739
1-1.5.3 | électricité | level | 35372 | 32891
1-1.5.3 | km | change | | -8.2
1-1.5.3 | carburant | change | | -10.1
1-1.5.3 | électricité | change | | -7
1-1.5.4 |  | share | 42 | 41
1-1.5.4 | km | share | 13 | 14
1-1.5.4 | trajets courts | share | 72 | 68
1-1.5.4 | trajets courts (km) | share | 72 | 72
1-2.2.1 | réemploi | level | 144 | 84
1-2.2.1 | acquisition | level | 1237 | 1304
1-2.2.1 | total | level | 1381 | 1388
1-2.2.1 |  | share | 10.43 | 6.05
3-1.2.2 | ateliers et chantiers d'insertion | level | | 52
3-1.2.2 | associations intermédiaires | level | | 27
3-1.2.2 | entreprises d'insertion | level | | 24
3-1.2.2 | entreprises de travail temporaire d'insertion | level | | 7
"""

# Series whose charts were lost: indicator, first year, last year.
LOST = [
    ("1-1.3.c2", 2009, 2017),
    ("3-2.1.c4", 2008, 2017),
    ("3-3.2.c3", 2017, 2017),
    ("3-3.2.c4", 2017, 2017),
    ("3-3.2.c5", 2017, 2017),
]

# Figures that prose claims; each must stand among the claims as the review writes it.
CLAIMED = [
    ("1-1.3.1", "-0,9%"),
    ("1-1.3.1", "- 6,4%"),
    ("1-3.2.1", "-27,85%"),
    ("1-3.3.1", "-7,88%"),
    ("2-1.2.1", "28 %"),
    ("3-3.2.2", "plus de 50%"),
    ("3-2.1.c3", "318 420 heures"),
]


def typed() -> list[tuple[str, int, float, str]]:
    return [
        (row["action"], int(row["year"]), float(row["value"]), row["unit"])
        for row in read_csv(PUBLISHED, ",")
    ]


@pytest.fixture(scope="module")
def observations(root) -> pd.DataFrame:
    table = dataset.build(root / "data", 2017).observations
    return table[table["origin"] == "published"]


@pytest.fixture(scope="module")
def campaign(root):
    return root / "data" / "raw" / "2017"


def read_csv(path, delimiter=";") -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def test_every_figure_of_the_review_is_found_and_none_is_invented(observations):
    known = observations[observations["value"].notna()]
    columns = zip(known["action"], known["year"], known["value"], known["unit"], strict=True)
    found = Counter(
        (action, int(year), float(value), unit) for action, year, value, unit in columns
    )
    expected = Counter(typed())
    assert len(typed()) > 90
    assert expected - found == Counter(), "figures of the review that no table gives"
    assert found - expected == Counter(), "figures that the review does not give"


@pytest.mark.parametrize("line", PARTS.strip().splitlines())
def test_each_part_of_a_cell_feeds_its_own_series(observations, line):
    indicator, breakdown, measure, *values = [part.strip() for part in line.split("|")]
    rows = observations[
        (observations["indicator"] == indicator)
        & (observations["breakdown"] == breakdown)
        & (observations["measure"] == measure)
        & observations["value"].notna()
    ]
    expected = {
        year: float(value) for year, value in zip((2016, 2017), values, strict=True) if value
    }
    assert dict(zip(rows["year"], rows["value"], strict=True)) == expected


def test_every_figure_says_where_it_was_read(observations, campaign):
    known = observations[observations["value"].notna()]
    for row in known.itertuples():
        path = campaign.parent / row.source_file
        assert row.source_cell
        assert hashlib.sha256(path.read_bytes()).hexdigest() == row.source_sha256


@pytest.mark.parametrize(("indicator", "first", "last"), LOST)
def test_lost_charts_stay_missing_with_their_reason(observations, indicator, first, last):
    rows = observations[observations["indicator"] == indicator]
    assert sorted(rows["year"]) == list(range(first, last + 1))
    assert rows["value"].isna().all()
    assert set(rows["status"]) == {"L"}
    assert rows["missing_reason"].str.contains("perdu").all()


@pytest.mark.parametrize("indicator", ["2-1.1.1", "2-1.1.2", "2-1.2.1", "2-1.2.2"])
def test_what_started_in_2017_cannot_have_a_figure_in_2016(observations, indicator):
    before = observations[
        (observations["indicator"] == indicator)
        & (observations["year"] == 2016)
        & (observations["breakdown"] == "")
    ]
    assert list(before["status"]) == ["M"]
    assert before["missing_reason"].str.contains("action démarrée en 2017").all()


@pytest.mark.parametrize("indicator", ["2-3.1.1", "2-3.1.2", "3-2.1.2"])
def test_declared_indicators_without_a_figure_say_so(observations, indicator):
    rows = observations[observations["indicator"] == indicator]
    assert sorted(rows["year"]) == [2016, 2017]
    assert set(rows["status"]) == {"O"}
    assert set(rows["missing_reason"]) == {"non chiffré dans le bilan"}


@pytest.mark.parametrize(
    ("indicator", "breakdown", "status"),
    [
        ("2-3.1.c2", "", "E"),
        ("2-3.1.c1", "prévues", "F"),
        ("2-3.1.c2", "prévus", "F"),
        ("3-3.2.c1", "", "F"),
        ("1-1.2.2", "déchets inertes", "B"),
    ],
)
def test_estimates_forecasts_and_breaks_are_marked(observations, indicator, breakdown, status):
    rows = observations[
        (observations["indicator"] == indicator) & (observations["breakdown"] == breakdown)
    ]
    assert rows.sort_values("year")["status"].iloc[-1] == status


def test_a_bound_stays_a_bound(observations):
    row = observations[observations["indicator"] == "3-2.1.c1"].iloc[0]
    assert (row["value"], row["low"]) == (34000, 34000)
    assert pd.isna(row["high"])


def test_the_meetings_are_kept_as_the_review_dates_them(campaign):
    meetings = read_csv(campaign / "2-1.2_rencontres.csv")
    assert len(meetings) == 11
    assert [one["date"] for one in meetings if "2018" in one["date"]] == ["21 avril 2018"]


@pytest.mark.parametrize(("indicator", "value"), CLAIMED)
def test_claims_are_kept_as_the_review_writes_them(campaign, indicator, value):
    claims = read_csv(campaign / "affirmations.csv")
    assert value in {one["valeur"] for one in claims if one["indicateur"] == indicator}


def test_every_raw_file_has_its_origin_and_its_hash(campaign):
    origins = yaml.safe_load((campaign / "origins.yaml").read_text(encoding="utf-8"))["files"]
    files = {path.name for path in campaign.iterdir()} - {"origins.yaml", "campaign.yaml"}
    assert {one["file"] for one in origins} == files
    for one in origins:
        content = (campaign / one["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == one["sha256"], one["file"]
        assert one["title"]
        assert one["producer"]
        assert one["locator"]
        assert one["licence"]


def test_every_started_action_has_its_narrative(campaign, root):
    actions = sorted(path.stem for path in (root / "data/raw/scheme/actions").glob("*.yaml"))
    assert len(actions) == 13
    for code in actions:
        text = (campaign / f"{code}.md").read_text(encoding="utf-8")
        titles = [line for line in text.splitlines() if line.startswith("#")]
        assert titles == ["## Réalisations", "## Analyse", "## Perspectives"]
