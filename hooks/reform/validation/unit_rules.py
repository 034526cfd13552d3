"""Rules for whose plan it is: a code may have named two units, one after the other."""

from collections.abc import Iterator
from datetime import date

from reform.model.periods import first_day, last_day
from reform.sources.units import RegisteredUnit
from reform.validation.rules import Finding, Row, Surroundings


def check_issuing_unit(row: Row, around: Surroundings) -> Iterator[Finding]:
    """The unit existed on the day of issue; where the date leaves two units, the editor says why
    it is this one. The period that a plan speaks of proves nothing: a unit of July 2025 may plan
    for the whole of 2025.
    """
    unit = around.raw.register.get(row["unit_id"])
    if not unit:
        return
    first, last = _days_of_issue(row, around.as_of)
    fitting = [u for u in _same_code(unit, around) if u.may_exist_in(first, last)]
    if unit not in fitting:
        yield Finding("unit-not-of-day", "unit_id", _misfit(unit, row["issued_on"], fitting))
    elif len(fitting) > 1 and not row["unit_reason"]:
        one, other = fitting[0], fitting[-1]
        values = {
            "first": one.unit_id,
            "first_name": one.name,
            "second": other.unit_id,
            "second_name": other.name,
            "begins": _day(other.valid_from),
        }
        yield Finding("unit-ambiguous", "unit_id", values)


def _days_of_issue(row: Row, as_of: date) -> tuple[date, date]:
    """The first and the last day on which the document may have been issued."""
    issued, not_before = row["issued_on"], row["not_before"] or date.min
    if not issued:
        return not_before, as_of
    return max(first_day(issued), not_before), last_day(issued)


def _same_code(unit: RegisteredUnit, around: Surroundings) -> tuple[RegisteredUnit, ...]:
    return around.raw.register.named_by(unit.code) if unit.code else (unit,)


def _misfit(
    unit: RegisteredUnit, issued: str | None, fitting: list[RegisteredUnit]
) -> dict[str, str]:
    right = fitting[0] if fitting else None
    return {
        "name": unit.name,
        "issued": issued or "",
        "begins": _day(unit.valid_from),
        "ends": _day(unit.valid_to),
        "expected": right.unit_id if right else "",
        "right": right.name if right else "",
        "folder": right.folder if right else "",
    }


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
