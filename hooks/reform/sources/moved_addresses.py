"""Addresses that were given up, and those that took their place."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from reform.sources.csv_files import read_csv


def read_moved_addresses(path: Path) -> Mapping[str, str]:
    """Old address to new one, in the file's order; none where there is no file."""
    table = read_csv(path, path.name)[0] if path.is_file() else None
    rows = table.rows if table else ()
    return MappingProxyType({row.values["old"]: row.values["new"] for row in rows})
