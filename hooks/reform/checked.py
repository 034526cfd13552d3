"""The one boundary before anything is built: what passes here, builds.

Data are checked first; then the hand-written pages, whose links lead to pages made from data.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from urllib.parse import unquote, urlsplit

from markdown import Markdown

from reform.doubts import find_doubts
from reform.edition import Edition
from reform.layout import Layout
from reform.page_kinds import Ground, Page
from reform.problems import DataError, Problem
from reform.project import Project, open_project
from reform.rendering.headings import find_anchors
from reform.rendering.markup import left_out, links_of, without_scripts
from reform.rendering.pages import render_page
from reform.site import Site, build_site
from reform.source_state import SourceState
from reform.sources.written_pages import WrittenPage

EXTENSIONS = (
    "toc",
    "attr_list",
    "def_list",
    "admonition",
    "pymdownx.details",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "md_in_html",
    "tables",
)
"""What the shells read Markdown with (mkdocs.yml); tests hold the two alike."""
_ELSEWHERE = ("http", "https", "mailto", "tel")


def checked_site(layout: Layout, as_of: date, source: SourceState) -> Site:
    """The whole site of a project in which everything is right; see ``checked_project``."""
    return build_site(checked_project(layout, as_of), source)


def checked_project(layout: Layout, as_of: date) -> Project:
    """A project in which everything is right.

    ``as_of`` is the day on which statuses are derived. Raises DataError with every problem: those
    of the data, or else those of the hand-written pages and of what was confirmed.
    """
    project = open_project(layout, as_of)
    pages = _page_problems(project) if project.written_pages else ()
    problems = (*find_doubts(project).problems, *pages)
    if problems:
        raise DataError(tuple(sorted(problems, key=lambda problem: problem.order)))
    return project


@dataclass(frozen=True)
class _Places:
    """All that a link may lead to, by the paths below the folder of the pages."""

    project: Project
    generated: dict[str, Page]
    """Pages made from data, by the names that links give them: ``du-lieu.md``."""
    bodies: dict[str, str]
    """HTML of the hand-written pages, by their sources."""
    beside: frozenset[str]
    """Files that lie beside the pages."""

    @cached_property
    def downloads(self) -> frozenset[str]:
        """What is made to be downloaded; asked only for a link that leads nowhere else."""
        return frozenset(download.address for download in build_site(self.project).downloads)

    def anchors(self, source: str) -> frozenset[str]:
        """The places of a page that an address may name."""
        page = self.generated.get(source)
        if page is None:
            return frozenset(find_anchors(self.bodies[source]))
        live = self.project.catalogue.live
        body = render_page(page.template, page.context(), page.address, live).body
        return frozenset(find_anchors(body))


def _page_problems(project: Project) -> Iterator[Problem]:
    pages = project.written_pages
    # The places of a page do not depend on how large the tables are.
    made = Ground(Edition(project, SourceState()), dict.fromkeys(project.schemas.tables, b"")).pages
    generated = {f"{page.address.rstrip('/') or 'index'}.md": page for page in made}
    taken = {page.address for page in made}
    bodies: dict[str, str] = {}
    unsafe: set[str] = set()
    for page in pages:
        if page.address in taken:
            yield Problem(page.file, 0, "page-address-taken", {"value": page.address or "/"})
        html = Markdown(extensions=list(EXTENSIONS)).convert(page.text)
        bodies[page.source] = clean = without_scripts(html)
        if lost := left_out(html, clean):
            unsafe.add(page.source)
            yield Problem(page.file, 0, "markup-left-out", {"value": ", ".join(lost)})
    folder = project.layout.pages
    beside = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".md")
    named = frozenset(path.relative_to(folder).as_posix() for path in beside)
    places = _Places(project, generated, bodies, named)
    for page in (page for page in pages if page.source not in unsafe):
        for link in dict.fromkeys(links_of(bodies[page.source])):
            yield from _link_problem(page, link, places)


def _link_problem(page: WrittenPage, link: str, places: _Places) -> Iterator[Problem]:
    """What is wrong with a link of a page; nothing where it leads somewhere."""
    parts = urlsplit(link)
    if parts.scheme in _ELSEWHERE:
        return
    path = unquote(parts.path)
    folder = posixpath.dirname(page.source)
    target = posixpath.normpath(posixpath.join(folder, path)) if path else page.source
    values = {"value": link}
    if path.startswith("/") or parts.netloc:
        yield Problem(page.file, _line(page, link), "page-link-absolute", values)
    elif target not in places.generated and target not in places.bodies:
        if target not in places.beside and target not in places.downloads:
            known = [*places.bodies, *places.generated]
            meant = get_close_matches(target, known, n=1, cutoff=0.8)
            values["suggestion"] = posixpath.relpath(meant[0], folder) if meant else ""
            yield Problem(page.file, _line(page, link), "page-link-nowhere", values)
    elif parts.fragment and unquote(parts.fragment) not in places.anchors(target):
        values |= {"anchor": unquote(parts.fragment), "name": target}
        yield Problem(page.file, _line(page, link), "page-link-anchor", values)


def _line(page: WrittenPage, link: str) -> int:
    before, found, _ = page.text.partition(link)
    return page.first_line + before.count("\n") if found else 0
