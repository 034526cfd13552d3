"""Doubts as questions to the editor, without those that somebody has confirmed with a reason.

A unit confirms in ``confirmations.csv`` of its folder: ``id,code,reason``.
"""

from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from reform.doubts.doubt import CODES, Doubt
from reform.doubts.figure_doubts import figure_doubts, state_doubts
from reform.doubts.plan_doubts import plan_doubts
from reform.layout import Layout
from reform.loading.places import CONFIRMATIONS, UNIT_TABLES
from reform.model import Catalogue
from reform.model.kinds import KIND_OF_TABLE
from reform.problems import Problem
from reform.project import Project
from reform.sources.csv_files import read_csv
from reform.sources.yaml_files import LineFinder

_COLUMNS = ("id", "code", "reason")
_FILES = {table: name for name, table in UNIT_TABLES.items()}


@dataclass(frozen=True)
class Doubts:
    """What there is to ask, and what is wrong with what was confirmed."""

    open: tuple[Problem, ...]
    """Questions; none of them keeps a site from being built."""
    problems: tuple[Problem, ...]
    """Confirmations that say nothing: these do."""


@dataclass(frozen=True)
class _Confirmation:
    file: str
    line: int
    item_id: str
    code: str


def find_doubts(project: Project) -> Doubts:
    """Everything about the data of a project that is hard to believe and not confirmed."""
    catalogue = project.catalogue
    found = list(chain(figure_doubts(catalogue), state_doubts(catalogue), plan_doubts(catalogue)))
    confirmed, problems = _confirmations(project.layout)
    said = {(row.item_id, row.code) for row in confirmed}
    doubted = {(doubt.item_id, doubt.code) for doubt in found}
    places = _Places(project.layout, catalogue)
    questions = [places.question(d) for d in found if (d.item_id, d.code) not in said]
    idle = [
        Problem(row.file, row.line, "confirmation-idle", {"value": row.item_id, "code": row.code})
        for row in confirmed
        if (row.item_id, row.code) not in doubted
    ]
    by_place = sorted([*questions, *idle], key=lambda problem: problem.order)
    return Doubts(tuple(by_place), tuple(problems))


def _confirmations(layout: Layout) -> tuple[list[_Confirmation], list[Problem]]:
    found: list[_Confirmation] = []
    problems: list[Problem] = []
    for path in sorted(layout.units.rglob(CONFIRMATIONS)) if layout.units.is_dir() else ():
        name = layout.name(path)
        table, wrong = read_csv(path, name)
        problems += wrong
        missing = [c for c in _COLUMNS if table and c not in table.columns]
        problems += [Problem(name, 1, "csv-missing-column", {"column": c}) for c in missing]
        for row in table.rows if table and not missing else ():
            values = {"value": row.values["id"], "code": row.values["code"]}
            if values["code"] not in CODES:
                values["known"] = ", ".join(CODES)
                problems.append(Problem(name, row.line, "confirmation-code", values))
            elif not row.values["reason"]:
                problems.append(Problem(name, row.line, "confirmation-reason", values))
            else:
                found.append(_Confirmation(name, row.line, values["value"], values["code"]))
    return found, problems


class _Places:
    """Where doubtful rows were written; files are read again, and only those in doubt."""

    def __init__(self, layout: Layout, catalogue: Catalogue) -> None:
        self._layout = layout
        self._catalogue = catalogue
        self._lines = LineFinder(layout.root)
        self._tables: dict[Path, dict[str, int]] = {}

    def question(self, doubt: Doubt) -> Problem:
        """A doubt with its file and line, and with what confirms it."""
        folder = self._layout.units / self._catalogue.unit(doubt.unit_id).folder
        values = {
            **doubt.values,
            "id": doubt.item_id.rpartition("/")[2],
            "confirmation": f"{doubt.item_id},{doubt.code}",
            "confirmations": self._layout.name(folder / CONFIRMATIONS),
        }
        if doubt.table in _FILES:
            path = folder / _FILES[doubt.table]
            line = self._rows(path).get(doubt.item_id.rpartition("/")[2], 0)
            return Problem(self._layout.name(path), line, doubt.code, values)
        file, line = self._in_plan(doubt)
        return Problem(file, line, doubt.code, values)

    def _rows(self, path: Path) -> dict[str, int]:
        if path not in self._tables:
            table = read_csv(path, path.name)[0]
            rows = table.rows if table else ()
            self._tables[path] = {next(iter(row.values.values())): row.line for row in rows}
        return self._tables[path]

    def _in_plan(self, doubt: Doubt) -> tuple[str, int]:
        plan_id = doubt.item_id.partition("/")[0]
        plan = self._catalogue.plan(plan_id)
        if doubt.table == "plans":
            return plan.path, 1
        key = KIND_OF_TABLE[doubt.table].key
        rows = self._catalogue.rows(doubt.table)
        position = next(row.position for row in rows if getattr(row, key) == doubt.item_id)
        return plan.path, self._lines.line(plan.path, (doubt.table, position - 1))
