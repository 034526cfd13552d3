"""Writes the invented country into a folder that is laid out as `data/` is."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from reform.nation.documents import provincial_documents, write_documents
from reform.nation.plans import invented_plan
from reform.nation.units import country


def write_nation(out_dir: Path, seed: int, communes: Iterable[str] | None = None) -> int:
    """Write a plan for each commune (or those whose codes are given); return how many.

    `out_dir` becomes a project's root: its `data/` holds the communes and their legal documents;
    schemas, codes, roles and indicators are those of the real project (`Layout.of(out_dir,
    vocabulary=…)`). Raises FileExistsError where there are communes already, so that invented plans
    never land among real ones.
    """
    out_dir = Path(out_dir) / "data"
    if (out_dir / "units").exists():
        raise FileExistsError(out_dir / "units")
    units = country(frozenset(communes) if communes is not None else None)
    provincial = provincial_documents(units, seed)
    write_documents(out_dir / "legal_documents.csv", provincial)
    for unit in units:
        name, plan = invented_plan(unit, seed, provincial[unit.province_code])
        folder = out_dir / "units" / unit.folder
        folder.mkdir(parents=True)
        (folder / f"{name}.yaml").write_text(plan_text(plan), encoding="utf-8")
    return len(units)


def plan_text(plan: dict[str, Any]) -> str:
    """The plan as an editor would write it: block style, dates bare, codes in quotation marks."""
    header = {key: value for key, value in plan.items() if not isinstance(value, list)}
    lists = {key: value for key, value in plan.items() if isinstance(value, list)}
    _bare_dates(header)
    for phase in lists.get("phases", ()):
        _bare_dates(phase)
    return _dumped(header) + _dumped(lists)


def _bare_dates(row: dict[str, Any]) -> None:
    for key in ("period_start", "period_end", "retrieved_on"):
        if key in row:
            row[key] = dt.date.fromisoformat(row[key])


class _PlainDumper(yaml.CSafeDumper):
    """Writes what is said twice twice, as an editor does: no shorthand of YAML."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - PyYAML's
        return True


def _dumped(rows: dict[str, Any]) -> str:
    return yaml.dump(rows, Dumper=_PlainDumper, allow_unicode=True, sort_keys=False, width=10_000)
