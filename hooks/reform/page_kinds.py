"""Every kind of page, declared in one place: its name, its address, what fills it.

The name is that of its template below ``templates/pages`` and of its row in
``data/search/pages.csv``, which says how the menu and the search call it. Addresses for links, the
pages that are audited and those that are tested follow from this list.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain
from typing import Any

from reform import addresses
from reform.contexts import area_pages, overview_pages, ranking_pages, role_pages
from reform.contexts.calendar_page import calendar_page
from reform.contexts.codes_page import codes_page
from reform.contexts.data_page import data_page
from reform.contexts.home_page import home_page
from reform.contexts.indicator_pages import indicator_page, indicators_page, targets_page
from reform.contexts.plan_page import plan_page
from reform.contexts.plan_relations import withdrawn_plan_page
from reform.contexts.progress_page import progress_page
from reform.contexts.province_page import province_page
from reform.contexts.search_page import search_page
from reform.contexts.split_page import split_page
from reform.edition import Edition
from reform.model import Catalogue
from reform.project import Project
from reform.subjects.in_use import promised_indicators, used_areas, used_roles
from reform.subjects.plan_summaries import by_place


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
class Ground:
    """What pages and downloads are made from."""

    edition: Edition
    tables: Mapping[str, bytes]
    """Every published table as it is written."""

    @property
    def project(self) -> Project:
        """The data."""
        return self.edition.project

    @property
    def catalogue(self) -> Catalogue:
        """What people see: nothing withdrawn."""
        return self.project.catalogue.live

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every page, kind by kind."""
        return tuple(chain.from_iterable(kind.pages(self) for kind in PAGES))


@dataclass(frozen=True)
class PageKind:
    """A page that there is one of, or one for each of several things."""

    name: str
    address: str | None
    """None where there is a page for each of several things."""
    pages: Callable[[Ground], Iterable[Page]]


def _one(name: str, address: str, context: Callable[[Ground], Any]) -> PageKind:
    return PageKind(name, address, lambda g: [Page(address, name, partial(context, g))])


def _targets(ground: Ground) -> Iterator[Page]:
    context = partial(targets_page, catalogue=ground.catalogue)
    return _split(ground, addresses.TARGETS, "targets", context)


def _indicator(ground: Ground) -> Iterator[Page]:
    for row in promised_indicators(ground.catalogue):
        context = partial(indicator_page, row, ground.catalogue)
        address = addresses.indicator(row.indicator_id)
        yield Page(address, "indicator", context, source="data/indicators.yaml")


def _ranking(ground: Ground) -> Iterator[Page]:
    for row in ground.catalogue.rankings:
        context = partial(ranking_pages.ranking_page, row, ground.catalogue)
        yield Page(addresses.ranking(row.list_id), "ranking", context)


def _area(ground: Ground) -> Iterator[Page]:
    for row in used_areas(ground.catalogue):
        context = partial(area_pages.area_page, row, catalogue=ground.catalogue)
        yield from _split(ground, addresses.area(row.area_id), "area", context, row)


def _role(ground: Ground) -> Iterator[Page]:
    for row in used_roles(ground.catalogue):
        context = partial(role_pages.role_page, row, catalogue=ground.catalogue)
        yield from _split(ground, addresses.agency_role(row.role_id), "role", context, row)


def _split(
    ground: Ground, address: str, name: str, context: Callable[..., Any], about: Any = None
) -> Iterator[Page]:
    """A page that says something of every plan; with many plans it has parts by province."""
    plans = by_place(ground.catalogue)
    return (Page(*part) for part in split_page(address, name, context, plans, about))


def _unit(ground: Ground) -> Iterator[Page]:
    whole = ground.project.catalogue
    # A province of today has the page of all its units, which holds its own plans too.
    listed = {row.unit_id for row in overview_pages.provinces_listed(ground.project)}
    for row in (row for row in whole.units_with_page if row.unit_id not in listed):
        context = partial(overview_pages.unit_page, row, ground.project.as_of, whole)
        yield Page(addresses.unit(row), "unit", context)


def _province(ground: Ground) -> Iterator[Page]:
    for row in overview_pages.provinces_listed(ground.project):
        context = partial(province_page, row, ground.project)
        yield Page(addresses.province(row.folder), "province", context)


def _plan(ground: Ground) -> Iterator[Page]:
    for row in ground.catalogue.plans:
        address, image = addresses.plan(row, ground.catalogue), addresses.plan_picture(row.plan_id)
        context = partial(plan_page, row, ground.project)
        yield Page(address, "plan", context, source=row.path, image=image)


def _withdrawn(ground: Ground) -> Iterator[Page]:
    whole = ground.project.catalogue
    for row in (plan for plan in whole.plans if plan.withdrawn):
        context = partial(withdrawn_plan_page, row, whole)
        yield Page(addresses.plan(row, whole), "withdrawn", context, source=row.path)


PAGES = (
    _one("home", addresses.HOME, lambda g: home_page(g.project)),
    _one("plans", addresses.PLANS, lambda g: overview_pages.plans_page(g.project)),
    _one("documents", addresses.DOCUMENTS, lambda g: overview_pages.documents_page(g.catalogue)),
    _one("data", addresses.DATA, lambda g: data_page(g.edition, g.tables)),
    _one("codes", "du-lieu/ma/", lambda g: codes_page(g.project)),
    _one("indicators", addresses.INDICATORS, lambda g: indicators_page(g.catalogue)),
    _one("areas", addresses.AREAS, lambda g: area_pages.areas_page(g.catalogue)),
    _one("roles", addresses.AGENCIES, lambda g: role_pages.roles_page(g.catalogue)),
    _one("rankings", addresses.RANKINGS, lambda g: ranking_pages.rankings_page(g.catalogue)),
    PageKind("ranking", None, _ranking),
    PageKind("indicator", None, _indicator),
    PageKind("targets", addresses.TARGETS, _targets),
    PageKind("area", None, _area),
    PageKind("role", None, _role),
    _one("progress", "tien-do/", lambda g: progress_page(g.catalogue, g.project.as_of)),
    _one("calendar", addresses.CALENDAR, lambda g: calendar_page(g.catalogue, g.project.as_of)),
    _one("search", "tim-kiem/", lambda g: search_page(g.catalogue)),
    PageKind("province", None, _province),
    PageKind("unit", None, _unit),
    PageKind("plan", None, _plan),
    PageKind("withdrawn", None, _withdrawn),
    PageKind("guides", addresses.GUIDES, lambda _: ()),  # written by hand in content/
)
"""In the order of the site map."""

PAGE_ADDRESS: Mapping[str, str] = {
    kind.name: kind.address for kind in PAGES if kind.address is not None
}
"""Name of a page that there is one of to its address."""


@dataclass(frozen=True)
class MenuEntry:
    """A page in the menu."""

    title: str
    address: str
    is_secondary: bool
    """Whether it stands only in the menu of phones and in the footer."""


def menu(rows: Iterable[Mapping[str, str]]) -> tuple[MenuEntry, ...]:
    """The menu, by the rows of ``data/search/pages.csv`` that have a place in it."""
    listed = sorted((row for row in rows if row["menu"]), key=lambda row: int(row["menu_position"]))
    return tuple(
        MenuEntry(row["menu"], PAGE_ADDRESS[row["page"]], row["menu_is_secondary"] == "true")
        for row in listed
    )
