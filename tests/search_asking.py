"""Asks the search of a served site in Chromium: the program's own files, no page of ours."""

import gzip
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from playwright.sync_api import Page

from conftest import ROOT

INDEX = "search-index/"

# Each query has a Search of its own, so that it fetches what the first of a session would.
ASK = """async ([index, queries]) => {
  const program = document.querySelector("script[type=module]").src;
  const { Search } = await import(new URL("search/engine.js", program));
  const fetchFile = window.fetch;
  const found = [];
  for (const query of queries) {
    const fetched = [];
    window.fetch = (address) => { fetched.push(String(address)); return fetchFile(address); };
    const { hits } = await new Search(index).find(query);
    const answers = hits.map((hit) => hit.address);
    found.push({ answers, fetched: fetched.map((address) => address.slice(index.length)) });
  }
  window.fetch = fetchFile;
  return found;
}"""


@dataclass(frozen=True)
class Asked:
    """What one query brought."""

    answers: list[str]
    """Addresses, the best first."""
    fetched: list[str]
    """Files below the index's folder that were fetched for it."""


def ask(page: Page, root: str, queries: Sequence[str]) -> list[Asked]:
    """The answers of the site at `root`, on any page of which `page` stands."""
    rows = page.evaluate(ASK, [f"{root}{INDEX}", list(queries)])
    return [Asked(row["answers"], row["fetched"]) for row in rows]


def write_search_site(site: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """A page with the box, the search's program, and an index: `files` are address and content."""
    shutil.copytree(ROOT / "content" / "assets" / "search", site / "assets" / "search")
    shutil.copy(ROOT / "content" / "assets" / "search.js", site / "assets")
    for address, content in files:
        path = site / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    script = '<script type="module" src="assets/search.js"></script>'
    box = "<form data-search-box><input role=combobox></form>"
    page = f'<!doctype html><link rel="icon" href="data:,"><title>–</title>{box}{script}'
    (site / "index.html").write_text(page, encoding="utf-8")


def program_weight(site: Path) -> int:
    """Bytes, with gzip, of all that a search loads besides the index."""
    files = (*site.glob("assets*/search.js"), *site.glob("assets*/search/*.js*"))
    return sum(weight(path) for path in files if path.suffix not in {".gz", ".br"})


def index_weight(site: Path, fetched: Sequence[str]) -> int:
    """Bytes, with gzip, of files below the index's folder."""
    return sum(weight(site / INDEX / name) for name in fetched)


@cache
def weight(path: Path) -> int:
    """Bytes of a file with gzip."""
    return len(gzip.compress(path.read_bytes()))
