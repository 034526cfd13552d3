"""The one writer of YAML files: order, quotes and blank lines in one way, comments kept."""

from collections.abc import Iterator, Mapping
from typing import Any

from reform.writing.plan_order import NO_ORDER, Order
from reform.writing.scalars import scalar
from reform.writing.yaml_tree import Entry, read_tree, tree_of

_LONGEST_LIST = 100
"""A list that is longer is written with one item a line."""

YamlNotes = Mapping[tuple[str | int, ...], str]
"""Keys and indexes that lead to a value, to the comment that shall stand above it."""


def yaml_text(document: Mapping[str, Any], order: Order, notes: YamlNotes | None = None) -> str:
    """A document as the text of a file, with comments above the values that ``notes`` name."""
    root = tree_of(document)
    for path, note in (notes or {}).items():
        entry = _at(root, path)
        entry.above += [f"# {line}" for line in note.splitlines()]
    return _text(root, order, [])


def rewritten(text: str, order: Order, document: Mapping[str, Any] | None = None) -> str:
    """The text in the one order and quoting, with its comments and blank lines.

    Where ``document`` is given its values take the place of the text's own; comments stay with
    the entries that are still there, an item of a list being known by its first key.
    """
    root, below = read_tree(text)
    if document is not None:
        root = _renewed(root, tree_of(document))
    return _text(root, order, below)


def _at(entry: Entry, path: tuple[str | int, ...]) -> Entry:
    for step in path:
        entry = (
            entry.value[step]
            if isinstance(step, int)
            else next(child for child in entry.value if child.key == step)
        )
    return entry


def _renewed(old: Entry, new: Entry) -> Entry:
    """The new entry with the comments of the old one, and of its like in it."""
    new.above, new.beside = old.above, old.beside
    if old.is_branch and new.is_branch and old.is_list == new.is_list:
        known = {_name(child, place): child for place, child in enumerate(old.value)}
        for place, child in enumerate(new.value):
            before = known.get(_name(child, place))
            if before is not None:
                _renewed(before, child)
    return new


def _name(entry: Entry, place: int) -> Any:
    """What an entry is known by: its key, the id of an item (its first key), or its place."""
    if entry.key is not None:
        return entry.key
    ids = [c.value for c in entry.value if str(c.key).endswith("_id")] if entry.is_mapping else []
    return str(ids[0]) if ids and not isinstance(ids[0], list) else place


def _text(root: Entry, order: Order, below: list[str]) -> str:
    lines = [*_mapping(root, order, 0)]
    while lines and not lines[0]:
        del lines[0]
    tidy: list[str] = []
    for line in [*lines, *below]:
        if line or (tidy and tidy[-1]):
            tidy.append(line)
    while tidy and not tidy[-1]:
        tidy.pop()
    return "".join(f"{line}\n" for line in tidy)


def _mapping(entry: Entry, order: Order, indent: int) -> Iterator[str]:
    places = order.places
    last = len(places)
    for child in sorted(entry.value, key=lambda child: places.get(child.key, last)):
        if indent == 0 and child.is_branch and not _is_short(child):
            yield ""
        yield from _above(child, indent)
        yield from _pair(child, order, indent)


def _pair(entry: Entry, order: Order, indent: int) -> Iterator[str]:
    key = str(entry.key)
    head = f"{' ' * indent}{scalar(key)}:"
    if not entry.is_branch or _is_short(entry):
        written = _short(entry, order.types.get(key, ""))
        yield _beside(f"{head} {written}" if written else head, entry)
        return
    yield _beside(head, entry)
    inside = order.inside.get(key, NO_ORDER)
    yield from (_list if entry.is_list else _mapping)(entry, inside, indent + 2)


def _list(entry: Entry, order: Order, indent: int) -> Iterator[str]:
    for item in entry.value:
        yield from _above(item, indent)
        if not item.is_branch or _is_short(item):
            yield _beside(f"{' ' * indent}- {_short(item, '')}".rstrip(), item)
            continue
        inner = _list if item.is_list else _mapping
        yield from _dashed([*inner(item, order, indent + 2)], indent, item)


def _dashed(lines: list[str], indent: int, item: Entry) -> Iterator[str]:
    """The lines of an item with its dash; comments of its first key stand above the dash."""
    blank = " " * indent
    is_dashed = False
    for line in lines:
        bare = line.lstrip()
        if not is_dashed and (not bare or bare.startswith("#")):
            yield f"{blank}{bare}" if bare else ""
        elif not is_dashed:
            is_dashed = True
            yield f"{blank}- {bare}"
            if item.beside:
                yield f"{blank}  {item.beside}"
        else:
            yield line


def _above(entry: Entry, indent: int) -> Iterator[str]:
    for text in [*entry.above, *(_inner_comments(entry) if _is_short(entry) else ())]:
        yield f"{' ' * indent}{text}" if text else ""


def _inner_comments(entry: Entry) -> Iterator[str]:
    """Comments inside a list that is written on one line."""
    for child in entry.value if entry.is_branch else ():
        yield from filter(None, (*child.above, child.beside))
        yield from _inner_comments(child)


def _beside(line: str, entry: Entry) -> str:
    return f"{line}  {entry.beside}" if entry.beside else line


def _is_short(entry: Entry) -> bool:
    """Whether it stands on one line: a list of ids or the like, or nothing at all."""
    if not entry.is_branch or not entry.value:
        return entry.is_branch
    if entry.is_mapping or any(child.is_branch for child in entry.value):
        return False
    return len(_short(entry, "")) <= _LONGEST_LIST


def _short(entry: Entry, type_: str) -> str:
    if entry.is_mapping:
        return "{}"
    if not entry.is_list:
        return scalar(entry.value, type_)
    return f"[{', '.join(scalar(c.value, type_, in_list=True) or 'null' for c in entry.value)}]"
