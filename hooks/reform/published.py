"""What changes against the last published commit: counted always, and refused where it would
break what was published. An id is a promise: nothing that bears one vanishes or becomes another.
"""

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from reform.layout import Layout
from reform.loading import RawRow, RawTables, gather
from reform.loading.former_layout import bring_to_today
from reform.model.kinds import PLAN_LISTS
from reform.problems import DataError, Problem
from reform.sources.csv_files import read_csv
from reform.sources.moved_addresses import read_moved_addresses
from reform.sources.table_schemas import Schemas
from reform.sources.yaml_files import LineFinder

DECLARED = "declared_changes.csv"
"""File of ``data/`` in which a change that breaks what was published is declared: id, reason."""

_FIGURE = ("indicator_id", "target_id", "task_id", "period", "as_of", "value", "rank", "state")
_SAME_TEXT = 0.35
"""How alike the old and the new text of one promise are at least, of 1."""


@dataclass(frozen=True)
class Pending:
    """What the next publication brings."""

    counts: Mapping[str, int]
    """``plans``, ``targets``, ``figures`` more or fewer, and figures or items ``changed``."""
    problems: tuple[Problem, ...]


def pending(layout: Layout, schemas: Schemas, since: str) -> Pending:
    """The changes against a commit; raises DataError where the commit is not there."""
    new = gather(layout, schemas)
    with data_of(layout, since) as before:
        old = gather(before, schemas)
    declared = _declared(layout)
    lines = LineFinder(layout.root, new.mended)
    found = [
        problem
        for problem in _broken(old, new, schemas, lines)
        if problem.values["value"] not in declared
    ]
    return Pending(_counts(old, new, schemas), tuple(sorted(found, key=lambda p: p.order)))


@contextmanager
def data_of(layout: Layout, commit: str) -> Iterator[Layout]:
    """The data of a commit in a folder of their own, which goes afterwards; DataError where the
    commit is not there.
    """
    with tempfile.TemporaryDirectory() as folder:
        _unpack(layout, commit, Path(folder))
        own = Path(folder) / "data"
        bring_to_today(Path(folder), read_moved_addresses(layout.moved_addresses))
        vocabulary = own if (own / "schemas").is_dir() else layout.vocabulary
        yield Layout.of(Path(folder), vocabulary)


def _unpack(layout: Layout, since: str, folder: Path) -> None:
    """The data of a commit, in a folder of its own."""
    command = ["git", "-C", str(layout.root), "archive", "--format=tar", since, "--", "data"]
    unknown = DataError((Problem("data", 0, "since-unknown", {"value": since}),))
    if since.startswith("-"):
        raise unknown  # git would take it for an option
    try:
        done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - no shell
    except (OSError, subprocess.CalledProcessError) as error:
        raise unknown from error
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")


def _declared(layout: Layout) -> frozenset[str]:
    path = layout.root / "data" / DECLARED
    table = read_csv(path, DECLARED)[0] if path.is_file() else None
    rows = table.rows if table else ()
    return frozenset(r.values.get("id", "") for r in rows if r.values.get("reason"))


def _by_id(raw: RawTables, table: str, schemas: Schemas) -> dict[str, RawRow]:
    key = schemas[table].primary_key[0]
    return {str(row.values.get(key)): row for row in raw.tables[table]}


def _broken(
    old: RawTables, new: RawTables, schemas: Schemas, lines: LineFinder
) -> Iterator[Problem]:
    plans = {row.origin.file: str(row.values["plan_id"]) for row in new.tables["plans"]}
    renamed = set()
    for row in old.tables["plans"]:
        before, file = str(row.values["plan_id"]), row.origin.file
        if plans.get(file, before) != before:
            renamed.add(before)
            values = {"value": before, "new": plans[file]}
            yield Problem(file, 1, "published-plan-id", values)
    gone = {str(row.values["plan_id"]) for row in old.tables["plans"]} - set(plans.values())
    for table in ("plans", *PLAN_LISTS, "observations", "task_progress"):
        after = _by_id(new, table, schemas)
        for own, row in _by_id(old, table, schemas).items():
            plan_id = str(row.values.get("plan_id"))
            if plan_id in renamed or (table != "plans" and plan_id in gone):
                continue
            values = {"value": own, "table": table}
            if own not in after:
                yield Problem(row.origin.file, 0, "published-deleted", values)
            elif code := _turned(table, row.values, after[own].values):
                origin = after[own].origin
                line = origin.line or lines.line(origin.file, origin.path)
                yield Problem(origin.file, line, code, values)


def _turned(table: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """The message for a row that says another thing under its old id; empty where it does not."""
    if table in ("observations", "task_progress"):
        is_same = all(str(before.get(c)) == str(after.get(c)) for c in _FIGURE)
        return "" if is_same else "published-figure"
    was, now = str(before.get("text") or ""), str(after.get("text") or "")
    if was and now and SequenceMatcher(None, was, now).ratio() < _SAME_TEXT:
        return "published-id-reused"
    return ""


def _counts(old: RawTables, new: RawTables, schemas: Schemas) -> dict[str, int]:
    sizes = {
        name: len(new.tables[table]) - len(old.tables[table])
        for name, table in (
            ("plans", "plans"),
            ("targets", "targets"),
            ("tasks", "tasks"),
            ("figures", "observations"),
            ("states", "task_progress"),
        )
    }
    changed = 0
    for table in ("plans", *PLAN_LISTS, "observations", "task_progress"):
        after = _by_id(new, table, schemas)
        for own, row in _by_id(old, table, schemas).items():
            other = after.get(own)
            changed += other is not None and _content(row) != _content(other)
    return {**sizes, "changed": changed}


def _content(row: RawRow) -> dict[str, str]:
    return {c: str(v) for c, v in row.values.items() if v is not None and c != "position"}
