"""Records of comma files whose numbers were written with an unquoted decimal comma.

"24 975,00" then makes two fields, and the record is longer than the header. The joints where a
comma may have stood inside a value are found by their look; a record is repaired only if exactly
one way of joining gives as many fields as the header, or one way alone gives values of the kinds
that the same columns hold elsewhere.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from math import comb

WHOLE = re.compile(r"[-+−–]?\s?(0|[1-9]\d{0,2}([ \u00a0\u202f]?\d{3})*)")
DECIMALS = re.compile(r"\d{1,2}(\s?[%€]|\s?k€)?")
ENDS_WITH_NUMBER = re.compile(r"(^|\D)\d{1,3}$")
BEGINS_WITH_DECIMALS = re.compile(r"\d{1,2}(?!\d)\s?[%€]")
KINDS = (
    ("date", re.compile(r"\d{4}-\d\d-\d\d|\d\d?/\d\d?/\d{4}")),
    ("decimal", re.compile(r"[-+−–]?\s?[\d \u00a0\u202f]+,\d+(\s?[%€]|\s?k€)?")),
    ("code", re.compile(r"\d{9,}")),
    ("number", re.compile(r"[-+−–]?\s?[\d \u00a0\u202f]+(\s?[%€]|\s?k€)?")),
)
MAX_WAYS = 500


@dataclass(slots=True)
class Rejoined:
    """Records after repair; which were repaired (record -> columns), which could not be.

    Record and column numbers are counted from 0. `header` is the header's number, `width` its
    number of fields.
    """

    fields: list[list[str]]
    width: int = 0
    header: int | None = None
    repaired: dict[int, list[int]] = field(default_factory=dict)
    ambiguous: list[int] = field(default_factory=list)


def rejoin(records: list[list[str]], separator: str) -> Rejoined:
    """Return the records of a comma file with the values that commas had split made whole."""
    header = header_record(records)
    width = len(records[header]) if header is not None else 0
    result = Rejoined(records, width, header)
    if separator != "," or header is None or width < 2:
        return result
    long = [i for i in range(header + 1, len(records)) if _filled_width(records[i]) > width]
    if not long:
        return result
    unsure: list[int] = []
    for index in long:
        ways = _ways(records[index], width)
        if len(ways) == 1:
            _apply(result, index, ways[0])
        else:
            unsure.append(index)
    kinds = _kinds(records, header, width)
    for index in unsure:
        way = _fittest(records[index], _ways(records[index], width), kinds)
        if way is None:
            result.ambiguous.append(index)
        else:
            _apply(result, index, way)
    return result


def header_record(records: list[list[str]]) -> int | None:
    """Return the first record of several fields that are all filled and none a plain number."""
    for index, record in enumerate(records[:50]):
        cells = [cell.strip() for cell in record[: _filled_width(record)]]
        if len(cells) > 1 and all(cells) and not any(WHOLE.fullmatch(cell) for cell in cells):
            return index
    return None


def _filled_width(record: Sequence[str]) -> int:
    width = len(record)
    while width and not record[width - 1].strip():
        width -= 1
    return width


def _ways(record: list[str], width: int) -> list[tuple[int, ...]]:
    """Return the sets of joints that give `width` fields; joint j stands before field j.

    Joints inside a plain number come first; those inside a sentence only fill what is missing.
    """
    missing = len(record) - width
    numbers = [j for j in range(1, len(record)) if _splits_number(record[j - 1], record[j])]
    if len(numbers) >= missing:
        return [way for way in _choose(numbers, missing) if not _touching(way)]
    texts = [j for j in range(1, len(record)) if j not in numbers and _splits_text(record, j)]
    if _touching(tuple(numbers)):
        return []
    return [tuple(sorted((*numbers, *way))) for way in _choose(texts, missing - len(numbers))]


def _choose(joints: list[int], count: int) -> list[tuple[int, ...]]:
    return list(combinations(joints, count)) if comb(len(joints), count) <= MAX_WAYS else []


def _touching(joints: tuple[int, ...]) -> bool:
    return any(right == left + 1 for left, right in pairwise(joints))


def _splits_number(left: str, right: str) -> bool:
    return bool(WHOLE.fullmatch(left.strip()) and DECIMALS.fullmatch(right.strip()))


def _splits_text(record: list[str], j: int) -> bool:
    """Does the field go on with the sentence, or with the number that ends the sentence?"""
    left, right = record[j - 1], record[j]
    if right[:1].isspace() and right.strip() and left.strip():
        return True
    return bool(ENDS_WITH_NUMBER.search(left) and BEGINS_WITH_DECIMALS.match(right))


def _apply(result: Rejoined, index: int, way: tuple[int, ...]) -> None:
    result.fields[index] = joined = _join(result.fields[index], way)
    shifts = [sum(other <= joint for other in way) for joint in way]
    columns = [joint - shift for joint, shift in zip(way, shifts, strict=True)]
    result.repaired[index] = sorted({column for column in columns if column < len(joined)})


def _join(record: list[str], way: tuple[int, ...]) -> list[str]:
    joined: list[str] = []
    for j, value in enumerate(record):
        if j in way:
            joined[-1] += "," + value
        else:
            joined.append(value)
    return joined


def _kind(text: str) -> str:
    text = text.strip()
    for kind, pattern in KINDS:
        if pattern.fullmatch(text):
            return kind
    return "text" if text else "empty"


def _kinds(records: list[list[str]], header: int, width: int) -> list[Counter[str]]:
    """Return the kinds of values that each column holds in the records of the right length."""
    kinds: list[Counter[str]] = [Counter() for _ in range(width)]
    for record in records[header + 1 :]:
        if len(record) == width:
            for counter, text in zip(kinds, record, strict=True):
                counter[_kind(text)] += 1
    return kinds


def _fittest(
    record: list[str], ways: list[tuple[int, ...]], kinds: list[Counter[str]]
) -> tuple[int, ...] | None:
    """Return the one way whose values are of the kinds of their columns, None if not unique."""
    fits = []
    for way in ways:
        values = _join(record, way)
        if all(not kinds[i] or kinds[i][_kind(text)] for i, text in enumerate(values)):
            fits.append(way)
    return fits[0] if len(fits) == 1 and any(kinds) else None
