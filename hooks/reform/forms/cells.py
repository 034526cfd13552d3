"""One cell, out and back: what stands in the data, and what people see and type."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from reform.forms.sheets import Column
from reform.forms.words import words
from reform.loading.choices import Choices
from reform.model.days import is_plausible_day
from reform.sources.plain_letters import plain_letters
from reform.sources.yaml_files import Plain

_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})([.,][0-9]{1,9})?")
_GROUPED = re.compile(r"-?[0-9]{1,3}([.,][0-9]{3})+")
_MANY = ";"


@dataclass(frozen=True)
class Unread:
    """A cell that cannot be taken for what its column wants."""

    code: str
    """Key of the message."""
    value: str


def shown(value: Any, column: Column, choices: Mapping[str, Choices]) -> str | float | None:
    """What stands in the cell: text as people know it; numbers are numbers."""
    if value is None or value == "":
        return None
    if isinstance(value, list):
        return _list_shown(value, column, choices)
    if isinstance(value, bool) or column.type == "boolean":
        return str(words()["yes" if str(value).casefold() == "true" else "no"])
    if column.type in ("number", "integer"):
        return _number_shown(value)
    is_day = column.type == "date" and is_plausible_day(str(value))
    return "/".join(reversed(str(value).split("-"))) if is_day else _named(value, column, choices)


def _list_shown(values: list[Any], column: Column, choices: Mapping[str, Choices]) -> str:
    if column.type == "steps":
        return "; ".join(f"{step['period']}: {comma(step['value'])}" for step in values)
    return "; ".join(_named(one, column, choices) for one in values)


def in_words(value: Any, column: Column, choices: Mapping[str, Choices]) -> str:
    """The same as text that is read in a sentence; empty where there is nothing."""
    seen = shown(value, column, choices)
    if isinstance(seen, float):
        return comma(_digits(Decimal(repr(seen))))
    return seen or ""


def comma(value: Any) -> str:
    """A number as Vietnamese writes it."""
    return str(value).replace(".", ",")


def _number_shown(value: Any) -> str | float:
    text = str(value)
    return float(text) if _NUMBER.fullmatch(text) else text


def _named(value: Any, column: Column, choices: Mapping[str, Choices]) -> str:
    found = choices.get(column.choices)
    return str(found.shown.get(str(value), value)) if found else str(value)


def read(cell: Any, column: Column, choices: Mapping[str, Choices]) -> Any:
    """The value that a cell means, None where it is empty; ``Unread`` where it means none."""
    if isinstance(cell, Unread) or cell is None or (isinstance(cell, str) and not cell.strip()):
        return cell if isinstance(cell, Unread) else None
    if isinstance(cell, datetime | date) and column.type != "date":
        return Unread("form-became-date", f"{cell:%d/%m/%Y}")
    if column.is_many:
        return _read_many(str(cell), column, choices)
    if column.type in ("number", "integer"):
        return _read_number(cell)
    return _read_steps(str(cell)) if column.type == "steps" else _read_text(cell, column, choices)


def _read_text(cell: Any, column: Column, choices: Mapping[str, Choices]) -> Any:
    if column.type == "date":
        return _read_day(cell)
    if column.type == "boolean":
        return _read_truth(cell)
    text = _text(cell)
    return _read_choice(text, column, choices) if column.choices else text


def _text(cell: Any) -> str:
    """Text as one line; a number without the ``.0`` that a spreadsheet gives it."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


def _read_choice(text: str, column: Column, choices: Mapping[str, Choices]) -> Any:
    found = choices[column.choices].id_of(text)
    return Unread("form-not-in-list", text[:80]) if found is None else found


def _read_many(text: str, column: Column, choices: Mapping[str, Choices]) -> Any:
    parts = [part for part in map(str.strip, text.split(_MANY)) if part]
    found = [_read_choice(part, column, choices) for part in parts]
    return next((one for one in found if isinstance(one, Unread)), found)


def _read_steps(text: str) -> Any:
    found = []
    for part in filter(None, map(str.strip, text.split(_MANY))):
        period, _, value = part.partition(":")
        number = _read_number(value.strip())
        if not value.strip() or isinstance(number, Unread):
            return Unread("form-not-steps", part[:80])
        found.append({"period": period.strip(), "value": number})
    return found


def _read_number(cell: Any) -> Any:
    """Digits as text that YAML writes without quotes; ``1.110`` may mean two things: refused."""
    if isinstance(cell, bool):
        return Unread("form-not-number", str(cell))
    if isinstance(cell, int | float):
        return Plain(_digits(Decimal(repr(cell))))
    text = str(cell).strip().removesuffix("%").strip()
    if _GROUPED.fullmatch(text) or not _NUMBER.fullmatch(text):
        return Unread("form-not-number", text[:80])
    return Plain(text.replace(",", "."))


def _digits(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _read_day(cell: Any) -> Any:
    if isinstance(cell, datetime | date):
        return f"{cell:%Y-%m-%d}"
    text = written = str(cell).strip()
    if match := _DAY_FIRST.fullmatch(written):
        day, month, year = map(int, match.groups())
        text = f"{year:04d}-{month:02d}-{day:02d}"
    return text if is_plausible_day(text) else Unread("form-not-day", written[:80])


def _read_truth(cell: Any) -> Any:
    plain = plain_letters(str(cell))
    if plain in (plain_letters(words()["yes"]), "true", "1", "x"):
        return True
    if plain in (plain_letters(words()["no"]), "false", "0"):
        return False
    return Unread("form-not-yes", str(cell)[:80])


def same(one: Any, other: Any) -> bool:
    """Whether two values say the same: ``92.5`` and ``92.50`` do."""
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[k], other[k]) for k in one)
    if str(one) == str(other):
        return True
    if not any(isinstance(value, Plain | int | float) for value in (one, other)):
        return False
    try:
        return Decimal(str(one)) == Decimal(str(other))
    except InvalidOperation:
        return False
