"""Which figures of an indicator stand for a commune over time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from reform.derivations.all_statuses import is_nested_alike
from reform.derivations.figure_choice import live, period_of
from reform.model import Catalogue
from reform.model.periods import Period
from reform.model.shared_rows import Observation


def values_by_commune(
    indicator_id: str, catalogue: Catalogue
) -> Mapping[str, tuple[Observation, ...]]:
    """Commune to its values of an indicator, one for each period, in order of their middles. What
    was corrected and what is about a part ("trong đó") is left out.
    """
    found: defaultdict[str, list[Observation]] = defaultdict(list)
    for row in live(catalogue.observations_on(indicator_id)):
        if row.value is not None and is_of_the_whole(row, catalogue):
            found[row.unit_id].append(row)
    return {code: one_for_each_period(found[code]) for code in sorted(found)}


def ranks_by_commune(
    indicator_id: str, catalogue: Catalogue
) -> Mapping[str, tuple[Observation, ...]]:
    """Commune to all its ranks, in the order in which they were reported."""
    found: defaultdict[str, list[Observation]] = defaultdict(list)
    for row in live(catalogue.observations_on(indicator_id)):
        if row.rank is not None:
            found[row.unit_id].append(row)
    return {code: tuple(found[code]) for code in sorted(found)}


def is_of_the_whole(row: Observation, catalogue: Catalogue) -> bool:
    """Whether a figure is about the indicator itself, not about a part of a target ("trong đó")."""
    target = catalogue.target_if(row.target_id)
    if target is None:
        return True
    siblings = catalogue.targets_of(target.plan_id)
    return not is_nested_alike(target, {other.target_id: other for other in siblings})


def one_for_each_period(rows: Iterable[Observation]) -> tuple[Observation, ...]:
    """Of figures about one period the one about all of the indicator; the oldest first."""
    periods: dict[Period, Observation] = {}
    for row in sorted(rows, key=lambda r: r.target_id is None):
        periods[period_of(row)] = row
    return tuple(periods[period] for period in sorted(periods, key=lambda p: (p.middle, p.days)))


def unbroken(periods: Iterable[Period]) -> tuple[int, ...]:
    """For each period the number of the line that it is a point of. A line joins periods of one
    length, each of which begins when the one before it ends: a year is no point among its
    quarters, and a year that nobody reported leaves a gap.
    """
    numbers: list[int] = []
    ends: dict[tuple[int, date], int] = {}
    for period in periods:
        before = (period.months, period.start - timedelta(days=1))
        number = ends.pop(before, len(set(numbers)))
        ends[period.months, period.end] = number
        numbers.append(number)
    return tuple(numbers)
