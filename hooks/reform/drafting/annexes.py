"""Annexes: which ones a plan names, and what the rows of their tables say."""

import re
from dataclasses import dataclass
from typing import Any

from reform.drafting.blocks import Paragraph, Table
from reform.drafting.clauses import clauses
from reform.drafting.folding import fold
from reform.drafting.nodes import Node
from reform.drafting.promises import Promises
from reform.drafting.rows import Draft, Row
from reform.drafting.scribe import Scribe, ended
from reform.drafting.sheet import Sheet
from reform.drafting.times import timing_of
from reform.drafting.wording import likely, note, pattern, patterns, words

_HEAD_ROWS = 3
"""Rows at the top of a table among which its head is looked for."""


def named_annexes(draft: Draft, root: Node, sheet: Sheet) -> None:
    """A row for each annex that the body names or the file holds; a note where one is missing."""
    held = _held(sheet)
    seen: dict[str, str] = {}
    for node in root.walk():
        folded = node.folded
        if "nghi quyet" in folded or "quyet dinh" in folded:
            continue
        for match in pattern("annex_mention").finditer(folded):
            label = _label(match[1])
            if label not in seen:
                seen[label] = node.locator
                _annex(draft, label, node.locator, node.paragraph.number, held)
    for label, (number, title) in held.items():
        if label not in seen:
            row = _annex(draft, label, label, number, held)
            if title:
                row.values["title"] = title
    for label, place in seen.items():
        if label not in held and (label or not held):
            values = {"kind": "gap", "text": note("annex_missing", label=label), "locator": place}
            draft.add("editorial_notes", values, 0)


def _label(written: str | None) -> str:
    annex = str(words()["annex"])
    return f"{annex} {written.upper()}" if written else annex


def _held(sheet: Sheet) -> dict[str, tuple[int, str]]:
    """Label of each annex of the file to the number and title of its first paragraph."""
    found: dict[str, tuple[int, str]] = {}
    for place, piece in enumerate(sheet.annexes):
        if not isinstance(piece, Paragraph):
            continue
        match = pattern("annex_title").match(fold(piece.text))
        told = pattern("annex_mention").match(fold(piece.text)) if match else None
        if told:
            rest = piece.text[told.end() :].strip(" .:-–")
            after = sheet.annexes[place + 1] if place + 1 < len(sheet.annexes) else None
            title = rest or (after.text if isinstance(after, Paragraph) else "")
            found.setdefault(_label(told[1]), (piece.number, title[:300]))
    return found


def _annex(
    draft: Draft, label: str, locator: str, number: int, held: dict[str, tuple[int, str]]
) -> Row:
    values: dict[str, Any] = {"label": label}
    if label in held and held[label][1]:
        values["title"] = held[label][1]
    values |= {"locator": locator, "is_published": label in held}
    return draft.add("annexes", values, number)


