"""The analyst's figures, comparisons and explorer: drawn, refused with words, fit for a page."""

import altair as alt
import pandas as pd
import pytest
from bodies import one_series_body
from refusing import refused

import oar_analysis as oar
from oar_analysis.figure import BLOCK_MIME, VEGALITE_MIME, Figure


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
