"""From a row's number back to file and line, with what the message needs."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from reform.loading import RawRow, RawTables
from reform.model.kinds import PLAN_LISTS
from reform.problems import Origin, Problem
from reform.sources.plain_letters import plain_letters
from reform.sources.table_schemas import Field, Schemas
from reform.sources.yaml_files import LineFinder
from reform.validation.rules import Finding
from reform.validation.suggesting import suggestion

_LONGEST = 80
_ID = re.compile(r"[a-z0-9-]+/[^\s/]+", re.ASCII)
"""An id of an item with its plan or unit before it, as far as we can tell."""
_COMPUTED = {"exact", "short"}
"""Numbers that a rule works out; shown with the decimal mark of the file."""


class Explainer:
    """Makes a problem of a finding; knows the rows, their places and what would have been right."""

    def __init__(self, raw: RawTables, schemas: Schemas, lines: LineFinder) -> None:
        self._raw = raw
        self._schemas = schemas
        self._lines = lines
        self._by_key: dict[str, dict[tuple[str, ...], list[int]]] = {}

    def rule_broken(self, table: str, index: int, finding: Finding) -> Problem:
        """One of our rules."""
        values = dict(finding.values)
        if "," in self._row(table, index).written.get(finding.column or "", ""):
            for name in _COMPUTED & values.keys():
                values[name] = values[name].replace(".", ",")
        return self._problem(table, index, finding.code, finding.column, **values)

    def unknown_key(self, table: str, key: str) -> Iterator[Problem]:
        """A key that the table does not have, at every place where it was written."""
        known = [f.name for f in self._schemas[table].fields if not f.is_derived]
        seen: set[str] = set()
        for index, row in enumerate(self._raw.tables[table]):
            is_csv = bool(row.origin.line)
            if key not in row.values or (is_csv and row.origin.file in seen):
                continue
            seen.add(row.origin.file)
            problem = self._problem(
                table, index, "unknown-key", key, **suggestion(key, known, self._titles(table))
            )
            yield Problem(problem.file, 1, problem.code, problem.values) if is_csv else problem

    def wrong_type(self, table: str, index: int, column: str) -> Problem:
        """A cell of another type than the column's."""
        field = self._schemas[table].field(column)
        expected = ("time" if field.is_time else field.type) if field else ""
        row = self._row(table, index)
        written = row.written.get(column, "")
        if expected in ("number", "integer") and "." in written:
            return self._problem(table, index, "thousands-dot", column)
        mark = "," if written else "."
        return self._problem(table, index, f"wrong-type-{expected}", column, mark=mark)

    def constraint_broken(
        self, table: str, index: int, column: str, name: str, limit: str
    ) -> Problem:
        """A cell that its column's constraint refuses."""
        values = {"limit": limit}
        if name == "pattern":
            values = self._pattern(table, index, column)
        if name == "enum":
            field = self._schemas[table].field(column)
            allowed = [str(value) for value in (field.constraints["enum"] if field else ())]
            values = {
                "allowed": ", ".join(allowed),
                **suggestion(self._cell(table, index, column), allowed, self._code_labels(field)),
            }
        return self._problem(table, index, f"constraint-{name}", column, **values)

    def repeated_key(self, table: str, index: int) -> Iterator[Problem]:
        """Two rows with one key; a key that is missing is reported as such elsewhere."""
        schema = self._schemas[table]
        key = [self._row(table, index).values.get(column) for column in schema.primary_key]
        if any(cell is None for cell in key) or table == "units":
            return
        for other in self._rows_with(table, tuple(map(str, key)))[:2]:
            row = self._row(table, other)
            if other != index:
                first = self._place(row.origin, schema.primary_key[0])
                value = _short(key[0])
                where = f"{row.origin.file}:{first}"
                yield self._problem(
                    table, index, "repeated-id", schema.primary_key[0], value=value, first=where
                )
                return

    def _rows_with(self, table: str, key: tuple[str, ...]) -> list[int]:
        """The rows of a table that bear a key."""
        if table not in self._by_key:
            columns = self._schemas[table].primary_key
            found: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
            for index, row in enumerate(self._raw.tables[table]):
                found[tuple(str(row.values.get(column)) for column in columns)].append(index)
            self._by_key[table] = found
        return self._by_key[table].get(key, [])

    def unknown_reference(self, table: str, index: int, column: str) -> Iterator[Problem]:
        """A cell that names a row which is not there; silent where that row's file was not read."""
        target = self._schemas[table].references[column]
        key = self._schemas[target].primary_key[0]
        written = self._cell(table, index, column)
        if {target, written.partition("-")[0]} & self._raw.unread:
            return
        plan_id = written.rpartition("/")[0]
        known = [str(value) for value in self._raw.column(target, key)]
        if plan_id:
            known = [value.rpartition("/")[2] for value in known if value.startswith(f"{plan_id}/")]
        near = self._full_id(table, index, written, known)
        near = near or suggestion(_short(written), known, self._row_labels(target, key))
        values = {"target": target, "home": self._home(target, table, index), **near}
        yield self._problem(table, index, "unknown-reference", column, **values)

    def _titles(self, table: str) -> dict[str, str]:
        fields = self._schemas[table].fields
        return {plain_letters(f.descriptor["title"]): f.name for f in fields if not f.is_derived}

    def _code_labels(self, field: Field | None) -> dict[str, str]:
        """The labels of a column's list of codes."""
        rows = self._raw.tables["codes"] if field and field.codes else ()
        return {
            plain_letters(str(row.values.get("label"))): str(row.values.get("code"))
            for row in rows
            if field and row.values.get("list") == field.codes
        }

    def _row_labels(self, table: str, key: str) -> dict[str, str]:
        """The names of a table's rows, where it is one that all plans share."""
        if table in PLAN_LISTS or table in ("plans", "units", "legal_documents"):
            return {}
        return {
            plain_letters(str(row.values[column])): str(row.values.get(key))
            for row in self._raw.tables[table]
            for column in ("name", "title")
            if row.values.get(column)
        }

    def _home(self, target: str, table: str, index: int) -> str:
        """The file in which a row that is missing would be added."""
        rows = self._raw.tables[target]
        own = self._row(table, index).origin
        if target in PLAN_LISTS and not own.line:
            return own.file
        file = rows[0].origin.file if rows and target not in PLAN_LISTS else ""
        # A vocabulary outside the project is named without its place on the machine.
        return file.rpartition("/")[2] if file.startswith("/") else file

    def _full_id(self, table: str, index: int, written: str, known: list[str]) -> dict[str, str]:
        """The id with its plan, for a CSV row that gives only the short one: ``k02``."""
        unit = self._raw.register.get(self._row(table, index).values.get("unit_id"))
        if "/" in written or not unit:
            return {}
        found = [v for v in known if v.startswith(f"{unit.code}-") and v.endswith(f"/{written}")]
        return {"suggestion": max(found)} if found else {}

    def _pattern(self, table: str, index: int, column: str) -> dict[str, str]:
        """What a cell of that column looks like, as the editor of that file types it."""
        schema, row = self._schemas[table], self._row(table, index)
        field = schema.field(column)
        descriptor = field.descriptor if field else {}
        cell = self._cell(table, index, column)
        example = str(descriptor.get("example", ""))
        is_own = column in schema.primary_key or schema.references.get(column) == table
        if is_own or not row.origin.line:
            example = example.rpartition("/")[2] if _is_id(example) else example
        is_spaced = cell.split() != [cell] and " ".join(cell.split()) != cell
        return {
            "example": example,
            "hint": str(descriptor.get("pattern_hint", "")),
            "spaces": "yes" if is_spaced else "",
        }

    def _problem(
        self, table: str, index: int, code: str, column: str | None, **values: str
    ) -> Problem:
        row = self._row(table, index)
        origin = row.origin
        named = {"table": table, "medium": "csv" if origin.line else "yaml", **values}
        if column:
            cell = self._cell(table, index, column)
            named.setdefault("field", column)
            named.setdefault("value", _short(cell))
            if column in row.written and named["value"] == _short(cell):
                named["value"] = _short(row.written[column])
        return Problem(origin.file, self._place(origin, column), code, named)

    def _place(self, origin: Origin, column: str | None) -> int:
        if origin.line:
            return origin.line
        return self._lines.line(origin.file, (*origin.path, column) if column else origin.path)

    def _row(self, table: str, index: int) -> RawRow:
        return self._raw.tables[table][index]

    def _cell(self, table: str, index: int, column: str) -> str:
        value: Any = self._row(table, index).values.get(column)
        return "" if value is None else str(value)


def _short(value: Any) -> str:
    """A value as the editor wrote it: an id without its plan, a long text cut."""
    text = str(value).rpartition("/")[2] if _is_id(value) else str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and _ID.fullmatch(value) is not None
