"""The table inside a sheet: banners, headers of one or two rows, sections, footnotes."""

# ruff: noqa: E501 (one sheet a line)

import openpyxl
import pytest

from oar_analysis.errors import ReadError
from oar_analysis.read import Cell, Grid, Sheet, column_letters, find_grid, read_sheets


def sheet_of(text: str) -> Sheet:
    """A sheet from lines of cells parted by "|"; "^" is a cell covered by a merged one."""
    rows = [line.split("|") for line in text.strip("\n").split("\n")]
    width = max(map(len, rows))
    cells = [
        tuple(
            Cell(
                value.strip().replace("^", ""), f"{column_letters(c + 1)}{r}", None,
                ("merged",) if value.strip() == "^" else (),
            )
            for c, value in enumerate(row + [""] * (width - len(row)))
        )
        for r, row in enumerate(rows, start=1)
    ]  # fmt: skip
    return Sheet("f.csv", "", tuple(cells), "")


def grid_of(text: str) -> Grid:
    return find_grid(sheet_of(text))


def body(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in grid.body]


def test_plain_table():
    grid = grid_of("nom|2016|2017\nA|1|2\nB|3|4")
    assert grid.header == ("nom", "2016", "2017")
    assert [cell.address for cell in grid.header_cells] == ["A1", "B1", "C1"]
    assert body(grid) == [["A", "1", "2"], ["B", "3", "4"]]
    assert [row.number for row in grid.body] == [2, 3]
    assert (grid.banners, grid.footnotes, grid.headings) == ((), (), ())


def test_banners_blank_rows_and_blank_columns_are_left_out():
    grid = grid_of("Titre||||\n||||\nSous-titre||||\nnom||2016||2017\nA||1||2\n||||\nB||3||4")
    assert grid.header == ("nom", "2016", "2017")
    assert [cell.address for cell in grid.body[1].cells] == ["A7", "C7", "E7"]
    assert [row.cells[0].text for row in grid.banners] == ["Titre", "Sous-titre"]


def test_two_header_rows_merged():
    grid = grid_of(
        "Service|Montant|^|Titulaire|^\n^|annuel|total|nom|ville\nDSI|1|2|X|Arras\nDRH|3|4|Y|Lens"
    )
    assert grid.header == (
        "Service", "Montant | annuel", "Montant | total", "Titulaire | nom", "Titulaire | ville",
    )  # fmt: skip
    assert [cell.address for cell in grid.header_cells] == ["A1", "B2", "C2", "D2", "E2"]
    assert len(grid.body) == 2


def test_two_header_rows_with_years_above():
    grid = grid_of(
        "Indicateur|2016||2017|\n|Réemploi|Acquisition|Réemploi|Acquisition\nMeubles|1|2|3|4"
    )
    assert grid.header == (
        "Indicateur", "2016 | Réemploi", "2016 | Acquisition", "2017 | Réemploi", "2017 | Acquisition",
    )  # fmt: skip


def test_sparse_groups_above_the_header():
    grid = grid_of("|2016||2017||2018|\nNom|a|b|a|b|a|b\nX|1|2|3|4|5|6")
    assert grid.header[:3] == ("Nom", "2016 | a", "2016 | b")
    assert grid.banners == ()


def test_declared_header_rows():
    sheet = sheet_of("a|b\n2015|2016\n1|2")
    assert find_grid(sheet, header_rows=[2]).header == ("2015", "2016")
    assert find_grid(sheet, header_rows=[1, 2]).header == ("a | 2015", "b | 2016")
    with pytest.raises(ReadError) as caught:
        find_grid(sheet, header_rows=[9])
    assert [f.rule for f in caught.value.findings] == ["en-tete-absent"]


def test_a_table_without_header():
    grid = grid_of("5400|A.K SPORT|F|11 500 €\n2055|AIKIDO|F|500 €")
    assert grid.header == ("", "", "", "")
    assert grid.header_cells == ()
    assert len(grid.body) == 2


