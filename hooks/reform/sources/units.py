"""The register of administrative units: those in force from the package ``vietnam-provinces``
(Decision 19/2025/QĐ-TTg), those that ended on 30/6/2025 from ``data/former_communes.csv``.

A unit is a code and the time for which the code named it. Its id is the bare code while it is in
force, and the code with its last day once it has ended: ``11824``, ``07273-20250630``.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property

from slugify import slugify

MERGER = date(2025, 7, 1)
"""The day on which the units of Decision 19/2025/QĐ-TTg began."""
LAST_DAY = MERGER - timedelta(days=1)

_ID_OF_FOLDER = re.compile(r"(\d{2,5}(?:-\d{8})?)-")

PLACE_TYPES = {
    "xã": "xa",
    "phường": "phuong",
    "đặc khu": "dac-khu",
    "thị trấn": "thi-tran",
    "thành phố": "thanh-pho",
    "tỉnh": "tinh",
}
"""The first words of a place's name, and their codes of the list ``unit_type``."""


@dataclass(frozen=True)
class RegisteredUnit:
    """A unit, in force or ended."""

    code: str
    """Digits as text: five for a commune, two for a province."""
    level: str
    """Code of the list ``unit_level``."""
    name: str
    """Full name with its type: ``Xã Vĩnh Bảo``."""
    type: str
    """Code of the list ``unit_type``."""
    province_code: str
    """Two digits, as text."""
    province_name: str
    """Name without ``Thành phố`` or ``Tỉnh``."""
    district_name: str | None = None
    """The district of a commune that ended; None in force (there are none any more)."""
    parent: "RegisteredUnit | None" = None
    """The unit right above it."""
    valid_from: date | None = None
    """None where the register does not know."""
    valid_to: date | None = None
    """Its last day; None while it is in force."""
    successors: tuple[str, ...] = ()
    """Ids of the units in force that took it over; empty while it is in force."""
    is_partial: bool = False
    """True where it was divided among several successors."""

    @property
    def unit_id(self) -> str:
        """Its permanent id: the code, and the last day where it ended."""
        return f"{self.code}-{self.valid_to:%Y%m%d}" if self.valid_to else self.code

    @property
    def is_former(self) -> bool:
        """Whether the unit has ended."""
        return self.valid_to is not None

    @property
    def slug(self) -> str:
        """The name in ASCII, without its type: ``vinh-bao``."""
        return place_slug(self.name)

    @property
    def folder(self) -> str:
        """Its folder below ``data/units``, and its part of an address: ``31-hai-phong`` and
        ``31-hai-phong/11824-vinh-bao``. Two units never share one: it begins with the id.
        """
        own = f"{self.unit_id}-{self.slug}"
        return f"{self.parent.folder}/{own}" if self.parent else own

    def may_exist_in(self, first: date, last: date) -> bool:
        """Whether it existed on some day of a stretch of days, as far as the register knows."""
        begins, ends = self.valid_from or date.min, self.valid_to or date.max
        return begins <= last and first <= ends


@dataclass(frozen=True)
class UnitRegister:
    """Every unit by its id."""

    units: Mapping[str, RegisteredUnit]

    def get(self, unit_id: object) -> RegisteredUnit | None:
        """The unit of an id; None for anything else."""
        return self.units.get(unit_id) if isinstance(unit_id, str) else None

    def named_by(self, code: str) -> tuple[RegisteredUnit, ...]:
        """The units that bore a code, one after another; the last may be in force."""
        return self._by_code.get(code, ())

    def in_folder(self, folder: str) -> RegisteredUnit | None:
        """The unit whose folder below ``data/units`` it is."""
        own = folder.rpartition("/")[2]
        match = _ID_OF_FOLDER.match(own)
        unit = self.get(match[1] if match else own)
        return unit if unit and unit.folder == folder else None

    def predecessors(self, unit_id: str) -> tuple[RegisteredUnit, ...]:
        """The units that went, whole or in part, into a unit in force."""
        return self._merged_into.get(unit_id, ())

    def communes_in(self, province_code: str) -> tuple[RegisteredUnit, ...]:
        """The communes in force of a province, in the order of their names."""
        return self._by_province.get(province_code, ())

    def distinct_name(self, unit: RegisteredUnit) -> str:
        """Its name, with its place where another bears the same: ``Xã Tân Hòa (Đồng Nai)``. 238
        names of 555 communes in force are borne by several; one that ended yields to them.
        """
        others = self._by_name[unit.name]
        if len(others) == 1 or not (unit.is_former or sum(not u.is_former for u in others) > 1):
            return unit.name
        district = unit.district_name or ""
        within = f"{district[:1].lower()}{district[1:]}, " if district else ""
        return f"{unit.name} ({within}{unit.province_name})"

    @cached_property
    def _by_name(self) -> Mapping[str, list[RegisteredUnit]]:
        found: defaultdict[str, list[RegisteredUnit]] = defaultdict(list)
        for unit in self.units.values():
            found[unit.name].append(unit)
        return found

    @cached_property
    def _by_province(self) -> Mapping[str, tuple[RegisteredUnit, ...]]:
        found: defaultdict[str, list[RegisteredUnit]] = defaultdict(list)
        for unit in self.units.values():
            if unit.level == "commune" and not unit.is_former:
                found[unit.province_code].append(unit)
        return {code: tuple(sorted(u, key=_name_order)) for code, u in found.items()}

    @cached_property
    def _by_code(self) -> Mapping[str, tuple[RegisteredUnit, ...]]:
        found: defaultdict[str, list[RegisteredUnit]] = defaultdict(list)
        for unit in self.units.values():
            found[unit.code].append(unit)
        return {c: tuple(sorted(u, key=lambda u: u.valid_to or date.max)) for c, u in found.items()}

    @cached_property
    def _merged_into(self) -> Mapping[str, tuple[RegisteredUnit, ...]]:
        found: defaultdict[str, list[RegisteredUnit]] = defaultdict(list)
        for unit in self.units.values():
            for successor in unit.successors:
                found[successor].append(unit)
        return {unit_id: tuple(units) for unit_id, units in found.items()}


def _name_order(unit: RegisteredUnit) -> tuple[str, str]:
    return unit.slug, unit.unit_id


@cache
def place_slug(name: str) -> str:
    """A place's name in ASCII without its type: ``Xã Ea H'leo`` gives ``ea-hleo``."""
    return slugify(bare_name(name).replace("'", "").replace("’", ""))


def bare_name(name: str) -> str:
    """A place's name without its type: ``Thành phố Hải Phòng`` gives ``Hải Phòng``."""
    lowered = name.casefold()
    return next((name[len(t) + 1 :] for t in PLACE_TYPES if lowered.startswith(f"{t} ")), name)


def type_of(name: str) -> str:
    """The code of a place's type, by its name; ``tinh`` where the name does not begin with one."""
    lowered = name.casefold()
    return next((code for t, code in PLACE_TYPES.items() if lowered.startswith(f"{t} ")), "tinh")
