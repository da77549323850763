"""Errors that name the nearest word that would have been right."""

import difflib
from collections.abc import Iterable

from oar_analysis.errors import UsageError

# More words than that are not listed whole.
_LISTED = 15


def unknown(what: str, got: object, known: Iterable[object]) -> UsageError:
    """Return the error of a word that is not known, naming the nearest one or all of them.

    >>> str(unknown("Mesure", "levle", ["level", "share"]))
    'Mesure « levle » inconnue. Vouliez-vous dire « level » ?'
    """
    return UsageError(f"{what} « {got} » inconnue. {suggestion(got, known)}".strip())


def suggestion(got: object, known: Iterable[object]) -> str:
    """Return which known word is meant, or which ones there are."""
    words = list(dict.fromkeys(str(one) for one in known))
    # A code says more by its beginning than by its letters: 1-1.5.9 is near 1-1.5.1.
    near = difflib.get_close_matches(str(got), words, 1, 0.5)
    if near:
        return f"Vouliez-vous dire « {near[0]} » ?"
    more = "…" if len(words) > _LISTED else ""
    listed = ", ".join(f"« {one} »" for one in words[:_LISTED])
    return f"Valeurs connues : {listed}{more}." if words else "Aucune n'est connue."
