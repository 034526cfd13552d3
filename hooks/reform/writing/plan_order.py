"""The order of the keys of a plan file, and the type of each, from the Table Schemas."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reform.loading.plan_files import LINKS, NESTED
from reform.model.kinds import PLAN_LISTS
from reform.sources.table_schemas import Schemas, TableSchema

_BEFORE_LINKS = ("text", "locator", "placement", "area", "area_inferred")
"""Columns that say what an item is and where it stands; who answers for it follows them."""
_BEFORE_NESTED = "value"


@dataclass(frozen=True)
class Order:
    """The keys of one mapping, first to last; a key that is not named stands behind them."""

    types: Mapping[str, str]
    """Key to the Table Schema type of its value; empty for a list."""
    inside: Mapping[str, "Order"] = field(default_factory=dict)
    """Key to the order of the mappings in its list."""

    @property
    def places(self) -> Mapping[str, int]:
        """Key to its turn."""
        return {key: place for place, key in enumerate(self.types)}


NO_ORDER = Order({})


def plan_order(schemas: Schemas) -> Order:
    """The order of a plan file: its own record, then its lists."""
    own = _columns(schemas["plans"])
    lists = {name: _item_order(schemas, name) for name in PLAN_LISTS}
    return Order({**own, **dict.fromkeys(PLAN_LISTS, "")}, lists)


def _item_order(schemas: Schemas, table: str) -> Order:
    types = _columns(schemas[table])
    links = {link.key: "string" for link in LINKS.get(table, ())}
    nested = NESTED.get(table, {})
    keys = [*types]
    after = max(keys.index(key) for key in keys if key in _BEFORE_LINKS) + 1 if links else 0
    keys[after:after] = links
    place = keys.index(_BEFORE_NESTED) + 1 if nested else 0
    keys[place:place] = nested
    inside = {key: Order(_columns(schemas[name])) for key, name in nested.items()}
    return Order({key: {**types, **links}.get(key, "") for key in keys}, inside)


def _columns(schema: TableSchema) -> dict[str, str]:
    return {field.name: field.type for field in schema.fields if not field.is_derived}
