"""The number, its power of ten and its unit that start at one token."""

from decimal import Decimal

from oar_analysis.numbers.compound import (
    add_half,
    read_centimes,
    read_hours_minutes,
    read_trailing_dash,
    refuse_schedule,
)
from oar_analysis.numbers.draft import Draft
from oar_analysis.numbers.lexicon import COUNTED, MULTIPLIERS, NOT_NOUNS
from oar_analysis.numbers.marks import MARKS, reference_end
from oar_analysis.numbers.noun import is_heading, is_label, is_noun, letter_for_digit, of
from oar_analysis.numbers.numeral import Numeral, read_numeral
from oar_analysis.numbers.ratio import noun_denominator
from oar_analysis.numbers.tokens import Token
from oar_analysis.numbers.units import canonical_unit, per_time, read_unit
from oar_analysis.numbers.words import about_suffix, read_words


def read_draft(
    tokens: list[Token], index: int, expected: str | None, *, in_words: bool, below: int = 99
) -> Draft | None:
    """Return the number and unit that start at `index`, or None.

    A power of ten as high as `below` takes no further part: "1 million 1 million" is no number.

    Numbers in words count where the cell has no digits (`in_words`) or before a power of ten:
    "trois milliards" is a value anywhere, "deux" beside digits is a word.
    """
    token = tokens[index]
    about = fraction = False
    if letter_for_digit(tokens, index) or _without_whole(tokens, index):
        after = read_numeral(tokens, index + (token.kind != "digits"))
        refused = Numeral(None, 0, after.next, ("malformed",))
        end = tokens[after.next - 1].end
        return Draft(refused, token.start, end, end, after.next, flags=["malformed"])
    if token.kind == "digits":
        numeral = read_numeral(tokens, index)
        about = about_suffix(tokens, numeral.next)
        if about:
            numeral = Numeral(numeral.value, numeral.decimals, numeral.next + 1, numeral.flags)
    else:
        words = read_words(tokens, index)
        if words is None:
            return None
        scaled = tokens[words.next].key in MULTIPLIERS and len(tokens[words.next].key) > 3
        if not in_words and not scaled and not words.approximate:
            return None
        about, fraction = words.approximate, words.fraction
        numeral = Numeral(words.value, 0, words.next)
    end = tokens[numeral.next - 1].end
    draft = Draft(numeral, token.start, end, end, numeral.next, about=about, fraction=fraction)
    draft.flags.extend(numeral.flags)
    if numeral.value is None or fraction:
        if fraction:
            draft.flags.append("fraction")
        return draft
    if not read_hours_minutes(tokens, draft) and not _ratio(tokens, draft):
        _add_unit(tokens, draft, expected)
        add_half(tokens, draft, expected)
        _compose(tokens, draft, expected, below)
        read_centimes(tokens, draft)
        refuse_schedule(tokens, draft)
    draft.heading = is_heading(tokens, draft.next, index, expected)
    if tokens[draft.next].key == "x":
        draft.flags.append("product")
    read_trailing_dash(tokens, draft)
    return draft


def _without_whole(tokens: list[Token], index: int) -> bool:
    """Tell whether a separator without whole part sticks to the digits: ",50 €"."""
    token, mark = tokens[index], tokens[index - 1] if index else tokens[index]
    glued = token.kind == "digits" and token.gap == 0 and mark.key in {",", "."}
    return glued and (index == 1 or mark.gap > 0)


def _compose(tokens: list[Token], draft: Draft, expected: str | None, below: int) -> None:
    """Add what follows a million: "1 million 200 mille euros"; refuse "1 million 200"."""
    token, value = tokens[draft.next], draft.numeral.value
    if (
        not 6 <= draft.power < below
        or draft.unit
        or value is None
        or draft.numeral.decimals
        or token.gap > 2
    ):
        return
    if token.kind not in {"digits", "word"}:
        return
    rest = read_draft(tokens, draft.next, expected, in_words=True, below=draft.power)
    amount = rest.number() if rest else None
    if rest is None or amount is None or rest.unit == "%" or rest.fraction:
        return
    if amount >= 1000 and amount < Decimal(1).scaleb(draft.power):
        total = (value.scaleb(draft.power) + amount).scaleb(-draft.power)
        draft.numeral = Numeral(total, 0, rest.next)
    elif rest.unit is None or rest.unit.startswith("EUR"):
        draft.numeral = Numeral(None, 0, rest.next, ("malformed",))
        draft.flags.append("malformed")
    else:
        return
    draft.unit, draft.noun, draft.next, draft.end = rest.unit, rest.noun, rest.next, rest.end
    draft.number_end = rest.number_end


