"""Where a target or a task stands, why, and what was reported on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reform.derivations.all_statuses import is_nested_alike
from reform.derivations.figure_choice import period_of, serves
from reform.derivations.gaps import Gap, TimeLeft, gap, time_left
from reform.derivations.task_state import TaskState, task_state
from reform.model import Catalogue
from reform.model.derived_rows import TargetStatus
from reform.model.digits import figure_unit
from reform.model.periods import Period
from reform.model.plan_rows import Agency, ReportingDuty, Target
from reform.model.shared_rows import Observation
from reform.subjects.memory import once


@dataclass(frozen=True)
class ReportedFigure:
    """A figure that a commune reported."""

    observation: Observation
    period: Period
    replaced_by: Observation | None
    """The row that corrects it, where there is one."""


@dataclass(frozen=True)
class TargetProgress:
    """A target's status with all it rests on."""

    target: Target
    issuer_level: str
    """Level of the unit whose promise it is; code of the list ``unit_level``."""
    status: TargetStatus
    unit: str
    """Unit of the figures: the indicator's; percent for the share of a work done."""
    elapsed_percent: int
    """How much of its period is over: 0 before it, 100 after."""
    as_of: date
    """The day on which all of this is so."""
    is_over: bool
    is_before: bool
    """Whether its period has not begun."""
    used: ReportedFigure | None
    """The figure that the status follows from."""
    base: ReportedFigure | None
    """The figure from before the period that it was held against."""
    history: tuple[ReportedFigure, ...]
    """Everything reported that speaks of the target, up to the end of its period: the latest
    period first, corrected rows below what replaced them."""
    report: ReportingDuty | None
    """The duty to report by which a figure would be due."""
    reporters: tuple[Agency, ...]
    """Who reports by that duty."""
    receivers: tuple[Agency, ...]
    """To whom, where the plan names bodies."""

    @property
    def covers_the_end(self) -> bool:
        """Whether the figure used is about the last days of the target's period."""
        return bool(self.used) and self.used.period.end == self.target.period_end  # type: ignore[union-attr]

    @property
    def is_of_a_part(self) -> bool:
        """Whether the figure used is about less than the target's period; less than a year, where
        that is longer."""
        if self.used is None:
            return False
        end = self.used.period.end
        return self.used.period.start > max(self.target.period_start, date(end.year, 1, 1))

    @property
    def gap(self) -> Gap | None:
        """How far the figure used is from the promised level, before the deadline too."""
        return gap(self.target, self.used.observation if self.used else None)

    @property
    def time_left(self) -> TimeLeft | None:
        """What is left of the target's time; None when it is over."""
        return time_left(self.target.period_end, self.as_of)


@once
def plan_progress(plan_id: str, as_of: date, catalogue: Catalogue) -> Mapping[str, TargetProgress]:
    """Target id to its progress, for one plan."""
    targets = {row.target_id: row for row in catalogue.targets_of(plan_id)}
    statuses = catalogue.statuses_of(plan_id)
    if not statuses:
        return {}
    reported = _figures(statuses[0].unit_id, catalogue)
    return {
        status.target_id: _progress(
            targets[status.target_id], status, targets, reported, as_of, catalogue
        )
        for status in statuses
    }


def _figures(unit_id: str, catalogue: Catalogue) -> Mapping[str, ReportedFigure]:
    rows = catalogue.observations_from(unit_id)
    correction = {row.supersedes: row for row in rows if row.supersedes}
    return {
        row.observation_id: ReportedFigure(row, period_of(row), correction.get(row.observation_id))
        for row in rows
    }


def _progress(  # noqa: PLR0913, PLR0917 - what is shared by the plan's targets is looked up once
    target: Target,
    status: TargetStatus,
    siblings: Mapping[str, Target],
    reported: Mapping[str, ReportedFigure],
    as_of: date,
    catalogue: Catalogue,
) -> TargetProgress:
    indicator = catalogue.indicator_if(target.indicator_id)
    report = catalogue.reporting_duty_if(status.reporting_duty_id)
    nested = is_nested_alike(target, siblings)
    found = (
        figure
        for figure in reported.values()
        if serves(figure.observation, target, is_nested_alike=nested)
        and figure.period.end <= target.period_end
    )
    return TargetProgress(
        target=target,
        issuer_level=catalogue.unit(catalogue.plan(target.plan_id).unit_id).level,
        status=status,
        unit=figure_unit(indicator.unit if indicator else None, target.unit),
        elapsed_percent=Period(target.period_start, target.period_end).elapsed_percent(as_of),
        as_of=as_of,
        is_over=as_of > target.period_end,
        is_before=as_of < target.period_start,
        used=reported.get(status.observation_id or ""),
        base=reported.get(status.base_id or ""),
        history=tuple(sorted(found, key=_recency, reverse=True)),
        report=report,
        reporters=_parties(report, "reporter", catalogue),
        receivers=_parties(report, "receiver", catalogue),
    )


def _parties(report: ReportingDuty | None, role: str, catalogue: Catalogue) -> tuple[Agency, ...]:
    if report is None:
        return ()
    return catalogue.bodies(catalogue.bodies_of_report(report.reporting_duty_id), role)


def _recency(figure: ReportedFigure) -> tuple[object, ...]:
    row = figure.observation
    return figure.period.end, figure.period.days, row.entered_on, row.observation_id


def task_states(plan_id: str, as_of: date, catalogue: Catalogue) -> Mapping[str, TaskState]:
    """Task id to its state, for one plan."""
    tasks = catalogue.tasks_of(plan_id)
    return {row.task_id: task_state_on(row.task_id, as_of, catalogue) for row in tasks}


@once
def task_state_on(task_id: str, as_of: date, catalogue: Catalogue) -> TaskState:
    """Where a task stands on a day."""
    return task_state(catalogue.task(task_id), catalogue.progress_on(task_id), as_of)
