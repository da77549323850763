"""What stands between two numbers: a product, a change, a tolerance, "n sur m", a heading."""

from itertools import pairwise

from oar_analysis.numbers.draft import Draft

# Words after which "de 12 à 15 %" is a change, not a range.
_CHANGES = ("passe", "passa", "evolue", "evolution")
_TIMES = frozenset({"multiplie", "multipliee", "multiplies", "divise", "divisee", "divises"})
_ARROWS = frozenset({"→", "⇒", "➔", "➜"})
_KNOWN_SIGNS = frozenset("-/;,+=\n|():&.→")
_RATES = frozenset(10**power for power in range(2, 7))


def is_change(draft: Draft) -> bool:
    """Tell whether the words before a number announce where a change starts."""
    return any(word.startswith(_CHANGES) for word in draft.joint)


def qualifies(first: Draft, second: Draft, expected: str | None) -> bool:
    """Tell whether the second number only qualifies the first, which is then flagged.

    "5 % ± 1" has a tolerance, "0,8 pour 1 000 abonnés" is a rate, "105 points sur 120" a score.
    """
    if first.numeral.value is None or second.numeral.value is None or first.other:
        return False
    if second.tolerance:
        first.about, first.end = True, second.end
        first.flags.append("tolerance")
        return True
    joint, value = second.joint, second.number()
    if value in _RATES and not first.between and _is_rate(first, second):
        first.flags.append("rate")
        return True
    points = first.unit == "point" or (expected or "").startswith(("point", "note"))
    scored = second.unit in {None, "point"} and value and value < 1000
    if (
        joint in (["sur"], ["/"], ["sur", "un"])
        and (points or _is_score(first, second, expected))
        and scored
    ):
        first.unit, first.out_of, first.end = None, int(value or 1), second.end
        return True
    return False


def _is_score(first: Draft, second: Draft, expected: str | None) -> bool:
    """Tell whether two bare numbers make the score of a whole cell: "85 sur 120"."""
    top, below = first.number(), second.number()
    bare = first.unit is None and second.unit is None and not first.joint and expected is None
    whole = top is not None and below is not None and below % 5 == 0 and 20 <= below >= top
    return bare and whole and second.joint == ["sur"]


def _is_rate(first: Draft, second: Draft) -> bool:
    """Tell whether what joins two numbers divides: "16,76 (pour 100 km)", "0,8 / 1 000 abonnés"."""
    words = [one for one in second.joint if one != "("]
    if words[-1:] == ["pour"]:
        return words == second.joint or len(words) == 1
    return words in (["par"], ["/"]) and second.unit not in {None, first.unit}


def flag_joint(first: Draft, second: Draft) -> None:
    """Flag two numbers whose joint makes something else of them than two values."""
    flag = _joint_flag(first, second)
    if flag:
        first.flags.append(flag)
        second.flags.append(flag)
    if flag == "from-to" and first.unit is None:
        first.unit, first.noun = second.unit, second.noun
        first.power = first.power or second.power


def _joint_flag(first: Draft, second: Draft) -> str:
    joint = second.joint
    if joint[-1:] == ["x"] or _TIMES.intersection(joint):
        return "product"
    arrow = len(joint) == 1 and joint[0] in _ARROWS
    if arrow or (is_change(first) and joint in (["a"], ["-"])):
        return "from-to"
    if flag := _bare_flag(first, second):
        return flag
    if joint[-1:] == ["sur"] and len(joint) <= 4 and first.unit != "%":
        return "out-of" if second.unit is None or second.noun else ""
    if _is_odd_pair(first, second):
        return "odd-joint"
    signs = bool(joint) and all(len(one) == 1 and not one.isalnum() for one in joint)
    twice = joint.count(".") > 1 or joint.count(",") > 1  # "12,,5"
    strange = not _KNOWN_SIGNS.issuperset(joint) or twice
    return "odd-joint" if signs and strange else ""


def _is_odd_pair(first: Draft, second: Draft) -> bool:
    """Tell whether a bare number stands beside a measured one, or two stick: "5 - 12 €"."""
    joint = second.joint
    if not joint:
        touch = second.start - first.end <= 1 and not second.opens_line
        return touch and first.unit not in {None, second.unit}
    bare = first.unit is None and second.unit is not None and not second.noun
    parted = {"\n", ";", ":", "(", "et", "ou", "dont", "soit", "reference", "year"}
    return bare and parted.isdisjoint(joint)


def _bare_flag(first: Draft, second: Draft) -> str:
    """Flag what may be one number or a part of one: "2 tonnes 500", "12;345", "4 lots / 12"."""
    joint, measured = second.joint, first.unit is not None and not first.noun
    if not joint and second.start == first.end and "%" in {first.unit, second.unit}:
        return "odd-joint"
    glued = len(joint) == 1 and second.start == first.end + 1 and first.unit is None
    bare = first.unit is None and not (first.bounded or second.bounded or second.noun)
    if joint in (["/"], ["="]) and bare:
        return "odd-joint"  # such as "20 + 15 + 5 = 40"
    if first.bounded or second.bounded or (second.unit is not None and not glued):
        return ""
    if joint[-1:] == ["/"] and first.unit is not None:
        return "odd-joint" if measured else "out-of"
    if not joint and measured and second.start - first.end <= 1:
        return "one-space"
    strange = {"/"} if second.unit is not None else {":", ";", "|", "/"}
    return "odd-joint" if glued and joint[0] in strange else ""


def without_headings(drafts: list[Draft], expected: str | None) -> list[Draft]:
    """Leave out, in a column, the numbers of headings: "moins de 5 km : 34 %"; else flag them."""
    if drafts and (drafts[0].joint[-1:] == ["x"] or _TIMES.intersection(drafts[0].joint)):
        drafts[0].flags.append("product")
    if drafts and drafts[0].joint[-2:] in (["un", "sur"], ["une", "sur"]):
        drafts[0].flags.append("out-of")
    for draft, after in pairwise(drafts):
        # "HVE niv. 3 : 5,4 %": a bare number announces one that has its unit.
        bare = draft.unit is None and not draft.bounded and (draft.number() or 100) < 100
        measured = after.unit is not None and not after.noun
        draft.heading |= bare and measured and expected is not None and after.joint == [":"]
    for number, draft in enumerate(drafts):
        draft.heading &= number + 1 < len(drafts)
        if draft.heading and expected is None and not draft.noun:
            draft.flags.append("heading")
    if expected is None or all(draft.heading for draft in drafts):
        return drafts
    kept = [draft for draft in drafts if not draft.heading]
    for draft in kept:
        draft.flags.extend(["heading"] * (len(kept) < len(drafts) and "heading" not in draft.flags))
    return kept
