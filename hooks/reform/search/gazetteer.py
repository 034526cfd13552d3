"""Every place by its name, today's and that of before, for those that the index does not know: a
reader who types a commune without a plan is led to its place on the page of its province.

`places/<n>.json` holds the names that begin alike: {"provinces": [[address, name]], "names":
{folded name: [[exact name, name as shown, anchor, province, name of today]]}}.
"""

import json
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from reform import addresses
from reform.search.shards import shard_number
from reform.search.words import folded_form, words
from reform.sources.units import RegisteredUnit, UnitRegister, bare_name

FILES = 128
"""How many files there are; the index tells the program."""


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A name that leads to a unit of today."""

    name: str
    """With its type, as shown."""
    unit: RegisteredUnit
    """The unit of today, or a province."""
    is_former: bool
    """Whether the name is that of a unit that went into it."""


def named_places(
    register: UnitRegister, provinces: Iterable[RegisteredUnit], known: Container[str]
) -> Iterator[NamedPlace]:
    """The names of `provinces` and of all their communes; what has a page of its own, by its id in
    `known`, is found in the index and left out.
    """
    for province in provinces:
        units = register.communes_in(province.code)
        if not any(unit.unit_id in known for unit in units):
            yield NamedPlace(province.name, province, is_former=False)
        for unit in units:
            if unit.unit_id not in known:
                yield NamedPlace(unit.name, unit, is_former=False)
                names = {old.name for old in register.predecessors(unit.unit_id)} - {unit.name}
                yield from (NamedPlace(name, unit, is_former=True) for name in sorted(names))


def gazetteer_files(places: Iterable[NamedPlace]) -> Iterator[tuple[str, bytes]]:
    """Path below the index's folder, and content, of every file; today's names come first."""
    files: defaultdict[int, list[tuple[str, NamedPlace]]] = defaultdict(list)
    for place in places:
        exact = " ".join(words(bare_name(place.name)))
        files[_file_of(_folded(exact))].append((exact, place))
    for number in range(FILES):
        found = sorted(files[number], key=lambda row: (row[1].is_former, row[1].unit.unit_id))
        yield f"places/{number}.json", _written(found)


def _file_of(folded: str) -> int:
    return shard_number(folded.partition(" ")[0], FILES)


def _folded(exact: str) -> str:
    return " ".join(map(folded_form, exact.split(" ")))


def _written(places: Iterable[tuple[str, NamedPlace]]) -> bytes:
    provinces: dict[str, list[str]] = {}
    names: defaultdict[str, list[list[object]]] = defaultdict(list)
    for exact, place in places:
        top = place.unit.parent or place.unit
        provinces.setdefault(top.code, [addresses.province(top.folder), top.province_name])
        anchor = place.unit.unit_id if place.unit.parent else ""
        today = place.unit.name if place.is_former else ""
        at = list(provinces).index(top.code)
        names[_folded(exact)].append([exact, place.name, anchor, at, today])
    content = {"provinces": list(provinces.values()), "names": names}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
