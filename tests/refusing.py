"""Calls a verb of the analyst's that must refuse, and returns what it says, for tests."""

from collections.abc import Callable

import pytest

from oar_analysis.errors import UsageError


def refused(call: Callable[[], object]) -> str:
    """Return the message of the UsageError that a call raises."""
    with pytest.raises(UsageError) as caught:
        call()
    return str(caught.value)
