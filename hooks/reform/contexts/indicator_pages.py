"""All targets side by side, the list of indicators, and one indicator."""

from dataclasses import dataclass
from itertools import chain

from reform.contexts.indicator_figures import IndicatorFigures, indicator_figures
from reform.contexts.pictures import Shares, shares
from reform.model import Catalogue
from reform.model.shared_rows import Indicator, Ranking, ReformArea
from reform.subjects.in_use import promised_indicators
from reform.subjects.plan_summaries import PlanSummary
from reform.subjects.promises import Promise, by_deadline

DRAWN_AT_MOST = 24
"""So many promises are drawn one by one; more are counted by their value."""


@dataclass(frozen=True)
class TargetsPage:
    """Context of ``pages/targets.html.j2``."""

    province_name: str | None
    """The province whose targets these are; None where they are all."""
    promises: tuple[Promise, ...]
    """By area and indicator, so that what compares stands together; then those without one."""
    plan_count: int
    linked_count: int
    """How many are linked to an indicator."""
    shares: Shares


@dataclass(frozen=True)
class IndicatorSummary:
    """An indicator in the list."""

    indicator: Indicator
    area: ReformArea | None
    promises: tuple[Promise, ...]
    comparable: tuple[Promise, ...]
    """Those with a value in the indicator's own unit."""

    @property
    def commune_count(self) -> int:
        """How many communes promise it."""
        return len({promise.summary.unit.unit_id for promise in self.promises})

    @property
    def levels(self) -> tuple[float, ...]:
        """The different promised values in the indicator's unit, rising."""
        found = {promise.target.value for promise in self.comparable}
        return tuple(sorted(value for value in found if value is not None))


@dataclass(frozen=True)
class IndicatorGroup:
    """The indicators of one area, or those of none."""

    area: ReformArea | None
    indicators: tuple[IndicatorSummary, ...]


@dataclass(frozen=True)
class IndicatorsPage:
    """Context of ``pages/indicators.html.j2``."""

    groups: tuple[IndicatorGroup, ...]
    indicator_count: int


@dataclass(frozen=True)
class IndicatorPage:
    """Context of ``pages/indicator.html.j2``."""

    summary: IndicatorSummary
    figures: IndicatorFigures
    """What was measured, by communes and by others."""
    rankings: tuple[Ranking, ...]
    """Published lists that answer promises of rank on the indicator."""
    neighbours: tuple[Indicator, ...]
    """The other promised indicators of the same area."""
    is_counted: bool
    """Whether the picture counts the promises by value, as there are too many to draw each."""


def targets_page(
    plans: tuple[PlanSummary, ...], province_name: str | None, catalogue: Catalogue
) -> TargetsPage:
    """Every target of the plans of some places: of all, or of one province."""
    rows = chain.from_iterable(catalogue.targets_of(summary.plan.plan_id) for summary in plans)
    found = by_deadline(rows, catalogue)
    indicator_order = {row.indicator_id: n for n, row in enumerate(catalogue.indicators)}
    last = len(indicator_order)

    def order(promise: Promise) -> tuple[bool, int, int]:
        area = _usual_area(promise, catalogue)
        position = area.position if area else last
        indicator = indicator_order.get(promise.target.indicator_id or "", last)
        return promise.indicator is None, position, indicator

    return TargetsPage(
        province_name=province_name,
        promises=tuple(sorted(found, key=order)),
        plan_count=len({promise.summary.plan.plan_id for promise in found}),
        linked_count=sum(promise.indicator is not None for promise in found),
        shares=shares((promise.target for promise in found), catalogue),
    )


def _usual_area(promise: Promise, catalogue: Catalogue) -> ReformArea | None:
    """The indicator's area, so that one indicator stays together; else the target's own."""
    if promise.indicator is None:
        return promise.area
    return catalogue.area_if(promise.indicator.area)


def indicators_page(catalogue: Catalogue) -> IndicatorsPage:
    """Every promised indicator, by area."""
    found = [_summary(row, catalogue) for row in promised_indicators(catalogue)]
    groups = (
        IndicatorGroup(area, tuple(s for s in found if s.area == area))
        for area in (*catalogue.reform_areas, None)
    )
    return IndicatorsPage(tuple(group for group in groups if group.indicators), len(found))


def indicator_page(indicator: Indicator, catalogue: Catalogue) -> IndicatorPage:
    """One indicator: what it means, who promises what by when."""
    same_area = catalogue.indicators_in(indicator.area) if indicator.area else ()
    summary = _summary(indicator, catalogue)
    return IndicatorPage(
        summary=summary,
        figures=indicator_figures(indicator, catalogue),
        rankings=catalogue.rankings_on(indicator.indicator_id),
        neighbours=tuple(
            row for row in same_area if row != indicator and catalogue.targets_on(row.indicator_id)
        ),
        is_counted=len(summary.comparable) > DRAWN_AT_MOST,
    )


def _summary(indicator: Indicator, catalogue: Catalogue) -> IndicatorSummary:
    linked = catalogue.targets_on(indicator.indicator_id)
    found = by_deadline(linked, catalogue)
    return IndicatorSummary(
        indicator=indicator,
        area=catalogue.area_if(indicator.area),
        promises=found,
        comparable=tuple(promise for promise in found if promise.is_comparable),
    )
