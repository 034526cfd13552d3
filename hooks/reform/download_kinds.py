"""Every kind of file that machines read, declared in one place."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from functools import cache, partial
from itertools import chain
from typing import Any

from reform import addresses
from reform.derivations import CalendarEvent, feed_events
from reform.downloads import package_descriptor, plan_json, plan_rows
from reform.earlier_build import Download, Piece
from reform.model import Catalogue
from reform.model.plan_rows import Plan
from reform.model.shared_rows import Unit
from reform.page_kinds import PAGE_ADDRESS, Ground
from reform.rendering.calendar_feed import calendar_feed
from reform.rendering.moved_pages import moved_page
from reform.rendering.share_pictures import plan_picture, site_picture
from reform.search.collecting import collect
from reform.search.others import guides, pages_across_plans, tables
from reform.search.publishing import published
from reform.search.records import Collection
from reform.search.shards import index_files
from reform.search.vocabulary import Vocabulary, vocabulary_of
from reform.sources.moved_addresses import read_moved_addresses
from reform.sources.table_schemas import Schemas
from reform.subjects.in_use import planning_units
from reform.subjects.plan_summaries import PlanSummary, plan_summary


def _tables(ground: Ground) -> Iterator[Download]:
    return (Download(addresses.table_csv(name), rows) for name, rows in ground.tables.items())


def _package(ground: Ground) -> Iterator[Download]:
    project = ground.project
    made_from = {**asdict(ground.source), "as_of": project.as_of.isoformat()}
    content = package_descriptor(project.schemas, ground.tables, made_from, is_demo=project.is_demo)
    yield Download(addresses.DATA_PACKAGE, content)


def _plans(ground: Ground) -> Iterator[Piece]:
    whole, schemas = ground.project.catalogue, ground.project.schemas
    for plan in whole.plans:
        yield Piece(partial(_plan, plan, whole, schemas), partial(plan_rows, plan, whole))


def _plan(plan: Plan, catalogue: Catalogue, schemas: Schemas) -> Iterator[Download]:
    yield Download(addresses.plan_json(plan.plan_id), plan_json(plan, catalogue, schemas))


def _site_picture(ground: Ground) -> Iterator[Download]:
    yield Download(addresses.SITE_PICTURE, site_picture(ground.catalogue))


def _pictures(ground: Ground) -> Iterator[Piece]:
    for plan in ground.catalogue.plans:
        summary = partial(plan_summary, plan.plan_id, ground.catalogue)
        yield Piece(partial(_picture, summary), summary)


def _picture(summary: Callable[[], PlanSummary]) -> Iterator[Download]:
    found = summary()
    yield Download(addresses.plan_picture(found.plan.plan_id), plan_picture(found))


def _calendar_feeds(ground: Ground) -> Iterator[Piece]:
    moved = read_moved_addresses(ground.project.layout.moved_addresses)
    for unit in planning_units(ground.catalogue):
        events = partial(_events, unit, ground)
        feed = partial(_calendar_feed, unit, events, ground, moved)
        yield Piece(feed, partial(_feed_inputs, unit, events, moved))


def _events(unit: Unit, ground: Ground) -> tuple[CalendarEvent, ...]:
    catalogue, as_of = ground.catalogue, ground.project.as_of
    plans = catalogue.plans_of(unit.unit_id)
    return tuple(chain.from_iterable(feed_events(plan, catalogue, as_of) for plan in plans))


def _feed_inputs(
    unit: Unit, events: Callable[[], tuple[CalendarEvent, ...]], moved: Mapping[str, str]
) -> Any:
    return "feed", unit, events(), dict(moved)


def _calendar_feed(
    unit: Unit,
    events: Callable[[], tuple[CalendarEvent, ...]],
    ground: Ground,
    moved: Mapping[str, str],
) -> Iterator[Download]:
    content = calendar_feed(unit, events(), ground.catalogue, ground.project.as_of)
    address = addresses.calendar_feed(unit)
    yield Download(address, content)
    # A calendar program follows no page: who subscribed at an old address gets it there.
    yield from (Download(old, content) for old, new in moved.items() if new == address)


def _moved_pages(ground: Ground) -> Iterator[Download]:
    moved = read_moved_addresses(ground.project.layout.moved_addresses)
    for old, new in moved.items():
        if old.endswith("/"):
            yield Download(f"{old}index.html", moved_page(old, new))


def _search_index(ground: Ground) -> Iterator[Piece]:
    collection = cache(partial(_collection, ground))
    vocabulary = vocabulary_of(ground.project.word_lists)
    yield Piece(partial(_search_files, collection, vocabulary), collection)


def _collection(ground: Ground) -> Collection:
    project = ground.project
    others = (
        *pages_across_plans(project.word_lists["pages"], PAGE_ADDRESS),
        *tables(project.schemas),
        *guides(project.layout.root / "content"),
    )
    existing = {page.address for page in ground.pages}
    return collect(ground.catalogue, others, existing)


def _search_files(
    collection: Callable[[], Collection], vocabulary: Vocabulary
) -> Iterator[Download]:
    return (Download(*file) for file in published(index_files(collection(), vocabulary)))


DOWNLOADS: tuple[Callable[[Ground], Iterable[Download]], ...] = (
    _tables,
    _package,
    _site_picture,
    _moved_pages,
)
"""What is made anew in every build, for it is soon made or no two builds have the same."""

DOWNLOADS_IN_PIECES: tuple[Callable[[Ground], Iterable[Piece]], ...] = (
    _search_index,
    _plans,
    _pictures,
    _calendar_feeds,
)
"""What is made plan by plan or unit by unit, or where making takes longer than comparing."""


def download_pieces(ground: Ground) -> Iterator[Piece]:
    """Every download of the site in pieces of which none needs another; the longest first."""
    for pieces in DOWNLOADS_IN_PIECES:
        yield from pieces(ground)
    yield from (Piece(partial(made, ground)) for made in DOWNLOADS)
