"""The comments and blank lines of a YAML text, told apart from what its values hold."""

import re
from dataclasses import dataclass

import yaml

_COMMENT = re.compile(r"#[^\n]*")


@dataclass(frozen=True)
class Aside:
    """One comment or one blank line."""

    line: int
    """From 0."""
    text: str
    """The comment with its mark; empty for a blank line."""
    is_alone: bool
    """Whether nothing else stands on its line."""


def asides(text: str) -> list[Aside]:
    """Every comment and blank line, from the top: what stands between the tokens."""
    found: list[Aside] = []
    end = 0
    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        if token.start_mark.index > end:
            found += _between(text, end, token.start_mark.index)
        end = max(end, _end(text, token))
    return found + _between(text, end, len(text))


def _end(text: str, token: yaml.Token) -> int:
    """Where a token ends; a text in many lines claims blank lines behind it that are none of it."""
    is_block = isinstance(token, yaml.ScalarToken) and token.style in ("|", ">")
    index: int = token.end_mark.index
    while is_block and index > token.start_mark.index and text[index - 1] in " \n":
        index -= 1
    return index


def _between(text: str, start: int, end: int) -> list[Aside]:
    first = text.count("\n", 0, start)
    found = []
    for number, line in enumerate(text[start:end].split("\n")):
        is_alone = number > 0 or start == 0 or text[start - 1] == "\n"
        comment = _COMMENT.search(line)
        ends_here = start + sum(map(len, text[start:end].split("\n")[: number + 1])) + number
        is_whole = ends_here < end or end == len(text)
        if comment:
            found.append(Aside(first + number, comment[0].rstrip(), is_alone))
        elif is_alone and is_whole and ends_here < len(text) and not line.strip():
            found.append(Aside(first + number, "", is_alone=True))
    return found
