"""Every layout of a table, read from generated files through the whole spine."""

import io

import openpyxl
import pytest
from bodies import Body, built, findings, indicator, series, table


def values(dataset, **wanted) -> dict[tuple, float]:
    """The values given, by (breakdown, measure, year), missing ones apart, changes left out."""
    rows = dataset.observations
    rows = rows[(rows["indicator"] == wanted.get("indicator", "1-1.1.1")) & rows["value"].notna()]
    rows = rows[~rows["note"].str.contains("sur un an")]
    return {(row.breakdown, row.measure, row.year): row.value for row in rows.itertuples()}


def rules(body, year=2017):
    return sorted({one.rule for one in findings(body, year=year) if one.severity != "info"})


def test_years_across(tmp_path):
    body = Body(
        tmp_path,
        indicators=[indicator("1-1.1.1", series("t"), series("%", measure="share"))],
        tables=[
            table(
                "a.csv",
                {"match": "Masse", "indicator": "1-1.1.1"},
                {"match": "Part", "indicator": "1-1.1.1", "measure": "share"},
            )
        ],
    )
    body.file("a.csv", "Données de 2017;2016;2017\nMasse :;1 234,5 t;1 300 t\nPART;12,5 %;13 %\n")
    assert values(built(body)) == {
        ("", "level", 2016): 1234.5,
        ("", "level", 2017): 1300.0,
        ("", "share", 2016): 12.5,
        ("", "share", 2017): 13.0,
    }
    assert rules(body) == []


@pytest.mark.parametrize("first", ["1;2", ";", "n.c.;"])
def test_years_across_with_sections(tmp_path, first):
    mappings = [
        {"match": "Nombre", "section": name, "indicator": "1-1.1.1", "breakdown": name}
        for name in ("Collèges", "Routes")
    ]
    body = Body(
        tmp_path,
        indicators=[indicator("1-1.1.1", series(breakdown="Collèges"), series(breakdown="Routes"))],
        tables=[table("a.csv", *mappings)],
    )
    body.file("a.csv", f"x;2016;2017\nCollèges;;\nNombre;{first}\nRoutes;;\nNombre;3;4\n")
    given = dict(zip((2016, 2017), first.split(";"), strict=True))
    assert values(built(body)) == {
        ("Collèges", "level", year): int(text) for year, text in given.items() if text.isdigit()
    } | {("Routes", "level", 2016): 3, ("Routes", "level", 2017): 4}
    assert "table-unmapped" not in rules(body)
    assert "mapping-unmatched" not in rules(body)


def test_years_down(tmp_path):
    body = Body(
        tmp_path,
        indicators=[indicator("1-1.1.1", series("km"), series("L", breakdown="carburant"))],
        tables=[
            table(
                "a.csv",
                {"match": "Kilomètres", "indicator": "1-1.1.1"},
                {"match": "Carburant", "indicator": "1-1.1.1", "breakdown": "carburant"},
                layout="years_down",
                ignored_columns=["Remarque"],
            )
        ],
    )
    body.file(
        "a.csv",
        "Année;Kilomètres;Carburant;Remarque\n"
        "2015;900 km;n.c.;\n2016;1 000 km;50 L;ok\n2017;800;45 L;\n",
    )
    assert values(built(body)) == {
        ("", "level", 2015): 900,
        ("", "level", 2016): 1000,
        ("", "level", 2017): 800,
        ("carburant", "level", 2016): 50,
        ("carburant", "level", 2017): 45,
    }
    missing = built(body).observations.query("breakdown == 'carburant' and year == 2015").iloc[0]
    assert (missing.status, missing.missing_reason) == ("O", "non communiqué")
    assert rules(body) == []


def two_level(folder):
    mappings = [
        {
            "match": "Mobilier",
            "component": name,
            "indicator": "1-1.1.1",
            "breakdown": key,
            "measure": of,
        }
        for name, key, of in (
            ("Réemploi", "réemploi", "level"),
            ("TOTAL", "total", "level"),
            ("%", "", "share"),
        )
    ]
    return Body(
        folder,
        indicators=[
            indicator(
                "1-1.1.1",
                series(breakdown="réemploi"),
                series(breakdown="total"),
                series("%", measure="share"),
            )
        ],
        tables=[table("a.csv", *mappings, layout="two_level", header_rows=[1, 2])],
    )


TWO_LEVEL = {
    ("réemploi", "level", 2016): 144, ("total", "level", 2016): 1381, ("", "share", 2016): 10.43,
    ("réemploi", "level", 2017): 84, ("total", "level", 2017): 1388, ("", "share", 2017): 6.05,
}  # fmt: skip


