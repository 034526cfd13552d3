"""Stage one, places and names: every file under ``data/`` is read, or told to be out of place."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reform.layout import Layout
from reform.model.plan_subjects import SUBJECT_SUFFIXES
from reform.problems import Problem
from reform.sources.units import RegisteredUnit, UnitRegister

SHARED_TABLES = ("reform_areas", "agency_roles", "codes", "rankings", "reference_observations")
"""Tables that are one CSV file each in the folder of the vocabulary."""

UNIT_TABLES = {"observations.csv": "observations", "progress.csv": "task_progress"}
"""The CSV files of a commune's folder and their tables."""

CONFIRMATIONS = "confirmations.csv"
"""The file of a unit's folder in which doubts are confirmed; ``reform.doubts`` reads it."""

VOCABULARY_FILES = frozenset(
    {
        "datapackage.yaml",
        "indicators.yaml",
        "declared_changes.csv",
        "former_communes.csv",
        "invented_units.csv",
        "legal_documents.csv",
        "moved_addresses.csv",
        *(f"{table}.csv" for table in SHARED_TABLES),
    }
)
"""What may lie directly in ``data/``."""

DEVELOPERS_FOLDERS = frozenset({"schemas", "search"})
"""Folders of ``data/`` that no editor writes in; they are read by name."""

PLAN_NAME = re.compile(
    rf"\d{{4}}(-\d{{4}}|-h[12])?({'|'.join(SUBJECT_SUFFIXES.values())})(-[2-9])?\.yaml"
)
"""The name of a plan's file: its period, its subject where it is not administrative reform, and a
number from the second plan of the same on."""

_PROVINCE = re.compile(r"(\d{2})(?:-\d{8})?-[a-z0-9-]+")
_COMMUNE = re.compile(r"(\d{5})(?:-\d{8})?-[a-z0-9-]+")


@dataclass(frozen=True)
class UnitFolder:
    """What lies in the folder of one unit."""

    path: Path
    unit: RegisteredUnit
    plans: tuple[Path, ...]
    tables: tuple[tuple[str, Path], ...]
    """Name of the table and the CSV file of it."""


@dataclass(frozen=True)
class Places:
    """All that will be read of the units, and all that lies where nothing is read."""

    folders: tuple[UnitFolder, ...]
    copies: tuple[Path, ...]
    """The files of ``data/documents``."""
    problems: tuple[Problem, ...]
    unread: frozenset[str]
    """Codes of units some file of which is not read: what points into them cannot be judged."""


class _Walk:
    """One walk through ``data/``; hidden files are nobody's, all others are somebody's."""

    def __init__(self, layout: Layout, register: UnitRegister) -> None:
        self._layout = layout
        self._register = register
        self.problems: list[Problem] = []
        self.folders: list[UnitFolder] = []
        self.copies: list[Path] = []

    def tell(self, path: Path, code: str, **values: str) -> None:
        """Note that a file or folder is out of place."""
        named = {"name": path.name, **values}
        self.problems.append(Problem(self._layout.name(path), 0, code, named))

    def walk(self) -> None:
        """Look at everything that lies under ``data/``."""
        for path in self._entries(self._layout.root / "data"):
            if path.is_dir():
                if path.name == "units":
                    self._walk_provinces(path)
                elif path.name == "documents":
                    self._walk_documents(path)
                elif path.name not in DEVELOPERS_FOLDERS:
                    self._tell_misplaced(path)
            elif path.name not in VOCABULARY_FILES:
                self._tell_misplaced(path)

    def _entries(self, folder: Path) -> Iterator[Path]:
        """What lies in a folder, without what is hidden; links were refused before."""
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if not path.name.startswith("."):
                yield path

    def _walk_documents(self, folder: Path) -> None:
        for path in self._entries(folder):
            if path.is_dir():
                self._tell_misplaced(path)
            else:
                self.copies.append(path)

    def _walk_provinces(self, units: Path) -> None:
        for province in self._entries(units):
            if not province.is_dir() or _COMMUNE.fullmatch(province.name):
                self._tell_misplaced(province)
            elif not _PROVINCE.fullmatch(province.name):
                self.tell(province, "province-folder-name")
            else:
                self._look_at_province(province)

    def _look_at_province(self, province: Path) -> None:
        """The folders of its communes, and what the province itself has in its own."""
        own = [path for path in self._entries(province) if not path.is_dir()]
        if own and (unit := self._unit_of(province)):
            self.folders.append(self._unit_folder(province, unit, own))
        for folder in self._entries(province):
            if folder.is_dir() and (unit := self._unit_of(folder)):
                self.folders.append(self._unit_folder(folder, unit, self._entries(folder)))

    def _unit_of(self, folder: Path) -> RegisteredUnit | None:
        """The unit whose folder it is; a problem where it is nobody's."""
        found = self._register.in_folder(folder.relative_to(self._layout.units).as_posix())
        if found:
            return found
        match = _COMMUNE.fullmatch(folder.name) or _PROVINCE.fullmatch(folder.name)
        units = self._register.named_by(match[1]) if match else ()
        if not units:
            self.tell(folder, "unit-folder-unknown" if match else "unit-folder-name")
        else:
            named = {
                "found": folder.name,
                "unit": " / ".join(dict.fromkeys(unit.name for unit in units)),
                "expected": " / ".join(f"data/units/{unit.folder}" for unit in units),
            }
            self.tell(folder, "folder-not-unit", **named)
        return None

    def _unit_folder(
        self, folder: Path, unit: RegisteredUnit, entries: Iterable[Path]
    ) -> UnitFolder:
        plans, tables = [], []
        for path in entries:
            if path.is_dir():
                self.tell(path, "folder-in-unit")
            elif PLAN_NAME.fullmatch(path.name):
                plans.append(path)
            elif path.name in UNIT_TABLES:
                tables.append((UNIT_TABLES[path.name], path))
            elif path.name != CONFIRMATIONS:
                self.tell(path, _file_code(path))
        return UnitFolder(folder, unit, tuple(plans), tuple(tables))

    def _tell_misplaced(self, path: Path) -> None:
        is_ours = PLAN_NAME.fullmatch(path.name) or path.name in UNIT_TABLES
        self.tell(path, "misplaced" if is_ours or path.is_dir() else "unknown-file")


def _file_code(path: Path) -> str:
    """The message for a file of a unit's folder that has none of the names that are read."""
    if path.suffix.casefold() in (".yaml", ".yml"):
        return "plan-file-name"
    return "table-file-name" if path.suffix.casefold() == ".csv" else "unknown-file"


def find_places(layout: Layout, register: UnitRegister) -> Places:
    """What will be read, what lies elsewhere. A folder that is wrong is not looked into."""
    walk = _Walk(layout, register)
    walk.walk()
    codes = {
        match[1]
        for problem in walk.problems
        for step in problem.file.split("/")
        if (match := _COMMUNE.fullmatch(step))
    }
    return Places(tuple(walk.folders), tuple(walk.copies), tuple(walk.problems), frozenset(codes))
