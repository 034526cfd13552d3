"""The outline of a document: which paragraph stands under which."""

from collections import Counter
from collections.abc import Iterable

from reform.drafting.blocks import Paragraph
from reform.drafting.markers import DASH, DECIMAL, PART, PLUS, ROMAN, Mark, mark_of
from reform.drafting.nodes import LONG, PARAGRAPH, Node
from reform.drafting.wording import pattern

_BULLETS = (DASH, PLUS)


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
