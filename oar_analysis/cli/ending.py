"""How a command ends: what went wrong in French, and the documented exit code."""

import errno
import signal
from typing import TYPE_CHECKING, Any

from oar_analysis.cli.french_help import french_error
from oar_analysis.errors import UNFORESEEN, DiskError, OarError, UsageError

if TYPE_CHECKING:
    import typer

_SHOWN_FINDINGS = 20


def run_app(app: "typer.Typer") -> int:
    """Run the application and return its exit code; what went wrong stands on standard error."""
    import typer

    # The usage error of the click that this typer stands on, its own or the library's.
    usage_error: Any = typer.BadParameter.__mro__[1]

    try:
        code = _call(app)
    except OarError as error:
        return fail(str(error), error)
    except OSError as error:
        return refused(error)
    except (KeyboardInterrupt, typer.Abort):
        complain("Interrompu.")
        return 128 + signal.SIGINT
    except usage_error as error:
        complain(_usage_words(error))
        return UsageError.exit_code
    except Exception as error:  # noqa: BLE001 (the last net: whatever is left is a defect of ours)
        return unforeseen(error)
    return code if isinstance(code, int) else 0


def _usage_words(error: Any) -> str:  # noqa: ANN401 (the usage error of one click or another)
    """Return what is wrong with a command line and where its help is; the help if it is empty."""
    text = french_error(error.format_message())
    if type(error).__name__ == "NoArgsIsHelpError":
        return text
    command = error.ctx.info_name if error.ctx and error.ctx.parent else ""
    known = f"« oar {command} --help » montre ses options" if command else "« oar --help » montre"
    return f"Erreur : {text}\n{known}{', avec un exemple.' if command else ' les commandes.'}"


def _call(app: "typer.Typer") -> object:
    try:
        return app(standalone_mode=False)
    except SystemExit as error:
        # All that typer says of a pipe that nobody reads any more; completion ends so too.
        if isinstance(error.__context__, OSError):
            raise BrokenPipeError from error
        raise


def fail(message: str, error: OarError) -> int:
    """Print an error with its findings and return its exit code."""
    findings = error.findings
    told = [f"{one.message} {one.remedy}" for one in findings]
    if "\n".join(told) == message and told:  # the register's errors are their findings
        message = "Le registre ou la campagne est à corriger ; rien n'a été publié."
    complain(message)
    for finding, words in zip(findings[:_SHOWN_FINDINGS], told, strict=False):
        parts = () if finding.file in finding.message else (finding.file, finding.cell)
        place = ", ".join(filter(None, parts))
        complain(f"  - {place + ' : ' if place else ''}{words}")
    if len(error.findings) > _SHOWN_FINDINGS:
        complain(f"  … et {len(error.findings) - _SHOWN_FINDINGS} autres (« oar check »).")
    return error.exit_code


def refused(error: OSError) -> int:
    """Tell what the system refused: the disk, a right, or to read any more of what we print."""
    from oar_analysis.review.exitcode import is_disk

    if isinstance(error, BrokenPipeError):  # « oar status | head -1 » has read enough: SIGPIPE
        return 128 + 13
    return fail(disk_words(error), DiskError("")) if is_disk(error) else unforeseen(error)


def disk_words(error: OSError) -> str:
    """Return what a refusal of the disk means, in French."""
    place = f" ({error.filename})" if error.filename else ""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"Disque plein{place}. Rien n'a été publié ; libérer de la place, puis relancer."
    return f"Accès refusé{place}. Rien n'a été publié ; rétablir les droits, puis relancer."


def unforeseen(error: Exception) -> int:
    """Say in French what nobody foresaw, then all that is known of it for those who mend it."""
    import traceback

    from oar_analysis.review.exitcode import RESOURCE_ERRORS

    what = f"Erreur imprévue ({type(error).__name__} : {error}). Rien n'a été publié."
    if isinstance(error, ImportError):
        remedy = "Un paquet manque ou est abîmé : refaire l'environnement (README), puis relancer."
    elif isinstance(error, OSError) and error.errno in RESOURCE_ERRORS:
        remedy = "Les limites du système sont atteintes : les relever (ulimit -n, ulimit -u)."
    elif isinstance(error, MemoryError):
        remedy = "La mémoire manque : fermer d'autres programmes ou « --workers 1 », puis relancer."
    else:
        remedy = "C'est un défaut du programme : transmettre ce qui suit à qui l'entretient."
    complain(f"{what} {remedy}")
    complain("".join(traceback.format_exception(error)).rstrip())
    return UNFORESEEN


def complain(text: str) -> None:
    """Print to standard error."""
    from oar_analysis.review.journal import print_line

    print_line(text)
