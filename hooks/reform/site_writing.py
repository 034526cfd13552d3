"""Every page and download of a site as files in a folder: made by several processes where there
are, or taken from an earlier build where nothing changed that they follow from.
"""

import json
import sys
import sysconfig
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from reform.build_cache import digest
from reform.downloads import Download, Piece
from reform.earlier_build import (
    EarlierBuild,
    code_of,
    inputs_digest,
    write_file,
    write_piece,
)
from reform.page_kinds import Page
from reform.rendering.environment import TEMPLATES
from reform.rendering.links import address_book
from reform.site import Site
from reform.workers import each, tracked

PageFile = Callable[[Page], tuple[str, bytes]]
"""Gives a page its address as a file and its bytes: that is for a shell to say."""

_AT_ONCE = 8
"""So much work is handed over at a time."""


def write_site(
    site: Site, folder: Path, page_file: PageFile, shell: bytes, earlier: EarlierBuild | None
) -> EarlierBuild:
    """Write the whole site; returns the record of it, for the next build.

    ``shell`` is a digest of all that a shell puts around a page besides what the page is given.
    """
    pieces = [*site.pieces, *(_page_piece(page, page_file) for page in site.pages)]
    common = digest(shell, _in_common(site))
    write = partial(write_piece, folder=folder, common=common, earlier=earlier)
    done = tracked(each(write, pieces, _AT_ONCE), len(pieces), "pages and downloads")
    written = list(done)
    made = sum(is_made for _, _, is_made in written)
    record = {key: found for key, found, _ in written if key}
    files = tuple(chain.from_iterable(found for _, found, _ in written))
    listings = sorted(filter(None, (file.listing for file in files)), key=lambda one: one.address)
    files = (*files, write_file(folder, site.index(listings)))
    return EarlierBuild(folder, record, files, made)


_held: dict[str, Any] = {}
"""The context of the page that was looked at last: it is made once, to compare and to show."""


def _page_piece(page: Page, page_file: PageFile) -> Piece:
    return Piece(partial(_made_page, page, page_file), partial(_page_inputs, page))


def _page_inputs(page: Page) -> Any:
    _held.clear()
    _held[page.address] = context = page.context()
    return page.address, page.template, page.source, page.image, context


def _made_page(page: Page, page_file: PageFile) -> Iterator[Download]:
    context = _held.pop(page.address, None) or page.context()
    try:
        yield Download(*page_file(replace(page, context=lambda: context)))
    except Exception as error:
        error.add_note(f"This happened while the page {page.address} was made.")
        raise


def _in_common(site: Site) -> bytes:
    """What every piece follows from: code, templates, words, packages, the day, all addresses."""
    project = site.project
    vocabulary = project.layout.vocabulary
    folders = (Path(__file__).parent, TEMPLATES, vocabulary / "schemas", vocabulary / "search")
    packages = sorted(path.name for path in Path(sysconfig.get_path("purelib")).iterdir())
    data = (
        asdict(address_book(project.catalogue)),
        (project.catalogue.codes, project.as_of, project.is_demo, site.menu),
        (site.edition.package, site.edition.changed_on, site.edition.imprint),
    )
    digested = inputs_digest(lambda: data, b"")
    assert digested, "all of it can be written down"
    told = json.dumps([sys.version, packages, digested])
    return digest(*code_of(folders), told.encode())
