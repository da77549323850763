"""Makes tidy observations and registers for the tests of the analysis, without any file."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from bodies import indicator

from oar_analysis.contract import OBSERVATIONS, pandas_dtypes
from oar_analysis.scheme import Scheme

Row = dict[str, Any]


def points(
    key: str, values: Mapping[int, float | None], unit: str = "1", decimals: int | None = None,
    **columns: Any,
) -> list[Row]:  # fmt: skip
    """Rows of one series, `key` being indicator[/breakdown[/measure]]; extra columns for all."""
    code, breakdown, measure = (*key.split("/"), "", "")[:3]
    base = {
        "indicator": code,
        "action": code.rpartition(".")[0],
        "axis": 1,
        "measure": measure or "level",
        "breakdown": breakdown,
        "unit": unit,
        "decimals": decimals,
        "status": "A",
        "origin": "published",
        "vintage": 2017,
        **columns,
    }
    return [{**base, "year": year, "value": value} for year, value in values.items()]


def tidy(*series: list[Row]) -> pd.DataFrame:
    """The rows of several series as a table of the contract."""
    names = [field.name for field in OBSERVATIONS]
    table = pd.DataFrame([row for rows in series for row in rows], columns=names)
    texts = [field.name for field in OBSERVATIONS if field.type == "string"]
    table[texts] = table[texts].astype("object").fillna("")
    return table.astype(pandas_dtypes(OBSERVATIONS))


def register(*actions: dict[str, Any], total: int = 3) -> Scheme:
    """A register of given actions (code and indicators at least)."""
    complete = [
        {
            "axis": 1, "title": one["code"], "short_title": one["code"],
            "steering": ["Direction des Essais"], "objective": ["Essayer"],
            **one,
        }
        for one in actions
    ]  # fmt: skip
    return Scheme.model_validate(
        {
            "body": {"name": "Syndicat des Essais", "short_name": "Essais"},
            "title": "Schéma d'essai",
            "first_year": 2016,
            "actions_total": {"value": total, "source": "essai"},
            "axes": [{"number": 1, "title": "Essais"}],
            "pages": [{"id": "axe-1", "title": "Axe 1", "notebook": "axe.ipynb"}],
            "actions": complete,
        }
    )


def one_action(*indicators: dict[str, Any], code: str = "1-1.1", **keys: Any) -> Scheme:
    """A register of one action with these indicators."""
    return register({"code": code, "indicators": list(indicators), **keys})


__all__ = ["indicator", "one_action", "points", "register", "tidy"]
