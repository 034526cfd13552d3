"""What some plan uses: indicators, areas, roles and communes that have pages because of it."""

from reform.model import Catalogue
from reform.model.shared_rows import AgencyRole, Indicator, ReformArea, Unit
from reform.subjects.memory import once


@once
def promised_indicators(catalogue: Catalogue) -> tuple[Indicator, ...]:
    """The indicators that a target is linked to."""
    return tuple(row for row in catalogue.indicators if catalogue.targets_on(row.indicator_id))


@once
def used_areas(catalogue: Catalogue) -> tuple[ReformArea, ...]:
    """The areas that a target, a task or a duty belongs to."""
    doors = (catalogue.targets_in, catalogue.tasks_in, catalogue.duties_in)
    return tuple(row for row in catalogue.reform_areas if any(door(row.area_id) for door in doors))


@once
def used_roles(catalogue: Catalogue) -> tuple[AgencyRole, ...]:
    """The roles that a body of a plan has."""
    return tuple(row for row in catalogue.agency_roles if catalogue.agencies_in_role(row.role_id))


@once
def planning_units(catalogue: Catalogue) -> tuple[Unit, ...]:
    """The communes that have a plan."""
    return tuple(row for row in catalogue.units_with_page if catalogue.plans_of(row.unit_id))