def test_two_levels_of_header(tmp_path):
    body = two_level(tmp_path).file(
        "a.csv",
        ";2016;;;2017;;\n;Réemploi;TOTAL;%;Réemploi;TOTAL;%\n"
        "Mobilier;144;1 381;10,43%;84;1 388;6,05%\n",
    )
    assert values(built(body)) == TWO_LEVEL
    assert rules(body) == []


def test_two_levels_of_header_in_a_workbook_with_merged_cells(tmp_path):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append([None, 2016, None, None, 2017, None, None])
    sheet.append([None, "Réemploi", "TOTAL", "%", "Réemploi", "TOTAL", "%"])
    sheet.append(["Mobilier", 144, 1381, 0.1043, 84, 1388, 0.0605])
    for place in ("B1:D1", "E1:G1"):
        sheet.merge_cells(place)
    for place in ("D3", "G3"):
        sheet[place].number_format = "0.00%"
    out = io.BytesIO()
    workbook.save(out)
    body = two_level(tmp_path)
    body.tables[0]["file"] = "a.xlsx"
    dataset = built(body.file("a.xlsx", out.getvalue()))
    assert values(dataset) == TWO_LEVEL
    share = dataset.observations.query("measure == 'share' and year == 2017").iloc[0]
    assert (share.source_file, share.source_cell) == ("2017/a.xlsx", "Sheet!G3")


COMPOSITE = (
    "x;2016;2017\n"
    "Indicateur 3;Kms : 9 417 536 Carburant : 552 631 L Electricité: 35 372 kW;"
    "Kms : - 8,2% (8 642 568 kms) Carburant : - 10,1% (496 739 L) Electricité: - 7% (32 891 kW)\n"
)


def composite(folder, content=COMPOSITE):
    parts = {"km": "km", "carburant": "L", "électricité": "kWh"}
    levels = [series(unit, breakdown=name) for name, unit in parts.items()]
    changes = [series("%", breakdown=name, measure="change") for name in parts]
    read_as = {"km": "km", "carburant": "L", "électricité": "kW"}
    quantities = [
        {"unit": unit, "indicator": "1-1.1.1", "breakdown": name} for name, unit in read_as.items()
    ]
    quantities += [
        {
            "unit": "%", "nth": nth, "indicator": "1-1.1.1", "breakdown": name,
            "measure": "change", "optional": True,
        }
        for nth, name in enumerate(parts, start=1)
    ]  # fmt: skip
    body = Body(
        folder,
        indicators=[indicator("1-1.1.1", *levels, *changes)],
        tables=[table("a.csv", {"match": "Indicateur 3", "quantities": quantities})],
    )
    return body.file("a.csv", content)


def test_composite_cells(tmp_path):
    body = composite(tmp_path)
    dataset = built(body)
    found = dataset.observations
    found = found[found["origin"] == "published"]
    got = {
        (row.breakdown, row.measure, row.year): (row.value, row.unit) for row in found.itertuples()
    }
    assert got == {
        ("km", "level", 2016): (9417536, "km"),
        ("carburant", "level", 2016): (552631, "L"),
        ("électricité", "level", 2016): (35372, "kWh"),
        ("km", "level", 2017): (8642568, "km"),
        ("carburant", "level", 2017): (496739, "L"),
        ("électricité", "level", 2017): (32891, "kWh"),
        ("km", "change", 2017): (-8.2, "%"),
        ("carburant", "change", 2017): (-10.1, "%"),
        ("électricité", "change", 2017): (-7, "%"),
    }
    assert {row.source_cell for row in found.itertuples() if row.year == 2017} == {"C2"}
    assert rules(body) == ["unit-cannot-be"]


def test_a_composite_cell_whose_unit_was_corrected(tmp_path):
    body = composite(tmp_path, COMPOSITE.replace("kW", "kWh"))
    assert rules(body) == []
    found = built(body).observations.query("breakdown == 'électricité' and measure == 'level'")
    assert found["value"].tolist() == [35372, 32891]


def test_a_part_that_is_not_in_a_composite_cell(tmp_path):
    body = composite(tmp_path, "x;2017\nIndicateur 3;Kms : 9 417 536 Carburant : 552 631 L\n")
    (found,) = findings(body, "cell-part-missing")
    assert (found.severity, found.cell) == ("error", "B2")
    assert "kW" in found.expected


def test_a_part_of_a_composite_cell_that_nobody_described(tmp_path):
    cell = "Kms : 9 417 536 Carburant : 552 631 L Electricité: 35 372 kW et 12 t"
    (found,) = findings(composite(tmp_path, f"x;2017\nIndicateur 3;{cell}\n"), "cell-part-unmapped")
    assert "12" in found.message


def test_a_composite_cell_that_is_missing_as_a_whole(tmp_path):
    body = composite(tmp_path, "x;2017\nIndicateur 3;n.c.\n")
    rows = built(body).observations
    assert len(rows) == 6
    assert set(rows["missing_reason"]) == {"non communiqué"}


