"""What software and secretaries keep line by line: an extract of subsidies, a list of meetings."""

import datetime as dt

from oar_analysis.demo.figures import FIRST_YEAR, Figures, dice
from oar_analysis.demo.formats import Content, text_bytes, xlsx_bytes
from oar_analysis.demo.tables import BANNER, MESSY_SINCE
from oar_analysis.french import number
from oar_analysis.scheme import Scheme

_HEADER = [
    "dossier", "date de décision", "territoire", "commune", "montant", "heures prévues",
    "engagement",
]  # fmt: skip


def subsidies(scheme: Scheme, year: int) -> bytes:
    """Return the subsidies of a year, a project a row: cp1252, dates and amounts as typed.

    The territories and communes are those of the register; every fortieth row repeats the header,
    as page breaks of an old print do; some hours are not communicated.
    """
    chance = dice("aides", year)
    areas = _parts(scheme, "DEMO-3.2.a")
    rows: list[list[str]] = []
    for rank, commune in enumerate(_parts(scheme, "DEMO-3.2.d")):
        for _ in range(1 + chance.randrange(2 + (year - FIRST_YEAR) // 2 + rank % 4)):
            committed = chance.random() < 0.30 + 0.035 * (year - FIRST_YEAR)
            day = dt.date(year, 1, 1) + dt.timedelta(days=chance.randrange(365))
            hours = 40 + 10 * chance.randrange(30) if committed else 0
            rows.append([
                f"DEMO-{year}-{len(rows) + 1:04d}", f"{day:%d/%m/%Y}", areas[rank % len(areas)],
                commune, f"{number(2000 + 50 * chance.randrange(900), 2)} €",
                "n.c." if chance.random() < 0.02 and year >= MESSY_SINCE else f"{hours} h",
                "oui" if committed else "non",
            ])  # fmt: skip
    chance.shuffle(rows)
    for place in range(40, len(rows), 40):
        rows.insert(place, _HEADER)
    return text_bytes([_HEADER, *rows], encoding="cp1252")


def meeting_list(figures: Figures, year: int) -> bytes:
    """Return the meetings of a year, dates as a spreadsheet keeps them; one may be misdated."""
    chance = dice("rencontres", year)
    count = int(figures.at("DEMO-4.2.a", year, year))
    days = sorted(chance.sample(range(365), count))
    dates = [dt.date(year, 1, 1) + dt.timedelta(days=day) for day in days]
    if year >= MESSY_SINCE:
        dates[-1] = dt.date(year + 1, 3, 14)
    rows: list[list[Content]] = [["rencontre", "date", "lieu"]]
    for rank, date in enumerate(dates, start=1):
        rows.append([f"Rencontre fictive {rank}", date, f"Salle fictive {1 + rank % 3}"])
    return xlsx_bytes({"Rencontres": rows, "Lisez-moi": [[BANNER]]})


def _parts(scheme: Scheme, code: str) -> list[str]:
    """Return the breakdowns of an indicator of the register."""
    return [
        series.breakdown
        for action in scheme.actions
        for indicator in action.indicators
        if indicator.code == code
        for series in indicator.series
        if series.breakdown
    ]
