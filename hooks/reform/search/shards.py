"""The index as static files, small enough to be fetched one by one.

`meta.json` what every search needs · `terms/<n>.json` terms, spread by a hash of their beginning ·
`plans/<n>.json` a plan and its items, for texts · `communes/<n>.json` and `things/<n>.json` names,
a block at a time · `spelling.json` names and common pairs, for mistyped queries only.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from reform.search.encoding import Encoded, encoded_items, encoded_list, encoded_plans
from reform.search.records import SEARCHED, Collection, IndexedItem
from reform.search.spelling import spelling_list, vocabulary_line
from reform.search.terms import Postings, Term, index_terms
from reform.search.vocabulary import Vocabulary
from reform.search.words import RULES, folded_form
from reform.sources.units import bare_name

LETTERS = {"plan": "P", "commune": "C", "thing": "N"}
"""What is no item → its letter in the files: a capital, items have the letters of their ids."""
COMMUNES_A_BLOCK = 32
THINGS_A_BLOCK = 16
_TERMS_A_SHARD = 10


def index_files(
    collection: Collection, vocabulary: Vocabulary, place_files: int = 0
) -> Iterator[tuple[str, bytes]]:
    """Path below the index's folder, and content, of every file; `place_files` tells the program
    how many files of the gazetteer stand beside them.
    """
    postings = index_terms(collection, vocabulary)
    entries = _entries(collection, postings)
    shard_count = _shard_count(len(entries))
    meta = _meta(collection, vocabulary, postings, shard_count)
    yield "meta.json", _json({**meta, "placeFiles": place_files})
    yield "spelling.json", _json(spelling_list(postings))
    shards: list[dict[str, Any]] = [{} for _ in range(shard_count)]
    for folded, variants in entries.items():
        shards[shard_number(folded, shard_count)][folded] = variants
    for number, shard in enumerate(shards):
        yield f"terms/{number}.json", _json(shard)
    yield from _record_files(collection)


def shard_number(folded: str, shard_count: int) -> int:
    """Which file holds a term: by its first word and the first letter of its second.

    So a query whose last word is still being typed reads the file that it will need in the end.
    The key of a whole name begins with `=` and follows its first two words. The hash is FNV-1a.
    """
    first, _, second = folded.removeprefix("=").partition(" ")
    found = 0x811C9DC5
    for byte in f"{first} {second[:1]}".encode():
        found = (found ^ byte) * 0x01000193 & 0xFFFFFFFF
    return (found ^ found >> 15) % shard_count


def _shard_count(entry_count: int) -> int:
    """A power of two with about _TERMS_A_SHARD terms in each file."""
    return 1 << max(0, (entry_count // _TERMS_A_SHARD).bit_length())


def _entries(collection: Collection, postings: Postings) -> dict[str, dict[str, Any]]:
    """Folded term → exact term → letter of kind → postings; `=folded name` → exact → communes."""
    entries: dict[str, dict[str, Any]] = defaultdict(dict)

    def add(term: Term, letter: str, posting: Encoded) -> None:
        folded = " ".join(map(folded_form, term))
        entries[folded].setdefault(" ".join(term), {})[letter] = posting

    plan_count = len(collection.plans)
    for kind in SEARCHED:
        for term, places in postings.places.get(kind.word, {}).items():
            if not _is_noise(term):
                add(term, kind.letter, encoded_items(places, postings.items_a_plan, plan_count))
    for word, letter in LETTERS.items():
        for term, numbers in postings.places.get(word, {}).items():
            is_plan = word == "plan"
            found = encoded_plans(numbers, plan_count) if is_plan else encoded_list(numbers)
            add(term, letter, found)
    for name, communes in _whole_names(collection).items():
        entries["=" + " ".join(map(folded_form, name))][" ".join(name)] = communes
    # Terms come out of sets, whose order differs from run to run.
    return {folded: dict(sorted(entries[folded].items())) for folded in sorted(entries)}


def _is_noise(term: Term) -> bool:
    """Two numbers side by side mean something in document numbers and periods only."""
    return len(term) == 2 and term[0][0].isdigit() and term[1][0].isdigit()


def _whole_names(collection: Collection) -> dict[Term, list[list[Any]]]:
    """Words of a name without its type → [commune number, "" or the former name in full]."""
    found: dict[Term, list[list[Any]]] = defaultdict(list)
    plain = Vocabulary((), ())
    for number, commune in enumerate(collection.communes):
        for name in (commune.name, *commune.former):
            key = tuple(plain.expanded(bare_name(name)))
            entry = [number, "" if name == commune.name else name]
            if entry not in found[key]:
                found[key].append(entry)
    return found


def _meta(
    collection: Collection, vocabulary: Vocabulary, postings: Postings, shard_count: int
) -> dict[str, Any]:
    provinces = [
        [code, name, *_first_and_count(collection, code), collection.today.get(code, "")]
        for code, name in collection.provinces.items()
    ]
    return {
        "shards": shard_count,
        "plans": len(collection.plans),
        "itemsAPlan": postings.items_a_plan,
        "itemKinds": {kind.letter: kind.word for kind in SEARCHED},
        "letters": LETTERS,
        "communesABlock": COMMUNES_A_BLOCK,
        "thingsABlock": THINGS_A_BLOCK,
        "provinces": provinces,
        "replacements": [
            [" ".join(r.short), " ".join(r.long), int(r.is_certain)]
            for r in vocabulary.replacements
        ],
        "questionWords": [" ".join(phrase) for phrase in vocabulary.question_words],
        "kindWords": [[kind, " ".join(phrase)] for kind, phrase in vocabulary.kind_words],
        "labels": collection.labels,
        "wordRules": RULES,
        "words": vocabulary_line(postings),
    }


def _first_and_count(collection: Collection, code: str) -> tuple[int, int, int, int]:
    """First number and count of a province's communes, then of its plans: both stand together."""
    communes = [n for n, row in enumerate(collection.communes) if row.province == code]
    codes = {collection.communes[n].code for n in communes}
    plans = [n for n, row in enumerate(collection.plans) if row.unit_id in codes]
    return communes[0], len(communes), plans[0] if plans else 0, len(plans)


