"""What follows from the data and a day: statuses, deadlines, the state of tasks, counts."""

from reform.derivations.all_statuses import derive_statuses, derive_step_statuses
from reform.derivations.deadlines import Deadline, plan_deadlines
from reform.derivations.editor_receipt import ReportedFigures, reported_figures
from reform.derivations.judging import TargetFacts
from reform.derivations.plan_calendar import CalendarEvent, feed_events, plan_events
from reform.derivations.status_counts import StatusCount, count_statuses
from reform.derivations.status_rules import target_status
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
