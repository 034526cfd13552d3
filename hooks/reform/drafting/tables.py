"""Tables of a plan: rows of tasks with who, when and what; rows of targets, year by year."""

import re
from dataclasses import dataclass, field
from typing import Any

from reform.drafting.blocks import Paragraph, Table
from reform.drafting.clauses import clauses
from reform.drafting.figures import number_of
from reform.drafting.folding import fold
from reform.drafting.nodes import Node
from reform.drafting.promises import Promises
from reform.drafting.rows import Row
from reform.drafting.scribe import Scribe, ended
from reform.drafting.times import timing_of
from reform.drafting.wording import likely, pattern, patterns, words

_HEAD_ROWS = 3
"""Rows at the top of a table among which its head is looked for."""


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
        is_targets = _tells_targets(columns, context, table.rows[head])
        grid = _Grid(table, label, columns, is_targets, _years(table.rows[head]))
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
        scribe, number = self._scribe, grid.table.number
        node = Node(Paragraph(number, text, grid.table.page), "row", "", text)
        extra: dict[str, Any] = {"area": grid.area}
        for column in ("lead", "support"):
            ids = scribe.bodies.of_list(grid.cell(cells, column), number)
            extra[column] = [own for own in ids if own not in extra.get("lead", [])]
        steps = grid.steps(cells)
        figure = grid.figure(cells)
        if len(steps) > 1:
            extra |= {"steps": steps, "period_end": f"{steps[-1]['period']}-12-31"}
        known = self._same(text)
        if known and not figure:
            known.values.update({key: value for key, value in extra.items() if value})
            return
        told = f"{text}: {figure}" if figure else text
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
    years: dict[int, int] = field(default_factory=dict)
    """Index of a column to the year whose level it holds."""
    title: str = ""
    """The heading row that the rows below it stand under."""
    area: str | None = None

    def steps(self, cells: tuple[str, ...]) -> list[dict[str, Any]]:
        """The levels of the years, as ``target_steps`` holds them."""
        found = []
        for place, year in sorted(self.years.items(), key=lambda item: item[1]):
            told = (
                re.match(pattern("number").pattern, cells[place].strip())
                if place < len(cells)
                else None
            )
            if told:
                found.append({"period": str(year), "value": number_of(told[0])})
        return found

    def figure(self, cells: tuple[str, ...]) -> str:
        """The level promised with its unit: that of the last year where there are several."""
        last = max(self.years, key=lambda place: self.years[place], default=None)
        told = cells[last].strip() if last is not None and last < len(cells) else ""
        told = told or self.cell(cells, "value")
        unit = self.cell(cells, "unit")
        return f"{told} {unit}".replace(" %", "%").strip() if told and unit not in told else told

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


def _years(head: tuple[str, ...]) -> dict[int, int]:
    """Columns that are headed by a year."""
    found = {}
    for place, cell in enumerate(head):
        told = re.fullmatch(
            r"(?:(?:chi tieu|muc tieu|ke hoach|den|het)\s+)*(?:nam\s+)?(20\d{2})",
            fold(cell).strip(),
        )
        if told:
            found[place] = int(told[1])
    return found


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
