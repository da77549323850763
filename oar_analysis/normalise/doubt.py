"""What is doubtful in a cell, told as findings: what was read, where, what was expected."""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import shorten

from oar_analysis.contract import Finding
from oar_analysis.normalise.point import Point
from oar_analysis.numbers import FLAGS, Quantity
from oar_analysis.read import Sheet, neutralise, texts_of
from oar_analysis.scheme import Indicator, QuantityMap, Series

# The most of a cell that a message quotes.
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table stands: its action, axis and campaign, and the sheet that was read."""

    action: str
    axis: int | None
    vintage: int
    sheet: Sheet
    dash: str = "missing"


@dataclass(frozen=True, slots=True)
class Known:
    """An indicator and one of its series."""

    indicator: Indicator
    series: Series


class Doubts:
    """Keeps the findings of one cell while it is read."""

    def __init__(self, point: Point, place: Place) -> None:
        self.point, self.place = point, place
        self.findings: list[Finding] = []

    def tell(self, known: Known | None, **keys: str) -> None:
        """Keep a finding about this cell."""
        cell = self.place.sheet.address(self.point.cell)
        keys = {"got": self.point.cell.text, "cell": cell, **keys}
        self.findings.append(
            Finding(
                action=self.place.action,
                indicator=known.indicator.code if known else "",
                year=self.point.year,
                file=self.place.sheet.file,
                **keys,  # type: ignore[arg-type]
            )
        )

    def where(self) -> str:
        """Return the file and cell, as messages name them."""
        return f"{self.place.sheet.file}, cellule {self.place.sheet.address(self.point.cell)}"

    def unreadable(self, known: Known) -> None:
        """Tell that the cell holds no value that can be read."""
        self.tell(
            known,
            severity="error",
            rule="cell-unreadable",
            expected=f"une valeur en {known.series.unit}, ou « n.c. »",
            message=f"{self.where()} : « {self.point.cell.text} » ne se lit pas comme une valeur.",
            remedy="Saisissez un nombre avec son unité, ou « n.c. » si la valeur est inconnue.",
        )

    def unit_cannot_be(self, known: Known, read: str) -> None:
        """Tell that the unit written cannot measure this (kW for an amount of energy)."""
        self.tell(
            known,
            severity="warning",
            rule="unit-cannot-be",
            expected=known.series.unit,
            message=(
                f"{self.where()} : l'unité « {read} » ne peut pas mesurer cette grandeur ; "
                f"la valeur est comprise en {known.series.unit}."
            ),
            remedy=f"Écrivez {known.series.unit} dans le tableau.",
        )

    def unit_refused(self, known: Known, read: str) -> None:
        """Tell that the unit written cannot measure this, where the register does not say so."""
        self.tell(
            known,
            severity="error",
            rule="unit-cannot-be",
            expected=known.series.unit,
            message=(
                f"{self.where()} : « {read} » mesure une puissance, {known.series.unit} une "
                "énergie ; la valeur n'est pas retenue."
            ),
            remedy=f"Écrivez {known.series.unit} dans le tableau si c'est bien une énergie.",
        )

    def unit_wrong(self, known: Known, read: str) -> None:
        """Tell that the unit written is that of something else."""
        self.tell(
            known,
            severity="error",
            rule="unit-mismatch",
            expected=known.series.unit,
            message=f"{self.where()} : « {read} » lu, {known.series.unit} attendu.",
            remedy="Corrigez l'unité dans la cellule, ou celle de la série dans le registre.",
        )

    def several(self, quantities: list[Quantity], known: Known) -> None:
        """Tell that a cell holds more values than the register describes."""
        self.tell(
            known,
            severity="warning",
            rule="cell-composite",
            expected="une seule valeur",
            message=(
                f"{self.where()} : {len(quantities)} valeurs dans une cellule ; "
                "seule la première est retenue."
            ),
            remedy="Décrivez les parties de la cellule (« quantities ») dans le registre.",
        )

    def flagged(self, known: Known, quantity: Quantity) -> None:
        """Tell that the reading of the cell wants a human eye."""
        shown = shorten(self.point.cell.text, _SHOWN, placeholder=" …")
        self.tell(
            known,
            severity="info",
            rule="cell-flagged",
            message=f"{self.where()} : « {shown} », lecture à confirmer ({flag_words(quantity)}).",
            remedy="Vérifiez la cellule ; la valeur lue est celle des observations.",
        )

    def part_missing(self, known: Known, part: QuantityMap) -> None:
        """Tell that a declared part of a composite cell is not there."""
        self.tell(
            known,
            severity="error",
            rule="cell-part-missing",
            expected=f"{part.label or 'une valeur'} ({part.unit})",
            message=f"{self.where()} : la partie « {part.label or part.unit} » est introuvable.",
            remedy="Vérifiez la cellule, ou la description de ses parties dans le registre.",
        )

    def unused(self, quantity: Quantity) -> None:
        """Tell that a part of a composite cell is not described."""
        shown = quantity.value if quantity.value is not None else (quantity.low, quantity.high)
        self.tell(
            None,
            severity="warning",
            rule="cell-part-unmapped",
            message=f"{self.where()} : la valeur {shown} {quantity.unit or ''} n'est pas décrite.",
            remedy="Décrivez cette partie de la cellule dans le registre.",
        )


def flag_words(quantity: Quantity) -> str:
    """Return what is doubtful in a quantity, in French.

    >>> flag_words(Quantity(0.5, flags=("fraction", "bracket:dont 3 chaises")))
    'fraction ; entre parenthèses : dont 3 chaises'
    """
    kinds = [flag.partition(":") for flag in quantity.flags]
    words = [f"entre parenthèses : {told}" if told else FLAGS[kind] for kind, _, told in kinds]
    return " ; ".join(words)


def formula_texts(sheet: Sheet, action: str, year: int) -> Iterator[Finding]:
    """Tell the texts of a sheet that a spreadsheet would run as a formula, all in one finding.

    They are kept as they are here; exports write an apostrophe before them.
    """
    cells = [
        row[column]
        for row in sheet.rows
        for column, text in enumerate(texts_of(row))
        if neutralise(text) != text
    ]
    if not cells:
        return
    # "- remarque" is but a list item that a spreadsheet misreads; "=" and "@" are meant to run.
    meant = any(cell.text.startswith(("=", "@")) for cell in cells)
    first = sheet.address(cells[0])
    others = f" (et {len(cells) - 1} autres cellules)" if len(cells) > 1 else ""
    yield Finding(
        severity="warning" if meant else "info",
        rule="text-formula",
        action=action,
        year=year,
        file=sheet.file,
        cell=first,
        got=cells[0].text,
        expected="un texte ou un nombre",
        message=(
            f"{sheet.file}, cellule {first}{others} : ce texte serait exécuté comme une formule "
            "par un tableur ; les exports le neutralisent."
        ),
        remedy="Vérifiez d'où vient ce texte, et retirez son premier signe (=, +, -, @).",
    )
