"""The gold set, and how well answers meet it: for tests and benchmarks."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from reform.sources.csv_files import read_csv

DEPTH = 5


@dataclass(frozen=True)
class GoldQuery:
    """A line of `data/search/gold.csv`."""

    query: str
    """As typed; queries of the class `nfd` are typed decomposed."""
    kind: str
    """The class of the query, for figures."""
    corpus: str
    """`real` or `nation`."""
    expected: tuple[str, ...]
    """Right answers, all of them, as addresses; one that ends with `*` stands for every address
    that begins so."""

    def recall(self, answers: Sequence[str]) -> float:
        """Right answers among the first five, of those that have room there."""
        first = answers[:DEPTH]
        found = sum(any(is_same(want, answer) for answer in first) for want in self.expected)
        return found / min(DEPTH, len(self.expected))

    def reciprocal_rank(self, answers: Sequence[str]) -> float:
        """One over the place of the first right answer; 0 where there is none."""
        for place, answer in enumerate(answers, 1):
            if any(is_same(want, answer) for want in self.expected):
                return 1 / place
        return 0.0


@dataclass(frozen=True)
class Figures:
    """How well a class of queries is answered."""

    count: int
    recall: float
    reciprocal_rank: float
    success: float
    """Share of the queries with any right answer among the first five."""


def is_same(want: str, answer: str) -> bool:
    """Whether an answer's address is the one wanted; a slash in front does not count."""
    want, answer = want.lstrip("/"), answer.lstrip("/")
    return answer.startswith(want[:-1]) if want.endswith("*") else answer == want


def read_gold(path: Path, corpus: str) -> list[GoldQuery]:
    """The gold queries over one corpus."""
    table, problems = read_csv(path, path.name)
    assert table, problems
    assert not problems
    rows = [row.values for row in table.rows if row.values["corpus"] == corpus]
    return [
        GoldQuery(
            query=unicodedata.normalize("NFD" if row["class"] == "nfd" else "NFC", row["query"]),
            kind=row["class"],
            corpus=corpus,
            expected=tuple(row["expected"].split()),
        )
        for row in rows
    ]


def figures(answers: Iterable[tuple[GoldQuery, Sequence[str]]]) -> Mapping[str, Figures]:
    """Class → figures, with `all` for the whole set."""
    found: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for gold, addresses in answers:
        pair = (gold.recall(addresses), gold.reciprocal_rank(addresses))
        found[gold.kind].append(pair)
        found["all"].append(pair)
    return {
        kind: Figures(
            count=len(pairs),
            recall=fmean(recall for recall, _ in pairs),
            reciprocal_rank=fmean(rank for _, rank in pairs),
            success=fmean(rank >= 1 / DEPTH for _, rank in pairs),
        )
        for kind, pairs in found.items()
    }
