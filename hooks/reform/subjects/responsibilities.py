"""Who answers for which area, in one plan."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reform.model import Catalogue
from reform.model.plan_rows import Agency
from reform.subjects.memory import once

ROLES = ("lead", "support", "requested")
"""The parts a body may have, the weightiest first."""


def weightiest(roles: Iterable[str]) -> str:
    """The part that counts where a body has several."""
    return min(roles, key=ROLES.index)


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


@once
def responsibilities(
    plan_id: str, catalogue: Catalogue
) -> Mapping[tuple[str, str], Responsibility]:
    """(agency id, area id) to what the body has to do with the area."""
    agencies = catalogue.agencies_of(plan_id)
    by_id = {row.agency_id: row for row in agencies}
    parts: defaultdict[tuple[str, str], list[tuple[str, bool]]] = defaultdict(list)
    for agency_id, area_id, role in _duty_parts(plan_id, catalogue):
        parts[agency_id, area_id].append((role, True))
    for agency_id, area_id, role in _task_parts(plan_id, catalogue):
        parts[agency_id, area_id].append((role, False))
    return {
        (agency_id, area_id): Responsibility(
            agency=by_id[agency_id],
            area_id=area_id,
            role=weightiest(role for role, _ in found),
            by_duty=any(is_duty for _, is_duty in found),
            task_count=sum(not is_duty for _, is_duty in found),
        )
        for (agency_id, area_id), found in parts.items()
    }


def _duty_parts(plan_id: str, catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    for duty in catalogue.duties_of(plan_id):
        for area in catalogue.areas_of_duty(duty.duty_id):
            for link in catalogue.bodies_of_duty(duty.duty_id):
                yield link.agency_id, area.area, link.role


def _task_parts(plan_id: str, catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    for task in catalogue.tasks_of(plan_id):
        if task.any_area:
            for link in catalogue.bodies_of_task(task.task_id):
                yield link.agency_id, task.any_area, link.role
