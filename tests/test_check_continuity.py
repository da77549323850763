"""Breaks, provisional values, revisions between campaigns."""

from bodies import findings, one_series_body

BREAK = [{"year": 2017, "reason": "chantiers en cours"}]


def test_a_break_between_two_years(tmp_path):
    cells = {2016: "2 054 t", 2017: "196 t"}
    (found,) = findings(one_series_body(tmp_path, cells, unit="t", breaks=BREAK), "series-break")
    assert found.severity == "warning"
    assert "chantiers en cours" in found.message
    assert "2\u00a0054\u00a0t puis 196\u00a0t" in found.got


def test_a_break_outside_the_published_years(tmp_path):
    body = one_series_body(tmp_path, {2017: "196 t"}, unit="t", breaks=BREAK)
    assert not findings(body, "series-break")


def test_a_provisional_value_is_told_once(tmp_path):
    body = one_series_body(tmp_path, {2016: "10", 2017: "12"}, provisional_years=[2017])
    (found,) = findings(body, "value-provisional")
    assert (found.severity, found.year) == ("info", 2017)


def test_a_final_value_is_not_provisional(tmp_path):
    body = one_series_body(tmp_path, {2016: "10", 2017: "12"}, provisional_years=[2016])
    (found,) = findings(body, "value-provisional")
    assert found.year == 2016


def later(folder, again):
    body = one_series_body(folder, {2017: "12"})
    return body.file("a.csv", f"donnée;2017;2018\nIndicateur 1;{again};15\n", 2018)


def test_a_value_that_the_next_campaign_revises(tmp_path):
    (found,) = findings(later(tmp_path, "13"), "value-revised", 2018)
    assert (found.severity, found.got, found.expected) == ("info", "13", "12")
    assert "campagne 2017" in found.message
    assert "campagne 2018" in found.message


def test_a_value_that_the_next_campaign_repeats_or_leaves_out(tmp_path):
    assert not findings(later(tmp_path / "a", "12"), "value-revised", 2018)
    assert not findings(later(tmp_path / "b", "n.c."), "value-revised", 2018)
