"""``reform form``: a unit's workbook, and what comes back in it."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from reform.forms.changes import Outcome
from reform.forms.importing import import_table, import_workbook, write_files
from reform.forms.office import Office, open_office
from reform.forms.unit_files import UnitFiles, read_unit
from reform.forms.unit_form import unit_form
from reform.forms.workbook_in import read_table, read_workbook
from reform.model.periods import read_period
from reform.problems import DataError
from reform.project import open_project
from reform.terminal.asking import chosen_unit, is_agreed
from reform.terminal.console import complain, say, tell_problems
from reform.terminal.options import HERE, AsOf, Root, Vocabulary, Yes, day_of
from reform.terminal.wording import told


def run(
    unit: Annotated[str | None, typer.Argument(show_default=False)] = None,
    quarter: Annotated[str | None, typer.Option(metavar="2026-Q3")] = None,
    plan: Annotated[str | None, typer.Option(metavar="2026-2030")] = None,
    out: Annotated[Path | None, typer.Option()] = None,
    import_: Annotated[Path | None, typer.Option("--import", metavar="FILE")] = None,
    yes: Yes = False,
    root: Root = HERE,
    vocabulary: Vocabulary = None,
    as_of: AsOf = None,
) -> int:
    """Write the workbook of a unit, or take in one that was filled."""
    office = open_office(root, vocabulary, day_of(as_of))
    try:
        if import_:
            return _take_in(office, import_, unit, is_sure=yes)
        return _write_out(office, unit or "", quarter or last_quarter(office.day), plan, out)
    except DataError as error:
        tell_problems(error.problems, office.layout)
        return 1


def last_quarter(day: date) -> str:
    """The quarter that ended last before a day."""
    year, number = (day.year, (day.month - 1) // 3) if day.month > 3 else (day.year - 1, 4)
    return f"{year}-Q{number}"


def _write_out(office: Office, typed: str, period: str, plan: str | None, out: Path | None) -> int:
    unit = chosen_unit(office.layout, typed)
    if unit is None:
        return 2
    if not read_period(period):
        complain(told("form", "no_quarter", value=period))
        return 2
    files = read_unit(office.layout, office.schemas, unit)
    known = {file.path.stem: file for file in files.plans}
    if plan and plan not in known:
        complain(told("form", "no_plan", value=plan, known=", ".join(known)))
        return 2
    chosen = known[plan] if plan else (files.plans[-1] if files.plans else None)
    target = out or Path(f"{unit.unit_id}-{unit.slug}-{period}.xlsx")
    target.write_bytes(unit_form(files, chosen, office.schemas, office.choices, period))
    say(told("form", "written", file=target, name=unit.name))
    return 0


def _take_in(office: Office, path: Path, typed: str | None, *, is_sure: bool) -> int:
    if path.suffix.casefold() in (".csv", ".txt"):
        unit = chosen_unit(office.layout, typed or path.resolve().parent.name)
        if unit is None:
            return 2
        files = read_unit(office.layout, office.schemas, unit)
        found = import_table(read_table(path), path.name, files, office)
    else:
        book = read_workbook(path)
        unit = chosen_unit(office.layout, book.unit_id)
        if unit is None:
            return 2
        files = read_unit(office.layout, office.schemas, unit)
        found = import_workbook(book, path.name, files, office)
    if found.problems:
        tell_problems(found.gathered(), office.layout)
        return 1
    return _written(office, files, found, is_sure=is_sure)


def _written(office: Office, files: UnitFiles, found: Outcome, *, is_sure: bool) -> int:
    say(told("form", "unit", name=files.unit.name))
    for change in found.changes:
        say(told("form", change.kind, change=change))
    if not found.changes:
        say(told("form", "nothing"))
        return 0
    if not is_agreed("form", is_sure=is_sure, count=len(found.changes)):
        say(told("form", "left"))
        return 0
    write_files(found)
    for file in found.files:
        say(told("form", "saved", file=office.layout.name(file)))
    try:
        open_project(office.layout, office.day)
    except DataError as error:
        tell_problems(error.problems, office.layout)
        return 1
    return 0
