"""The whole site as files: every page and every download, whatever shell writes them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain
from pathlib import Path

from reform import addresses
from reform.download_kinds import download_jobs
from reform.downloads import Download, Job, Listing, file_index, published_tables
from reform.edition import Edition
from reform.page_kinds import Ground, MenuEntry, Page, menu
from reform.project import Project
from reform.rendering.environment import refresh
from reform.rendering.pages import RenderedPage, render_page
from reform.source_state import SourceState
from reform.workers import each, tracked

__all__ = ["Download", "Page", "Site", "build_site", "write_site"]


@dataclass(frozen=True)
class Site:
    """All there is to write."""

    edition: Edition
    pages: tuple[Page, ...]
    jobs: tuple[Job, ...]
    """What makes the downloads; none needs another."""

    @cached_property
    def downloads(self) -> tuple[Download, ...]:
        """Every download, made here and now."""
        made = tuple(chain.from_iterable(job() for job in self.jobs))
        return (*made, self.index(filter(None, (download.listing for download in made))))

    def index(self, listings: Iterable[Listing]) -> Download:
        """The list of the data files, made when all of them are."""
        return Download(addresses.DATA_INDEX, file_index(listings, self.edition))

    @property
    def source(self) -> SourceState:
        """What it is made from."""
        return self.edition.source

    @property
    def project(self) -> Project:
        """The data."""
        return self.edition.project

    @property
    def menu(self) -> tuple[MenuEntry, ...]:
        """What stands on top of every page."""
        return menu(self.project.word_lists["pages"])

    def render(self, page: Page) -> RenderedPage:
        """The title, description and HTML of one page."""
        return render_page(page.template, page.context(), page.address, self.project.catalogue)

    def one_of_each(self) -> tuple[Page, ...]:
        """The first page of every template: what looks at each kind of page takes these."""
        return tuple({page.template: page for page in reversed(self.pages)}.values())[::-1]


def build_site(
    project: Project,
    source: SourceState = SourceState(),  # noqa: B008 - frozen
) -> Site:
    """Everything the site consists of, for one checked project and what it was made from."""
    refresh()
    tables = published_tables(project.catalogue, project.schemas)
    ground = Ground(Edition(project, source), tables)
    return Site(ground.edition, ground.pages, tuple(download_jobs(ground)))


def write_site(site: Site, folder: Path, page_file: Callable[[Page], tuple[str, bytes]]) -> None:
    """Make every download and every page, in several processes where there are, and write them.

    ``page_file`` gives a page its address as a file and its bytes: that is for a shell to say.
    """
    work = [*site.jobs, *(partial(_page_file, page, page_file) for page in site.pages)]
    done = each(partial(_write, folder), work, _AT_ONCE)
    listings = chain.from_iterable(tracked(done, len(work), "pages and downloads"))
    index = site.index(sorted(listings, key=lambda listing: listing.address))
    _write(folder, lambda: [index])


_AT_ONCE = 8
"""So much work is handed over at a time."""


def _page_file(page: Page, page_file: Callable[[Page], tuple[str, bytes]]) -> Iterator[Download]:
    try:
        yield Download(*page_file(page))
    except Exception as error:
        error.add_note(f"This happened while the page {page.address} was made.")
        raise


def _write(folder: Path, job: Job) -> list[Listing]:
    listings = []
    for download in job():
        path = folder / download.address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(download.content)
        if download.listing:
            listings.append(download.listing)
    return listings
