"""What the small pictures of plans show: a plan over time, the shares of its targets.

Places on a line are per cent of its length, so that a picture fits any width of screen.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from reform.model import Catalogue
from reform.model.periods import Period
from reform.model.plan_rows import Phase, Plan, Target
from reform.model.shared_rows import Code, ReformArea

_LONG_DAYS = 750
"""A plan longer than about two years is divided by years, a shorter one by quarters."""


@dataclass(frozen=True)
class Tick:
    """A mark on the line of time: the first day of a year or of a quarter."""

    day: date
    at: float
    """Per cent of the period that have passed on that day."""
    width: float
    """Per cent until the next mark."""


@dataclass(frozen=True)
class PhaseBar:
    """A phase, or the whole period where a plan has none."""

    phase: Phase | None
    period_start: date
    """The plan's own first day where the phase has none; ``phase.period_start`` tells."""
    period_end: date
    at: float
    width: float
    target_count: int
    """Targets to be reached in it."""
    lane: int
    """Phases that overlap stand below one another: 0 is the highest lane."""


@dataclass(frozen=True)
class DueMark:
    """A day by which something is due."""

    day: date
    at: float
    target_count: int


@dataclass(frozen=True)
class Timeline:
    """A plan over time."""

    plan: Plan
    as_of: date
    ticks: tuple[Tick, ...]
    is_by_year: bool
    """Whether the ticks are years; otherwise quarters."""
    bars: tuple[PhaseBar, ...]
    lanes: int
    """How many lanes the bars need; 1 where no phase overlaps another."""
    whole: int
    """Targets that stand in no phase, for the whole period."""
    due_days: tuple[DueMark, ...]
    today: float | None
    """Where ``as_of`` stands, in whole per cent: a picture changes when there is something new to
    see. None before and after the plan."""

    @property
    def elapsed_percent(self) -> int:
        """How much of the plan's period is over."""
        return _whole(self.plan).elapsed_percent(self.as_of)


def _whole(plan: Plan) -> Period:
    return Period(plan.period_start, plan.period_end)


def timeline(plan: Plan, catalogue: Catalogue, as_of: date) -> Timeline:
    """The phases and due_days of a plan, and where today stands."""
    targets = catalogue.targets_of(plan.plan_id)
    ends = Counter(target.period_end for target in targets)
    in_phase = Counter(target.phase_id for target in targets)
    phases = catalogue.phases_of(plan.plan_id)
    ticks = tuple(_ticks(plan))
    bars = tuple(_bars(phases, in_phase, plan))
    return Timeline(
        plan=plan,
        as_of=as_of,
        ticks=ticks,
        is_by_year=_is_long(plan),
        bars=bars,
        lanes=max((bar.lane + 1 for bar in bars), default=1),
        whole=in_phase[None],
        due_days=tuple(
            DueMark(day, min(_at(_after(day), plan), 100.0), count)
            for day, count in sorted(ends.items())
        ),
        today=float(_whole(plan).elapsed_percent(as_of))
        if plan.period_start <= as_of <= plan.period_end
        else None,
    )


def _bars(
    phases: Iterable[Phase], in_phase: Mapping[str | None, int], plan: Plan
) -> Iterator[PhaseBar]:
    """Each phase in the highest lane that is free from its first day on."""
    taken: list[date] = []
    for phase in phases:
        start = phase.period_start or plan.period_start
        free = (lane for lane, end in enumerate(taken) if end < start)
        lane = next(free, len(taken))
        taken[lane : lane + 1] = [phase.period_end]
        at = _at(start, plan)
        width = _at(_after(phase.period_end), plan) - at
        yield PhaseBar(
            phase, start, phase.period_end, at, width, in_phase.get(phase.phase_id, 0), lane
        )


def _after(day: date) -> date:
    return day + timedelta(days=1)


def _at(day: date, plan: Plan) -> float:
    length = (_after(plan.period_end) - plan.period_start).days
    return round(100 * (day - plan.period_start).days / length, 2)


def _is_long(plan: Plan) -> bool:
    return (plan.period_end - plan.period_start).days > _LONG_DAYS


def _ticks(plan: Plan) -> Iterator[Tick]:
    step = 12 if _is_long(plan) else 3
    day = plan.period_start
    while day <= plan.period_end:
        months = day.year * 12 + (day.month - 1) // step * step + step
        following = min(date(months // 12, months % 12 + 1, 1), _after(plan.period_end))
        at = _at(day, plan)
        yield Tick(day, at, round(_at(following, plan) - at, 2))
        day = following


@dataclass(frozen=True)
class Part:
    """A part of a bar: the targets of one kind."""

    kind: Code
    count: int
    at: float
    """Per cent of the longest bar, where the part begins."""
    width: float


@dataclass(frozen=True)
class ShareRow:
    """The targets of one area, or those that stand in none."""

    area: ReformArea | None
    count: int
    parts: tuple[Part, ...]
    """One for each kind of ``Shares.kinds``, also where it counts nothing."""


@dataclass(frozen=True)
class Shares:
    """Targets by area and kind."""

    total: int
    kinds: tuple[Code, ...]
    """The kinds that occur, in the order of the codes."""
    rows: tuple[ShareRow, ...]
    counts: tuple[int, ...]
    """How many of each kind, in all areas."""


def shares(targets: Iterable[Target], catalogue: Catalogue) -> Shares:
    """Targets by their area (stated or inferred) and kind."""
    counts = Counter((target.any_area, target.kind) for target in targets)
    codes = catalogue.labels("target_kind").values()
    kinds = tuple(code for code in codes if any(kind == code.code for _, kind in counts))
    by_area: Counter[str | None] = Counter()
    for (area_id, _), count in counts.items():
        by_area[area_id] += count
    longest = max(by_area.values(), default=1)
    areas: tuple[ReformArea | None, ...] = (*catalogue.reform_areas, None)
    keyed = [(area, area.area_id if area else None) for area in areas]
    return Shares(
        total=sum(by_area.values()),
        kinds=kinds,
        rows=tuple(
            ShareRow(
                area,
                by_area[area_id],
                tuple(_parts([counts[area_id, code.code] for code in kinds], kinds, longest)),
            )
            for area, area_id in keyed
            if by_area[area_id]
        ),
        counts=tuple(sum(counts[area_id, code.code] for _, area_id in keyed) for code in kinds),
    )


def _parts(counts: list[int], kinds: tuple[Code, ...], longest: int) -> Iterator[Part]:
    before = 0
    for count, kind in zip(counts, kinds, strict=True):
        yield Part(kind, count, _per_cent(before, longest), _per_cent(count, longest))
        before += count


def _per_cent(count: int, whole: int) -> float:
    return round(100 * count / whole, 2)
