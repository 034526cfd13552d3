"""Who answers for which area in one plan: the table of its bodies by areas."""

from dataclasses import dataclass

from reform.model import Catalogue
from reform.model.plan_rows import Agency, Plan
from reform.model.shared_rows import ReformArea
from reform.subjects.responsibilities import Responsibility, responsibilities


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


def matrix(plan: Plan, catalogue: Catalogue) -> Matrix:
    """The bodies of a plan by the areas they have a part in."""
    found = responsibilities(plan.plan_id, catalogue)
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
