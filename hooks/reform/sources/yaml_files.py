"""Strict YAML: safe, fast, no key twice, dates left as text, NFC asked for."""

import unicodedata
from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

from reform.problems import Problem

_TIMESTAMP = "tag:yaml.org,2002:timestamp"


class _RepeatedKey(yaml.constructor.ConstructorError):
    """A mapping names one key twice."""

    def __init__(self, key: Hashable, mark: yaml.Mark) -> None:
        super().__init__(None, None, str(key), mark)
        self.key = str(key)


class _StrictLoader(yaml.CSafeLoader):
    """PyYAML's C loader, which keeps dates as written and refuses a key that stands twice."""

    def construct_mapping(
        self,
        node: yaml.MappingNode,
        deep: bool = False,  # noqa: FBT001, FBT002 - PyYAML's
    ) -> dict[Hashable, Any]:
        mapping: dict[Hashable, Any] = {}
        for key_node, value_node in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, Hashable) or key in mapping:
                raise _RepeatedKey(str(key), key_node.start_mark)
            mapping[key] = self.construct_object(value_node, deep=deep)
        return mapping


_StrictLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _TIMESTAMP]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def _constructed_mapping(loader: _StrictLoader, node: yaml.MappingNode) -> dict[Hashable, Any]:
    return loader.construct_mapping(node, deep=True)


_StrictLoader.add_constructor("tag:yaml.org,2002:map", _constructed_mapping)


def read_yaml(path: Path, name: str) -> tuple[Any, list[Problem]]:
    """Read one YAML file.

    Returns the document (None where it cannot be read) and the problems found: text that is not
    UTF-8, a syntax error, a key that stands twice, text that is not NFC.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        return None, [Problem(name, line, "not-utf8")]
    try:
        document = yaml.load(text, Loader=_StrictLoader)  # noqa: S506 - derived from CSafeLoader
    except _RepeatedKey as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        return None, [Problem(name, line, "repeated-key", {"key": error.key})]
    except yaml.MarkedYAMLError as error:
        return None, [_syntax_problem(error, text, name)]
    except yaml.reader.ReaderError as error:
        line = text.encode()[: error.position].count(b"\n") + 1
        return None, [Problem(name, line, "yaml-character", {"detail": f"#x{error.character:04x}"})]
    if unicodedata.is_normalized("NFC", text):
        return document, []
    return document, [
        Problem(name, number, "not-nfc")
        for number, line in enumerate(text.splitlines(), start=1)
        if not unicodedata.is_normalized("NFC", line)
    ]


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, name: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 0
    quote = _open_quote(text, line)
    if quote:
        return Problem(name, quote, "yaml-quote")
    return Problem(name, line, _syntax_code(error, text, line), {"detail": error.problem or ""})


def _open_quote(text: str, line: int) -> int:
    """The line of a quote that nobody closed: what it opens ends only on the line of the error,
    where the next quote stands, or with the file. 0 where there is none.
    """
    opened = 0
    try:
        for token in yaml.scan(text, Loader=yaml.CSafeLoader):
            start, end = token.start_mark.line + 1, token.end_mark.line + 1
            if end > line:
                break
            if isinstance(token, yaml.ScalarToken) and token.style in ('"', "'") and start < end:
                opened = start if end == line else 0
    except yaml.MarkedYAMLError as error:
        if "quoted scalar" in (error.context or "") and error.context_mark:
            return int(error.context_mark.line) + 1
    return opened


def _syntax_code(error: yaml.MarkedYAMLError, text: str, line: int) -> str:
    """The message that fits a syntax error: a tab, a colon in plain text, or any other."""
    lines = text.splitlines()
    written = lines[line - 1] if 0 < line <= len(lines) else ""
    if "\t" in written[: len(written) - len(written.lstrip())]:
        return "yaml-tab"
    if "mapping values are not allowed" in (error.problem or ""):
        return "yaml-colon"
    return "yaml-syntax"


class LineFinder:
    """Finds the line of a value in a YAML file; a file is composed once, and only when asked."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._nodes: dict[str, yaml.Node | None] = {}

    def line(self, file: str, path: tuple[str | int, ...]) -> int:
        """The line of the value at ``path``, or of its nearest ancestor that exists; from 1."""
        if file not in self._nodes:
            text = (self._root / file).read_bytes().decode("utf-8-sig")
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
