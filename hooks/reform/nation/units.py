"""The 3,321 real communes, with the folder names that a data folder gives them."""

import unicodedata
from dataclasses import dataclass

from vietnam_provinces import Province, Ward

from reform.sources.units import bare_name, place_slug


@dataclass(frozen=True)
class CountryUnit:
    """A commune as the invented country needs it."""

    code: str
    """Five digits, as text."""
    name: str
    """Without its type: `Vĩnh Bảo`."""
    kind: str
    """`xã`, `phường` or `đặc khu`, as in a running sentence."""
    province_code: str
    province_name: str
    """Without its type: `Hải Phòng`."""

    @property
    def full_name(self) -> str:
        """The commune with its type, as in a running sentence: `xã Vĩnh Bảo`."""
        return f"{self.kind} {self.name}"

    @property
    def folder(self) -> str:
        """Folder below `data/units/`: `31-hai-phong/11824-vinh-bao`."""
        province = f"{self.province_code}-{place_slug(self.province_name)}"
        return f"{province}/{self.code}-{self.slug}"

    @property
    def slug(self) -> str:
        return place_slug(self.name)


def country(codes: frozenset[str] | None = None) -> list[CountryUnit]:
    """All communes in the order of their codes, or those of `codes` only."""
    provinces = {p.code: p for p in Province.iter_all()}
    units = (
        CountryUnit(
            code=f"{ward.code.value:05d}",
            name=_bare_name(ward.name),
            kind=unicodedata.normalize("NFC", ward.division_type.value),
            province_code=f"{ward.province_code.value:02d}",
            province_name=_bare_name(provinces[ward.province_code].name),
        )
        for ward in Ward.iter_all()
    )
    chosen = (unit for unit in units if codes is None or unit.code in codes)
    return sorted(chosen, key=lambda unit: unit.code)


def _bare_name(name: str) -> str:
    """A name of the package without its type, in NFC and with single spaces."""
    return bare_name(" ".join(unicodedata.normalize("NFC", name).split()))
