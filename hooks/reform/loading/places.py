"""Stage one, places and names: every file under ``data/`` is read, or told to be out of place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reform.layout import Layout
from reform.problems import Problem
from reform.sources.units import Units

SHARED_TABLES = ("reform_areas", "agency_roles", "codes", "rankings", "reference_observations")
"""Tables that are one CSV file each in the folder of the vocabulary."""

COMMUNE_TABLES = {"observations.csv": "observations", "progress.csv": "task_progress"}
"""The CSV files of a commune's folder and their tables."""

VOCABULARY_FILES = frozenset(
    {
        "datapackage.yaml",
        "indicators.yaml",
        "declared_changes.csv",
        "former_communes.csv",
        "invented_communes.csv",
        "legal_documents.csv",
        *(f"{table}.csv" for table in SHARED_TABLES),
    }
)
"""What may lie directly in ``data/``."""

DEVELOPERS_FOLDERS = frozenset({"schemas", "search"})
"""Folders of ``data/`` that no editor writes in; they are read by name."""

PLAN_NAME = re.compile(r"\d{4}(-\d{4}|-h[12])?\.yaml")
"""The name of a plan's file: its period."""

_PROVINCE = re.compile(r"\d{2}-[a-z0-9-]+")
_COMMUNE = re.compile(r"(\d{5})-[a-z0-9-]+")


@dataclass(frozen=True)
class CommuneFolder:
    """What lies in the folder of one commune."""

    path: Path
    plans: tuple[Path, ...]
    tables: tuple[tuple[str, Path], ...]
    """Name of the table and the CSV file of it."""

    @property
    def code(self) -> str:
        """The code of the commune: five digits, as text."""
        return self.path.name[:5]


@dataclass(frozen=True)
class Places:
    """All that will be read of the communes, and all that lies where nothing is read."""

    folders: tuple[CommuneFolder, ...]
    problems: tuple[Problem, ...]
    unread: frozenset[str]
    """Codes of communes some file of which is not read: what points into them cannot be judged."""


class _Walk:
    """One walk through ``data/``; hidden files are nobody's, all others are somebody's."""

    def __init__(self, layout: Layout, units: Units) -> None:
        self._layout = layout
        self._units = units
        self.problems: list[Problem] = []
        self.folders: list[CommuneFolder] = []

    def tell(self, path: Path, code: str, **values: str) -> None:
        """Note that a file or folder is out of place."""
        named = {"name": path.name, **values}
        self.problems.append(Problem(self._layout.name(path), 0, code, named))

    def walk(self) -> None:
        """Look at everything that lies under ``data/``."""
        for path in self._entries(self._layout.root / "data"):
            if path.is_dir():
                if path.name == "communes":
                    self._walk_communes(path)
                elif path.name not in DEVELOPERS_FOLDERS:
                    self._tell_misplaced(path)
            elif path.name not in VOCABULARY_FILES:
                self._tell_misplaced(path)

    def _entries(self, folder: Path) -> Iterator[Path]:
        """What lies in a folder, without what is hidden; links were refused before."""
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if not path.name.startswith("."):
                yield path

    def _walk_communes(self, communes: Path) -> None:
        for province in self._entries(communes):
            if not province.is_dir() or _COMMUNE.fullmatch(province.name):
                self._tell_misplaced(province)
            elif not _PROVINCE.fullmatch(province.name):
                self.tell(province, "province-folder-name")
            else:
                for folder in self._entries(province):
                    self._look_at_folder(folder)

    def _look_at_folder(self, folder: Path) -> None:
        if not folder.is_dir():
            self._tell_misplaced(folder)
            return
        match = _COMMUNE.fullmatch(folder.name)
        units = [
            unit
            for known in (self._units.current, self._units.former)
            if match and (unit := known.get(match[1]))
        ]
        if not match or not units:
            self.tell(folder, "commune-folder-unknown" if match else "commune-folder-name")
        elif f"{folder.parent.name}/{folder.name}" not in {unit.folder for unit in units}:
            expected = " / ".join(dict.fromkeys(f"data/communes/{unit.folder}" for unit in units))
            named = {"found": folder.name, "commune": units[0].name, "expected": expected}
            self.tell(folder, "folder-not-commune", **named)
        else:
            self.folders.append(self._commune_folder(folder))

    def _commune_folder(self, folder: Path) -> CommuneFolder:
        plans, tables = [], []
        for path in self._entries(folder):
            if path.is_dir():
                self.tell(path, "folder-in-commune")
            elif PLAN_NAME.fullmatch(path.name):
                plans.append(path)
            elif path.name in COMMUNE_TABLES:
                tables.append((COMMUNE_TABLES[path.name], path))
            else:
                self.tell(path, _file_code(path))
        return CommuneFolder(folder, tuple(plans), tuple(tables))

    def _tell_misplaced(self, path: Path) -> None:
        is_ours = PLAN_NAME.fullmatch(path.name) or path.name in COMMUNE_TABLES
        self.tell(path, "misplaced" if is_ours or path.is_dir() else "unknown-file")


def _file_code(path: Path) -> str:
    """The message for a file of a commune's folder that has none of the names that are read."""
    if path.suffix.casefold() in (".yaml", ".yml"):
        return "plan-file-name"
    return "table-file-name" if path.suffix.casefold() == ".csv" else "unknown-file"


def find_places(layout: Layout, units: Units) -> Places:
    """What will be read, what lies elsewhere. A folder that is wrong is not looked into."""
    walk = _Walk(layout, units)
    walk.walk()
    codes = {
        step[:5]
        for problem in walk.problems
        for step in problem.file.split("/")
        if _COMMUNE.match(step)
    }
    return Places(tuple(walk.folders), tuple(walk.problems), frozenset(codes))
