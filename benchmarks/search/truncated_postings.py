"""Candidate: truncated, impact-ordered postings in the place of one bit for each plan.

    python truncated_postings.py OUT --catalogue PICKLE [--most N]

A term keeps the N items in which it weighs most (the shortest texts); the rest is lost.
Everything else (program, shards, records) is as in the site.
"""

import argparse
import pickle
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "hooks"))

from reform.search import encoding, shards
from reform.search.collecting import collect
from reform.search.vocabulary import vocabulary_of
from reform.sources.word_lists import read_word_lists


def main(options: argparse.Namespace) -> None:
    collection = collect(pickle.loads(options.catalogue.read_bytes()))
    lengths = [
        max((len(item.text) for items in plan.items.values() for item in items), default=0)
        for plan in collection.plans
    ]

    def truncated(places: list[int], items_a_plan: int, _: int) -> list[int]:
        best = sorted(places, key=lambda place: (lengths[place // items_a_plan], place))
        return encoding._stepped_pairs(sorted(best[: options.most]), items_a_plan)

    shards.encoded_items = truncated
    lists, _ = read_word_lists(ROOT / "data" / "search", "data/search")
    for name, content in shards.index_files(collection, vocabulary_of(lists)):
        path = options.out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--catalogue", type=Path, required=True)
    parser.add_argument("--most", type=int, default=200)
    main(parser.parse_args())
