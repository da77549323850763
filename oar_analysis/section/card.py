"""Action cards: where each action stands, at a glance."""

from collections.abc import Sequence

from oar_analysis.assess.verdict import SCOPE_DOUBT
from oar_analysis.dataset import Review
from oar_analysis.figure import SIGNS, Card, CardGrid, CardRow, Value, slug
from oar_analysis.scheme import Action, Indicator
from oar_analysis.section.indicator import NOTHING, cell, change_cell, indicator_anchor, own_target
from oar_analysis.section.line import Line, lines_of
from oar_analysis.section.row import Row
from oar_analysis.section.verdict import OWN, words

STATUS = {
    "started": "engagée",
    "planned": "prévue",
    "completed": "achevée",
    "abandoned": "abandonnée",
}


def action_anchor(code: str) -> str:
    """Return the anchor of an action on the page of its axis."""
    return slug(f"action-{code}")


def action_cards(review: Review, axis: int | None = None) -> CardGrid:
    """Return a card for each action of an axis, or of the scheme."""
    return CardGrid(tuple(action_card(review, one) for one in review.actions(axis)))


def action_card(review: Review, action: Action) -> Card:
    """Return the card of an action: its status, and its main series N-1, N, change, target."""
    lines = main_lines(review, action)
    rows = tuple(_row(one, review.year) for one in lines)
    sign, verdict = overall([row for one in lines if (row := main_verdict(one))])
    status = STATUS[action.status]
    return Card(
        code=action.code,
        title=action.title.rstrip("."),
        year=review.year,
        status=f"{status} en {action.started}" if action.started else status,
        verdict=verdict,
        sign=sign,
        steering=" ; ".join(action.steering),
        rows=rows,
        link=action_anchor(action.code),
    )


def main_lines(review: Review, action: Action) -> list[Line]:
    """Return the series that sum up an action.

    Of each declared indicator its first series, and the first of each other unit that has a
    wanted direction and both years. Where no declared indicator has a value, the context figures
    that have both years.
    """
    lines = [one for one in lines_of(review, action) if not one.is_derived]
    declared = [one for one in lines if one.indicator.kind == "declared"]
    main = [
        one
        for indicator in action.indicators
        for one in _of_indicator(declared, indicator, review.year)
    ]
    if not any(one.known(review.year) for one in main):
        main += [
            one
            for one in lines
            if one.indicator.kind == "context"
            and one.known(review.year)
            and one.known(review.year - 1)
        ]
    return main


def _of_indicator(lines: Sequence[Line], indicator: Indicator, year: int) -> list[Line]:
    own = [one for one in lines if one.indicator.code == indicator.code]
    if own and not any(one.direction != "none" or not one.breakdown for one in own):
        return own  # the parts of a whole: none stands for the others
    kept: list[Line] = own[:1]
    for one in own[1:]:
        new = one.unit not in {other.unit for other in kept}
        if new and one.direction != "none" and one.known(year) and one.known(year - 1):
            kept.append(one)
    return kept


def main_verdict(line: Line) -> Row | None:
    """Return the verdict that a card shows: on the own target, else on the series' own pace.

    None where the checks doubt that the years count the same thing.
    """
    own = [one for one in line.verdicts if one["authority"] in {OWN, ""}]
    return own[0] if own and not line.scope_doubtful else None


def overall(verdicts: Sequence[Row]) -> tuple[str, str]:
    """Return the sign and the words that sum up the verdicts of an action.

    Where they disagree no mean is taken: the words enumerate them and there is no sign.
    """
    told = [one for one in verdicts if one["verdict"] not in {"no_verdict", "not_comparable"}]
    codes = list(dict.fromkeys(one["verdict"] for one in told))
    if not codes:
        return ("no_verdict", "sans verdict")
    ordered = sorted(told, key=lambda one: SIGNS.index(one["verdict"]))
    labels = list(dict.fromkeys(words(one) for one in ordered))
    if len(codes) == 1:
        return codes[0], labels[0]
    return "", f"selon l'indicateur : {', '.join(labels[:-1])} ou {labels[-1]}"


def _row(line: Line, year: int) -> CardRow:
    verdict = main_verdict(line)
    return CardRow(
        label=line.label,
        previous=_text(cell(line, year - 1)),
        current=_text(cell(line, year)),
        # Between two rates a gap is no change of the quantity: the table tells it, not the card.
        change=NOTHING if line.measure == "change" else _text(change_cell(line, year)),
        target=own_target(line),
        verdict=words(verdict) if verdict else "",
        sign=verdict["verdict"] if verdict else "",
        link=indicator_anchor(line.indicator.code),
        note=_note(line, year),
    )


def _note(line: Line, year: int) -> str:
    point = line.point(year)
    if point is None:
        return ""
    if point.known is None:
        return point.missing
    marks = [*point.marks, *(["provisoire"] if line.provisional(year) else [])]
    doubt = [SCOPE_DOUBT] if line.scope_doubtful else []
    return ", ".join(dict.fromkeys([*marks, *doubt]))


def _text(content: Value | str) -> str:
    return content if isinstance(content, str) else content.shown("")
