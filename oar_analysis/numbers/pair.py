"""Joins the two ends of ranges: "10 000 à 20 000 €", "mini 500 / maxi 30 000", "entre 5 et 10"."""

from oar_analysis.numbers.draft import Draft
from oar_analysis.numbers.joint import flag_joint, is_change, qualifies, without_headings

# What may stand between a minimum and a maximum without parting them.
_LOOSE = frozenset(
    {
        "-", "/", ",", ";", "=", "et", ":", "\n", "marche", "de", "du", "le", "la",
        "ht", "ttc", ".", "nothing", "(", ")", "a", "puis", "annuel", "euros",
        "seuil", "seuils", "valeur", "prix", "budget", "without",
        "sur", "term", "un", "une", "est", "s", "qte", "quantite",
        # "montant" as it is typed.
        "montant", "montants", "mt", "mts", "mnt", "montnat", "motnant", "montan", "monant",
        "montat",
    }
)  # fmt: skip
# What parts two amounts on purpose, and what adds or explains one.
_APART = frozenset({"\n", ";", "reference"})
_ADDED = frozenset({"+", "et", "dont", "soit", "neant"})


def pair(drafts: list[Draft], expected: str | None = None) -> list[Draft]:
    """Return the drafts with each range joined in its first one (`other` is the second).

    A number that only qualifies the one before it (`joint.qualifies`) is left out.
    """
    joined: list[Draft] = []
    for draft in drafts:
        if joined and qualifies(joined[-1], draft, expected):
            continue
        if joined and _may_pair(joined[-1], draft) and _makes_range(joined[-1], draft):
            _join(joined[-1], draft)
        else:
            if joined:
                flag_joint(joined[-1], draft)
                _flag_bounds(joined[-1], draft)
                _flag_chain(joined[-1], draft)
            joined.append(draft)
    return without_headings(joined, expected)


def _may_pair(first: Draft, second: Draft) -> bool:
    """Tell whether two numbers are values of one measure, the first not taken yet."""
    if first.numeral.value is None or second.numeral.value is None or first.other is not None:
        return False
    apart = is_change(first) or first.out_of or second.out_of or "instalments" in first.joint
    return not apart and _same_unit(first, second)


def _makes_range(first: Draft, second: Draft) -> bool:
    """Tell whether what stands between two numbers of one measure makes them a range."""
    joint = second.joint
    if _goes_on(first, second):
        first.flags.append("bounds-apart")
        return True
    if (first.low and second.high) or (
        first.high and second.low and first.prefixed == second.prefixed
    ):
        return len(joint) <= 12 and all(word in _LOOSE for word in joint)
    if first.high or second.low:
        return False
    if joint in (["et"], ["/"]):
        return first.between or (joint == ["/"] and "fourchette" in first.joint)
    return joint in (["a"], ["ou"], ["voire"], ["-", "a"]) or (
        bool(joint) and all(word == "-" for word in joint)
    )


def _flag_bounds(first: Draft, second: Draft) -> None:
    """Flag two one-sided bounds of one measure that no rule made a range of."""
    if first.other is not None or not (first.bounded or second.bounded):
        return
    money = all((one.unit or "").startswith("EUR") for one in (first, second))
    if not money and not _same_unit(first, second):
        return
    opposed = (first.low and second.high) or (first.high and second.low)
    twice = (first.low and second.low) or (first.high and second.high)
    amounts = money or (first.unit is None and second.unit is None)
    single = amounts and first.bounded != second.bounded and _ADDED.isdisjoint(second.joint)
    if opposed or ((twice or single) and _APART.isdisjoint(second.joint)):
        for one in (first, second):
            one.flags.append("bounds-apart")


def _flag_chain(first: Draft, second: Draft) -> None:
    """Flag three numbers joined by dashes, of which two were taken for a range: "5 - 8 - 12".

    Neither do the instalments of "2 versements 29 k€ - 31 k€" make a range.
    """
    dashed = first.other is not None and first.other.joint == second.joint == ["-"]
    paid = "instalments" in first.joint and second.joint == ["-"]
    if (dashed and _same_unit(first, second)) or paid:
        first.flags.append("odd-joint")
        second.flags.append("odd-joint")


def _same_unit(first: Draft, second: Draft) -> bool:
    """Tell whether the units are the same, or only one of the two ends names it."""
    if first.unit == second.unit or first.unit is None or second.unit is None:
        return True
    short, long = sorted((first.unit, second.unit), key=len)
    if long.startswith(f"{short}/"):
        # "mini 4 500 € HT - maxi 18 000 € HT par an"
        return True
    money = first.unit.startswith("EUR") and second.unit.startswith("EUR")
    return (money and "EUR" in {first.unit, second.unit}) or (first.noun and second.noun)


def _goes_on(first: Draft, second: Draft) -> bool:
    """Tell whether a larger amount after a minimum is its maximum: "75 € mini  300 €"."""
    if first.prefixed or not first.low or second.bounded or second.joint or second.opens_line:
        return False
    money = all((one.unit or "").startswith("EUR") for one in (first, second))
    return money and (second.number() or 0) > (first.number() or 0)


def _written_out(first: Draft, second: Draft) -> bool:
    """Tell whether the first end has its zeros already: "200 000 à 1 million", not "10 à 20 M€"."""
    ends = first.numeral.value, second.numeral.value
    return ends[0] is not None and ends[1] is not None and ends[0] >= 1000 > ends[1]


def _join(first: Draft, second: Draft) -> None:
    """Make the second draft the other end of the first, in one unit."""
    if first.high and second.low:
        first.numeral, second.numeral = second.numeral, first.numeral
        first.negative, second.negative = second.negative, first.negative
        first.power, second.power = second.power, first.power
    if first.unit is not None and second.unit is None and second.looks_like_year():
        first.flags.append("year-like")
    if first.unit is None:
        first.unit, first.noun = second.unit, second.noun
        if not first.power and not _written_out(first, second):
            first.power = second.power
    elif second.unit is None and first.power and not second.power:
        second.power = first.power
    elif second.unit is not None and len(second.unit) > len(first.unit):
        first.unit, first.noun = second.unit, second.noun
    second.unit = first.unit
    first.other = second
    first.about |= second.about
    first.heading |= second.heading
    if second.joint in (["ou"], ["voire"]):
        first.flags.append("alternative")
    first.year = first.year or second.year
    first.end, first.next = second.end, second.next
    flags = [
        flag
        for flag in second.flags
        if not (flag == "dash-ambiguous" and (first.bounded or second.bounded))
    ]
    first.flags.extend(flag for flag in flags if flag not in first.flags)
