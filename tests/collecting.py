"""Makes a body whose directorates answer by workbook, and fills workbooks in with openpyxl."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from bodies import Body, indicator, series, table
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from oar_analysis.contract import Finding
from oar_analysis.dataset import Dataset, build
from oar_analysis.scheme.workbook import COLUMNS
from oar_analysis.template import write_workbooks

YEAR = 2018
FLEET, PAPER = "Direction du Parc", "Direction de l'Édition"
FLEET_BOOK = "classeur_2018_direction-du-parc.xlsx"
PAPER_BOOK = "classeur_2018_direction-de-l-edition.xlsx"
KM, SHARE, COUNT = "1-1.1.1/km/level", "1-1.1.1//share", "1-1.1.2//level"
TONNES = "1-1.1.3//level"


def collecting_body(folder: Path) -> Body:
    """A body of one action that two directorates answer for, with its tables of 2017."""
    rows = [
        ("Kilomètres", "1-1.1.1", "km", "level", "8 642 568"),
        ("Part électrique", "1-1.1.1", "", "share", "27,3 %"),
        ("Véhicules", "1-1.1.2", "", "level", "550"),
        ("Papier", "1-1.1.3", "", "level", "12,5 t"),
    ]
    mappings = [
        {"match": name, "indicator": code, "breakdown": part, "measure": measure}
        for name, code, part, measure, _ in rows
    ]
    body = Body(
        folder,
        indicators=[
            indicator(
                "1-1.1.1",
                series("km", breakdown="km", low=0, direction="down"),
                series("%", measure="share", direction="up"),
                series("%", breakdown="km", measure="change"),
                respondent=FLEET,
            ),
            indicator("1-1.1.2", series("1"), respondent=FLEET),
            indicator("1-1.1.3", series("t", low=0, high=100), respondent=PAPER),
        ],
        tables=[table("a.csv", *mappings)],
        derived=[
            {
                "indicator": "1-1.1.1", "breakdown": "km", "measure": "change", "unit": "%",
                "formula": "change", "of": ["1-1.1.1/km"], "label": "Évolution",
            }
        ],
    )  # fmt: skip
    lines = "".join(f"{name};{value}\n" for name, *_, value in rows)
    body.file("a.csv", f"donnée;2017\n{lines}", 2017)
    body.write()
    return body


def sent(body: Body, year: int = YEAR) -> Path:
    """Write the workbooks of a campaign and return their folder."""
    folder = body.folder / "classeurs"
    write_workbooks(body.folder, year, folder, force=True)
    return folder


def column(sheet: Worksheet, code: str) -> int:
    """Return the column of a code, by the hidden row."""
    return next(c for c in range(1, 30) if sheet.cell(1, c).value == code)


def row(sheet: Worksheet, key: str) -> int:
    """Return the row of a key, by the hidden column."""
    return next(r for r in range(1, sheet.max_row + 1) if sheet.cell(r, 1).value == key)


def address(path: Path, key: str, code: str, sheet: str = "1-1.1") -> str:
    """Return the address of a cell of a workbook, by key and code."""
    page = openpyxl.load_workbook(path)[sheet]
    return page.cell(row(page, key), column(page, code)).coordinate


def answers(
    values: dict[str, object], texts: dict[str, str] | None = None
) -> Callable[[Workbook], None]:
    """Return what fills values ({key: value, or {code: text}}) and texts in a workbook."""

    def fill(book: Workbook) -> None:
        sheet = book["1-1.1"]
        for key, given in values.items():
            typed = given if isinstance(given, dict) else {"valeur": given}
            for code, value in typed.items():
                sheet.cell(row(sheet, key), column(sheet, code)).value = value  # type: ignore[assignment]
        for section, text in (texts or {}).items():
            sheet.cell(row(sheet, f"texte|{section}"), 3).value = text

    return fill


COMPLETE = answers({KM: 8_000_000, SHARE: 30.5, COUNT: 540})


def drop(
    body: Body, name: str, *changes: Callable[[Workbook], Any], year: int = YEAR, to: str = ""
) -> Path:
    """Change a workbook that was sent, and drop it in data/raw/<year>/."""
    folder = body.raw / str(year)
    folder.mkdir(exist_ok=True)
    source = body.folder / "classeurs" / name
    if not source.exists():
        sent(body)
    target = folder / (to or name)
    if not changes:
        shutil.copyfile(source, target)
        return target
    book = openpyxl.load_workbook(source)
    for change in changes:
        change(book)
    book.save(target)
    return target


def built(body: Body, year: int = YEAR) -> Dataset:
    """Build the dataset of a campaign as it stands."""
    return build(body.folder, year)


def told(dataset: Dataset, rule: str = "") -> list[Finding]:
    """Return the findings of a dataset, those of one rule or all."""
    rows = dataset.findings.astype("object").where(dataset.findings.notna(), None)
    every = [Finding(**row) for row in rows.to_dict("records")]
    return [one for one in every if not rule or one.rule == rule]


def observed(dataset: Dataset, key: str, year: int = YEAR) -> dict[str, Any]:
    """Return the one published row of a series, None where a value is missing."""
    code, rest = key.split("/", 1)
    part, measure = rest.rsplit("/", 1)
    table = dataset.observations
    same = (table["indicator"] == code) & (table["breakdown"] == part)
    same &= (table["measure"] == measure) & (table["year"] == year) & (table["vintage"] == YEAR)
    rows = table[same & (table["origin"] == "published")]
    assert len(rows) == 1, rows
    plain = rows.astype("object")
    return dict(plain.where(rows.notna(), None).to_dict("records")[0])


TYPED = [one.code for one in COLUMNS if one.typed]


def only(dataset: Dataset, rule: str) -> Finding:
    """Return the one finding of a rule, with what to do."""
    (finding,) = told(dataset, rule)
    assert finding.message
    assert finding.remedy
    return finding
