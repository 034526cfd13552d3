"""The statuses of all targets on one day."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from reform.derivations.deadlines import report_deadline
from reform.derivations.target_status import TargetFacts, target_status
from reform.model import Catalogue
from reform.model.derived_rows import TargetStatus
from reform.model.periods import Period
from reform.model.plan_rows import Target


def derive_statuses(catalogue: Catalogue, as_of: date) -> tuple[TargetStatus, ...]:
    """One row for each target that was not withdrawn, in the order of the targets."""
    return tuple(
        status
        for plan in catalogue.plans
        for status in _plan_statuses(plan.plan_id, catalogue, as_of)
    )


def _plan_statuses(plan_id: str, catalogue: Catalogue, as_of: date) -> Iterator[TargetStatus]:
    plan = catalogue.find("plans", "plan_id", plan_id)
    targets = catalogue.grouped("targets", "plan_id")[plan_id]
    by_id = {target.target_id: target for target in targets}
    observations = catalogue.grouped("observations", "commune_code")[plan.commune_code]
    for target in targets:
        if not target.withdrawn:
            facts = target_facts(target, plan.commune_code, by_id, catalogue)
            yield target_status(facts, observations, as_of)


def target_facts(
    target: Target, commune_code: str, siblings: Mapping[str, Target], catalogue: Catalogue
) -> TargetFacts:
    """What the status of a target depends on; ``siblings`` are its plan's targets by their id."""
    indicator = catalogue.find("indicators", "indicator_id", target.indicator_id)
    duties = catalogue.grouped("reporting_duties", "plan_id")[target.plan_id]
    return TargetFacts(
        target=target,
        commune_code=commune_code,
        lower_is_better=bool(indicator) and indicator.direction == "lower_is_better",
        is_nested_alike=is_nested_alike(target, siblings),
        report=report_deadline(duties, Period(target.period_start, target.period_end)),
    )


def is_nested_alike(target: Target, siblings: Mapping[str, Target]) -> bool:
    """Whether one of the targets that a target is part of has the same indicator."""
    parents = _parents(target, siblings)
    return any(parent.indicator_id == target.indicator_id for parent in parents)


def _parents(target: Target, siblings: Mapping[str, Target]) -> Iterable[Target]:
    step = target.parent_id
    while step:
        yield siblings[step]
        step = siblings[step].parent_id
