"""A paragraph in its place among others, and that place in words: ``II.2.a, gạch 3``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from reform.drafting.blocks import Paragraph
from reform.drafting.folding import fold
from reform.drafting.markers import DASH, DECIMAL, PLUS
from reform.drafting.wording import pattern, words

PARAGRAPH = "paragraph"
_BULLETS = (DASH, PLUS)
LONG = 120
"""Letters from which on a heading is a sentence."""


@dataclass
class Node:
    """A paragraph in its place."""

    paragraph: Paragraph
    kind: str
    label: str
    text: str
    """Without its mark."""
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    ordinal: int = 0
    """Which of several siblings of one label it is, counted from 1; 0 where it is the only one."""
    is_stray: bool = False
    """A number that stands inside a part whose numbers are others."""
    is_last: bool = False
    """The closing paragraph of its section."""
    is_lost: bool = False
    """Whether the document has lost its diacritics."""

    @property
    def folded(self) -> str:
        """Its text, folded."""
        return fold(self.text, is_lost=self.is_lost)

    @property
    def is_bullet(self) -> bool:
        """Whether it hangs under a heading by a dash or a plus."""
        return self.kind in _BULLETS

    def ancestors(self) -> Iterator[Node]:
        """Those above it, the nearest first."""
        node = self.parent
        while node and node.parent:
            yield node
            node = node.parent

    def walk(self) -> Iterator[Node]:
        """Itself and all below, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def locator(self) -> str:
        """Its place as a reader counts it: ``II.2.a, gạch 3``."""
        chain = [self, *self.ancestors()][::-1]
        heads = [node for node in chain if node.kind not in (*_BULLETS, PARAGRAPH)]
        place = _heads(heads) + _phase_suffix(chain)
        return ", ".join([place, *(step for node in chain if (step := node.step))]).lstrip(", ")

    @property
    def step(self) -> str:
        """What a bullet or an unmarked paragraph adds to the place of its heading."""
        named = words()["locators"]
        if self.is_last:
            return str(named["last"])
        if self.kind == PARAGRAPH:
            return str(named["paragraph"]).format(n=self._count(PARAGRAPH))
        if self.kind == DASH and phase_of(self):
            return ""
        if (
            self.kind == PLUS
            and self.parent
            and self.parent.kind == DASH
            and not phase_of(self.parent)
        ):
            return str(named["plus"]).format(n=self._count(PLUS))
        if self.is_bullet:
            return str(named["bullet"]).format(n=self._count(*_BULLETS))
        return ""

    def _count(self, *kinds: str) -> int:
        siblings = self.parent.children if self.parent else [self]
        alike = [node for node in siblings if node.kind in kinds]
        if DASH in kinds:
            alike = [node for node in alike if not (node.kind == DASH and phase_of(node))]
        return next((n for n, node in enumerate(alike, 1) if node is self), 1)


def _heads(heads: list[Node]) -> str:
    """The place of a heading by the labels of all above it: ``V`` and ``2.1`` make ``V.2.1``."""
    named = words()["locators"]
    parts: list[str] = []
    for node in heads:
        if node.is_stray:
            parts.append(", " + str(named["item"]).format(n=node.label))
            continue
        if node.kind == DECIMAL and "." in node.label:
            shorter = node.label.rpartition(".")[0]
            if parts and parts[-1].partition(" ")[0] == shorter:
                parts.pop()
        suffix = ""
        if node.ordinal > 1 or (node.ordinal == 1 and node is heads[-1]):
            suffix = f" ({named['ordinals'][min(node.ordinal, len(named['ordinals'])) - 1]})"
        parts.append(node.label + suffix)
    return ".".join(parts).replace(".,", ",")


def _phase_suffix(chain: list[Node]) -> str:
    """The years of the bullet that names a phase: `` (2026–2027)``."""
    for node in chain:
        years = phase_of(node) if node.kind == DASH and node.children else None
        if years:
            return f" ({years[1]})" if years[0] in (None, years[1]) else f" ({years[0]}–{years[1]})"
    return ""


def phase_of(node: Node) -> tuple[int | None, int] | None:
    """The years of a phase that a bullet or a heading names and nothing else; else None."""
    match = pattern("phase").match(node.folded)
    if not match:
        return None
    years = [int(year) for year in re.findall(r"20\d{2}", node.folded)]
    if len(years) > 2 or any(year > 2100 for year in years):
        return None
    is_until = "den" in node.folded.split()[:2] and len(years) == 1
    return (None if is_until else years[0], years[-1])
