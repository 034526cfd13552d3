"""Rows of a plan's tables. What each column means stands in ``data/schemas/<table>.yaml``;
``tests/test_schemas.py`` holds the two together."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Plan:
    """A row of ``plans``."""

    plan_id: str
    commune_code: str
    title: str
    kind: str
    period_start: date
    period_end: date
    document_number: str | None
    document_symbol: str | None
    issued_on: str | None
    not_before: date | None
    issuer: str | None
    signed_as: str | None
    promulgated_by: str | None
    replaces: str | None
    text_quality: str
    funding: str | None
    funding_locator: str | None
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What all items of a plan have that can be withdrawn."""

    plan_id: str
    position: int
    withdrawn: bool
    withdrawn_on: date | None
    withdrawn_reason: str | None


@dataclass(frozen=True, slots=True)
class Phase:
    """A row of ``phases``."""

    phase_id: str
    plan_id: str
    position: int
    title: str
    period_start: date
    period_end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis(Item):
    """A row of ``legal_basis``: one place of a plan that cites a document."""

    basis_id: str
    document_id: str
    role: str
    locator: str
    as_written: str
    item_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency(Item):
    """A row of ``agencies``."""

    agency_id: str
    role_id: str
    name: str
    is_standing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective(Item):
    """A row of ``objectives``."""

    objective_id: str
    kind: str
    text: str
    locator: str
    uncertain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Item):
    """A row of ``targets``."""

    target_id: str
    text: str
    locator: str
    placement: str
    area: str | None
    area_inferred: str | None
    kind: str
    comparator: str | None
    comparator_text: str | None
    value: float | None
    unit: str | None
    baseline: str | None
    phase_id: str | None
    period_start: date
    period_end: date
    scope: str
    parent_id: str | None
    task_id: str | None
    indicator_id: str | None
    unlinked_reason: str | None
    uncertain: bool

    @property
    def any_area(self) -> str | None:
        """The area that the document states, else the one that an editor put it in."""
        return self.area or self.area_inferred


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Item):
    """A row of ``tasks``."""

    task_id: str
    heading: str | None
    text: str
    locator: str
    area: str | None
    area_inferred: str | None
    timing: str | None
    due: str | None
    uncertain: bool

    @property
    def any_area(self) -> str | None:
        """The area that the document states, else the one that an editor put it in."""
        return self.area or self.area_inferred


@dataclass(frozen=True, slots=True)
class TaskAgency:
    """A row of ``task_agencies``."""

    task_id: str
    agency_id: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution(Item):
    """A row of ``solutions``."""

    solution_id: str
    heading: str | None
    text: str
    locator: str
    uncertain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty(Item):
    """A row of ``duties``."""

    duty_id: str
    text: str
    locator: str
    uncertain: bool


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingDuty(Item):
    """A row of ``reporting_duties``."""

    reporting_duty_id: str
    text: str
    locator: str
    agency_id: str | None
    recipient: str | None
    frequency: str
    deadline_text: str | None
    due_day: int | None
    due_month_of_period: str | None
    due: str | None
    uncertain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex(Item):
    """A row of ``annexes``."""

    annex_id: str
    label: str
    title: str | None
    locator: str
    is_published: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorialNote(Item):
    """A row of ``editorial_notes``."""

    note_id: str
    kind: str
    text: str
    locator: str | None
    item_id: str | None
