"""The tables of a campaign, each in its own disorder: banners, units in cells, numbers as texts."""

from collections.abc import Sequence

from oar_analysis.demo.figures import FIRST_YEAR, Figures
from oar_analysis.demo.formats import Content, Grid, Shown, ods_bytes, text_bytes, xlsx_bytes
from oar_analysis.french import number

BANNER = "DONNÉES FICTIVES, inventées pour la démonstration"
# From that campaign on, the files have the anomalies that expected.yaml declares.
MESSY_SINCE = 2017


def recent(year: int) -> list[int]:
    """Return the years that a campaign's short tables give: the one before and its own."""
    return [one for one in (year - 1, year) if one >= FIRST_YEAR]


def history(year: int) -> list[int]:
    """Return every year up to a campaign's."""
    return list(range(FIRST_YEAR, year + 1))


class Tables:
    """The tables of one campaign, each as (file name, bytes)."""

    def __init__(self, figures: Figures, year: int) -> None:
        self.figures, self.year = figures, year
        self.messy = year >= MESSY_SINCE

    def all(self) -> dict[str, bytes]:
        """Return every table by its file name."""
        return {
            "demo-schema.csv": self.scheme(),
            "demo-flotte.xlsx": self.fleet(),
            "demo-electricite.csv": self.electricity(),
            "demo-papier.tsv": self.paper(),
            "demo-dechets.csv": self.waste(),
            "demo-valorisation.csv": self.recovery(),
            "demo-insertion.ods": self.insertion(),
            "demo-restauration.xlsx": self.food(),
            "demo-rencontres-nombre.csv": self.meetings(),
            "demo-familles.csv": self.families(),
        }

    def scheme(self) -> bytes:
        """Return the actions under way, in UTF-8."""
        header, row = ["donnée", str(self.year)], [f"{self.at('DEMO-S.1', self.year):.0f} actions"]
        return text_bytes([header, ["Actions engagées", *row]])

    def fleet(self) -> bytes:
        """Return the fleet: merged banner, percent formats, numbers as texts, a hidden row."""
        years = recent(self.year)
        rows: list[list[Content]] = [
            [BANNER],
            [],
            ["Indicateur", *years],
            ["Kilomètres parcourus", *self.shown("DEMO-1.1.a", years, "#,##0")],
            ["Part électrique des kilomètres", *self.shown("DEMO-1.1.b//share", years, "0.0%")],
            ["Carburant", *self.texts("DEMO-1.1.c", years, "{} L")],
            ["Électricité", *self.texts("DEMO-1.1.d", years, "{} kWh")],
        ]
        if self.messy:
            rows.append(["Contrôle interne", "=B6/B4", "#REF!"])
        sheets: dict[str, Grid] = {
            "Flotte": rows,
            "Lisez-moi": [[BANNER], ["Classeur de démonstration"]],
        }
        return xlsx_bytes(sheets, merged=["A1:C1"], hidden_rows=[7] if self.messy else [])

    def electricity(self) -> bytes:
        """Return electricity since 2008: cp1252, decimal commas, bounds, another unit."""
        years = history(self.year)
        sites = self.texts("DEMO-1.2.b", years, "{}")
        sites = [
            f"plus de {one}" if year % 4 == 0 else one
            for one, year in zip(sites, years, strict=True)
        ]
        rows = [
            [BANNER, *[""] * len(years)],
            ["", *[""] * len(years)],
            ["Donnée", *map(str, years)],
            ["Part d'électricité renouvelable", *self.texts("DEMO-1.2.a//share", years, "{} %")],
            ["Sites équipés", *sites],
            ["Consommation (MWh)", *self.texts("DEMO-1.2.c", years, "{} MWh")],
            ["(1) Part calculée sur les achats de l'année", *[""] * len(years)],
        ]
        return text_bytes(rows, encoding="cp1252")

    def paper(self) -> bytes:
        """Return paper, a year a row: tabs, UTF-16 with its mark."""
        operands = ("DEMO-2.1.a", "DEMO-2.1.b//share", "DEMO-2.1.c//change")
        rows = [["Année", "Tonnage (t)", "Part recyclée", "Évolution des imprimantes"]]
        for year in history(self.year):
            tons, share, change = (self.at(one, year) for one in operands)
            rows.append(
                [str(year), number(tons, 1), f"{number(share, 1)} %", f"{number(change, 1)} %"]
            )
        return text_bytes(rows, separator="\t", encoding="utf-16")

    def waste(self) -> bytes:
        """Return waste under two header rows: commas between cells, decimals quoted."""
        years = recent(self.year)
        parts = {"Routes": "routes", "Bâtiments": "bâtiments"}
        rows = [
            [BANNER, *[""] * 2 * len(years)],
            [""] * (1 + 2 * len(years)),
            ["Chantiers", *(text for year in years for text in (str(year), ""))],
            ["", *("sortis", "valorisés") * len(years)],
        ]
        for label, part in parts.items():
            cells = [
                f"{number(self.at(f'DEMO-2.2.a/{one}', year), 0)} tonnes"
                for year in years
                for one in (part, f"{part} valorisés")
            ]
            rows.append([label, *cells])
        return text_bytes(rows, separator=",", encoding="utf-8-sig")

    def recovery(self) -> bytes:
        """Return the share recovered since 2008, one year of it known by an interval."""
        years = history(self.year)
        cells = self.texts("DEMO-2.2.b//share", years, "{} %")
        cells[0] = "entre 45 et 50 %"
        return text_bytes([["Donnée", *map(str, years)], ["Part valorisée", *cells]])

    def insertion(self) -> bytes:
        """Return hours of insertion since 2008, by nature, with their total and running sum."""
        natures = ("travaux", "services", "fournitures", "prestations intellectuelles")
        operands = [*(f"DEMO-3.1.a/{one}" for one in natures), "DEMO-3.1.a", "DEMO-3.1.b"]
        rows: list[list[Content]] = [
            [BANNER, *[""] * 6],
            ["Année", *(one.capitalize() for one in natures), "Total", "Cumul depuis 2008"],
        ]
        rows += [
            [year, *(int(self.at(one, year)) for one in operands)] for year in history(self.year)
        ]
        return ods_bytes("Heures", rows, merged=7)

    def food(self) -> bytes:
        """Return food: percent formats, and a share told as approximate."""
        years = recent(self.year)
        local = self.shown("DEMO-4.1.a//share", years, "0.0%")
        organic: Sequence[Content] = self.shown("DEMO-4.1.b//share", years, "0.0%")
        if self.year == FIRST_YEAR:
            organic = [f"environ {one}" for one in self.texts("DEMO-4.1.b//share", years, "{} %")]
        rows: list[list[Content]] = [
            ["Achats alimentaires", *map(str, years)],
            ["Produits locaux", *local],
            ["Produits biologiques", *organic],
            [],
            ["Source : " + BANNER],
        ]
        return xlsx_bytes({"Restauration": rows})

    def meetings(self) -> bytes:
        """Return the number of meetings of the year."""
        count = self.at("DEMO-4.2.a", self.year)
        return text_bytes([["donnée", str(self.year)], ["Rencontres", f"{count:.0f}"]])

    def families(self) -> bytes:
        """Return spending by family, where nearly all is missing, each for another reason."""
        known = self.texts("DEMO-4.3.a/informatique", [self.year], "{} €")[0]
        cells = {
            "Mobilier": "n.c.", "Textile": "non disponible", "Informatique": known,
            "Nettoyage": "sans objet", "Espaces verts": "néant", "Téléphonie": "",
            "Imprimés": "#REF!" if self.messy else "n.c.",
            "Transport": "",
        }  # fmt: skip
        if self.messy:
            cells["Textile"] = "1 250 heures"
        rows = [["Famille", str(self.year)], *([label, cell] for label, cell in cells.items())]
        return text_bytes(rows)

    def at(self, operand: str, year: int) -> float:
        """Return a value as this campaign gives it."""
        return self.figures.at(operand, year, self.year)

    def texts(self, operand: str, years: Sequence[int], words: str) -> list[str]:
        """Return values as people type them, in words such as "{} kWh"."""
        decimals = self.figures.decimals(operand)
        return [words.format(number(self.at(operand, year), decimals)) for year in years]

    def shown(self, operand: str, years: Sequence[int], form: str) -> list[Content]:
        """Return values as typed cells; a percentage is stored as its fraction."""
        scale = 100 if form.endswith("%") else 1
        return [Shown(round(self.at(operand, year) / scale, 6), form) for year in years]
