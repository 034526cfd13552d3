"""The whole of the data, frozen and typed, with the look-ups that pages need."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from reform.model import derived_rows as d
from reform.model import part_rows as parts
from reform.model import plan_rows as p
from reform.model import shared_rows as s
from reform.model.doors import Many, Maybe, One
from reform.model.tables import Tables
from reform.model.withdrawal import (
    WithdrawnItem,
    is_anything_gone,
    live_tables,
    withdrawn_items,
)


class Catalogue(Tables):
    """All tables, and doors into them.

    ``One`` and ``Maybe`` take the id of a row, ``Many`` the id that rows name.
    """

    # --- the row with an id
    plan = One[p.Plan](lambda c: c.plans, lambda row: row.plan_id)
    unit = One[s.Unit](lambda c: c.units, lambda row: row.unit_id)
    document = One[s.LegalDocument](lambda c: c.legal_documents, lambda row: row.document_id)
    agency_role = One[s.AgencyRole](lambda c: c.agency_roles, lambda row: row.role_id)
    agency = One[p.Agency](lambda c: c.agencies, lambda row: row.agency_id)
    area = One[s.ReformArea](lambda c: c.reform_areas, lambda row: row.area_id)
    indicator = One[s.Indicator](lambda c: c.indicators, lambda row: row.indicator_id)
    target = One[p.Target](lambda c: c.targets, lambda row: row.target_id)
    task = One[p.Task](lambda c: c.tasks, lambda row: row.task_id)
    duty = One[p.Duty](lambda c: c.duties, lambda row: row.duty_id)
    reporting_duty = One[p.ReportingDuty](
        lambda c: c.reporting_duties, lambda row: row.reporting_duty_id
    )
    observation = One[s.Observation](lambda c: c.observations, lambda row: row.observation_id)

    # --- the same where there may be no id
    plan_if = Maybe[p.Plan](lambda c: c.plans, lambda row: row.plan_id)
    unit_if = Maybe[s.Unit](lambda c: c.units, lambda row: row.unit_id)
    document_if = Maybe[s.LegalDocument](lambda c: c.legal_documents, lambda row: row.document_id)
    area_if = Maybe[s.ReformArea](lambda c: c.reform_areas, lambda row: row.area_id)
    indicator_if = Maybe[s.Indicator](lambda c: c.indicators, lambda row: row.indicator_id)
    target_if = Maybe[p.Target](lambda c: c.targets, lambda row: row.target_id)
    ranking_if = Maybe[s.Ranking](lambda c: c.rankings, lambda row: row.list_id)
    reporting_duty_if = Maybe[p.ReportingDuty](
        lambda c: c.reporting_duties, lambda row: row.reporting_duty_id
    )
    status_of = Maybe[d.TargetStatus](lambda c: c.target_status, lambda row: row.target_id)

    # --- rows of a plan, by plan_id
    phases_of = Many[p.Phase](lambda c: c.phases, lambda row: row.plan_id)
    citations_of = Many[p.LegalBasis](lambda c: c.legal_basis, lambda row: row.plan_id)
    agencies_of = Many[p.Agency](lambda c: c.agencies, lambda row: row.plan_id)
    targets_of = Many[p.Target](lambda c: c.targets, lambda row: row.plan_id)
    tasks_of = Many[p.Task](lambda c: c.tasks, lambda row: row.plan_id)
    duties_of = Many[p.Duty](lambda c: c.duties, lambda row: row.plan_id)
    reporting_duties_of = Many[p.ReportingDuty](
        lambda c: c.reporting_duties, lambda row: row.plan_id
    )
    notes_of = Many[p.EditorialNote](lambda c: c.editorial_notes, lambda row: row.plan_id)
    statuses_of = Many[d.TargetStatus](lambda c: c.target_status, lambda row: row.plan_id)

    # --- rows of a unit, by unit_id
    plans_of = Many[p.Plan](lambda c: c.plans, lambda row: row.unit_id)
    replacing = Many[p.Plan](lambda c: c.plans, lambda row: row.replaces)
    amending = Many[p.Plan](lambda c: c.plans, lambda row: row.amends)
    former_units_of = Many[s.FormerUnit](lambda c: c.former_units, lambda row: row.unit_id)
    ended_into = Many[s.Unit](lambda c: c.units, lambda row: row.successor_unit_id)
    observations_from = Many[s.Observation](lambda c: c.observations, lambda row: row.unit_id)

    # --- rows about an indicator, an area, a role or a document
    targets_on = Many[p.Target](lambda c: c.targets, lambda row: row.indicator_id)
    observations_on = Many[s.Observation](lambda c: c.observations, lambda row: row.indicator_id)
    references_on = Many[s.ReferenceObservation](
        lambda c: c.reference_observations, lambda row: row.indicator_id
    )
    references_to = Many[s.ReferenceObservation](
        lambda c: c.reference_observations, lambda row: row.unit_id
    )
    rankings_on = Many[s.Ranking](lambda c: c.rankings, lambda row: row.promise_indicator_id)
    standings_in = Many[s.ReferenceObservation](
        lambda c: c.reference_observations, lambda row: row.list_id
    )
    indicators_in = Many[s.Indicator](lambda c: c.indicators, lambda row: row.area)
    targets_in = Many[p.Target](lambda c: c.targets, lambda row: row.any_area)
    tasks_in = Many[p.Task](lambda c: c.tasks, lambda row: row.any_area)
    duties_in = Many[parts.DutyArea](lambda c: c.duty_areas, lambda row: row.area)
    agencies_in_role = Many[p.Agency](lambda c: c.agencies, lambda row: row.role_id)
    citations_of_document = Many[p.LegalBasis](lambda c: c.legal_basis, lambda row: row.document_id)

    # --- the parts that bodies have in tasks, duties and reports
    bodies_of_task = Many[parts.TaskAgency](lambda c: c.task_agencies, lambda row: row.task_id)
    bodies_of_target = Many[parts.TargetAgency](
        lambda c: c.target_agencies, lambda row: row.target_id
    )
    bodies_of_report = Many[parts.ReportingAgency](
        lambda c: c.reporting_agencies, lambda row: row.reporting_duty_id
    )
    bodies_of_duty = Many[parts.DutyAgency](lambda c: c.duty_agencies, lambda row: row.duty_id)
    areas_of_duty = Many[parts.DutyArea](lambda c: c.duty_areas, lambda row: row.duty_id)
    task_parts_of = Many[parts.TaskAgency](lambda c: c.task_agencies, lambda row: row.agency_id)
    duty_parts_of = Many[parts.DutyAgency](lambda c: c.duty_agencies, lambda row: row.agency_id)
    report_parts_of = Many[parts.ReportingAgency](
        lambda c: c.reporting_agencies, lambda row: row.agency_id
    )
    target_parts_of = Many[parts.TargetAgency](
        lambda c: c.target_agencies, lambda row: row.agency_id
    )
    progress_on = Many[s.TaskProgress](lambda c: c.task_progress, lambda row: row.task_id)
    step_statuses_of = Many[d.StepStatus](lambda c: c.step_status, lambda row: row.target_id)
    steps_of = Many[parts.TargetStep](lambda c: c.target_steps, lambda row: row.target_id)
    parts_of_task = Many[p.Task](lambda c: c.tasks, lambda row: row.parent_id)

    _codes_in = Many[s.Code](lambda c: c.codes, lambda row: row.list)

    @cached_property
    def _labels(self) -> dict[str, Mapping[str, s.Code]]:
        return {}

    def labels(self, name: str) -> Mapping[str, s.Code]:
        """Code to its label, for one list of ``codes``."""
        if name not in self._labels:
            self._labels[name] = {row.code: row for row in self._codes_in(name)}
        return self._labels[name]

    def bodies(self, beside: Iterable[parts.Part], role: str) -> tuple[p.Agency, ...]:
        """The bodies that have one role among the parts beside an item, in the order written."""
        return tuple(self.agency(part.agency_id) for part in beside if part.role == role)

    @cached_property
    def units_with_page(self) -> tuple[s.Unit, ...]:
        """Every commune, and of the units above them those that have a plan here."""
        return tuple(u for u in self.units if u.level == "commune" or self.plans_of(u.unit_id))

    @cached_property
    def live(self) -> "Catalogue":
        """The data without what was withdrawn, and without what hangs from it: what pages,
        pictures, calendars and search show. Downloads hold the whole.
        """
        return Catalogue(**live_tables(self)) if is_anything_gone(self) else self

    def withdrawn_of(self, plan_id: str) -> tuple[WithdrawnItem, ...]:
        """The withdrawn items of a plan, kind by kind in the order of the plan file."""
        return self._withdrawn.get(plan_id, ())

    @cached_property
    def _withdrawn(self) -> Mapping[str, tuple[WithdrawnItem, ...]]:
        return withdrawn_items(self)
