"""The whole site as files: every page and every download, whatever shell writes them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from itertools import chain
from typing import Any

from reform import addresses
from reform.contexts import area_pages, indicator_pages, overview_pages, ranking_pages, role_pages
from reform.contexts.calendar_page import calendar_page
from reform.contexts.plan_page import plan_page
from reform.contexts.progress_page import progress_page
from reform.contexts.search_page import search_page
from reform.contexts.split_page import split_page
from reform.derivations import feed_events
from reform.downloads import package_descriptor, plan_json, published_tables
from reform.model import Catalogue
from reform.project import Project
from reform.rendering.calendar_feed import calendar_feed
from reform.rendering.pages import RenderedPage, render_page
from reform.rendering.share_pictures import plan_picture, site_picture
from reform.search.others import guides, pages_across_plans, tables
from reform.search.publishing import search_files
from reform.source_state import SourceState
from reform.subjects.in_use import planning_units, promised_indicators, used_areas, used_roles
from reform.subjects.plan_summaries import by_place, plan_summary


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
    image: str = addresses.SITE_PICTURE
    """The picture that goes with a shared link."""


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
        live = self.project.catalogue.live
        return render_page(page.template, page.context(), page.address, live)

    def one_of_each(self) -> tuple[Page, ...]:
        """The first page of every template: what looks at each kind of page takes these."""
        return tuple({page.template: page for page in reversed(self.pages)}.values())[::-1]


def build_site(project: Project, source: SourceState = SourceState()) -> Site:  # noqa: B008 - frozen
    """Everything the site consists of, for one checked project and what it was made from."""
    catalogue, schemas = project.catalogue.live, project.schemas
    contents = published_tables(project.catalogue, schemas)
    sizes = {name: len(content) for name, content in contents.items()}
    downloads = [Download(addresses.table_csv(name), content) for name, content in contents.items()]
    made_from = {**asdict(source), "as_of": project.as_of.isoformat()}
    descriptor = package_descriptor(schemas, contents, made_from, is_demo=project.is_demo)
    downloads.append(Download(addresses.DATA_PACKAGE, descriptor))
    downloads.extend(
        Download(addresses.plan_json(plan.plan_id), plan_json(plan, project.catalogue, schemas))
        for plan in project.catalogue.plans
    )
    downloads.extend(_pictures(project))
    downloads.extend(_calendar_feeds(project))
    pages = [
        Page(addresses.HOME, "home", lambda: overview_pages.home_page(catalogue)),
        Page(addresses.PLANS, "plans", lambda: overview_pages.plans_page(catalogue)),
        Page(addresses.DOCUMENTS, "documents", lambda: overview_pages.documents_page(catalogue)),
        Page(
            addresses.DATA,
            "data",
            lambda: overview_pages.data_page(catalogue, schemas, sizes, project.as_of),
        ),
        *_overview_pages(project),
        Page(addresses.PROGRESS, "progress", lambda: progress_page(catalogue, project.as_of)),
        Page(addresses.CALENDAR, "calendar", lambda: calendar_page(catalogue, project.as_of)),
        Page(addresses.SEARCH, "search", lambda: search_page(catalogue)),
        *_unit_pages(project),
        *_plan_pages(project),
    ]
    downloads.extend(_search_index(project, pages))
    return Site(project, tuple(pages), tuple(downloads))


def _search_index(project: Project, pages: Iterable[Page]) -> Iterator[Download]:
    existing = {page.address for page in pages}
    others = (
        *pages_across_plans(project.word_lists["pages"], existing),
        *tables(project.schemas),
        *guides(project.layout.root / "content"),
    )
    files = search_files(project.catalogue.live, project.word_lists, others, existing)
    return (Download(*file) for file in files)


def _pictures(project: Project) -> Iterator[Download]:
    catalogue = project.catalogue.live
    yield Download(addresses.SITE_PICTURE, site_picture(catalogue))
    for plan in catalogue.plans:
        summary = plan_summary(plan.plan_id, catalogue)
        yield Download(addresses.plan_picture(plan.plan_id), plan_picture(summary))


def _calendar_feeds(project: Project) -> Iterator[Download]:
    catalogue = project.catalogue.live
    for commune in planning_units(catalogue):
        plans = catalogue.plans_of(commune.unit_id)
        events = chain.from_iterable(feed_events(plan, catalogue, project.as_of) for plan in plans)
        content = calendar_feed(commune, events, catalogue, project.as_of)
        yield Download(addresses.calendar_feed(commune), content)


def _overview_pages(project: Project) -> Iterator[Page]:
    """The pages across plans. Those of an indicator, an area or a role exist where it is used."""
    catalogue = project.catalogue.live
    lists: Mapping[str, tuple[str, Callable[..., Any]]] = {
        addresses.INDICATORS: ("indicators", indicator_pages.indicators_page),
        addresses.AREAS: ("areas", area_pages.areas_page),
        addresses.AGENCIES: ("roles", role_pages.roles_page),
    }
    for address, (template, context) in lists.items():
        yield Page(address, template, partial(context, catalogue))
    yield Page(addresses.RANKINGS, "rankings", partial(ranking_pages.rankings_page, catalogue))
    for ranking in catalogue.rankings:
        context = partial(ranking_pages.ranking_page, ranking, catalogue)
        yield Page(addresses.ranking(ranking.list_id), "ranking", context)
    for indicator in promised_indicators(catalogue):
        address = addresses.indicator(indicator.indicator_id)
        context = partial(indicator_pages.indicator_page, indicator, catalogue)
        yield Page(address, "indicator", context, source="data/indicators.yaml")
    for address, template, context in _pages_by_place(catalogue):
        yield Page(address, template, context)


def _pages_by_place(catalogue: Catalogue) -> Iterator[tuple[str, str, Callable[[], Any]]]:
    """Pages that say something of every plan; with many plans each has parts by province."""
    everywhere = by_place(catalogue)
    targets = partial(indicator_pages.targets_page, catalogue=catalogue)
    yield from split_page(addresses.TARGETS, "targets", targets, everywhere)
    for area in used_areas(catalogue):
        of_area = partial(area_pages.area_page, area, catalogue=catalogue)
        yield from split_page(addresses.area(area.area_id), "area", of_area, everywhere, area)
    for role in used_roles(catalogue):
        of_role = partial(role_pages.role_page, role, catalogue=catalogue)
        address = addresses.agency_role(role.role_id)
        yield from split_page(address, "role", of_role, everywhere, role)


def _unit_pages(project: Project) -> Iterator[Page]:
    catalogue = project.catalogue.live
    for row in catalogue.units_with_page:
        yield Page(
            addresses.unit(row),
            "unit",
            lambda row=row: overview_pages.unit_page(row, catalogue),  # type: ignore[misc]
        )


def _plan_pages(project: Project) -> Iterator[Page]:
    catalogue = project.catalogue.live
    for row in catalogue.plans:
        yield Page(
            addresses.plan(row, catalogue),
            "plan",
            lambda row=row: plan_page(row, project),  # type: ignore[misc]
            source=row.path,
            image=addresses.plan_picture(row.plan_id),
        )
