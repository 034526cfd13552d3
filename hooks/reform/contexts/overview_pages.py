"""Pages over many plans: home, list of plans, a commune, legal documents, the data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from reform.derivations import count_statuses
from reform.model import Catalogue
from reform.model.derived_rows import Status
from reform.model.plan_rows import LegalBasis, Plan
from reform.model.shared_rows import Commune, FormerUnit, LegalDocument
from reform.sources.table_schemas import Schemas, TableSchema


@dataclass(frozen=True)
class PlanSummary:
    """A plan in a list."""

    plan: Plan
    commune: Commune
    successor: Commune | None
    """The commune in force today, where the plan's own ended."""
    target_count: int
    task_count: int
    standing: tuple[tuple[Status, int], ...]
    """Statuses that a reported figure gave, with how many targets stand there. What is overdue
    needs its reason beside it: it stands on the plan's page and on ``/tien-do/``."""

    @property
    def province_name(self) -> str:
        """The province of today."""
        return (self.successor or self.commune).province_name


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
class CommunePage:
    """Context of ``pages/commune.html.j2``."""

    commune: Commune
    plans: tuple[PlanSummary, ...]
    successor: Commune | None
    successor_plans: tuple[PlanSummary, ...]
    former_units: tuple[FormerUnit, ...]
    """The units merged into it on 2025-07-01."""
    inherited_plans: tuple[PlanSummary, ...]
    """Plans of the units merged into it."""


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


@dataclass(frozen=True)
class TableView:
    """A published table: its schema, how many rows, how many bytes."""

    schema: TableSchema
    row_count: int
    byte_count: int


@dataclass(frozen=True)
class DataPage:
    """Context of ``pages/data.html.j2``."""

    tables: tuple[TableView, ...]
    as_of: date


_TELLING = (Status.MET, Status.NOT_MET, Status.UNDER_WAY)


def summarize(plan: Plan, catalogue: Catalogue) -> PlanSummary:
    """A plan as lists show it."""
    commune = catalogue.commune(plan.commune_code)
    counted = count_statuses(catalogue.statuses_of(plan.plan_id)).by_status
    return PlanSummary(
        plan=plan,
        commune=commune,
        successor=catalogue.commune_if(commune.successor_code),
        target_count=len(catalogue.targets_of(plan.plan_id)),
        task_count=len(catalogue.tasks_of(plan.plan_id)),
        standing=tuple((status, counted[status]) for status in _TELLING if counted[status]),
    )


def summaries(plans: Iterable[Plan], catalogue: Catalogue) -> tuple[PlanSummary, ...]:
    """Plans as lists show them, the newest period first, then by commune code."""
    found = [summarize(plan, catalogue) for plan in plans]
    return tuple(
        sorted(found, key=lambda s: (-s.plan.period_end.toordinal(), s.commune.commune_code))
    )


def home_page(catalogue: Catalogue) -> HomePage:
    """What the site holds."""
    return HomePage(
        plans=summaries(catalogue.plans, catalogue),
        target_count=len(catalogue.targets),
        task_count=len(catalogue.tasks),
        document_count=len(catalogue.legal_documents),
    )


def plans_page(catalogue: Catalogue) -> PlansPage:
    """All plans."""
    return PlansPage(summaries(catalogue.plans, catalogue))


def commune_page(commune: Commune, catalogue: Catalogue) -> CommunePage:
    """A commune: its plans, where it came from or went."""
    plans_of = catalogue.plans_of
    successor = catalogue.commune_if(commune.successor_code)
    ended = catalogue.ended_into(commune.commune_code)
    return CommunePage(
        commune=commune,
        plans=summaries(plans_of(commune.commune_code), catalogue),
        successor=successor,
        successor_plans=summaries(plans_of(successor.commune_code), catalogue) if successor else (),
        former_units=catalogue.former_units_of(commune.commune_code),
        inherited_plans=summaries(
            (plan for unit in ended for plan in plans_of(unit.commune_code)), catalogue
        ),
    )


def documents_page(catalogue: Catalogue) -> DocumentsPage:
    """Every legal document with the plans that cite it, by type and then as they are published."""
    types = catalogue.labels("document_type")
    plans = {plan.plan_id: summarize(plan, catalogue) for plan in catalogue.plans}
    cited = catalogue.citations_of_document
    return DocumentsPage(
        tuple(
            DocumentView(document, tuple(_citations(cited(document.document_id), plans)))
            for document in sorted(
                catalogue.legal_documents, key=lambda row: types[row.type].position
            )
        )
    )


def _citations(rows: Iterable[LegalBasis], plans: Mapping[str, PlanSummary]) -> Iterable[Citation]:
    by_plan: dict[str, list[LegalBasis]] = {}
    for row in rows:
        by_plan.setdefault(row.plan_id, []).append(row)
    for plan_id, places in by_plan.items():
        yield Citation(plans[plan_id], tuple(places))


def data_page(
    catalogue: Catalogue, schemas: Schemas, sizes: Mapping[str, int], as_of: date
) -> DataPage:
    """All tables with their dictionary."""
    tables = (
        TableView(schema, len(catalogue.rows(name)), sizes[name])
        for name, schema in schemas.tables.items()
    )
    return DataPage(tuple(tables), as_of)
