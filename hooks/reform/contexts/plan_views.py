"""What a plan's page shows of each kind of item: the row with what stands around it.

``anchor`` is everywhere the item's id inside the plan, which is its anchor on the page.
"""

from dataclasses import dataclass

from reform.model.derived_rows import StepStatus
from reform.model.part_rows import TargetStep
from reform.model.plan_rows import (
    Agency,
    Annex,
    Duty,
    EditorialNote,
    LegalBasis,
    Objective,
    Phase,
    PriorResult,
    ReportingDuty,
    Solution,
    Target,
    Task,
)
from reform.model.shared_rows import AgencyRole, Indicator, LegalDocument, ReformArea
from reform.model.withdrawal import WithdrawnItem


@dataclass(frozen=True)
class NoteView:
    """An editorial note and the number that readers see: 1, 2, 3 … without gaps."""

    number: int
    note: EditorialNote


@dataclass(frozen=True)
class StepView:
    """A level on the way of a target, and where it stands."""

    step: TargetStep
    status: StepStatus


@dataclass(frozen=True)
class TargetView:
    """A target with what stands around it."""

    anchor: str
    target: Target
    area: ReformArea | None
    """Stated or inferred; ``target.area_inferred`` tells which."""
    indicator: Indicator | None
    lead: tuple[Agency, ...]
    support: tuple[Agency, ...]
    steps: tuple[StepView, ...]
    """The levels on the way, the first period first; the last is the target's own value."""
    notes: tuple[NoteView, ...]
    children: tuple["TargetView", ...]
    """The targets that are part of this one ("trong đó")."""


@dataclass(frozen=True)
class TargetGroup:
    """The targets of one phase; or, outside the phases, of one kind of place in the document."""

    anchor: str
    phase: Phase | None
    placement: str
    """Code of the place where ``phase`` is None: ``target_list``, ``general_aim`` …"""
    area: ReformArea | None
    """The area whose aims they are, where ``placement`` is ``area_aim``."""
    targets: tuple[TargetView, ...]


@dataclass(frozen=True)
class TaskView:
    """A task with the bodies that lead and support it."""

    anchor: str
    task: Task
    lead: tuple[Agency, ...]
    support: tuple[Agency, ...]
    targets: tuple[Target, ...]
    """Targets that stand inside the task."""
    parts: tuple[Task, ...]
    """The tasks that it consists of."""
    notes: tuple[NoteView, ...]


@dataclass(frozen=True)
class TaskSection:
    """Neighbouring tasks below the same heading of the document, or below none."""

    heading: str | None
    tasks: tuple[TaskView, ...]


@dataclass(frozen=True)
class TaskGroup:
    """The tasks of one area, or those without."""

    area: ReformArea | None
    sections: tuple[TaskSection, ...]
    leads: tuple[Agency, ...]
    """Who leads the area by the duties of the plan."""

    @property
    def task_count(self) -> int:
        """How many tasks the area has."""
        return sum(len(section.tasks) for section in self.sections)


@dataclass(frozen=True)
class ItemView:
    """An objective, a prior result, a solution or an annex with its notes."""

    anchor: str
    item: Objective | PriorResult | Solution | Annex
    notes: tuple[NoteView, ...]


@dataclass(frozen=True)
class DutyView:
    """A duty with all its bodies and the areas it names."""

    anchor: str
    duty: Duty
    lead: tuple[Agency, ...]
    support: tuple[Agency, ...]
    requested: tuple[Agency, ...]
    areas: tuple[ReformArea, ...]
    notes: tuple[NoteView, ...]

    @property
    def bodies(self) -> tuple[Agency, ...]:
        """Everyone who has a part in it, the leading ones first."""
        return self.lead + self.support + self.requested


@dataclass(frozen=True)
class AgencyGroup:
    """A body and all it answers for. Each duty stands in full below its first body only."""

    anchor: str
    agency: Agency | None
    """None for the duties of which the document does not say whose they are."""
    role: AgencyRole | None
    duties: tuple[DutyView, ...]
    shared: tuple[DutyView, ...]
    """Duties that stand in full below another body."""
    lead_count: int
    """Tasks that it leads."""
    support_count: int
    """Tasks in which it takes part."""
    notes: tuple[NoteView, ...]


@dataclass(frozen=True)
class ReportingDutyView:
    """A duty to report, who reports, and to whom where the plan names bodies."""

    anchor: str
    duty: ReportingDuty
    reporters: tuple[Agency, ...]
    receivers: tuple[Agency, ...]
    notes: tuple[NoteView, ...]


@dataclass(frozen=True)
class CitationView:
    """A place that cites a document."""

    anchor: str
    basis: LegalBasis
    document: LegalDocument
    notes: tuple[NoteView, ...]


@dataclass(frozen=True)
class WithdrawnView:
    """An item that was withdrawn; its anchor still leads to it."""

    anchor: str
    kind: str
    """Title of its table, for readers: ``Chỉ tiêu``."""
    item: WithdrawnItem
