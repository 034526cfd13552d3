"""The whole site as files: every page and every download, whatever shell writes them."""

from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from reform.download_kinds import download_pieces
from reform.downloads import published_tables
from reform.earlier_build import Download, Piece
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
    source: SourceState
    """What it is made from."""
    pages: tuple[Page, ...]
    pieces: tuple[Piece, ...]
    """What makes the downloads; none needs another."""

    @cached_property
    def downloads(self) -> tuple[Download, ...]:
        """Every download, made here and now."""
        return tuple(chain.from_iterable(piece.make() for piece in self.pieces))

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
    return Site(project, source, ground.pages, tuple(download_pieces(ground)))
