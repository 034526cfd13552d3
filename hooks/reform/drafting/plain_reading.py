"""Reads plain text and Markdown: paragraphs, and tables as either of the two ways writes them."""

import re
from collections.abc import Iterator
from pathlib import Path

from reform.drafting.blocks import Gathering, Reading
from reform.drafting.folding import cleaned
from reform.drafting.lines import paragraphs_of

_EMPHASIS = re.compile(r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}|^\*{2,}\s*\*{0,3}$|__")
_HEADING = re.compile(r"^#{1,6}\s+")
_ROW = re.compile(r"^\s*\|(.+)\|\s*$")
_RULE = re.compile(r"^[\s|:*_=-]+$")


def read_plain(path: Path) -> Reading:
    """Read a text file; raises UnicodeDecodeError where it is in no known coding."""
    found = Gathering()
    lines = _decoded(path.read_bytes()).splitlines()
    for rows, text in _stretches([_unmarked(line) for line in lines]):
        if rows:
            found.add_table(rows)
        for paragraph in paragraphs_of(text):
            found.add(paragraph)
    return found.reading()


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    return data.decode("utf-8-sig")


def _unmarked(line: str) -> str:
    """The line without the signs of Markdown."""
    return _EMPHASIS.sub("", _HEADING.sub("", line)).replace("\\", "")


def _stretches(lines: list[str]) -> Iterator[tuple[list[tuple[str, ...]], list[str]]]:
    """Tables and the lines between them."""
    text: list[str] = []
    index = 0
    while index < len(lines):
        if lines[index].strip() == "|":
            rows, index = _stacked(lines, index)
        elif _ROW.match(lines[index]):
            rows, index = _piped(lines, index)
        else:
            text.append(lines[index])
            index += 1
            continue
        yield [], text
        text = []
        if _is_layout(rows):
            yield [], [line for row in rows for cell in row for line in (*cell.split("\n"), "")]
        else:
            yield [tuple(cleaned(cell) for cell in row) for row in rows], []
    yield [], text


def _piped(lines: list[str], index: int) -> tuple[list[tuple[str, ...]], int]:
    rows: list[tuple[str, ...]] = []
    while index < len(lines) and (match := _ROW.match(lines[index])):
        if not _RULE.match(lines[index]):
            rows.append(tuple(cell.strip() for cell in match[1].split("|")))
        index += 1
    return rows, index


def _stacked(lines: list[str], index: int) -> tuple[list[tuple[str, ...]], int]:
    """A table each of whose cells stands on lines of its own between lines of one ``|``."""
    rows: list[tuple[str, ...]] = []
    row: list[str] = []
    cell: list[str] = []
    is_open, end = False, index
    for place in range(index, len(lines)):
        line = lines[place].strip()
        if line != "|":
            if not is_open and line:
                break
            cell.append(line)
            continue
        if not is_open:
            is_open, row = True, []
        elif not any(cell):
            rows.append(tuple(row))
            row = []
        else:
            row.append("\n".join(part for part in cell if part))
        end, cell = place + 1, []
        if _table_ends(lines, place, row):
            rows.append(tuple(row))
            return [r for r in rows if r], end
    if row:
        rows.append(tuple(row))
    return [r for r in rows if r], max(end, index + 1)


def _table_ends(lines: list[str], place: int, row: list[str]) -> bool:
    """Whether no further ``|`` follows before a long stretch of text: the table is over."""
    if not row:
        return False
    rest = lines[place + 1 : place + 60]
    if "|" not in [line.strip() for line in rest]:
        return True
    until = [line.strip() for line in rest].index("|")
    return (
        until > 1 and not rest[0].strip() and sum(bool(line.strip()) for line in rest[:until]) > 12
    )


def _is_layout(rows: list[tuple[str, ...]]) -> bool:
    """Whether a table only sets a letter's head or foot."""
    return len(rows) <= 3 and max((len(row) for row in rows), default=0) <= 2
