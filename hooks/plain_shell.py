"""The second shell: the same site from the same data, templates and guides, without MkDocs.

    python hooks/plain_shell.py --root . --site-dir site

MkDocs may end; what it does for this site is told here in a page. Only its sitemap is left out.
"""

import argparse
import os
import posixpath
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import yaml
from jinja2 import Environment, FileSystemLoader, pass_context
from jinja2.runtime import Context
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from reform import addresses
from reform.build_day import build_day
from reform.checked import checked_site
from reform.imprint import Imprint
from reform.layout import Layout
from reform.page_kinds import PAGE_ADDRESS
from reform.publication.releases import Building, current_release
from reform.publication.sealing import seal
from reform.rendering.assets import assets_folder, published_asset
from reform.rendering.environment import harden
from reform.rendering.headings import Heading, find_headings
from reform.rendering.links import Links
from reform.rendering.markup import line_of, without_scripts
from reform.site import Site
from reform.source_state import source_state


@dataclass
class ShellPage:
    """What the theme asks of a page."""

    url: str
    title: str
    content: str
    toc: list[Any]
    meta: dict[str, Any]
    canonical_url: str = ""
    edit_url: str = ""
    ancestors: list[Any] = field(default_factory=list)

    @property
    def is_homepage(self) -> bool:
        """Whether it is the first page of the site."""
        return self.url == addresses.HOME


class _Settings(yaml.SafeLoader):
    """mkdocs.yml; a value from the environment is written ``!ENV [NAME, default]``."""


def _from_environment(loader: yaml.SafeLoader, node: yaml.Node) -> Any:
    assert isinstance(node, yaml.SequenceNode)
    *names, default = loader.construct_sequence(node)
    return next((os.environ[name] for name in names if name in os.environ), default)


_Settings.add_constructor("!ENV", _from_environment)


class _AddressesOfPages(Treeprocessor):  # type: ignore[misc] # Markdown carries no types
    """A link to a Markdown file leads to its page, any other to what lies beside it."""

    def __init__(self, md: Markdown, source: str) -> None:
        super().__init__(md)
        self._folder, self._page = posixpath.dirname(source), _address(source)

    def run(self, root: Element) -> None:
        """Rewrite every link below ``root``."""
        for link in root.iter("a"):
            path, mark, anchor = link.get("href", "").partition("#")
            if path and not path.startswith("/") and not urlsplit(path).scheme:
                beside = posixpath.normpath(posixpath.join(self._folder, path))
                target = _address(beside) if path.endswith(".md") else beside
                link.set("href", addresses.relative(self._page, f"{target}{mark}{anchor}"))


class _Addresses(Extension):  # type: ignore[misc]
    def __init__(self, source: str) -> None:
        super().__init__()
        self._source = source

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's own name
        """Register the rewriting of links."""
        md.treeprocessors.register(_AddressesOfPages(md, self._source), "addresses", 0)


def _address(source: str) -> str:
    return f"{source.removesuffix('.md')}/".removesuffix("index/")


def main() -> int:
    """Build and publish, as ``mkdocs build`` does."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=Path.cwd())
    parser.add_argument("--site-dir", type=Path, required=True)
    options = parser.parse_args()
    building = Building(options.site_dir)
    folder = building.start(lambda: None)
    try:
        for address, content in _files(options.root.resolve()):
            path = folder / address
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        building.switch(seal(folder, current_release(building.site)))
    except BaseException:
        building.give_up()
        raise
    return 0


def _files(root: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of the site: its address and content."""
    settings = yaml.load((root / "mkdocs.yml").read_text("utf-8"), _Settings)  # noqa: S506 - safe
    content = root / settings["docs_dir"]
    vocabulary = settings["extra"].get("vocabulary")
    layout = Layout.of(root, root / vocabulary if vocabulary else None, content)
    imprint = Imprint.of(
        settings["site_url"], settings["repo_url"], settings["extra"]["report_url"]
    )
    source = source_state(layout, os.environ, imprint)
    site = checked_site(layout, build_day(os.environ, datetime.now(UTC)), source)
    yield from ((download.address, download.content) for download in site.downloads)
    folder = assets_folder(content)
    for path in sorted(content.rglob("*")):
        if path.is_file() and path.suffix != ".md":
            yield published_asset(path.relative_to(content).as_posix(), folder), path.read_bytes()
    theme = _theme(root, site, folder)
    theme.globals["config"] = _config(settings, folder)
    page_template = theme.get_template("main.html")
    for page in (*_data_pages(site), *_written_pages(site, settings)):
        page.canonical_url = f"{settings['site_url']}{page.url}"
        links = Links(page.url, site.project.catalogue)
        text = page_template.render(page=page, links=links)
        yield f"{page.url}index.html", text.encode()
    yield "404.html", theme.get_template("404.html").render(page=None).encode()


def _config(settings: dict[str, Any], folder: str) -> SimpleNamespace:
    styles = [published_asset(address, folder) for address in settings["extra_css"]]
    theme = SimpleNamespace(**settings["theme"])
    return SimpleNamespace(**{**settings, "extra_css": styles, "theme": theme})


def _theme(root: Path, site: Site, folder: str) -> Environment:
    # Material's icons and words are files of its package; nothing of it runs.
    folders = [root / "hooks" / "theme", files("material").joinpath("templates")]
    theme = Environment(loader=FileSystemLoader(list(map(str, folders))), autoescape=True)
    harden(theme)
    theme.filters["url"] = _url
    theme.globals |= {"page_address": PAGE_ADDRESS, "menu": site.menu}
    theme.globals |= {"assets": folder, "changed_on": site.edition.changed_on}
    theme.globals["is_demo"] = site.project.is_demo
    return theme


@pass_context
def _url(context: Context, address: str) -> str:
    """A link from the page at hand; those of the 404 page begin at the root of the site."""
    page, base = context["page"], urlsplit(context["config"].site_url).path or "/"
    return addresses.relative(page.url, address) if page else f"{base}{address}"


def _data_pages(site: Site) -> Iterator[ShellPage]:
    for page in site.pages:
        made = site.render(page)
        meta = {"title": made.title, "description": made.description, "image": page.image}
        toc = [_entry(heading) for heading in find_headings(made.body)]
        yield ShellPage(page.address, made.title, made.body, toc, meta)


def _written_pages(site: Site, settings: dict[str, Any]) -> Iterator[ShellPage]:
    entries = settings["markdown_extensions"]
    options = {k: v for entry in entries if isinstance(entry, dict) for k, v in entry.items()}
    named = [name for name in entries if isinstance(name, str)]
    for page in site.project.written_pages:
        meta = {"title": page.title, "description": page.description, "lang": page.lang}
        extensions = [*options, *named, _Addresses(page.source)]
        reader = Markdown(extensions=extensions, extension_configs=options)
        body = without_scripts(reader.convert(page.text))
        toc = [_token(token) for token in reader.toc_tokens]
        meta["image"] = addresses.SITE_PICTURE
        yield ShellPage(page.address, page.title, body, toc, meta)


def _entry(heading: Heading) -> SimpleNamespace:
    children = [_entry(child) for child in heading.children]
    url = f"#{heading.anchor}"
    return SimpleNamespace(title=heading.title, url=url, level=heading.level, children=children)


def _token(token: dict[str, Any]) -> SimpleNamespace:
    children = [_token(child) for child in token["children"]]
    title, url = line_of(token["name"]), f"#{token['id']}"
    return SimpleNamespace(title=title, url=url, level=token["level"], children=children)


if __name__ == "__main__":
    sys.exit(main())
