"""The page of search: its answers come in the browser, its lists without."""

from dataclasses import dataclass

from reform.model import Catalogue
from reform.subjects.in_use import planning_units


@dataclass(frozen=True)
class SearchPage:
    """Context of ``pages/search.html.j2``."""

    plan_count: int
    commune_count: int
    """Communes that have a plan."""


def search_page(catalogue: Catalogue) -> SearchPage:
    """How much there is to search."""
    return SearchPage(len(catalogue.plans), len(planning_units(catalogue)))
