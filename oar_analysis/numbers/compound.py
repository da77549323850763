"""What follows a number and makes another of it: minutes, centimes, a half, a schedule, a dash."""

from decimal import Decimal

from oar_analysis.numbers.draft import Draft
from oar_analysis.numbers.noun import of
from oar_analysis.numbers.numeral import Numeral
from oar_analysis.numbers.tokens import NEW_LINE, Token
from oar_analysis.numbers.units import read_unit

_MINUTES = frozenset({"min", "mn", "minute", "minutes"})
# A service is open so many hours of 24, so many days of 7.
_OPEN = {"h": "24", "jour": "7"}


def add_half(tokens: list[Token], draft: Draft, expected: str | None) -> None:
    """Read "2 ans et demi" and "deux millions et demi d'euros"."""
    joint, half = tokens[draft.next], tokens[min(draft.next + 1, len(tokens) - 1)]
    value = draft.numeral.value
    if joint.key != "et" or half.key not in {"demi", "demie"} or value is None:
        return
    draft.numeral = Numeral(value + Decimal("0.5"), max(1, draft.numeral.decimals), draft.next + 2)
    draft.finish(tokens, draft.next + 2)
    place = draft.next + of(tokens, draft.next)
    unit = read_unit(tokens, place, expected=expected) if draft.unit is None else None
    if unit is not None and not unit.power:
        draft.unit = unit.code
        draft.finish(tokens, unit.next)


def refuse_schedule(tokens: list[Token], draft: Draft) -> None:
    """Refuse "24h/24", "7 jours/7" and "5 j sur 7": they say when, not how much."""
    whole = _OPEN.get(draft.unit or "")
    slash, below = tokens[draft.next], tokens[min(draft.next + 1, len(tokens) - 1)]
    if whole is None or slash.key not in {"/", "sur"} or below.text != whole:
        return
    again = read_unit(tokens, draft.next + 2)
    if again is not None and again.code != draft.unit:
        return
    draft.numeral = Numeral(None, 0, draft.next + 2, ("schedule",))
    draft.flags.append("schedule")
    draft.finish(tokens, again.next if again else draft.next + 2)


def read_hours_minutes(tokens: list[Token], draft: Draft) -> bool:
    """Read "8h30" and "1 h 30 min" as hours and their decimals."""
    hour = tokens[draft.next]
    if hour.key != "h":
        return False
    minutes, after = (tokens[min(draft.next + n, len(tokens) - 1)] for n in (1, 2))
    if minutes.kind != "digits" or hour.gap > 1 or minutes.gap > 1:
        return False
    named = after.key in _MINUTES and after.gap <= 1
    if minutes.gap and not named and not (after.kind == "end" or after.key in {")", ",", ";"}):
        return False
    if len(minutes.text) != 2 or int(minutes.text) > 59 or draft.numeral.decimals:
        return False
    value = draft.numeral.value
    if value is None or (after.kind == "digits" and after.gap <= 2):
        return False
    draft.numeral = Numeral(value + Decimal(minutes.text) / 60, 2, draft.next + 2)
    draft.unit, draft.number_end = "h", minutes.end
    draft.finish(tokens, draft.next + 2 + named)
    draft.flags.append("hours-minutes")
    return True


def read_centimes(tokens: list[Token], draft: Draft) -> None:
    """Read "12 € 50", "12€50" and "12€50 TTC" as euros and centimes."""
    cents, after = tokens[draft.next], tokens[min(draft.next + 1, len(tokens) - 1)]
    value = draft.numeral.value
    if draft.unit != "EUR" or draft.power or draft.numeral.decimals or value is None:
        return
    if cents.kind != "digits" or len(cents.text) != 2 or cents.gap > 1:
        return
    tax = after.key.upper() if after.key in {"ht", "ttc"} else ""
    closed = after.kind == "end" or after.gap >= NEW_LINE or after.key in {")", ",", ";"}
    if not tax and not closed:
        return
    draft.numeral = Numeral(value + Decimal(cents.text) / 100, 2, draft.next + 1)
    draft.number_end = cents.end
    draft.finish(tokens, draft.next + 1 + bool(tax))
    draft.unit = f"EUR_{tax}" if tax else draft.unit
    draft.flags.append("euros-centimes")


def read_trailing_dash(tokens: list[Token], draft: Draft) -> None:
    """Read a minus or a dash after the last number: "1 234-"."""
    dash, after = tokens[draft.next], tokens[min(draft.next + 1, len(tokens) - 1)]
    if dash.key != "-" or dash.gap >= NEW_LINE or after.kind != "end":
        return
    if dash.gap == 0:
        draft.negative = True
        draft.flags.append("trailing-minus")
    else:
        draft.flags.append("trailing-dash")
    draft.next, draft.end = draft.next + 1, dash.end
