"""The console command as a group of lazily imported commands: only the one that is asked for."""

import importlib
import pkgutil
from collections.abc import Sequence
from typing import Annotated, Any, Literal

import typer
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from reform import commands
from reform.terminal.console import complain
from reform.terminal.misuse import UnknownCommandError, tell_misuse
from reform.terminal.wording import COMMON, LANGUAGES, language, option_text, told, worded

_LANGUAGE = "--lang"


def command_names() -> dict[str, str]:
    """Name of each command, as typed, to its module."""
    found = sorted(module.name for module in pkgutil.iter_modules(commands.__path__))
    return {name.replace("_", "-"): name for name in found}


class _Command(TyperCommand):
    """A command whose usage and ``--help`` speak the language asked for."""

    def get_help_option(self, ctx: Any) -> Any:
        return _with_help(super().get_help_option(ctx))

    def get_usage(self, ctx: Any) -> str:
        return _usage(super().get_usage(ctx))


class _Commands(TyperGroup):
    """All commands; the module of one is imported when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - Typer's
        return [*command_names()]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - Typer's
        names = command_names()
        if cmd_name not in names:
            raise UnknownCommandError(cmd_name, [*names])
        return _built(cmd_name, names[cmd_name])

    def get_help_option(self, ctx: Any) -> Any:
        return _with_help(super().get_help_option(ctx))

    def get_usage(self, ctx: Any) -> str:
        return _usage(super().get_usage(ctx))


def application() -> TyperGroup:
    """The whole command, in the language that was asked for."""
    for panel in ("arguments", "options", "commands"):
        title = worded(COMMON, "panels", panel)
        setattr(rich_utils, f"{panel.upper()}_PANEL_TITLE", title)
    rich_utils.DEFAULT_STRING = worded(COMMON, "panels", "default")
    rich_utils.REQUIRED_LONG_STRING = worded(COMMON, "panels", "required")
    app = typer.Typer(
        cls=_Commands, add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False
    )
    app.callback()(_root)
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    group.help = worded(COMMON, "summary")
    _describe(group, COMMON)
    return group


def taken_language(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """The language named anywhere among the arguments, and the arguments with it in front, where
    it is looked at; the first language where none is named or nobody knows it.
    """
    rest = list(arguments)
    for index, argument in enumerate(rest):
        if argument.partition("=")[0] == _LANGUAGE:
            named = rest[index : index + (1 if "=" in argument else 2)]
            del rest[index : index + len(named)]
            value = argument.partition("=")[2] or named[-1]
            return (value if value in LANGUAGES else LANGUAGES[0]), [*named, *rest]
    return LANGUAGES[0], rest


def run(arguments: Sequence[str]) -> int:
    """Run one command; 2 where it was called wrongly or broken off, else what it returns."""
    chosen, rest = taken_language(arguments)
    token = language.set(chosen)
    try:
        return int(application().main(rest, "reform", standalone_mode=False) or 0)
    except typer.TyperException as error:
        tell_misuse(error)
        return 2
    except typer.Abort:
        complain(told(COMMON, "aborted"))
        return 2
    finally:
        language.reset(token)


def _root(lang: Annotated[Literal["vi", "en"], typer.Option()] = "vi") -> None:
    """Take the language; it was set before, so that help speaks it too."""


def _built(name: str, module: str) -> TyperCommand:
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    run_command = importlib.import_module(f"{commands.__name__}.{module}").run
    summary = worded(module, "summary")
    app.command(name, cls=_Command, help=summary)(run_command)
    command = get_command(app)
    assert isinstance(command, TyperCommand)
    _describe(command, module)
    return command


def _describe(command: TyperCommand | TyperGroup, module: str) -> None:
    for parameter in command.params:
        if not getattr(parameter, "hidden", False):
            text = option_text(module, str(parameter.name))
            setattr(parameter, "help", text)  # noqa: B010 - arguments and options have one each


def _with_help(option: Any) -> Any:
    option.help = option_text(COMMON, "help")
    return option


def _usage(text: str) -> str:
    return text.replace("Usage:", worded(COMMON, "panels", "usage"))
