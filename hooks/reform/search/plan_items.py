"""The items of a plan as search records: every kind that has a word in the list of kinds."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from reform import addresses
from reform.model import Catalogue
from reform.model.kinds import Kind
from reform.model.plan_rows import Agency, Duty, ReportingDuty, Target, Task
from reform.search.records import SEARCHED, IndexedItem


@dataclass(frozen=True)
class _Plan:
    """What the items of one plan refer to."""

    catalogue: Catalogue
    phases: Mapping[str, str]
    agencies: Mapping[str, Agency]


def plan_items(plan_id: str, catalogue: Catalogue) -> dict[str, tuple[IndexedItem, ...]]:
    """Word of the kind → the plan's items of that kind, in the order of the plan."""
    plan = _Plan(
        catalogue,
        {phase.phase_id: phase.title for phase in catalogue.phases_of(plan_id)},
        {agency.agency_id: agency for agency in catalogue.agencies_of(plan_id)},
    )
    return {
        kind.word: tuple(
            _item(row, kind, plan)
            for row in catalogue.rows_by(kind.table, "plan_id").get(plan_id, ())
        )
        for kind in SEARCHED
    }


def _item(row: Any, kind: Kind, plan: _Plan) -> IndexedItem:
    heading, text = getattr(row, "heading", None), getattr(row, kind.text)
    more = _MORE[kind.table](row, plan) if kind.table in _MORE else {}
    return IndexedItem(
        anchor=addresses.short_id(getattr(row, kind.key)),
        text=f"{heading}: {text}" if heading else text,
        **more,
    )


def _target(row: Target, plan: _Plan) -> dict[str, Any]:
    status = plan.catalogue.status_of(row.target_id)
    leads = plan.catalogue.bodies(plan.catalogue.bodies_of_target(row.target_id), "lead")
    last_day = f"{row.period_end.day}/{row.period_end.month}/{row.period_end.year}"
    return {
        "area": row.any_area,
        "phase": plan.phases.get(row.phase_id or ""),
        "status": str(status.status) if status else None,
        **_bodies(leads, row.rank_within, row.unit_name, last_day),
    }


def _task(row: Task, plan: _Plan) -> dict[str, Any]:
    leads = plan.catalogue.bodies(plan.catalogue.bodies_of_task(row.task_id), "lead")
    return {"area": row.any_area, **_bodies(leads, row.product)}


def _duty(row: Duty, plan: _Plan) -> dict[str, Any]:
    links = plan.catalogue.bodies_of_duty(row.duty_id)
    areas = plan.catalogue.areas_of_duty(row.duty_id)
    bodies = [plan.agencies[link.agency_id] for link in links if link.role != "support"]
    return {"area": areas[0].area if areas else None, **_bodies(bodies)}


def _bodies(bodies: Iterable[Agency], *words: str | None) -> dict[str, Any]:
    """The roles of bodies, and their names among the further words that find an item."""
    found = tuple(bodies)
    return {
        "agencies": tuple(body.role_id for body in found),
        "also": "; ".join(filter(None, (*words, *(body.name for body in found)))),
    }


def _report(row: ReportingDuty, plan: _Plan) -> dict[str, Any]:
    parts = plan.catalogue.bodies_of_report(row.reporting_duty_id)
    receivers = (body.name for body in plan.catalogue.bodies(parts, "receiver"))
    reporters = plan.catalogue.bodies(parts, "reporter")
    return _bodies(reporters, row.deadline_text, row.recipient, *receivers)


_MORE: Mapping[str, Callable[[Any, _Plan], dict[str, Any]]] = {
    "targets": _target,
    "tasks": _task,
    "duties": _duty,
    "reporting_duties": _report,
}
"""Table → what its items are found and narrowed by besides their text; any other kind: nothing."""
