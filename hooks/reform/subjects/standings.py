"""Where a unit stands in the rankings that others published."""

from collections.abc import Iterator
from dataclasses import dataclass

from reform.model import Catalogue
from reform.model.periods import read_period
from reform.model.plan_rows import Target
from reform.model.shared_rows import Ranking, ReferenceObservation, Unit


@dataclass(frozen=True, slots=True)
class Standing:
    """The newest published ranking that answers a promise of rank, and the unit's place in it."""

    ranking: Ranking
    own: ReferenceObservation | None
    """The unit's own rank; None where no source that was seen names it."""

    @property
    def rank(self) -> int | None:
        """The unit's rank, where it is known."""
        return self.own.rank if self.own else None


def standing_of(unit: Unit, indicator_id: str, catalogue: Catalogue) -> Standing | None:
    """The newest list that ranks the unit on what a promise of the indicator is about.

    A unit that ended stands in no list: its code may name another unit today.
    """
    if unit.successor_unit_id:
        return None
    lists = [row for row in catalogue.rankings_on(indicator_id) if is_ranked_in(unit, row)]
    if not lists:
        return None
    newest = max(lists, key=_newness)
    own = (r for r in catalogue.standings_in(newest.list_id) if r.unit_id == unit.unit_id)
    return Standing(newest, next(own, None))


def is_ranked_in(unit: Unit, ranking: Ranking) -> bool:
    """Whether a list ranks units of that kind in that province."""
    kinds = (ranking.unit_types or "").split("; ")
    return (
        ranking.place_level == "commune"
        and ranking.within_unit_id == unit.province_code
        and unit.type in kinds
    )


def _newness(ranking: Ranking) -> tuple[str, str, str]:
    period = read_period(ranking.period)
    assert period, ranking.period
    return period.end.isoformat(), str(ranking.published_on or ""), ranking.list_id


def plan_standings(plan_id: str, catalogue: Catalogue) -> dict[str, Standing]:
    """Target id to the published standing that answers it, for the promises of rank of a plan."""
    unit = catalogue.unit(catalogue.plan(plan_id).unit_id)
    return {
        target.target_id: standing
        for target in catalogue.targets_of(plan_id)
        if (standing := _answer(target, unit, catalogue))
    }


def _answer(target: Target, unit: Unit, catalogue: Catalogue) -> Standing | None:
    if target.kind != "rank" or not target.indicator_id:
        return None
    return standing_of(unit, target.indicator_id, catalogue)


def rank_promises(ranking: Ranking, catalogue: Catalogue) -> Iterator[tuple[Unit, Target]]:
    """The promises of rank that a list answers, of units that it ranks."""
    for target in catalogue.targets_on(ranking.promise_indicator_id):
        unit = catalogue.unit(catalogue.plan(target.plan_id).unit_id)
        is_today = unit.successor_unit_id is None
        if target.kind == "rank" and is_today and is_ranked_in(unit, ranking):
            yield unit, target


def distance(target: Target, rank: int | None) -> int | None:
    """Places still missing to a promised rank: 0 where it is reached; None without a figure."""
    if rank is None or target.value is None or target.unit == "rank_steps":
        return None
    return max(0, rank - int(target.value))
