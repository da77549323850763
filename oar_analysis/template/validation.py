"""What a cell of the workbook accepts, and what the spreadsheet says when it does not."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from openpyxl.worksheet.datavalidation import DataValidation

from oar_analysis.french import number, quantity
from oar_analysis.scheme import Series
from oar_analysis.scheme.workbook import REASONS, STATUSES

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

# Beyond what any body counts: bounds where the register gives none.
_LOWEST, _HIGHEST = -1e12, 1e12
# Day 0 of spreadsheets (ECMA-376 part 1, 18.17.4.1).
_DAY_ZERO = dt.date(1899, 12, 30)


def limits(series: Series) -> tuple[float | None, float | None]:
    """Return the bounds of a series: its own, those of a share, that of a count."""
    low, high = series.low, series.high
    if series.measure == "share" and series.unit == "%":
        low = 0 if low is None else low
        high = 100 if high is None else high
    if series.measure == "level" and series.unit == "1" and low is None:
        low = 0
    return low, high


def value_validation(series: Series) -> DataValidation:
    """Return the validation of a value: whole or decimal number, within its bounds."""
    low, high = limits(series)
    whole = series.measure == "level" and series.unit == "1"
    kind = "un nombre entier" if whole else "un nombre (décimales après la virgule)"
    wanted = f"Attendu : {kind}{_bounds(low, high, series.unit)}."
    rule = _validation(
        type="whole" if whole else "decimal",
        operator="between",
        formula1=_formula(_LOWEST if low is None else low),
        formula2=_formula(_HIGHEST if high is None else high),
    )
    _say(rule, "Valeur", wanted, "Si la valeur manque, laissez vide et choisissez un motif.")
    return rule


def choice_validation(words: Iterable[str], title: str) -> DataValidation:
    """Return the validation of a cell that takes one word of a list."""
    words = list(words)
    rule = _validation(type="list", formula1='"' + ",".join(words) + '"')
    _say(rule, title, f"Choisissez : {', '.join(words)}.")
    return rule


def status_validation() -> DataValidation:
    """Return the validation of the status of a value."""
    return choice_validation(STATUSES, "Statut")


def reason_validation() -> DataValidation:
    """Return the validation of the reason why a value is missing."""
    return choice_validation(REASONS, "Motif")


def date_validation(year: int) -> DataValidation:
    """Return the validation of the day at which a value was true: the year, or the one after."""
    first, last = dt.date(year, 1, 1), dt.date(year + 1, 12, 31)
    rule = _validation(
        type="date", operator="between",
        formula1=str((first - _DAY_ZERO).days), formula2=str((last - _DAY_ZERO).days),
    )  # fmt: skip
    _say(rule, "Date", f"Une date de {year} ou {year + 1}, par exemple 01/03/{year + 1}.")
    return rule


class Validations:
    """The validations of one sheet: those that are alike stand once, with all their cells."""

    def __init__(self, sheet: "Worksheet") -> None:
        self.sheet = sheet
        self.known: dict[str, DataValidation] = {}

    def add(self, rule: DataValidation, cell: str) -> None:
        """Hold a cell to a rule."""
        key = repr([rule.type, rule.formula1, rule.formula2, rule.prompt])
        if key not in self.known:
            self.known[key] = rule
            self.sheet.add_data_validation(rule)
        self.known[key].add(cell)


def _validation(**keys: Any) -> DataValidation:  # noqa: ANN401 (openpyxl's own arguments)
    return DataValidation(
        allow_blank=True, showErrorMessage=True, showInputMessage=True, errorStyle="stop", **keys
    )


def _say(rule: DataValidation, title: str, wanted: str, more: str = "") -> None:
    rule.promptTitle, rule.errorTitle = title, f"{title} refusée" if title != "Motif" else title
    rule.prompt = f"{wanted} {more}".strip()[:255]
    rule.error = wanted[:225]


def _bounds(low: float | None, high: float | None, unit: str) -> str:
    if low is not None and high is not None:
        return f", de {number(low)} à {quantity(high, unit)}"
    if low is not None:
        return f", au moins {quantity(low, unit)}"
    return f", au plus {quantity(high, unit)}" if high is not None else ""


def _formula(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))
