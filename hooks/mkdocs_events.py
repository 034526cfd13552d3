"""The MkDocs shell: the only file that imports mkdocs. It checks the data before anything is
written, hands the site's pages and downloads to MkDocs, renders their bodies without Markdown, and
has all of it written aside until it is whole.

Every callable here named ``on_…`` is an event of MkDocs; nothing else may be named so.
"""

import logging
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import CountHandler
from mkdocs.utils.templates import TemplateContext

from reform import addresses
from reform.build_day import build_day
from reform.editing import BackendError, with_desk
from reform.imprint import Imprint
from reform.layout import Layout
from reform.page_kinds import PAGE_ADDRESS
from reform.preview import is_passing, placeholder_address, preview, published, taken_address
from reform.problems import DataError
from reform.project import readable_schemas
from reform.publication.releases import Building, current_release, say_waiting
from reform.publication.sealing import seal
from reform.rendering.assets import assets_folder, published_asset
from reform.rendering.environment import harden
from reform.rendering.headings import Heading, find_anchors, find_headings
from reform.rendering.links import Links
from reform.rendering.markup import line_of, without_scripts
from reform.rendering.problem_messages import Message, as_text, messages
from reform.site import Page, Site, write_site
from reform.source_state import source_state
from reform.sources.written_pages import FRONT_MATTER

_log = get_plugin_logger("reform")
_SITE = "reform_site"
_PROBLEMS = "reform_problems"
_ASSETS = "reform_assets"
_LATER = "reform_later"
"""MkDocs' environment of templates, and the files of the pages that are written at the end."""
_at_work: list[Building] = []
"""The build that this process is at; an event of MkDocs that ends one is told nothing of it."""


class DataPage(MkDocsPage):
    """A page whose body comes from data and a template, not from Markdown. MkDocs links to it and
    lists it; it is rendered and written with the downloads, by several processes.
    """

    def __init__(self, page: Page, site: Site, file: File, config: MkDocsConfig) -> None:
        super().__init__(None, file, config)
        self._page, self._site = page, site
        self.update_date = site.edition.changed_on.isoformat()  # in the site map
        self.markdown = self.content = ""

    def read_source(self, config: MkDocsConfig) -> None:
        """Nothing: there is no Markdown."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Nothing: the body waits."""

    @property
    def present_anchor_ids(self) -> set[str]:  # type: ignore[override] # asked for, never set
        """What a link of a written page may lead to: MkDocs asks where there is such a link."""
        return find_anchors(self._site.render(self._page).body)

    def file_of(self, env: Environment, config: MkDocsConfig) -> tuple[str, bytes]:
        """The address of the page's file and its bytes, as MkDocs would write them."""
        rendered = self._site.render(self._page)
        self.content = rendered.body
        self.meta = {"title": rendered.title, "description": rendered.description}
        self.meta["image"] = self._page.image
        self.toc = TableOfContents(list(map(_anchor_link, find_headings(rendered.body))))
        context = get_context(Navigation([], []), (), config, self)
        context = on_page_context(context, self, config, None)
        return self.file.dest_uri, env.get_template("main.html").render(context).encode()


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
    is_preview = is_passing(Path(config.site_dir))
    if is_preview and (taken := taken_address(*config.dev_addr)):
        raise PluginError(taken)
    if not is_preview:
        _at_work.append(Building(Path(config.site_dir)))
        config.site_dir = str(_at_work[0].start(say_waiting))
    root = Path(config.config_file_path).parent
    named = config.extra.get("vocabulary")
    layout = Layout.of(root, (root / named).resolve() if named else None, Path(config.docs_dir))
    imprint = Imprint.of(config.site_url, config.repo_url, config.extra.get("report_url"))
    as_of = build_day(os.environ, datetime.now(UTC))
    source = source_state(layout, os.environ, imprint)
    try:
        shown = (preview if is_preview else published)(layout, as_of, source)
        site = with_desk(shown.site, config.extra.get("desk"))
    except BackendError as error:
        raise PluginError(str(error)) from error
    except DataError as error:
        _tell(messages(error.problems, readable_schemas(layout)))
        raise PluginError(f"{error}; nothing was built") from error
    _tell(shown.problems)
    sys.stderr.write(placeholder_address(config.site_url, shown.site))
    config.extra[_SITE], config.extra[_PROBLEMS] = site, shown.problems
    config.extra[_ASSETS] = folder = assets_folder(Path(config.docs_dir))
    config.extra_css = [published_asset(address, folder) for address in config.extra_css]
    return config


def _tell(problems: Sequence[Message]) -> None:
    for line in as_text(problems).splitlines() if problems else ():
        _log.error(line)


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
    env.globals |= {"page_address": PAGE_ADDRESS, "menu": site.menu, "is_preview": not _at_work}
    env.globals |= {"assets": config.extra[_ASSETS], "problems": config.extra.get(_PROBLEMS)}
    env.globals |= {"source": site.source, "changed_on": site.edition.changed_on}
    env.globals["is_demo"] = site.project.is_demo
    pages = {file.page.url: file for file in files if isinstance(file.page, DataPage)}
    config.extra[_LATER] = env, pages
    for file in pages.values():
        file.inclusion = InclusionLevel.EXCLUDED  # written by us, at the end
    return env


def on_template_context(
    context: TemplateContext, template_name: str, config: MkDocsConfig
) -> TemplateContext:
    """The site map lists every page, whoever writes it."""
    if template_name == "sitemap.xml":
        context["pages"] = [*context["pages"], *config.extra[_LATER][1].values()]
    return context


def on_page_content(html: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Take from a written page what could run, and keep of its front matter what is read."""
    if isinstance(page, DataPage):
        return html
    page.meta = _text_meta(page)
    _make_text(page.toc)
    return without_scripts(html)


def _text_meta(page: MkDocsPage) -> dict[str, Any]:
    """The front matter as text; ``template`` and other keys would steer MkDocs or Material."""
    meta = {key: str(page.meta[key]) for key in FRONT_MATTER if page.meta.get(key) is not None}
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
    """Write the pages and downloads, then switch the site to all that was written; not where
    MkDocs is about to give up.
    """
    counted = [h for h in logging.getLogger("mkdocs").handlers if isinstance(h, CountHandler)]
    if any(handler.get_counts() for handler in counted):
        return
    env, pages = config.extra[_LATER]
    folder = Path(config.site_dir)
    write_site(
        config.extra[_SITE], folder, lambda page: pages[page.address].page.file_of(env, config)
    )
    if _at_work:
        building = _at_work.pop()
        building.switch(seal(folder, current_release(building.site)))
        config.site_dir = str(building.site)


def on_build_error(error: Exception) -> None:
    """Leave the last good site as it is."""
    while _at_work:
        _at_work.pop().give_up()
