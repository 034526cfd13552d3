"""Pages over many plans: home, list of plans, a unit, legal documents."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reform.model import Catalogue
from reform.model.plan_rows import LegalBasis, Plan
from reform.model.shared_rows import FormerUnit, LegalDocument, Unit
from reform.subjects.commitments import Commitments, plan_commitments
from reform.subjects.plan_summaries import PlanSummary, latest_plan, newest_first, plan_summary


@dataclass(frozen=True)
class HomePage:
    """Context of ``pages/home.html.j2``."""

    plans: tuple[PlanSummary, ...]
    target_count: int
    task_count: int
    document_count: int


@dataclass(frozen=True)
class PlansPage:
    """Context of ``pages/plans.html.j2``."""

    plans: tuple[PlanSummary, ...]


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


def home_page(catalogue: Catalogue) -> HomePage:
    """What the site holds."""
    return HomePage(
        plans=newest_first(catalogue.plans, catalogue),
        target_count=len(catalogue.targets),
        task_count=len(catalogue.tasks),
        document_count=len(catalogue.legal_documents),
    )


def plans_page(catalogue: Catalogue) -> PlansPage:
    """All plans."""
    return PlansPage(newest_first(catalogue.plans, catalogue))


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
