"""Every code that an editor types, with what it stands for: one list for the command line, which
finds them, and for the site, which shows them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reform.layout import Layout
from reform.loading.choices import Choices, read_choices
from reform.sources.plain_letters import plain_words
from reform.sources.unit_search import found_units, place_of
from reform.sources.units import RegisteredUnit, UnitRegister

TABLES = ("reform_areas", "agency_roles", "indicators", "legal_documents")
"""Lists that have a table of their own, in the order in which they are shown."""


@dataclass(frozen=True)
class CodeEntry:
    """One code."""

    kind: str
    """``commune``, ``province``, a table, or ``codes:<list>``."""
    code: str
    name: str
    note: str


def code_entries(layout: Layout) -> Iterator[CodeEntry]:
    """Every code but those of units, which are too many to be listed in one place."""
    choices = read_choices(layout)
    lists: dict[str, Choices] = {name: choices[name] for name in TABLES}
    lists |= {name: found for name, found in choices.items() if name.startswith("codes:")}
    for name, found in lists.items():
        for row in found.rows:
            yield CodeEntry(name, row.id, row.name, row.note)


def unit_entry(unit: RegisteredUnit) -> CodeEntry:
    """The code of a unit; its folder is the note, as a plan's file lies in it."""
    kind = "province" if unit.level == "province" else "commune"
    name = ", ".join(filter(None, (unit.name, place_of(unit))))
    return CodeEntry(kind, unit.unit_id, name, f"data/units/{unit.folder}")


def found_codes(
    entries: Iterable[CodeEntry], register: UnitRegister, typed: str
) -> list[CodeEntry]:
    """What may be meant by words typed with or without diacritics: first what is called so, then
    what is explained so, then units.
    """
    words = plain_words(typed).split()
    held = [(entry, plain_words(f"{entry.code} {entry.name}")) for entry in entries]
    called = [entry for entry, text in held if _has(text, words)]
    noted = [e for e, text in held if _has(f"{text} {plain_words(e.note)}", words)]
    units = [unit_entry(unit) for unit in found_units(register, typed)]
    return list(dict.fromkeys((*called, *noted, *units))) if words else []


def _has(text: str, words: list[str]) -> bool:
    own = text.split()
    return all(any(one.startswith(word) for one in own) for word in words)
