"""Where a task stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reform.model.periods import last_day
from reform.model.plan_rows import Task
from reform.model.shared_rows import TaskProgress

ENDED = ("done", "stopped")
"""States after which nothing is late any more."""


@dataclass(frozen=True, slots=True)
class TaskState:
    """The present state of a task and how it came about."""

    state: str | None
    """Code of the list ``task_state``; None where nothing was reported."""
    newest: TaskProgress | None
    history: tuple[TaskProgress, ...]
    """All reports, the newest first."""
    is_late: bool
    """Whether the plan's day for the task has passed and it is neither done nor stopped."""


def task_state(task: Task, progress: Iterable[TaskProgress], as_of: date) -> TaskState:
    """Where a task stands at the end of a day, by the newest of the reports on it."""
    known = (row for row in progress if row.task_id == task.task_id and row.as_of <= as_of)
    history = tuple(sorted(known, key=lambda row: (row.as_of, row.progress_id), reverse=True))
    newest = history[0] if history else None
    state = newest.state if newest else None
    is_past = bool(task.due) and last_day(task.due or "") < as_of
    return TaskState(state, newest, history, is_past and state not in ENDED)
