"""The rows of one plan, in the groups in which its page shows them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from reform.addresses import short_id
from reform.contexts.plan_views import (
    AgencyGroup,
    CitationView,
    DutyView,
    ItemView,
    NoteView,
    ReportingDutyView,
    TargetGroup,
    TargetView,
    TaskGroup,
    TaskSection,
    TaskView,
)
from reform.model import Catalogue
from reform.model.plan_rows import Agency, EditorialNote, Phase, Plan, Target, Task
from reform.model.shared_rows import ReformArea

_Place = tuple[str | None, str, str | None]
"""Phase, or else placement, and with aims of an area also the area."""


class PlanTables:
    """The live rows of one plan, and what they point to."""

    def __init__(self, plan: Plan, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._plan_id = plan.plan_id
        self.agencies: dict[str, Agency] = {row.agency_id: row for row in self.rows("agencies")}
        rows = sorted(self.rows("editorial_notes"), key=_order_of)
        self.all_notes = tuple(NoteView(number, note) for number, note in enumerate(rows, 1))
        self._notes: defaultdict[str | None, list[NoteView]] = defaultdict(list)
        for view in self.all_notes:
            self._notes[view.note.item_id].append(view)

    def rows(self, table: str) -> tuple[Any, ...]:
        """The rows of one table that are not withdrawn."""
        found = self.catalogue.grouped(table, "plan_id")[self._plan_id]
        return tuple(row for row in found if not getattr(row, "withdrawn", False))

    def notes(self, item_id: str | None = None) -> tuple[NoteView, ...]:
        """The notes on one item; on the document as a whole without an id."""
        return tuple(self._notes[item_id])

    def area(self, area_id: str | None) -> ReformArea | None:
        """A reform area by its id."""
        found: ReformArea | None = self.catalogue.find("reform_areas", "area_id", area_id)
        return found

    def linked(self, table: str, column: str, item_id: str, role: str) -> tuple[Agency, ...]:
        """The bodies with one role in a task or a duty."""
        links = self.catalogue.grouped(table, column)[item_id]
        found = (self.agencies.get(link.agency_id) for link in links if link.role == role)
        return tuple(agency for agency in found if agency)


def _order_of(note: EditorialNote) -> tuple[int, str]:
    return len(note.note_id), note.note_id


def items(tables: PlanTables, table: str, column: str) -> tuple[ItemView, ...]:
    """Rows that consist of a text: objectives, solutions, annexes."""
    return tuple(
        ItemView(short_id(getattr(row, column)), row, tables.notes(getattr(row, column)))
        for row in tables.rows(table)
    )


def target_groups(tables: PlanTables) -> Iterator[TargetGroup]:
    """Targets by phase in the order of time, then those that stand outside the phases."""
    children: defaultdict[str | None, list[Target]] = defaultdict(list)
    for target in tables.rows("targets"):
        children[target.parent_id].append(target)
    phases: dict[str, Phase] = {phase.phase_id: phase for phase in tables.rows("phases")}
    groups: defaultdict[_Place, list[TargetView]] = defaultdict(list)
    for target in children[None]:
        groups[_place(target)].append(_target_view(target, tables, children))
    order: list[_Place] = [(phase_id, "", None) for phase_id in phases]
    for key in (*order, *(key for key in groups if key[0] is None)):
        phase_id, placement, area_id = key
        if key in groups:
            parts = (short_id(phase_id or ""), placement.replace("_", "-"), area_id)
            yield TargetGroup(
                anchor="-".join(("chi-tieu", *filter(None, parts))),
                phase=phases[phase_id] if phase_id else None,
                placement=placement,
                area=tables.area(area_id),
                targets=tuple(groups[key]),
            )


def _place(target: Target) -> _Place:
    if target.phase_id:
        return target.phase_id, "", None
    area = (target.area or target.area_inferred) if target.placement == "area_aim" else None
    return None, target.placement, area


def _target_view(
    target: Target, tables: PlanTables, children: defaultdict[str | None, list[Target]]
) -> TargetView:
    return TargetView(
        anchor=short_id(target.target_id),
        target=target,
        area=tables.area(target.area or target.area_inferred),
        indicator=tables.catalogue.find("indicators", "indicator_id", target.indicator_id),
        notes=tables.notes(target.target_id),
        children=tuple(
            _target_view(child, tables, children) for child in children[target.target_id]
        ),
    )


def task_groups(tables: PlanTables) -> Iterator[TaskGroup]:
    """Tasks by area, in the order of the document."""
    by_area: defaultdict[str | None, list[Task]] = defaultdict(list)
    for task in tables.rows("tasks"):
        by_area[task.area or task.area_inferred].append(task)
    inside: defaultdict[str | None, list[Target]] = defaultdict(list)
    for target in tables.rows("targets"):
        inside[target.task_id].append(target)
    leads = _area_leads(tables)
    for area_id, tasks in by_area.items():
        sections = (
            TaskSection(heading, tuple(_task_view(task, tables, inside) for task in found))
            for heading, found in groupby(tasks, key=lambda task: task.heading)
        )
        yield TaskGroup(tables.area(area_id), tuple(sections), tuple(leads[area_id]))


def _task_view(
    task: Task, tables: PlanTables, inside: defaultdict[str | None, list[Target]]
) -> TaskView:
    return TaskView(
        anchor=short_id(task.task_id),
        task=task,
        lead=tables.linked("task_agencies", "task_id", task.task_id, "lead"),
        support=tables.linked("task_agencies", "task_id", task.task_id, "support"),
        targets=tuple(inside[task.task_id]),
        notes=tables.notes(task.task_id),
    )


def _area_leads(tables: PlanTables) -> defaultdict[str | None, list[Agency]]:
    """Area to the bodies whose duties say that they lead it."""
    leads: defaultdict[str | None, list[Agency]] = defaultdict(list)
    for duty in tables.rows("duties"):
        for link in tables.catalogue.grouped("duty_areas", "duty_id")[duty.duty_id]:
            for agency in tables.linked("duty_agencies", "duty_id", duty.duty_id, "lead"):
                if agency not in leads[link.area]:
                    leads[link.area].append(agency)
    return leads


def agency_groups(tables: PlanTables) -> Iterator[AgencyGroup]:
    """Every body with its duties; a duty of several bodies stands below the first of them."""
    own: defaultdict[str, list[DutyView]] = defaultdict(list)
    shared: defaultdict[str, list[DutyView]] = defaultdict(list)
    for view in _duty_views(tables):
        first, *others = dict.fromkeys(agency.agency_id for agency in view.bodies) or ("",)
        own[first].append(view)
        for agency_id in others:
            shared[agency_id].append(view)
    for agency_id, agency in tables.agencies.items():
        roles = [
            link.role for link in tables.catalogue.grouped("task_agencies", "agency_id")[agency_id]
        ]
        yield AgencyGroup(
            anchor=short_id(agency_id),
            agency=agency,
            role=tables.catalogue.find("agency_roles", "role_id", agency.role_id),
            duties=tuple(own[agency_id]),
            shared=tuple(shared[agency_id]),
            lead_count=roles.count("lead"),
            support_count=roles.count("support"),
            notes=tables.notes(agency_id),
        )
    if own[""]:
        yield AgencyGroup("khong-ro-co-quan", None, None, tuple(own[""]), (), 0, 0, ())


def _duty_views(tables: PlanTables) -> Iterable[DutyView]:
    for duty in tables.rows("duties"):
        areas = tables.catalogue.grouped("duty_areas", "duty_id")[duty.duty_id]
        lead, support, requested = (
            tables.linked("duty_agencies", "duty_id", duty.duty_id, role)
            for role in ("lead", "support", "requested")
        )
        yield DutyView(
            anchor=short_id(duty.duty_id),
            duty=duty,
            lead=lead,
            support=support,
            requested=requested,
            areas=tuple(area for found in areas if (area := tables.area(found.area))),
            notes=tables.notes(duty.duty_id),
        )


def reporting_duties(tables: PlanTables) -> Iterator[ReportingDutyView]:
    """Who reports what to whom, and when."""
    for row in tables.rows("reporting_duties"):
        yield ReportingDutyView(
            short_id(row.reporting_duty_id),
            row,
            tables.agencies.get(row.agency_id),
            tables.notes(row.reporting_duty_id),
        )


def citations(tables: PlanTables) -> Iterator[CitationView]:
    """Every place that cites a document."""
    for row in tables.rows("legal_basis"):
        document = tables.catalogue.find("legal_documents", "document_id", row.document_id)
        yield CitationView(short_id(row.basis_id), row, document, tables.notes(row.basis_id))
