"""The analyst's verbs from outside: the words of the columns in, DataFrames and charts out."""

import io
import pydoc
from pathlib import Path

import altair as alt
import pandas as pd
import pytest
from bodies import Body, indicator, one_series_body, series, table

import oar_analysis as oar
from oar_analysis.contract import OBSERVATION_COLUMNS
from oar_analysis.errors import UsageError
from oar_analysis.figure import BLOCK_MIME, VEGALITE_MIME, Figure

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def review():
    return oar.open_review(2017, ROOT / "data")


def refused(call) -> str:
    with pytest.raises(UsageError) as caught:
        call()
    return str(caught.value)


def test_help_fits_a_screen_and_names_every_verb():
    out = io.StringIO()
    pydoc.Helper(output=out).help(oar)
    text = out.getvalue()
    lines = text.splitlines()
    assert len(lines) <= 60
    assert max(map(len, lines)) <= 100
    assert all(name in text for name in oar._PUBLIC)


def test_a_verb_stays_a_verb_when_the_room_of_its_name_is_imported():
    import oar_analysis.figure
    import oar_analysis.scheme  # noqa: F401

    assert oar.figure.__module__ == "oar_analysis.desk.drawing"
    assert oar.scheme.__module__ == "oar_analysis.desk.register"
    assert {"figure", "scheme", "series"} <= set(dir(oar))
    with pytest.raises(AttributeError, match="nothing_of_that"):
        oar.nothing_of_that  # noqa: B018


@pytest.mark.parametrize("name", [one for one, (_, verb) in oar._PUBLIC.items() if verb])
def test_every_verb_says_what_it_returns_and_raises(name):
    verb = getattr(oar, name)
    assert verb.__doc__.startswith("Return ")
    assert "Raises:" in verb.__doc__ or name == "scheme"
    assert "unit" in verb.__doc__ or name in {"open_review", "findings"}


# --- the tables


def test_tables_are_tidy_and_narrowed_by_their_columns(review):
    whole = oar.observations(review=review)
    assert list(whole.columns) == OBSERVATION_COLUMNS
    some = oar.observations(action="1-1.5", year=[2016, 2017], origin="published", review=review)
    assert set(some["action"]) == {"1-1.5"}
    assert set(some["origin"]) == {"published"}
    assert 0 < len(some) < len(whole)
    assert set(oar.findings(severity="warning", review=review)["severity"]) == {"warning"}
    assert set(oar.verdicts(authority="own", review=review)["authority"]) == {"own"}
    # A known word that no row has is an empty answer, not a mistake.
    assert oar.findings(severity="error", indicator="1-1.1.1", review=review).empty


@pytest.mark.parametrize(
    ("call", "near"),
    [
        (lambda r: oar.observations(indicater="x", review=r), "« indicator »"),
        (lambda r: oar.observations(measure="levl", review=r), "« level »"),
        (lambda r: oar.verdicts(verdict="limitd", review=r), "« limited »"),
        (lambda r: oar.findings(severity="warn", review=r), "« warning »"),
        (lambda r: oar.series("1-1.5.33", review=r), "« 1-1.5.3 »"),
        (lambda r: oar.series("1-1.5.3", "kms", review=r), "« km »"),
        (lambda r: oar.series("1-1.5.3", "km", "levels", review=r), "« level »"),
        (lambda r: oar.series("1-1.5.3", review=r), "« carburant »"),
        (lambda r: oar.scheme(review=r)["1-1.55"], "« 1-1.5 »"),
        (lambda r: oar.explore("1-1.55", review=r), "« 1-1.5 »"),
        (lambda r: oar.findings(rule="value-tenfol", review=r), "« value-tenfold »"),
        (lambda r: oar.figure("1-1.5.3/km", titel="Km", review=r), "« title »"),
        (lambda r: oar.figure("1-1.5.3/km", years=2017, review=r), "« year »"),
    ],
)
def test_an_unknown_word_names_the_nearest(review, call, near):
    assert near in refused(lambda: call(review))


def test_an_unknown_verb_names_the_nearest():
    with pytest.raises(AttributeError, match="« observations »"):
        oar.obervations()
    assert not hasattr(oar, "_repr_html_")


def test_a_number_typed_as_text_is_that_number(review):
    assert set(oar.observations(year="2017", axis="1", review=review)["year"]) == {2017}
    assert oar.open_review("2017").year == 2017


def test_a_review_shown_in_a_cell_fits_on_a_line(review):
    assert len(repr(review)) < 200


def test_every_verb_of_series_takes_the_same_words(review):
    """The words of the columns: breakdown, measure and year, one or several."""
    for verb in (oar.series, oar.figure, oar.sources):
        made = verb("1-1.5.3", breakdown="km", measure="level", year=2017, review=review)
        table = getattr(made, "observations", made)
        assert table[["breakdown", "measure", "year"]].to_numpy().tolist() == [
            ["km", "level", 2017]
        ]
    one = oar.compare("1-1.5.3", breakdown="km", year=2017, review=review).observations
    assert one["year"].tolist() == [2017]
    table = oar.observations(indicator="1-1.5.3", origin="published", review=review)
    assert set(oar.figure(table, "km", "level", review=review).observations["breakdown"]) == {"km"}


