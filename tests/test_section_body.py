"""Sections of made-up bodies: long series, revisions, parts by territory, what is refused."""

import pytest
from bodies import Body, indicator, series, table
from reading import payloads, plain, prose, row
from reading import table as shown_table

from oar_analysis import section
from oar_analysis.dataset import Review, build, open_review, write
from oar_analysis.errors import UsageError
from oar_analysis.section.card import main_lines
from oar_analysis.section.digest import digest
from oar_analysis.section.line import find_line, lines_of
from oar_analysis.section.part import indicator_lines
from oar_analysis.section.sentence import said

LONG = {year: str(100 + 3 * (year - 2010)) for year in range(2010, 2018)}


def opened(body: Body, year: int = 2017) -> Review:
    """Build a body's tables and open its review."""
    folder = body.write()
    write(build(folder, year), folder / "processed")
    return open_review(year=year, data=folder)


def one_indicator(folder, cells: dict[int, str], unit: str = "t", year: int = 2017, **keys) -> Body:
    """A body whose table a.csv feeds one series."""
    body = Body(
        folder,
        indicators=[indicator("1-1.1.1", series(unit, **keys))],
        tables=[table("a.csv", {"match": "Ligne", "indicator": "1-1.1.1"})],
    )
    header = ";".join(str(one) for one in cells)
    return body.file("a.csv", f"donnée;{header}\nLigne;{';'.join(cells.values())}\n", year)


def test_five_years_and_more_make_a_line_with_its_trend(tmp_path):
    review = opened(one_indicator(tmp_path, LONG, direction="up"))
    figure = next(one for one in payloads(section.actions(review, 1)) if one["type"] == "figure")
    assert figure["description"].startswith("Courbe, 2010 à 2017")
    verdicts = shown_table(section.actions(review, 1), "verdicts-1-1.1")
    assert "Tendance robuste de 8 années" in plain(verdicts["rows"][0][-1])


def test_three_years_are_compared_two_by_two(tmp_path):
    review = opened(one_indicator(tmp_path, {2015: "10", 2016: "12", 2017: "11"}))
    figure = next(one for one in payloads(section.actions(review, 1)) if one["type"] == "figure")
    assert figure["description"].startswith("Comparaison de deux années")
    cells = row(shown_table(section.actions(review, 1), "indicateurs-1-1.1"), "Série")
    assert cells[-1] == "10 t en 2015"


def test_a_series_that_only_has_bounds_shows_them(tmp_path):
    review = opened(one_indicator(tmp_path, {2016: "moins de 30 t", 2017: "plus de 34 t"}))
    told = plain(said(find_line(review, "1-1.1.1"), 2017))
    assert told == "Série : de moins de 30 t en 2016 à plus de 34 t en 2017."


def test_a_revised_value_is_told_with_both(tmp_path):
    body = one_indicator(tmp_path, {2016: "10", 2017: "12"})
    body.file("a.csv", "donnée;2017;2018\nLigne;13;14\n", 2018)
    review = opened(body, 2018)
    revised = next(payloads(section.vintage_changes(review)))
    assert [plain(cell) for cell in revised["rows"][0][2:6]] == [
        "2017", "valeur révisée", "12 t", "13 t",
    ]  # fmt: skip
    assert plain(said(find_line(review, "1-1.1.1"), 2018)).startswith(
        "Série : de 13 t (révisé) en 2017"
    )


def test_an_unchanged_campaign_says_so(tmp_path):
    body = one_indicator(tmp_path, {2016: "10", 2017: "12"})
    body.file("a.csv", "donnée;2017;2018\nLigne;12;14\n", 2018)
    told = prose(section.vintage_changes(opened(body, 2018)))
    assert told == "Aucune valeur publiée par la campagne 2017 n'a changé."


def test_parts_by_territory_make_a_row_each(tmp_path):
    names = ("Nord", "Sud")
    body = Body(
        tmp_path,
        indicators=[indicator("1-1.1.1", *(series("1", breakdown=one) for one in names))],
        tables=[
            table("a.csv", *({"match": o, "indicator": "1-1.1.1", "breakdown": o} for o in names))
        ],
    ).file("a.csv", "donnée;2017\nNord;12\nSud;8\n")
    review = opened(body)
    shown = section.by_part(review, "1-1.1.1", key="t", title="Par territoire")
    assert shown_table(shown, "t")["rows"] == [["Nord", "12"], ["Sud", "8"]]
    bars = section.parts(review, "1-1.1.1", key="p", title="Par territoire")
    assert shown_table(bars, "p")["rows"] == [["Série Nord", "12"], ["Série Sud", "8"]]


