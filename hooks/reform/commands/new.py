"""``reform new``: the file of a plan that begins."""

import sys
from typing import Annotated

import typer

from reform.forms.office import Office, open_office
from reform.forms.unit_files import read_unit
from reform.problems import DataError
from reform.sources.units import RegisteredUnit
from reform.terminal.asking import asked, chosen_unit
from reform.terminal.console import complain, say, tell_problems
from reform.terminal.options import HERE, Root, Vocabulary, day_of
from reform.terminal.wording import told
from reform.writing.blank_plan import PERIOD, blank_plan, first_record, written_day


def run(
    unit: Annotated[str | None, typer.Argument(show_default=False)] = None,
    period: Annotated[str | None, typer.Argument(show_default=False)] = None,
    title: Annotated[str | None, typer.Option()] = None,
    number: Annotated[str | None, typer.Option(metavar="45/KH-UBND")] = None,
    issued_on: Annotated[str | None, typer.Option(metavar="14/4/2026")] = None,
    root: Root = HERE,
    vocabulary: Vocabulary = None,
) -> int:
    """Ask what is not told, and write the file."""
    office = open_office(root, vocabulary, day_of(None))
    found = chosen_unit(office.layout, unit or asked("new", "ask_unit"))
    while found is None and unit is None and sys.stdin.isatty():
        found = chosen_unit(office.layout, asked("new", "ask_unit"))
    if found is None:
        return 2
    say(told("new", "unit", unit=found))
    years = period or asked("new", "ask_period")
    if not PERIOD.fullmatch(years):
        complain(told("new", "no_period", value=years))
        return 2
    named = title or asked("new", "ask_title")
    document = {"document_number": number, "issued_on": issued_on}
    for key, value in document.items():
        if value is None and sys.stdin.isatty():
            document[key] = asked("new", f"ask_{key}", default="")
    day = written_day(document["issued_on"] or "")
    if day is None:
        complain(told("new", "no_day", value=document["issued_on"]))
        return 2
    number, _, symbol = (document["document_number"] or "").partition("/")
    known = {"document_number": number, "document_symbol": symbol, "issued_on": day}
    try:
        return _write(office, found, years, {"title": named, **known})
    except DataError as error:
        tell_problems(error.problems, office.layout)
        return 1


def _write(office: Office, unit: RegisteredUnit, period: str, known: dict[str, str]) -> int:
    path = office.layout.units / unit.folder / f"{period}.yaml"
    if path.exists():
        complain(told("new", "there", file=office.layout.name(path)))
        return 2
    try:
        record = first_record(unit.unit_id, unit.slug, period)
    except ValueError:
        complain(told("new", "no_period", value=period))
        return 2
    record |= {key: value for key, value in known.items() if value}
    plans = read_unit(office.layout, office.schemas, unit).plans
    before = plans[-1] if plans else None
    path.parent.mkdir(parents=True, exist_ok=True)
    text = blank_plan(record, before.document if before else None, office.schemas)
    path.write_text(text, "utf-8", newline="")
    copied = office.layout.name(before.path) if before else ""
    say(told("new", "written", file=office.layout.name(path), copied=copied, unit=unit))
    return 0
