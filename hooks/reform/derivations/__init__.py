"""What follows from the data and a day: statuses, deadlines, the state of tasks, counts."""

from reform.derivations.deadlines import Deadline, plan_deadlines
from reform.derivations.judging import TargetFacts
from reform.derivations.plan_calendar import CalendarEvent, feed_events, plan_events
from reform.derivations.progress import StatusCount, count_statuses
from reform.derivations.reported import ReportedFigures, reported_figures
from reform.derivations.statuses import derive_statuses, derive_step_statuses
from reform.derivations.target_status import target_status
from reform.derivations.task_state import TaskState, task_state

__all__ = [
    "CalendarEvent",
    "Deadline",
    "ReportedFigures",
    "StatusCount",
    "TargetFacts",
    "TaskState",
    "count_statuses",
    "derive_statuses",
    "derive_step_statuses",
    "feed_events",
    "plan_deadlines",
    "plan_events",
    "reported_figures",
    "target_status",
    "task_state",
]