def extract(folder, aggregates, all_series, content, **keys):
    body = Body(
        folder,
        indicators=[indicator("1-1.1.1", *all_series)],
        tables=[{"file": "a.csv", "layout": "rows", "aggregates": aggregates, **keys}],
    )
    return body.file("a.csv", content)


TRIPS = (
    "date;véhicule;service;km\n"
    "03/02/2017;électrique;Routes;12,5\n"
    "2017-03-01;thermique;Routes;100\n"
    "4 mars 2017;électrique;Collèges;7,5\n"
    "12/12/2016;thermique;Collèges;40\n"
)


def count_of(**keys):
    return {"indicator": "1-1.1.1", "aggregate": "count", "date": "date", **keys}


@pytest.mark.parametrize(
    ("aggregate", "one_series", "expected"),
    [
        (count_of(), series(), {("", "level", 2016): 1, ("", "level", 2017): 3}),
        (
            count_of(where={"véhicule": ["Electrique"]}),
            series(),
            {("", "level", 2017): 2},
        ),
        (
            count_of(aggregate="sum", value="km", unit="km"),
            series("km"),
            {("", "level", 2016): 40, ("", "level", 2017): 120},
        ),
        (
            count_of(aggregate="share", where={"véhicule": ["électrique"]}, measure="share"),
            series("%", measure="share"),
            {("", "share", 2016): 0, ("", "share", 2017): 100 * 2 / 3},
        ),
        (
            count_of(
                aggregate="share", value="km", unit="km", where={"véhicule": ["électrique"]},
                measure="share",
            ),
            series("%", measure="share"),
            {("", "share", 2016): 0, ("", "share", 2017): 100 * 20 / 120},
        ),
        (
            count_of(breakdown="trajets"),
            series(breakdown="trajets"),
            {("trajets", "level", 2016): 1, ("trajets", "level", 2017): 3},
        ),
        (count_of(date="", year=2017), series(), {("", "level", 2017): 4}),
        (count_of(date=""), series(), {("", "level", 2017): 4}),
    ],
)  # fmt: skip
def test_extracts_by_year(tmp_path, aggregate, one_series, expected):
    ignored = ["date", "véhicule", "service", "km"]
    body = extract(tmp_path, [aggregate], [one_series], TRIPS, ignored_columns=ignored)
    assert values(built(body)) == pytest.approx(expected)
    assert rules(body) == []


def test_extracts_by_breakdown(tmp_path):
    parts = [series(breakdown="Routes"), series(breakdown="Collèges")]
    ignored = ["véhicule", "km"]
    body = extract(tmp_path, [count_of(by="service")], parts, TRIPS, ignored_columns=ignored)
    assert values(built(body)) == {
        ("Routes", "level", 2017): 2,
        ("Collèges", "level", 2016): 1,
        ("Collèges", "level", 2017): 1,
    }
    row = built(body).observations.query("breakdown == 'Routes' and value == 2").iloc[0]
    assert (row.origin, row.source_cell) == ("derived", "A2:D3")


def test_a_breakdown_that_nobody_described(tmp_path):
    body = extract(
        tmp_path, [count_of(by="service")], [series(breakdown="Routes")], TRIPS,
        ignored_columns=["véhicule", "km"],
    )  # fmt: skip
    assert {one.got for one in findings(body, "table-unmapped")} == {"Collèges"}


def test_a_column_that_an_extract_does_not_have(tmp_path):
    body = extract(tmp_path, [count_of(by="direction")], [series()], TRIPS)
    (found,) = findings(body, "mapping-unmatched")
    assert (found.severity, found.expected) == ("error", "direction")


def test_a_column_that_nobody_mapped(tmp_path):
    body = extract(tmp_path, [count_of()], [series()], TRIPS, ignored_columns=["km", "service"])
    assert [one.got for one in findings(body, "table-unmapped")] == ["véhicule"]


def test_unreadable_rows_of_an_extract_name_their_cells_and_do_not_count(tmp_path):
    content = "date;km\n03/02/2017;12\nhier;8\n04/02/2017;beaucoup\n\n05/02/2017;1\n"
    body = extract(
        tmp_path, [count_of(aggregate="sum", value="km", unit="km")], [series("km")], content
    )
    found = [one for one in findings(body) if one.severity == "error"]
    assert [(one.rule, one.cell) for one in found] == [
        ("cell-unreadable", "B4"),
        ("date-unreadable", "A3"),
    ]
    assert values(built(body)) == {("", "level", 2017): 13}


def test_short_rows_of_an_extract_are_read(tmp_path):
    body = extract(
        tmp_path, [count_of(aggregate="sum", value="km", unit="km")], [series("km")],
        "date;km;remarque\n03/02/2017;12;a\n04/02/2017;8\n", ignored_columns=["remarque"],
    )  # fmt: skip
    assert values(built(body)) == {("", "level", 2017): 20}


