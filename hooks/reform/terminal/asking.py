"""What a command asks; where nobody can answer it goes the safe way."""

import sys

import typer

from reform.layout import Layout
from reform.sources.unit_lists import read_units
from reform.sources.unit_search import found_units, place_of, the_unit
from reform.sources.units import RegisteredUnit, UnitRegister
from reform.terminal.console import complain
from reform.terminal.wording import COMMON, told

_MOST_SHOWN = 10


def register_of(layout: Layout) -> UnitRegister:
    """Every administrative unit that a project knows."""
    return read_units(layout.vocabulary / "former_communes.csv", layout.invented_units)


def chosen_unit(layout: Layout, typed: str) -> RegisteredUnit | None:
    """The unit that is meant; where none or several may be, they are told."""
    register = register_of(layout)
    unit = the_unit(register, typed)
    if unit is None:
        found = found_units(register, typed)
        lines = [f"{u.unit_id}  {u.name}, {place_of(u)}".rstrip(", ") for u in found[:_MOST_SHOWN]]
        complain(told(COMMON, "which_unit", typed=typed, lines=lines, count=len(found)))
    return unit


def is_agreed(command: str, *, is_sure: bool, count: int) -> bool:
    """Whether the changes shall be written; without a terminal only where it was said before."""
    if is_sure:
        return True
    if not sys.stdin.isatty():
        return False
    return typer.confirm(told(command, "ask", count=count), default=False)


def asked(command: str, key: str, default: str | None = None) -> str:
    """The answer to a question; ``Abort`` where nobody answers."""
    return str(typer.prompt(told(command, key), default=default)).strip()
