"""Rows of a plan's tables. What each column means stands in ``data/schemas/<table>.yaml``;
``tests/test_schemas.py`` holds the two together."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Plan:
    """A row of ``plans``."""

    plan_id: str
    unit_id: str
    unit_reason: str | None
    title: str
    kind: str
    subject: str
    period_start: date
    period_end: date
    document_number: str | None
    document_symbol: str | None
    issued_on: str | None
    not_before: date | None
    effective_on: date | None
    issuer: str | None
    signed_as: str | None
    promulgated_by: str | None
    replaces: str | None
    amends: str | None
    text_quality: str
    funding: str | None
    funding_locator: str | None
    recipients: str | None
    source_url: str | None
    retrieved_on: date | None
    sha256: str | None
    media_type: str | None
    local_copy: str | None
    copy_bytes: int | None
    withdrawn: bool
    withdrawn_on: date | None
    withdrawn_reason: str | None
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
    period_start: date | None
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
    item_table: str | None


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
class PriorResult(Item):
    """A row of ``prior_results``: what the plan says of the time before it."""

    prior_result_id: str
    text: str
    locator: str
    value: float | None
    unit: str | None
    unit_name: str | None
    period: str | None
    indicator_id: str | None
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
    value_from: float | None
    out_of: int | None
    rank_within: str | None
    change: str | None
    unit: str | None
    unit_name: str | None
    baseline: str | None
    baseline_value: float | None
    baseline_period: str | None
    baseline_source: str | None
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
    parent_id: str | None
    heading: str | None
    text: str
    locator: str
    area: str | None
    area_inferred: str | None
    product: str | None
    timing: str | None
    start: str | None
    due: str | None
    recurrence: str | None
    funding: str | None
    uncertain: bool

    @property
    def any_area(self) -> str | None:
        """The area that the document states, else the one that an editor put it in."""
        return self.area or self.area_inferred


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingDuty(Item):
    """A row of ``reporting_duties``."""

    reporting_duty_id: str
    text: str
    locator: str
    recipient: str | None
    frequency: str
    deadline_text: str | None
    due_day: int | None
    due_month_of_period: str | None
    due_month: int | None
    due_next_year: bool
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
    source_url: str | None
    retrieved_on: date | None
    sha256: str | None
    media_type: str | None
    local_copy: str | None
    copy_bytes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorialNote(Item):
    """A row of ``editorial_notes``."""

    note_id: str
    kind: str
    text: str
    locator: str | None
    item_id: str | None
    item_table: str | None
