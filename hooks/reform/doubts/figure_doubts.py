"""Doubts about what units report: figures, corrections, states of tasks."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from reform.derivations.figure_choice import live, period_of
from reform.doubts.doubt import Doubt
from reform.model import Catalogue
from reform.model.shared_rows import Observation

JUMP_POINTS = 20
"""So many points of a percentage between two periods ask for a look."""
JUMP_TIMES = 3
"""So many times more or less of anything else."""
_TENFOLD = 8, 12.5
"""A decimal mark that slipped by one place makes about ten times as much."""


def figure_doubts(catalogue: Catalogue) -> Iterator[Doubt]:
    """Doubts about figures."""
    observations = live(catalogue.observations)
    series: defaultdict[tuple[object, ...], list[Observation]] = defaultdict(list)
    for row in observations:
        if row.value is not None:
            months = period_of(row).months
            series[row.unit_id, row.indicator_id, row.target_id, months].append(row)
            yield from _alone(row, row.value, is_percent=_is_percent(row, catalogue))
    for rows in series.values():
        rows.sort(key=lambda row: period_of(row).end)
        for before, row in pairwise(rows):
            yield from _beside(before, row, is_percent=_is_percent(row, catalogue))
    for row in catalogue.observations:
        if row.supersedes and not row.note:
            yield _of(row, "doubt-correction-unexplained", old=_short(row.supersedes))


def _alone(row: Observation, value: float, *, is_percent: bool) -> Iterator[Doubt]:
    if value == 0 and row.denominator is None:
        yield _of(row, "doubt-zero")
    elif is_percent and 0 < value <= 1:
        yield _of(row, "doubt-fraction", value=_written(value), meant=_written(100 * value))


def _beside(before: Observation, row: Observation, *, is_percent: bool) -> Iterator[Doubt]:
    old, new = before.value or 0, row.value or 0
    values = {"old": _written(old), "value": _written(new), "before": before.period}
    ratio = new / old if old > 0 else 0
    times = max(ratio, 1 / ratio) if ratio > 0 else 0
    leaps = abs(new - old) > JUMP_POINTS and new > 1 if is_percent else times >= JUMP_TIMES
    if _TENFOLD[0] <= times <= _TENFOLD[1]:
        yield _of(row, "doubt-decimal-mark", **values)
    elif leaps:
        yield _of(row, "doubt-jump", **values)


def state_doubts(catalogue: Catalogue) -> Iterator[Doubt]:
    """Doubts about the states of tasks."""
    rows = sorted(catalogue.task_progress, key=lambda row: (row.task_id, row.as_of))
    for row in rows:
        if row.state == "done" and not (row.evidence or row.source_url):
            yield Doubt(
                "doubt-done-without-evidence", row.unit_id, "task_progress", row.progress_id
            )
    for before, row in pairwise(rows):
        if before.task_id == row.task_id and before.state == "done" != row.state:
            values = {"day": f"{before.as_of:%d/%m/%Y}", "task": _short(row.task_id)}
            yield Doubt("doubt-undone", row.unit_id, "task_progress", row.progress_id, values)


def _is_percent(row: Observation, catalogue: Catalogue) -> bool:
    if row.indicator_id:
        return catalogue.indicator(row.indicator_id).unit == "percent"
    target = catalogue.target_if(row.target_id)
    return (target.unit if target else None) in ("percent", None)


def _of(row: Observation, code: str, **values: str) -> Doubt:
    named = {"period": row.period, **values}
    return Doubt(code, row.unit_id, "observations", row.observation_id, named)


def _written(value: float) -> str:
    return f"{value:.6g}".replace(".", ",")


def _short(item_id: str) -> str:
    return item_id.rpartition("/")[2]
