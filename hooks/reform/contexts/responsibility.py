"""Who answers for which area, in one plan."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from reform.model import Catalogue
from reform.model.plan_rows import Agency, Plan
from reform.model.shared_rows import ReformArea

ROLES = ("lead", "support", "requested")
"""The parts a body may have, the weightiest first."""


@dataclass(frozen=True)
class Responsibility:
    """What one body has to do with one area."""

    agency: Agency
    area_id: str
    role: str
    """The weightiest of its parts: ``lead``, ``support`` or ``requested``."""
    by_duty: bool
    """Whether a duty of the plan names the area; otherwise only single tasks do."""
    task_count: int
    """Tasks of the area in which the body is named."""


@dataclass(frozen=True)
class MatrixRow:
    """A body and what it has to do with each area; None where nothing."""

    agency: Agency
    cells: tuple[Responsibility | None, ...]


@dataclass(frozen=True)
class Matrix:
    """Bodies by areas: only bodies with an area, only areas of the plan."""

    areas: tuple[ReformArea, ...]
    rows: tuple[MatrixRow, ...]
    without_lead: tuple[ReformArea, ...]
    """Areas in which the plan has tasks but names no body that leads."""


def responsibilities(plan: Plan, catalogue: Catalogue) -> dict[tuple[str, str], Responsibility]:
    """(agency id, area id) to what the body has to do with the area."""
    agencies = catalogue.agencies_of(plan.plan_id)
    by_id = {row.agency_id: row for row in agencies}
    parts: defaultdict[tuple[str, str], list[tuple[str, bool]]] = defaultdict(list)
    for agency_id, area_id, role in _duty_parts(plan, catalogue):
        parts[agency_id, area_id].append((role, True))
    for agency_id, area_id, role in _task_parts(plan, catalogue):
        parts[agency_id, area_id].append((role, False))
    return {
        (agency_id, area_id): Responsibility(
            agency=by_id[agency_id],
            area_id=area_id,
            role=min((role for role, _ in found), key=ROLES.index),
            by_duty=any(is_duty for _, is_duty in found),
            task_count=sum(not is_duty for _, is_duty in found),
        )
        for (agency_id, area_id), found in parts.items()
    }


def _duty_parts(plan: Plan, catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    for duty in catalogue.duties_of(plan.plan_id):
        for area in catalogue.areas_of_duty(duty.duty_id):
            for link in catalogue.bodies_of_duty(duty.duty_id):
                yield link.agency_id, area.area, link.role


def _task_parts(plan: Plan, catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    for task in catalogue.tasks_of(plan.plan_id):
        if task.any_area:
            for link in catalogue.bodies_of_task(task.task_id):
                yield link.agency_id, task.any_area, link.role


def matrix(plan: Plan, catalogue: Catalogue) -> Matrix:
    """The bodies of a plan by the areas they have a part in."""
    found = responsibilities(plan, catalogue)
    tasks = catalogue.tasks_of(plan.plan_id)
    with_tasks = {task.any_area for task in tasks}
    taken = {area_id for _, area_id in found}
    areas = tuple(a for a in catalogue.reform_areas if a.area_id in taken | with_tasks)
    led = {area_id for (_, area_id), part in found.items() if part.role == "lead"}
    named = {agency_id for agency_id, _ in found}
    return Matrix(
        areas=areas,
        rows=tuple(
            MatrixRow(agency, tuple(found.get((agency.agency_id, a.area_id)) for a in areas))
            for agency in catalogue.agencies_of(plan.plan_id)
            if agency.agency_id in named
        ),
        without_lead=tuple(a for a in areas if a.area_id in with_tasks - led),
    )
