"""The only place that formats a number, a date or a change: axis, tooltip, table, prose alike.

French typography throughout: decimal comma, U+00A0 between thousands and before units and
percent signs, U+2212 as minus. U+00A0 rather than U+202F because the fonts embedded in the
chart renderer do not carry the latter. Nothing here depends on the machine's locale.
"""

import datetime as dt

NBSP = "\u00a0"
MINUS = "\u2212"
MISSING = "n.c."

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip

# What a unit code looks like after a number; a code absent from here is shown as it is.
UNIT_LABELS: dict[str, str] = {
    "1": "", "%": "%", "point": "point", "EUR": "€", "EUR_HT": "€ HT", "EUR_TTC": "€ TTC",
    "kg/poste": "kg par poste", "h/projet": "h par projet", "L/100km": "L/100 km",
    "kWh/100km": "kWh/100 km", "tCO2e": "t CO2e", "kgCO2e": "kg CO2e",
}  # fmt: skip


def number(value: float | None, decimals: int | None = None, *, sign: bool = False) -> str:
    r"""Return a number in French: decimal comma, no-break spaces between thousands.

    Without `decimals`, as many as needed, two at the most. `sign` writes the plus as well.

    >>> number(8642568)
    '8\xa0642\xa0568'
    >>> number(-8.23, 1), number(0.9, 1, sign=True)
    ('−8,2', '+0,9')
    """
    if value is None or value != value:  # noqa: PLR0124 (NaN is the one value that differs from itself)
        return MISSING
    text = f"{abs(value):,.{2 if decimals is None else decimals}f}"
    if decimals is None:
        text = text.rstrip("0").rstrip(".")
    text = text.replace(",", NBSP).replace(".", ",")
    is_zero = not text.strip("0,\u00a0")
    if value < 0 and not is_zero:
        return MINUS + text
    return "+" + text if sign and not is_zero else text


def quantity(
    value: float | None, unit: str, decimals: int | None = None, *, sign: bool = False
) -> str:
    r"""Return a number followed by its unit as French readers write it.

    >>> quantity(27.3, "%")
    '27,3\xa0%'
    >>> quantity(-7.88, "point", sign=True)
    '−7,88\xa0points'
    """
    text = number(value, decimals, sign=sign)
    label = unit_label(unit, value)
    return text if not label or text == MISSING else f"{text}{NBSP}{label}"


def amount(
    value: float | None, low: float | None, high: float | None, unit: str,
    decimals: int | None = None,
) -> str:  # fmt: skip
    r"""Return a value, or its bounds, with its unit.

    >>> amount(None, 33000, 34000, "kWh"), amount(8, 8, None, "t")
    ('33\xa0000 à 34\xa0000\xa0kWh', 'plus de 8\xa0t')
    """
    if low is not None and high is not None:
        return f"{number(low, decimals)} à {quantity(high, unit, decimals)}"
    if low is not None:
        return f"plus de {quantity(low, unit, decimals)}"
    if high is not None:
        return f"moins de {quantity(high, unit, decimals)}"
    return quantity(value, unit, decimals)


def unit_label(unit: str, value: float | None = None) -> str:
    """Return how a unit is written after `value` ("points" from 2 on, as French counts)."""
    label = UNIT_LABELS.get(unit, unit)
    return plural(label, value) if unit == "point" else label


def plural(word: str, count: float | None) -> str:
    """Return the word in the plural if `count` asks for it: French does from 2 on.

    >>> plural("projet", 1.9), plural("projet", 2), plural("travail", 1)
    ('projet', 'projets', 'travail')
    """
    return word + "s" if count is not None and abs(count) >= 2 and not word.endswith("s") else word


def date(value: dt.date) -> str:
    """Return a date in French words.

    >>> date(dt.date(2017, 4, 1))
    '1er avril 2017'
    """
    day = "1er" if value.day == 1 else str(value.day)
    return f"{day} {MONTHS[value.month - 1]} {value.year}"


def enumerate_words(words: list[str], last: str = "et") -> str:
    """Return a list of words as a French enumeration.

    >>> enumerate_words(["a", "b", "c"])
    'a, b et c'
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def inside(text: str) -> str:
    """Return a label as it stands inside a sentence: small first letter, but for acronyms.

    >>> inside("Carburant consommé"), inside("FARDA par territoire"), inside("À voir")
    ('carburant consommé', 'FARDA par territoire', 'à voir')
    """
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


# Words whose h forbids elision ("de hausse", "le handicap"), of those that reviews use.
_ASPIRATED = ("hausse", "haut", "handicap", "hors", "huit", "hangar", "haie", "halle", "hameau")


def elide(article: str, word: str) -> str:
    """Return "de"/"le"/"la"/"que" before a word, elided before a vowel or a mute h.

    >>> elide("de", "indicateur"), elide("de", "projets")
    ("d'indicateur", 'de projets')
    """
    plain = word.lstrip("«\u00a0 ").lower()
    vowel = plain[:1] and plain[0] in "aeiouyàâäéèêëîïôöùûüœh"
    return (
        f"{article[:-1]}'{word}"
        if vowel and not plain.startswith(_ASPIRATED)
        else f"{article} {word}"
    )
