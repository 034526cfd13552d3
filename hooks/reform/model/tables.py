"""All tables of the data as tuples of typed rows."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, get_args, get_type_hints

from reform.model import derived_rows as d
from reform.model import part_rows as parts
from reform.model import plan_rows as p
from reform.model import shared_rows as s


@dataclass(frozen=True)
class Tables:
    """Every published table by its name, its rows in published order."""

    units: tuple[s.Unit, ...]
    former_units: tuple[s.FormerUnit, ...]
    plans: tuple[p.Plan, ...]
    phases: tuple[p.Phase, ...]
    legal_documents: tuple[s.LegalDocument, ...]
    legal_basis: tuple[p.LegalBasis, ...]
    agencies: tuple[p.Agency, ...]
    objectives: tuple[p.Objective, ...]
    prior_results: tuple[p.PriorResult, ...]
    targets: tuple[p.Target, ...]
    target_agencies: tuple[parts.TargetAgency, ...]
    target_steps: tuple[parts.TargetStep, ...]
    tasks: tuple[p.Task, ...]
    task_agencies: tuple[parts.TaskAgency, ...]
    solutions: tuple[p.Solution, ...]
    duties: tuple[p.Duty, ...]
    duty_agencies: tuple[parts.DutyAgency, ...]
    duty_areas: tuple[parts.DutyArea, ...]
    reporting_duties: tuple[p.ReportingDuty, ...]
    reporting_agencies: tuple[parts.ReportingAgency, ...]
    annexes: tuple[p.Annex, ...]
    editorial_notes: tuple[p.EditorialNote, ...]
    reform_areas: tuple[s.ReformArea, ...]
    agency_roles: tuple[s.AgencyRole, ...]
    codes: tuple[s.Code, ...]
    indicators: tuple[s.Indicator, ...]
    observations: tuple[s.Observation, ...]
    rankings: tuple[s.Ranking, ...]
    reference_observations: tuple[s.ReferenceObservation, ...]
    task_progress: tuple[s.TaskProgress, ...]
    step_status: tuple[d.StepStatus, ...]
    target_status: tuple[d.TargetStatus, ...]
    """Derived once the rest is known to be right."""

    def rows(self, table: str) -> tuple[Any, ...]:
        """The rows of a table by its name: for what treats all tables alike."""
        found: tuple[Any, ...] = getattr(self, table)
        return found

    def rows_by(self, table: str, column: str) -> Mapping[Any, tuple[Any, ...]]:
        """The rows of a table by the value of one column: for what treats all tables alike."""
        key = (table, column)
        if key not in self._grouped:
            groups: defaultdict[Any, list[Any]] = defaultdict(list)
            for row in self.rows(table):
                groups[getattr(row, column)].append(row)
            self._grouped[key] = {value: tuple(rows) for value, rows in groups.items()}
        return self._grouped[key]

    @cached_property
    def _grouped(self) -> dict[tuple[str, str], Mapping[Any, tuple[Any, ...]]]:
        return {}


ROW_TYPES: Mapping[str, type] = {
    field.name: get_args(get_type_hints(Tables)[field.name])[0] for field in fields(Tables)
}
"""Table name to the type of its rows."""
