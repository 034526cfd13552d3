"""The shape of a plan file: its lists stand under their own names, with their own items in them.

A heading that is lost or misspelt hands its items to another list, or to none; told once, the file
is read no further: every one of its items would be told to be wrong.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from reform.model.kinds import PLAN_LISTS
from reform.problems import Problem
from reform.sources.table_schemas import Schemas

MOST_ITEMS = 1_000
"""The longest list of one plan; the longest of today has 120."""
MOST_KEYS = 100
"""The most keys of one item."""


def shape_problems(document: Any, schemas: Schemas, file: str) -> list[Problem]:
    """What keeps a plan file from being read as one; empty where it can be."""
    if not isinstance(document, dict):
        return [Problem(file, 1, "plan-not-mapping")]
    widest = max(
        (
            len(item)
            for items in document.values()
            if isinstance(items, list)
            for item in items
            if isinstance(item, dict)
        ),
        default=0,
    )
    if max(widest, len(document)) > MOST_KEYS:
        return [Problem(file, 0, "too-many-keys", {"most": str(MOST_KEYS)})]
    keys = {schemas[name].primary_key[0]: name for name in PLAN_LISTS}
    found: list[Problem] = []
    for key, items in document.items():
        if not isinstance(items, list):
            continue
        if len(items) > MOST_ITEMS:
            values = {"key": key, "most": str(MOST_ITEMS), "path": key}
            found.append(Problem(file, 0, "list-too-long", values))
            continue
        if key in PLAN_LISTS:
            found += _lost_heading(key, items, schemas, keys, file)
        elif (meant := _list_of(items, keys)) and meant not in document:
            values = {"key": key, "meant": meant, "path": key}
            found.append(Problem(file, 0, "list-name", values))
    return found


def _lost_heading(
    name: str, items: list[Any], schemas: Schemas, keys: Mapping[str, str], file: str
) -> Iterator[Problem]:
    """The first item of another list that stands in this one: what it is told by is its id."""
    own = schemas[name].primary_key[0]
    columns = set(schemas[name].field_names)
    for index, item in enumerate(items):
        if not isinstance(item, dict) or own in item:
            continue
        first = str(next(iter(item), ""))
        foreign = [key for key in item if key in keys and (key not in columns or key == first)]
        if foreign:
            key = first if first in foreign else str(foreign[0])
            values = {"key": name, "meant": keys[key], "id": key, "path": f"{name}.{index}"}
            yield Problem(file, 0, "list-heading-lost", values)
            return


def _list_of(items: list[Any], keys: Mapping[str, str]) -> str:
    """The list whose ids the items bear; empty where they bear none."""
    first = next((item for item in items if isinstance(item, dict)), {})
    return next((keys[key] for key in first if key in keys), "")
