"""A plan file is a small data package: scalars at the top, then lists of rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reform.loading.raw import RawTables
from reform.model.kinds import PLAN_LISTS
from reform.model.plan_subjects import DEFAULT_SUBJECT
from reform.problems import Origin, Problem
from reform.sources.table_schemas import Schemas, TableSchema


@dataclass(frozen=True)
class Link:
    """A key of an item that holds a list of ids; each becomes a row of another table."""

    key: str
    table: str
    column: str
    role: str | None = None


LINKS: Mapping[str, tuple[Link, ...]] = {
    "targets": (
        Link("lead", "target_agencies", "agency_id", "lead"),
        Link("support", "target_agencies", "agency_id", "support"),
    ),
    "tasks": (
        Link("lead", "task_agencies", "agency_id", "lead"),
        Link("support", "task_agencies", "agency_id", "support"),
    ),
    "duties": (
        Link("lead", "duty_agencies", "agency_id", "lead"),
        Link("support", "duty_agencies", "agency_id", "support"),
        Link("requested", "duty_agencies", "agency_id", "requested"),
        Link("areas", "duty_areas", "area"),
    ),
    "reporting_duties": (
        Link("reporters", "reporting_agencies", "agency_id", "reporter"),
        Link("receivers", "reporting_agencies", "agency_id", "receiver"),
    ),
}
"""Keys of items that are written as lists of ids."""

NESTED: Mapping[str, Mapping[str, str]] = {"targets": {"steps": "target_steps"}}
"""Keys of items that hold a list of rows of another table."""

_LOCAL_COLUMNS = ("item_id",)

Path = tuple[str | int, ...]
"""Keys and indexes that lead to a place in the document."""


class PlanReader:
    """Turns the document of one plan file into rows of all its tables."""

    def __init__(self, schemas: Schemas, raw: RawTables, file: str) -> None:
        self._schemas = schemas
        self._raw = raw
        self._file = file
        self._plan_id = ""

    def read(self, document: Mapping[str, Any]) -> None:
        """Add the plan's row, its lists and its links to the tables."""
        plan = {key: value for key, value in document.items() if key not in PLAN_LISTS}
        if "path" in plan:
            self._problem("derived-key", ("path",), field="path")
        plan["path"] = self._file
        plan.setdefault("subject", DEFAULT_SUBJECT)
        self._plan_id = plan["plan_id"]
        self._raw.add("plans", plan, Origin(self._file))
        phases = document.get("phases")
        periods = _periods(plan, phases if isinstance(phases, list) else [])
        for name in PLAN_LISTS:
            self._read_list(name, document.get(name), periods)

    def _read_list(self, name: str, items: Any, periods: Mapping[Any, tuple[Any, Any]]) -> None:
        if items is None:
            return
        if not isinstance(items, list):
            self._problem("list-expected", (name,), key=name)
            return
        for index, item in enumerate(items):
            if isinstance(item, dict):
                self._read_item(name, index, item, periods)
            else:
                self._problem("item-not-mapping", (name, index), key=name)

    def _read_item(
        self, name: str, index: int, item: dict[str, Any], periods: Mapping[Any, tuple[Any, Any]]
    ) -> None:
        schema = self._schemas[name]
        links, nested = LINKS.get(name, ()), NESTED.get(name, {})
        for field in schema.fields:
            if field.is_derived and field.name in item:
                self._problem("derived-key", (name, index, field.name), field=field.name)
        elsewhere = {link.key for link in links} | nested.keys()
        values = {key: value for key, value in item.items() if key not in elsewhere}
        if name == "targets":
            phase = values.get("phase_id")
            start, end = periods.get(phase if isinstance(phase, str) else None, periods[None])
            values.setdefault("period_start", start)
            values.setdefault("period_end", end)
        values = self._globalised(schema, values)
        values["plan_id"] = self._plan_id
        values["position"] = index + 1
        self._raw.add(name, values, Origin(self._file, (name, index)))
        own = {schema.primary_key[0]: values.get(schema.primary_key[0])}
        for link in links:
            self._read_link(link, (name, index, link.key), own, item.get(link.key))
        for key, table in nested.items():
            self._read_nested(table, (name, index, key), own, item.get(key))

    def _read_link(self, link: Link, path: Path, own: Mapping[str, Any], ids: Any) -> None:
        if ids is None:
            return
        if not isinstance(ids, list):
            self._problem("link-not-list", path, key=link.key, value=str(ids))
            return
        for place, found in enumerate(ids):
            row = {**own, link.column: self._global(found) if link.role else found}
            if link.role:
                row["role"] = link.role
            self._raw.add(link.table, row, Origin(self._file, (*path, place)))

    def _read_nested(self, table: str, path: Path, own: Mapping[str, Any], rows: Any) -> None:
        key = str(path[-1])
        if rows is not None and not isinstance(rows, list):
            self._problem("list-expected", path, key=key)
            return
        for place, row in enumerate(rows or ()):
            if isinstance(row, dict):
                for column in own.keys() & row.keys():
                    self._problem("derived-key", (*path, place, column), field=column)
                self._raw.add(table, {**row, **own}, Origin(self._file, (*path, place)))
            else:
                self._problem("item-not-mapping", (*path, place), key=key)

    def _globalised(self, schema: TableSchema, values: dict[str, Any]) -> dict[str, Any]:
        """The values with the item's own id and its references made global: ``<plan_id>/t07``."""
        local = {column for column, table in schema.references.items() if table in PLAN_LISTS}
        local.update((*_LOCAL_COLUMNS, schema.primary_key[0]))
        return {
            key: self._global(value) if key in local else value for key, value in values.items()
        }

    def _global(self, value: Any) -> Any:
        return f"{self._plan_id}/{value}" if isinstance(value, str) else value

    def _problem(self, code: str, path: Path, **values: str) -> None:
        self._raw.problems.append(Problem(self._file, 0, code, {**values, "path": _joined(path)}))


def _joined(path: Path) -> str:
    return ".".join(str(step) for step in path)


def _periods(plan: Mapping[str, Any], phases: list[Any]) -> dict[Any, tuple[Any, Any]]:
    """Phase id to its period; None to the plan's own. What is to be reached in a phase without a
    stated start counts from the plan's start.
    """
    start = plan.get("period_start")
    periods: dict[Any, tuple[Any, Any]] = {None: (start, plan.get("period_end"))}
    for phase in phases:
        if isinstance(phase, dict) and isinstance(phase.get("phase_id"), str):
            periods[phase["phase_id"]] = (phase.get("period_start", start), phase.get("period_end"))
    return periods


def plan_keys(schemas: Schemas) -> frozenset[str]:
    """Every key that a plan file may hold, at any depth."""
    tables = ("plans", *PLAN_LISTS, *(t for nested in NESTED.values() for t in nested.values()))
    links = {link.key for found in LINKS.values() for link in found}
    columns = {column for table in tables for column in schemas[table].field_names}
    return frozenset({*PLAN_LISTS, *links, *columns, *(k for n in NESTED.values() for k in n)})
