"""Doors into a catalogue: look-ups with a name and a type, each indexed when it is first used."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar, overload

from reform.model.tables import Tables

Row = TypeVar("Row")

_Rows = Callable[[Any], Iterable[Row]]
_Key = Callable[[Row], str | None]


class _Door(Generic[Row]):
    """An attribute of a catalogue that answers by a key."""

    def __init__(self, rows: _Rows[Row], key: _Key[Row]) -> None:
        self._rows = rows
        self._key = key

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def _remember(self, tables: Tables, answer: Callable[[str | None], Any]) -> None:
        # A door is no data descriptor: from now on the instance's own attribute answers.
        tables.__dict__[self._name] = answer


class One(_Door[Row]):
    """The row that a key names. KeyError where there is none: checked data always have it."""

    @overload
    def __get__(self, tables: None, owner: type) -> "One[Row]": ...
    @overload
    def __get__(self, tables: Tables, owner: type) -> Callable[[str], Row]: ...
    def __get__(self, tables: Tables | None, owner: type) -> "One[Row] | Callable[[str], Row]":
        if tables is None:
            return self
        found = {self._key(row): row for row in self._rows(tables)}
        self._remember(tables, found.__getitem__)
        return found.__getitem__


class Maybe(_Door[Row]):
    """The row that a key names; None where there is no key, or no such row."""

    @overload
    def __get__(self, tables: None, owner: type) -> "Maybe[Row]": ...
    @overload
    def __get__(self, tables: Tables, owner: type) -> Callable[[str | None], Row | None]: ...
    def __get__(
        self, tables: Tables | None, owner: type
    ) -> "Maybe[Row] | Callable[[str | None], Row | None]":
        if tables is None:
            return self
        found = {self._key(row): row for row in self._rows(tables)}
        found.pop(None, None)
        self._remember(tables, found.get)
        return found.get


class Many(_Door[Row]):
    """All rows with a key, in published order; none is no mistake."""

    @overload
    def __get__(self, tables: None, owner: type) -> "Many[Row]": ...
    @overload
    def __get__(self, tables: Tables, owner: type) -> Callable[[str | None], tuple[Row, ...]]: ...
    def __get__(
        self, tables: Tables | None, owner: type
    ) -> "Many[Row] | Callable[[str | None], tuple[Row, ...]]":
        if tables is None:
            return self
        lists: defaultdict[str | None, list[Row]] = defaultdict(list)
        for row in self._rows(tables):
            lists[self._key(row)].append(row)
        groups = {key: tuple(rows) for key, rows in lists.items()}

        def answer(key: str | None) -> tuple[Row, ...]:
            return groups.get(key, ())

        self._remember(tables, answer)
        return answer
