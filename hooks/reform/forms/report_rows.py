"""What a unit is asked to report for a period: its promises and tasks, with what it reported."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reform.forms.cells import comma
from reform.forms.sheets import Lists
from reform.forms.unit_files import PlanFile, UnitFiles
from reform.model.days import read_day
from reform.model.periods import Period, last_day, read_period

_SCOPES = ("commune", "unclear")
FIGURE_KEY = ("indicator_id", "target_id", "period")
"""What tells one figure from another."""


@dataclass(frozen=True)
class _Asked:
    """A target in its plan."""

    plan: PlanFile
    item: Mapping[str, Any]

    @property
    def full_id(self) -> str:
        return f"{self.plan.document.get('plan_id')}/{self.item.get('target_id')}"

    @property
    def period(self) -> tuple[str, str]:
        """First and last day, as written; those of its phase or plan where it gives none."""
        phases = {p.get("phase_id"): p for p in self.plan.document.get("phases") or ()}
        phase = phases.get(self.item.get("phase_id"), {})
        sources = (self.item, phase, self.plan.document)
        return tuple(_first(sources, key) for key in ("period_start", "period_end"))  # type: ignore[return-value]


def _first(sources: tuple[Mapping[str, Any], ...], key: str) -> str:
    return next((str(s[key]) for s in sources if s.get(key)), "")


def live_rows(rows: tuple[Mapping[str, Any], ...]) -> list[Mapping[str, Any]]:
    """The figures that no other one replaces."""
    replaced = {row.get("supersedes") for row in rows}
    return [row for row in rows if row.get("observation_id") not in replaced]


def figure_rows(files: UnitFiles, choices: Lists, quarter: str) -> list[dict[str, Any]]:
    """One row for each indicator promised, for each part ("trong đó") and for each promise
    without an indicator; what was reported for the period stands in it.
    """
    asked = read_period(quarter)
    assert asked, quarter
    known = live_rows(files.reports["observations"].rows)
    groups: defaultdict[tuple[str | None, str | None], list[_Asked]] = defaultdict(list)
    for target in _targets(files):
        indicator = target.item.get("indicator_id")
        groups[indicator, None if indicator and not target.item.get("parent_id") else
               target.full_id].append(target)  # fmt: skip
    found = []
    for key, targets in groups.items():
        rows = [r for r in known if (r.get("indicator_id"), r.get("target_id")) == key]
        if any(_is_asked(target, asked, rows) for target in targets):
            found.append(_figure_row(key, targets, rows, quarter, choices))
    return sorted(found, key=lambda row: (str(row["end"]), str(row["promise"])))


def _targets(files: UnitFiles) -> Iterator[_Asked]:
    for plan in files.plans:
        for item in plan.items("targets"):
            if item.get("scope") in _SCOPES:
                yield _Asked(plan, item)


def _is_asked(target: _Asked, asked: Period, rows: list[Mapping[str, Any]]) -> bool:
    """Whether the promise runs in the period, or ended before it without a figure."""
    start, end = (read_day(day) or date.min for day in target.period)
    return start <= asked.end and (end >= asked.start or not rows)


def _figure_row(
    key: tuple[str | None, str | None],
    targets: list[_Asked],
    rows: list[Mapping[str, Any]],
    quarter: str,
    choices: Lists,
) -> dict[str, Any]:
    present = next((row for row in rows if row.get("period") == quarter), {})
    return {
        "promise": " / ".join(str(target.item.get("text")) for target in targets),
        "level": " / ".join(filter(None, (_level(t.item, choices) for t in targets))),
        "end": max(target.period[1] for target in targets),
        "latest": _latest(rows),
        "as_of": last_day(quarter).isoformat(),
        **present,
        "indicator_id": key[0],
        "target_id": key[1],
        "period": quarter,
    }


def _level(item: Mapping[str, Any], choices: Lists) -> str:
    if item.get("value") is None:
        return ""
    comparator = choices["codes:comparator"].shown.get(str(item.get("comparator")), "")
    unit = item.get("unit_name") or choices["codes:unit"].shown.get(str(item.get("unit")), "")
    return " ".join(filter(None, (comparator, comma(item["value"]), str(unit))))


def _latest(rows: list[Mapping[str, Any]]) -> str | None:
    def ends(row: Mapping[str, Any]) -> date:
        period = read_period(str(row.get("period")))
        return period.end if period else date.min

    newest = max(rows, key=ends, default=None)
    if newest is None:
        return None
    value = newest.get("value") or newest.get("rank") or ""
    return f"{comma(value)} ({newest.get('period')})"


def progress_rows(files: UnitFiles, quarter: str) -> list[dict[str, Any]]:
    """One row for each task, with the state that was reported last."""
    asked = read_period(quarter)
    assert asked, quarter
    found = []
    for plan in files.plans:
        for task in plan.items("tasks"):
            full_id = f"{plan.document.get('plan_id')}/{task.get('task_id')}"
            known = [r for r in files.reports["task_progress"].rows if r.get("task_id") == full_id]
            newest = max(known, key=lambda row: str(row.get("as_of")), default={})
            found.append(
                {
                    "task": task.get("heading") or task.get("text"),
                    "time": task.get("due") or task.get("timing"),
                    "state_before": newest.get("state"),
                    "task_id": full_id,
                    "as_of": asked.end.isoformat(),
                }
            )
    return found
