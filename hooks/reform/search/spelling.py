"""Word lists for mistyped queries, and how rare each word is."""

from collections import Counter
from math import log2

from reform.search.terms import Postings
from reform.search.words import folded_form

COMMON_PAIRS = 4000
"""How many pairs of words, the most frequent first, can mend a mistyped one."""


def vocabulary_line(postings: Postings) -> str:
    """Every folded word with its rarity: `thu2 tuc3 …`; 0 stands in every item, 9 in one or two."""
    counts: Counter[str] = Counter()
    for table in postings.places.values():
        for term, places in table.items():
            if len(term) == 1:
                counts[folded_form(term[0])] += len(places)
    total = max(counts.values(), default=1)
    rarity = {word: min(9, round(log2(total / count) / 2)) for word, count in counts.items()}
    return " ".join(f"{word}_{rarity[word]}" for word in sorted(rarity))


def spelling_list(postings: Postings) -> list[str]:
    """The most common pairs of words and all pairs in names of communes, folded.

    One line for each first word, followed by every second word: `hai duong long phong`.
    """
    pairs: Counter[tuple[str, str]] = Counter()
    for (first, second), count in postings.spoken.items():
        pairs[folded_form(first), folded_form(second)] += count
    common = sorted(pairs, key=lambda pair: (-pairs[pair], pair))[:COMMON_PAIRS]
    found = set(common)
    names = (term for term in postings.places.get("commune", {}) if len(term) == 2)
    found.update((folded_form(first), folded_form(second)) for first, second in names)
    lines: dict[str, list[str]] = {}
    for first, second in sorted(found):
        lines.setdefault(first, [first]).append(second)
    return [" ".join(line) for line in lines.values()]
