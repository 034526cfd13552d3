"""Candidate: Pagefind over records. Writes an index of the first N plans of a project's records.

    python pagefind_records.py PROJECT_ROOT OUT [--plans N] [--pairs] [--province KEY] [--catalogue PICKLE]

Needs `pip install pagefind pagefind_bin`. `--pairs` gives Pagefind pairs of folded syllables as words.
"""

import argparse
import asyncio
import pickle
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "hooks"))

from pagefind.index import IndexConfig, PagefindIndex  # noqa: E402

from reform.layout import Layout  # noqa: E402
from reform.loading import build_catalogue, gather  # noqa: E402
from reform.search.collecting import collect  # noqa: E402
from reform.search.records import Collection  # noqa: E402
from reform.search.vocabulary import read_vocabulary  # noqa: E402
from reform.search.words import folded_form  # noqa: E402
from reform.sources.table_schemas import read_schemas  # noqa: E402

AT_ONCE = 2000


def records(collection: Collection, limit: int, province: str) -> Iterator[tuple[str, str, str, str]]:
    """Address, kind, title, content of every record."""
    names = {row.code: row for row in collection.communes}
    for row in collection.communes:
        if province in ("", row.province):
            yield row.address, "commune", row.name, " ".join(row.former)
    plans = [p for p in collection.plans if province in ("", names[p.commune_code].province)]
    for plan in plans[:limit]:
        commune = names[plan.commune_code].name
        yield plan.address, "plan", plan.title, commune
        for kind, items in plan.items.items():
            for item in items:
                yield f"{plan.address}#{item.anchor}", kind, commune, f"{item.text} {item.also}"
    for thing in collection.things:
        yield thing.address, thing.kind, thing.title, f"{thing.text} {thing.also}"


async def build(options: argparse.Namespace) -> None:
    collection = collect(read_catalogue(options))
    vocabulary = read_vocabulary(ROOT / "data" / "search")
    start = time.monotonic()
    count = 0
    waiting = []
    async with PagefindIndex(config=IndexConfig(output_path=str(options.out), force_language="vi")) as index:
        for address, kind, title, content in records(collection, options.plans, options.province):
            text = f"{title}. {content}"
            if options.pairs:
                words = [folded_form(word) for word in vocabulary.expanded(text)]
                text = " ".join(words + [a + b for a, b in zip(words, words[1:], strict=False)])
            waiting.append(
                index.add_custom_record(
                    url=f"/{address}", content=text, language="vi", meta={"title": title}, filters={"kind": [kind]}
                )
            )
            count += 1
            if len(waiting) == AT_ONCE:  # one by one, each takes a tenth of a second
                await asyncio.gather(*waiting)
                waiting = []
        await asyncio.gather(*waiting)
    print(f"{count} records, {time.monotonic() - start:.0f} s")


def read_catalogue(options: argparse.Namespace):  # noqa: ANN201
    if options.catalogue:
        return pickle.loads(options.catalogue.read_bytes())  # noqa: S301 - our own file
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
    parser.add_argument("--catalogue", type=Path)
    asyncio.run(build(parser.parse_args()))
