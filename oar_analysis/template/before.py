"""The value of the year before, as a directorate sees it beside the cell to fill in."""

from pathlib import Path
from typing import Any

from oar_analysis.french import MISSING, amount
from oar_analysis.scheme.asked import Key
from oar_analysis.scheme.campaign import campaign_years


def values_before(data: Path, year: int) -> dict[Key, str]:
    """Return the text of each value of the year before `year`, from the campaigns before it.

    A published value is shown rather than one that was computed; {} without any campaign.

    Raises:
        SchemeError: the register or a campaign.yaml cannot be read.
    """
    from oar_analysis.dataset import build
    from oar_analysis.dataset.review import plain_rows

    campaigns = [one for one in campaign_years(data / "raw") if one < year]
    if not campaigns:
        return {}
    rows = build(data, campaigns[-1]).observations
    rows = rows[rows["year"] == year - 1].sort_values(["vintage", "origin"], kind="stable")
    shown: dict[Key, str] = {}
    published: set[Key] = set()
    for row in plain_rows(rows):
        key = (row["indicator"], row["breakdown"], row["measure"])
        text = _shown(row)
        is_published = row["origin"] == "published"
        if text == MISSING and key in shown:
            continue  # a later campaign that says nothing of a past value does not erase it
        if is_published or key not in published:
            shown[key] = text
            if is_published and text != MISSING:
                published.add(key)
    return shown


def _shown(row: dict[str, Any]) -> str:
    """Return a value or its bounds, with what qualifies it.

    >>> _shown({"value": 12.5, "low": None, "high": None, "decimals": 1, "status": "P"})
    '12,5 (provisoire)'
    """
    decimals = None if row["decimals"] is None else int(row["decimals"])
    text = amount(row["value"], row["low"], row["high"], "", decimals)
    words = {"P": "provisoire", "E": "estimée"}.get(row["status"])
    return f"{text} ({words})" if words and text != MISSING else text
