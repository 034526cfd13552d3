"""The whole site as files: every page and every download, whatever shell writes them."""

from dataclasses import dataclass
from itertools import chain

from reform.download_kinds import DOWNLOADS, Download
from reform.downloads import published_tables
from reform.page_kinds import Ground, MenuEntry, Page, menu
from reform.project import Project
from reform.rendering.environment import refresh
from reform.rendering.pages import RenderedPage, render_page
from reform.source_state import SourceState

__all__ = ["Download", "Page", "Site", "build_site"]


@dataclass(frozen=True)
class Site:
    """All there is to write."""

    project: Project
    pages: tuple[Page, ...]
    downloads: tuple[Download, ...]

    @property
    def menu(self) -> tuple[MenuEntry, ...]:
        """What stands on top of every page."""
        return menu(self.project.word_lists["pages"])

    def render(self, page: Page) -> RenderedPage:
        """The title, description and HTML of one page."""
        live = self.project.catalogue.live
        return render_page(page.template, page.context(), page.address, live)

    def one_of_each(self) -> tuple[Page, ...]:
        """The first page of every template: what looks at each kind of page takes these."""
        return tuple({page.template: page for page in reversed(self.pages)}.values())[::-1]


def build_site(project: Project, source: SourceState = SourceState()) -> Site:  # noqa: B008 - frozen
    """Everything the site consists of, for one checked project and what it was made from."""
    refresh()
    ground = Ground(project, source, published_tables(project.catalogue, project.schemas))
    downloads = chain.from_iterable(made(ground) for made in DOWNLOADS)
    return Site(project, ground.pages, tuple(downloads))
