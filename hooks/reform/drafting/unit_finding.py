"""Whose plan it is: the unit that a document's head names, of today or of before the merger."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from reform.drafting.folding import fold
from reform.drafting.rows import Doubt
from reform.model.periods import first_day, last_day
from reform.sources.units import RegisteredUnit, UnitRegister, bare_name

_TYPED = re.compile(r"\b(xa|phuong|dac khu|thi tran|tinh|thanh pho|tp\.?)\s+([a-z][a-z' ]+)")
_TYPES = {
    "xa": "xa",
    "phuong": "phuong",
    "dac khu": "dac-khu",
    "thi tran": "thi-tran",
    "tinh": "tinh",
}


@dataclass(frozen=True, slots=True)
class FoundUnit:
    """The unit, or none, and why it is in doubt."""

    unit: RegisteredUnit | None
    doubts: tuple[Doubt, ...] = ()


def find_unit(
    named: Iterable[str], place: str, text: str, issued_on: str | None, register: UnitRegister
) -> FoundUnit:
    """The unit that the lines of a head name, else the one whose name is the place of issue.

    ``text`` is the whole document, folded: the province or district it speaks of decides between
    units of one name, and the day of issue between a unit and the one it was merged into.
    """
    by_name = _by_name(register)
    wanted: list[RegisteredUnit] = []
    for line in named:
        wanted += _typed(fold(line), by_name)
    wanted = [unit for unit in wanted if unit.level == "commune"] or wanted
    if not any(unit.level == "commune" for unit in wanted):
        at_place = by_name.get(_name(place), ())
        communes = [unit for unit in at_place if unit.level == "commune"]
        wanted = wanted or communes or list(at_place)
    fitting = _of_day(wanted, issued_on)
    if not fitting:
        return FoundUnit(None, (Doubt.of("unit-unknown", place=place or "?"),))
    best = _nearest(fitting, text)
    doubts = []
    if len(best) > 1:
        others = "; ".join(f"{unit.unit_id} {_described(unit)}" for unit in best[1:6])
        doubts.append(Doubt.of("unit-several", name=_described(best[0]), others=others))
    return FoundUnit(best[0], tuple(doubts))


def _by_name(register: UnitRegister) -> dict[str, tuple[RegisteredUnit, ...]]:
    found: defaultdict[str, list[RegisteredUnit]] = defaultdict(list)
    for unit in register.units.values():
        found[_name(bare_name(unit.name))].append(unit)
    return {name: tuple(units) for name, units in found.items()}


def _name(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", fold(name)).strip()


def _typed(line: str, by_name: dict[str, tuple[RegisteredUnit, ...]]) -> list[RegisteredUnit]:
    found: list[RegisteredUnit] = []
    for match in _TYPED.finditer(line):
        words = match[2].split()
        for length in range(min(len(words), 5), 0, -1):
            units = by_name.get(_name(" ".join(words[:length])), ())
            fitting = [unit for unit in units if _fits(unit, match[1])]
            if fitting:
                found += fitting
                break
    return found


def _fits(unit: RegisteredUnit, word: str) -> bool:
    if word.startswith(("thanh", "tp")):
        return unit.type == "thanh-pho"
    return unit.type == _TYPES[word]


def _of_day(units: list[RegisteredUnit], issued_on: str | None) -> list[RegisteredUnit]:
    unique = list({unit.unit_id: unit for unit in units}.values())
    if not issued_on:
        return unique
    first, last = first_day(issued_on), last_day(issued_on)
    return [unit for unit in unique if unit.may_exist_in(first, last)]


def _nearest(units: list[RegisteredUnit], text: str) -> list[RegisteredUnit]:
    """The units that the document's places fit best, the best first."""

    def score(unit: RegisteredUnit) -> int:
        points = 3 * (_name(unit.province_name) in text)
        points += 2 * bool(unit.district_name and _name(bare_name(unit.district_name)) in text)
        return points + (not unit.is_former)

    best = max(map(score, units))
    return [unit for unit in units if score(unit) == best]


def _described(unit: RegisteredUnit) -> str:
    return ", ".join(filter(None, (unit.name, unit.district_name, unit.province_name)))
