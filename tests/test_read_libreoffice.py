"""The same sheet written by LibreOffice as ods, xlsx, xls and csv reads the same everywhere."""

import subprocess

import openpyxl
import pytest

from oar_analysis.read import find_grid, read_sheets

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow]

ROWS = [
    ["nom", "part", "montant", "date", "total"],
    ["Papier", 0.125, 1234.5, None, "=C2*2"],
    ["Déchets", 0.5, -200, None, "=C3*2"],
]


@pytest.fixture(scope="module")
def converted(tmp_path_factory, soffice):
    """The folder with the sheet in each format, as LibreOffice writes it."""
    folder = tmp_path_factory.mktemp("office")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Bilan"
    for row in ROWS:
        sheet.append(row)
    for row in (2, 3):
        sheet.cell(row, 2).number_format = "0.0%"
        sheet.cell(row, 3).number_format = '#,##0.00\\ "€"'
        sheet.cell(row, 4, 42826 + row).number_format = "dd/mm/yyyy"
    sheet.row_dimensions[3].hidden = True
    book.save(folder / "source.xlsx")
    for kind in ("ods", "xls", "xlsx:Calc MS Excel 2007 XML", "csv"):
        out = folder / kind[:3]
        subprocess.run(
            [
                soffice, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--convert-to", kind, "--outdir", str(out), str(folder / "source.xlsx"),
            ],
            check=True, capture_output=True, timeout=240,
        )  # fmt: skip
    return folder


@pytest.mark.parametrize(("folder", "suffix"), [("ods", "ods"), ("xls", "xls"), ("xls", "xlsx")])
def test_workbooks_agree(converted, folder, suffix):
    path = next(converted.glob(f"{folder}*/source.{suffix}"))
    (sheet,) = read_sheets(path)
    grid = find_grid(sheet)
    assert grid.header == ("nom", "part", "montant", "date", "total")
    assert [[cell.text for cell in row.cells] for row in grid.body] == [
        ["Papier", "12,5 %", "1\u00a0234,50 €", "2017-04-03", grid.body[0].cells[4].text],
        ["Déchets", "50,0 %", "-200,00 €", "2017-04-04", grid.body[1].cells[4].text],
    ]
    assert [row.cells[4].number for row in grid.body] == [2469.0, -400.0]
    assert [row.cells[1].number for row in grid.body] == [12.5, 50.0]
    assert [finding.rule for finding in sheet.findings] == ["ligne-masquee"]


def test_the_formulas_of_a_file_never_calculated_are_said(converted):
    (sheet,) = read_sheets(converted / "source.xlsx")
    assert "formule-sans-valeur" in [finding.rule for finding in sheet.findings]
