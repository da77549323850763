"""One walk over the tokens of a cell: dates, references, marks, numbers and plain words."""

from oar_analysis.numbers import context
from oar_analysis.numbers.amount import read_draft
from oar_analysis.numbers.draft import Draft, Pending
from oar_analysis.numbers.marks import DURATIONS, MARKS, Mark, is_ordinal, reference_end
from oar_analysis.numbers.tokens import NEW_LINE, Token
from oar_analysis.numbers.units import read_unit
from oar_analysis.numbers.walk import Walk

# More numbers than this make a table, not a cell: refused, never read in part.
MAX_NUMBERS = 2_000
_CURRENCIES = frozenset({"€", "eur", "euros", "$", "£", "usd", "gbp", "chf"})


class Reader(Walk):
    """One walk over the tokens of a cell."""

    def read(self) -> list[Draft]:
        """Return the drafts of the cell."""
        place = 0
        steps = {
            "date": (self.date,),
            "name": (self.name,),
            "digits": (self.year, self.reference, self.number),
            "word": (self.mark, self.reference, self.currency, self.number),
            "sign": (self.bracket, self.mark, self.currency, self.sign),
        }
        while self.tokens[place].kind != "end" and len(self.drafts) <= MAX_NUMBERS:
            tried = (step(place) for step in steps[self.tokens[place].kind])
            following = next(filter(None, tried), 0)
            if not following:
                self.joined(place)
                following = place + 1
            place = following
        self.leftovers()
        return self.drafts

    def date(self, place: int) -> int:
        """Read a date: it may give its year to a value."""
        token = self.tokens[place]
        if token.kind != "date":
            return 0
        self.has_date = True
        if token.year is not None:
            self.note_year(place, token.year)
        self.joint.append("date")
        return place + 1

    def name(self, place: int) -> int:
        """Skip a name made with digits: "N-1", "17F045"."""
        self.joint.append("reference")
        self.unread.append(place)
        return place + 1

    def year(self, place: int) -> int:
        """Read four digits that name a year."""
        token, after = self.tokens[place], self.tokens[place + 1 : place + 2]
        if token.kind != "digits" or len(token.text) != 4 or token.text[:2] not in {"19", "20"}:
            return 0
        if not after or not context.means_year(self.tokens, place, after_value=bool(self.drafts)):
            return 0
        self.has_date = True
        if self.tokens[place - 1].key == "de":
            # "à partir de 2018" bounds the year, no value.
            self.pending.mark = None
        self.note_year(place, int(token.text))
        self.joint.append("year")
        return place + 1

    def bracket(self, place: int) -> int:
        """Read a bracket, or skip a footnote mark "(1)"."""
        token = self.tokens[place]
        if token.key in {"(", "["}:
            if place and self.drafts and context.is_footnote(self.tokens, place):
                self.drafts[-1].flags.append("footnote")
                return place + 3
            role, end = context.bracketed_bound(self.tokens, place)
            if role and self.drafts and not self.joint and not self.drafts[-1].prefixed:
                self.drafts[-1].bind(role)
                return end
            if role:  # "(mini) 6 000 (maxi) 24 000"
                self.pending.announce(Mark(role, "both"), len(self.joint))
                return end
            self.depth += 1
            self.without = False
        elif token.key in {")", "]"}:
            self.depth = max(0, self.depth - 1)
        else:
            return 0
        if token.key in {"[", "]"} and not self.joint and context.is_interval(self.drafts):
            self.drafts[-1].joint = ["-"]
        self.joint.append("(" if token.key in {"(", "["} else ")")
        return place + 1

    def mark(self, place: int) -> int:
        """Read a word that bounds or rounds a number."""
        found = MARKS.at(self.tokens, place)
        if not found:
            return 0
        last = self.drafts[-1] if self.drafts and not self.joint else None
        if context.means_minutes(self.tokens[place], last, self.expected, maximum=self.maximum):
            return self.minutes(place)
        mark, following = context.without_minimum(found[0], without=self.without), found[1]
        if mark.role == "without":
            self.without = True
            self.joint.append("without")
        elif mark.role == "nothing" or self.cancelled(mark, following):
            self.joint.append("nothing")
        elif mark.role == "arrow" or (last and context.points(self.tokens, place, mark, last)):
            self.joint.append("→")
        elif mark.role == "tolerance" and last is not None:
            self.pending.tolerance = True
        elif mark.role == "between":
            self.pending.between = True
        elif mark.side == "before" or (
            mark.side == "both" and not context.binds_last(self.tokens, place, following, last)
        ):
            self.bind_next(mark, place, following)
        elif last is not None:
            following = last.bind_after(mark.role, self.tokens, following)
        else:
            self.joint.append(self.tokens[place].key)
        return following

    def cancelled(self, mark: Mark, following: int) -> bool:
        """Tell whether "sans" takes the bound away."""
        if not self.without or mark.role not in {"low", "high"}:
            return False
        named = mark.side == "both" and self.joint[-1:] == ["without"]
        return named or context.cancels(self.tokens[following])

    def minutes(self, place: int) -> int:
        """Give the number before it the unit minute."""
        if not self.drafts or self.joint or self.drafts[-1].unit is not None:
            return 0
        last = self.drafts[-1]
        last.unit = "min" if self.expected == "min" else "minute"
        last.end = self.tokens[place].end
        if self.expected is None:
            last.flags.append("min-ambiguous")
        return place + 1

    def bind_next(self, mark: Mark, place: int, following: int) -> None:
        """Keep a mark for the number that comes."""
        until = self.tokens[place].key == "jusqu" and bool(self.drafts) and not self.joint
        if mark.role in {"about", "tolerance"}:
            self.pending.about = True
        elif until and self.drafts[-1].joint[-1:] == ["de"]:
            self.joint.append("a")
        else:
            if self.drafts and context.encloses(self.tokens[place], self.pending.mark, self.joint):
                self.drafts[-1].bind("low")
                self.joint = ["-"]
            self.pending.announce(mark, len(self.joint))
        if self.drafts and self.tokens[place].gap >= NEW_LINE:
            self.joint.append("\n")
            self.pending.mark_at = len(self.joint)
        if self.tokens[following].key == ":":
            self.pending.mark_at += 1

    def reference(self, place: int) -> int:
        """Skip what looks like a number but names something: "lot 2", "1er", "3 fois"."""
        token, after = self.tokens[place], self.tokens[place + 1]
        if token.kind == "word":
            if token.key in _CURRENCIES and after.kind == "digits" and len(after.text) > 1:
                return 0
            following = reference_end(self.tokens, place)
        else:
            ordinal = is_ordinal(self.tokens, place + 1)
            paid = context.counts_instalments(self.tokens, place)
            following = place + 2 if ordinal or paid or self.is_aside(place) else 0
            if paid:
                self.joint.append("instalments")
        if following:
            self.joint.append("reference" if token.kind == "word" or ordinal else "term")
        return following

    def is_aside(self, place: int) -> bool:
        """Tell whether a number only qualifies the value before: "2 fois", "(sur 4 ans)"."""
        if not self.drafts:
            return context.is_qualifier(self.tokens, place, bound=bool(self.pending.mark))
        money = (self.drafts[-1].unit or "").startswith("EUR")
        if money and context.counts_renewals(self.tokens, place):
            return True
        if self.tokens[place + 1].key == "fois":
            self.drafts[-1].flags.append("frequency")
            return True
        apart = bool(self.joint) and self.drafts[-1].unit not in DURATIONS
        return apart and context.is_duration(self.tokens, place)

    def currency(self, place: int) -> int:
        """Read a currency written before its number: "EUR 1 200", "€ 1.200,50"."""
        token = self.tokens[place]
        if token.key not in _CURRENCIES or self.tokens[place + 1].kind != "digits":
            return 0
        unit = read_unit([token, *self.tokens[-1:]], 0) if self.tokens[place + 1].gap <= 1 else None
        if unit is None or (self.drafts and not self.joint and token.gap == 0):
            return 0
        self.pending.currency = unit.code
        return place + 1

    def sign(self, place: int) -> int:
        """Read a dash or a plus: sign of the next number, joint of a range, or mere dash."""
        token = self.tokens[place]
        if token.key == "+":
            if not self.joint:
                self.joint.extend(["+"] if self.drafts else [])
            return place + 1 if self.tokens[place + 1].kind == "digits" else 0
        if token.key != "-":
            return 0
        end = place + 1
        while self.tokens[end].key == "-" and self.tokens[end].gap < NEW_LINE:
            end += 1
        after = self.tokens[end]
        if after.kind != "digits" and not (after.key in _CURRENCIES or after.key == "-"):
            self.joint.append("-")
            return end
        if self.drafts and not self.joint and token.gap < NEW_LINE:
            self.dash_after_number(token, after, signed=end - place == 2 and not after.gap)
        elif context.is_minus(self.tokens, place, end, bullets=self.bullets):
            self.pending.negative = True
        else:
            self.joint.append("-")
            closed = bool(self.drafts) and self.tokens[place - 1].key in {")", "]"}
            self.pending.dash = "after-bracket" if closed else "after-word"
        return end

    def dash_after_number(self, token: Token, after: Token, *, signed: bool = False) -> None:
        """Tell a range ("10 - 15") from a second, negative value ("-7,3% -6,4%").

        `signed` tells that a second dash sticks to the number: "-12 - -15 %".
        """
        last, lopsided = self.drafts[-1], token.gap > 0 and after.gap == 0
        if signed and token.gap:
            self.joint.append("-")
            self.pending.negative, self.pending.dash = True, "signed"
        elif lopsided and (last.negative or last.unit in {"%", "point"}) and not last.bounded:
            self.pending.negative = True
            self.joint.append("sign")
        else:
            self.joint.append("-")
            self.pending.dash = "lopsided" if lopsided and not last.bounded else ""

    def number(self, place: int) -> int:
        """Read a number with its unit."""
        token = self.tokens[place]
        if (
            not self.joint
            and self.drafts
            and context.is_azerty_dash(self.tokens, place, bounded=self.drafts[-1].may_open_range)
        ):
            self.joint.append("-")
            self.pending.dash = "azerty"
            return place + 1
        if token.kind not in {"digits", "word"}:
            return 0
        draft = read_draft(self.tokens, place, self.expected, in_words=self.in_words)
        if draft is None:
            return 0
        six = not self.joint and bool(self.drafts) and self.drafts[-1].may_open_range
        if context.follows_code(self.tokens, place, self.joint) or (
            six and token.text == "6" and draft.number_end > token.end
        ):
            draft.flags.append("one-space")
        draft.joint, draft.bracket = self.joint, self.depth > 0
        draft.opens_line = token.gap >= NEW_LINE
        self.pending.give(draft)
        self.drafts.append(draft)
        self.joint, self.pending, self.without = [], Pending(), False
        return draft.next
