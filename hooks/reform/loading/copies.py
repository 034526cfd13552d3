"""Copies of documents: each belongs to a row that names it, and the row learns its size."""

from collections.abc import Iterable
from pathlib import Path

from reform.layout import Layout
from reform.loading.raw import RawTables
from reform.problems import Problem
from reform.sources.document_copies import MOST_BYTES, read_copy

WITH_COPIES = ("plans", "annexes", "legal_documents")
"""Tables whose rows may name a copy."""


def gather_copies(layout: Layout, paths: Iterable[Path], raw: RawTables) -> None:
    """Read every copy; tell those that are too large and those that nobody names."""
    named = {name for table in WITH_COPIES for name in raw.column(table, "local_copy")}
    for path in paths:
        found = read_copy(path)
        raw.copies[path.name] = found
        if found.size > MOST_BYTES:
            values = {"name": path.name, "most": f"{MOST_BYTES // 1_000_000}"}
            raw.problems.append(Problem(layout.name(path), 0, "copy-too-large", values))
        elif path.name not in named:
            values = {"name": path.name, "expected": found.sha256}
            raw.problems.append(Problem(layout.name(path), 0, "copy-unnamed", values))
    for table in WITH_COPIES:
        for row in raw.tables[table]:
            name = row.values.get("local_copy")
            if isinstance(name, str) and name in raw.copies:
                row.values["copy_bytes"] = raw.copies[name].size
