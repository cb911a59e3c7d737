"""The command-line library speaks English; here its help and its messages are put into French."""

from __future__ import annotations

import re
from typing import Any

import typer
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

_HELP = "Afficher cette aide."
_SENTENCES = (
    (re.compile(r"No such command '?(.*?)'?\.(?:.*)", re.DOTALL), "Commande inconnue : {0}."),
    (re.compile(r"No such option: (\S+)(?:.*)", re.DOTALL), "Option inconnue : {0}."),
    (re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", re.DOTALL), "Argument en trop : {0}."),
    (re.compile(r"Option '?(\S+?)'? requires .*", re.DOTALL), "L’option {0} attend une valeur."),
    (
        re.compile(r"Option '?(\S+?)'? does not take a value\.", re.DOTALL),
        "L’option {0} ne prend pas de valeur.",
    ),
    (re.compile(r"Missing (?:argument|option|parameter):? '?(.*?)'?\.(?:.*)", re.DOTALL), "Il manque {0}."),
    (re.compile(r"Missing command\."), "Il manque une commande."),
    (
        re.compile(r"Invalid value for '?(.*?)'?: (?:Value error, )?(.*) is not one of (.*)\.", re.DOTALL),
        "{0} : {1} n’est pas possible, choisissez parmi {2}.",
    ),
    (re.compile(r"Invalid value for '?(.*?)'?: (.*)", re.DOTALL), "{0} : valeur refusée."),
)


class FrenchCommand(TyperCommand):
    """A command whose usage line and help option are in French."""

    def get_usage(self, ctx: Any) -> str:
        """The usage line."""
        return _usage(super().get_usage(ctx))

    def get_help_option(self, ctx: Any) -> Any:
        """The option that shows the help."""
        return _helped(super().get_help_option(ctx))


class FrenchGroup(TyperGroup):
    """A group of commands whose usage line and help option are in French."""

    def get_usage(self, ctx: Any) -> str:
        """The usage line."""
        return _usage(super().get_usage(ctx))

    def get_help_option(self, ctx: Any) -> Any:
        """The option that shows the help."""
        return _helped(super().get_help_option(ctx))


#: What the library raises for a command line that it does not understand.
CommandLineError: type[Exception] = typer.BadParameter.__mro__[2]


def speak_french() -> None:
    """Put the panels of the help into French."""
    rich_utils.COMMANDS_PANEL_TITLE = "Commandes"
    rich_utils.DEFAULT_STRING = "[défaut : {}]"
    rich_utils.REQUIRED_LONG_STRING = "[obligatoire]"


def sentence(error: Exception) -> str:
    """The French sentence for an error of the command-line library."""
    message = str(error.format_message()) if hasattr(error, "format_message") else str(error)
    for pattern, template in _SENTENCES:
        match = pattern.fullmatch(message)
        if match:
            return template.format(*match.groups())
    return f"Commande mal écrite ({message})"


def _usage(line: str) -> str:
    for english, french in (
        ("Usage: ", "Usage : "),
        ("COMMAND [ARGS]...", "COMMANDE [ARGUMENTS]…"),
    ):
        line = line.replace(english, french)
    return line


def _helped(option: Any) -> Any:
    if option is not None:
        option.help = _HELP
    return option
