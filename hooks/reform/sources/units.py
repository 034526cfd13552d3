"""Administrative units: those in force from the package ``vietnam-provinces`` (Decision
19/2025/QĐ-TTg), those that ended on 2025-07-01 from ``data/former_communes.csv``."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType

from slugify import slugify
from vietnam_provinces import Province, Ward

from reform.problems import DataError
from reform.sources.csv_files import read_csv

MERGER = date(2025, 7, 1)
"""The day on which the units of Decision 19/2025/QĐ-TTg began."""

_TYPES = {"xã": "xa", "phường": "phuong", "đặc khu": "dac-khu", "thị trấn": "thi-tran"}
_CITY = "Thành phố "


@dataclass(frozen=True)
class Unit:
    """A commune, in force or ended."""

    code: str
    """Five digits, as text."""
    name: str
    """Full name with its type: ``Xã Vĩnh Bảo``."""
    type: str
    """Code of the list ``commune_type``."""
    district_name: str | None
    """The district, for a unit that ended; None for one in force (there are none any more)."""
    province_code: str
    """Two digits, as text."""
    province_name: str
    """Name without ``Thành phố`` or ``Tỉnh``."""
    successors: tuple[str, ...] = ()
    """Codes of the units in force that took it over; empty for a unit in force."""
    is_partial: bool = False
    """True where it was divided among several successors."""

    @property
    def is_former(self) -> bool:
        """Whether the unit ended on 2025-07-01."""
        return bool(self.successors)

    @property
    def slug(self) -> str:
        """The name in ASCII, without its type: ``vinh-bao``."""
        return place_slug(self.name)

    @property
    def folder(self) -> str:
        """Its part of an address: ``31-hai-phong/11824-vinh-bao``."""
        return f"{self.province_code}-{place_slug(self.province_name)}/{self.code}-{self.slug}"


@dataclass(frozen=True)
class Units:
    """Every unit by its code; a code may name one that ended and one in force."""

    current: Mapping[str, Unit]
    former: Mapping[str, Unit]

    def find(self, code: str, on: date) -> Unit | None:
        """The unit that bore the code on a day; failing that, the one that bears or bore it."""
        first, second = (self.former, self.current) if on < MERGER else (self.current, self.former)
        return first.get(code) or second.get(code)

    def predecessors(self, code: str) -> tuple[Unit, ...]:
        """The units that went, whole or in part, into a unit in force."""
        return tuple(self._merged_into.get(code, ()))

    @cached_property
    def _merged_into(self) -> Mapping[str, list[Unit]]:
        found: defaultdict[str, list[Unit]] = defaultdict(list)
        for unit in self.former.values():
            for successor in unit.successors:
                found[successor].append(unit)
        return found


@cache
def place_slug(name: str) -> str:
    """A place's name in ASCII without its type: ``Xã Ea H'leo`` gives ``ea-hleo``."""
    lowered = name.casefold()
    for kind in ("xã ", "phường ", "đặc khu ", "thị trấn ", "thành phố ", "tỉnh "):
        if lowered.startswith(kind):
            name = name[len(kind) :]
            break
    return slugify(name.replace("'", "").replace("’", ""))


def read_units(former_file: Path, invented_file: Path) -> Units:
    """All units; those of ``invented_file``, where a demo has one, count as in force.

    Raises DataError where a list cannot be read.
    """
    invented = _rows(invented_file) if invented_file.exists() else ()
    current = {**_current_units(), **{row["commune_code"]: _invented(row) for row in invented}}
    return Units(MappingProxyType(current), MappingProxyType(_former_units(former_file)))


def _rows(path: Path) -> tuple[dict[str, str], ...]:
    table, problems = read_csv(path, path.name, is_shared=True)
    if table is None or problems:
        raise DataError(tuple(problems))
    return tuple(row.values for row in table.rows)


def _invented(row: dict[str, str]) -> Unit:
    return Unit(
        code=row["commune_code"],
        name=row["name"],
        type=row["type"],
        district_name=None,
        province_code=row["province_code"],
        province_name=row["province_name"],
    )


def _former_units(path: Path) -> dict[str, Unit]:
    return {
        row["commune_code"]: Unit(
            code=row["commune_code"],
            name=row["name"],
            type=row["type"],
            district_name=row["district_name"],
            province_code=row["province_code"],
            province_name=_bare(row["province_name"]),
            successors=tuple(row["successor_codes"].split("; ")),
            is_partial=row["is_partial"] == "true",
        )
        for row in _rows(path)
    }


@cache
def _current_units() -> Mapping[str, Unit]:
    provinces = {province.code: province for province in Province.iter_all()}
    units = (_unit(ward, provinces[ward.province_code]) for ward in Ward.iter_all())
    return MappingProxyType({unit.code: unit for unit in units})


def _unit(ward: Ward, province: Province) -> Unit:
    return Unit(
        code=f"{ward.code.value:05d}",
        name=ward.name,
        type=_TYPES[ward.division_type.value],
        district_name=None,
        province_code=f"{province.code.value:02d}",
        province_name=_bare(province.name),
    )


def _bare(name: str) -> str:
    return name.removeprefix(_CITY).removeprefix("Tỉnh ")
