"""The first page: the question, promises as plans make them, what is new, what is due next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from reform.contexts.calendar_page import DueDay, calendar_page
from reform.contexts.overview_pages import provinces_listed
from reform.model import Catalogue
from reform.model.shared_rows import Indicator, Observation
from reform.project import Project
from reform.subjects.commitments import CommitmentLine, Commitments, plan_commitments
from reform.subjects.in_use import promised_indicators
from reform.subjects.plan_summaries import PlanSummary, latest_plan, newest_first

QUOTED = 3
NEW_AT_MOST = 5


@dataclass(frozen=True)
class Quoted:
    """A promise as an example: the first line of a plan's summary."""

    commitments: Commitments
    line: CommitmentLine


@dataclass(frozen=True)
class NewFigure:
    """A figure that was entered lately."""

    observation: Observation
    indicator: Indicator
    summary: PlanSummary
    """The latest plan of the unit that reported it."""


@dataclass(frozen=True)
class HomePage:
    """Context of ``pages/home.html.j2``."""

    as_of: date
    province_count: int
    quoted: tuple[Quoted, ...]
    has_figures: bool
    """Whether any unit reported anything."""
    new_figures: tuple[NewFigure, ...]
    """What was entered last, the newest first."""
    new_plans: tuple[PlanSummary, ...]
    """What was issued last, of the plans that say when."""
    due: DueDay | None
    """The next day on which something falls due."""
    plans: tuple[PlanSummary, ...]
    target_count: int
    task_count: int
    document_count: int


def home_page(project: Project) -> HomePage:
    """What the site holds, and where to begin."""
    catalogue, as_of = project.catalogue.live, project.as_of
    plans = newest_first(catalogue.plans, catalogue)
    months = calendar_page(catalogue, as_of).months
    dated = sorted(plans, key=lambda s: (s.plan.issued_on or "", s.plan.plan_id), reverse=True)
    return HomePage(
        as_of=as_of,
        province_count=len(provinces_listed(project)),
        quoted=tuple(islice(_quoted(plans, as_of, catalogue), QUOTED)),
        has_figures=bool(catalogue.observations),
        new_figures=tuple(islice(_new_figures(catalogue), NEW_AT_MOST)),
        new_plans=tuple(s for s in dated if s.plan.issued_on)[:QUOTED],
        due=months[0].days[0] if months else None,
        plans=plans,
        target_count=len(catalogue.targets),
        task_count=len(catalogue.tasks),
        document_count=len(catalogue.legal_documents),
    )


def _quoted(plans: tuple[PlanSummary, ...], as_of: date, catalogue: Catalogue) -> Iterator[Quoted]:
    """One promise of each unit, on another theme each time where there is another."""
    units: set[str] = set()
    themes: set[str | None] = set()
    for summary in plans:
        if summary.unit.unit_id in units or summary.successor:
            continue
        view = plan_commitments(summary.plan.plan_id, as_of, catalogue)
        groups = [g for g in view.groups if g.theme]
        new = [g for g in groups if g.theme and g.theme.code not in themes]
        for group in (new or groups)[:1]:
            units.add(summary.unit.unit_id)
            themes.add(group.theme.code if group.theme else None)
            yield Quoted(view, group.lines[0])


def _new_figures(catalogue: Catalogue) -> Iterator[NewFigure]:
    shown = {row.indicator_id: row for row in promised_indicators(catalogue)}
    replaced = {row.supersedes for row in catalogue.observations}
    rows = sorted(
        catalogue.observations, key=lambda r: (r.entered_on, r.observation_id), reverse=True
    )
    for row in rows:
        indicator = shown.get(row.indicator_id or "")
        if indicator and row.value is not None and row.observation_id not in replaced:
            yield NewFigure(row, indicator, latest_plan(row.unit_id, catalogue))
