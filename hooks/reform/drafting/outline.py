"""The outline of a document: which paragraph stands under which, and the place of each in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from reform.drafting.blocks import Paragraph
from reform.drafting.folding import fold
from reform.drafting.markers import DASH, DECIMAL, PART, PLUS, ROMAN, Mark, mark_of
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
        if self.kind == PLUS and self.parent and self.parent.kind == DASH and not phase_of(self.parent):
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


class _Builder:
    """Puts one paragraph after another under the right heading."""

    def __init__(self, *, is_lost: bool) -> None:
        self._is_lost = is_lost
        self.root = Node(Paragraph(0, ""), "root", "", "")
        self._stack = [self.root]

    def add(self, paragraph: Paragraph) -> None:
        mark = mark_of(paragraph.text)
        if not mark:
            self._leave(*_BULLETS)
            self._put(Node(paragraph, PARAGRAPH, "", paragraph.text))
            return
        self._make_room(mark)
        node = Node(paragraph, mark.kind, mark.label, paragraph.text[mark.end :].strip())
        self._put(node)
        self._stack.append(node)

    def _put(self, node: Node) -> None:
        node.parent, node.is_lost = self._stack[-1], self._is_lost
        node.parent.children.append(node)

    def _leave(self, *kinds: str) -> None:
        while self._stack[-1].kind in kinds:
            self._stack.pop()

    def _make_room(self, mark: Mark) -> None:
        if mark.kind == PLUS:
            self._leave(PLUS)
        elif mark.kind == DASH:
            self._leave(*_BULLETS)
        elif mark.kind in (ROMAN, PART):
            keep = (PART,) if mark.kind == ROMAN else ()
            while len(self._stack) > 1 and self._stack[-1].kind not in keep:
                self._stack.pop()
        else:
            self._leave(*_BULLETS)
            self._to_sibling(mark)

    def _to_sibling(self, mark: Mark) -> None:
        key = _key(mark.kind, mark.label)
        keys = [_key(node.kind, node.label) for node in self._stack]
        if key in keys:
            del self._stack[keys.index(key) :]
            return
        deeper = [k for k, (kind, depth) in enumerate(keys) if kind == DECIMAL and depth > key[1]]
        if mark.kind == DECIMAL and deeper:
            del self._stack[deeper[0] :]


def _key(kind: str, label: str) -> tuple[str, int]:
    return kind, label.count(".") if kind == DECIMAL else 0


def outline(paragraphs: Iterable[Paragraph], *, is_lost: bool = False) -> Node:
    """The tree of the paragraphs; its root stands for the document."""
    builder = _Builder(is_lost=is_lost)
    for paragraph in paragraphs:
        builder.add(paragraph)
    root = builder.root
    for node in list(root.walk()):
        _tuck_strays(node)
    for node in root.walk():
        _number(node)
    _mark_last(root)
    return root


def _tuck_strays(node: Node) -> None:
    """A number that comes twice in a row, first with a sentence, then with a heading whose parts
    bear it, stood inside the part before it.
    """
    for first, second in zip(list(node.children), list(node.children)[1:], strict=False):
        before = node.children.index(first) - 1
        is_twice = first.kind == second.kind == DECIMAL and first.label == second.label
        if not is_twice or before < 0 or len(first.text) < LONG:
            continue
        host = node.children[before]
        inner = [child for child in host.children if "." in child.label]
        if inner and any("." in child.label for child in second.children):
            node.children.remove(first)
            first.parent, first.is_stray = inner[-1], True
            inner[-1].children.append(first)


def _number(node: Node) -> None:
    heads = [child for child in node.children if child.kind not in (*_BULLETS, PARAGRAPH)]
    labels = Counter((child.kind, child.label) for child in heads)
    seen: Counter[tuple[str, str]] = Counter()
    for child in heads:
        key = (child.kind, child.label)
        seen[key] += 1
        if labels[key] > 1 and not child.is_stray:
            child.ordinal = seen[key]


def _mark_last(root: Node) -> None:
    """The closing paragraph of the document belongs to its section, not to the last body there."""
    sections = [node for node in root.children if node.kind in (ROMAN, PART, DECIMAL)]
    if not sections:
        return
    section = sections[-1]
    leaves = [node for node in section.walk() if not node.children]
    for leaf in leaves[::-1]:
        if leaf.kind != PARAGRAPH or leaf.parent is None:
            break
        if pattern("final").search(leaf.folded):
            leaf.parent.children.remove(leaf)
            leaf.parent, leaf.is_last = section, True
            section.children.append(leaf)
            break
