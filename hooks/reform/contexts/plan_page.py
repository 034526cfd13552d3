"""A plan: what it is, what it promises, who does what, on what ground."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from reform.addresses import short_id
from reform.model import Catalogue
from reform.model.plan_rows import (
    Agency,
    Annex,
    Duty,
    EditorialNote,
    LegalBasis,
    Objective,
    Phase,
    Plan,
    ReportingDuty,
    Solution,
    Target,
    Task,
)
from reform.model.shared_rows import Commune, Indicator, LegalDocument, ReformArea


@dataclass(frozen=True)
class TargetView:
    """A target with what stands around it."""

    anchor: str
    """Its id inside the plan, which is its anchor."""
    target: Target
    area: ReformArea | None
    """Stated or inferred; ``target.area_inferred`` tells which."""
    indicator: Indicator | None
    notes: tuple[EditorialNote, ...]
    children: tuple["TargetView", ...]
    """The targets that are part of this one ("trong đó")."""


@dataclass(frozen=True)
class TargetGroup:
    """The targets of one phase, or those that stand in no phase."""

    phase: Phase | None
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
    notes: tuple[EditorialNote, ...]


@dataclass(frozen=True)
class TaskGroup:
    """The tasks of one area, or those without."""

    area: ReformArea | None
    tasks: tuple[TaskView, ...]
    leads: tuple[Agency, ...]
    """Who leads the area by the duties of the plan."""


@dataclass(frozen=True)
class ItemView:
    """An objective, a solution or an annex with its notes."""

    anchor: str
    item: Objective | Solution | Annex
    notes: tuple[EditorialNote, ...]


@dataclass(frozen=True)
class DutyView:
    """A duty with its bodies and the areas it names."""

    anchor: str
    duty: Duty
    role: str
    """``lead``, ``support`` or ``requested``: the part of the body under which it is shown."""
    others: tuple[Agency, ...]
    """The other bodies that answer for the same duty."""
    areas: tuple[ReformArea, ...]
    notes: tuple[EditorialNote, ...]


@dataclass(frozen=True)
class AgencyGroup:
    """A body and all it answers for."""

    agency: Agency
    duties: tuple[DutyView, ...]


@dataclass(frozen=True)
class ReportingDutyView:
    """A duty to report and the body that reports."""

    anchor: str
    duty: ReportingDuty
    agency: Agency | None
    notes: tuple[EditorialNote, ...]


@dataclass(frozen=True)
class CitationView:
    """A place that cites a document."""

    anchor: str
    basis: LegalBasis
    document: LegalDocument


@dataclass(frozen=True)
class PlanPage:
    """Context of ``pages/plan.html.j2``."""

    plan: Plan
    commune: Commune
    successor: Commune | None
    """The commune that took over, where the plan's own ended."""
    siblings: tuple[Plan, ...]
    """The other plans of the commune."""
    as_of: date
    phases: tuple[Phase, ...]
    objectives: tuple[ItemView, ...]
    requirements: tuple[ItemView, ...]
    target_groups: tuple[TargetGroup, ...]
    target_count: int
    task_groups: tuple[TaskGroup, ...]
    task_count: int
    solutions: tuple[ItemView, ...]
    agency_groups: tuple[AgencyGroup, ...]
    reporting_duties: tuple[ReportingDutyView, ...]
    annexes: tuple[ItemView, ...]
    basis: tuple[CitationView, ...]
    """What the plan rests on: everything but what is only cited in the text."""
    citations: tuple[CitationView, ...]
    """Documents cited in the text."""
    notes: tuple[EditorialNote, ...]
    """All editorial notes of the plan, in order."""