# --- series


def test_a_series_by_words_or_in_one_word(review):
    by_words = oar.series("1-1.5.3", breakdown="km", measure="level", review=review)
    pd.testing.assert_frame_equal(by_words, oar.series("1-1.5.3/km", review=review))
    assert by_words["year"].is_monotonic_increasing
    assert by_words["unit"].unique().tolist() == ["km"]
    one = oar.series("1-1.5.3/km", year=[2017], review=review)
    assert one["year"].tolist() == [2017]


def test_published_hides_derived_and_a_share_changes_in_points(review):
    assert oar.series("1-1.5.3/km/change", review=review)["origin"].tolist() == ["published"]
    assert oar.series("1-1.5.1", measure="change", review=review)["unit"].tolist() == ["point"]


def test_an_index_is_computed_from_the_level_with_both_cells(review):
    level = oar.series("1-1.5.3/km", review=review)["value"]
    index = oar.series("1-1.5.3/km", measure="index", review=review)
    assert index["value"].tolist() == pytest.approx((100 * level / level[0]).tolist())
    assert index["origin"].tolist() == ["derived", "derived"]
    assert index["source_cell"].tolist() == ["B4", "B4 ; C4"]


def test_an_index_starts_anew_after_a_break_and_leaves_bounds_out(tmp_path):
    cells = {2014: "10", 2015: "20", 2016: "40", 2017: "plus de 50"}
    body = one_series_body(tmp_path, cells, breaks=[{"year": 2015, "reason": "autre périmètre"}])
    review = oar.open_review(data=body.write())
    index = oar.series("1-1.1.1", measure="index", review=review)
    assert dict(zip(index["year"], index["value"], strict=True)) == {2015: 100, 2016: 200}


# --- figures


def test_a_figure_shows_in_jupyterlab_and_is_fit_for_a_page(review):
    made = oar.figure("1-1.5.3/km", review=review)
    bundle = made._repr_mimebundle_()
    assert {BLOCK_MIME, VEGALITE_MIME} <= set(bundle)
    assert (
        made.observations["value"].tolist()
        == oar.series("1-1.5.3/km", review=review)["value"].tolist()
    )
    assert "2017/1-1.5_parc-automobile.csv" in made.source
    same = oar.figure(oar.series("1-1.5.3/km", review=review), review=review)
    assert same.payload() == made.payload()


def test_the_chart_of_a_figure_is_altair_s_and_comes_back_as_a_figure(review):
    made = oar.figure("1-1.5.3/km", review=review)
    rule = alt.Chart(alt.Data(values=[{"x": 1}])).mark_rule()
    extended = made.chart + rule
    assert isinstance(extended, alt.LayerChart)
    again = oar.figure(
        extended,
        title="Avec un trait",
        description="Un trait.",
        rows=made.observations[["year", "value"]],
    )
    assert isinstance(again, Figure)
    assert [one.title for one in again.columns] == ["Année", "Valeur"]


def test_a_chart_without_words_or_rows_is_refused():
    chart = alt.Chart(alt.Data(values=[{"x": 1}])).mark_point()
    assert "rows" in refused(lambda: oar.figure(chart, title="Sans valeurs"))
    rows = pd.DataFrame({"year": [2017]})
    assert "description" in refused(lambda: oar.figure(chart, title="Muet", rows=rows))


def test_series_of_several_units_compare_by_index_or_change(review):
    names = ("1-1.5.3/km", "1-1.5.3/carburant")
    assert 'measure="index"' in refused(lambda: oar.compare(*names, review=review))
    index = oar.compare(*names, measure="index", review=review)
    assert set(index.observations["unit"]) == {"1"}
    frames = [oar.series(one, review=review) for one in names]
    assert oar.compare(*frames, measure="index", review=review).payload() == index.payload()
    change = oar.compare(*names, measure="change", review=review)
    assert change.observations["value"].tolist() == [-8.2, -10.1]


def test_what_cannot_be_drawn_is_told(review):
    assert "nommer une" in refused(lambda: oar.compare(review=review))
    assert "int lu" in refused(lambda: oar.figure(3, review=review))
    bare = pd.DataFrame({"year": [2017]})
    assert "« indicator »" in refused(lambda: oar.figure(bare, review=review))
    both = oar.observations(indicator="1-1.5.3", breakdown="km", measure="change", review=review)
    assert "plusieurs lignes" in refused(lambda: oar.figure(both, review=review))
    assert "Pas de source" in refused(lambda: oar.sources(bare, review=review))
    assert "Aucune valeur" in refused(lambda: oar.explore("1-1.3.c2", review=review))


