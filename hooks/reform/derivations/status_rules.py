"""The status of one target on one day, by the rules that the page ``tien-do/`` explains."""

from collections.abc import Iterable
from datetime import date

from reform.derivations.figure_choice import known_on, latest, live, period_of, serves
from reform.derivations.judging import COMPLETED, Judgement, TargetFacts, judge_rank, judge_value
from reform.model.derived_rows import Status, StatusRule, TargetStatus
from reform.model.periods import Period
from reform.model.plan_rows import Target
from reform.model.shared_rows import Observation

_UNDER_WAY = Judgement(Status.UNDER_WAY, StatusRule.CURRENT_VALUE)


def target_status(
    facts: TargetFacts, observations: Iterable[Observation], as_of: date
) -> TargetStatus:
    """Where a target stands at the end of ``as_of``, and why.

    ``observations`` are all of the commune's, in any order, corrected ones included; what was
    entered after ``as_of`` is not looked at.
    """
    known = known_on(observations, as_of)
    figures = _figures(facts, known)
    current = _current(facts.target, figures)
    found = _judge(facts, figures, current, as_of)
    target = facts.target
    used = current if found.rule not in _WITHOUT_FIGURE else None
    return TargetStatus(
        target_id=target.target_id,
        plan_id=target.plan_id,
        unit_id=facts.unit_id,
        status=found.status,
        rule=found.rule,
        # DESIGN 6 would call `unclear` another level's; but the document does not say that it is,
        # and "không thuộc cấp xã" would be our invention. Judged like others, it counts nowhere.
        in_totals=found.status is not Status.OTHER_LEVEL and target.scope != "unclear",
        period_start=target.period_start,
        period_end=target.period_end,
        observation_id=used.observation_id if used else None,
        value=(used.rank if target.kind == "rank" else used.value) if used else None,
        unit=facts.unit if used and target.kind != "rank" else None,
        value_period=used.period if used else None,
        comparator=target.comparator,
        comparator_used=found.comparator,
        threshold=found.threshold,
        judged_value=found.judged,
        judged_unit=_judged_unit(facts, found),
        base_id=found.base.observation_id if found.base else None,
        reporting_duty_id=facts.report.duty.reporting_duty_id if facts.report else None,
        report_due=facts.report.day if facts.report else None,
        overdue_after=facts.overdue_after,
        corrections=_corrections(used, known) if used else 0,
        changed_from=_before_correction(facts, known, (used, found.base), found.status, as_of),
    )


def _judged_unit(facts: TargetFacts, found: Judgement) -> str | None:
    """The unit of what was compared: of the promise where it is a change, else of the figures."""
    if found.judged is None:
        return None
    is_promised = found.rule in (StatusRule.CHANGED_FROM_BASE, StatusRule.RANK_STEPS)
    if is_promised or facts.target.kind == "rank":
        return facts.target.unit
    return facts.unit


_WITHOUT_FIGURE = (StatusRule.SCOPE_ELSEWHERE, StatusRule.BEFORE_PERIOD)


def _figures(facts: TargetFacts, known: Iterable[Observation]) -> tuple[Observation, ...]:
    """The live figures of the target that its kind can use: a rank for a rank, else a value."""
    column = "rank" if facts.target.kind == "rank" else "value"
    return tuple(
        row
        for row in live(known)
        if serves(row, facts.target, is_nested_alike=facts.is_nested_alike)
        and getattr(row, column) is not None
    )


def _period(target: Target) -> Period:
    return Period(target.period_start, target.period_end)


def _current(target: Target, figures: tuple[Observation, ...]) -> Observation | None:
    period = _period(target)
    return latest(figures, lambda row: period_of(row).ends_in(period), best=period)


def _judge(
    facts: TargetFacts,
    figures: tuple[Observation, ...],
    current: Observation | None,
    as_of: date,
) -> Judgement:
    """The first rule that fits. Scope comes first, so that another level's promise is in no total
    whatever its kind.
    """
    target = facts.target
    if facts.is_of_another_level:
        return Judgement(Status.OTHER_LEVEL, StatusRule.SCOPE_ELSEWHERE)
    is_completed = current is not None and current.value == COMPLETED
    if target.kind == "qualitative" and not is_completed:
        return Judgement(Status.NOT_MEASURABLE, StatusRule.QUALITATIVE)
    if as_of < target.period_start:
        return Judgement(Status.NOT_STARTED, StatusRule.BEFORE_PERIOD)
    if current is None:
        return _without_figure(facts, as_of)
    judge = judge_rank if target.kind == "rank" else judge_value
    is_over = as_of > target.period_end
    return judge(facts, figures, current) if is_over else _UNDER_WAY


def _without_figure(facts: TargetFacts, as_of: date) -> Judgement:
    if as_of <= facts.target.period_end:
        return Judgement(Status.NO_DATA, StatusRule.NOTHING_REPORTED)
    if facts.overdue_after is not None and as_of > facts.overdue_after:
        return Judgement(Status.OVERDUE_REPORT, StatusRule.REPORT_OVERDUE)
    return Judgement(Status.NO_DATA, StatusRule.NOTHING_REPORTED_SINCE_END)


def _corrections(used: Observation, known: tuple[Observation, ...]) -> int:
    """How many rows stand behind the figure, replaced one by the next."""
    by_id = {row.observation_id: row for row in known}
    count, step = 0, used.supersedes
    while step in by_id and count < len(by_id):
        count, step = count + 1, by_id[step].supersedes
    return count


def _before_correction(
    facts: TargetFacts,
    known: tuple[Observation, ...],
    used: tuple[Observation | None, Observation | None],
    status: Status,
    as_of: date,
) -> Status | None:
    """The status that the last correction changed once the period was over: of the figure, or of
    the base that it is held against.
    """
    corrections = [row for row in used if row and row.supersedes]
    if not corrections or as_of <= facts.target.period_end:
        return None
    last = max(corrections, key=lambda row: (row.entered_on, row.observation_id))
    figures = _figures(facts, [row for row in known if row is not last])
    before = _judge(facts, figures, _current(facts.target, figures), as_of).status
    return before if before is not status else None
