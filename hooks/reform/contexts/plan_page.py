"""A plan: what it is, what it promises, who does what, on what ground."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from reform.addresses import short_id
from reform.contexts import plan_tables
from reform.contexts.pictures import Shares, Timeline, shares, timeline
from reform.contexts.plan_relations import (
    EarlierPlans,
    LaterPlans,
    earlier_plans,
    later_plans,
)
from reform.contexts.plan_tables import PlanTables
from reform.contexts.plan_views import (
    AgencyGroup,
    CitationView,
    ItemView,
    NoteView,
    ReportingDutyView,
    TargetGroup,
    TaskGroup,
    WithdrawnView,
)
from reform.contexts.responsibility_matrix import Matrix, matrix
from reform.contexts.said_once import SaidOnce, said_once
from reform.derivations import StatusCount, TaskState
from reform.model.periods import Period
from reform.model.plan_rows import Phase, Plan
from reform.model.shared_rows import LegalDocument, Unit
from reform.project import Project
from reform.subjects.commitments import Commitments, plan_commitments
from reform.subjects.plan_summaries import PlanSummary, plan_status_count, plan_summary
from reform.subjects.promises import Promise, plans_below, promises_above
from reform.subjects.standings import Standing, plan_standings
from reform.subjects.target_progress import TargetProgress, plan_progress, task_states


@dataclass(frozen=True)
class PlanPage:
    """Context of ``pages/plan.html.j2``."""

    plan: Plan
    unit: Unit
    successor: Unit | None
    """The commune that took over, where the plan's own ended."""
    siblings: tuple[PlanSummary, ...]
    """The other plans of the unit."""
    summary: PlanSummary
    earlier: EarlierPlans
    later: LaterPlans
    promulgation: LegalDocument | None
    """The decision with which the plan was issued, where there is one."""
    commitments: Commitments
    said_once: SaidOnce
    as_of: date
    elapsed_percent: int
    """How much of the plan's period has passed by the end of ``as_of``: 0 before it, 100 after."""
    timeline: Timeline
    shares: Shares
    matrix: Matrix
    phases: tuple[Phase, ...]
    objectives: tuple[ItemView, ...]
    requirements: tuple[ItemView, ...]
    texts: Mapping[str, tuple[ItemView, ...]]
    """Kind of item, by its table, to its items: for kinds that are shown line by line."""
    target_groups: tuple[TargetGroup, ...]
    target_count: int
    has_inferred: bool
    """Whether editors put some target or task under its area."""
    progress: Mapping[str, TargetProgress]
    """Target id to where it stands and why."""
    status_count: StatusCount
    task_states: Mapping[str, TaskState]
    """Task id to its state."""
    task_groups: tuple[TaskGroup, ...]
    task_count: int
    agency_groups: tuple[AgencyGroup, ...]
    reporting_duties: tuple[ReportingDutyView, ...]
    basis: tuple[CitationView, ...]
    """What the plan rests on: everything but what is only cited in the text."""
    citations: tuple[CitationView, ...]
    """Documents cited in the text."""
    notes: tuple[NoteView, ...]
    """All editorial notes of the plan, by the number under which items refer to them."""
    promises_above: Mapping[str, tuple[Promise, ...]]
    """Target id to what the province, or another unit above, promises on the same indicator."""
    units_below: Mapping[str, int]
    """Target id to how many communes, or other units below, promise on the same indicator."""
    standings: Mapping[str, Standing]
    """Id of a promise of rank to the published ranking that answers it."""
    withdrawn: tuple[WithdrawnView, ...]
    """What was withdrawn: its anchors stay, it is shown nowhere else."""


def plan_page(plan: Plan, project: Project) -> PlanPage:
    """Everything the page of a plan shows."""
    catalogue, as_of, plan_id = project.catalogue.live, project.as_of, plan.plan_id
    tables = PlanTables(plan, catalogue)
    unit = catalogue.unit(plan.unit_id)
    texts = plan_tables.texts(tables)
    objectives = texts["objectives"]
    citations = tuple(plan_tables.citations(tables))
    siblings = [row.plan_id for row in catalogue.plans_of(plan.unit_id)]
    targets = catalogue.targets_of(plan_id)
    target_groups = tuple(plan_tables.target_groups(tables))
    progress = plan_progress(plan_id, as_of, catalogue)
    return PlanPage(
        plan=plan,
        unit=unit,
        successor=catalogue.unit_if(unit.successor_unit_id),
        siblings=tuple(plan_summary(other, catalogue) for other in siblings if other != plan_id),
        summary=plan_summary(plan_id, catalogue),
        earlier=earlier_plans(plan, project.catalogue),
        later=later_plans(plan, catalogue),
        promulgation=catalogue.document_if(plan.promulgated_by),
        commitments=plan_commitments(plan_id, as_of, catalogue),
        said_once=said_once(target_groups, progress, catalogue.tasks_of(plan_id)),
        as_of=as_of,
        elapsed_percent=Period(plan.period_start, plan.period_end).elapsed_percent(as_of),
        timeline=timeline(plan, catalogue, as_of),
        shares=shares(targets, catalogue),
        matrix=matrix(plan, catalogue),
        phases=catalogue.phases_of(plan_id),
        objectives=_of_kind("objective", objectives),
        requirements=_of_kind("requirement", objectives),
        texts=texts,
        target_groups=target_groups,
        target_count=len(targets),
        has_inferred=any(row.any_area != row.area for row in targets)
        or any(row.any_area != row.area for row in catalogue.tasks_of(plan_id)),
        progress=progress,
        status_count=plan_status_count(plan_id, catalogue),
        task_states=task_states(plan_id, as_of, catalogue),
        task_groups=tuple(plan_tables.task_groups(tables)),
        task_count=len(catalogue.tasks_of(plan_id)),
        agency_groups=tuple(plan_tables.agency_groups(tables)),
        reporting_duties=tuple(plan_tables.reporting_duties(tables)),
        basis=tuple(view for view in citations if view.basis.role != "cited"),
        citations=tuple(view for view in citations if view.basis.role == "cited"),
        notes=tables.all_notes,
        promises_above=promises_above(plan_id, catalogue),
        units_below=plans_below(plan_id, catalogue),
        standings=plan_standings(plan_id, catalogue),
        withdrawn=tuple(
            WithdrawnView(
                short_id(item.item_id), project.schemas[item.table].descriptor["title"], item
            )
            for item in project.catalogue.withdrawn_of(plan_id)
        ),
    )


def _of_kind(kind: str, views: Iterable[ItemView]) -> tuple[ItemView, ...]:
    return tuple(view for view in views if getattr(view.item, "kind", "") == kind)
