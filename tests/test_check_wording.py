"""The words of cells: against the definition, and from one year to the next."""

import pytest
from bodies import findings, one_series_body

SHARE = {"unit": "%", "measure": "share"}


def test_a_cell_in_other_words_than_its_definition(tmp_path):
    cells = {2016: "60% des kms euro 5 et +", 2017: "63% des kms euro 5 et +"}
    body = one_series_body(tmp_path, cells, wording="euro 5 et hybrides", **SHARE)
    (found,) = findings(body, "definition-disagrees")
    assert (found.severity, found.cell) == ("warning", "C2")
    assert found.expected == "euro 5 et hybrides"


@pytest.mark.parametrize("cell", ["63% des kms Euro 5 et  hybrides", "63 %", "63%"])
def test_a_cell_in_the_words_of_its_definition_or_without_words(tmp_path, cell):
    body = one_series_body(tmp_path, {2017: cell}, wording="euro 5 et hybrides", **SHARE)
    assert not findings(body, "definition-disagrees")


def test_two_years_that_do_not_say_the_same_thing(tmp_path):
    cells = {2016: "1 (plantations)", 2017: "4 (lots réservés)"}
    (found,) = findings(one_series_body(tmp_path, cells), "scope-changed")
    assert found.severity == "warning"
    assert (found.got, found.expected) == ("4 (lots réservés)", "1 (plantations)")


@pytest.mark.parametrize(
    ("before", "after", "keys"),
    [
        ("1 projet", "4 projets", {}),
        ("1", "4 (lots réservés)", {}),
        ("environ 12 projets", "14 projets", {}),
        ("1 (plantations)", "4 (lots)", {"breaks": [{"year": 2017, "reason": "autre périmètre"}]}),
    ],
)
def test_two_years_that_may_count_the_same_thing(tmp_path, before, after, keys):
    body = one_series_body(tmp_path, {2016: before, 2017: after}, **keys)
    assert not findings(body, "scope-changed")
