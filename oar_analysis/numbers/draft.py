"""One number with its unit, before ranges are joined and units settled."""

from dataclasses import dataclass, field
from decimal import Decimal

from oar_analysis.numbers.marks import Mark
from oar_analysis.numbers.numeral import Numeral
from oar_analysis.numbers.ratio import divided
from oar_analysis.numbers.tokens import Token


@dataclass(slots=True)
class Draft:
    """A number as found: what it is made of, where it stands, what bounds it.

    `start`, `number_end` and `end` are places in the text; `noun` tells that `unit` is a counted
    noun as written; `joint` holds the words since the number before; `parts` the other end of a
    range, once joined.
    """

    numeral: Numeral
    start: int
    number_end: int
    end: int
    next: int
    unit: str | None = None
    noun: bool = False
    power: int = 0
    out_of: int | None = None
    fraction: bool = False
    negative: bool = False
    about: bool = False
    low: bool = False
    high: bool = False
    between: bool = False
    prefixed: bool = False
    bracket: bool = False
    opens_line: bool = False
    heading: bool = False
    tolerance: bool = False
    year: int | None = None
    joint: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    other: "Draft | None" = None
    label: str = ""

    def finish(self, tokens: list[Token], place: int) -> None:
        """End the draft before the token at `place`."""
        self.next, self.end = place, tokens[place - 1].end

    def looks_like_year(self) -> bool:
        """Tell whether four digits alone, from 1950 to 2050, make the number."""
        value = self.numeral.value
        return value is not None and self.number_end - self.start == 4 and 1950 <= value <= 2050

    @property
    def bounded(self) -> bool:
        """Whether a word makes it a minimum or a maximum."""
        return self.low or self.high

    @property
    def may_open_range(self) -> bool:
        """Whether it is a minimum, a maximum or an amount of money, as ranges of contracts are."""
        return self.bounded or (self.unit or "").startswith("EUR")

    def bind(self, role: str) -> None:
        """Make the number a minimum, a maximum or an approximation."""
        self.low |= role == "low"
        self.high |= role == "high"
        self.about |= role == "about"

    def bind_after(self, role: str, tokens: list[Token], place: int) -> int:
        """Bind by a word that follows, with the time it adds; return the place after it.

        "100 000 € HT maxi / an" is a bound for a year.
        """
        self.bind(role)
        if role == "about":
            return place
        if (self.unit or "").startswith("EUR"):
            yearly = f"{self.unit}/an" if tokens[place - 1].key == "an" else ""
            self.unit, place = (yearly, place) if yearly else divided(tokens, str(self.unit), place)
        self.end = tokens[place - 1].end
        return place

    def number(self) -> Decimal | None:
        """Return the signed value in the unit, powers of ten applied; None if refused."""
        if self.numeral.value is None:
            return None
        value = self.numeral.value.scaleb(self.power)
        return -value if self.negative else value

    def decimals(self) -> int:
        """Return the digits after the comma, in the unit ("1,2 M€" has none in euros)."""
        return max(0, self.numeral.decimals - self.power)


@dataclass(slots=True)
class Pending:
    """What was read before a number and waits for it."""

    mark: Mark | None = None
    mark_at: int = 0
    about: bool = False
    between: bool = False
    tolerance: bool = False
    negative: bool = False
    dash: str = ""
    year: int | None = None
    currency: str | None = None
    power: int = 0
    twice: bool = False

    def announce(self, mark: Mark, place: int) -> None:
        """Keep a mark, and that another bound was announced before it: "mini = maxi = 30"."""
        roles = {self.mark.role if self.mark else "", mark.role}
        self.twice |= roles == {"low", "high"}
        self.mark, self.mark_at = mark, place

    def give(self, draft: Draft) -> None:
        """Give the draft, which knows its joint, what was read before it."""
        draft.about |= self.about
        draft.between, draft.year = self.between, self.year
        if self.currency:
            draft.unit = draft.unit or self.currency
            if draft.unit == "EUR" or draft.noun:
                draft.unit, draft.noun = self.currency, False
        if self.mark and (self.mark.side == "both" or self.mark_at == len(draft.joint)):
            draft.bind(self.mark.role)
            draft.prefixed = True
        if draft.joint == ["date"] and draft.unit in {None, "h"}:
            draft.flags.append("date")  # "04/06/2016 12h" is a time
        if self.twice:
            draft.flags.append("bounds-apart")
        draft.negative |= self.negative
        draft.tolerance = self.tolerance
        if self.dash == "after-word":
            draft.negative |= draft.unit in {"%", "point"}
        if self.dash == "azerty":
            draft.flags.append("azerty-dash")
        elif self.dash:
            draft.flags.append("dash-ambiguous")
