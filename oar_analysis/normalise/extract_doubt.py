"""What is doubtful in an extract, told as findings: a column's defects by their first cells."""

from collections import Counter

from oar_analysis.contract import Finding
from oar_analysis.french import plural
from oar_analysis.normalise.doubt import Place
from oar_analysis.read import Cell
from oar_analysis.scheme import RowAggregate

# A column filled in wrongly is told by its first cells, then by their number.
_TOLD_ONE_BY_ONE = 20


class ExtractDoubts:
    """Keeps the findings of one aggregate of an extract while its rows are read."""

    def __init__(self, one: RowAggregate, place: Place) -> None:
        self.one, self.place = one, place
        self.findings: list[Finding] = []
        self.flagged: list[Cell] = []
        self.lacking: list[Cell] = []
        self.told: Counter[str] = Counter()

    def tell_cell(self, cell: Cell, **keys: str) -> None:
        """Tell about one cell; past the first ones, a rule's cells are only counted."""
        self.told[keys["rule"]] += 1
        if self.told[keys["rule"]] <= _TOLD_ONE_BY_ONE:
            self.tell(cell=self.place.sheet.address(cell), got=cell.text, **keys)

    def tell_counts(self) -> None:
        """Tell what is told once for the whole extract."""
        for rule, count in self.told.items():
            if count > _TOLD_ONE_BY_ONE:
                self.more(rule, count - _TOLD_ONE_BY_ONE)
        if self.lacking:
            self.amounts_missing()
        if self.flagged:
            self.to_confirm()

    def more(self, rule: str, count: int) -> None:
        """Tell how many more rows a rule is about."""
        self.tell(
            severity="error" if rule != "date-outside-year" else "warning",
            rule=rule,
            got=str(count),
            message=f"{self.place.sheet.file} : {count} autres lignes ont le même défaut.",
            remedy="Corrigez la colonne entière ; ces lignes ne sont pas comptées.",
        )

    def amounts_missing(self) -> None:
        """Tell once how many amounts are missing."""
        first, count = self.lacking[0], len(self.lacking)
        self.tell(
            severity="warning",
            rule="amount-missing",
            cell=self.place.sheet.address(first),
            got=first.text,
            expected=f"une valeur de « {self.one.value} »",
            message=(
                f"{self.place.sheet.file} : « {self.one.value} » manque dans "
                f"{count} {plural('ligne', count)}, dont {first.address} ; le total les ignore."
            ),
            remedy="Complétez les valeurs ; d'ici là, le total est un minimum.",
        )

    def tell(self, **keys: str) -> None:
        """Keep a finding about this extract."""
        keys = {"indicator": self.one.indicator, **keys}
        self.findings.append(
            Finding(
                action=self.place.action,
                year=self.place.vintage,
                file=self.place.sheet.file,
                **keys,  # type: ignore[arg-type]
            )
        )

    def date_unreadable(self, cell: Cell) -> None:
        """Tell that a date cannot be read."""
        self.tell_cell(
            cell,
            severity="error",
            rule="date-unreadable",
            expected="une date, par exemple 24/02/2017",
            message=f"{self.place.sheet.file}, cellule {cell.address} : date illisible.",
            remedy="Corrigez la date ; la ligne n'est pas comptée.",
        )

    def date_outside(self, cell: Cell, year: int) -> None:
        """Tell that a date is not of the campaign's year."""
        self.tell_cell(
            cell,
            severity="warning",
            rule="date-outside-year",
            expected=f"une date de {self.place.vintage}",
            message=(
                f"{self.place.sheet.file}, cellule {cell.address} : « {cell.text} » est de {year}, "
                f"hors de la campagne {self.place.vintage} ; la ligne n'est pas comptée."
            ),
            remedy="Vérifiez la date auprès de la direction ; elle n'est jamais corrigée ici.",
        )

    def later(self, rows: dict[int, int]) -> None:
        """Tell once how many rows are dated after the campaign, by year: that year is not whole."""
        if not rows:
            return
        counts = ", ".join(f"{count} en {year}" for year, count in rows.items())
        self.tell(
            severity="warning",
            rule="year-after-campaign",
            got=counts,
            expected=f"{self.place.vintage} au plus tard",
            message=(
                f"{self.place.sheet.file} : des lignes sont datées après la campagne "
                f"{self.place.vintage} ({counts}) ; leur total est donné comme une prévision."
            ),
            remedy="Vérifiez les dates, ou ôtez du fichier les années qui ne sont pas finies.",
        )

    def to_confirm(self) -> None:
        """Tell once for the whole extract which cells want a human eye."""
        first, count = self.flagged[0], len(self.flagged)
        self.tell(
            severity="info",
            rule="cell-flagged",
            cell=self.place.sheet.address(first),
            got=first.text,
            message=(
                f"{self.place.sheet.file} : {count} {plural('cellule', count)} "
                f"de « {self.one.value} » à confirmer, dont {first.address}."
            ),
            remedy="Vérifiez les cellules ; les valeurs lues sont comptées.",
        )

    def amount_unreadable(self, cell: Cell) -> None:
        """Tell that an amount cannot be read."""
        self.tell_cell(
            cell,
            severity="error",
            rule="cell-unreadable",
            expected=f"un nombre ({self.one.unit or 'sans unité'})",
            message=f"{self.place.sheet.file}, cellule {cell.address} : valeur illisible.",
            remedy="Saisissez un nombre ; la ligne n'est pas comptée.",
        )

    def unknown_part(self, part: str) -> None:
        """Tell that a part of the breakdown is not described."""
        self.tell(
            severity="warning",
            rule="table-unmapped",
            got=part,
            message=f"{self.place.sheet.file} : la modalité « {part} » n'est pas décrite.",
            remedy="Ajoutez une série de cette ventilation à l'indicateur dans le registre.",
        )
