"""Cell text as typed -> the same text in plain characters: one kind of space, dash and digit."""

import re
import unicodedata
from functools import cache
from html import unescape

# The most that a cell of Excel holds; a longer text is refused, never read in part.
MAX_LENGTH = 32_767

# UTF-8 read as cp1252 or latin-1: the sequences that a French table shows.
_MOJIBAKE = {
    "â‚¬": "€", "â\x82¬": "€", "Â\u00a0": " ", "Â ": " ", "â€¯": " ", "â\x80¯": " ", "â€‰": " ",
    "â€™": "'", "â\x80\x99": "'", "â€“": "-", "â\x80\x93": "-", "â€”": "-", "â\x80\x94": "-",
    "âˆ’": "-", "Ã©": "é", "Ã¨": "è", "Ãª": "ê", "Ã«": "ë", "Ã®": "î", "Ã¯": "ï", "Ã´": "ô",
    "Ã»": "û", "Ã¹": "ù", "Ã¢": "â", "Ã§": "ç", "Ã‰": "É", "Ã€": "À", "Ã\u00a0": "à", "Ã ": "à ",
    "Â²": "²", "Â³": "³", "Â°": "°", "Â«": "«", "Â»": "»", "Å“": "œ", "â‰¥": "≥", "â‰¤": "≤",
    "Â½": "½", "Â¼": "¼", "Â¾": "¾",
}  # fmt: skip

# The euro sign of Mac OS read as cp1252 and the other way round, of latin-9 read as latin-1.
_EURO = re.compile(r"(?<=[0-9\s])[ÛÄ¤](?!\w)|(?<=[kKM])[ÛÄ¤](?!\w)")
# The unbreakable space between thousands, lost: "18\ufffd500,00".
_LOST_SPACE = re.compile("(?<=[0-9])\ufffd(?=[0-9]{3}(?![0-9]))")
# "O € HT mini": the letter typed for the digit.
_LETTER_ZERO = re.compile(r"(?<![\w.,])O(?= ?[€%])")
# Words that announce an amount, typed without the space: "montant estimé120 000".
_GLUED = re.compile(
    r"\b(estim[ée]e?s?|environ|mini|maxi|minimum|maximum|montant|total|soit|max|à|de|et|entre)(?=[0-9])",
    re.IGNORECASE,
)

# "tonnes équivalent CO 2", its index typed apart.
_CARBON = re.compile(r"(?<![^\W\d_])((?:t?eq ?)?co) 2(?![\d,.])", re.IGNORECASE)
# Numbers in words as the reform of 1990 writes them: "cinq-millions-cent-mille".
_HYPHENED = re.compile(r"(?<=[a-z])-(milli(?:on|ard)s?)(?:-(?=[a-z]))?")

_PLAIN = {
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "′": "'", "＇": "'",
    "–": "-", "—": "-", "‒": "-", "―": "-", "‐": "-", "‑": "-", "−": "-", "﹣": "-", "－": "-",
    "\r": "\n", "\v": "\n", "\f": "\n", "\u0085": "\n", "\u2028": "\n", "\u2029": "\n",
    "\t": "   ", "×": "x", "＋": "+", "≥": "≥", "⩾": "≥", "⩽": "≤", "≃": "≈", "∼": "~", "˜": "~",
    "“": '"', "”": '"', "«": '"', "»": '"', "⁄": "/", "∕": "/", "·": ".", "⋅": ".",
    "\x80": "€", "…": "...", "\x00": "", "\ufeff": "", "\u00ad": "", "€": "€", "₂": "2", "№": "n°",
}  # fmt: skip

_VULGAR = {"½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅛": "1/8"}
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_POWER_OF = ("m", "M")
_CONTEXTUAL = frozenset(_SUPERSCRIPTS).union(_VULGAR)


def _plain(char: str) -> str:
    """Return the plain spelling of one character that is not a superscript or a fraction."""
    if char in _PLAIN:
        return _PLAIN[char]
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.digit(char))
    if category == "Zs":
        return " "
    if category == "Cf":
        return ""
    compatible = unicodedata.normalize("NFKC", char)
    return compatible if len(compatible) == 1 and compatible.isascii() else char


def clean(text: str) -> tuple[str, tuple[str, ...]]:
    r"""Return the text in plain characters, and flags for what was repaired.

    Every space becomes U+0020 (its number is kept: a run separates values), every dash a hyphen,
    digits of any script the ASCII ones. A superscript is a power after "m" and a footnote mark
    elsewhere, hence dropped.

    >>> clean("𝟗𝟔, 𝟖 % ¹")
    ('96, 8 % ', ())
    >>> clean("27Â\xa0000,00 â‚¬")
    ('27 000,00 €', ('repaired-encoding',))
    """
    flags: list[str] = []
    if len(text) > MAX_LENGTH:
        return text, ()
    if "Ã" in text or "Â" in text or "â" in text or "Å" in text:
        repaired = text
        for wrong, right in _MOJIBAKE.items():
            repaired = repaired.replace(wrong, right)
        if repaired != text:
            flags.append("repaired-encoding")
            text = repaired
    if ("&" in text and ";" in text) or "¤" in text or "Û" in text or "Ä" in text:
        repaired = _EURO.sub("€", unescape(text))
        if repaired != text:
            flags.append("repaired-encoding")
            text = repaired
    if "\ufffd" in text:
        flags.append("lost-character")
        text = _LOST_SPACE.sub(" ", text)
    if "O" in text and (zeros := _LETTER_ZERO.sub("0", text)) != text:
        flags.append("letter-zero")
        text = zeros
    text = _respaced(text.replace("\r\n", "\n"))
    if text.isascii():
        return text.translate(_ASCII), tuple(flags)
    return _spell(unicodedata.normalize("NFC", text)), tuple(flags)


def _respaced(text: str) -> str:
    """Return the text with the spaces that names, numbers in words and CO2 have or lack."""
    text = _GLUED.sub(r"\1 ", text)
    if "-mill" in text:
        text = _HYPHENED.sub(r" \1 ", text)
    return _CARBON.sub(r"\g<1>2", text) if "2" in text else text


class _Spellings(dict[int, str]):
    """The plain spelling of each character, by its code, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = spelling = _plain(chr(code))
        return spelling


_SPELLINGS = _Spellings()
_ASCII = str.maketrans({char: plain for char, plain in _PLAIN.items() if char.isascii()})


def _spell(text: str) -> str:
    """Return the plain characters, minding what stands before superscripts and fractions."""
    if _CONTEXTUAL.isdisjoint(text):
        return text.translate(_SPELLINGS)
    out: list[str] = []
    for char in text:
        if char in _SUPERSCRIPTS:
            if out and out[-1] in _POWER_OF:
                out.append(str(_SUPERSCRIPTS.index(char)))
        elif char in _VULGAR:
            out.append((" " if out and out[-1].isdigit() else "") + _VULGAR[char])
        else:
            out.append(_SPELLINGS[ord(char)])
    return "".join(out)


@cache
def _fold_char(char: str) -> str:
    base = unicodedata.normalize("NFD", char)[0].lower()
    return base if len(base) == 1 else char


def fold(text: str) -> str:
    """Return the text without case and accents, each character still in its place.

    >>> fold("Été À 4 €")
    'ete a 4 €'
    """
    return text.lower() if text.isascii() else "".join(map(_fold_char, text))
