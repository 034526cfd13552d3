"""What a plan commits to that touches people first: a few groups of levels with their deadlines."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from reform.derivations.plan_calendar import CalendarEvent, plan_events
from reform.model import Catalogue
from reform.model.plan_rows import Agency, Target
from reform.model.shared_rows import Code, Indicator
from reform.subjects.memory import once
from reform.subjects.plan_summaries import PlanSummary, plan_summary
from reform.subjects.target_progress import TargetProgress, plan_progress

GROUPS_AT_LEAST = 3
"""With fewer themes, the plan's other figures fill the summary."""

LINES_AT_MOST = 3
"""So many measures of one group are shown; the rest stands in the plan below."""


@dataclass(frozen=True)
class CommitmentLine:
    """One measure and what is promised on it, the earliest deadline first."""

    indicator: Indicator | None
    levels: tuple[TargetProgress, ...]

    @property
    def current(self) -> TargetProgress:
        """The level whose time is not over, or the last one."""
        running = (view for view in self.levels if not view.is_over)
        return next(running, self.levels[-1])


@dataclass(frozen=True)
class CommitmentGroup:
    """What is promised on one thing that people care about."""

    theme: Code | None
    """None for figures that belong to no theme."""
    lines: tuple[CommitmentLine, ...]


@dataclass(frozen=True)
class Commitments:
    """The summary of a plan for people who live there."""

    summary: PlanSummary
    as_of: date
    groups: tuple[CommitmentGroup, ...]
    has_figures: bool
    """Whether anything was reported on what is shown."""
    office: Agency | None
    """Where people turn to, of the bodies that the plan names."""
    next_event: CalendarEvent | None
    """What falls due next by the plan."""


@once
def plan_commitments(plan_id: str, as_of: date, catalogue: Catalogue) -> Commitments:
    """The summary of one plan on a day."""
    groups = tuple(_groups(plan_id, as_of, catalogue))
    levels = [view for group in groups for line in group.lines for view in line.levels]
    events = plan_events(catalogue.plan(plan_id), catalogue)
    return Commitments(
        summary=plan_summary(plan_id, catalogue),
        as_of=as_of,
        groups=groups,
        has_figures=any(view.used for view in levels),
        office=_office(plan_id, catalogue),
        next_event=next((event for event in events if event.day >= as_of), None),
    )


def _groups(plan_id: str, as_of: date, catalogue: Catalogue) -> Iterator[CommitmentGroup]:
    progress = plan_progress(plan_id, as_of, catalogue)
    measured = [row for row in catalogue.targets_of(plan_id) if _is_own_level(row, progress)]
    themes = catalogue.labels("citizen_theme")
    by_theme: defaultdict[str | None, list[Target]] = defaultdict(list)
    for row in measured:
        indicator = catalogue.indicator_if(row.indicator_id)
        by_theme[indicator.citizen_theme if indicator else None].append(row)
    for code in themes:
        if code in by_theme:
            yield CommitmentGroup(themes[code], _lines(by_theme[code], progress, catalogue))
    if by_theme[None] and len(by_theme) <= GROUPS_AT_LEAST:
        yield CommitmentGroup(None, _lines(by_theme[None], progress, catalogue))


def _is_own_level(row: Target, progress: Mapping[str, TargetProgress]) -> bool:
    """Whether a target is a level of the unit itself, and no part of another target."""
    is_level = row.kind == "quantitative" and row.value is not None and row.parent_id is None
    return is_level and row.target_id in progress and progress[row.target_id].status.in_totals


def _lines(
    rows: Iterable[Target], progress: Mapping[str, TargetProgress], catalogue: Catalogue
) -> tuple[CommitmentLine, ...]:
    """One line for each measure in the order of the vocabulary; a target without an indicator is
    a measure of its own. Of several levels for one deadline the first in the plan stands.
    """
    order = {row.indicator_id: at for at, row in enumerate(catalogue.indicators)}
    by_measure: defaultdict[str, dict[date, TargetProgress]] = defaultdict(dict)
    for row in sorted(
        rows, key=lambda r: (order.get(r.indicator_id or "", len(order)), r.position)
    ):
        by_measure[row.indicator_id or row.target_id].setdefault(
            row.period_end, progress[row.target_id]
        )
    lines = (
        CommitmentLine(catalogue.indicator_if(key), tuple(levels[day] for day in sorted(levels)))
        for key, levels in by_measure.items()
    )
    return tuple(lines)[:LINES_AT_MOST]


def _office(plan_id: str, catalogue: Catalogue) -> Agency | None:
    """The front desk that the plan names, or else its standing body."""
    bodies = catalogue.agencies_of(plan_id)
    desks = {row.role_id for row in catalogue.agency_roles if row.is_front_desk}
    found = [row for row in bodies if row.role_id in desks]
    return next(iter([*found, *(row for row in bodies if row.is_standing)]), None)
