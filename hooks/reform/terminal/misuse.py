"""What is said when a command was typed wrongly, in the language asked for."""

from difflib import get_close_matches

import typer

from reform.terminal.console import complain
from reform.terminal.wording import COMMON, told


class UnknownCommandError(typer.TyperException):
    """No command has that name."""

    exit_code = 2

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(name)
        self.option_name = name
        self.possibilities = get_close_matches(name, known, n=2, cutoff=0.7)


_KINDS = ("UnknownCommandError", "NoSuchOption", "MissingParameter", "BadParameter")
"""Names of the errors that have a sentence of their own."""


def tell_misuse(error: typer.TyperException) -> None:
    """Say what was typed wrongly; a call without arguments has been answered by its help."""
    kind = type(error).__name__
    if kind == "NoArgsIsHelpError":
        return
    context = getattr(error, "ctx", None)
    parameter = getattr(error, "param", None)
    values = {
        "message": error.format_message() if kind not in _KINDS else error.message,
        "name": getattr(error, "option_name", "") or (parameter and parameter.get_error_hint()),
        "possibilities": ", ".join(getattr(error, "possibilities", None) or ()),
        "path": context.command_path if context else "reform",
        "usage": context.get_usage() if context else "",
    }
    complain(told(COMMON, kind if kind in _KINDS else "UsageError", **values))
