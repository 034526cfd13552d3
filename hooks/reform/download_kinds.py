"""Every kind of file that machines read, declared in one place."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from pathlib import Path

from reform import addresses
from reform.contexts.overview_pages import provinces_listed
from reform.derivations import feed_events
from reform.downloads import Download, Job, data_jobs
from reform.loading.copies import WITH_COPIES
from reform.model import Catalogue
from reform.model.shared_rows import Unit
from reform.page_kinds import PAGE_ADDRESS, Ground
from reform.problems import DataError, Problem
from reform.rendering.calendar_feed import calendar_feed
from reform.rendering.moved_pages import moved_page
from reform.rendering.share_pictures import plan_picture, site_picture
from reform.search.gazetteer import named_places
from reform.search.others import guides, pages_across_plans, tables
from reform.search.publishing import search_files
from reform.sources.moved_addresses import read_moved_addresses
from reform.subjects.in_use import planning_units
from reform.subjects.plan_summaries import plan_summary


def _site_picture(ground: Ground) -> Iterator[Download]:
    yield Download(addresses.SITE_PICTURE, site_picture(ground.catalogue))


def _pictures(ground: Ground) -> Iterator[Job]:
    return (partial(_picture, plan.plan_id, ground.catalogue) for plan in ground.catalogue.plans)


def _picture(plan_id: str, catalogue: Catalogue) -> Iterator[Download]:
    summary = plan_summary(plan_id, catalogue)
    yield Download(addresses.plan_picture(plan_id), plan_picture(summary))


def _calendar_feeds(ground: Ground) -> Iterator[Job]:
    moved = read_moved_addresses(ground.project.layout.moved_addresses)
    units = planning_units(ground.catalogue)
    return (partial(_calendar_feed, unit, ground, moved) for unit in units)


def _calendar_feed(unit: Unit, ground: Ground, moved: Mapping[str, str]) -> Iterator[Download]:
    catalogue, as_of = ground.catalogue, ground.project.as_of
    plans = catalogue.plans_of(unit.unit_id)
    events = chain.from_iterable(feed_events(plan, catalogue, as_of) for plan in plans)
    stamp = ground.edition.folder_changed_on(unit.folder)
    content = calendar_feed(unit, events, catalogue, stamp)
    address = addresses.calendar_feed(unit)
    yield Download(address, content, stamp)
    # A calendar program follows no page: who subscribed at an old address gets it there.
    yield from (Download(old, content) for old, new in moved.items() if new == address)


def _moved_pages(ground: Ground) -> Iterator[Download]:
    moved = read_moved_addresses(ground.project.layout.moved_addresses)
    for old, new in moved.items():
        if old.endswith("/"):
            yield Download(f"{old}index.html", moved_page(old, new))


def _copies(ground: Ground) -> Iterator[Job]:
    names = {
        row.local_copy: row.sha256
        for table in WITH_COPIES
        for row in ground.catalogue.rows(table)
        if row.local_copy
    }
    folder = ground.project.layout.documents
    return (partial(_copy, folder / name, sha256) for name, sha256 in sorted(names.items()))


def _copy(path: Path, sha256: str) -> Iterator[Download]:
    """The copy that was checked; a file that changed since is not published."""
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise DataError((Problem(path.name, 0, "copy-missing", {"value": path.name}),))
    yield Download(addresses.document_copy(path.name), content)


def _search_index(ground: Ground) -> Iterator[Download]:
    project = ground.project
    others = (
        *pages_across_plans(project.word_lists["pages"], PAGE_ADDRESS),
        *tables(project.schemas),
        *guides(project.written_pages),
    )
    existing = {page.address for page in ground.pages}
    known = {unit.unit_id for unit in project.catalogue.units_with_page}
    places = named_places(project.register, provinces_listed(project), known)
    files = search_files(ground.catalogue, project.word_lists, others, existing, places)
    return (Download(*file) for file in files)


DOWNLOADS: tuple[Callable[[Ground], Iterable[Download]], ...] = (
    _search_index,
    _site_picture,
    _moved_pages,
)
"""What is made of all data at once; what takes longest comes first."""

DOWNLOADS_IN_PARTS: tuple[Callable[[Ground], Iterable[Job]], ...] = (
    _pictures,
    _calendar_feeds,
    _copies,
)
"""What is made plan by plan or unit by unit."""


def download_jobs(ground: Ground) -> Iterator[Job]:
    """Every download of the site, in jobs of which none needs another."""
    yield from (partial(made, ground) for made in DOWNLOADS)
    yield from data_jobs(ground.edition, ground.tables)
    for jobs in DOWNLOADS_IN_PARTS:
        yield from jobs(ground)
