"""The inverted index in memory: terms of one and of two words, and where they stand."""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain, pairwise

from reform.search.records import SEARCHED, Collection, CommuneRecord, PlanRecord
from reform.search.vocabulary import Vocabulary

_PAUSE = re.compile(r"[,;:.!?…](?=\s|$)|[()\[\]“”\"·]|\s[–-]\s")
_YEAR = re.compile(r"\d{4}")

Term = tuple[str, ...]
"""One or two exact words."""


@dataclass
class Postings:
    """Kind → term → places: an item's `plan * items_a_plan + position`, another record's number."""

    items_a_plan: int
    """The most items of one kind in any plan; positions are less, so no place means two items."""
    places: dict[str, dict[Term, array[int]]] = field(default_factory=dict)
    spoken: Counter[Term] = field(default_factory=Counter)
    """Pairs of words with no pause between them, and how many records hold each: what a mistyped
    pair may have been. "công khai, minh bạch" holds no "khai minh".
    """

    def add(self, kind: str, texts: Iterable[str], place: int, vocabulary: Vocabulary) -> None:
        """Note the words of a record and each two neighbours in any of its texts."""
        table = self.places.setdefault(kind, defaultdict(lambda: array("Q")))
        terms: set[Term] = set()
        spoken: set[Term] = set()
        for text in texts:
            phrases = [list(vocabulary.expanded(part)) for part in _PAUSE.split(text)]
            found = list(chain.from_iterable(phrases))
            terms.update((word,) for word in found)
            terms.update(pairwise(found))
            spoken.update(chain.from_iterable(map(pairwise, phrases)))
        for term in terms:
            table[term].append(place)
        self.spoken.update(spoken)


def index_terms(collection: Collection, vocabulary: Vocabulary) -> Postings:
    """All postings of the collection, in ascending order."""
    counts = (len(items) for plan in collection.plans for items in plan.items.values())
    postings = Postings(items_a_plan=max(counts, default=0) or 1)
    names = {commune.code: commune for commune in collection.communes}
    for number, commune in enumerate(collection.communes):
        texts = (
            commune.name,
            commune.code,
            *commune.former,
            *commune.regions,
            *commune.former_codes,
        )
        postings.add("commune", texts, number, vocabulary)
    for number, plan in enumerate(collection.plans):
        commune = names[plan.unit_id]
        texts = _plan_texts(plan, commune, collection.provinces[commune.province])
        postings.add("plan", texts, number, vocabulary)
        for kind in SEARCHED:
            for position, item in enumerate(plan.items.get(kind.word, ())):
                place = number * postings.items_a_plan + position
                postings.add(kind.word, (item.text, item.also), place, vocabulary)
    for number, thing in enumerate(collection.things):
        postings.add(
            "thing", (thing.title, thing.text, *thing.also.split("\n")), number, vocabulary
        )
    return postings


def _plan_texts(plan: PlanRecord, commune: CommuneRecord, province: str) -> tuple[str, ...]:
    """What finds a plan; the years between the first and the last of its period too."""
    years = [int(year) for year in _YEAR.findall(plan.period)]
    between = map(str, range(years[0] + 1, years[-1])) if years else ()
    return (f"{plan.title} {plan.period} {commune.name} {province}", *between)
