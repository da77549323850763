"""Texts of the register and of the tables, made fit for prose and for source lines."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from oar_analysis import french


def plain_markdown(text: str) -> str:
    r"""Return a text that Markdown shows as it is written.

    >>> plain_markdown("n° 1 *bis* [a](b)")
    'n° 1 \\*bis\\* \\[a\\](b)'
    """
    # No-break spaces stay: they hold a number and its unit together.
    flat = re.sub(r"[ \t\r\n]+", " ", text).strip(" ")
    return re.sub(r"([\\`*_\[\]#~|<>])", r"\\\1", flat)


def sentence(text: str) -> str:
    """Return a text as a sentence: first letter upper case, one full stop.

    >>> sentence("la valeur manque")
    'La valeur manque.'
    """
    text = text.strip().rstrip(".")
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def bullets(texts: Iterable[str], *, leads: bool = False) -> str:
    """Return texts as a Markdown list, each shown as it is written.

    With `leads`, what stands before the colon is strong: a list that can be scanned.

    >>> bullets(["Papier : 27 %."], leads=True)
    '- **Papier** : 27 %.'
    """
    shown = [plain_markdown(one) for one in texts if one.strip()]
    if leads:
        shown = [re.sub(r"^([^:;.]+)(?= : )", r"**\1**", one) for one in shown]
    return "\n".join(f"- {one}" for one in shown)


def source_of(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return the raw files that rows of observations come from, as a source line.

    >>> source_of([{"source_file": "2017/b.csv"}, {"source_file": "2017/a.csv ; 2017/b.csv"}])
    'données reçues : 2017/a.csv et 2017/b.csv'
    >>> source_of([{"source_file": f"{year}/a.csv"} for year in (2015, 2016, 2017)])
    'données reçues : a.csv (campagnes 2015 à 2017)'
    """
    files = {
        one
        for row in rows
        for one in (row["source_file"] or "").split(" ; ")
        # A value that the register declares absent comes from no table.
        if one and not one.startswith("scheme/")
    }
    if not files:
        return "registre du schéma (valeurs absentes)"
    return f"données reçues : {french.enumerate_words(_by_name(files))}"


def _by_name(files: Iterable[str]) -> list[str]:
    """Return files by name, the campaigns that sent one of that name told together."""
    campaigns: dict[str, list[str]] = {}
    for file in sorted(files):
        folder, _, name = file.partition("/")
        campaigns.setdefault(name, []).append(folder)
    return [
        f"{folders[0]}/{name}"
        if len(folders) == 1
        else f"{name} (campagnes {years_text(tuple(map(int, folders)))})"
        for name, folders in sorted(campaigns.items())
    ]


def years_text(years: tuple[int, ...]) -> str:
    """Return years as a range where they follow each other.

    >>> years_text((2016, 2017)), years_text((2008, 2009, 2010)), years_text((2014, 2017))
    ('2016 et 2017', '2008 à 2010', '2014 et 2017')
    """
    if len(years) > 2 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]} à {years[-1]}"
    return french.enumerate_words([str(one) for one in years])
