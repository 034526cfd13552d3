"""Finds a unit by what people type: its code, its name with or without diacritics, its province."""

from reform.sources.plain_letters import plain_letters, plain_words
from reform.sources.units import RegisteredUnit, UnitRegister, bare_name


def found_units(register: UnitRegister, typed: str) -> tuple[RegisteredUnit, ...]:
    """The units that may be meant, those in force first, the closest name first."""
    exact = register.get(typed.strip()) or register.in_folder(typed.strip().strip("/"))
    if exact:
        return (exact,)
    if typed.strip().isdigit():
        return tuple(reversed(register.named_by(typed.strip())))
    words = plain_words(typed).split()
    if not words:
        return ()
    found = [unit for unit in register.units.values() if _is_meant(unit, words)]
    return tuple(sorted(found, key=lambda unit: (_distance(unit, words), unit.unit_id)))


def the_unit(register: UnitRegister, typed: str) -> RegisteredUnit | None:
    """The one unit that is meant; None where none or several may be."""
    found = found_units(register, typed)
    if len(found) > 1 and typed.strip().isdigit():
        return found[0]
    best = [u for u in found if _distance(u, plain_words(typed).split())[:2] == (0, 0)]
    return found[0] if len(found) == 1 else best[0] if len(best) == 1 else None


def place_of(unit: RegisteredUnit) -> str:
    """Where a unit lies, in words: its district, where there was one, and its province."""
    above = () if unit.level == "province" else (unit.district_name, unit.province_name)
    return ", ".join(filter(None, above))


def _is_meant(unit: RegisteredUnit, words: list[str]) -> bool:
    held = plain_words(f"{unit.name} {place_of(unit)}").split()
    return all(any(own.startswith(word) for own in held) for word in words)


def _distance(unit: RegisteredUnit, words: list[str]) -> tuple[int, int, int]:
    """In force before ended; exactly the name, with its type or province or without, before the
    rest; a short name before a long one.
    """
    typed = "".join(words)
    bare, full = plain_letters(bare_name(unit.name)), plain_letters(unit.name)
    province = plain_letters(bare_name(unit.province_name))
    names = (bare, full, bare + province, full + province)
    return unit.is_former, 0 if typed in names else 1, len(full)
