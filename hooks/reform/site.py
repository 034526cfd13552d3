"""The whole site as files: every page and every download, whatever shell writes them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from reform import addresses
from reform.contexts import overview_pages
from reform.contexts.plan_page import plan_page
from reform.contexts.search_page import search_page
from reform.downloads import package_descriptor, plan_json, published_tables
from reform.project import Project
from reform.rendering.pages import RenderedPage, render_page
from reform.search.publishing import search_files


@dataclass(frozen=True)
class Page:
    """One page: where it is, what it is called, what fills it."""

    address: str
    template: str
    """Name of the template below ``templates/pages``, without its ending."""
    context: Callable[[], Any]
    """Makes the template's context when the page is rendered."""
    source: str = ""
    """The data file behind the page, from the project's root; empty where there is not one."""


@dataclass(frozen=True)
class Download:
    """One file that machines read."""

    address: str
    content: bytes


@dataclass(frozen=True)
class Site:
    """All there is to write."""

    project: Project
    pages: tuple[Page, ...]
    downloads: tuple[Download, ...]

    def render(self, page: Page) -> RenderedPage:
        """The title, description and HTML of one page."""
        return render_page(page.template, page.context(), page.address, self.project.catalogue)


def build_site(project: Project) -> Site:
    """Everything the site consists of, for one checked project."""
    catalogue, schemas = project.catalogue, project.schemas
    tables = published_tables(catalogue, schemas)
    sizes = {name: len(content) for name, content in tables.items()}
    downloads = [Download(addresses.table_csv(name), content) for name, content in tables.items()]
    downloads.append(
        Download(
            addresses.DATA_PACKAGE, package_descriptor(schemas, tables, is_demo=project.is_demo)
        )
    )
    downloads.extend(
        Download(addresses.plan_json(plan.plan_id), plan_json(plan, catalogue, schemas))
        for plan in catalogue.plans
    )
    word_lists = project.layout.vocabulary / "search"
    downloads.extend(Download(*file) for file in search_files(catalogue, word_lists))
    pages = [
        Page(addresses.HOME, "home", lambda: overview_pages.home_page(catalogue)),
        Page(addresses.PLANS, "plans", lambda: overview_pages.plans_page(catalogue)),
        Page(addresses.DOCUMENTS, "documents", lambda: overview_pages.documents_page(catalogue)),
        Page(
            addresses.DATA,
            "data",
            lambda: overview_pages.data_page(catalogue, schemas, sizes, project.as_of),
        ),
        Page(addresses.SEARCH, "search", lambda: search_page(catalogue)),
        *_commune_pages(project),
        *_plan_pages(project),
    ]
    return Site(project, tuple(pages), tuple(downloads))


def _commune_pages(project: Project) -> Iterator[Page]:
    for row in project.catalogue.communes:
        yield Page(
            addresses.commune(row),
            "commune",
            lambda row=row: overview_pages.commune_page(row, project.catalogue),  # type: ignore[misc]
        )


def _plan_pages(project: Project) -> Iterator[Page]:
    for row in project.catalogue.plans:
        yield Page(
            addresses.plan(row, project.catalogue),
            "plan",
            lambda row=row: plan_page(row, project.catalogue, project.as_of),  # type: ignore[misc]
            source=row.path,
        )