def _record_files(collection: Collection) -> Iterator[tuple[str, bytes]]:
    numbers = {row.code: number for number, row in enumerate(collection.communes)}
    plans_of: dict[str, list[int]] = defaultdict(list)
    for number, plan in enumerate(collection.plans):
        plans_of[plan.unit_id].append(number)
        commune = collection.communes[numbers[plan.unit_id]]
        items = {k.letter: [_item_row(i) for i in plan.items.get(k.word, ())] for k in SEARCHED}
        head = [plan.address, plan.title, plan.period, commune.name, commune.province, commune.code]
        yield (
            f"plans/{number}.json",
            _json({"plan": head, "commune": numbers[commune.code], **items}),
        )
    communes = [
        [
            *(row.name, row.address, row.province, list(row.former)),
            *(plans_of[row.code], row.code, [*row.regions, *row.former_codes]),
        ]
        for row in collection.communes
    ]
    yield from _blocks("communes", communes, COMMUNES_A_BLOCK)
    things = [[row.kind, row.title, row.text, row.address, row.also] for row in collection.things]
    yield from _blocks("things", things, THINGS_A_BLOCK)


def _item_row(item: IndexedItem) -> list[Any]:
    """What the browser shows and filters by; empty values at the end are left out."""
    row = [item.anchor, item.text, item.area, item.phase, list(item.agencies), item.status]
    row.append(item.also)
    while not row[-1]:
        row.pop()
    return row


def _blocks(folder: str, rows: list[Any], size: int) -> Iterator[tuple[str, bytes]]:
    for number in range(0, len(rows), size):
        yield f"{folder}/{number // size}.json", _json(rows[number : number + size])


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
