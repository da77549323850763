"""Names used twice, figures that never came."""

from bodies import Body, findings, indicator, one_series_body, series, table


def twin_tables(folder, second_code):
    body = Body(
        folder,
        indicators=[
            indicator("1-1.1.1", series(), series(breakdown="autre")),
            indicator("1-1.1.2"),
        ],
        tables=[
            table("a.csv", {"match": "Indicateur 1", "indicator": "1-1.1.1"}),
            table(
                "b.csv",
                {
                    "match": "indicateur 1 :",
                    "indicator": second_code,
                    "breakdown": "autre" if second_code == "1-1.1.1" else "",
                },
            ),
        ],
    )
    return body.file("a.csv", "x;2017\nIndicateur 1;3\n").file("b.csv", "x;2017\nIndicateur 1;4\n")


def test_one_name_for_two_indicators(tmp_path):
    (found,) = findings(twin_tables(tmp_path, "1-1.1.2"), "indicator-name-twice")
    assert found.severity == "warning"
    assert "1-1.1.1, 1-1.1.2" in found.message
    assert "a.csv" in found.message
    assert "b.csv" in found.message


def test_one_name_for_one_indicator_in_two_tables(tmp_path):
    assert not findings(twin_tables(tmp_path, "1-1.1.1"), "indicator-name-twice")


def test_a_declared_indicator_without_any_figure(tmp_path):
    absent = [{"years": [2016, 2017], "status": "O", "reason": "non chiffré"}]
    body = one_series_body(tmp_path, {2017: "4"})
    body.indicators.append(indicator("1-1.1.2", series(absent=absent)))
    (found,) = findings(body, "indicator-without-figure")
    assert (found.severity, found.indicator) == ("warning", "1-1.1.2")


def test_context_figures_may_be_missing(tmp_path):
    body = one_series_body(tmp_path, {2017: "4"})
    body.indicators.append(indicator("1-1.1.c1", kind="context"))
    assert not findings(body, "indicator-without-figure")
    (found,) = findings(body, "series-missing")
    assert (found.severity, found.indicator) == ("info", "1-1.1.c1")


def test_a_bound_is_a_figure(tmp_path):
    body = one_series_body(tmp_path, {2017: "10 000 à 20 000 h"}, unit="h")
    assert not findings(body, "indicator-without-figure")
    assert not findings(body, "series-missing")


def test_a_series_whose_values_are_all_missing(tmp_path):
    found = findings(one_series_body(tmp_path, {2016: "n.c.", 2017: "n.c."}, unit="t"))
    assert {one.rule for one in found} == {"indicator-without-figure"}
