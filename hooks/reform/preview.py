"""What a preview shows while the data are wrong: the last data that were right, and beside every
page what is wrong with those of now. Nothing of it is ever published.
"""

import socket
import tempfile
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from reform import addresses
from reform.checked import checked_site
from reform.edition import Edition
from reform.layout import Layout
from reform.loading import RawTables, build_catalogue
from reform.page_kinds import Page
from reform.problems import DataError
from reform.project import Project, readable_schemas
from reform.rendering.problem_messages import Message, messages
from reform.site import Site
from reform.source_state import SourceState
from reform.sources.word_lists import read_word_lists


@dataclass(frozen=True)
class Preview:
    """A site to look at, and what is wrong with the data as they are now."""

    site: Site
    problems: tuple[Message, ...]


@dataclass(frozen=True)
class ProblemsPage:
    """Context of ``pages/problems.html.j2``, which stands where no data were right yet."""


_last_good: dict[Layout, Site] = {}
"""The site of the data that were right when they were last read, while the preview runs."""


def published(layout: Layout, as_of: date, source: SourceState) -> Preview:
    """The site in which everything is right; raises DataError where it is not."""
    return Preview(checked_site(layout, as_of, source), ())


def preview(layout: Layout, as_of: date, source: SourceState) -> Preview:
    """The site of the data as they are; where they are wrong, of the last that were right, and
    where none were, a single page. Raises DataError where not even the schemas can be read.
    """
    try:
        site = _last_good[layout] = checked_site(layout, as_of, source)
    except DataError as error:
        found = messages(error.problems, readable_schemas(layout))
        return Preview(_last_good.get(layout) or _bare_site(layout, as_of, source, error), found)
    return Preview(site, ())


def _bare_site(layout: Layout, as_of: date, source: SourceState, error: DataError) -> Site:
    schemas = readable_schemas(layout)
    lists, wrong = read_word_lists(layout.word_lists, layout.name(layout.word_lists))
    if schemas is None or wrong:
        raise error
    nothing = RawTables.empty(tuple(schemas.tables))
    catalogue = build_catalogue(nothing, schemas)
    project = Project(layout, schemas, catalogue, lists, (), as_of, nothing.register)
    return Site(Edition(project, source), (Page(addresses.HOME, "problems", _nothing),), ())


def _nothing() -> Any:
    return ProblemsPage()


@cache
def taken_address(host: str, port: int) -> str:
    """What to say where another program answers at an address of this machine; empty where none
    does. It is looked at once: later it is the preview itself that answers there.
    """
    try:
        with socket.create_server((host, port)):
            return ""
    except OSError:
        other = f"make serve ADDRESS={host}:{port + 1}"
        return f"{host}:{port} is taken by another program. Stop that one, or: {other}"


def placeholder_address(site_url: str | None, site: Site) -> str:
    """What to say where pages name an address that nobody can visit: ``example`` is reserved
    (RFC 2606). Empty for a demo, which nobody is to find.
    """
    host = urlsplit(site_url or "").hostname or ""
    if site.project.is_demo or not host.endswith(".example"):
        return ""
    return f"SITE_URL is not set: pages name {host}, which is nobody's. Set it before publishing.\n"


def is_passing(site: Path) -> bool:
    """Whether MkDocs shows the site from a passing folder of its own, as ``mkdocs serve`` does."""
    return site.parent == Path(tempfile.gettempdir()) and site.name.startswith("mkdocs_")
