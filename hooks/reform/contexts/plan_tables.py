"""The rows of one plan, in the groups in which its page shows them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from reform.addresses import short_id
from reform.contexts.plan_views import (
    AgencyGroup,
    CitationView,
    DutyView,
    ItemView,
    NoteView,
    ReportingDutyView,
    StepView,
    TargetGroup,
    TargetView,
    TaskGroup,
    TaskSection,
    TaskView,
)
from reform.model import Catalogue
from reform.model.kinds import KINDS, Kind
from reform.model.part_rows import Part
from reform.model.periods import last_day
from reform.model.plan_rows import (
    Agency,
    EditorialNote,
    Plan,
    Target,
    Task,
)
from reform.model.shared_rows import ReformArea

_Place = tuple[str | None, str, str | None]
"""Phase, or else placement, and with aims of an area also the area."""


class PlanTables:
    """The rows of one plan, and what they point to."""

    def __init__(self, plan: Plan, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.plan_id = plan.plan_id
        self.agencies = {row.agency_id: row for row in catalogue.agencies_of(plan.plan_id)}
        rows = sorted(catalogue.notes_of(plan.plan_id), key=_order_of)
        self.all_notes = tuple(NoteView(number, note) for number, note in enumerate(rows, 1))
        self._notes: defaultdict[str | None, list[NoteView]] = defaultdict(list)
        for view in self.all_notes:
            self._notes[view.note.item_id].append(view)

    def notes(self, item_id: str | None = None) -> tuple[NoteView, ...]:
        """The notes on one item; on the document as a whole without an id."""
        return tuple(self._notes[item_id])

    def area(self, area_id: str | None) -> ReformArea | None:
        """A reform area by its id."""
        return self.catalogue.area_if(area_id)

    def bodies(self, links: Iterable[Part], role: str) -> tuple[Agency, ...]:
        """The bodies that have one role beside an item."""
        return self.catalogue.bodies(links, role)


def _order_of(note: EditorialNote) -> tuple[int, str]:
    return len(note.note_id), note.note_id


def texts(tables: PlanTables) -> Mapping[str, tuple[ItemView, ...]]:
    """Every kind of item, by its table, to its rows with their notes: no kind can be left out."""
    return {kind.table: tuple(_items(kind, tables)) for kind in KINDS}


def _items(kind: Kind, tables: PlanTables) -> Iterator[ItemView]:
    for row in tables.catalogue.rows_by(kind.table, "plan_id").get(tables.plan_id, ()):
        item_id = getattr(row, kind.key)
        yield ItemView(short_id(item_id), row, tables.notes(item_id))


def target_groups(tables: PlanTables) -> Iterator[TargetGroup]:
    """Targets by phase in the order of time, then those that stand outside the phases."""
    children: defaultdict[str | None, list[Target]] = defaultdict(list)
    for target in tables.catalogue.targets_of(tables.plan_id):
        children[target.parent_id].append(target)
    phases = {phase.phase_id: phase for phase in tables.catalogue.phases_of(tables.plan_id)}
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
    area = target.any_area if target.placement == "area_aim" else None
    return None, target.placement, area


def _target_view(
    target: Target, tables: PlanTables, children: defaultdict[str | None, list[Target]]
) -> TargetView:
    parts = tables.catalogue.bodies_of_target(target.target_id)
    standing = {row.period: row for row in tables.catalogue.step_statuses_of(target.target_id)}
    steps = sorted(tables.catalogue.steps_of(target.target_id), key=lambda s: last_day(s.period))
    return TargetView(
        anchor=short_id(target.target_id),
        target=target,
        area=tables.area(target.any_area),
        indicator=tables.catalogue.indicator_if(target.indicator_id),
        lead=tables.bodies(parts, "lead"),
        support=tables.bodies(parts, "support"),
        steps=tuple(StepView(step, standing[step.period]) for step in steps),
        notes=tables.notes(target.target_id),
        children=tuple(
            _target_view(child, tables, children) for child in children[target.target_id]
        ),
    )


def task_groups(tables: PlanTables) -> Iterator[TaskGroup]:
    """Tasks by area, in the order of the document."""
    by_area: defaultdict[str | None, list[Task]] = defaultdict(list)
    for task in tables.catalogue.tasks_of(tables.plan_id):
        by_area[task.any_area].append(task)
    inside: defaultdict[str | None, list[Target]] = defaultdict(list)
    for target in tables.catalogue.targets_of(tables.plan_id):
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
    links = tables.catalogue.bodies_of_task(task.task_id)
    return TaskView(
        anchor=short_id(task.task_id),
        task=task,
        lead=tables.bodies(links, "lead"),
        support=tables.bodies(links, "support"),
        targets=tuple(inside[task.task_id]),
        parts=tables.catalogue.parts_of_task(task.task_id),
        notes=tables.notes(task.task_id),
    )


def _area_leads(tables: PlanTables) -> defaultdict[str | None, list[Agency]]:
    """Area to the bodies whose duties say that they lead it."""
    leads: defaultdict[str | None, list[Agency]] = defaultdict(list)
    for duty in tables.catalogue.duties_of(tables.plan_id):
        links = tables.catalogue.bodies_of_duty(duty.duty_id)
        for link in tables.catalogue.areas_of_duty(duty.duty_id):
            for agency in tables.bodies(links, "lead"):
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
        roles = [link.role for link in tables.catalogue.task_parts_of(agency_id)]
        yield AgencyGroup(
            anchor=short_id(agency_id),
            agency=agency,
            role=tables.catalogue.agency_role(agency.role_id),
            duties=tuple(own[agency_id]),
            shared=tuple(shared[agency_id]),
            lead_count=roles.count("lead"),
            support_count=roles.count("support"),
            notes=tables.notes(agency_id),
        )
    if own[""]:
        yield AgencyGroup("khong-ro-co-quan", None, None, tuple(own[""]), (), 0, 0, ())


def _duty_views(tables: PlanTables) -> Iterable[DutyView]:
    for duty in tables.catalogue.duties_of(tables.plan_id):
        areas = tables.catalogue.areas_of_duty(duty.duty_id)
        links = tables.catalogue.bodies_of_duty(duty.duty_id)
        lead, support, requested = (
            tables.bodies(links, role) for role in ("lead", "support", "requested")
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
    for row in tables.catalogue.reporting_duties_of(tables.plan_id):
        parts = tables.catalogue.bodies_of_report(row.reporting_duty_id)
        yield ReportingDutyView(
            short_id(row.reporting_duty_id),
            row,
            tables.bodies(parts, "reporter"),
            tables.bodies(parts, "receiver"),
            tables.notes(row.reporting_duty_id),
        )


def citations(tables: PlanTables) -> Iterator[CitationView]:
    """Every place that cites a document."""
    for row in tables.catalogue.citations_of(tables.plan_id):
        document = tables.catalogue.document(row.document_id)
        yield CitationView(short_id(row.basis_id), row, document, tables.notes(row.basis_id))
