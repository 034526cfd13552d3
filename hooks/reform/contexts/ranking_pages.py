"""The rankings that others published: their list, and who stands where in each."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from reform.model import Catalogue
from reform.model.plan_rows import Plan
from reform.model.shared_rows import Indicator, Ranking, ReferenceObservation
from reform.subjects.promises import Promise, promise_of
from reform.subjects.standings import distance, rank_promises


@dataclass(frozen=True)
class RankPromise:
    """A promise of rank, and how far the published rank is from it."""

    promise: Promise
    missing: int | None
    """Places still missing; None where the promise has no figure or the rank is not known."""


@dataclass(frozen=True)
class StandingRow:
    """A place in a list, or the gap before it."""

    unknown: tuple[int, int] | None
    """First and last of the ranks before this one of which nothing is known here."""
    standing: ReferenceObservation
    plans: tuple[Plan, ...]
    """Plans of that unit on this site."""
    promises: tuple[RankPromise, ...]


@dataclass(frozen=True)
class RankingPage:
    """Context of ``pages/ranking.html.j2``."""

    ranking: Ranking
    indicator: Indicator
    rows: tuple[StandingRow, ...]
    """Known standings, the first rank first."""
    means: tuple[ReferenceObservation, ...]
    """Means over the list."""
    not_named: tuple[RankPromise, ...]
    """Promises of units that the list ranks and no source that was seen names."""
    others: tuple[Ranking, ...]


@dataclass(frozen=True)
class RankingSummary:
    """A list among the lists."""

    ranking: Ranking
    first: ReferenceObservation | None
    """Who stands first, where it is known."""
    known_count: int
    promise_count: int
    """Promises on this site that the list answers."""


@dataclass(frozen=True)
class RankingsPage:
    """Context of ``pages/rankings.html.j2``."""

    rankings: tuple[RankingSummary, ...]


def rankings_page(catalogue: Catalogue) -> RankingsPage:
    """Every published list, the newest period first."""
    ordered = sorted(catalogue.rankings, key=lambda row: row.period, reverse=True)
    return RankingsPage(tuple(_summary(row, catalogue) for row in ordered))


def _summary(ranking: Ranking, catalogue: Catalogue) -> RankingSummary:
    known = _known(ranking, catalogue)
    promised = sum(1 for _ in rank_promises(ranking, catalogue))
    first = known[0] if known and known[0].rank == 1 else None
    return RankingSummary(ranking, first, len(known), promised)


def _known(ranking: Ranking, catalogue: Catalogue) -> list[ReferenceObservation]:
    ranked = [row for row in catalogue.standings_in(ranking.list_id) if row.rank is not None]
    return sorted(ranked, key=lambda row: (row.rank or 0, row.reference_id))


def ranking_page(ranking: Ranking, catalogue: Catalogue) -> RankingPage:
    """One list: who stands where, and how far from what was promised."""
    known = _known(ranking, catalogue)
    rank_of = {row.unit_id: row.rank for row in known if row.unit_id}
    promised: defaultdict[str, list[RankPromise]] = defaultdict(list)
    for commune, target in rank_promises(ranking, catalogue):
        missing = distance(target, rank_of.get(commune.unit_id))
        promise = RankPromise(promise_of(target.target_id, catalogue), missing)
        promised[commune.unit_id].append(promise)
    return RankingPage(
        ranking=ranking,
        indicator=catalogue.indicator(ranking.indicator_id),
        rows=tuple(_rows(known, promised, catalogue)),
        means=tuple(r for r in catalogue.standings_in(ranking.list_id) if r.rank is None),
        not_named=tuple(
            promise
            for code, promises in sorted(promised.items())
            if code not in rank_of
            for promise in promises
        ),
        others=tuple(row for row in catalogue.rankings if row != ranking),
    )


def _rows(
    known: list[ReferenceObservation],
    promised: defaultdict[str, list[RankPromise]],
    catalogue: Catalogue,
) -> Iterator[StandingRow]:
    before = 0
    for row in known:
        assert row.rank is not None
        gap = (before + 1, row.rank - 1) if row.rank > before + 1 else None
        before = row.rank
        plans = catalogue.plans_of(row.unit_id) if row.unit_id else ()
        # An ended unit may have borne the code: its plans are not this unit's.
        live = tuple(p for p in plans if not catalogue.unit(p.unit_id).successor_unit_id)
        yield StandingRow(gap, row, live, tuple(promised[row.unit_id or ""]))
