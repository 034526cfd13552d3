"""How far a figure is from what was promised, before the deadline too; it judges nothing."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reform.model.plan_rows import Target
from reform.model.shared_rows import Observation


@dataclass(frozen=True, slots=True)
class Gap:
    """The distance from the promised level to a reported figure."""

    points: float
    """Figure less promise, in the unit of both: 4 where 94 was reported and 90 promised."""

    @property
    def size(self) -> float:
        """The distance without its direction."""
        return abs(self.points)


def gap(target: Target, figure: Observation | None) -> Gap | None:
    """The gap of a level that is promised as such; None for ranks, for changes against a baseline
    and where no figure was reported.
    """
    if figure is None or figure.value is None or target.value is None:
        return None
    if target.kind != "quantitative" or target.change:
        return None
    return Gap(float(Decimal(str(figure.value)) - Decimal(str(target.value))))


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """What is left until a day: whole months, or days where it is less than one month."""

    months: int
    days: int


def time_left(end: date, as_of: date) -> TimeLeft | None:
    """From ``as_of`` to the end of the day ``end``; None where that day is over."""
    if as_of > end:
        return None
    months = 12 * (end.year - as_of.year) + end.month - as_of.month - (end.day < as_of.day)
    return TimeLeft(months, (end - as_of).days)
