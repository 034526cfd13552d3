"""Every kind of file that machines read, declared in one place."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from reform import addresses
from reform.derivations import feed_events
from reform.downloads import DATA_FILES
from reform.downloads.file_index import file_index
from reform.page_kinds import PAGE_ADDRESS, Ground
from reform.rendering.calendar_feed import calendar_feed
from reform.rendering.moved_pages import moved_page
from reform.rendering.share_pictures import plan_picture, site_picture
from reform.search.others import guides, pages_across_plans, tables
from reform.search.publishing import search_files
from reform.sources.moved_addresses import read_moved_addresses
from reform.subjects.in_use import planning_units
from reform.subjects.plan_summaries import plan_summary


@dataclass(frozen=True)
class Download:
    """One file that machines read."""

    address: str
    content: bytes
    modified: date | None = None
    """The day on which what it says changed last; None for what is no data."""


def _data(ground: Ground) -> Iterator[Download]:
    made = chain.from_iterable(files(ground.edition, ground.tables) for files in DATA_FILES)
    return (Download(file.address, file.content, file.modified) for file in made)


def _pictures(ground: Ground) -> Iterator[Download]:
    catalogue = ground.catalogue
    yield Download(addresses.SITE_PICTURE, site_picture(catalogue))
    for plan in catalogue.plans:
        summary = plan_summary(plan.plan_id, catalogue)
        yield Download(addresses.plan_picture(plan.plan_id), plan_picture(summary))


def _calendar_feeds(ground: Ground) -> Iterator[Download]:
    catalogue, as_of = ground.catalogue, ground.project.as_of
    moved = read_moved_addresses(ground.project.layout.moved_addresses)
    for unit in planning_units(catalogue):
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


def _search_index(ground: Ground) -> Iterator[Download]:
    project = ground.project
    others = (
        *pages_across_plans(project.word_lists["pages"], PAGE_ADDRESS),
        *tables(project.schemas),
        *guides(project.layout.root / "content"),
    )
    existing = {page.address for page in ground.pages}
    files = search_files(ground.catalogue, project.word_lists, others, existing)
    return (Download(*file) for file in files)


def listed(downloads: Iterable[Download], ground: Ground) -> Iterator[Download]:
    """The list of what machines read, made of the files themselves."""
    files = ((d.address, d.content, d.modified) for d in downloads if d.modified)
    yield Download(addresses.DATA_INDEX, file_index(files, ground.edition))


DOWNLOADS: tuple[Callable[[Ground], Iterable[Download]], ...] = (
    _data,
    _pictures,
    _calendar_feeds,
    _moved_pages,
    _search_index,
)
