"""The MkDocs shell: the only file that imports mkdocs. It checks the data before anything is
written, hands the site's pages and downloads to MkDocs, renders their bodies without Markdown, and
has all of it written aside until it is whole.

Every callable here named ``on_…`` is an event of MkDocs; nothing else may be named so.
"""

import logging
import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import CountHandler
from mkdocs.utils.templates import TemplateContext

from reform import addresses
from reform.build_day import build_day
from reform.editing import BackendError, desk_files, read_backend
from reform.layout import Layout
from reform.page_kinds import PAGE_ADDRESS
from reform.problems import DataError, Problem
from reform.project import Project, open_project, readable_schemas
from reform.publication.releases import Building, current_release
from reform.publication.sealing import seal
from reform.rendering.assets import assets_folder, published_asset
from reform.rendering.environment import harden
from reform.rendering.headings import Heading, find_anchors, find_headings
from reform.rendering.links import Links
from reform.rendering.markup import left_out, line_of, without_scripts
from reform.rendering.problem_messages import as_text, messages
from reform.site import Download, Page, Site, build_site
from reform.source_state import source_state

_log = get_plugin_logger("reform")
_SITE = "reform_site"
_FRONT_MATTER = ("title", "description", "lang")
"""What a written page may say of itself."""
_ASSETS = "reform_assets"
_SOURCE = "reform_source"
_DESK = "reform_desk"
_at_work: list[Building] = []
"""The build that this process is at; an event of MkDocs that ends one is told nothing of it."""


class DataPage(MkDocsPage):
    """A page whose body comes from data and a template, not from Markdown."""

    def __init__(self, page: Page, site: Site, file: File, config: MkDocsConfig) -> None:
        super().__init__(None, file, config)
        self._page = page
        self._site = site

    def read_source(self, config: MkDocsConfig) -> None:
        """Render the page by its template; there is no Markdown to read."""
        rendered = self._site.render(self._page)
        self.markdown = ""
        self.meta = {
            "title": rendered.title,
            "description": rendered.description,
            "image": self._page.image,
        }
        self.content = rendered.body

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """The table of contents; the body was rendered with its title."""
        self.toc = TableOfContents(
            [_anchor_link(heading) for heading in find_headings(self.content or "")]
        )
        self.present_anchor_ids = find_anchors(self.content or "")


def _anchor_link(heading: Heading) -> AnchorLink:
    link = AnchorLink(heading.title, heading.anchor, heading.level)
    link.children = [_anchor_link(child) for child in heading.children]
    return link


def on_startup(command: str, *, dirty: bool) -> None:
    """Refuse what would publish a part of a site, and hear every warning: ``--quiet`` keeps them
    from ``--strict``, which then gives up on none.
    """
    shell_log = logging.getLogger("mkdocs")
    shell_log.setLevel(min(shell_log.level, logging.WARNING))
    if dirty and command != "serve":
        raise PluginError("--dirty writes only what changed; a site is published whole")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check all data, and write aside, while the last good site still stands."""
    if not _is_preview(config):
        _at_work.append(Building(Path(config.site_dir)))
        config.site_dir = str(_at_work[0].start(_say_waiting))
    root = Path(config.config_file_path).parent
    vocabulary = config.extra.get("vocabulary")
    shared = (root / vocabulary).resolve() if vocabulary else None
    layout = Layout.of(root, shared, Path(config.docs_dir))
    try:
        project = open_project(layout, build_day(os.environ, datetime.now(UTC)))
    except DataError as error:
        for line in as_text(messages(error.problems, readable_schemas(layout))).splitlines():
            _log.error(line)
        raise PluginError(
            f"{len(error.problems)} problem(s) in the data; nothing was built"
        ) from error
    config.extra[_SOURCE] = source_state(layout, os.environ)
    config.extra[_SITE] = build_site(project, config.extra[_SOURCE])
    config.extra[_DESK] = _desk(config, project)
    config.extra[_ASSETS] = folder = assets_folder(Path(config.docs_dir))
    config.extra_css = [published_asset(address, folder) for address in config.extra_css]
    return config


def _desk(config: MkDocsConfig, project: Project) -> tuple[Download, ...]:
    """The files of the editing desk; none unless the owner has named a forge."""
    program = Path(__file__).parents[1] / "deploy" / "desk" / "program"
    try:
        backend = read_backend(config.extra.get("desk"))
        return tuple(desk_files(project, backend, program)) if backend else ()
    except BackendError as error:
        raise PluginError(str(error)) from error


def _is_preview(config: MkDocsConfig) -> bool:
    """Whether ``mkdocs serve`` is at work, which shows a passing folder of its own."""
    site = Path(config.site_dir)
    return site.parent == Path(tempfile.gettempdir()) and site.name.startswith("mkdocs_")


def _say_waiting() -> None:
    sys.stderr.write("Another build of this site is at work; this one waits for it.\n")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add every page and download of the site."""
    site: Site = config.extra[_SITE]
    _drop_material_assets(files, config)
    for file in files:
        if not file.is_documentation_page():
            file.dest_uri = published_asset(file.src_uri, config.extra[_ASSETS])
    for page in site.pages:
        uri = f"{page.address.rstrip('/') or 'index'}.md"
        file = File.generated(config, uri, content=b"", inclusion=InclusionLevel.NOT_IN_NAV)
        file.edit_uri = f"../{page.source}" if page.source else None
        DataPage(page, site, file, config)
        files.append(file)
    for download in (*site.downloads, *config.extra[_DESK]):
        files.append(
            File.generated(
                config,
                download.address,
                content=download.content,
                inclusion=InclusionLevel.NOT_IN_NAV,
            )
        )
    return files


