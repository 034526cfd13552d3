"""Which of a commune's observations speak of a target, and which of them is the latest."""

from collections.abc import Callable, Iterable
from datetime import date

from reform.model.periods import Period, read_period
from reform.model.plan_rows import Target
from reform.model.shared_rows import Observation


def period_of(observation: Observation) -> Period:
    """The days that the figure is about; the data were checked, so there always are some."""
    period = read_period(observation.period)
    assert period, observation.period
    return period


def known_on(observations: Iterable[Observation], day: date) -> tuple[Observation, ...]:
    """What had been entered by the end of a day: the past looks as it looked then."""
    return tuple(row for row in observations if row.entered_on <= day and row.as_of <= day)


def live(observations: Iterable[Observation]) -> tuple[Observation, ...]:
    """The observations that none of the others replaces."""
    rows = tuple(observations)
    replaced = {row.supersedes for row in rows}
    return tuple(row for row in rows if row.observation_id not in replaced)


def serves(observation: Observation, target: Target, *, is_nested_alike: bool) -> bool:
    """Whether a figure speaks of a target: it names the target, or it names none and has the
    target's indicator. A target nested in one with the same indicator is only a part of what the
    figure without a target counts, so it needs figures that name it.
    """
    if observation.target_id is not None:
        return observation.target_id == target.target_id
    same = target.indicator_id is not None and observation.indicator_id == target.indicator_id
    return same and not is_nested_alike


def latest(
    observations: Iterable[Observation],
    wanted: Callable[[Observation], bool],
    best: Period | None = None,
) -> Observation | None:
    """The wanted figure whose period ends last; of those the one about exactly the period
    ``best``, then the longest period (a year before its last quarter), then the figure that names
    its target, then the newest.
    """
    found = (row for row in observations if wanted(row))
    return max(found, key=lambda row: _newness(row, best), default=None)


def _newness(
    row: Observation, best: Period | None
) -> tuple[date, bool, int, bool, date, date, str]:
    period = period_of(row)
    return (
        period.end,
        period == best,
        period.days,
        row.target_id is not None,
        row.as_of,
        row.entered_on,
        row.observation_id,
    )
