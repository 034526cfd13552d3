"""A target as pages over many plans show it: who promises it, on what, by when."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from reform.model import Catalogue
from reform.model.derived_rows import TargetStatus
from reform.model.plan_rows import Plan, Target
from reform.model.shared_rows import Commune, Indicator, ReformArea


@dataclass(frozen=True)
class Place:
    """A plan with the commune whose plan it is."""

    plan: Plan
    commune: Commune
    successor: Commune | None
    """The commune in force today, where the plan's own ended."""

    @property
    def province_name(self) -> str:
        """The province of today."""
        return (self.successor or self.commune).province_name

    @property
    def order(self) -> tuple[str, str, str]:
        """Sorts places: by province, commune, then plan."""
        today = self.successor or self.commune
        return (today.province_code, self.commune.commune_code, self.plan.plan_id)


@dataclass(frozen=True)
class Promise:
    """A target with its place."""

    target: Target
    place: Place
    area: ReformArea | None
    """Stated or inferred."""
    indicator: Indicator | None
    status: TargetStatus | None
    """Where it stands; None where statuses were not derived."""

    @property
    def is_area_inferred(self) -> bool:
        """Whether editors, not the document, put it under its area."""
        return self.area is not None and self.target.area is None


def place_of(plan: Plan, catalogue: Catalogue) -> Place:
    """The plan with its commune."""
    commune = catalogue.commune(plan.commune_code)
    successor = catalogue.commune_if(commune.successor_code)
    return Place(plan, commune, successor)


def places(catalogue: Catalogue) -> tuple[Place, ...]:
    """All plans with their communes, by province and commune."""
    found = (place_of(plan, catalogue) for plan in catalogue.plans)
    return tuple(sorted(found, key=lambda place: place.order))


def by_province(found: Iterable[Place]) -> dict[str, tuple[Place, ...]]:
    """Province code of today to the places in it, in their order."""
    groups: defaultdict[str, list[Place]] = defaultdict(list)
    for place in found:
        groups[place.order[0]].append(place)
    return {code: tuple(group) for code, group in groups.items()}


def promise_of(target: Target, place: Place, catalogue: Catalogue) -> Promise:
    """The target with what stands around it."""
    return Promise(
        target=target,
        place=place,
        area=catalogue.area_if(target.any_area),
        indicator=catalogue.indicator_if(target.indicator_id),
        status=catalogue.status_of(target.target_id),
    )


def promises(targets: Iterable[Target], catalogue: Catalogue) -> tuple[Promise, ...]:
    """Targets with their places: the earliest deadline first, then by place and position.

    Costs what the given targets cost, however many plans there are.
    """
    found = [
        promise_of(
            target,
            place_of(catalogue.plan(target.plan_id), catalogue),
            catalogue,
        )
        for target in targets
    ]
    found.sort(key=lambda p: (p.target.period_end, p.place.order, p.target.position))
    return tuple(found)
