"""The inverted index in memory: terms of one and of two words, and where they stand."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from reform.search.records import SEARCHED, Collection, CommuneRecord, PlanRecord
from reform.search.vocabulary import Vocabulary

Term = tuple[str, ...]
"""One or two exact words."""


@dataclass
class Postings:
    """Kind → term → places: an item's `plan * items_a_plan + position`, another record's number."""

    items_a_plan: int
    """The most items of one kind in any plan; positions are less, so no place means two items."""
    places: dict[str, dict[Term, array[int]]] = field(default_factory=dict)

    def add(self, kind: str, terms: Iterable[Term], place: int) -> None:
        table = self.places.setdefault(kind, defaultdict(lambda: array("Q")))
        for term in terms:
            table[term].append(place)


def index_terms(collection: Collection, vocabulary: Vocabulary) -> Postings:
    """All postings of the collection, in ascending order."""
    counts = (len(items) for plan in collection.plans for items in plan.items.values())
    postings = Postings(items_a_plan=max(counts, default=0) or 1)
    names = {commune.code: commune for commune in collection.communes}
    for number, commune in enumerate(collection.communes):
        postings.add("commune", _commune_terms(commune, vocabulary), number)
    for number, plan in enumerate(collection.plans):
        words = _plan_words(plan, names[plan.commune_code], collection, vocabulary)
        postings.add("plan", terms_of(words), number)
        _index_items(postings, plan, number, vocabulary)
    for number, thing in enumerate(collection.things):
        words = list(vocabulary.expanded(thing.title))
        found = terms_of(words) | terms_of(list(vocabulary.expanded(thing.text)))
        for line in thing.also.split("\n"):
            found |= terms_of(list(vocabulary.expanded(line)))
        postings.add("thing", found, number)
    return postings


def _index_items(postings: Postings, plan: PlanRecord, number: int, vocabulary: Vocabulary) -> None:
    for kind in SEARCHED:
        for position, item in enumerate(plan.items.get(kind.word, ())):
            found = terms_of(list(vocabulary.expanded(item.text)))
            if item.also:
                found |= terms_of(list(vocabulary.expanded(item.also)))
            postings.add(kind.word, found, number * postings.items_a_plan + position)


def terms_of(words: list[str]) -> set[Term]:
    """The words and each two neighbours."""
    found: set[Term] = {(word,) for word in words}
    found.update(pairwise(words))
    return found


def _commune_terms(commune: CommuneRecord, vocabulary: Vocabulary) -> set[Term]:
    found = terms_of(list(vocabulary.expanded(commune.name))) | {(commune.code,)}
    for name in (*commune.former, *commune.regions):
        found |= terms_of(list(vocabulary.expanded(name)))
    return found


def _plan_words(
    plan: PlanRecord, commune: CommuneRecord, collection: Collection, vocabulary: Vocabulary
) -> list[str]:
    province = collection.provinces[commune.province]
    text = f"{plan.title} {plan.period} {commune.name} {province}"
    return list(vocabulary.expanded(text))
