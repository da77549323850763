"""Typer's own words in French: headings of the help, and what is wrong with a command line."""

import inspect
import re
import sys
from typing import Any

from typer.core import TyperCommand, TyperGroup

_HELP = (
    ("Usage:", "Usage :"),
    ("COMMAND [ARGS]...", "COMMANDE [ARGUMENTS]..."),
    ("Options:", "Options :"),
    ("Commands:", "Commandes :"),
    ("Arguments:", "Arguments :"),
    ("Show this message and exit.", "Montrer cette aide."),
    ("[required]", "[obligatoire]"),
    ("[default:", "[défaut :"),
)

# What Typer adds for programmers: braces of what must be given, types, bounds that a text says.
_JARGON = ((r"\{(\w+)\}", r"\1"), (r" <(?:int|path|str|list\[str\])>", ""), (r";\s+x>=\d+\]", "]"))

_COMPLETION = {
    "install_completion": "Installer la complétion dans le terminal.",
    "show_completion": "Montrer le script de complétion, à copier ou à adapter.",
}

_ERRORS = (
    (r"No such command '(.*)'\.", r"la commande « \1 » n'existe pas."),
    (r"No such option: (\S+?)\.?(?= |$)", r"l'option « \1 » n'existe pas."),
    (r"Did you mean '(.*)'\?", r"Vouliez-vous dire « \1 » ?"),
    (r"Did you mean (.*)\?", r"Vouliez-vous dire \1 ?"),
    (r"Did you mean one of: (.*)\?", r"Commandes proches : \1."),
    (r"\(Possible options: (.*)\)", r"Options proches : \1."),
    (r"Missing argument '(.*)'\.", r"il manque l'argument « \1 »."),
    (r"Missing (?:option|parameter):? '?(.*?)'?\.?$", r"il manque l'option « \1 »."),
    (r"Missing command\.", r"il manque une commande."),
    (r"Option '(.*)' requires an argument\.", r"l'option « \1 » attend une valeur."),
    (r"Option '(.*)' does not take a value\.", r"l'option « \1 » n'attend pas de valeur."),
    (r"Got unexpected extra argument(?:s|\(s\))? \((.*)\)", r"argument de trop : \1."),
    (r"Invalid value for '(.*)': (.*)", r"valeur impossible pour « \1 » : \2"),
    (r"'(.*)' is not a valid int(?:eger| range)?\.", r"« \1 » lu, un nombre entier est attendu."),
    (r"'(.*)' is not a valid float(?: range)?\.", r"« \1 » lu, un nombre est attendu."),
    (r"'(.*)' is not one of (.*)\.", r"« \1 » n'est pas parmi \2."),
    (r"(\S+) is not in the range x>=(\S+)\.", r"\1 lu, au moins \2 est attendu."),
)


def french_help(text: str) -> str:
    """Return a help text with Typer's headings in French.

    >>> french_help("Options:")
    'Options :'
    """
    for english, french in _HELP:
        text = text.replace(english, french)
    for pattern, plain in _JARGON:
        text = re.sub(pattern, plain, text)
    return text


def laid_out(help_text: str) -> str:
    r"""Return a help text ready to be wrapped: examples line by line, no line begun by a « ; ».

    >>> laid_out("Fait le bilan ; vite.\n\nExemple : oar review\nAutre : oar lab").splitlines()
    ['Fait le bilan\xa0; vite.', '', '\x08', 'Exemple : oar review', 'Autre : oar lab']
    """

    # A return code keeps to its meaning, a semicolon to what stands before it.
    def kept(text: str) -> str:
        return re.sub(r"\b(\d{1,3}) (?=\w)", "\\1\u00a0", text.replace(" ;", "\u00a0;"))

    paragraphs = inspect.cleandoc(help_text).split("\n\n")
    return "\n\n".join(
        # The mark by which click leaves a paragraph as it is written.
        f"\b\n{one}" if one.startswith("Exemple") else kept(one)
        for one in paragraphs
    )


def french_error(text: str) -> str:
    """Return a usage error in French; one that we do not know stays as it is.

    >>> french_error("No such command 'revue'.")
    "la commande « revue » n'existe pas."
    """
    for pattern, french in _ERRORS:
        text = re.sub(pattern, french, text)
    return text


def _install_completion(ctx: Any, parameter: Any, value: Any) -> None:  # noqa: ANN401
    """Install the completion of the user's shell, as Typer does, and say so in French."""
    del parameter
    if not value or ctx.resilient_parsing:
        return
    from typer.completion import install  # type: ignore[attr-defined]

    shell, path = install(shell=value) if isinstance(value, str) else install()
    name = getattr(shell, "value", shell)
    print(f"Complétion de {name} installée : {path}. Ouvrir un autre terminal pour s'en servir.")
    sys.exit(0)


class FrenchCommand(TyperCommand):
    """A command whose help is in French throughout."""

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401
        """Make the command as Typer does, its help ready to be wrapped."""
        super().__init__(*arguments, **options)
        self.help = laid_out(self.help or "")

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the first line of the help, whole: it is wrapped, never cut."""
        del limit
        return (self.help or "").partition("\n")[0]

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401
        """Return the help."""
        return french_help(super().get_help(ctx))


class FrenchGroup(TyperGroup):
    """The application, its help in French, its commands in the order of registration."""

    def make_context(self, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401
        """Make the context of a run, what Typer added for the completion told in French."""
        for parameter in self.params:
            if parameter.name in _COMPLETION:
                parameter.help = _COMPLETION[parameter.name]  # type: ignore[attr-defined]
            if parameter.name == "install_completion":
                parameter.callback = _install_completion
        return super().make_context(*arguments, **options)

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401
        """Return the help."""
        return french_help(super().get_help(ctx))
