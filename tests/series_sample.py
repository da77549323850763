"""Series with all that a figure must show: targets, gaps, breaks, bounds, revisions."""

from oar_analysis.figure import Goal, Point, Series

LOST = "graphique perdu à l'extraction du texte"


def recycled() -> Series:
    """Recycled paper, with the scheme's own target and the law's."""
    return Series(
        label="Part de papier recyclé",
        unit="%",
        points=(
            Point(year=2016, value=27.2, decimals=1),
            Point(year=2017, value=27.3, decimals=1),
        ),
        direction="up",
        goals=(
            Goal(value=50, year=2020, authority="schéma"),
            Goal(value=25, year=2017, authority="loi 2015-992, art. 79"),
        ),
    )


def lost() -> Series:
    """Paper tonnage, which no public text gives."""
    points = tuple(Point(year=year, missing=LOST) for year in range(2009, 2018))
    return Series(label="Tonnage de papier", unit="t", points=points)


def marked() -> list[Series]:
    """Made-up series with every mark: gap, provisional, bound, break, revision."""
    return [
        Series(
            label="Chantiers",
            unit="1",
            points=(
                Point(year=2014, value=3),
                Point(year=2015, missing="non communiqué"),
                Point(year=2016, value=8, status="P"),
                Point(year=2017, low=10),
            ),
        ),
        Series(
            label="Marchés",
            unit="1",
            points=(
                Point(year=2014, value=4),
                Point(year=2016, value=6, revised_from=5),
                Point(year=2017, value=12, low=11, high=13),
            ),
            breaks=((2016, "périmètre élargi"),),
        ),
        Series(
            label="Études", unit="1", points=(Point(year=2016, value=2), Point(year=2017, high=4))
        ),
    ]


def fleet() -> list[Series]:
    """Kilometres of the fleet by energy, two years."""
    return [
        Series(
            label="Essence, gazole et hybrides",
            unit="km",
            points=(Point(year=2016, value=9_268_147), Point(year=2017, value=8_502_001)),
        ),
        Series(
            label="Électrique",
            unit="km",
            points=(Point(year=2016, value=150_000, status="E"), Point(year=2017, value=140_567)),
        ),
        Series(label="Location", unit="km", points=(Point(year=2017, missing="non disponible"),)),
    ]


YEARS = range(2012, 2018)


def territories() -> list[Series]:
    """Return more series than one frame holds, and all that a panel may have to show."""
    names = ("Alpha", "Bêta", "Gamma", "Delta", "Epsilon", "Zêta")
    values = {
        name: [float(100 + 10 * n + year % 7) for year in YEARS] for n, name in enumerate(names)
    }
    points = {
        name: [Point(year=y, value=v) for y, v in zip(YEARS, given, strict=True)]
        for name, given in values.items()
    }
    points["Bêta"][2] = Point(year=2014, missing="registre perdu")
    points["Gamma"][-1] = Point(year=2017, value=125.0, status="P", revised_from=119.0)
    points["Delta"][-1] = Point(year=2017, low=140.0)
    points["Epsilon"][1] = Point(year=2013, value=121.0, revised_from=120.0)
    goal = Goal(value=150, year=2020, authority="schéma")
    return [
        Series(
            label=f"Territoire {name}, heures prévues",
            unit="h",
            points=tuple(listed),
            goals=(goal,) if name == "Alpha" else (),
            breaks=((2015, "périmètre"),) if name == "Zêta" else (),
        )
        for name, listed in points.items()
    ]
