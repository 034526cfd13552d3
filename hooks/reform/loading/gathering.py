"""Walks the data folder and gathers every row of every table, stage by stage: places and names,
syntax, identity, shape. Content is judged by ``reform.validation``."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from reform.build_cache import BuildCache
from reform.layout import Layout
from reform.loading.cells import read_cells
from reform.loading.copies import gather_copies
from reform.loading.derived_columns import derive_columns
from reform.loading.identity import PlanDocument, identified
from reform.loading.places import SHARED_TABLES, UnitFolder, find_places
from reform.loading.plan_files import PlanReader, plan_keys
from reform.loading.raw import RawTables
from reform.loading.shapes import shape_problems
from reform.loading.strays import strays
from reform.loading.table_files import gather_csv
from reform.problems import Origin, Problem
from reform.sources.table_schemas import Schemas
from reform.sources.unit_lists import read_units
from reform.sources.units import RegisteredUnit, UnitRegister
from reform.sources.yaml_ahead import read_all
from reform.sources.yaml_files import LineFinder, read_written


def gather(layout: Layout, schemas: Schemas, only: frozenset[Path] | None = None) -> RawTables:
    """Every row of every table; problems of files that cannot be read stand in ``problems``. Of
    the units' folders ``only`` those that are named; what points into others is not judged.

    Raises DataError where the schemas or the list of former units are broken.
    """
    raw = RawTables.empty(tuple(schemas.tables))
    raw.register = read_units(layout.vocabulary / "former_communes.csv", layout.invented_units)
    places = find_places(layout, raw.register)
    if only is not None:
        raw.unread |= {f.unit.code for f in places.folders if f.path not in only}
        places = replace(places, folders=tuple(f for f in places.folders if f.path in only))
    raw.problems += [*places.problems, *strays(layout)]
    raw.unread |= places.unread
    _gather_shared(layout, schemas, raw)
    _gather_indicators(layout, schemas, raw)
    _gather_plans(layout, schemas, places.folders, raw)
    for folder in places.folders:
        for table, path in folder.tables:
            added = {"unit_id": folder.unit.unit_id}
            if not gather_csv(layout.name(path), schemas[table], path, raw, added):
                raw.unread.add(folder.unit.code)
    gather_copies(layout, places.copies, raw)
    _add_units(raw)
    read_cells(schemas, raw)
    derive_columns(raw)
    _locate(layout, raw)
    return raw


def _gather_shared(layout: Layout, schemas: Schemas, raw: RawTables) -> None:
    paths = {table: layout.vocabulary / f"{table}.csv" for table in SHARED_TABLES}
    paths["legal_documents"] = layout.legal_documents
    for table, path in paths.items():
        name = layout.name(path)
        if not path.exists():
            raw.problems.append(Problem(name, 0, "file-missing", {"name": path.name}))
            raw.unread.add(table)
        elif not gather_csv(name, schemas[table], path, raw, {}):
            raw.unread.add(table)


def _gather_plans(
    layout: Layout, schemas: Schemas, folders: tuple[UnitFolder, ...], raw: RawTables
) -> None:
    documents = []
    files = [(f.unit, path, layout.name(path)) for f in folders for path in f.plans]
    readings = read_all([file[1:] for file in files], plan_keys(schemas), BuildCache.of_user())
    for (unit, _, name), reading in zip(files, readings, strict=True):
        raw.problems += reading.problems
        if reading.problems:
            raw.mended[name] = reading.text
        is_read = reading.document is not None or not reading.problems
        wrong = shape_problems(reading.document, schemas, name) if is_read else []
        raw.problems += wrong
        if wrong or not is_read:
            raw.unread.add(unit.code)
        else:
            documents.append(PlanDocument(name, reading.document, unit))
    found, wrong, copies = identified(documents, raw.register)
    raw.problems += wrong
    raw.unread |= {document.code for document in documents if document.file in copies}
    for document in found:
        PlanReader(schemas, raw, document.file).read(document.values)
    _tell_figures_without_plan(layout, folders, raw)


def _tell_figures_without_plan(
    layout: Layout, folders: tuple[UnitFolder, ...], raw: RawTables
) -> None:
    """A unit reports on its plans; figures of one that has none belong to nothing."""
    planned = set(raw.column("plans", "unit_id")) | raw.unread
    for folder in folders:
        if folder.tables and not {folder.unit.unit_id, folder.unit.code} & planned:
            for _, path in folder.tables:
                values = {"name": path.name, "folder": folder.path.name}
                raw.problems.append(Problem(layout.name(path), 0, "figures-without-plan", values))
            raw.unread.add(folder.unit.code)


def _gather_indicators(layout: Layout, schemas: Schemas, raw: RawTables) -> None:
    path = layout.vocabulary / "indicators.yaml"
    name = layout.name(path)
    reading = read_written(path, name, frozenset(schemas["indicators"].field_names))
    raw.problems += reading.problems
    raw.mended[name] = reading.text
    document = reading.document
    items = document.get("indicators") if isinstance(document, dict) else None
    if not isinstance(items, list):
        raw.unread.add("indicators")
        if not reading.problems:
            raw.problems.append(Problem(name, 1, "list-expected", {"key": "indicators"}))
        return
    for index, item in enumerate(items):
        if not isinstance(item, dict):
            values = {"key": "indicators", "path": f"indicators.{index}"}
            raw.problems.append(Problem(name, 0, "item-not-mapping", values))
            continue
        aliases = item.get("aliases")
        joined = "; ".join(map(str, aliases)) if isinstance(aliases, list) else aliases
        raw.add("indicators", {**item, "aliases": joined}, Origin(name, ("indicators", index)))


def _add_units(raw: RawTables) -> None:
    """The units that have a plan, their successors, the units above them, and those merged into
    them.
    """
    wanted: dict[str, tuple[RegisteredUnit, Origin]] = {}
    for row in raw.tables["plans"]:
        unit = raw.register.get(row.values.get("unit_id"))
        for found in _related(unit, raw.register) if unit else ():
            wanted.setdefault(found.unit_id, (found, row.origin))
    for unit_id in sorted(wanted):
        unit, origin = wanted[unit_id]
        raw.add("units", _unit_values(unit, raw.register), origin)
        for former in raw.register.predecessors(unit_id) if unit.level == "commune" else ():
            raw.add("former_units", _former_values(former, unit_id), origin)


def _related(unit: RegisteredUnit, register: UnitRegister) -> Iterator[RegisteredUnit]:
    """A unit, those above it, and the same of those that took it over."""
    yield unit
    if unit.parent:
        yield from _related(unit.parent, register)
    for successor in filter(None, map(register.get, unit.successors)):
        yield from _related(successor, register)


def _unit_values(unit: RegisteredUnit, register: UnitRegister) -> dict[str, Any]:
    return {
        "unit_id": unit.unit_id,
        "code": unit.code,
        "level": unit.level,
        "parent_unit_id": unit.parent.unit_id if unit.parent else None,
        "name": unit.name,
        "distinct_name": register.distinct_name(unit),
        "type": unit.type,
        "district_name": unit.district_name,
        "province_code": unit.province_code,
        "province_name": unit.province_name,
        "slug": unit.slug,
        "folder": unit.folder,
        "valid_from": unit.valid_from and unit.valid_from.isoformat(),
        "valid_to": unit.valid_to and unit.valid_to.isoformat(),
        "successor_unit_id": unit.successors[0] if unit.successors else None,
    }


def _former_values(unit: RegisteredUnit, successor: str) -> dict[str, Any]:
    return {
        "former_unit_id": unit.unit_id,
        "former_code": unit.code,
        "unit_id": successor,
        "name": unit.name,
        "type": unit.type,
        "district_name": unit.district_name,
        "province_code": unit.province_code,
        "province_name": unit.province_name,
        "is_partial": unit.is_partial,
    }


def _locate(layout: Layout, raw: RawTables) -> None:
    """Give the problems found while reading a YAML document their lines."""
    lines = LineFinder(layout.root, raw.mended)
    raw.problems = [
        Problem(
            found.file,
            lines.line(found.file, _steps(found.values["path"])),
            found.code,
            found.values,
        )
        if "path" in found.values
        else found
        for found in raw.problems
    ]


def _steps(path: str) -> tuple[str | int, ...]:
    return tuple(int(step) if step.isdigit() else step for step in path.split(".") if step)
