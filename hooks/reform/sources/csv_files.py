"""CSV as a spreadsheet writes it: any of ``,`` ``;`` or tab, with or without BOM, CRLF or LF."""

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from reform.problems import Problem
from reform.sources.text_files import MOST_BYTES, MOST_SHARED_BYTES, read_text

MOST_ROWS = 5_000
"""The longest table of one commune."""
LARGEST = 1_000_000
"""The longest list that all communes share."""
MOST_COLUMNS = 100
_DELIMITERS = (",", ";", "\t")
_DECLARED = re.compile(r"\"?sep=([,;\t])\"?[,;\t]*\r?\n", re.IGNORECASE)


@dataclass(frozen=True)
class CsvRow:
    """One record of a CSV file, as written."""

    line: int
    """Line on which the record begins, counted from 1."""
    values: dict[str, str]
    """Column name to cell, trimmed, NFC; an empty cell is an empty string."""


@dataclass(frozen=True)
class CsvFile:
    """The records of one file."""

    columns: tuple[str, ...]
    rows: tuple[CsvRow, ...]
    decimal_comma: bool
    """True where the file uses ``;`` or tab, so that ``95,5`` is a number (as in Việt Nam)."""


def read_csv(
    path: Path, name: str, *, is_shared: bool = False, may_be_wide: bool = False
) -> tuple[CsvFile | None, list[Problem]]:
    """Read one CSV file; problems: text that cannot be read, no header, a column twice, too many
    cells, two separators in one file, more rows or columns than an editor writes.
    """
    most = MOST_SHARED_BYTES if is_shared else MOST_BYTES
    text, odd = read_text(path, name, most, may_be_wide=may_be_wide)
    if text is None:
        return None, odd
    table, problems = _table(text, name, LARGEST if is_shared else MOST_ROWS)
    return table, [*odd, *problems]


def _table(text: str, name: str, most: int) -> tuple[CsvFile | None, list[Problem]]:
    declared = _DECLARED.match(text)
    # Excel's own first line ``sep=;`` says how the rest is parted.
    text = text[declared.end() :] if declared else text
    header = next((line for line in text.splitlines() if line.strip()), "")
    if not header:
        return None, [Problem(name, 1, "csv-empty")]
    delimiter = declared[1] if declared else max(_DELIMITERS, key=header.count)
    if _is_title(text):
        return None, [Problem(name, 1, "csv-title-above")]
    if header.count(delimiter) >= MOST_COLUMNS or text.count("\n") > most:
        values = {"rows": str(most), "columns": str(MOST_COLUMNS)}
        return None, [Problem(name, 0, "csv-too-large", values)]
    return _records(text, delimiter, name, 2 if declared else 1)


def _is_title(text: str) -> bool:
    """Whether a title stands above the header: one cell, over a row of three or more.

    Names of columns, three or more by any mark, are none, whatever marks the cells below hold.
    """
    lines = [line for line in text.splitlines()[:4] if line.strip(" ,;\t")]
    if len(lines) < 2:
        return False
    first, second = lines[0].strip(" ,;\t"), lines[1].strip()
    delimiter = max(_DELIMITERS, key=second.count)
    is_header = any(first.count(mark) > 1 for mark in _DELIMITERS)
    return not is_header and first.count(delimiter) == 0 and second.count(delimiter) > 1


def _records(
    text: str, delimiter: str, name: str, first: int
) -> tuple[CsvFile | None, list[Problem]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    problems: list[Problem] = []
    rows: list[CsvRow] = []
    columns: tuple[str, ...] = ()
    line = first
    try:
        for cells in reader:
            start, line = line, reader.line_num + first
            trimmed = [cell.strip() for cell in cells]
            if _is_mixed(trimmed, columns, delimiter):
                return None, [Problem(name, start, "csv-mixed-separators")]
            if not columns:
                while trimmed and not trimmed[-1]:
                    trimmed.pop()
                columns = tuple(trimmed)
                problems += [
                    Problem(name, start, "csv-repeated-column", {"column": column})
                    for column in sorted({c for c in columns if columns.count(c) > 1})
                ]
            elif any(trimmed):
                extra = [cell for cell in trimmed[len(columns) :] if cell]
                if extra:
                    values = {"expected": str(len(columns)), "found": str(len(trimmed))}
                    problems.append(Problem(name, start, "csv-too-many-cells", values))
                padded = trimmed + [""] * (len(columns) - len(trimmed))
                rows.append(CsvRow(start, dict(zip(columns, padded, strict=False))))
    except csv.Error:
        return None, [Problem(name, reader.line_num + first - 1, "csv-syntax")]
    return CsvFile(columns, tuple(rows), decimal_comma=delimiter != ","), problems


def _is_mixed(cells: list[str], columns: tuple[str, ...], delimiter: str) -> bool:
    """Whether a record is parted by another mark than the file: a name of a column that holds one,
    or a row too short that holds another as often as there are columns to part.
    """
    if not columns:
        return any(mark in cell for mark in _DELIMITERS for cell in cells)
    others = (mark for mark in _DELIMITERS if mark != delimiter)
    return len(cells) < len(columns) and any(
        sum(cell.count(mark) for cell in cells) >= len(columns) - 1 > 0 for mark in others
    )
