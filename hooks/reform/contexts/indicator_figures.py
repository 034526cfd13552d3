"""What was measured on an indicator over time: each commune's figures beside what it promised, and
beside the published figures of nation and provinces."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reform.contexts.promises import Place, place_of
from reform.derivations.figures import live, period_of
from reform.derivations.statuses import is_nested_alike
from reform.model import Catalogue
from reform.model.periods import Period, read_period
from reform.model.plan_rows import Target
from reform.model.shared_rows import Indicator, Observation, ReferenceObservation

DRAWN_AT_MOST = 6
"""So many communes are drawn, those with the most figures; the table has them all."""


@dataclass(frozen=True)
class Span:
    """A stretch on the axis of years: 2026.0 is the beginning of 2026."""

    start: float
    end: float


@dataclass(frozen=True)
class Figure:
    """A figure and its place in time."""

    observation: Observation
    period: Period
    at: float
    """The middle of its period on the axis of years."""


@dataclass(frozen=True)
class PromisedLevel:
    """A promised value and the time in which it holds."""

    target: Target
    span: Span


@dataclass(frozen=True)
class ReferenceFigure:
    """A published figure of nation or province."""

    row: ReferenceObservation
    span: Span


@dataclass(frozen=True)
class CommuneFigures:
    """The figures of one commune, the oldest first, and what it promised."""

    place: Place
    """The commune with its latest plan."""
    figures: tuple[Figure, ...]
    promises: tuple[PromisedLevel, ...]

    @property
    def latest(self) -> Figure:
        """The figure of the latest period."""
        return self.figures[-1]

    @property
    def span(self) -> Span:
        """From the first figure or promise to the last, in whole years."""
        return _whole_years([f.at for f in self.figures], (p.span for p in self.promises))


@dataclass(frozen=True)
class CommuneRanks:
    """The ranks of one commune, the latest first."""

    place: Place
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class IndicatorFigures:
    """Everything measured on one indicator."""

    indicator: Indicator
    communes: tuple[CommuneFigures, ...]
    """Every commune with a figure, by its place."""
    drawn: tuple[CommuneFigures, ...]
    """Those that are drawn."""
    ranks: tuple[CommuneRanks, ...]
    """Every commune with a rank, by its place."""
    references: tuple[ReferenceFigure, ...]
    promises: tuple[PromisedLevel, ...]
    """One for each promised value of any commune, from its first day to its last: what is drawn
    where no commune has a figure."""

    @property
    def marks(self) -> tuple[ReferenceFigure, ...]:
        """The references that pictures show: the nation, the means, who stands first. All of them
        would lie upon one another; the table has them all."""
        levels = ("nation", "mean_of_provinces")
        return tuple(r for r in self.references if r.row.place_level in levels or r.row.rank == 1)

    @property
    def span(self) -> Span:
        """From the first reference or promise to the last, in whole years."""
        spans = [*(r.span for r in self.marks), *(p.span for p in self.promises)]
        return _whole_years([], spans)


def indicator_figures(indicator: Indicator, catalogue: Catalogue) -> IndicatorFigures:
    """The figures of an indicator."""
    rows = catalogue.observations_on(indicator.indicator_id)
    by_commune: defaultdict[str, list[Observation]] = defaultdict(list)
    ranked: defaultdict[str, list[Observation]] = defaultdict(list)
    for row in live(rows):
        if row.rank is not None:
            ranked[row.commune_code].append(row)
        if row.value is not None and _is_of_the_whole(row, catalogue):
            by_commune[row.commune_code].append(row)
    promises = _promises(indicator, catalogue)
    communes = tuple(
        _commune(code, by_commune[code], promises[code], catalogue) for code in sorted(by_commune)
    )
    most = sorted(communes, key=lambda c: -len(c.figures))[:DRAWN_AT_MOST]
    references = catalogue.references_on(indicator.indicator_id)
    return IndicatorFigures(
        indicator=indicator,
        communes=communes,
        drawn=tuple(row for row in communes if row in most),
        ranks=tuple(_ranks(code, ranked[code], catalogue) for code in sorted(ranked)),
        references=tuple(
            ReferenceFigure(row, _span(period))
            for row in references
            if row.value is not None and (period := read_period(row.period))
        ),
        promises=_levels(level for levels in promises.values() for level in levels),
    )


def _is_of_the_whole(row: Observation, catalogue: Catalogue) -> bool:
    """Whether a figure is about the indicator itself, not about a part of a target ("trong đó")."""
    target = catalogue.target_if(row.target_id)
    if target is None:
        return True
    siblings = catalogue.targets_of(target.plan_id)
    return not is_nested_alike(target, {other.target_id: other for other in siblings})


def _promises(indicator: Indicator, catalogue: Catalogue) -> defaultdict[str, list[PromisedLevel]]:
    """Commune to what it promises in the indicator's unit, parts of other targets left out."""
    found: defaultdict[str, list[PromisedLevel]] = defaultdict(list)
    for target in catalogue.targets_on(indicator.indicator_id):
        is_level = target.value is not None and target.unit == indicator.unit
        if is_level and target.parent_id is None:
            plan = catalogue.plan(target.plan_id)
            span = _span(Period(target.period_start, target.period_end))
            found[plan.commune_code].append(PromisedLevel(target, span))
    return found


