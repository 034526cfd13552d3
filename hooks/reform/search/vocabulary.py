"""What editors say about words: abbreviations, synonyms, words of questions (`data/search/`)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reform.search.words import folded_form, words
from reform.sources.word_lists import WordLists


@dataclass(frozen=True)
class Replacement:
    """A line of `abbreviations.csv` or `synonyms.csv`, as words."""

    short: tuple[str, ...]
    """Exact words as a reader types them: `("tthc",)`."""
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
        return {folded_form(r.short[0]): r.long for r in self.replacements if r.is_certain}


def vocabulary_of(lists: WordLists) -> Vocabulary:
    """The lists of `data/search/` as words; a row without any says nothing and is left out."""
    rows = (*lists["abbreviations"], *lists["synonyms"])
    replacements = (_replacement(row) for row in rows)
    questions = (tuple(words(row["phrase"])) for row in lists["question_words"])
    kinds = ((row["kind"], tuple(words(row["words"]))) for row in lists["kind_words"])
    return Vocabulary(
        tuple(r for r in replacements if r.short and r.long),
        tuple(phrase for phrase in questions if phrase),
        tuple((kind, phrase) for kind, phrase in kinds if phrase),
    )


def _replacement(row: Mapping[str, str]) -> Replacement:
    short = tuple(words(row["short"]))
    # Several words are never replaced, only tried beside: the first of them alone means something.
    is_certain = row["certain"].lower() == "true" and len(short) == 1
    return Replacement(short, tuple(words(row["long"])), is_certain)
