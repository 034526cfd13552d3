"""Rows of the tables that the build derives; nobody types them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """Where a target stands; the words people read are the list ``status`` of ``codes``."""

    NOT_MEASURABLE = "not_measurable"
    OTHER_LEVEL = "other_level"
    NOT_STARTED = "not_started"
    NO_DATA = "no_data"
    UNDER_WAY = "under_way"
    MET = "met"
    NOT_MET = "not_met"
    OVERDUE_REPORT = "overdue_report"

    @property
    def is_judged(self) -> bool:
        """Whether the period is over and a figure was held against the promise."""
        return self in (Status.MET, Status.NOT_MET)


class StatusRule(StrEnum):
    """Why a target has its status; explained by the list ``status_rule`` of ``codes``."""

    SCOPE_ELSEWHERE = "scope_elsewhere"
    QUALITATIVE = "qualitative"
    BEFORE_PERIOD = "before_period"
    NOTHING_REPORTED = "nothing_reported"
    NOTHING_REPORTED_SINCE_END = "nothing_reported_since_end"
    REPORT_OVERDUE = "report_overdue"
    CURRENT_VALUE = "current_value"
    COMPARED = "compared"
    COMPARED_WITH_BASE = "compared_with_base"
    CHANGED_FROM_BASE = "changed_from_base"
    RANK_STEPS = "rank_steps"
    COMPLETED_SHARE = "completed_share"
    NO_BASE = "no_base"
    OTHER_LIST = "other_list"
    NO_THRESHOLD = "no_threshold"


@dataclass(frozen=True, slots=True)
class TargetStatus:
    """A row of ``target_status``: where one target stands on one day, and why."""

    target_id: str
    plan_id: str
    unit_id: str
    status: Status
    rule: StatusRule
    in_totals: bool
    period_start: date
    period_end: date
    observation_id: str | None
    value: float | None
    unit: str | None
    value_period: str | None
    comparator: str | None
    comparator_used: str | None
    threshold: float | None
    judged_value: float | None
    judged_unit: str | None
    base_id: str | None
    reporting_duty_id: str | None
    report_due: date | None
    overdue_after: date | None
    corrections: int
    changed_from: Status | None


@dataclass(frozen=True, slots=True)
class StepStatus:
    """A row of ``step_status``: where one step of a target stands, by the rules for targets."""

    target_id: str
    period: str
    status: Status
    rule: StatusRule
    observation_id: str | None
    value: float | None
    unit: str | None
    value_period: str | None
    comparator_used: str | None
    threshold: float | None
    judged_value: float | None
    judged_unit: str | None
    base_id: str | None
    overdue_after: date | None
