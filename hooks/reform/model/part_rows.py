"""Rows that hang from an item of a plan: the bodies that have a part in it, areas, steps."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TargetAgency:
    """A row of ``target_agencies``."""

    target_id: str
    agency_id: str
    role: str


@dataclass(frozen=True, slots=True)
class TargetStep:
    """A row of ``target_steps``: the level that a target is to reach in one period."""

    target_id: str
    period: str
    value: float


@dataclass(frozen=True, slots=True)
class TaskAgency:
    """A row of ``task_agencies``."""

    task_id: str
    agency_id: str
    role: str


@dataclass(frozen=True, slots=True)
class DutyAgency:
    """A row of ``duty_agencies``."""

    duty_id: str
    agency_id: str
    role: str


@dataclass(frozen=True, slots=True)
class DutyArea:
    """A row of ``duty_areas``."""

    duty_id: str
    area: str


@dataclass(frozen=True, slots=True)
class ReportingAgency:
    """A row of ``reporting_agencies``."""

    reporting_duty_id: str
    agency_id: str
    role: str


Part = TargetAgency | TaskAgency | DutyAgency | ReportingAgency
"""A body and its part beside an item."""