class _PlanTables:
    """The live rows of one plan, and what they point to."""

    def __init__(self, plan: Plan, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._plan_id = plan.plan_id
        self.agencies = {row.agency_id: row for row in self.rows("agencies")}
        self._notes: defaultdict[str | None, list[EditorialNote]] = defaultdict(list)
        for note in self.rows("editorial_notes"):
            self._notes[note.item_id].append(note)

    def rows(self, table: str) -> tuple[Any, ...]:
        found = self._catalogue.grouped(table, "plan_id")[self._plan_id]
        return tuple(row for row in found if not getattr(row, "withdrawn", False))

    def notes(self, item_id: str | None = None) -> tuple[EditorialNote, ...]:
        return tuple(self._notes[item_id])

    def area(self, area_id: str | None) -> ReformArea | None:
        found: ReformArea | None = self._catalogue.find("reform_areas", "area_id", area_id)
        return found

    def linked(self, table: str, column: str, item_id: str, role: str) -> tuple[Agency, ...]:
        links = self._catalogue.grouped(table, column)[item_id]
        return tuple(self.agencies[link.agency_id] for link in links if link.role == role)

    def items(self, table: str, column: str) -> Iterable[ItemView]:
        for row in self.rows(table):
            item_id = getattr(row, column)
            yield ItemView(short_id(item_id), row, self.notes(item_id))


def plan_page(plan: Plan, catalogue: Catalogue, as_of: date) -> PlanPage:
    """Everything the page of a plan shows."""
    tables = _PlanTables(plan, catalogue)
    commune: Commune = catalogue.find("communes", "commune_code", plan.commune_code)
    objectives = tuple(tables.items("objectives", "objective_id"))
    citations = tuple(_citations(tables, catalogue))
    return PlanPage(
        plan=plan,
        commune=commune,
        successor=catalogue.find("communes", "commune_code", commune.successor_code),
        siblings=tuple(
            other
            for other in catalogue.grouped("plans", "commune_code")[plan.commune_code]
            if other.plan_id != plan.plan_id
        ),
        as_of=as_of,
        phases=tables.rows("phases"),
        objectives=tuple(view for view in objectives if view.item.kind == "objective"),  # type: ignore[union-attr]
        requirements=tuple(view for view in objectives if view.item.kind == "requirement"),  # type: ignore[union-attr]
        target_groups=tuple(_target_groups(tables, catalogue)),
        target_count=len(tables.rows("targets")),
        task_groups=tuple(_task_groups(tables, catalogue)),
        task_count=len(tables.rows("tasks")),
        solutions=tuple(tables.items("solutions", "solution_id")),
        agency_groups=tuple(_agency_groups(tables, catalogue)),
        reporting_duties=tuple(
            ReportingDutyView(
                short_id(row.reporting_duty_id),
                row,
                tables.agencies.get(row.agency_id),
                tables.notes(row.reporting_duty_id),
            )
            for row in tables.rows("reporting_duties")
        ),
        annexes=tuple(tables.items("annexes", "annex_id")),
        basis=tuple(view for view in citations if view.basis.role != "cited"),
        citations=tuple(view for view in citations if view.basis.role == "cited"),
        notes=tables.rows("editorial_notes"),
    )


def _target_groups(tables: _PlanTables, catalogue: Catalogue) -> Iterable[TargetGroup]:
    targets: tuple[Target, ...] = tables.rows("targets")
    children: defaultdict[str | None, list[Target]] = defaultdict(list)
    for target in targets:
        children[target.parent_id].append(target)

    def view(target: Target) -> TargetView:
        return TargetView(
            anchor=short_id(target.target_id),
            target=target,
            area=tables.area(target.area or target.area_inferred),
            indicator=catalogue.find("indicators", "indicator_id", target.indicator_id),
            notes=tables.notes(target.target_id),
            children=tuple(view(child) for child in children[target.target_id]),
        )

    for phase in (*tables.rows("phases"), None):
        wanted = phase.phase_id if phase else None
        found = tuple(view(target) for target in children[None] if target.phase_id == wanted)
        if found:
            yield TargetGroup(phase, found)


def _task_groups(tables: _PlanTables, catalogue: Catalogue) -> Iterable[TaskGroup]:
    by_area: defaultdict[str | None, list[TaskView]] = defaultdict(list)
    inside: defaultdict[str | None, list[Target]] = defaultdict(list)
    for target in tables.rows("targets"):
        inside[target.task_id].append(target)
    for task in tables.rows("tasks"):
        by_area[task.area or task.area_inferred].append(
            TaskView(
                anchor=short_id(task.task_id),
                task=task,
                lead=tables.linked("task_agencies", "task_id", task.task_id, "lead"),
                support=tables.linked("task_agencies", "task_id", task.task_id, "support"),
                targets=tuple(inside[task.task_id]),
                notes=tables.notes(task.task_id),
            )
        )
    leads = _area_leads(tables, catalogue)
    for area_id, tasks in by_area.items():
        yield TaskGroup(tables.area(area_id), tuple(tasks), tuple(leads[area_id]))


def _area_leads(tables: _PlanTables, catalogue: Catalogue) -> defaultdict[str | None, list[Agency]]:
    """Area to the bodies whose duties say that they lead it."""
    leads: defaultdict[str | None, list[Agency]] = defaultdict(list)
    for duty in tables.rows("duties"):
        for link in catalogue.grouped("duty_areas", "duty_id")[duty.duty_id]:
            for agency in tables.linked("duty_agencies", "duty_id", duty.duty_id, "lead"):
                if agency not in leads[link.area]:
                    leads[link.area].append(agency)
    return leads


def _agency_groups(tables: _PlanTables, catalogue: Catalogue) -> Iterable[AgencyGroup]:
    by_agency: defaultdict[str, list[DutyView]] = defaultdict(list)
    for duty in tables.rows("duties"):
        links = catalogue.grouped("duty_agencies", "duty_id")[duty.duty_id]
        areas = catalogue.grouped("duty_areas", "duty_id")[duty.duty_id]
        for link in links:
            by_agency[link.agency_id].append(
                DutyView(
                    anchor=short_id(duty.duty_id),
                    duty=duty,
                    role=link.role,
                    others=tuple(
                        tables.agencies[other.agency_id]
                        for other in links
                        if other.agency_id != link.agency_id
                    ),
                    areas=tuple(area for found in areas if (area := tables.area(found.area))),
                    notes=tables.notes(duty.duty_id),
                )
            )
    for agency in tables.agencies.values():
        yield AgencyGroup(agency, tuple(by_agency[agency.agency_id]))


def _citations(tables: _PlanTables, catalogue: Catalogue) -> Iterable[CitationView]:
    for row in tables.rows("legal_basis"):
        document = catalogue.find("legal_documents", "document_id", row.document_id)
        yield CitationView(short_id(row.basis_id), row, document)