def test_columns_without_name_keep_their_values():
    grid = grid_of("nom|montant|\nA|1|vu\nB|2|")
    assert grid.header == ("nom", "montant", "")
    assert [cell.text for cell in grid.body[0].cells] == ["A", "1", "vu"]


def test_merged_sections_and_repeated_headers():
    grid = grid_of(
        "nom|lieu|prix\nTRAVAUX|^|^\nTranche 1|^|^\nA|x|1\nTranche 2|^|^\nB|y|2\nnom|lieu|prix\n"
        "SERVICES|^|^\nTranche 1|^|^\nC|z|3"
    )
    assert [(row.cells[0].text, row.section) for row in grid.body] == [
        ("A", "TRAVAUX | Tranche 1"), ("B", "TRAVAUX | Tranche 2"), ("C", "SERVICES | Tranche 1"),
    ]  # fmt: skip
    assert [row.number for row in grid.headings] == [2, 3, 5, 7, 8, 9]


def test_a_banner_above_a_repeated_header_is_no_data():
    grid = grid_of("nom|lieu|prix\nA|x|1\n|à remplir|\nNom|Lieu|Prix\nB|y|2")
    assert body(grid) == [["A", "x", "1"], ["B", "y", "2"]]
    assert [row.number for row in grid.headings] == [3, 4]


def test_loose_sections_stay_in_the_body():
    grid = grid_of("nom|2016|2017\nPapier||\nbureau|1|2\nbobines|3|4\nFlotte||\nkm|5|6")
    assert [(row.cells[0].text, row.section, row.heading) for row in grid.body] == [
        ("Papier", "Papier", True), ("bureau", "Papier", False), ("bobines", "Papier", False),
        ("Flotte", "Flotte", True), ("km", "Flotte", False),
    ]  # fmt: skip


def test_rows_that_follow_each_other_are_no_sections():
    grid = grid_of("nom|objet|prix\nLot 1|x|1\nDUPONT||\nDURAND||\nLot 2|y|2")
    assert {row.section for row in grid.body} == {""}
    assert len(grid.body) == 4


def test_footnotes():
    grid = grid_of("nom|2016|2017\nA (1)|1|2\nB||\n||\n(1) hors travaux||\nSource : DSI||")
    assert [row.cells[0].text for row in grid.footnotes] == ["(1) hors travaux", "Source : DSI"]
    assert [row.cells[0].text for row in grid.body] == ["A (1)", "B"]


def test_a_single_column():
    grid = grid_of("taux\n12,5\n13")
    assert (grid.header, body(grid)) == (("taux",), [["12,5"], ["13"]])


def test_nothing_is_lost(tmp_path):
    """Each filled cell of a sheet stands in exactly one part of its grid."""
    book = openpyxl.Workbook()
    rows = [
        ["Bilan 2017"], [], ["nom", "Montant", None, "x"], [None, "annuel", "total"], ["S1"],
        ["A", 1, 2, "oui"], [], ["S2"], ["B", 3, None, "non"], [None, None, 5], [], ["(1) note"],
    ]  # fmt: skip
    for row in rows:
        book.active.append(row)
    for merged in ("A1:D1", "B3:C3", "A3:A4", "D3:D4", "A5:D5", "A8:D8"):
        book.active.merge_cells(merged)
    path = tmp_path / "t.xlsx"
    book.save(path)
    (sheet,) = read_sheets(path)
    grid = find_grid(sheet)
    assert grid.header == ("nom", "Montant | annuel", "Montant | total", "x")
    parts = (*grid.banners, *grid.body, *grid.headings, *grid.footnotes)
    placed = [cell.address for row in parts for cell in row.cells if cell.text]
    header = [cell.address for row in sheet.rows[2:4] for cell in row if cell.text]
    filled = [cell.address for row in sheet.rows for cell in row if cell.text]
    assert sorted(placed + header) == sorted(filled)
    assert [row.section for row in grid.body] == ["S1", "S2", "S2"]
