"""Candidate: Pagefind, over records (a small page for each) or over whole plans (--pages).

    python pagefind_records.py PROJECT_ROOT OUT [--plans N] [--pairs] [--pages] [--province KEY]

Needs `pip install pagefind pagefind_bin`. `--pairs` gives Pagefind pairs of folded syllables as
words. Its API for records (`add_custom_record`) took 0.1 s for each: 300 records in 30 s, so nine
hours for the country's 305,000; the program reads pages from disk far faster, so pages it is.
"""

import argparse
import pickle
import subprocess
import sys
import time
from collections.abc import Iterator
from html import escape
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "hooks"))

from reform.layout import Layout
from reform.loading import build_catalogue, gather
from reform.model import Catalogue
from reform.search.collecting import collect
from reform.search.records import SEARCHED, Collection
from reform.search.vocabulary import vocabulary_of
from reform.search.words import folded_form
from reform.sources.table_schemas import read_schemas
from reform.sources.word_lists import read_word_lists


def records(
    collection: Collection, limit: int, province: str
) -> Iterator[tuple[str, str, str, str]]:
    """Address, kind, title, content of every record."""
    names = {row.code: row for row in collection.communes}
    for row in collection.communes:
        if province in ("", row.province):
            yield row.address, "commune", row.name, " ".join(row.former)
    plans = [p for p in collection.plans if province in ("", names[p.unit_id].province)]
    for plan in plans[:limit]:
        commune = names[plan.unit_id].name
        yield plan.address, "plan", plan.title, commune
        for kind, items in plan.items.items():
            for item in items:
                yield f"{plan.address}#{item.anchor}", kind, commune, f"{item.text} {item.also}"
    for thing in collection.things:
        yield thing.address, thing.kind, thing.title, f"{thing.text} {thing.also}"


def write(options: argparse.Namespace) -> None:
    """One small page for each record, or with --pages one for each plan, and Pagefind over them."""
    collection = collect(read_catalogue(options))
    lists, _ = read_word_lists(ROOT / "data" / "search", "data/search")
    vocabulary = vocabulary_of(lists)
    pages: dict[str, list[str]] = {}
    for address, kind, title, content in records(collection, options.plans, options.province):
        is_item = kind in {kind.word for kind in SEARCHED}
        name = address.partition("#")[0] if options.pages and is_item else address.replace("#", "")
        text = f"{title}. {content}"
        if options.pairs:
            words = [folded_form(word) for word in vocabulary.expanded(text)]
            text = " ".join(words + [a + b for a, b in pairwise(words)])
        pages.setdefault(name, [f"<h1>{escape(title)}</h1>"]).append(f"<p>{escape(text)}</p>")
    for name, parts in pages.items():
        path = options.out / name / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<html lang=vi><body>{''.join(parts)}</body></html>", encoding="utf-8")
    start = time.monotonic()
    subprocess.run([sys.executable, "-m", "pagefind", "--site", options.out], check=True)
    print(f"{len(pages)} pages, Pagefind {time.monotonic() - start:.0f} s")


def read_catalogue(options: argparse.Namespace) -> Catalogue:
    if options.catalogue:
        return pickle.loads(options.catalogue.read_bytes())
    layout = Layout.of(options.root, ROOT / "data")
    schemas = read_schemas(layout.vocabulary)
    return build_catalogue(gather(layout, schemas), schemas)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("root", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--plans", type=int, default=10**6)
    parser.add_argument("--province", default="")
    parser.add_argument("--pairs", action="store_true")
    parser.add_argument("--pages", action="store_true")
    parser.add_argument("--catalogue", type=Path)
    write(parser.parse_args())
