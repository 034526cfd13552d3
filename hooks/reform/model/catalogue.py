"""The whole of the data, frozen and typed, with the look-ups that pages need."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

from reform.model import derived_rows as d
from reform.model import plan_rows as p
from reform.model import shared_rows as s

ROW_TYPES: Mapping[str, type] = {
    "communes": s.Commune,
    "former_units": s.FormerUnit,
    "plans": p.Plan,
    "phases": p.Phase,
    "legal_documents": s.LegalDocument,
    "legal_basis": p.LegalBasis,
    "agencies": p.Agency,
    "objectives": p.Objective,
    "targets": p.Target,
    "tasks": p.Task,
    "task_agencies": p.TaskAgency,
    "solutions": p.Solution,
    "duties": p.Duty,
    "duty_agencies": p.DutyAgency,
    "duty_areas": p.DutyArea,
    "reporting_duties": p.ReportingDuty,
    "annexes": p.Annex,
    "editorial_notes": p.EditorialNote,
    "reform_areas": s.ReformArea,
    "agency_roles": s.AgencyRole,
    "codes": s.Code,
    "indicators": s.Indicator,
    "observations": s.Observation,
    "reference_observations": s.ReferenceObservation,
    "task_progress": s.TaskProgress,
    "target_status": d.TargetStatus,
}
"""Table name to the type of its rows."""


@dataclass(frozen=True)
class Catalogue:
    """All tables as tuples of typed rows, in published order."""

    communes: tuple[s.Commune, ...]
    former_units: tuple[s.FormerUnit, ...]
    plans: tuple[p.Plan, ...]
    phases: tuple[p.Phase, ...]
    legal_documents: tuple[s.LegalDocument, ...]
    legal_basis: tuple[p.LegalBasis, ...]
    agencies: tuple[p.Agency, ...]
    objectives: tuple[p.Objective, ...]
    targets: tuple[p.Target, ...]
    tasks: tuple[p.Task, ...]
    task_agencies: tuple[p.TaskAgency, ...]
    solutions: tuple[p.Solution, ...]
    duties: tuple[p.Duty, ...]
    duty_agencies: tuple[p.DutyAgency, ...]
    duty_areas: tuple[p.DutyArea, ...]
    reporting_duties: tuple[p.ReportingDuty, ...]
    annexes: tuple[p.Annex, ...]
    editorial_notes: tuple[p.EditorialNote, ...]
    reform_areas: tuple[s.ReformArea, ...]
    agency_roles: tuple[s.AgencyRole, ...]
    codes: tuple[s.Code, ...]
    indicators: tuple[s.Indicator, ...]
    observations: tuple[s.Observation, ...]
    reference_observations: tuple[s.ReferenceObservation, ...]
    task_progress: tuple[s.TaskProgress, ...]
    target_status: tuple[d.TargetStatus, ...]
    """Derived once the rest is known to be right."""

    def rows(self, table: str) -> tuple[Any, ...]:
        """The rows of a table by its name."""
        found: tuple[Any, ...] = getattr(self, table)
        return found

    @cached_property
    def _groups(self) -> dict[tuple[str, str], Mapping[Any, tuple[Any, ...]]]:
        return {}

    def grouped(self, table: str, column: str) -> Mapping[Any, tuple[Any, ...]]:
        """The rows of a table by the value of one column; ``()`` for an absent value."""
        key = (table, column)
        if key not in self._groups:
            self._groups[key] = _grouped(self.rows(table), column)
        return self._groups[key]

    def find(self, table: str, column: str, value: str | None) -> Any:
        """The one row whose ``column`` holds ``value``; None where there is none."""
        found = self.grouped(table, column)[value]
        return found[0] if found else None

    def labels(self, name: str) -> Mapping[str, s.Code]:
        """Code to its label, for one list of ``codes``."""
        return {row.code: row for row in self.grouped("codes", "list")[name]}


class _Groups(dict[Any, tuple[Any, ...]]):
    """A dictionary that answers ``()`` for what it does not hold."""

    def __missing__(self, key: Any) -> tuple[Any, ...]:
        return ()


def _grouped(rows: Iterable[Any], column: str) -> Mapping[Any, tuple[Any, ...]]:
    lists: defaultdict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        lists[getattr(row, column)].append(row)
    return _Groups({key: tuple(found) for key, found in lists.items()})


def column_names(table: str) -> tuple[str, ...]:
    """The columns of a table's row type, in order."""
    return tuple(field.name for field in fields(ROW_TYPES[table]))