def _drop_material_assets(files: Files, config: MkDocsConfig) -> None:
    """Leave out the theme's scripts, styles and pictures: no page of ours asks for them."""
    own = (Path(config.docs_dir), *map(Path, config.theme.dirs[:1]))
    for file in list(files):
        path = file.abs_src_path
        if path and not any(Path(path).is_relative_to(folder) for folder in own):
            files.remove(file)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Let the theme escape, and give it the pages, the menu and the day of the data."""
    harden(env)
    site: Site = config.extra[_SITE]
    env.globals["is_preview"] = not _at_work
    env.globals["assets"] = config.extra[_ASSETS]
    env.globals["source"] = config.extra[_SOURCE]
    env.globals["page_address"] = PAGE_ADDRESS
    env.globals["menu"] = site.menu
    env.globals["as_of"] = site.project.as_of
    return env


def on_page_content(html: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Take from a written page what could run, and keep of its front matter what is read."""
    if isinstance(page, DataPage):
        return html
    clean = without_scripts(html)
    _warn(page, "markup-left-out", left_out(html, clean))
    _warn(page, "front-matter-left-out", sorted(map(str, page.meta.keys() - {*_FRONT_MATTER})))
    page.meta = _text_meta(page)
    _make_text(page.toc)
    return clean


def _warn(page: MkDocsPage, code: str, names: Sequence[str]) -> None:
    """Say what was left out of a written page; with ``--strict`` the build then fails."""
    if names:
        problem = Problem(page.file.src_uri, 0, code, {"value": ", ".join(names)})
        (said,) = messages([problem], None)
        _log.warning("%s: %s %s %s", said.file, said.what, said.why, said.fix)


def _text_meta(page: MkDocsPage) -> dict[str, Any]:
    """The front matter as text; ``template`` and other keys would steer MkDocs or Material."""
    meta = {key: str(page.meta[key]) for key in _FRONT_MATTER if page.meta.get(key) is not None}
    # Without a title of its own a page is called by its first heading, which MkDocs has as HTML.
    return {"title": line_of(page.title or ""), **meta}


def _make_text(links: Iterable[AnchorLink]) -> None:
    """MkDocs has the title of a heading as HTML."""
    for link in links:
        link.title = line_of(link.title)
        _make_text(link.children)


def on_page_context(
    context: TemplateContext, page: MkDocsPage, config: MkDocsConfig, nav: Any
) -> TemplateContext:
    """Give the theme the links of the page at hand."""
    site: Site = config.extra[_SITE]
    address = addresses.HOME if page.is_homepage else page.url
    page.meta.setdefault("image", addresses.SITE_PICTURE)  # pages of Markdown: the guides
    return {**context, "links": Links(address, site.project.catalogue)}  # type: ignore[typeddict-unknown-key]


def on_post_build(config: MkDocsConfig) -> None:
    """Switch the site to what was written, whole; not where MkDocs is about to give up."""
    handlers = logging.getLogger("mkdocs").handlers
    counted = [handler for handler in handlers if isinstance(handler, CountHandler)]
    if not _at_work or any(handler.get_counts() for handler in counted):
        return
    building = _at_work.pop()
    building.switch(seal(Path(config.site_dir), current_release(building.site)))
    config.site_dir = str(building.site)


def on_build_error(error: Exception) -> None:
    """Leave the last good site as it is."""
    while _at_work:
        _at_work.pop().give_up()
