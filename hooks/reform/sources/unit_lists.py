"""Reads the lists that the register of units is made of."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from vietnam_provinces import Province, Ward

from reform.problems import DataError
from reform.sources.csv_files import read_csv
from reform.sources.units import (
    LAST_DAY,
    MERGER,
    RegisteredUnit,
    UnitRegister,
    bare_name,
    type_of,
)

_Units = dict[str, RegisteredUnit]
_Rows = Iterable[Mapping[str, str]]


def read_units(former_file: Path, invented_file: Path) -> UnitRegister:
    """All units; those of ``invented_file``, where a demo has one, count as in force.

    Raises DataError where a list cannot be read.
    """
    former = _rows(former_file)
    invented = _rows(invented_file) if invented_file.exists() else ()
    current = _current_units()
    lasting_provinces = _lasting_provinces(former, current)
    ended_provinces = _ended_provinces(former, current, lasting_provinces)
    ended = _ended_communes(former, current, {**current, **ended_provinces})
    lasting = _lasting_communes(ended, current)
    found = {unit.unit_id: unit for unit in current.values()}
    for code in lasting | lasting_provinces:
        found[code] = replace(current[code], valid_from=None)
    found = {
        **{unit.unit_id: _below(unit, found) for unit in found.values()},
        **{unit.unit_id: unit for unit in ended_provinces.values()},
        **{unit.unit_id: unit for unit in ended.values() if unit.code not in lasting},
        **{unit.unit_id: unit for unit in _invented(invented)},
    }
    return UnitRegister(MappingProxyType(found))


def _below(unit: RegisteredUnit, found: Mapping[str, RegisteredUnit]) -> RegisteredUnit:
    return replace(unit, parent=found[unit.parent.unit_id]) if unit.parent else unit


def _rows(path: Path) -> tuple[Mapping[str, str], ...]:
    table, problems = read_csv(path, path.name, is_shared=True)
    if table is None or problems:
        raise DataError(tuple(problems))
    return tuple(row.values for row in table.rows)


@cache
def _current_units() -> Mapping[str, RegisteredUnit]:
    """Code to unit, of the package: 34 provinces and 3,321 communes."""
    provinces = {
        unit.code: unit
        for p in Province.iter_all()
        for unit in (_province(f"{p.code.value:02d}", p.name),)
    }
    communes = (
        _commune(f"{w.code.value:05d}", w.name, provinces[f"{w.province_code.value:02d}"])
        for w in Ward.iter_all()
    )
    return MappingProxyType({**provinces, **{unit.code: unit for unit in communes}})


def _province(code: str, name: str) -> RegisteredUnit:
    bare, kind = bare_name(name), type_of(name)
    full = f"Tỉnh {bare}" if kind == "tinh" else name
    return RegisteredUnit(code, "province", full, kind, code, bare, valid_from=MERGER)


def _commune(code: str, name: str, province: RegisteredUnit) -> RegisteredUnit:
    return RegisteredUnit(
        code=code,
        level="commune",
        name=name,
        type=type_of(name),
        province_code=province.code,
        province_name=province.province_name,
        parent=province,
        valid_from=province.valid_from,
    )


def _invented(rows: _Rows) -> Iterable[RegisteredUnit]:
    for row in rows:
        begins = date.fromisoformat(row["valid_from"]) if row["valid_from"] else None
        province = _province(row["province_code"], row["province_name"])
        province = replace(province, valid_from=begins)
        yield province
        yield _commune(row["code"], row["name"], province)


def _lasting_provinces(former: _Rows, current: Mapping[str, RegisteredUnit]) -> set[str]:
    """Codes of the provinces that no other was merged into: the unit of before is today's."""
    parts: defaultdict[str, set[str]] = defaultdict(set)
    for row in former:
        for successor in _successors(row, current):
            parts[current[successor].province_code].add(row["province_code"])
    return {code for code, own in parts.items() if own == {code}}


def _ended_provinces(
    former: _Rows, current: Mapping[str, RegisteredUnit], lasting: set[str]
) -> _Units:
    """Code to province that ended, each with the province of today that has its communes."""
    found: _Units = {}
    for row in former:
        code = row["province_code"]
        successors = _successors(row, current)
        if code in lasting or code in found or not successors:
            continue
        today = current[successors[0]].province_code
        unit = _province(code, row["province_name"])
        found[code] = replace(unit, valid_from=None, valid_to=LAST_DAY, successors=(today,))
    return found


def _ended_communes(
    former: _Rows, current: Mapping[str, RegisteredUnit], provinces: Mapping[str, RegisteredUnit]
) -> _Units:
    found: _Units = {}
    for row in former:
        successors = _successors(row, current)
        found[row["commune_code"]] = RegisteredUnit(
            code=row["commune_code"],
            level="commune",
            name=row["name"],
            type=row["type"],
            district_name=row["district_name"],
            province_code=row["province_code"],
            province_name=bare_name(row["province_name"]),
            parent=provinces[row["province_code"]],
            valid_to=LAST_DAY,
            successors=tuple(successors),
            is_partial=row["is_partial"] == "true",
        )
    return found


def _lasting_communes(ended: _Units, current: Mapping[str, RegisteredUnit]) -> set[str]:
    """Codes of the communes that the merger left as they were: nothing came, nothing went."""
    came: defaultdict[str, set[str]] = defaultdict(set)
    for unit in ended.values():
        for successor in unit.successors:
            came[successor].add(unit.code)
    return {
        code
        for code, unit in ended.items()
        if unit.successors == (code,) and came[code] == {code} and unit.name == current[code].name
    }


def _successors(row: Mapping[str, str], current: Mapping[str, RegisteredUnit]) -> list[str]:
    # The two lists number 119 communes differently; a code that one does not know says nothing.
    return [code for code in row["successor_codes"].split("; ") if code in current]