class Tables:
    """Reads tables of tasks and tables of targets."""

    def __init__(self, scribe: Scribe, promises: Promises) -> None:
        self._scribe = scribe
        self._promises = promises

    def read(self, table: Table, label: str, context: str) -> None:
        """Its rows; ``label`` names it in locators, ``context`` is the title above it."""
        head, columns = _head(table)
        if "text" not in columns:
            return
        self._scribe.draft.used.add(table.number)
        grid = _Grid(table, label, columns, _tells_targets(columns, context, table.rows[head]))
        for index, cells in enumerate(table.rows[head + 1 :], 1):
            self._row(grid, index, cells)

    def _row(self, grid: "_Grid", index: int, cells: tuple[str, ...]) -> None:
        text = grid.cell(cells, "text")
        if not text or re.fullmatch(r"[\d().\s]+", " ".join(cells)):
            return
        order = grid.cell(cells, "order").strip(" .")
        if _is_group(cells, grid.columns):
            grid.begin_group(text)
            return
        shown = order if re.fullmatch(r"\d[\d.]*", order) else index
        place = str(words()["locators"]["row"]).format(label=grid.label, n=shown)
        if grid.title and re.fullmatch(r"\d+", order):
            place = f"{grid.label}, {grid.title[:60]}, " + place.rpartition(", ")[2]
        if grid.is_targets:
            self._target(grid, place, text, cells)
        else:
            self._task(grid, place, text, cells)

    def _task(self, grid: "_Grid", place: str, text: str, cells: tuple[str, ...]) -> None:
        scribe = self._scribe
        values: dict[str, Any] = {}
        if grid.title:
            values["heading"] = grid.title
        values |= {"text": ended(text), "locator": place}
        if grid.area:
            values["area"] = grid.area
        for column in ("product", "funding"):
            if cell := grid.cell(cells, column):
                values[column] = cell
        if timing := grid.cell(cells, "timing"):
            values["timing"] = timing
            read = timing_of(timing, scribe.year)
            told = {"start": read.start, "due": read.due, "recurrence": read.recurrence}
            values |= {key: value for key, value in told.items() if value}
        for column in ("lead", "support"):
            ids = scribe.bodies.of_list(grid.cell(cells, column), grid.table.number)
            ids = [own for own in ids if own not in values.get("lead", [])]
            if ids:
                values[column] = ids
        row = scribe.draft.add("tasks", values, grid.table.number)
        row.quote = text
        scribe.references.cite(text, "cited", place, grid.table.number, row.row_id)

    def _target(self, grid: "_Grid", place: str, text: str, cells: tuple[str, ...]) -> None:
        scribe = self._scribe
        node = Node(Paragraph(grid.table.number, text, grid.table.page), "row", "", text)
        figure = grid.cell(cells, "value")
        unit = grid.cell(cells, "unit")
        told = f"{text}: {figure}{unit if unit and unit not in figure else ''}" if figure else text
        extra: dict[str, Any] = {}
        for column in ("lead", "support"):
            ids = scribe.bodies.of_list(grid.cell(cells, column), grid.table.number)
            if ids:
                extra[column] = [own for own in ids if own not in extra.get("lead", [])]
        known = self._same(text)
        if known and not figure:
            known.values.update({key: value for key, value in extra.items() if value})
            return
        for clause in clauses(told, with_counts=True, is_lost=scribe.is_lost):
            self._promises.add(clause, "target_list", place, node, extra)

    def _same(self, text: str) -> Row | None:
        """The target of the body that a row of an annex repeats."""
        wanted = re.sub(r"\W+", "", fold(text))
        for row in self._scribe.draft.rows["targets"]:
            own = re.sub(r"\W+", "", fold(row.values["text"]))
            if own and (own in wanted or wanted in own):
                return row
        return None


@dataclass
class _Grid:
    """A table being read."""

    table: Table
    label: str
    columns: dict[str, int]
    is_targets: bool
    title: str = ""
    """The heading row that the rows below it stand under."""
    area: str | None = None

    def begin_group(self, title: str) -> None:
        """A heading row."""
        self.title = title.strip(" .:")[:250]
        self.area = likely("areas", fold(title))

    def cell(self, cells: tuple[str, ...], name: str) -> str:
        """What a row says in a column; empty where the table has no such column."""
        place = self.columns.get(name)
        return cells[place].strip(" ;") if place is not None and place < len(cells) else ""


def _head(table: Table) -> tuple[int, dict[str, int]]:
    """Index of the head row, and column to index."""
    best: tuple[int, dict[str, int]] = (0, {})
    for index, cells in enumerate(table.rows[:_HEAD_ROWS]):
        columns: dict[str, int] = {}
        for place, cell in enumerate(cells):
            folded = re.sub(r"\s+", " ", fold(cell)).strip()
            if len(folded) > 80:
                continue
            for code, compiled in patterns("column_patterns"):
                if code not in columns and compiled.search(folded):
                    columns[code] = place
                    break
        if len(columns) > len(best[1]):
            best = (index, columns)
    return best


def _is_group(cells: tuple[str, ...], columns: dict[str, int]) -> bool:
    """Whether a row only names the rows below it: one text, or a number and one text."""
    order = columns.get("order")
    rest = {cell for place, cell in enumerate(cells) if place != order and cell.strip()}
    number = cells[order].strip(" .") if order is not None and order < len(cells) else ""
    if len(rest) > 1:
        return False
    return not re.fullmatch(r"\d+(\.\d+)*", number) or (
        len(cells) > 3 and all(cell in rest for place, cell in enumerate(cells) if place != order)
    )


def _tells_targets(columns: dict[str, int], context: str, head: tuple[str, ...]) -> bool:
    """Whether a table lists what is to be reached, not what is to be done."""
    if "value" in columns or "unit" in columns:
        return True
    told = fold(" ".join((context, head[columns["text"]])))
    return "chi tieu" in told and "nhiem vu" not in told and "timing" not in columns
