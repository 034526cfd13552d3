"""Pages over many plans: list of plans, a unit, legal documents."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reform.model import Catalogue
from reform.model.plan_rows import LegalBasis, Plan
from reform.model.shared_rows import FormerUnit, LegalDocument, Unit
from reform.project import Project
from reform.sources.units import RegisteredUnit
from reform.subjects.commitments import Commitments, plan_commitments
from reform.subjects.in_use import planning_units
from reform.subjects.plan_summaries import PlanSummary, latest_plan, newest_first, plan_summary


@dataclass(frozen=True)
class ProvinceCount:
    """A province in the list."""

    province: RegisteredUnit
    unit_count: int
    """Communes in force."""
    planned_count: int
    """Those of them that have a plan here."""


@dataclass(frozen=True)
class PlansPage:
    """Context of ``pages/plans.html.j2``."""

    plans: tuple[PlanSummary, ...]
    provinces: tuple[ProvinceCount, ...]
    """Those that have a page of their units."""


@dataclass(frozen=True)
class UnitPage:
    """Context of ``pages/unit.html.j2``."""

    unit: Unit
    plans: tuple[PlanSummary, ...]
    withdrawn: tuple[Plan, ...]
    """Plans that were withdrawn; their pages say so."""
    successor: Unit | None
    successor_plans: tuple[PlanSummary, ...]
    former_units: tuple[FormerUnit, ...]
    """The units merged into it on 2025-07-01."""
    inherited_plans: tuple[PlanSummary, ...]
    """Plans of the units merged into it."""
    commitments: Commitments | None
    """What its latest plan commits to; None where it has no plan."""


@dataclass(frozen=True)
class Citation:
    """A plan that cites a document, and where."""

    summary: PlanSummary
    places: tuple[LegalBasis, ...]


@dataclass(frozen=True)
class DocumentView:
    """A legal document and the plans that cite it."""

    document: LegalDocument
    citations: tuple[Citation, ...]

    @property
    def place_count(self) -> int:
        """In how many places of all plans it is cited."""
        return sum(len(citation.places) for citation in self.citations)


@dataclass(frozen=True)
class DocumentsPage:
    """Context of ``pages/documents.html.j2``."""

    documents: tuple[DocumentView, ...]


def plans_page(project: Project) -> PlansPage:
    """All plans, and where every unit is listed."""
    catalogue = project.catalogue.live
    planned = Counter(row.province_code for row in planning_units(catalogue) if _is_listed(row))
    return PlansPage(
        newest_first(catalogue.plans, catalogue),
        tuple(
            ProvinceCount(row, len(project.register.communes_in(row.code)), planned[row.code])
            for row in provinces_listed(project)
        ),
    )


def _is_listed(row: Unit) -> bool:
    return row.level == "commune" and row.valid_to is None


def provinces_listed(project: Project) -> tuple[RegisteredUnit, ...]:
    """The provinces of today, each of which has a page; in a demo only those it invents."""
    found = (u for u in project.register.units.values() if u.level == "province")
    used = {row.province_code for row in project.catalogue.units}
    wanted = (u for u in found if not u.is_former and (not project.is_demo or u.code in used))
    return tuple(sorted(wanted, key=lambda u: u.code))


def unit_page(unit: Unit, as_of: date, whole: Catalogue) -> UnitPage:
    """A unit: its plans, where it came from or went; ``whole`` holds what was withdrawn, too."""
    catalogue = whole.live
    plans_of = catalogue.plans_of
    successor = catalogue.unit_if(unit.successor_unit_id)
    ended = catalogue.ended_into(unit.unit_id)
    return UnitPage(
        unit=unit,
        plans=newest_first(plans_of(unit.unit_id), catalogue),
        withdrawn=tuple(plan for plan in whole.plans_of(unit.unit_id) if plan.withdrawn),
        successor=successor,
        successor_plans=newest_first(plans_of(successor.unit_id), catalogue) if successor else (),
        former_units=catalogue.former_units_of(unit.unit_id),
        inherited_plans=newest_first(
            (plan for unit in ended for plan in plans_of(unit.unit_id)), catalogue
        ),
        commitments=_commitments(unit.unit_id, as_of, catalogue),
    )


def _commitments(unit_id: str, as_of: date, catalogue: Catalogue) -> Commitments | None:
    if not catalogue.plans_of(unit_id):
        return None
    return plan_commitments(latest_plan(unit_id, catalogue).plan.plan_id, as_of, catalogue)


def documents_page(catalogue: Catalogue) -> DocumentsPage:
    """Every legal document with the plans that cite it, by type and then as they are published."""
    types = catalogue.labels("document_type")
    cited = catalogue.citations_of_document
    return DocumentsPage(
        tuple(
            DocumentView(document, tuple(_citations(cited(document.document_id), catalogue)))
            for document in sorted(
                catalogue.legal_documents, key=lambda row: types[row.type].position
            )
        )
    )


def _citations(rows: Iterable[LegalBasis], catalogue: Catalogue) -> Iterable[Citation]:
    by_plan: dict[str, list[LegalBasis]] = {}
    for row in rows:
        by_plan.setdefault(row.plan_id, []).append(row)
    for plan_id, places in by_plan.items():
        yield Citation(plan_summary(plan_id, catalogue), tuple(places))
