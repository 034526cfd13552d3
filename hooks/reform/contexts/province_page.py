"""A province: every unit in it today, with or without a plan, and what it was formed from."""

from collections.abc import Iterator
from dataclasses import dataclass

from reform import addresses
from reform.contexts.overview_pages import UnitPage, unit_page
from reform.model import Catalogue
from reform.model.shared_rows import Ranking, ReferenceObservation
from reform.project import Project
from reform.sources.units import RegisteredUnit, UnitRegister
from reform.subjects.plan_summaries import PlanSummary, newest_first


@dataclass(frozen=True)
class PublishedRank:
    """A place in a list that others published."""

    ranking: Ranking
    row: ReferenceObservation


@dataclass(frozen=True)
class UnitLine:
    """One unit of a province."""

    unit: RegisteredUnit
    former: tuple[RegisteredUnit, ...]
    """The units that went into it, whole or in part, other than its own earlier form."""
    plans: tuple[PlanSummary, ...]
    """Its plans on this site; none says nothing about whether it has one."""
    address: str | None
    """Its own page; None where the line is its place."""
    ranks: tuple[PublishedRank, ...]


@dataclass(frozen=True)
class ProvincePage:
    """Context of ``pages/province.html.j2``."""

    province: RegisteredUnit
    lines: tuple[UnitLine, ...]
    """Every unit in force, by name."""
    planned: tuple[UnitLine, ...]
    """Those that have a plan here."""
    elsewhere: tuple[PlanSummary, ...]
    """Plans of communes elsewhere, where the province has none."""
    own: UnitPage | None
    """The plans of the province itself, where it has some."""


def province_page(province: RegisteredUnit, project: Project) -> ProvincePage:
    """Everything the page of a province shows."""
    catalogue = project.catalogue.live
    lines = tuple(_lines(province, project.register, catalogue))
    planned = tuple(line for line in lines if line.plans)
    own = catalogue.unit_if(province.unit_id)
    others = () if planned else newest_first(catalogue.plans, catalogue)
    return ProvincePage(
        province=province,
        lines=lines,
        planned=planned,
        elsewhere=tuple(s for s in others if s.unit.level == "commune" and not s.successor)[:5],
        own=unit_page(own, project.as_of, project.catalogue)
        if own and catalogue.plans_of(own.unit_id)
        else None,
    )


def _lines(
    province: RegisteredUnit, register: UnitRegister, catalogue: Catalogue
) -> Iterator[UnitLine]:
    for unit in register.communes_in(province.code):
        row = catalogue.unit_if(unit.unit_id)
        yield UnitLine(
            unit=unit,
            former=tuple(u for u in register.predecessors(unit.unit_id) if u.name != unit.name),
            plans=newest_first(catalogue.plans_of(unit.unit_id), catalogue),
            address=addresses.unit(row) if row else None,
            ranks=tuple(_ranks(unit.unit_id, catalogue)),
        )


def _ranks(unit_id: str, catalogue: Catalogue) -> Iterator[PublishedRank]:
    for row in catalogue.references_to(unit_id):
        ranking = catalogue.ranking_if(row.list_id)
        if ranking and row.rank is not None:
            yield PublishedRank(ranking, row)
