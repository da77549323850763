"""Cells parsed a second: parse_cell against babel's parse_decimal behind the same clean-up.

Run: `python benchmarks/cells.py`. babel reads plain numbers only: it is timed, and its failures
counted, on the same cells; on the plain ones both do the same work.
"""

import contextlib
import sys
import time
from collections.abc import Callable

from oar_analysis.numbers import parse_cell
from oar_analysis.numbers.clean import clean

PLAIN = ["12 540", "1\u00a0063\u00a0850,00", "26821,4", "0,0008", "-8,2", "251 201,00", "4,24"]
TYPED = [
    "10,43%", "1 250 € HT", "plus de 15 K€", "10 000 à 20 000 € HT", "n.c.", "environ 41%",
    "Kms : - 8,2% (8 642 568 kms) Carburant : - 10,1% (496 739 L) Electricité: - 7% (32 891 kW)",
    "mini 500 / max 30 000 € HT", "trois milliards d'euros", "23,2Kg / poste informatique",
]  # fmt: skip
SECONDS = 1.0


def rate(read: Callable[[str], object], cells: list[str]) -> tuple[float, int]:
    """Return the best of three rates (cells a second), and how many of the cells failed."""
    failures = 0
    for cell in cells:
        try:
            read(cell)
        except ValueError:
            failures += 1
    best = 0.0
    for _ in range(3):
        done, began = 0, time.perf_counter()
        while time.perf_counter() - began < SECONDS / 3:
            for cell in cells:
                with contextlib.suppress(ValueError):
                    read(cell)
            done += len(cells)
        best = max(best, done / (time.perf_counter() - began))
    return best, failures


def main() -> int:
    try:
        from babel.numbers import parse_decimal
    except ImportError:
        print("babel manque : « pip install babel » (ou « make lab »), puis relancez ce banc.")
        return 2

    def with_babel(text: str) -> object:
        plain, _ = clean(text)
        return parse_decimal(plain.replace(" ", "\u202f").strip(), locale="fr_FR")

    for name, cells in (("nombres nus", PLAIN), ("cellules typées", TYPED)):
        ours, _ = rate(parse_cell, cells)
        theirs, failures = rate(with_babel, cells)
        print(
            f"{name}: parse_cell {ours:,.0f} cellules/s ; babel {theirs:,.0f}/s "
            f"({failures} illisibles sur {len(cells)}) ; rapport {ours / theirs:.2f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
