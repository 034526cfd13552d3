"""A plan as the workbook has it, held against its file."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from reform.forms.cells import in_words, same
from reform.forms.changes import Change, Outcome
from reform.forms.rows_in import Reader, ReadRow
from reform.forms.sheets import Lists, SheetForm, plan_sheets
from reform.forms.unit_files import PlanFile
from reform.forms.unit_form import PLAN_IDENTITY, with_local
from reform.forms.workbook_in import SentWorkbook
from reform.loading.choices import Choices
from reform.model.kinds import KIND_OF_TABLE, Kind
from reform.problems import Problem
from reform.sources.table_schemas import Schemas
from reform.writing.plan_order import plan_order
from reform.writing.yaml_text import rewritten


def import_plan(
    book: SentWorkbook, file: str, plan: PlanFile, schemas: Schemas, choices: Lists
) -> Outcome:
    """What the workbook changes in a plan, and the plan's new text."""
    sheets = plan_sheets(schemas, choices)
    new, problems = read_plan(book, file, plan, sheets, choices)
    outcome = Outcome(problems=problems)
    lists = with_local(choices, {**plan.document, **_merged(plan.document, new)})
    outcome.changes = [
        change for sheet in sheets for change in _differences(sheet, plan.document, new, lists)
    ]
    if outcome.changes and not outcome.problems:
        outcome.files[plan.path] = rewritten(plan.text, plan_order(schemas), new)
    return outcome


def read_plan(
    book: SentWorkbook,
    file: str,
    plan: PlanFile,
    sheets: Sequence[SheetForm],
    choices: Lists,
) -> tuple[dict[str, Any], list[Problem]]:
    """The plan's document with the workbook's values: what no sheet has a column for stays."""
    reader = Reader(file, _sent_lists(book, sheets, choices, plan.document))
    document = dict(plan.document)
    for sheet in sheets:
        grid = book.grids.get(sheet.name)
        if sheet.table == "plans":
            record = reader.record(grid, sheet)
            kept = {key: document[key] for key in PLAN_IDENTITY.split() if key in document}
            document = {**_updated(document, record, sheet), **kept}
            continue
        rows = reader.rows(grid, sheet)
        _tell_incomplete(reader, rows, document.get(sheet.table) or [], sheet)
        items = _items(rows, document.get(sheet.table) or [], sheet, KIND_OF_TABLE[sheet.table])
        if items or sheet.table in document:
            document[sheet.table] = items
    return document, reader.problems


def _tell_incomplete(
    reader: Reader, rows: Sequence[ReadRow], old: Sequence[Mapping[str, Any]], sheet: SheetForm
) -> None:
    """What a new item must say and does not; its id is given to it."""
    key = KIND_OF_TABLE[sheet.table].key
    known = {str(item.get(key)) for item in old}
    for row in rows:
        if str(row.values.get(key)) not in known:
            reader.tell_missing(row, row.values, sheet, but=key)


def _sent_lists(
    book: SentWorkbook, sheets: Sequence[SheetForm], choices: Lists, document: Mapping[str, Any]
) -> Lists:
    """The lists to choose from, with the bodies and phases that the workbook itself brings."""
    found = with_local(choices, document)
    quiet = Reader("", found)
    merged = dict(document)
    for sheet in sheets:
        if sheet.table in ("agencies", "phases") and book.grids.get(sheet.name):
            kind = KIND_OF_TABLE[sheet.table]
            rows = quiet.rows(book.grids[sheet.name], sheet)
            merged[sheet.table] = _items(rows, document.get(sheet.table) or [], sheet, kind)
    sent = with_local(choices, merged)
    # Names as they were when the workbook was written stay good beside those that it brings.
    return {
        **found,
        **{t: Choices({r.id: r for r in (*found[t].rows, *sent[t].rows)}.values()) for t in sent
           if t in ("agencies", "phases")},
    }  # fmt: skip


def _merged(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Bodies and phases of both, so that what went still has its name."""
    found = {}
    for table in ("agencies", "phases"):
        key = KIND_OF_TABLE[table].key
        items = [*(old.get(table) or ()), *(new.get(table) or ())]
        found[table] = [*{str(item.get(key)): item for item in items}.values()]
    return found


def _items(
    rows: Sequence[ReadRow], old: Sequence[Mapping[str, Any]], sheet: SheetForm, kind: Kind
) -> list[dict[str, Any]]:
    """The list's items: those there in their order, then the new ones with ids of their own."""
    taken = {str(item.get(kind.key)) for item in old}
    sent: dict[str, dict[str, Any]] = {}
    for row in rows:
        written = str(row.values.get(kind.key) or _next_id({*taken, *sent}, kind.letter))
        sent[written] = {kind.key: written, **row.values}
    known = {str(item.get(kind.key)): item for item in old}
    kept = [_updated(known[id_], sent[id_], sheet) for id_ in known if id_ in sent]
    return [*kept, *(values for id_, values in sent.items() if id_ not in known)]


def _next_id(taken: set[str], letter: str) -> str:
    numbers = [int(m[1]) for id_ in taken if (m := re.fullmatch(rf"{letter}(\d+)", id_))]
    return f"{letter}{max(numbers, default=0) + 1:02d}"


def _updated(old: Mapping[str, Any], values: Mapping[str, Any], sheet: SheetForm) -> dict[str, Any]:
    """The old row with the new values; a value that says the same stays as it was written."""
    keys = {column.key for column in sheet.columns}
    kept = {k: v for k, v in old.items() if k not in keys or k in values or _is_nothing(v)}
    changed = {k: v for k, v in values.items() if k not in old or not same(old[k], v)}
    return {**kept, **changed}


def _is_nothing(value: Any) -> bool:
    return value is None or value == []


def _differences(
    sheet: SheetForm, old: Mapping[str, Any], new: Mapping[str, Any], lists: Lists
) -> list[Change]:
    if sheet.table == "plans":
        return _row_differences(sheet, "", old, new, lists)
    kind = KIND_OF_TABLE[sheet.table]
    before = {str(item.get(kind.key)): item for item in old.get(sheet.table) or ()}
    after = {str(item.get(kind.key)): item for item in new.get(sheet.table) or ()}
    found = []
    for id_, item in after.items():
        if id_ in before:
            found += _row_differences(sheet, id_, before[id_], item, lists)
        else:
            found.append(Change("added", sheet.name, id_, after=str(item.get(kind.text, ""))))
    found += [
        Change("removed", sheet.name, id_, before=str(item.get(kind.text, "")))
        for id_, item in before.items()
        if id_ not in after
    ]
    return found


def _row_differences(
    sheet: SheetForm, id_: str, old: Mapping[str, Any], new: Mapping[str, Any], lists: Lists
) -> list[Change]:
    found = []
    for column in sheet.columns:
        one, other = old.get(column.key), new.get(column.key)
        if not same(one, other):
            texts = (in_words(value, column, lists) for value in (one, other))
            found.append(Change("changed", sheet.name, id_, column.title, *texts))
    return found
