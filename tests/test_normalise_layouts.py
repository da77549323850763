"""The layouts of a table, years across, down or over two levels, read through the whole spine."""

import io

import openpyxl
import pytest
from bodies import Body, built, findings, indicator, rules, series, table, values


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
