"""Every exception of the library, with the exit code that the command line gives it.

A message says what was read, where, what was expected and what to do; `findings` holds all
that was noticed, so that nobody has to run twice to learn of the second mistake.
"""

from collections.abc import Iterable

from oar_analysis.contract import Finding

# The exit code of what nobody foresaw (EX_SOFTWARE of BSD's sysexits.h).
UNFORESEEN = 70


class OarError(Exception):
    """Base of the library's errors; `exit_code` is what the command line returns."""

    exit_code = 1

    def __init__(self, message: str, findings: Iterable[Finding] = ()) -> None:
        super().__init__(message)
        self.findings = list(findings)


class UsageError(OarError):
    """A parameter, option or name that cannot be: unknown year, axis, page, word."""

    exit_code = 2


class SchemeError(OarError):
    """The register cannot be read or contradicts itself."""


class ReadError(OarError):
    """A raw file cannot be read; its one finding says why."""


class PageError(OarError):
    """A notebook failed or a page is not fit to be published."""

    exit_code = 3


class LockError(OarError):
    """Another run holds the lock of this target."""

    exit_code = 4


class DiskError(OarError):
    """Disk full or permission refused."""

    exit_code = 5


class VerifyError(OarError):
    """A delivered folder differs from its manifest."""

    exit_code = 6
