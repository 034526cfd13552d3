"""Asks the search of a served site in Chromium: the program's own files, no page of ours."""

import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from playwright.sync_api import Page

INDEX = "assets/search-index/"
PROGRAM = "assets/search/"

# Each query has a Search of its own, so that it fetches what the first of a session would.
ASK = """async ([program, index, queries]) => {
  const { Search } = await import(`${program}engine.js`);
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
    rows = page.evaluate(ASK, [f"{root}{PROGRAM}", f"{root}{INDEX}", list(queries)])
    return [Asked(row["answers"], row["fetched"]) for row in rows]


def program_weight(site: Path) -> int:
    """Bytes, with gzip, of all that a search loads besides the index."""
    files = (site / "assets" / "search.js", *(site / PROGRAM).iterdir())
    return sum(weight(path) for path in files)


def index_weight(site: Path, fetched: Sequence[str]) -> int:
    """Bytes, with gzip, of files below the index's folder."""
    return sum(weight(site / INDEX / name) for name in fetched)


@cache
def weight(path: Path) -> int:
    """Bytes of a file with gzip."""
    return len(gzip.compress(path.read_bytes()))
