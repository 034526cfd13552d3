"""What was measured on an indicator over time: each commune's figures beside what it promised, and
beside the published figures of nation and provinces."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reform.derivations.figure_choice import period_of
from reform.model import Catalogue
from reform.model.periods import Period, read_period
from reform.model.plan_rows import Target
from reform.model.shared_rows import Indicator, Observation, ReferenceObservation
from reform.subjects.drawn_figures import ranks_by_commune, unbroken, values_by_commune
from reform.subjects.plan_summaries import PlanSummary, latest_plan
from reform.subjects.promises import levels_by_commune

DRAWN_AT_MOST = 6
"""So many communes are drawn, those with the most figures; the table has them all."""


@dataclass(frozen=True)
class YearSpan:
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
    line: int
    """The number of the line it is a point of, among those of its commune."""


@dataclass(frozen=True)
class PromisedLevel:
    """A promised value and the time in which it holds."""

    target: Target
    span: YearSpan


@dataclass(frozen=True)
class ReferenceFigure:
    """A published figure of nation or province."""

    row: ReferenceObservation
    span: YearSpan


@dataclass(frozen=True)
class CommuneFigures:
    """The figures of one commune, by the middle of their periods, and what it promised."""

    summary: PlanSummary
    """The commune with its latest plan."""
    figures: tuple[Figure, ...]
    promises: tuple[PromisedLevel, ...]

    @property
    def latest(self) -> Figure:
        """The figure whose period ends last; a year's before its last quarter's."""
        return max(self.figures, key=lambda f: (f.period.end, f.period.days))

    @property
    def span(self) -> YearSpan:
        """From the first figure or promise to the last, in whole years."""
        return _whole_years([f.at for f in self.figures], (p.span for p in self.promises))


@dataclass(frozen=True)
class CommuneRanks:
    """The ranks of one commune, the latest first."""

    summary: PlanSummary
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
    def lengths(self) -> tuple[int, ...]:
        """How many months the periods of the drawn figures have, the shortest first."""
        return tuple(sorted({f.period.months for row in self.drawn for f in row.figures}))

    @property
    def marks(self) -> tuple[ReferenceFigure, ...]:
        """The references that pictures show: the nation, the means, who stands first. All of them
        would lie upon one another; the table has them all."""
        levels = ("nation", "mean_of_provinces")
        return tuple(r for r in self.references if r.row.place_level in levels or r.row.rank == 1)

    @property
    def span(self) -> YearSpan:
        """From the first reference or promise to the last, in whole years."""
        spans = [*(r.span for r in self.marks), *(p.span for p in self.promises)]
        return _whole_years([], spans)


def indicator_figures(indicator: Indicator, catalogue: Catalogue) -> IndicatorFigures:
    """The figures of an indicator."""
    indicator_id = indicator.indicator_id
    promises = {
        code: tuple(PromisedLevel(row, _span(_period(row))) for row in targets)
        for code, targets in levels_by_commune(indicator_id, catalogue).items()
    }
    communes = tuple(
        _commune(latest_plan(code, catalogue), rows, promises.get(code, ()))
        for code, rows in values_by_commune(indicator_id, catalogue).items()
    )
    most = sorted(communes, key=lambda c: -len(c.figures))[:DRAWN_AT_MOST]
    references = catalogue.references_on(indicator.indicator_id)
    return IndicatorFigures(
        indicator=indicator,
        communes=communes,
        drawn=tuple(row for row in communes if row in most),
        ranks=tuple(
            CommuneRanks(latest_plan(code, catalogue), _newest_first(rows))
            for code, rows in ranks_by_commune(indicator_id, catalogue).items()
        ),
        references=tuple(
            ReferenceFigure(row, _span(period))
            for row in references
            if row.value is not None and (period := read_period(row.period))
        ),
        promises=_levels(level for levels in promises.values() for level in levels),
    )


def _period(target: Target) -> Period:
    return Period(target.period_start, target.period_end)


def _levels(promises: Iterable[PromisedLevel]) -> tuple[PromisedLevel, ...]:
    by_value: defaultdict[float | None, list[PromisedLevel]] = defaultdict(list)
    for promise in promises:
        by_value[promise.target.value].append(promise)
    return tuple(
        PromisedLevel(
            found[0].target,
            YearSpan(min(p.span.start for p in found), max(p.span.end for p in found)),
        )
        for _, found in sorted(by_value.items(), key=lambda item: item[0] or 0)
    )


def _commune(
    summary: PlanSummary, rows: Iterable[Observation], promises: Iterable[PromisedLevel]
) -> CommuneFigures:
    levels = sorted(promises, key=lambda p: (p.span.start, p.span.end))
    return CommuneFigures(summary, _figures(rows), tuple(levels))


def _newest_first(rows: Iterable[Observation]) -> tuple[Figure, ...]:
    return tuple(sorted(_figures(rows), key=lambda figure: figure.at, reverse=True))


def _figures(rows: Iterable[Observation]) -> tuple[Figure, ...]:
    found = [(row, period_of(row)) for row in rows]
    lines = unbroken(period for _, period in found)
    return tuple(
        Figure(row, period, _middle(_span(period)), line)
        for (row, period), line in zip(found, lines, strict=True)
    )


def _middle(span: YearSpan) -> float:
    return round((span.start + span.end) / 2, 3)


def _span(period: Period) -> YearSpan:
    return YearSpan(_year(period.start, 0), _year(period.end, 1))


def _year(day: date, after: int) -> float:
    """A day as a fraction of its year; ``after`` 1 is the end of the day."""
    start, end = date(day.year, 1, 1), date(day.year, 12, 31)
    return round(day.year + ((day - start).days + after) / ((end - start).days + 1), 3)


def _whole_years(points: Iterable[float], spans: Iterable[YearSpan]) -> YearSpan:
    ends = [(point, point) for point in points] + [(span.start, span.end) for span in spans]
    first, last = min(start for start, _ in ends), max(end for _, end in ends)
    return YearSpan(float(-(-first // 1) - 1 if first % 1 else first), float(-(-last // 1)))
