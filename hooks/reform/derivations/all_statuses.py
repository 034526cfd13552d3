"""The statuses of all targets on one day."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date

from reform.derivations.deadlines import report_deadline
from reform.derivations.judging import TargetFacts
from reform.derivations.status_rules import target_status
from reform.model import Catalogue
from reform.model.derived_rows import StepStatus, TargetStatus
from reform.model.digits import figure_unit
from reform.model.part_rows import TargetStep
from reform.model.periods import Period, read_period
from reform.model.plan_rows import Target


def derive_statuses(catalogue: Catalogue, as_of: date) -> tuple[TargetStatus, ...]:
    """One row for each target that was not withdrawn, in the order of the targets."""
    live = catalogue.live
    return tuple(
        status for plan in live.plans for status in _plan_statuses(plan.plan_id, live, as_of)
    )


def _plan_statuses(plan_id: str, catalogue: Catalogue, as_of: date) -> Iterator[TargetStatus]:
    plan = catalogue.plan(plan_id)
    targets = catalogue.targets_of(plan_id)
    by_id = {target.target_id: target for target in targets}
    observations = catalogue.observations_from(plan.unit_id)
    for target in targets:
        facts = target_facts(target, plan.unit_id, by_id, catalogue)
        yield target_status(facts, observations, as_of)


def derive_step_statuses(catalogue: Catalogue, as_of: date) -> tuple[StepStatus, ...]:
    """One row for each step of a target that was not withdrawn, in the order of the steps."""
    live = catalogue.live
    return tuple(_step_status(step, live, as_of) for step in live.target_steps)


def _step_status(step: TargetStep, catalogue: Catalogue, as_of: date) -> StepStatus:
    """A step is judged as its target would be that promised the step's value in its period."""
    target = catalogue.target(step.target_id)
    plan = catalogue.plan(target.plan_id)
    by_id = {other.target_id: other for other in catalogue.targets_of(target.plan_id)}
    period = read_period(step.period)
    assert period, step.period
    start = max(period.start, target.period_start)
    alone = replace(target, value=step.value, period_start=start, period_end=period.end)
    facts = target_facts(alone, plan.unit_id, by_id, catalogue)
    facts = replace(facts, counts_from=target.period_start)
    found = target_status(facts, catalogue.observations_from(plan.unit_id), as_of)
    names = (field.name for field in fields(StepStatus) if field.name != "period")
    return StepStatus(period=step.period, **{name: getattr(found, name) for name in names})


def target_facts(
    target: Target, unit_id: str, siblings: Mapping[str, Target], catalogue: Catalogue
) -> TargetFacts:
    """What the status of a target depends on; ``siblings`` are its plan's targets by their id."""
    indicator = catalogue.indicator_if(target.indicator_id)
    duties = catalogue.reporting_duties_of(target.plan_id)
    return TargetFacts(
        target=target,
        unit_id=unit_id,
        is_of_another_level=target.scope in LEVELS
        and target.scope != own_level(unit_id, catalogue),
        lower_is_better=indicator is not None and indicator.direction == "lower_is_better",
        measures_change=indicator is not None and indicator.is_change,
        unit=figure_unit(indicator.unit if indicator else None, target.unit),
        is_nested_alike=is_nested_alike(target, siblings),
        counts_from=target.period_start,
        report=report_deadline(duties, Period(target.period_start, target.period_end)),
    )


LEVELS = ("commune", "district", "province")
"""Scopes that name one level of administration."""


def own_level(unit_id: str, catalogue: Catalogue) -> str:
    """The level that a unit's promises are its own at: a department's is that of its unit."""
    unit = catalogue.unit(unit_id)
    while unit.level == "department" and unit.parent_unit_id:
        unit = catalogue.unit(unit.parent_unit_id)
    return unit.level


def is_nested_alike(target: Target, siblings: Mapping[str, Target]) -> bool:
    """Whether one of the targets that a target is part of has the same indicator."""
    parents = _parents(target, siblings)
    return any(parent.indicator_id == target.indicator_id for parent in parents)


def _parents(target: Target, siblings: Mapping[str, Target]) -> Iterable[Target]:
    step = target.parent_id
    while step:
        yield siblings[step]
        step = siblings[step].parent_id
