"""One cell of an OpenDocument table: its typed value and the text that was shown for it."""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from oar_analysis.read.archive import local
from oar_analysis.read.formats import EMPTY, Shown, general, grouped, show_time
from oar_analysis.read.table import show_boolean, show_text

# Children of a cell that are not its text: comments, drawings, tables.
NOT_TEXT = frozenset(
    {"annotation", "frame", "shape", "shapes", "table", "custom-shape", "g", "line"}
)
ERROR = re.compile(
    r"#(REF|NAME|DIV/0|N/A|VALUE|VALEUR|NOM|NUM|NOMBRE|NULL|NUL)[!?]?|Err\s?:\s?\d+|#N/?A"
)
ISO_DURATION = re.compile(r"(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:([\d.,]+)S)?")
DIGITS = re.compile(r"\d(.*\d)?", re.DOTALL)
GROUPS = re.compile(r"\d{1,3}\D\d{3}(\D|$)")
MAX_SPACES = 1000
MIDNIGHT = dt.datetime(1900, 1, 1)  # noqa: DTZ001 (a clock time has no zone)


def attribute(element: Element, name: str) -> str:
    """Return an attribute by its local name, "" if absent."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return value
    return ""


def show_cell(element: Element) -> Shown:
    """Return what a cell shows, in French, with its exact number."""
    attributes = {}
    for key, value in element.attrib.items():
        # "calcext" repeats the office attributes, and adds the type "error".
        name = ("calcext:" if "calcext" in key else "") + key.rpartition("}")[2]
        attributes[name] = value
    kind = attributes.get("value-type", "")
    text = paragraphs(element)
    if attributes.get("calcext:value-type") == "error" or (
        "formula" in attributes and ERROR.fullmatch(text)
    ):
        return Shown(text or "#ERR", None, ("error",))
    if kind in TYPED:
        return TYPED[kind](attributes, text)
    text = text or attributes.get("string-value", "")
    if not text.strip():
        no_value = "formula" in attributes and not kind
        return Shown("", None, ("formula-no-value",)) if no_value else EMPTY
    return show_text(text)


def paragraphs(element: Element) -> str:
    """Return the text of a cell, one line a paragraph, without its comments."""
    return "\n".join(_text(child) for child in element if local(child.tag) == "p")


def _text(element: Element) -> str:
    parts = [element.text or ""]
    for child in element:
        tag = local(child.tag)
        if tag == "s":
            count = attribute(child, "c")
            parts.append(" " * min(int(count) if count.isdigit() else 1, MAX_SPACES))
        elif tag == "tab":
            parts.append("\t")
        elif tag == "line-break":
            parts.append("\n")
        elif tag not in NOT_TEXT:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _number(attributes: dict[str, str], text: str) -> Shown:
    percent = attributes.get("value-type") == "percentage"
    try:
        exact = Decimal(attributes.get("value", ""))
    except InvalidOperation:
        return show_text(text) if text.strip() else EMPTY
    if not exact.is_finite():
        return Shown(text, None, ("error",))
    if percent:
        exact *= 100
    value = float(exact)
    shown, flags = _in_french(exact, text)
    if shown is None:
        shown = general(value) + (" %" if percent else "")
    return Shown(shown, value, flags)


def _in_french(value: Decimal, text: str) -> tuple[str | None, tuple[str, ...]]:
    """Return the shown text with French digits, None if its digits are not those of the value.

    The text is in the language of its author ("1,234.50" or "1 234,50").
    """
    match = DIGITS.search(text)
    if not match:
        return None, ("hidden-value",)
    core = match[0]
    written = _as_many_decimals(abs(value), re.sub(r"\D", "", core))
    if written is None:
        return None, ()
    whole, _, fraction = written.partition(".")
    if len(whole) > 3 and GROUPS.match(core):
        whole = grouped(whole)
    before, after = text[: match.start()].strip(), text[match.end() :].strip()
    shown = f"{whole},{fraction}" if fraction else whole
    shown = " ".join(filter(None, (before.rstrip("-+−–("), shown, after.rstrip(")"))))
    if value >= 0:
        return shown, ()
    return f"-{shown}", () if re.search(r"[-−–(]", before + after) else ("hidden-sign",)


def _as_many_decimals(value: Decimal, digits: str) -> str | None:
    """Return the value written with as many decimals as give these digits.

    >>> _as_many_decimals(Decimal("1234.5"), "123450"), _as_many_decimals(Decimal(0), "000")
    ('1234.50', '0.00')
    """
    tries = [f"{value:.{decimals}f}" for decimals in range(min(len(digits), 16))]
    for written in tries:
        if written.replace(".", "") == digits:
            return written
    for written in tries:  # codes shown with zeros before them, ".5" shown without its zero
        if written.replace(".", "").lstrip("0") == digits.lstrip("0"):
            whole, point, fraction = written.partition(".")
            return whole.rjust(len(digits) - len(fraction), "0") + point + fraction
    return None


def _date(attributes: dict[str, str], text: str) -> Shown:
    try:
        moment = dt.datetime.fromisoformat(attributes.get("date-value", "")[:26])
    except ValueError:
        return Shown(text, None, ("date",)) if text else EMPTY
    return show_time(moment)


def _boolean(attributes: dict[str, str], _text: str) -> Shown:
    return show_boolean(attributes.get("boolean-value") == "true")


def _time(attributes: dict[str, str], text: str) -> Shown:
    """Return a clock time as it is shown, a duration of a day or more in hours."""
    match = ISO_DURATION.fullmatch(attributes.get("time-value", ""))
    if not match:
        return show_text(text) if text else EMPTY
    sign, days, hours, minutes, seconds = match.groups()
    span = dt.timedelta(
        days=int(days or 0), hours=int(hours or 0), minutes=int(minutes or 0),
        seconds=float((seconds or "0").replace(",", ".")),
    )  # fmt: skip
    if sign or span >= dt.timedelta(days=1):
        return show_time(-span if sign else span)
    return show_time((MIDNIGHT + span).time())


TYPED: dict[str, Callable[[dict[str, str], str], Shown]] = {
    "float": _number, "percentage": _number, "currency": _number,
    "date": _date, "time": _time, "boolean": _boolean,
}  # fmt: skip