def _levels(promises: Iterable[PromisedLevel]) -> tuple[PromisedLevel, ...]:
    by_value: defaultdict[float | None, list[PromisedLevel]] = defaultdict(list)
    for promise in promises:
        by_value[promise.target.value].append(promise)
    return tuple(
        PromisedLevel(
            found[0].target,
            Span(min(p.span.start for p in found), max(p.span.end for p in found)),
        )
        for _, found in sorted(by_value.items(), key=lambda item: item[0] or 0)
    )


def _commune(
    code: str, rows: Iterable[Observation], promises: list[PromisedLevel], catalogue: Catalogue
) -> CommuneFigures:
    ends: dict[date, Figure] = {}
    # Of figures that end on one day the one about all of the indicator, then the longest, is drawn.
    for row in sorted(rows, key=lambda r: (r.target_id is None, period_of(r).days)):
        period = period_of(row)
        ends[period.end] = _figure(row)
    levels = tuple(sorted(promises, key=lambda p: (p.span.start, p.span.end)))
    return CommuneFigures(_place(code, catalogue), tuple(ends[d] for d in sorted(ends)), levels)


def _ranks(code: str, rows: Iterable[Observation], catalogue: Catalogue) -> CommuneRanks:
    figures = sorted(map(_figure, rows), key=lambda figure: figure.at, reverse=True)
    return CommuneRanks(_place(code, catalogue), tuple(figures))


def _place(code: str, catalogue: Catalogue) -> Place:
    plans = catalogue.plans_of(code)
    return place_of(max(plans, key=lambda plan: plan.period_end), catalogue)


def _figure(row: Observation) -> Figure:
    period = period_of(row)
    span = _span(period)
    return Figure(row, period, round((span.start + span.end) / 2, 3))


def _span(period: Period) -> Span:
    return Span(_year(period.start, 0), _year(period.end, 1))


def _year(day: date, after: int) -> float:
    """A day as a fraction of its year; ``after`` 1 is the end of the day."""
    start, end = date(day.year, 1, 1), date(day.year, 12, 31)
    return round(day.year + ((day - start).days + after) / ((end - start).days + 1), 3)


def _whole_years(points: Iterable[float], spans: Iterable[Span]) -> Span:
    ends = [(point, point) for point in points] + [(span.start, span.end) for span in spans]
    first, last = min(start for start, _ in ends), max(end for _, end in ends)
    return Span(float(-(-first // 1) - 1 if first % 1 else first), float(-(-last // 1)))
