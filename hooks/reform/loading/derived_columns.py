"""Columns of written tables that follow from other cells; nobody types them."""

from collections.abc import Mapping
from typing import Any

from reform.loading.raw import RawTables
from reform.model.digits import figure_unit
from reform.model.kinds import KINDS

_KIND_OF_LETTER = {kind.letter: kind.table for kind in KINDS}


def derive_columns(raw: RawTables) -> None:
    """Fill the unit and the standing of every figure, and the table that a named item lies in."""
    _derive_units(raw)
    _derive_standing(raw)
    for table in ("legal_basis", "editorial_notes"):
        for row in raw.tables[table]:
            row.values["item_table"] = item_table(row.values.get("item_id"))


def item_table(item_id: object) -> str | None:
    """The table of an item by the letter of its id: ``…/k12`` lies in ``tasks``."""
    letter = item_id.rpartition("/")[2][:1] if isinstance(item_id, str) else ""
    return _KIND_OF_LETTER.get(letter)


def _derive_units(raw: RawTables) -> None:
    indicators = _column(raw, "indicators", "indicator_id", "unit")
    targets = _column(raw, "targets", "target_id", "unit")
    linked = _column(raw, "targets", "target_id", "indicator_id")
    for row in raw.tables["observations"]:
        if row.values.get("value") is None:
            continue
        target = str(row.values.get("target_id"))
        indicator = row.values.get("indicator_id") or linked.get(target)
        row.values["unit"] = figure_unit(indicators.get(str(indicator)), targets.get(target))


def _column(raw: RawTables, table: str, key: str, column: str) -> Mapping[str, str]:
    """The texts of one column by the table's key."""
    rows = (row.values for row in raw.tables[table])
    return {str(r.get(key)): r[column] for r in rows if isinstance(r.get(column), str)}


def _derive_standing(raw: RawTables) -> None:
    rows: list[dict[str, Any]] = [row.values for row in raw.tables["observations"]]
    replaced = {row["supersedes"] for row in rows if isinstance(row.get("supersedes"), str)}
    for row in rows:
        row["is_current"] = row.get("observation_id") not in replaced
