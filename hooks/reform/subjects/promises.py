"""A target as a promise among others: who promises it, on what, by when, and which one counts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reform.model import Catalogue
from reform.model.derived_rows import TargetStatus
from reform.model.plan_rows import Plan, Target
from reform.model.shared_rows import Indicator, ReformArea
from reform.subjects.memory import once
from reform.subjects.plan_summaries import PlanSummary, plan_summary


@dataclass(frozen=True)
class Promise:
    """A target with its plan."""

    target: Target
    summary: PlanSummary
    area: ReformArea | None
    """Stated or inferred."""
    indicator: Indicator | None
    status: TargetStatus | None
    """Where it stands; None where statuses were not derived."""

    @property
    def is_area_inferred(self) -> bool:
        """Whether editors, not the document, put it under its area."""
        return self.area is not None and self.target.area is None

    @property
    def is_comparable(self) -> bool:
        """Whether it has a value in the unit of its indicator."""
        return self.indicator is not None and has_level(self.target, self.indicator)


@once
def promise_of(target_id: str, catalogue: Catalogue) -> Promise:
    """A target with what stands around it."""
    target = catalogue.target(target_id)
    return Promise(
        target=target,
        summary=plan_summary(target.plan_id, catalogue),
        area=catalogue.area_if(target.any_area),
        indicator=catalogue.indicator_if(target.indicator_id),
        status=catalogue.status_of(target_id),
    )


def by_deadline(targets: Iterable[Target], catalogue: Catalogue) -> tuple[Promise, ...]:
    """Targets as promises: the earliest deadline first, then by place and position.

    Costs what the given targets cost, however many plans there are.
    """
    found = [promise_of(target.target_id, catalogue) for target in targets]
    found.sort(key=lambda p: (p.target.period_end, p.summary.order, p.target.position))
    return tuple(found)


def has_level(target: Target, indicator: Indicator) -> bool:
    """Whether a target promises a value in the indicator's own unit."""
    return target.value is not None and target.unit == indicator.unit


@once
def promises_above(plan_id: str, catalogue: Catalogue) -> Mapping[str, tuple[Promise, ...]]:
    """Target of a plan to what the units above its own promise on the same indicator in plans that
    run at some of the same time; only targets with such promises.
    """
    plan = catalogue.plan(plan_id)
    above = _units_above(plan.unit_id, catalogue)
    found = {}
    for target in catalogue.targets_of(plan_id):
        levels = levels_by_commune(target.indicator_id, catalogue) if target.indicator_id else {}
        same = (row for unit_id in above for row in levels.get(unit_id, ()))
        promises = [
            promise_of(row.target_id, catalogue) for row in same if _meet(row, plan, catalogue)
        ]
        if promises:
            found[target.target_id] = tuple(promises)
    return found


@once
def plans_below(plan_id: str, catalogue: Catalogue) -> Mapping[str, int]:
    """Target of a plan to how many units below its own promise a level on the same indicator in
    plans that run at some of the same time; only targets with such units.
    """
    plan = catalogue.plan(plan_id)
    unit = catalogue.unit_if(plan.unit_id)
    if not unit or unit.level == "commune":
        return {}
    found = {}
    for target in catalogue.targets_of(plan_id):
        levels = levels_by_commune(target.indicator_id, catalogue) if target.indicator_id else {}
        count = sum(
            plan.unit_id in _units_above(unit_id, catalogue)
            and any(_meet(row, plan, catalogue) for row in rows)
            for unit_id, rows in levels.items()
        )
        if count:
            found[target.target_id] = count
    return found


def _units_above(unit_id: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The ids of the units above one, the nearest first."""
    found = []
    unit = catalogue.unit_if(unit_id)
    while unit and unit.parent_unit_id:
        found.append(unit.parent_unit_id)
        unit = catalogue.unit_if(unit.parent_unit_id)
    return tuple(found)


def _meet(target: Target, plan: Plan, catalogue: Catalogue) -> bool:
    other = catalogue.plan(target.plan_id)
    return other.period_start <= plan.period_end and plan.period_start <= other.period_end


@once
def levels_by_commune(indicator_id: str, catalogue: Catalogue) -> Mapping[str, tuple[Target, ...]]:
    """Commune to the targets that count for it on an indicator, in the order of publication: those
    with a level that are no part ("trong đó") of another target.
    """
    indicator = catalogue.indicator(indicator_id)
    found: defaultdict[str, list[Target]] = defaultdict(list)
    for target in catalogue.targets_on(indicator_id):
        if has_level(target, indicator) and target.parent_id is None:
            found[catalogue.plan(target.plan_id).unit_id].append(target)
    return {code: tuple(targets) for code, targets in found.items()}
