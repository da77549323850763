"""The review that the desk looks at: processed tables if they are up to date, else built anew.

Nothing is written: an analyst who opens a notebook changes neither data/processed nor a review
that is running.
"""

import json
from functools import lru_cache
from pathlib import Path

from oar_analysis import dataset
from oar_analysis.contract import is_left_behind
from oar_analysis.dataset import Review
from oar_analysis.desk.folder import find_data
from oar_analysis.desk.word import suggestion
from oar_analysis.errors import UsageError
from oar_analysis.scheme.campaign import campaign_years


def open_review(year: int | None = None, data: str | Path | None = None) -> Review:
    """Return the review of a campaign: its register, observations, findings and verdicts.

    Without `year`, the latest campaign; without `data`, the folder that `find_data` finds. The
    tables of data/processed are read where they are of that year and no raw file is newer;
    otherwise they are built in memory (some seconds), once for each state of the raw files.

    Raises:
        UsageError: no data folder, or no campaign of that year; the nearest is named.
        SchemeError: the register cannot be read.
    """
    folder = find_data(data)
    years = campaign_years(folder / "raw")
    if not years:
        raise UsageError(
            f"Aucune campagne dans {folder / 'raw'} : aucun dossier nommé par une année."
        )
    chosen = years[-1] if year is None else int(year) if str(year).isdecimal() else year
    if chosen not in years:
        raise UsageError(
            f"La campagne {chosen} n'existe pas dans {folder / 'raw'}. {suggestion(chosen, years)}"
        )
    stamp = _latest_change(folder / "raw")
    if _processed_year(folder) == chosen and stamp[1] <= _written(folder):
        return dataset.open_review(year=chosen, data=folder)
    return _built(folder.resolve(), chosen, stamp)


@lru_cache(maxsize=4)
def _built(data: Path, year: int, stamp: tuple[int, int]) -> Review:  # noqa: ARG001 (part of the key)
    made = dataset.build(data, year)
    return Review(data, year, made.scheme, made.campaign, made)


def _latest_change(folder: Path) -> tuple[int, int]:
    """Return the number of files and the last change (ns) of a folder's files and folders.

    The change time counts too: a file put back with its old date is a change all the same.
    """
    below = (one for one in folder.rglob("*") if not is_left_behind(one.relative_to(folder)))
    shown = [folder, *below]
    times = [max(stat.st_mtime_ns, stat.st_ctime_ns) for stat in (one.stat() for one in shown)]
    return len(shown), max(times)


def _written(data: Path) -> int:
    """Return when the processed tables were written (ns), the oldest of them."""
    names = ("observations", "findings", "verdicts")
    paths = [data / "processed" / f"{name}.parquet" for name in names]
    return min((one.stat().st_mtime_ns if one.is_file() else 0) for one in paths)


def _processed_year(data: Path) -> int | None:
    """Return the campaign of the processed tables, None where they are not whole."""
    package = data / "processed" / "datapackage.json"
    try:
        return int(json.loads(package.read_text(encoding="utf-8"))["version"])
    except (OSError, ValueError, KeyError):
        return None
