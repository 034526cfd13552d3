"""The page of all codes that editors type: short lists whole, long ones where they are."""

from collections.abc import Mapping
from dataclasses import dataclass

from reform.contexts.overview_pages import provinces_listed
from reform.loading.code_list import CodeEntry, code_entries
from reform.project import Project
from reform.sources.table_schemas import Schemas
from reform.sources.units import RegisteredUnit

_ELSEWHERE = ("legal_documents",)
"""Lists that grow with the plans: they have pages of their own, which show the codes."""


@dataclass(frozen=True)
class CodesPage:
    """Context of ``pages/codes.html.j2``."""

    entries: tuple[CodeEntry, ...]
    list_titles: Mapping[str, str]
    """Name of a list to what people call it."""
    provinces: tuple[RegisteredUnit, ...]
    """Each leads to the page of its communes, with their codes."""


def codes_page(project: Project) -> CodesPage:
    """Every code but those of communes and of documents."""
    entries = tuple(e for e in code_entries(project.layout) if e.kind not in _ELSEWHERE)
    return CodesPage(entries, _titles(project.schemas), tuple(provinces_listed(project)))


def _titles(schemas: Schemas) -> Mapping[str, str]:
    """A table's own title; for a list of codes those of the columns that hold them."""
    found: dict[str, str] = {name: str(t.descriptor["title"]) for name, t in schemas.tables.items()}
    columns: dict[str, dict[str, None]] = {}
    for table in schemas.tables.values():
        for field in table.fields:
            if field.codes:
                columns.setdefault(f"codes:{field.codes}", {})[field.descriptor["title"]] = None
    return {**found, **{name: " / ".join(titles) for name, titles in columns.items()}}
