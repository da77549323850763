"""The analyst's verbs from outside: the words of the columns in, tables and series out."""

import io
import pydoc

import pandas as pd
import pytest
from bodies import one_series_body
from refusing import refused

import oar_analysis as oar
from oar_analysis.contract import OBSERVATION_COLUMNS


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
