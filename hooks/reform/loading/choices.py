"""What may be chosen from, by name: codes, areas, roles, indicators, documents; read once, for
forms, for the list of all codes and for finding one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from reform.layout import Layout
from reform.sources.csv_files import read_csv
from reform.sources.plain_letters import plain_letters
from reform.sources.yaml_files import read_yaml

_TABLES = {
    "reform_areas": ("area_id", "name", "name_en"),
    "agency_roles": ("role_id", "name", "description"),
}


@dataclass(frozen=True)
class Choice:
    """One thing that may be chosen."""

    id: str
    """What stands in the data."""
    name: str
    """What people choose by."""
    note: str = ""


class Choices:
    """A list to choose from; of two things of one name the later is called with its id."""

    def __init__(self, rows: Iterable[Choice]) -> None:
        self.rows = tuple(rows)

    @cached_property
    def shown(self) -> Mapping[str, str]:
        """Id to the name by which it is chosen; no two are alike."""
        found: dict[str, str] = {}
        taken: set[str] = set()
        for row in self.rows:
            plain = plain_letters(row.name) or row.name
            name = f"{row.name} ({row.id})" if plain in taken else row.name
            found[row.id] = row.id if ";" in name else name
            taken.add(plain)
        return found

    @cached_property
    def _ids(self) -> Mapping[str, str]:
        by_name = {plain_letters(name): id_ for id_, name in self.shown.items()}
        return {**by_name, **{plain_letters(row.id): row.id for row in self.rows}}

    def id_of(self, written: str) -> str | None:
        """The id that is meant by a name or an id, with or without diacritics."""
        if any(row.id == written for row in self.rows):
            return written
        exact = [id_ for id_, name in self.shown.items() if name.casefold() == written.casefold()]
        if exact:  # a name may have no letters: ``%``
            return exact[0]
        return self._ids.get(plain_letters(written)) if plain_letters(written) else None


def read_choices(layout: Layout) -> Mapping[str, Choices]:
    """Every list of the project by its name: ``codes:<list>`` or the table. A list that cannot be
    read is empty: ``reform check`` says why.
    """
    found = {f"codes:{name}": Choices(rows) for name, rows in _codes(layout).items()}
    for table, (key, name, note) in _TABLES.items():
        rows = _rows(layout.vocabulary / f"{table}.csv")
        found[table] = Choices(Choice(r[key], r[name], r.get(note, "")) for r in rows)
    found["indicators"] = Choices(_indicators(layout))
    found["legal_documents"] = Choices(
        Choice(row["document_id"], _document_name(row), row.get("issuer", ""))
        for row in _rows(layout.legal_documents)
    )
    return found


def _rows(path: Path) -> list[Mapping[str, str]]:
    table, _ = read_csv(path, path.name, is_shared=True)
    return [row.values for row in table.rows] if table else []


def _codes(layout: Layout) -> dict[str, list[Choice]]:
    found: dict[str, list[Choice]] = {}
    for row in _rows(layout.vocabulary / "codes.csv"):
        choice = Choice(row["code"], row["label"], row["description"])
        found.setdefault(row["list"], []).append(choice)
    return found


def _indicators(layout: Layout) -> list[Choice]:
    document, _ = read_yaml(layout.vocabulary / "indicators.yaml", "indicators.yaml")
    items = document.get("indicators", []) if isinstance(document, dict) else []
    return [Choice(str(i["indicator_id"]), str(i["title"]), str(i["definition"])) for i in items]


def _document_name(row: Mapping[str, str]) -> str:
    number, title = row.get("number", ""), row.get("title", "")
    return f"{number} – {title}" if number and title else number or title
