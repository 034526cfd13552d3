"""Every kind of file that machines read, declared in one place."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from itertools import chain
from pathlib import Path

from reform import addresses
from reform.contexts.overview_pages import provinces_listed
from reform.derivations import CalendarEvent, feed_events
from reform.downloads import Download, Piece, data_pieces
from reform.loading.copies import WITH_COPIES
from reform.model import Catalogue
from reform.model.shared_rows import Unit
from reform.page_kinds import PAGE_ADDRESS, Ground
from reform.problems import DataError, Problem
from reform.rendering.calendar_feed import calendar_feed
from reform.rendering.moved_pages import moved_page
from reform.rendering.share_pictures import plan_picture, site_picture
from reform.search.collecting import collect
from reform.search.gazetteer import NamedPlace, named_places
from reform.search.others import guides, pages_across_plans, tables
from reform.search.publishing import files_of
from reform.search.records import Collection
from reform.sources.moved_addresses import read_moved_addresses
from reform.sources.word_lists import WordLists
from reform.subjects.in_use import planning_units
from reform.subjects.plan_summaries import PlanSummary, plan_summary


def _site_picture(ground: Ground) -> Iterator[Download]:
    yield Download(addresses.SITE_PICTURE, site_picture(ground.catalogue))


def _pictures(ground: Ground) -> Iterator[Piece]:
    for plan in ground.catalogue.plans:
        summary = partial(plan_summary, plan.plan_id, ground.catalogue)
        yield Piece(partial(_picture, summary), summary)


def _picture(summary: Callable[[], PlanSummary]) -> Iterator[Download]:
    found = summary()
    yield Download(addresses.plan_picture(found.plan.plan_id), plan_picture(found))


@dataclass(frozen=True)
class _Feed:
    """What a unit's calendar follows from."""

    unit: Unit
    events: tuple[CalendarEvent, ...]
    stamp: date
    addresses: tuple[str, ...]
    """Where it lies: who subscribed at an old address gets it there, for no program follows a page.
    """


def _calendar_feeds(ground: Ground) -> Iterator[Piece]:
    moved = read_moved_addresses(ground.project.layout.moved_addresses)
    for unit in planning_units(ground.catalogue):
        feed = partial(_feed, unit, ground, moved)
        yield Piece(partial(_calendar_feed, feed, ground.catalogue), feed)


def _feed(unit: Unit, ground: Ground, moved: Mapping[str, str]) -> _Feed:
    catalogue, as_of = ground.catalogue, ground.project.as_of
    plans = catalogue.plans_of(unit.unit_id)
    events = chain.from_iterable(feed_events(plan, catalogue, as_of) for plan in plans)
    address = addresses.calendar_feed(unit)
    former = (old for old, new in moved.items() if new == address)
    stamp = ground.edition.folder_changed_on(unit.folder)
    return _Feed(unit, tuple(events), stamp, (address, *former))


def _calendar_feed(feed: Callable[[], _Feed], catalogue: Catalogue) -> Iterator[Download]:
    made = feed()
    content = calendar_feed(made.unit, made.events, catalogue, made.stamp)
    address, *former = made.addresses
    yield Download(address, content, made.stamp)
    yield from (Download(old, content) for old in former)


def _moved_pages(ground: Ground) -> Iterator[Download]:
    moved = read_moved_addresses(ground.project.layout.moved_addresses)
    for old, new in moved.items():
        if old.endswith("/"):
            yield Download(f"{old}index.html", moved_page(old, new))


def _copies(ground: Ground) -> Iterator[Piece]:
    names = {
        row.local_copy: row.sha256
        for table in WITH_COPIES
        for row in ground.catalogue.rows(table)
        if row.local_copy
    }
    folder = ground.project.layout.documents
    for name, sha256 in sorted(names.items()):
        yield Piece(partial(_copy, folder / name, sha256))


def _copy(path: Path, sha256: str) -> Iterator[Download]:
    """The copy that was checked; a file that changed since is not published."""
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise DataError((Problem(path.name, 0, "copy-missing", {"value": path.name}),))
    yield Download(addresses.document_copy(path.name), content)


def _search_index(ground: Ground) -> Iterator[Piece]:
    records = cache(partial(_records, ground))
    yield Piece(partial(_search_files, records, ground.project.word_lists), records)


def _records(ground: Ground) -> tuple[Collection, tuple[NamedPlace, ...]]:
    """All that is searched: what has an address, and places that are known by name alone."""
    project = ground.project
    others = (
        *pages_across_plans(project.word_lists["pages"], PAGE_ADDRESS),
        *tables(project.schemas),
        *guides(project.written_pages),
    )
    existing = {page.address for page in ground.pages}
    known = {unit.unit_id for unit in project.catalogue.units_with_page}
    places = named_places(project.register, provinces_listed(project), known)
    return collect(ground.catalogue, others, existing), tuple(places)


def _search_files(
    records: Callable[[], tuple[Collection, tuple[NamedPlace, ...]]], word_lists: WordLists
) -> Iterator[Download]:
    collection, places = records()
    return (Download(*file) for file in files_of(collection, word_lists, places))


DOWNLOADS: tuple[Callable[[Ground], Iterable[Download]], ...] = (
    _site_picture,
    _moved_pages,
)
"""What is soon made, in every build."""

DOWNLOADS_IN_PIECES: tuple[Callable[[Ground], Iterable[Piece]], ...] = (
    _search_index,
    _pictures,
    _calendar_feeds,
    _copies,
)
"""What is made plan by plan or unit by unit, or where making takes longer than comparing."""


def download_pieces(ground: Ground) -> Iterator[Piece]:
    """Every download of the site in pieces of which none needs another; the longest first."""
    first, *others = (pieces(ground) for pieces in DOWNLOADS_IN_PIECES)
    yield from first
    yield from data_pieces(ground.edition, ground.tables)
    yield from chain.from_iterable(others)
    yield from (Piece(partial(made, ground)) for made in DOWNLOADS)
