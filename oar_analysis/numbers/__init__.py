"""The text of one cell -> quantities, dates and units.

The flow: `fast` (plain numbers), else `clean` (plain characters) -> `tokens` (with `dates` and
`names`, which are no numbers) -> `reader` finds drafts (`amount`, from `numeral`, `words`, `units`,
`noun`, `compound`; `marks` and `context` around them) -> `pair` (ranges) and `joint` (products,
changes, tolerances) -> `label` -> `column` (units) -> `settle` and `details` (doubts).
Nothing is guessed in silence: what is doubtful carries a flag, what cannot be read is refused
with its reason.
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