def _ratio(tokens: list[Token], draft: Draft) -> bool:
    """Read "40/45" and "1/3": a score or a fraction, which the column decides."""
    slash, below = tokens[draft.next], tokens[min(draft.next + 1, len(tokens) - 1)]
    if slash.key != "/" or below.kind != "digits" or slash.gap > 1 or below.gap > 1:
        return False
    bottom = read_numeral(tokens, draft.next + 1)
    if bottom.value is None or bottom.decimals or not 0 < bottom.value < 1000:
        return False
    if tokens[bottom.next].key == "/" or draft.numeral.decimals > 2:
        return False
    following = read_unit(tokens, bottom.next)
    if bottom.value == 100 and following and following.code == "km":
        return False
    draft.out_of, draft.next = int(bottom.value), bottom.next
    draft.end = draft.number_end = tokens[bottom.next - 1].end
    return True


def _add_unit(tokens: list[Token], draft: Draft, expected: str | None) -> None:
    """Read the unit after the number, or the noun that it counts."""
    place = _after_number(tokens, draft)
    unit = read_unit(tokens, place, expected=expected)
    if unit is None and draft.about:
        place += of(tokens, place)
        unit = read_unit(tokens, place, expected=expected)
    if unit is not None and not is_label(tokens, unit.next, place):
        draft.unit, draft.power, place = unit.code, unit.power, unit.next
        if unit.assumed and len(tokens[place - 1].key) == 1:
            draft.flags.append("multiplier-assumed")
        if unit.power == 0 or unit.code:
            draft.finish(tokens, place)
            return
        draft.finish(tokens, place)
        place += of(tokens, place)
    elif (yearly := per_time(tokens, place, expected)) is not None:
        draft.unit = yearly[0]
        draft.finish(tokens, yearly[1])
        return
    _add_noun(tokens, draft, place, expected)


def _add_noun(tokens: list[Token], draft: Draft, place: int, expected: str | None) -> None:
    """Make what is counted at `place` the unit, or flag a name in a column of another unit."""
    value = draft.numeral.value
    if value is not None and value >= 1_000_000 and tokens[place].key == "de":
        # French counts millions with "de": "2 000 000 de repas".
        place += is_noun(tokens, place + 1)
    if is_noun(tokens, place):
        _count_noun(tokens, draft, place)
    elif draft.power:
        draft.finish(tokens, draft.next)
    elif _names_a_thing(tokens, place, expected):
        draft.flags.append("unit-assumed")
    elif tokens[place - 1].key == "-":
        draft.next, draft.end = place, tokens[place - 1].end


def _after_number(tokens: list[Token], draft: Draft) -> int:
    """Return the index after marks glued to the number: "250,- €", "3 200+ collaborateurs"."""
    place = draft.next
    mark, after = tokens[place], tokens[min(place + 1, len(tokens) - 1)]
    if mark.gap:
        return place
    if mark.key == "," and after.key == "-":
        # The old way to write no centimes, with one dash or two.
        twice = tokens[place + 2].key == "-" and tokens[place + 2].gap == 0
        return place if after.gap else place + 2 + twice
    if mark.key == "+" and after.kind == "word":
        draft.low = True
        draft.finish(tokens, place + 1)
        return place + 1
    return place


def _names_a_thing(tokens: list[Token], place: int, expected: str | None) -> bool:
    """Tell whether a name follows in a column of another unit: "34 510 FLORENSAC" is a place."""
    token = tokens[place]
    if token.kind != "word" or not 1 <= token.gap <= 2 or not token.text[0].isupper():
        return False
    if expected in {None, "1"} or canonical_unit(str(expected)) is None or len(token.key) < 2:
        return False
    if token.key in NOT_NOUNS or tokens[place + 1].key == ":" or MARKS.at(tokens, place):
        return False
    return not reference_end(tokens, place)


def _count_noun(tokens: list[Token], draft: Draft, place: int) -> None:
    """Make the noun at `place`, and its denominator, the unit: an acronym stays as written."""
    token = tokens[place]
    acronym = token.text.isupper() and token.key not in COUNTED
    if acronym and len(token.key) > 3 and draft.number_end - draft.start == 5:
        draft.flags.append("unit-assumed")  # "69003 LYON"
    draft.unit, draft.noun = token.text if acronym else token.text.lower(), True
    place += 1
    while tokens[place].key == "-" and tokens[place + 1].kind == "word":
        if tokens[place].gap or tokens[place + 1].gap:
            break
        draft.unit += "-" + tokens[place + 1].text.lower()
        place += 2
    if below := noun_denominator(tokens, place):
        draft.unit, place = f"{draft.unit}/{below[0]}", below[1]
    draft.finish(tokens, place)
