"""Strict YAML: safe, fast, no key twice, dates left as text, as deep as people write."""

import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from reform.problems import Problem
from reform.sources.text_files import read_text
from reform.sources.yaml_lines import Slip, cut_comments, slips

DEEPEST = 16
"""How deep lists and mappings may lie in one another; a plan needs five."""
_MENDABLE = ("yaml-syntax", "yaml-anchor", "repeated-key", "yaml-deep")
_BRACKETS = re.compile(r"[\[\]{}]")
_SHORTHAND = re.compile(r"(?m)(?:^|[\s\[{,:-])[&*][^\s&*]")
_DEEP_LINE = re.compile(r"(?m)^(?: {40}|(?:[ \t]*-[ \t]+){4})")
_TIMESTAMP = "tag:yaml.org,2002:timestamp"


class _RepeatedKey(yaml.constructor.ConstructorError):
    """A mapping names one key twice."""

    def __init__(self, key: Hashable, mark: yaml.Mark) -> None:
        super().__init__(None, None, str(key), mark)
        self.key = str(key)


class Plain(str):
    """Text without quotes that YAML takes for a number, a truth value or the like."""

    __slots__ = ()


class _StrictLoader(yaml.CSafeLoader):
    """PyYAML's C loader, which keeps dates as written and refuses a key that stands twice."""

    def construct_mapping(
        self,
        node: yaml.MappingNode,
        deep: bool = False,  # noqa: FBT001, FBT002 - PyYAML's
    ) -> dict[Hashable, Any]:
        mapping: dict[Hashable, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value  # as it is written: the keys ``no`` and ``1`` are text too
            if not isinstance(key, str) or key in mapping:
                raise _RepeatedKey(str(key)[:40], key_node.start_mark)
            mapping[key] = self.construct_object(value_node, deep=deep)
        return mapping


class WrittenLoader(_StrictLoader):
    """Keeps what is written: only ``true``, ``false`` and nothing are more than text."""


def _plain(_: WrittenLoader, node: yaml.ScalarNode) -> Any:
    return Plain(node.value)


def _truth(_: WrittenLoader, node: yaml.ScalarNode) -> Any:
    return _TRUTHS.get(node.value.casefold(), Plain(node.value))


_TRUTHS = {"true": True, "false": False}
_StrictLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _TIMESTAMP]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def _constructed_mapping(loader: _StrictLoader, node: yaml.MappingNode) -> dict[Hashable, Any]:
    return loader.construct_mapping(node, deep=True)


_StrictLoader.add_constructor("tag:yaml.org,2002:map", _constructed_mapping)
WrittenLoader.yaml_implicit_resolvers = _StrictLoader.yaml_implicit_resolvers
for _tag in ("int", "float", "value", "merge"):
    WrittenLoader.add_constructor(f"tag:yaml.org,2002:{_tag}", _plain)
WrittenLoader.add_constructor("tag:yaml.org,2002:bool", _truth)


@dataclass(frozen=True)
class YamlReading:
    """What came of one YAML file."""

    document: Any
    """None where the file cannot be read."""
    problems: list[Problem]
    text: str
    """The text that was read: the file's, with its slips mended."""


def read_yaml(path: Path, name: str) -> tuple[Any, list[Problem]]:
    """Read one YAML file of the developers: its numbers are numbers.

    Returns the document (None where it cannot be read) and the problems found.
    """
    text, problems = read_text(path, name)
    if text is None:
        return None, problems
    document, wrong = read_yaml_text(text, name)
    return document, [*problems, *([wrong] if wrong else [])]


def read_yaml_text(text: str, name: str) -> tuple[Any, Problem | None]:
    """The document of YAML that stands in a file called ``name``, or what keeps it from being
    one; lines count from the first of ``text``.
    """
    return _loaded(text, name, _StrictLoader)


