"""How a figure is held against a promise once its time is over."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from operator import eq, ge, gt, le, lt

from reform.derivations.changes import base_of, change_from
from reform.derivations.deadlines import Deadline
from reform.derivations.figure_choice import latest, period_of
from reform.model.derived_rows import Status, StatusRule
from reform.model.plan_rows import Target
from reform.model.shared_rows import Observation

COMPLETED = 100.0
"""Share of the work done, in per cent, at which a target without a figure is completed."""

_COMPARE = {"at_least": ge, "more_than": gt, "equals": eq, "at_most": le, "less_than": lt}


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """A target and what its status depends on besides figures and the day."""

    target: Target
    unit_id: str
    is_of_another_level: bool
    """Whether it speaks of a level that is not the one of the plan's unit."""
    lower_is_better: bool
    """By its indicator; a target without an indicator is taken to want more."""
    measures_change: bool
    """Whether its indicator itself tells by how much something rose or fell."""
    unit: str
    """Unit of the figures that speak of it."""
    is_nested_alike: bool
    """Whether one of the targets it is part of ("trong đó") has the same indicator."""
    counts_from: date
    """What ended before this day is what it is compared with: the first day of the target's time,
    for each of its steps too."""
    report: Deadline | None
    """The report in which the plan wants the end of the target's period, if it gives a day."""

    @property
    def overdue_after(self) -> date | None:
        """The last day on which a report is not late: the plan's own, but not before the target's
        period is over, though some plans want the report while it still runs.
        """
        return max(self.report.day, self.target.period_end) if self.report else None


@dataclass(frozen=True, slots=True)
class Judgement:
    """The outcome of the rules, before it becomes a row."""

    status: Status
    rule: StatusRule
    comparator: str | None = None
    threshold: float | None = None
    judged: float | None = None
    base: Observation | None = None


def judge_rank(
    facts: TargetFacts, figures: tuple[Observation, ...], current: Observation
) -> Judgement:
    """A rank itself, or steps gained on the rank before the period among as many units."""
    target = facts.target
    assert current.rank is not None
    if target.value is None or target.comparator is None:
        return Judgement(Status.NOT_MEASURABLE, StatusRule.NO_THRESHOLD)
    if target.out_of is not None and current.out_of != target.out_of:
        return Judgement(Status.NO_DATA, StatusRule.OTHER_LIST)
    if target.unit != "rank_steps":
        comparator = "at_most" if target.comparator == "equals" else target.comparator
        return _compared(StatusRule.COMPARED, current.rank, comparator, target.value)
    base = _base(facts, figures, out_of=current.out_of) if current.out_of else None
    if base is None or base.rank is None:
        return Judgement(Status.NO_DATA, StatusRule.NO_BASE)
    comparator = "at_least" if target.comparator == "equals" else target.comparator
    steps = base.rank - current.rank
    found = _compared(StatusRule.RANK_STEPS, steps, comparator, target.value)
    return replace(found, base=base)


def judge_value(
    facts: TargetFacts, figures: tuple[Observation, ...], current: Observation
) -> Judgement:
    target, value = facts.target, current.value
    assert value is not None
    wanted = "at_most" if facts.lower_is_better else "at_least"
    if target.change and not facts.measures_change:
        return _judge_change(facts, figures, value)
    if target.value is not None and target.comparator is not None:
        # A bare figure ("đạt 90 %") asks for no less than it says; nobody fails by 95 %.
        comparator = wanted if target.comparator == "equals" else target.comparator
        return _compared(StatusRule.COMPARED, value, comparator, target.value)
    if target.kind in ("completion", "qualitative"):
        return _compared(StatusRule.COMPLETED_SHARE, value, "at_least", COMPLETED)
    if target.kind != "relative":
        return Judgement(Status.NOT_MEASURABLE, StatusRule.NO_THRESHOLD)
    base = _base(facts, figures)
    if base is None or base.value is None:
        return Judgement(Status.NO_DATA, StatusRule.NO_BASE)
    found = _compared(StatusRule.COMPARED_WITH_BASE, value, wanted, base.value)
    return replace(found, base=base)


def _judge_change(facts: TargetFacts, figures: tuple[Observation, ...], value: float) -> Judgement:
    """A rise or a fall by so much against the baseline; a bare figure asks for no less."""
    target = facts.target
    base = base_of(target, figures, facts.counts_from)
    change = change_from(base, value, target) if base else None
    if base is None or change is None:
        return Judgement(Status.NO_DATA, StatusRule.NO_BASE)
    if target.value is None:
        return Judgement(Status.NOT_MEASURABLE, StatusRule.NO_THRESHOLD)
    how = target.comparator or "at_least"
    comparator = "at_least" if how == "equals" else how
    is_met = _COMPARE[comparator](change.exact, Fraction(str(target.value)))
    return Judgement(
        Status.MET if is_met else Status.NOT_MET,
        StatusRule.CHANGED_FROM_BASE,
        comparator,
        target.value,
        change.shown,
        base.observation,
    )


def _compared(rule: StatusRule, judged: float, comparator: str, threshold: float) -> Judgement:
    is_met = _COMPARE[comparator](judged, threshold)
    return Judgement(Status.MET if is_met else Status.NOT_MET, rule, comparator, threshold, judged)


def _base(
    facts: TargetFacts, figures: tuple[Observation, ...], out_of: int | None = None
) -> Observation | None:
    """The latest figure from before the period; for ranks, of as many units."""
    return latest(
        figures,
        lambda row: (
            period_of(row).end < facts.counts_from and (out_of is None or row.out_of == out_of)
        ),
    )
