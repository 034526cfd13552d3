"""The reform areas: what the plans promise and do in each, and who leads it where."""

from collections.abc import Iterator
from dataclasses import dataclass

from reform.model import Catalogue
from reform.model.plan_rows import Agency, Task
from reform.model.shared_rows import Indicator, ReformArea
from reform.subjects.in_use import promised_indicators, used_areas
from reform.subjects.plan_summaries import PlanSummary
from reform.subjects.promises import Promise, promise_of
from reform.subjects.responsibilities import Responsibility, responsibilities


@dataclass(frozen=True)
class AreaTask:
    """A task with the bodies it names."""

    task: Task
    lead: tuple[Agency, ...]
    support: tuple[Agency, ...]

    @property
    def is_area_inferred(self) -> bool:
        """Whether editors, not the document, put it under its area."""
        return self.task.area is None


@dataclass(frozen=True)
class AreaPlan:
    """What one plan says of the area."""

    summary: PlanSummary
    lead: tuple[Responsibility, ...]
    """The bodies that lead the area by a duty, or at least tasks of it."""
    support: tuple[Responsibility, ...]
    targets: tuple[Promise, ...]
    tasks: tuple[AreaTask, ...]

    @property
    def has_inferred(self) -> bool:
        """Whether editors put some of them under the area."""
        by_editors = (row.is_area_inferred for row in self.targets)
        return any(by_editors) or any(row.is_area_inferred for row in self.tasks)


@dataclass(frozen=True)
class AreaPage:
    """Context of ``pages/area.html.j2``."""

    area: ReformArea
    province_name: str | None
    """The province whose plans these are; None where they are all."""
    plans: tuple[AreaPlan, ...]
    """The plans that have a target, a task or a duty in the area."""
    target_count: int
    task_count: int
    has_inferred: bool
    """Whether editors put some of them under the area."""
    indicators: tuple[Indicator, ...]
    """Promised indicators of the area."""
    others: tuple[ReformArea, ...]
    """The other areas in use."""


@dataclass(frozen=True)
class AreaSummary:
    """An area in the list."""

    area: ReformArea
    target_count: int
    task_count: int
    plan_count: int
    """How many plans have a target or a task in it."""


@dataclass(frozen=True)
class AreasPage:
    """Context of ``pages/areas.html.j2``."""

    areas: tuple[AreaSummary, ...]
    plan_count: int


def areas_page(catalogue: Catalogue) -> AreasPage:
    """Every area in use, with its counts."""
    return AreasPage(
        tuple(_area_summary(area, catalogue) for area in used_areas(catalogue)),
        len(catalogue.plans),
    )


def _area_summary(area: ReformArea, catalogue: Catalogue) -> AreaSummary:
    targets, tasks = catalogue.targets_in(area.area_id), catalogue.tasks_in(area.area_id)
    plan_ids = {row.plan_id for row in targets} | {row.plan_id for row in tasks}
    return AreaSummary(area, len(targets), len(tasks), len(plan_ids))


def area_page(
    area: ReformArea,
    plans: tuple[PlanSummary, ...],
    province_name: str | None,
    catalogue: Catalogue,
) -> AreaPage:
    """One area across the plans of some places: of all, or of one province."""
    views = tuple(_area_plans(area, plans, catalogue))
    return AreaPage(
        area=area,
        province_name=province_name,
        plans=views,
        target_count=sum(len(view.targets) for view in views),
        task_count=sum(len(view.tasks) for view in views),
        has_inferred=any(view.has_inferred for view in views),
        indicators=tuple(i for i in promised_indicators(catalogue) if i.area == area.area_id),
        others=tuple(other for other in used_areas(catalogue) if other != area),
    )


def _area_plans(
    area: ReformArea, plans: tuple[PlanSummary, ...], catalogue: Catalogue
) -> Iterator[AreaPlan]:
    for summary in plans:
        plan_id, area_id = summary.plan.plan_id, area.area_id
        targets = [row for row in catalogue.targets_of(plan_id) if row.any_area == area_id]
        tasks = [row for row in catalogue.tasks_of(plan_id) if row.any_area == area_id]
        parts = responsibilities(plan_id, catalogue).values()
        own = [part for part in parts if part.area_id == area.area_id]
        view = AreaPlan(
            summary=summary,
            lead=tuple(part for part in own if part.role == "lead"),
            support=tuple(part for part in own if part.role == "support"),
            targets=tuple(promise_of(row.target_id, catalogue) for row in targets),
            tasks=tuple(_area_task(row, catalogue) for row in tasks),
        )
        if view.lead or view.support or view.targets or view.tasks:
            yield view


def _area_task(task: Task, catalogue: Catalogue) -> AreaTask:
    links = catalogue.bodies_of_task(task.task_id)
    lead, support = (
        tuple(catalogue.agency(link.agency_id) for link in links if link.role == role)
        for role in ("lead", "support")
    )
    return AreaTask(task, lead, support)