def read_written(path: Path, name: str, known: frozenset[str]) -> YamlReading:
    """Read one YAML file as an editor wrote it; ``known`` are the keys it may hold.

    What the parser stumbles over is mended line by line and told, as long as each line says what
    was meant; where none does, the file is not read.
    """
    text, problems = read_text(path, name)
    if text is None:
        return YamlReading(None, problems, "")
    text, cut = _mended(text, cut_comments(text), name)
    document, wrong = _loaded(text, name, WrittenLoader)
    found: list[Problem] = []
    if wrong and wrong.code in _MENDABLE:
        text, found = _mended(text, slips(text, known), name)
        if found:
            document, wrong = _loaded(text, name, WrittenLoader)
    told = {line for p in found for line in range(p.line - 1, p.line + 3)}
    is_told = any(p.code == "yaml-conflict" for p in found) or (wrong and wrong.line in told)
    left = [wrong] if wrong and not is_told else []
    return YamlReading(document, [*problems, *cut, *found, *left], text)


def read_value(text: str) -> Any:
    """The document of a text that holds no more than a value; None where it cannot be read."""
    return _loaded(text, "", _StrictLoader)[0]


def _mended(text: str, found: Iterable[Slip], name: str) -> tuple[str, list[Problem]]:
    lines = text.split("\n")
    problems = []
    for slip in found:
        lines[slip.line - 1] = slip.mended
        values = {"value": slip.value, "mended": slip.mended.strip()}
        problems.append(Problem(name, slip.line, slip.code, values))
    return "\n".join(lines), problems


def _loaded(text: str, name: str, loader: type[yaml.CSafeLoader]) -> tuple[Any, Problem | None]:
    """The document, or what keeps it from being one."""
    wrong = _unsafe_structure(text, name)
    if wrong:
        return None, wrong
    try:
        return yaml.load(text, Loader=loader), None  # noqa: S506 - derived from CSafeLoader
    except _RepeatedKey as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        return None, Problem(name, line, "repeated-key", {"key": error.key})
    except yaml.MarkedYAMLError as error:
        mark: Any = error.problem_mark or error.context_mark
        return None, Problem(name, mark.line + 1 if mark else 0, "yaml-syntax")
    except (yaml.YAMLError, ValueError):
        return None, Problem(name, 0, "yaml-syntax")


def _unsafe_structure(text: str, name: str) -> Problem | None:
    """A shorthand, or lists within lists without end; looked for closely only where there may be
    one.
    """
    depth = deepest = 0
    for bracket in _BRACKETS.finditer(text):
        depth += 1 if bracket[0] in "[{" else -1
        deepest = max(deepest, depth)
    if deepest <= DEEPEST and not _SHORTHAND.search(text) and not _DEEP_LINE.search(text):
        return None
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            line = event.start_mark.line + 1 if event.start_mark else 0
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                return Problem(name, line, "yaml-anchor")
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                return Problem(name, line, "yaml-deep", {"most": str(DEEPEST)})
    except yaml.YAMLError:
        return None
    return None


class LineFinder:
    """Finds the line of a value in a YAML file; a file is composed once, and only when asked."""

    def __init__(self, root: Path, mended: Mapping[str, str] | None = None) -> None:
        self._root = root
        self._mended = mended or {}
        self._nodes: dict[str, yaml.Node | None] = {}

    def line(self, file: str, path: tuple[str | int, ...]) -> int:
        """The line of the value at ``path``, or of its nearest ancestor that exists; from 1."""
        if file not in self._nodes:
            text = self._mended.get(file) or read_text(self._root / file, file)[0] or ""
            self._nodes[file] = yaml.compose(text, Loader=yaml.CSafeLoader)
        node = self._nodes[file]
        line = 1
        for step in path:
            found = _child(node, step)
            if found is None:
                break
            mark, node = found
            line = mark.line + 1
        return line


def _child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Mark, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key.start_mark, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark, node.value[step]
    return None
