"""Reads a PDF with a text layer: lines, columns, tables with their merged cells, page numbers."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdfplumber

from reform.drafting.blocks import Gathering, Reading
from reform.drafting.folding import cleaned, fold
from reform.drafting.lines import is_page_number, taken_apart
from reform.drafting.markers import DASH, mark_of
from reform.drafting.misread import Marks
from reform.drafting.pdf_layout import Line, lines_of
from reform.drafting.wording import pattern

MOST_PAGES = 300
_LEAST_LETTERS = 40
"""Letters a page has at least where it has a text layer."""
_TERMINAL = (".", ";", ":", "!", "?", "/.")


class NoTextLayer(Exception):  # noqa: N818 - no error: the file is a scan
    """The pages are pictures."""


class TooManyPages(Exception):  # noqa: N818 - a limit, told in words by who catches it
    """The file has more pages than a plan ever has."""


def read_pdf(path: Path, *, is_scan: bool = False) -> Reading:
    """Read a ``.pdf``; raises NoTextLayer where its pages are pictures."""
    found = Gathering()
    letters = 0
    with pdfplumber.open(path) as document:
        if len(document.pages) > MOST_PAGES:
            raise TooManyPages
        pending = _Pending(found, Marks() if is_scan else None)
        for number, page in enumerate(document.pages, 1):
            letters += len(page.chars)
            _read_page(page, number, pending)
            page.close()
        pending.close()
        if letters < (1 if is_scan else _LEAST_LETTERS * len(document.pages)):
            raise NoTextLayer
    return found.reading(is_scan=is_scan)


def _read_page(page: Any, number: int, pending: "_Pending") -> None:
    tables = [table for table in page.find_tables() if _is_table(table)]
    boxes = [table.bbox for table in tables]
    words = [
        word
        for word in page.extract_words(x_tolerance=1.5, y_tolerance=2, keep_blank_chars=False)
        if not any(_inside(word, box) for box in boxes)
    ]
    todo: list[tuple[float, Any]] = [(table.bbox[1], table) for table in tables]
    lines = lines_of(words, page.width) if words else []
    right = max((line.x1 for line in lines), default=0.0)
    for line in lines:
        while todo and todo[0][0] < line.top:
            pending.table(todo.pop(0)[1], number)
        pending.line(line, right, number)
    for _, table in todo:
        pending.table(table, number)
    pending.page_ends()


def _is_table(table: Any) -> bool:
    """Whether ruled lines enclose a table, not the head of a letter or a frame."""
    widths: list[int] = [len(row.cells) for row in table.rows]
    return len(widths) >= 2 and max(widths) >= 3


def _inside(word: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    middle = (word["top"] + word["bottom"]) / 2
    is_inside: bool = box[1] <= middle <= box[3] and box[0] - 2 <= word["x0"] <= box[2]
    return is_inside


class _Pending:
    """Joins lines to paragraphs and the parts of tables that a page's end cut."""

    def __init__(self, found: Gathering, marks: Marks | None) -> None:
        self._found = found
        self._marks = marks
        self._text = ""
        self._page: int | None = None
        self._last: Line | None = None
        self._was_full = True
        self._rows: list[tuple[str, ...]] = []
        self._rows_page: int | None = None

    def line(self, line: Line, right: float, page: int) -> None:
        """Take the next line: it goes on, or begins a paragraph."""
        text = cleaned(line.text)
        text = self._marks.mended(text) if self._marks else text
        if is_page_number(text):
            self._found.leave(text, "page_number")
            return
        if not text:
            return
        self._flush_table()
        if self._text and self._continues(text, line):
            self._text += f" {text}"
        else:
            self._flush()
            self._text, self._page = text, page
        self._last = line
        self._was_full = line.x1 > right - 0.22 * (right - line.x0)

    def _continues(self, text: str, line: Line) -> bool:
        mark = mark_of(text)
        is_open = not self._text.endswith(_TERMINAL)
        if mark:
            return mark.kind == DASH and is_open and text[mark.end : mark.end + 1].islower()
        if self._alone(text) or self._alone(self._text):
            return False
        if is_open and text[0].islower():
            return True
        assert self._last
        gap = line.top - self._last.bottom
        is_far = gap > 0.9 * (line.bottom - line.top)
        if not self._was_full or (is_far and not is_open):
            return self._is_heading_going_on(text, is_far=is_far)
        return line.x0 <= self._last.x0 + 3 or is_open

    def _is_heading_going_on(self, text: str, *, is_far: bool) -> bool:
        """Capitals in the middle of a page go on in capitals."""
        return self._text.isupper() and text.isupper() and not is_far and len(self._text) > 40

    @staticmethod
    def _alone(text: str) -> bool:
        folded = fold(text)
        names = ["place_and_date", "own_number", "annexed", "recipients", "motto"]
        if text[:1].isupper():
            names.append("plan_title")
        is_title = text.isupper() and len(text) < 60 and len(text.split()) > 1
        return len(text) < 90 and (is_title or any(pattern(n).search(folded) for n in names))

    def table(self, table: Any, page: int) -> None:
        """Take a table; one that only goes on is joined to the one of the page before."""
        rows = list(_cells(table))
        width = max(len(row) for row in rows)
        if self._rows and len(self._rows[0]) == width:
            self._rows += rows[1:] if rows[0] == self._rows[0] else _filled(rows, self._rows[-1])
            return
        self._flush()
        self._flush_table()
        self._rows, self._rows_page = rows, page

    def page_ends(self) -> None:
        """Nothing is closed at the end of a page: sentences and tables go on."""

    def _flush(self) -> None:
        for part in taken_apart(self._text) if self._text else ():
            self._found.add(part, self._page)
        self._text, self._last = "", None

    def _flush_table(self) -> None:
        if self._rows:
            self._found.add_table(self._rows, self._rows_page)
            self._rows = []

    def close(self) -> None:
        """The document is over."""
        self._flush()
        self._flush_table()


def _cells(table: Any) -> Iterator[tuple[str, ...]]:
    """The cells of each row; one that is merged downwards or sideways stands in all its places."""
    above: tuple[str, ...] = ()
    for cells in table.extract(x_tolerance=1.5):
        row: list[str] = []
        for place, cell in enumerate(cells):
            if cell is None:
                beside = row[-1] if row and place else ""
                row.append(above[place] if place < len(above) and not _is_wide(cells) else beside)
            else:
                row.append(cleaned(" ".join(cell.split("\n"))))
        above = tuple(row)
        yield above


def _is_wide(cells: list[str | None]) -> bool:
    """Whether a row is merged sideways: hardly a cell of it has a text."""
    return sum(bool(cell) for cell in cells) <= 2


def _filled(rows: list[tuple[str, ...]], above: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The first row of a table that goes on: what a page cut goes on too."""
    first = rows[0]
    if not first[0] and above:
        return [tuple(cell or above[place] for place, cell in enumerate(first)), *rows[1:]]
    return rows
