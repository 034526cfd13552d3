"""A plan in short: whose it is, how much it holds, how its targets stand."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reform.derivations import StatusCount, count_statuses
from reform.model import Catalogue
from reform.model.derived_rows import Status
from reform.model.plan_rows import Plan
from reform.model.plan_subjects import DEFAULT_SUBJECT
from reform.model.shared_rows import Unit
from reform.subjects.memory import once

_TELLING = (Status.MET, Status.NOT_MET, Status.UNDER_WAY)


@dataclass(frozen=True)
class PlanSummary:
    """A plan, and the commune whose plan it is."""

    plan: Plan
    unit: Unit
    successor: Unit | None
    """The unit in force today, where the plan's own ended."""
    target_count: int
    task_count: int
    subject: str
    """What it is about, by its label."""
    replaced_by: Plan | None
    """The plan that took its place, where one did."""
    standing: tuple[tuple[Status, int], ...]
    """Statuses that a reported figure gave, with how many targets stand there. What is overdue
    needs its reason beside it: it stands on the plan's page and on ``/tien-do/``."""

    @property
    def today(self) -> Unit:
        """The unit of today: the commune itself, or the one that took over."""
        return self.successor or self.unit

    @property
    def other_subject(self) -> str | None:
        """What it is about where that is not administrative reform: lists of plans say it."""
        return None if self.plan.subject == DEFAULT_SUBJECT else self.subject

    @property
    def province_name(self) -> str:
        """The province of today."""
        return self.today.province_name

    @property
    def order(self) -> tuple[str, str, str]:
        """Sorts plans by where they are: by province of today, unit, then plan."""
        return (self.today.province_code, self.unit.unit_id, self.plan.plan_id)


@once
def plan_summary(plan_id: str, catalogue: Catalogue) -> PlanSummary:
    """One plan in short."""
    plan = catalogue.plan(plan_id)
    unit = catalogue.unit(plan.unit_id)
    counted = plan_status_count(plan_id, catalogue).by_status
    return PlanSummary(
        plan=plan,
        unit=unit,
        successor=catalogue.unit_if(unit.successor_unit_id),
        target_count=len(catalogue.targets_of(plan_id)),
        task_count=len(catalogue.tasks_of(plan_id)),
        subject=catalogue.labels("plan_subject")[plan.subject].label,
        replaced_by=next(iter(catalogue.replacing(plan_id)), None),
        standing=tuple((status, counted[status]) for status in _TELLING if counted[status]),
    )


@once
def plan_status_count(plan_id: str, catalogue: Catalogue) -> StatusCount:
    """How many targets of a plan stand where."""
    return count_statuses(catalogue.statuses_of(plan_id))


def newest_first(plans: Iterable[Plan], catalogue: Catalogue) -> tuple[PlanSummary, ...]:
    """Plans in short, the newest period first, then by commune code."""
    found = (plan_summary(plan.plan_id, catalogue) for plan in plans)
    return tuple(sorted(found, key=lambda s: (-s.plan.period_end.toordinal(), s.unit.unit_id)))


@once
def by_place(catalogue: Catalogue) -> tuple[PlanSummary, ...]:
    """All plans in short, by province of today and unit."""
    found = (plan_summary(plan.plan_id, catalogue) for plan in catalogue.plans)
    return tuple(sorted(found, key=lambda summary: summary.order))


def by_province(found: Iterable[PlanSummary]) -> dict[str, tuple[PlanSummary, ...]]:
    """Code of the province of today to the plans in it, in their order."""
    groups: defaultdict[str, list[PlanSummary]] = defaultdict(list)
    for summary in found:
        groups[summary.today.province_code].append(summary)
    return {code: tuple(group) for code, group in groups.items()}


@once
def latest_plan(unit_id: str, catalogue: Catalogue) -> PlanSummary:
    """The plan that stands for a unit that has some: the one that ends last; of several one that
    is not replaced, then one on administrative reform, then the first as they are published.
    """

    def rank(plan: Plan) -> tuple[date, bool, bool]:
        is_replaced = bool(catalogue.replacing(plan.plan_id))
        return plan.period_end, not is_replaced, plan.subject == DEFAULT_SUBJECT

    return plan_summary(max(catalogue.plans_of(unit_id), key=rank).plan_id, catalogue)
