"""The command line, thin: each command parses, calls the library, prints, gives an exit code.

A command is a module of this package with a function of the same name; its name stands in
COMMANDS, in the order of the help. Command modules import nothing heavy at their top: what
`oar --help` loads is typer and them.
"""

import importlib
import sys
from typing import Annotated

import typer

from oar_analysis.cli.french_help import FrenchCommand, FrenchGroup, laid_out

COMMANDS = (
    "review", "check", "normalise", "diff", "status", "verify", "template", "origins", "init",
    "demo", "lab",
)  # fmt: skip

HELP = """Bilan annuel des achats responsables : données contrôlées, pages autonomes.

Exemple : oar review --year 2017    les pages du bilan, dans reports/2017/
          oar lab                   les mêmes figures, dans JupyterLab

« oar COMMANDE --help » donne un exemple de chaque commande et ses codes de retour.
"""

app = typer.Typer(
    name="oar",
    cls=FrenchGroup,
    help=laid_out(HELP),
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _show_version(asked: bool) -> None:  # noqa: FBT001 (called by typer)
    if asked:
        from importlib.metadata import version

        print(f"oar-analysis {version('oar-analysis')}")
        raise typer.Exit


@app.callback()
def _commands(
    _version: Annotated[  # noqa: FBT002 (an option of typer)
        bool,
        typer.Option(
            "--version", help="Montrer la version.", is_eager=True, callback=_show_version
        ),
    ] = False,
) -> None:
    """Make of the application a group of commands, even were there one only."""


def register_commands() -> None:
    """Add each command of COMMANDS to the application."""
    for name in COMMANDS:
        module = importlib.import_module(f"oar_analysis.cli.{name}")
        app.command(name, cls=FrenchCommand)(getattr(module, name))


def main() -> None:
    """Run the command line and end with its exit code."""
    from oar_analysis.cli.ending import run_app
    from oar_analysis.cli.streams import close_streams, open_streams

    open_streams()
    register_commands()
    code = run_app(app)
    close_streams()
    sys.exit(code)
