"""What a walk over the tokens of a cell keeps: drafts, what waits for a number, what none took."""

from oar_analysis.numbers.draft import Draft, Pending
from oar_analysis.numbers.marks import YEAR_APART
from oar_analysis.numbers.tokens import NEW_LINE, read_tokens

# "sans montant minimum ni maximum": what stands between "sans" and the bound that it takes away.
_AFTER_WITHOUT = frozenset({"et", "ni", "ou", "montant", "montants", "seuil", "de", "engagement"})


class Walk:
    """The state of a walk: `joint` holds the words and signs since the last number."""

    def __init__(self, plain: str, expected: str | None) -> None:
        self.tokens = read_tokens(plain)
        self.expected = expected
        self.drafts: list[Draft] = []
        self.joint: list[str] = []
        self.pending = Pending()
        self.depth = 0
        self.without = self.has_date = False
        self.unread: list[int] = []
        self.in_words = not any(one.kind == "digits" for one in self.tokens)
        self.maximum = any(one.key in {"max", "maxi", "maximum"} for one in self.tokens)
        dashes = [n for n, one in enumerate(self.tokens) if one.key == "-"]
        self.bullets = sum(n == 0 or self.tokens[n].gap >= NEW_LINE for n in dashes) > 1

    def joined(self, place: int) -> None:
        """Note a word or sign that stands between two numbers."""
        token = self.tokens[place]
        if token.kind == "word":
            self.unread.append(place)
        self.joint.append("\n" if token.gap >= NEW_LINE and token.kind == "end" else token.key)
        if token.kind == "word" and token.key not in _AFTER_WITHOUT:
            self.without = False

    def note_year(self, place: int, year: int) -> None:
        """Give a year to the value it belongs to: the next after "2016 :", else the last one."""
        before = self.tokens[place - 1].key if place else ""
        until = place > 2 and self.tokens[place - 3].key == "jusqu"
        if self.tokens[place + 1].key in {":", "="} or not self.drafts:
            self.pending.year = year
        elif before not in YEAR_APART and not until and self.drafts[-1].year is None:
            self.drafts[-1].year = year

    def leftovers(self) -> None:
        """Give the last number what was announced after it: "480 000 € HT montant estimé"."""
        if not self.drafts:
            return
        last, pending = self.drafts[-1], self.pending
        last.about |= pending.about
        if pending.mark and pending.mark.side == "both":
            if last.bounded:
                last.flags.append("bounds-apart")  # "mini 20 000 max"
            else:
                last.bind(pending.mark.role)
