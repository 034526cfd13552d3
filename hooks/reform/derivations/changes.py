"""How far a figure rose or fell from a baseline."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from reform.derivations.figure_choice import latest, period_of
from reform.model.plan_rows import Target
from reform.model.shared_rows import Observation

_DIGITS = 4
"""A change is published with so many decimals; it is judged exactly."""


@dataclass(frozen=True, slots=True)
class Base:
    """What a change is counted from."""

    value: float
    observation: Observation | None
    """The figure; None where the plan itself states the value."""


@dataclass(frozen=True, slots=True)
class Change:
    """A rise where a rise is promised, a fall where a fall is; negative for the other way."""

    exact: Fraction

    @property
    def shown(self) -> float:
        """As published."""
        return round(float(self.exact), _DIGITS)


def base_of(target: Target, figures: Iterable[Observation], counts_from: date) -> Base | None:
    """The value that the plan states, else the figure of the period that it names, else, where it
    names none, the latest that ended before the day ``counts_from``.
    """
    if target.baseline_value is not None:
        return Base(target.baseline_value, None)
    written = target.baseline_period
    found = latest(
        figures,
        lambda row: row.period == written if written else period_of(row).end < counts_from,
    )
    return Base(found.value, found) if found and found.value is not None else None


def change_from(base: Base, value: float, target: Target) -> Change | None:
    """How far a value is from the base: for per cent as a share of it, else in its own unit."""
    before, after = Fraction(str(base.value)), Fraction(str(value))
    moved = before - after if target.change == "decrease" else after - before
    if target.unit != "percent":
        return Change(moved)
    return Change(100 * moved / before) if before else None
