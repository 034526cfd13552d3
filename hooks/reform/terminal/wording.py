"""The words of the commands, from ``templates/commands``: Vietnamese, and English where asked."""

from collections.abc import Mapping
from contextvars import ContextVar
from functools import cache
from typing import Any

from reform.rendering.environment import TEMPLATES, message_environment
from reform.rendering.markup import text_of
from reform.sources.yaml_files import read_yaml

LANGUAGES = ("vi", "en")
FOLDER = TEMPLATES / "commands"
COMMON = "_common"
"""The words that all commands share."""

language: ContextVar[str] = ContextVar("language", default=LANGUAGES[0])
"""The language that was asked for."""


@cache
def words_of(command: str) -> Mapping[str, Any]:
    """All words of a command, by the name of its module, in every language."""
    name = f"{command}.yaml"
    document, problems = read_yaml(FOLDER / name, name)
    assert not problems, problems
    assert isinstance(document, dict)
    return document


def worded(command: str, *keys: str) -> str:
    """The text under ``keys`` in the language asked for; KeyError where there is none."""
    found: Any = words_of(command)
    for key in keys:
        found = found[key]
    return str(found[language.get()]).strip("\n")


def option_text(command: str, parameter: str) -> str:
    """What a parameter is for: the command's own words, else those that all share."""
    own = words_of(command).get("options") or {}
    return worded(command if parameter in own else COMMON, "options", parameter)


def told(command: str, key: str, **values: Any) -> str:
    """What a command says under ``key``, with values filled in."""
    template = message_environment().from_string(worded(command, "said", key))
    return text_of(template.render(values))
