"""Reads a Word document: numbered lists, text boxes, tables, line breaks, tracked changes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn

from reform.drafting.blocks import Gathering, Paragraph, Reading
from reform.drafting.folding import cleaned, fold
from reform.drafting.lines import is_page_number, look_wrapped, paragraphs_of
from reform.drafting.markers import mark_of
from reform.drafting.numbering import Numbering
from reform.drafting.wording import pattern

_MOST_BLOCKS = 20_000
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = {qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), qn("w:delText"), _ALTERNATE}
_BREAKS = {qn("w:br"), qn("w:cr")}
_TEXTS = {qn("w:t"): None, qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-", qn("w:softHyphen"): ""}


def read_docx(path: Path) -> Reading:
    """Read a ``.docx``; raises what python-docx raises where it is broken."""
    document = docx.Document(str(path))
    found = Gathering()
    reader = _Reader(found, Numbering(document))
    reader.read(document.element.body)
    for section in document.sections:
        for part in (section.header, section.footer):
            text = " ".join(paragraph.text for paragraph in part.paragraphs)
            found.leave(cleaned(text), "margin")
    return _rejoined(found).reading()


def _rejoined(found: Gathering) -> Gathering:
    """The pieces with sentences joined that a page's end, or every line's, had cut."""
    texts = [piece.text for piece in found.pieces if isinstance(piece, Paragraph)]
    is_wrapped = look_wrapped(texts)
    whole = Gathering(left=found.left)
    run: list[str] = []
    for piece in found.pieces:
        if isinstance(piece, Paragraph):
            run.append(piece.text)
            continue
        for text in paragraphs_of(run, is_wrapped=is_wrapped):
            whole.add(text)
        whole.add_table(list(piece.rows))
        run = []
    for text in paragraphs_of(run, is_wrapped=is_wrapped):
        whole.add(text)
    return whole


class _Reader:
    """Walks the body in reading order."""

    def __init__(self, found: Gathering, numbering: Numbering) -> None:
        self._found = found
        self._numbering = numbering
        self._count = 0

    def read(self, container: Any) -> None:
        """Every paragraph and table of a body, a cell or a text box."""
        for element in container:
            self._count += 1
            if self._count > _MOST_BLOCKS:
                return
            if element.tag == qn("w:p"):
                self._paragraph(element)
            elif element.tag == qn("w:tbl"):
                self._table(element)
            elif element.tag == qn("w:sdt"):
                content = element.find(qn("w:sdtContent"))
                if content is not None:
                    self.read(content)
            elif element.tag in (qn("w:ins"), qn("w:moveTo"), qn("w:customXml"), qn("w:smartTag")):
                self.read(element)

    def _paragraph(self, element: Any) -> None:
        mark = self._numbering.mark(element)
        for line in _lines(f"{mark}{_text(element)}"):
            if is_page_number(line):
                self._found.leave(line, "page_number")
                continue
            self._found.add(line)
        for box in _boxes(element):
            self.read(box)

    def _table(self, element: Any) -> None:
        rows = list(_rows(element))
        width = max((len(row) for row in rows), default=0)
        if _is_layout(rows, width):
            self._layout(element)
            return
        self._found.add_table([tuple(cleaned(cell) for cell in row) for row in rows])

    def _layout(self, element: Any) -> None:
        """A table that only places a letter's head or foot: column after column."""
        columns: dict[int, list[Any]] = {}
        for row in element.iter(qn("w:tr")):
            for place, cell in enumerate(row.findall(qn("w:tc"))):
                columns.setdefault(place, []).append(cell)
        for cells in columns.values():
            for cell in cells:
                self.read(cell)


def _is_layout(rows: list[list[str]], width: int) -> bool:
    text = fold(" ".join(cell for row in rows for cell in row))
    if width < 2:
        return True
    if width <= 3 and len(rows) <= 6:
        names = ("motto", "own_number")
        if any(pattern(name).search(text) for name in names):
            return True
        first = [fold(cell).strip() for row in rows for cell in row]
        return any(
            pattern("recipients").match(cell) or pattern("signature").match(cell) for cell in first
        )
    return False


def _rows(table: Any) -> Iterator[list[str]]:
    """The cells of each row; a merged cell's text stands in every place it covers."""
    above: list[str] = []
    for row in table.findall(qn("w:tr")):
        cells: list[str] = []
        for cell in row.iter(qn("w:tc")):
            if _table_of(cell) is not table:
                continue
            properties = cell.find(qn("w:tcPr"))
            text = "\n".join(_cell_lines(cell))
            span, merge = 1, None
            if properties is not None:
                grid, merge = properties.find(qn("w:gridSpan")), properties.find(qn("w:vMerge"))
                span = min(int(grid.get(qn("w:val")) or 1), 60) if grid is not None else 1
            if (
                merge is not None
                and merge.get(qn("w:val")) != "restart"
                and len(cells) < len(above)
            ):
                text = above[len(cells)]
            cells += [text] * max(span, 1)
        above = cells
        yield cells


def _table_of(cell: Any) -> Any:
    parent = cell.getparent()
    while parent is not None and parent.tag != qn("w:tbl"):
        parent = parent.getparent()
    return parent


def _cell_lines(cell: Any) -> Iterator[str]:
    for paragraph in cell.iter(qn("w:p")):
        yield from _lines(_text(paragraph))


def _text(element: Any) -> str:
    """The text of a paragraph as a reader sees it: without what was struck, hidden or boxed."""
    parts: list[str] = []
    for child in element:
        if child.tag in _SKIPPED or child.tag == qn("w:pPr"):
            continue
        if child.tag == qn("w:r"):
            if not _is_hidden(child):
                parts.append(_run(child))
        else:
            parts.append(_text(child))
    return "".join(parts)


def _run(run: Any) -> str:
    parts: list[str] = []
    for child in run:
        if child.tag in _BREAKS:
            parts.append("\n")
        elif child.tag == qn("w:sym"):
            parts.append("- ")
        elif child.tag in _TEXTS:
            told = _TEXTS[child.tag]
            parts.append((child.text or "") if told is None else told)
    return "".join(parts)


def _is_hidden(run: Any) -> bool:
    properties = run.find(qn("w:rPr"))
    hidden = properties.find(qn("w:vanish")) if properties is not None else None
    return hidden is not None and hidden.get(qn("w:val")) not in ("0", "false")


def _boxes(element: Any) -> Iterator[Any]:
    """The text boxes that hang from a paragraph, each once."""
    for box in element.iter(qn("w:txbxContent")):
        parent = box.getparent()
        while parent is not None and parent is not element and parent.tag != _ALTERNATE:
            parent = parent.getparent()
        if parent is element:
            yield box


def _lines(text: str) -> list[str]:
    """The paragraphs that line breaks make of one: a break inside a sentence is only a blank."""
    found: list[str] = []
    for part in text.split("\n"):
        line = cleaned(part)
        if not line:
            continue
        is_open = bool(found) and not found[-1].endswith((".", ";", ":", "!", "?"))
        if found and is_open and not mark_of(line) and not (found[-1].isupper() or line.isupper()):
            found[-1] += f" {line}"
        else:
            found.append(line)
    return found
