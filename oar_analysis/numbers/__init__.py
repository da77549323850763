"""The text of one cell -> quantities, dates and units.

The flow: `clean` (plain characters) -> `tokens` -> `reader` finds drafts (with `numeral`,
`words`, `units`, `marks`) -> `pair` (ranges) -> `label` -> `column` (units) -> `settle` (doubts).
Nothing is guessed in silence: what is
doubtful carries a flag, what cannot be read is refused with its reason.
"""

from oar_analysis.numbers.dates import parse_date
from oar_analysis.numbers.parse import parse_cell
from oar_analysis.numbers.quantity import FLAGS, Period, Quantity
from oar_analysis.numbers.units import canonical_unit, convert

__all__ = [
    "FLAGS",
    "Period",
    "Quantity",
    "canonical_unit",
    "convert",
    "parse_cell",
    "parse_date",
]  # fmt: skip