@pytest.mark.parametrize(("count", "mark"), [(2, "Comparaison"), (5, "Courbe")])
def test_two_years_are_compared_and_five_are_joined(tmp_path, count, mark):
    cells = {2018 - count + one: str(10 + one) for one in range(count)}
    review = oar.open_review(data=one_series_body(tmp_path, cells).write())
    assert oar.figure("1-1.1.1", review=review).description.startswith(mark)


# --- back to the cell


def test_sources_lead_to_the_text_of_the_raw_cell(review):
    cells = oar.sources(oar.figure("1-1.5.3/km", review=review), review=review)
    raw = (ROOT / "data/raw/2017/1-1.5_parc-automobile.csv").read_text(encoding="utf-8")
    assert cells["source_cell"].tolist() == ["B4", "C4"]
    assert all(text and text in raw for text in cells["text"])
    assert cells["locator"].tolist() == ["Tableau « Indicateur » de l'action 1-1.5"] * 2
    assert set(cells["remark"]) == {""}


def test_every_published_value_of_the_review_leads_to_a_cell_with_text(review):
    published = oar.observations(origin="published", review=review)
    known = published[published["value"].notna()]
    cells = oar.sources(known, review=review)
    assert len(cells) >= len(known)
    assert (cells["text"] != "").all()
    assert (cells["remark"] == "").all()


def test_a_computed_value_leads_to_each_of_its_cells_in_its_own_file(tmp_path):
    body = Body(
        tmp_path,
        indicators=[
            indicator("1-1.1.1", series()),
            indicator("1-1.1.2", series()),
            indicator("1-1.1.3", series("%", measure="share")),
        ],
        tables=[
            table("a.csv", {"match": "A", "indicator": "1-1.1.1"}),
            table("b.csv", {"match": "B", "indicator": "1-1.1.2"}),
        ],
        derived=[
            {"indicator": "1-1.1.3", "breakdown": "calcul", "measure": "share", "formula": "share",
             "of": ["1-1.1.1", "1-1.1.2"], "unit": "%"},
        ],
    )  # fmt: skip
    body.file("a.csv", "donnée;2017\nA;1 000\n").file("b.csv", "donnée;2017\nB;4 000\n")
    data = body.write()
    review = oar.open_review(data=data)
    cells = oar.sources("1-1.1.3/calcul", review=review)
    found = list(zip(cells["source_file"], cells["source_cell"], cells["text"], strict=True))
    assert found == [("2017/a.csv", "B2", "1 000"), ("2017/b.csv", "B2", "4 000")]
    (data / "raw/2017/a.csv").write_text("donnée;2017\nA;2 000\n", encoding="utf-8")
    (data / "raw/2017/b.csv").unlink()
    remarks = oar.sources("1-1.1.3/calcul", review=review)["remark"].tolist()
    assert remarks == ["le fichier a changé depuis la lecture", "fichier absent de data/raw"]


# --- the register


def test_the_register_is_browsed_by_codes_and_completed(review):
    whole = oar.scheme(review=review)
    assert {"axe 1", "1-1.5", "1-1.5.3"} <= set(whole._ipython_key_completions_())
    action = whole["1-1.5"]
    assert "1-1.5.3 Kilométrage" in repr(action)
    assert "1-1.5" in list(whole["axe 1"])
    assert len(action) == len(list(action))
    one = whole["1-1.5.3"]
    assert list(one) == []
    assert one.series["unit"].tolist()[:3] == ["km", "L", "kWh"]
    assert one.model.respondent in one._repr_html_()


def test_the_register_s_html_escapes_what_it_shows(tmp_path):
    body = one_series_body(tmp_path, {2017: "1"})
    body.indicators[0]["definition"] = "<script>alert(1)</script>"
    body.action["short_title"] = "<b>gras</b>"
    html = oar.scheme(review=oar.open_review(data=body.write()))._repr_html_()
    assert "<script>" not in html
    assert "<b>" not in html
    assert "&lt;script&gt;" in html


# --- explore


def test_the_explorer_holds_each_measure_of_each_series(review):
    made = oar.explore("1-1.5.3", review=review)
    data = made.spec["datasets"]["valeurs"]
    km = [one for one in data if one["serie"] == "1-1.5.3 Kilomètres parcourus"]
    assert {one["mesure"] for one in km} == {"niveau", "évolution annuelle", "indice"}
    level = [one["valeur"] for one in km if one["mesure"] == "niveau"]
    assert level == oar.series("1-1.5.3/km", review=review)["value"].tolist()
    names = [one["name"] for one in made.spec["params"] if "bind" in one]
    assert names[:4] == ["serie", "mesure", "debut", "fin"]


def test_the_explorer_says_what_it_cannot_show_and_narrows_years(review):
    made = oar.explore("1-1.3.1", year=[2017], review=review)
    titles = {one["mesure"]: one["titre"] for one in made.spec["datasets"]["titres"]}
    assert "ne permettent pas" in titles["niveau"]
    assert {one["annee"] for one in made.spec["datasets"]["valeurs"]} == {2017}
