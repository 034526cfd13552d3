"""What was withdrawn: kept under its id and in the downloads, shown and counted nowhere else."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from reform.model.kinds import KINDS
from reform.model.tables import Tables

GOES_WITH: Mapping[str, tuple[str, ...]] = {
    "target_agencies": ("target_id", "agency_id"),
    "target_steps": ("target_id",),
    "task_agencies": ("task_id", "agency_id"),
    "reporting_agencies": ("reporting_duty_id", "agency_id"),
    "duty_agencies": ("duty_id", "agency_id"),
    "duty_areas": ("duty_id",),
    "task_progress": ("task_id",),
    "target_status": ("target_id",),
    "step_status": ("target_id",),
    "observations": ("target_id",),
    "legal_basis": ("item_id",),
    "editorial_notes": ("item_id",),
}
"""Table to the columns that name what its rows hang from: they go when that goes."""

LETS_GO: Mapping[str, tuple[str, ...]] = {
    "targets": ("parent_id", "task_id", "phase_id"),
    "tasks": ("parent_id",),
    "target_status": ("reporting_duty_id",),
}
"""Table to the columns that are emptied when what they name goes: the row itself stays."""


@dataclass(frozen=True, slots=True)
class WithdrawnItem:
    """An item that was withdrawn."""

    table: str
    """Its kind, by the name of its table."""
    item_id: str
    text: str
    locator: str | None
    withdrawn_on: date | None
    reason: str | None


def live_tables(tables: Tables) -> dict[str, tuple[Any, ...]]:
    """Every table by its name, without what was withdrawn."""
    plans = frozenset(plan.plan_id for plan in tables.plans if plan.withdrawn)
    gone = plans | frozenset(
        getattr(row, kind.key)
        for kind in KINDS
        for row in tables.rows(kind.table)
        if _is_gone(row) or row.plan_id in plans
    )
    names = (field.name for field in fields(Tables))
    return {name: tuple(_live_rows(name, tables.rows(name), gone)) for name in names}


def is_anything_gone(tables: Tables) -> bool:
    """Whether a plan or an item of one was withdrawn."""
    return any(plan.withdrawn for plan in tables.plans) or bool(withdrawn_items(tables))


def _is_gone(row: Any) -> bool:
    return getattr(row, "withdrawn", False)


def _live_rows(table: str, rows: tuple[Any, ...], gone: frozenset[str]) -> Iterator[Any]:
    owners, loose = GOES_WITH.get(table, ()), LETS_GO.get(table, ())
    for row in rows:
        if _is_gone(row) or getattr(row, "plan_id", None) in gone:
            continue
        if any(getattr(row, column) in gone for column in owners):
            continue
        lost = {column: None for column in loose if getattr(row, column) in gone}
        yield replace(row, **lost) if lost else row


def withdrawn_items(tables: Tables) -> Mapping[str, tuple[WithdrawnItem, ...]]:
    """Plan to its withdrawn items, kind by kind in the order of the plan file."""
    found: defaultdict[str, list[WithdrawnItem]] = defaultdict(list)
    for kind in KINDS:
        for row in filter(_is_gone, tables.rows(kind.table)):
            found[row.plan_id].append(
                WithdrawnItem(
                    table=kind.table,
                    item_id=getattr(row, kind.key),
                    text=getattr(row, kind.text),
                    locator=getattr(row, "locator", None),
                    withdrawn_on=row.withdrawn_on,
                    reason=row.withdrawn_reason,
                )
            )
    return {plan_id: tuple(items) for plan_id, items in found.items()}
