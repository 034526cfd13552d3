"""The pages of data as MkDocs knows them: with ``mkdocs_events.py`` all that imports mkdocs."""

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from reform.rendering.headings import Heading, find_anchors, find_headings
from reform.rendering.links import Links
from reform.site import Page, Site


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

    def file_of(self, page: Page, env: Environment, config: MkDocsConfig) -> tuple[str, bytes]:
        """The address of the page's file and its bytes, as MkDocs would write them."""
        rendered = self._site.render(page)
        self.content = rendered.body
        self.meta = {"title": rendered.title, "description": rendered.description}
        self.meta["image"] = page.image
        self.toc = TableOfContents(list(map(_anchor_link, find_headings(rendered.body))))
        context = get_context(Navigation([], []), (), config, self)
        links = Links(page.address, self._site.project.catalogue)
        context = {**context, "links": links}  # type: ignore[typeddict-unknown-key]
        return self.file.dest_uri, env.get_template("main.html").render(context).encode()


def _anchor_link(heading: Heading) -> AnchorLink:
    link = AnchorLink(heading.title, heading.anchor, heading.level)
    link.children = [_anchor_link(child) for child in heading.children]
    return link
