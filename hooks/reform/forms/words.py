"""The words of the workbook, from ``templates/forms/words.yaml``."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from reform.rendering.environment import TEMPLATES, message_environment
from reform.rendering.markup import text_of
from reform.sources.yaml_files import read_yaml


@cache
def words() -> Mapping[str, Any]:
    """All words of the workbook."""
    document, problems = read_yaml(TEMPLATES / "forms" / "words.yaml", "words.yaml")
    assert not problems, problems
    assert isinstance(document, dict)
    return document


def sheet_name(key: str) -> str:
    """The name of a sheet that is no table of a plan."""
    return str(words()["sheets"][key])


def guide_lines(**values: str) -> list[str]:
    """What the first sheet says, line by line."""
    compiled = message_environment().from_string
    return [text_of(compiled(line).render(values)) for line in words()["guide"]]
