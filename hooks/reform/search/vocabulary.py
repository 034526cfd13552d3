"""What editors say about words: abbreviations, synonyms, words of questions (`data/search/`)."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reform.search.words import folded_form, words


@dataclass(frozen=True)
class Replacement:
    """A line of `abbreviations.csv` or `synonyms.csv`, as words."""

    short: tuple[str, ...]
    """Folded words as a reader types them: `("tthc",)`."""
    long: tuple[str, ...]
    """Exact words of what it stands for."""
    is_certain: bool
    """True: the same thing always, replaced in texts and in queries. False: tried beside it."""


@dataclass(frozen=True)
class Vocabulary:
    """The lists of `data/search/`."""

    replacements: tuple[Replacement, ...]
    question_words: tuple[tuple[str, ...], ...]
    """Exact words of phrases that say nothing about what is looked for: `("lam", "sao")`."""
    kind_words: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Kind of record, and exact words by which readers name it: `("duty", ("phu5", "trach2"))`."""

    def expanded(self, text: str) -> Iterator[str]:
        """The exact words of a text with its certain abbreviations written out."""
        certain = self._certain()
        for word in words(text):
            yield from certain.get(folded_form(word), (word,))

    def _certain(self) -> dict[str, tuple[str, ...]]:
        return {r.short[0]: r.long for r in self.replacements if r.is_certain}


def read_vocabulary(folder: Path) -> Vocabulary:
    """The lists of `data/search/`; raises KeyError where a column is missing."""
    replacements = [
        Replacement(_folded(row["short"]), tuple(words(row["long"])), row["certain"] == "true")
        for name in ("abbreviations.csv", "synonyms.csv")
        for row in _rows(folder / name)
    ]
    questions = tuple(tuple(words(row["phrase"])) for row in _rows(folder / "question_words.csv"))
    kinds = tuple(
        (row["kind"], tuple(words(row["words"]))) for row in _rows(folder / "kind_words.csv")
    )
    return Vocabulary(tuple(replacements), questions, kinds)


def _folded(text: str) -> tuple[str, ...]:
    return tuple(folded_form(word) for word in words(text))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))
