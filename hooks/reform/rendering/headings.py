"""The headings of a rendered page, for its table of contents, and what else a link may lead to."""

import re
from dataclasses import dataclass

from reform.rendering.markup import line_of

_HEADING = re.compile(r'<h([23]) id="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)
_ANCHOR = re.compile(r'\sid="([^"]+)"')


@dataclass(frozen=True)
class Heading:
    """A heading that can be linked to."""

    level: int
    """2 or 3."""
    anchor: str
    title: str
    """Text without markup."""
    children: tuple["Heading", ...] = ()


def find_headings(markup: str) -> tuple[Heading, ...]:
    """The h2 with an id, each with the h3 that follow it."""
    found: list[tuple[Heading, list[Heading]]] = []
    for level, anchor, inner in _HEADING.findall(markup):
        heading = Heading(int(level), anchor, line_of(inner))
        if heading.level == 3 and found:
            found[-1][1].append(heading)
        else:
            found.append((heading, []))
    return tuple(
        Heading(top.level, top.anchor, top.title, tuple(children)) for top, children in found
    )


def find_anchors(markup: str) -> set[str]:
    """Everything in a page that an address may end with."""
    return set(_ANCHOR.findall(markup))
