"""A YAML text as entries, each with the comments and blank lines that belong to it."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from reform.sources.yaml_files import WrittenLoader
from reform.writing.comments import Aside, asides


@dataclass
class Entry:
    """A key with its value, or one item of a list."""

    value: Any
    """A scalar, or a list of entries: of a mapping where they have keys."""
    key: str | None = None
    is_list: bool = False
    """Whether ``value`` is the entries of a list."""
    above: list[str] = field(default_factory=list)
    """Comments over it; an empty text is a blank line."""
    beside: str = ""
    """The comment behind it."""
    line: int = 0
    """The line it begins on, from 0."""
    last: int = 0
    """The line on which it ends."""

    @property
    def is_branch(self) -> bool:
        """Whether it holds entries."""
        return self.is_list or self.is_mapping

    @property
    def is_mapping(self) -> bool:
        """Whether ``value`` is the entries of a mapping."""
        return isinstance(self.value, list) and not self.is_list


def tree_of(document: Any, key: str | None = None) -> Entry:
    """The entries of a document of mappings, lists and scalars; without comments."""
    if isinstance(document, dict):
        return Entry([tree_of(value, str(name)) for name, value in document.items()], key)
    if isinstance(document, list | tuple):
        return Entry([tree_of(value) for value in document], key, is_list=True)
    return Entry(document, key)


def read_tree(text: str) -> tuple[Entry, list[str]]:
    """The entries of a text that can be read, and the comments that stand below them all."""
    loader = WrittenLoader(text)
    node = loader.get_single_node()
    root = Entry([]) if node is None else _entry(loader, node)
    below = _attach(root, asides(text))
    return root, below


def _entry(loader: WrittenLoader, node: yaml.Node, key: yaml.Node | None = None) -> Entry:
    name = None if key is None else str(key.value)
    lines = (key or node).start_mark.line, _last_line(node)
    if isinstance(node, yaml.MappingNode):
        pairs = [_entry(loader, value, key) for key, value in node.value]
        return Entry(pairs, name, line=lines[0], last=lines[1])
    if isinstance(node, yaml.SequenceNode):
        items = [_entry(loader, value) for value in node.value]
        return Entry(items, name, is_list=True, line=lines[0], last=lines[1])
    value = loader.construct_object(node)
    return Entry(value, name, line=lines[0], last=lines[1])


def _last_line(node: yaml.Node) -> int:
    mark = node.end_mark
    return int(mark.line) - (1 if mark.column == 0 and mark.line > node.start_mark.line else 0)


def _entries(entry: Entry) -> Iterator[Entry]:
    if entry.is_branch:
        for child in entry.value:
            yield child
            yield from _entries(child)


def _attach(root: Entry, found: list[Aside]) -> list[str]:
    """Give each comment its entry: the next one below, or the one on its line."""
    entries = list(_entries(root))
    starts = [entry.line for entry in entries]
    below: list[str] = []
    for aside in found:
        place = bisect_right(starts, aside.line)
        if not aside.is_alone and place:
            owner = entries[place - 1]
            if owner.beside:
                owner.above.append(aside.text)
            owner.beside = owner.beside or aside.text
            continue
        # The first of several entries that begin on one line is the outermost.
        target = entries[place] if place < len(entries) else None
        (target.above if target else below).append(aside.text)
    return below