def test_a_dash_is_a_zero_only_where_the_table_says_so(tmp_path):
    for dash, expected in (("missing", {}), ("zero", {("", "level", 2017): 0})):
        body = Body(
            tmp_path / dash,
            indicators=[indicator("1-1.1.1")],
            tables=[table("a.csv", {"match": "a", "indicator": "1-1.1.1"}, dash=dash)],
        )
        body.file("a.csv", "x;2017\na;-\n")
        assert values(built(body)) == expected


def test_a_named_sheet_of_a_workbook(tmp_path):
    workbook = openpyxl.Workbook()
    workbook.active.title = "Lisez-moi"
    sheet = workbook.create_sheet("Données")
    sheet.append(["x", 2017])
    sheet.append(["a", 12])
    out = io.BytesIO()
    workbook.save(out)
    mapping = {"match": "a", "indicator": "1-1.1.1"}
    body = Body(
        tmp_path,
        indicators=[indicator("1-1.1.1")],
        tables=[table("a.xlsx", mapping, sheet="donnees")],
    ).file("a.xlsx", out.getvalue())
    assert values(built(body)) == {("", "level", 2017): 12}
    body.tables[0]["sheet"] = "Feuille 9"
    (found,) = findings(body, "sheet-missing")
    assert "« Données »" in found.got


def test_a_table_of_other_campaigns_is_not_asked_for(tmp_path):
    body = Body(
        tmp_path,
        indicators=[indicator("1-1.1.1")],
        tables=[
            table("a.csv", {"match": "a", "indicator": "1-1.1.1"}),
            table("b.csv", {"match": "a", "indicator": "1-1.1.1"}, campaigns=[2018]),
        ],
    ).file("a.csv", "x;2017\na;1\n")
    assert rules(body) == []


def test_amounts_of_an_extract_come_in_one_unit(tmp_path):
    content = "date;masse\n03/02/2017;1,5 t\n04/02/2017;500 kg\n05/02/2017;12 km\n"
    body = extract(
        tmp_path, [count_of(aggregate="sum", value="masse", unit="t")], [series("t")], content
    )
    (found,) = findings(body, "cell-unreadable")
    assert (found.cell, found.got) == ("B4", "12 km")
    assert values(built(body)) == {("", "level", 2017): 2.0}


def test_doubtful_amounts_of_an_extract_are_told_once(tmp_path):
    content = "date;personnes\n03/02/2017;19.000\n04/02/2017;21.000\n"
    body = extract(tmp_path, [count_of(aggregate="sum", value="personnes")], [series()], content)
    (found,) = findings(body, "cell-flagged")
    assert (found.severity, found.cell) == ("info", "B2")
    assert "2 cellules" in found.message


def test_missing_amounts_of_an_extract_are_told_once(tmp_path):
    content = "date;km\n03/02/2017;12\n04/02/2017;n.c.\n05/02/2017;\n"
    body = extract(
        tmp_path, [count_of(aggregate="sum", value="km", unit="km")], [series("km")], content
    )
    (found,) = findings(body, "amount-missing")
    assert (found.severity, found.cell) == ("warning", "B3")
    assert "2 lignes" in found.message
    assert values(built(body)) == {("", "level", 2017): 12}


def test_a_column_of_bad_amounts_is_told_by_its_first_cells_then_counted(tmp_path):
    content = "date;km\n" + "03/02/2017;beaucoup\n" * 50 + "03/02/2017;1\n"
    body = extract(
        tmp_path, [count_of(aggregate="sum", value="km", unit="km")], [series("km")], content
    )
    found = findings(body, "cell-unreadable")
    assert len(found) == 21
    assert [one.got for one in found if not one.cell] == ["30"]


def test_the_parts_of_an_extract_are_matched_whatever_their_case(tmp_path):
    content = "date;service\n03/02/2017;ROUTES\n04/02/2017; routes \n05/02/2017;Collèges\n"
    parts = [series(breakdown="Routes"), series(breakdown="Colleges")]
    body = extract(tmp_path, [count_of(by="service")], parts, content)
    assert values(built(body)) == {("Routes", "level", 2017): 2, ("Colleges", "level", 2017): 1}


@pytest.mark.parametrize(
    ("keys", "status"),
    [
        ({}, "A"),
        ({"provisional_years": [2017]}, "P"),
        ({"breaks": [{"year": 2017, "reason": "r"}]}, "B"),
    ],
)
def test_an_aggregate_has_the_status_of_its_series(tmp_path, keys, status):
    body = extract(tmp_path, [count_of()], [series(**keys)], "date;lieu\n03/02/2017;Arras\n")
    body.tables[0]["ignored_columns"] = ["lieu"]
    (row,) = built(body).observations.itertuples()
    assert row.status == status
