"""What is true of most items of a plan's page, so that the page says it once and not on each."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reform.contexts.plan_views import TargetGroup, TargetView
from reform.model.plan_rows import Task
from reform.subjects.target_progress import TargetProgress

_Key = tuple[object, ...]


@dataclass(frozen=True)
class SaidOnce:
    """What stands at the head of a list instead of on each of its items."""

    standings: Mapping[str, TargetProgress]
    """Anchor of a group of targets to one of those whose status is that of most of them."""
    silent: frozenset[str]
    """Ids of the targets for which the head of their group speaks."""
    time: Task | None
    """A task whose time is that of most tasks; those tasks do not repeat it."""
    is_time_of_all: bool
    """Whether every task has that time."""

    def shares_time(self, task: Task) -> bool:
        """Whether a task's time is the one that is said once."""
        return self.time is not None and _time(task) == _time(self.time)


def said_once(
    groups: Iterable[TargetGroup], progress: Mapping[str, TargetProgress], tasks: tuple[Task, ...]
) -> SaidOnce:
    """What the groups of targets and the tasks of one plan have in common."""
    standings: dict[str, TargetProgress] = {}
    silent: set[str] = set()
    for group in groups:
        ids = [view.target.target_id for view in _all_of(group.targets)]
        views = [progress[each] for each in ids if each in progress]
        plain = [view for view in views if _is_plain(view)]
        key = _most([_standing(view) for view in plain])
        alike = [view for view in plain if _standing(view) == key]
        if alike:
            standings[group.anchor] = alike[0]
            silent.update(view.target.target_id for view in alike)
    return SaidOnce(standings, frozenset(silent), *_common_time(tasks))


def _all_of(views: Iterable[TargetView]) -> Iterator[TargetView]:
    for view in views:
        yield view
        yield from _all_of(view.children)


def _is_plain(view: TargetProgress) -> bool:
    """Whether a status has nothing of its own beside it: no figure, reported or corrected."""
    return not (view.history or view.base or view.status.corrections)


def _standing(view: TargetProgress) -> _Key:
    row = view.status
    return row.rule, row.in_totals, row.period_start, row.period_end, row.reporting_duty_id


def _most(keys: list[_Key]) -> _Key | None:
    """What occurs most often, and at least twice."""
    found = Counter(keys).most_common(1)
    return found[0][0] if found and found[0][1] > 1 else None


def _common_time(tasks: tuple[Task, ...]) -> tuple[Task | None, bool]:
    """The time of more than half of the tasks. A task without any time would seem to have it, so
    nothing is said once where there is one.
    """
    times = [_time(task) for task in tasks]
    key = _most(times)
    if key is None or not all(any(time) for time in times) or 2 * times.count(key) <= len(times):
        return None, False
    return tasks[times.index(key)], times.count(key) == len(times)


def _time(task: Task) -> _Key:
    return task.timing, task.recurrence, task.start, task.due
