"""Reads a cell as the full check does, as far as that is certain; a cell of any other look is not
judged here. What each type takes is a part of what Frictionless takes, with the same value.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from reform.model.digits import Digits
from reform.sources.table_schemas import Field

Reader = Callable[[Any], Any]
"""A cell to its value in the column's type. Raises UncertainError."""


class UncertainError(Exception):
    """Something that only the full check can judge."""


_WHOLE = re.compile(r"-?[0-9]{1,15}")
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def cell_reader(field: Field) -> Reader:
    """The reader of a column, with its constraints."""
    if "format" in field.descriptor or "missingValues" in field.descriptor:
        raise UncertainError(field.name)
    value_of, holds = _VALUES[field.type], tuple(_constraints(field))
    is_required = field.is_required

    def read(cell: Any) -> Any:
        if cell is None or cell == "":
            if is_required:
                raise UncertainError(field.name)
            return None
        value = value_of(cell)
        if not all(hold(value) for hold in holds):
            raise UncertainError(field.name)
        return value

    return read


def _constraints(field: Field) -> Iterator[Callable[[Any], bool]]:
    for name, limit in field.constraints.items():
        if name in ("required", "unique"):  # of the cell, and of the column
            continue
        if (field.type, name) not in _HOLDS or isinstance(limit, float):
            raise UncertainError(field.name)
        yield _HOLDS[field.type, name](limit)


def _matching(pattern: str) -> Callable[[Any], bool]:
    match = re.compile(f"^{pattern}$").match
    return lambda value: match(value) is not None


def _at_least(limit: int) -> Callable[[Any], bool]:
    return lambda value: bool(value >= limit)


def _at_most(limit: int) -> Callable[[Any], bool]:
    return lambda value: bool(value <= limit)


_HOLDS: Mapping[tuple[str, str], Callable[[Any], Callable[[Any], bool]]] = {
    ("string", "pattern"): _matching,
    ("string", "enum"): lambda codes: frozenset(codes).__contains__,
    ("string", "minLength"): lambda limit: lambda value: len(value) >= limit,
    ("string", "maxLength"): lambda limit: lambda value: len(value) <= limit,
    ("integer", "minimum"): _at_least,
    ("integer", "maximum"): _at_most,
    ("number", "minimum"): _at_least,
    ("number", "maximum"): _at_most,
}


def _text(cell: Any) -> str:
    if type(cell) is not str:
        raise UncertainError
    return cell


def _whole(cell: Any) -> int:
    if type(cell) is int:
        return cell
    if type(cell) is str and _WHOLE.fullmatch(cell):
        return int(cell)
    raise UncertainError


def _number(cell: Any) -> int | Decimal:
    if type(cell) is int:
        return cell
    written = str(cell)
    if type(cell) in (str, float, Digits) and _NUMBER.fullmatch(written):
        return Decimal(written)
    raise UncertainError


def _truth(cell: Any) -> bool:
    if type(cell) is not bool:
        raise UncertainError
    return cell


def _day(cell: Any) -> date:
    if type(cell) is not str or not _DAY.fullmatch(cell):
        raise UncertainError
    try:
        return date.fromisoformat(cell)
    except ValueError as error:
        raise UncertainError from error


_VALUES: Mapping[str, Reader] = {
    "string": _text,
    "integer": _whole,
    "number": _number,
    "boolean": _truth,
    "date": _day,
}
