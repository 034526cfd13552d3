"""Figures and progress as the workbook has them, held against what was reported."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from reform.forms.cells import in_words, same
from reform.forms.changes import Change, Outcome
from reform.forms.report_rows import FIGURE_KEY, live_rows
from reform.forms.rows_in import Reader, ReadRow
from reform.forms.sheets import SheetForm
from reform.forms.unit_files import ReportFile
from reform.writing.table_text import table_text

_FIGURES = ("value", "numerator", "denominator", "rank")
"""What makes a row a report: one of these is filled."""
_PROGRESS_KEY = ("task_id", "as_of")
_SAID = {"observations": ("value", "rank"), "task_progress": ("state",)}


def import_figures(
    sent: Sequence[ReadRow],
    form: SheetForm,
    reader: Reader,
    file: ReportFile,
    today: date,
) -> Outcome:
    """Rows to append to the figures; one that differs from what was reported replaces it."""
    rows = [row for row in sent if any(k in row.values for k in _FIGURES)]
    known = {tuple(row.get(k) for k in FIGURE_KEY): row for row in live_rows(file.rows)}
    by_id = {str(row.get("observation_id")): row for row in file.rows}
    outcome, new = Outcome(), []
    ids = [*by_id]
    for row in rows:
        values = {"entered_on": today.isoformat(), **row.values}
        before = by_id.get(str(values.get("observation_id"))) or known.get(
            tuple(values.get(k) for k in FIGURE_KEY)
        )
        if before is not None and _says_the_same(before, row.values):
            continue
        if reader.tell_missing(row, values, form):
            continue
        if before is not None:
            values["supersedes"] = str(before["observation_id"])
            values["entered_on"] = today.isoformat()
        if before is not None or "observation_id" not in values:
            values["observation_id"] = _next_id(ids, "q")
        ids.append(values["observation_id"])
        new.append(values)
        outcome.changes.append(_change(form, values, before, reader, "period"))
    return _with_file(outcome, file, new)


def import_progress(
    sent: Sequence[ReadRow], form: SheetForm, reader: Reader, file: ReportFile
) -> Outcome:
    """Rows to append to the progress of tasks."""
    outcome, new = Outcome(), []
    ids = [str(row.get("progress_id")) for row in file.rows]
    known = {tuple(row.get(k) for k in _PROGRESS_KEY): row for row in file.rows}
    for row in sent:
        if not row.values.keys() - {"task_id", "as_of"}:
            continue
        before = known.get(tuple(row.values.get(k) for k in _PROGRESS_KEY))
        if before is not None and _says_the_same(before, row.values):
            continue
        if not reader.tell_missing(row, row.values, form):
            values = {"progress_id": _next_id(ids, "td"), **row.values}
            ids.append(values["progress_id"])
            new.append(values)
            outcome.changes.append(_change(form, values, before, reader, "as_of"))
    return _with_file(outcome, file, new)


def _says_the_same(before: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    """Whether the cells that are filled say nothing new; an id of the row itself is none of it."""
    own = ("observation_id", "progress_id", "entered_on")
    return all(same(before.get(k) or "", v) for k, v in values.items() if k not in own)


def _next_id(ids: Sequence[str], letters: str) -> str:
    """The id behind those that are there, in their manner: ``q012`` after ``q011``."""
    found = [m for id_ in ids if (m := re.fullmatch(r"([a-z][a-z-]*?)(\d+)", id_))]
    last = max(found, key=lambda m: int(m[2]), default=None)
    if last is None:
        return f"{letters}001"
    return f"{last[1]}{int(last[2]) + 1:0{len(last[2])}d}"


def _change(
    form: SheetForm,
    values: Mapping[str, Any],
    before: Mapping[str, Any] | None,
    reader: Reader,
    time: str,
) -> Change:
    about = [form.column(key) for key in ("indicator_id", "target_id", "task_id", time)]
    names = [in_words(values.get(c.key), c, reader.choices) for c in about if c]
    key = next((k for k in _SAID[form.table] if values.get(k) is not None), "numerator")
    column = form.column(key)
    assert column, key
    texts = [in_words(row.get(key), column, reader.choices) for row in (before or {}, values)]
    kind = "corrected" if before else "reported"
    return Change(kind, form.name, ", ".join(n for n in names if n), column.title, *texts)


def _with_file(outcome: Outcome, file: ReportFile, new: Sequence[Mapping[str, Any]]) -> Outcome:
    if new:
        written = [
            {k: "" if v is None else _cell(v) for k, v in row.items()} for row in (*file.rows, *new)
        ]
        columns = {*file.columns, *(f.name for f in file.schema.fields if f.is_required)}
        columns |= {key for row in new for key in row}
        outcome.files[file.path] = table_text(file.schema, columns, written)
    return outcome


def _cell(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
