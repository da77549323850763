"""From bytes to text: which encoding, and the lines that were written in another one."""

import codecs
import re
from collections import Counter
from dataclasses import dataclass

BYTE_ORDER_MARKS: tuple[tuple[bytes, str, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32-le"),  # before UTF-16 LE, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)

# The 8-bit encodings of French offices: Windows, old Macs (whose files end lines with CR), DOS
# exports. latin-1 comes last: it only adds bytes that cp1252 leaves undefined.
SINGLE_BYTE: tuple[str, ...] = ("cp1252", "mac-roman", "cp850", "latin-1")
# ISO 8859-15 ("latin-9") puts Œ, œ, Ÿ and € where cp1252 has ¼, ½, ¾ and ¤: a fraction that ends a
# word, or the currency sign that nobody types, tells it.
LATIN_9_BYTES = frozenset("¼½¤".encode("latin-1"))
LATIN_9 = re.compile(r"[^\W\d_][¼½]|¼[^\W\d_]|½[a-zà-ÿ]{2}|¤")

# What French text holds beyond ASCII; anything else counts against an encoding.
FRENCH = frozenset("àâäçéèêëîïôöùûüÿæœÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸÆŒ«»°²³€’‘“”–—…·•ºª§£µ×±½¼¾™®©\u00a0\u202f")
# The commonest of them count twice: a short file reads "Département", not "DÇpartement".
COMMON = frozenset("éèà")
ASCII = bytes(range(128))
LINE_END = re.compile(rb"\r\n|\r|\n")
UTF8_LETTER = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
HIGH_BYTES = re.compile(rb"[\x80-\xff]{2,}")
MOJIBAKE = re.compile(r"Ã.|Â.|â€")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text with LF line ends, its encoding, and the lines (from 1) that were repaired."""

    text: str
    encoding: str
    repaired: frozenset[int] = frozenset()


def decode(raw: bytes) -> Decoded:
    """Return the text of a file of unknown encoding.

    A byte order mark decides; then zeros at every other byte (UTF-16); then valid UTF-8; then, if
    some lines are valid UTF-8 and others not, line by line; then the 8-bit encoding that gives the
    most French letters. Lines encoded twice ("dÃ©chets") are repaired too. Never raises.

    >>> decode("déchets".encode("cp1252")).text, decode("déchets".encode("mac-roman")).encoding
    ('déchets', 'mac-roman')
    """
    for mark, name, codec in BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            return _lines_decoded(raw[len(mark) :], name, codec)
    found = _utf16_without_mark(raw) or "utf-8"
    return _lines_decoded(raw, found, found)


def _lines_decoded(raw: bytes, name: str, codec: str) -> Decoded:
    if codec != "utf-8":
        return _repair_twice_encoded(Decoded(_unify(raw.decode(codec, errors="replace")), name))
    try:
        return _repair_twice_encoded(Decoded(_unify(raw.decode("utf-8")), name))
    except UnicodeDecodeError:
        return _line_by_line(raw, name)


def _unify(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _utf16_without_mark(raw: bytes) -> str | None:
    """Return the byte order if Western text in UTF-16 shows by its zeros."""
    head = raw[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = max(len(head) // 2, 1)
    if odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _line_by_line(raw: bytes, name: str) -> Decoded:
    """Decode lines that are not all UTF-8; the fewer kind is the one that was repaired."""
    if not any(UTF8_LETTER.search(run) for run in set(HIGH_BYTES.findall(raw))):
        single = _single_byte(raw)
        return Decoded(_unify(raw.decode(single, errors="replace")), single)
    lines = LINE_END.split(raw)
    accented = {number for number, line in enumerate(lines) if not line.isascii()}
    wrong = {number for number in accented if not _is_utf8(lines[number])}
    mixed = {number for number in wrong if _piecewise(lines[number], "latin-1")[1]}
    single = _single_byte(b"\n".join(UTF8_LETTER.sub(b"", lines[number]) for number in wrong))
    mostly_utf8 = name == "utf-8-sig" or 2 * len(wrong) < len(accented)
    repaired = wrong if mostly_utf8 else mixed | accented - wrong
    texts = [
        _piecewise(line, single)[0] if number in wrong else line.decode("utf-8")
        for number, line in enumerate(lines)
    ]
    return Decoded(
        "\n".join(texts), name if mostly_utf8 else single, frozenset(n + 1 for n in repaired)
    )


def _piecewise(line: bytes, single: str) -> tuple[str, bool]:
    """Decode a line that is not UTF-8 as a whole; tell whether some of its letters are.

    Columns pasted from two files give such lines. "Ã©" is no French: it is the UTF-8 of "é".
    """
    text, end, found = "", 0, False
    for match in UTF8_LETTER.finditer(line):
        letter = match[0].decode("utf-8", errors="replace")
        if letter in FRENCH:
            text += line[end : match.start()].decode(single, errors="replace") + letter
            end, found = match.end(), True
    return text + line[end:].decode(single, errors="replace"), found


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _single_byte(raw: bytes) -> str:
    """Return the 8-bit encoding under which the bytes give the most French letters."""
    counts = Counter(raw.translate(None, ASCII))

    def score(codec: str) -> int:
        total = 0
        for byte, times in counts.items():
            letter = bytes([byte]).decode(codec, errors="replace")
            weight = 1 + (letter in COMMON) if letter in FRENCH else -3
            total += times * weight
        return total

    candidates = SINGLE_BYTE
    if LATIN_9_BYTES & counts.keys() and LATIN_9.search(raw.decode("latin-1")):
        candidates = ("iso8859-15", *SINGLE_BYTE)
    return max(candidates, key=score)  # the first of equals: cp1252


def _repair_twice_encoded(decoded: Decoded) -> Decoded:
    """Repair the lines that were UTF-8, read as cp1252 and saved again as UTF-8."""
    if not any(mark in decoded.text for mark in ("Ã", "Â", "â€")):
        return decoded
    lines = decoded.text.split("\n")
    repaired = set(decoded.repaired)
    for number, line in enumerate(lines):
        if MOJIBAKE.search(line):
            try:
                lines[number] = line.encode("cp1252").decode("utf-8")
            except UnicodeError:
                continue
            repaired.add(number + 1)
    return Decoded("\n".join(lines), decoded.encoding, frozenset(repaired))
