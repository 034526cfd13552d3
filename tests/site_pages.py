"""The kinds of page of the built site, and what looking at one costs."""

import gzip
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Response

from reform.project import Project
from reform.site import build_site

COMPRESSED = ("text/", "application/json", "application/javascript", "image/svg+xml")
"""What a server sends gzipped; pictures are sent as they are."""


def page_file(site: Path, address: str) -> Path:
    """The file behind an address of the site."""
    return (
        site / address / "index.html" if address == "" or address.endswith("/") else site / address
    )


def page_kinds(project: Project, site: Path) -> dict[str, str]:
    """Kind of page to the address of its heaviest page: templates, written pages, the 404 page."""
    pages = build_site(project).pages
    generated = {page.address for page in pages}
    kinds: dict[str, str] = {"404": "404.html"}
    sizes: dict[str, int] = {}
    written = [
        (f"{path.parent.relative_to(site).as_posix()}/", "written")
        for path in site.rglob("index.html")
        if path.parent != site
    ]
    every = [(page.address, page.template) for page in pages]
    for address, kind in every + [entry for entry in written if entry[0] not in generated]:
        size = page_file(site, address).stat().st_size
        if size > sizes.get(kind, -1):
            kinds[kind], sizes[kind] = address, size
    return kinds


def leads_on(document: BeautifulSoup) -> bool:
    """Whether it stands at an address that was given up, and only leads to the new one."""
    return document.find("meta", attrs={"http-equiv": "refresh"}) is not None


@dataclass(frozen=True)
class Visit:
    """What a first visit of one page transfers, in bytes after gzip where a server would use it."""

    html: int
    total: int
    requests: tuple[str, ...]


def first_visit(browser: Browser, address: str) -> Visit:
    """Open a page with an empty cache and weigh every answer, the favicon included."""
    context = browser.new_context(viewport={"width": 360, "height": 800})
    answers: list[Response] = []
    try:
        page = context.new_page()
        page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - not a built-in
        page.goto(address, wait_until="networkidle")
        weights = {answer.url: _weight(answer) for answer in answers}
    finally:
        context.close()
    return Visit(weights[address], sum(weights.values()), tuple(weights))


def _weight(answer: Response) -> int:
    body = answer.body()
    kind = answer.headers.get("content-type", "")
    is_text = kind.startswith(COMPRESSED) or urlsplit(answer.url).path.endswith(".js")
    return len(gzip.compress(body, 6)) if is_text else len(body)