def test_hours_add_up_once_they_are_known(tmp_path):
    body = one_indicator(tmp_path, {2015: "100", 2016: "50", 2017: "25"}, unit="h")
    cumul = {
        "indicator": "1-1.1.1", "breakdown": "cumul", "measure": "level", "unit": "h",
        "formula": "cumulative", "of": ["1-1.1.1"], "label": "Cumul", "decimals": 0,
    }  # fmt: skip
    body.derived = [cumul]
    line = find_line(opened(body), "1-1.1.1/cumul")
    assert [one["value"] for one in line.rows.values()] == [100, 150, 175]


def test_every_indicator_without_figure_is_asked_of_its_respondent(tmp_path):
    absent = {"years": [2017], "status": "L", "reason": "non remis"}
    review = opened(one_indicator(tmp_path, {2017: "n.c."}, absent=[absent]))
    assert "**Obtenir les données absentes** auprès de « Direction des Essais »" in prose(
        section.decisions(review)
    )
    assert digest(lines_of(review, review.actions()[0]), 2017) == (
        "- **Sans valeur connue** : Série (non remis)."
    )


def test_a_body_without_any_oddity_has_nothing_to_decide(tmp_path):
    goal = {"value": 5, "year": 2017, "source": "essai"}
    review = opened(one_indicator(tmp_path, {2016: "10", 2017: "4"}, direction="down", target=goal))
    assert prose(section.decisions(review)) == (
        "Aucun point à décider ne ressort des chiffres de l'année."
    )
    assert prose(section.missing(review)) == "Aucune valeur attendue ne manque."
    assert prose(section.claims(review)) == "La campagne ne transcrit aucune affirmation."


def test_markdown_in_the_register_is_shown_as_it_is_written(tmp_path):
    body = one_indicator(tmp_path, {2016: "10", 2017: "12"})
    body.action = {"steering": ["*Direction* <b>[x](javascript:alert(1))</b>"]}
    told = prose(section.actions(opened(body), 1))
    assert r"\*Direction\* \<b\>\[x\](javascript:alert(1))\</b\>" in told


def test_context_figures_stand_in_where_no_declared_indicator_has_any(tmp_path):
    body = Body(
        tmp_path,
        indicators=[
            indicator("1-1.1.1", series(absent=[{"years": [2017], "reason": "non chiffré"}])),
            indicator("1-1.1.c1", series(label="Contexte"), kind="context"),
        ],
        tables=[table("a.csv", {"match": "Ligne", "indicator": "1-1.1.c1"})],
    ).file("a.csv", "donnée;2016;2017\nLigne;3;4\n")
    review = opened(body)
    assert [one.label for one in main_lines(review, review.actions()[0])] == ["Série", "Contexte"]


@pytest.fixture(scope="module")
def plain_review(tmp_path_factory) -> Review:
    """A review of one series."""
    return opened(one_indicator(tmp_path_factory.mktemp("corps"), {2016: "10", 2017: "12"}))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda review: section.head(review, "axe-9"), "Page « axe-9 » inconnue"),
        (lambda review: section.axis_page(review, 9), "Aucune page pour l'axe 9"),
        (lambda review: find_line(review, "9-9"), "La série « 9-9 » n'est pas dans le registre"),
        (lambda review: indicator_lines(review, "9-9"), "L'indicateur « 9-9 » n'est pas"),
    ],
    ids=["page", "axis", "series", "indicator"],
)
def test_what_the_register_does_not_know_is_refused_with_what_it_knows(plain_review, call, words):
    with pytest.raises(UsageError, match=words):
        call(plain_review)


def test_an_unknown_public_name_is_refused():
    import oar_analysis

    with pytest.raises(AttributeError, match="n'a pas de « nothing »"):
        oar_analysis.nothing  # noqa: B018
    assert {"open_review", "section"} <= set(dir(oar_analysis))


def test_importing_the_package_brings_no_table_library_in():
    import subprocess
    import sys

    code = "import sys, oar_analysis; print('pandas' in sys.modules, 'altair' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
