"""The roles of bodies: what this kind of body answers for, commune by commune."""

from collections.abc import Iterator
from dataclasses import dataclass

from reform.model import Catalogue
from reform.model.plan_rows import Agency, Duty, ReportingDuty, Target, Task
from reform.model.shared_rows import AgencyRole, ReformArea
from reform.subjects.in_use import used_roles
from reform.subjects.plan_summaries import PlanSummary, by_place
from reform.subjects.responsibilities import ROLES


@dataclass(frozen=True)
class RoleDuty:
    """A duty of a body, and its part in it."""

    duty: Duty
    role: str
    areas: tuple[ReformArea, ...]


@dataclass(frozen=True)
class RoleTask:
    """A task in which a body is named, and its part in it."""

    task: Task
    role: str
    area: ReformArea | None
    """Stated or inferred."""

    @property
    def is_area_inferred(self) -> bool:
        """Whether editors, not the document, put it under its area."""
        return self.area is not None and self.task.area is None


@dataclass(frozen=True)
class RoleTarget:
    """A target in which a body is named, and its part in it."""

    target: Target
    role: str


@dataclass(frozen=True)
class RoleReport:
    """A report that a body makes."""

    duty: ReportingDuty
    receivers: tuple[Agency, ...]


@dataclass(frozen=True)
class RoleBody:
    """One body of one plan."""

    agency: Agency
    summary: PlanSummary
    areas: tuple[ReformArea, ...]
    """The areas it leads by a duty that names them."""
    duties: tuple[RoleDuty, ...]
    tasks: tuple[RoleTask, ...]
    targets: tuple[RoleTarget, ...]
    reports: tuple[RoleReport, ...]

    @property
    def is_idle(self) -> bool:
        """Whether the plan names the body without giving it anything to do."""
        return not (self.duties or self.tasks or self.targets or self.reports)


@dataclass(frozen=True)
class RolePage:
    """Context of ``pages/role.html.j2``."""

    role: AgencyRole
    province_name: str | None
    """The province whose bodies these are; None where they are all."""
    bodies: tuple[RoleBody, ...]
    commune_count: int
    duty_count: int
    task_count: int
    has_inferred: bool
    """Whether editors put some of the tasks under their areas."""


@dataclass(frozen=True)
class RoleSummary:
    """A role in the list."""

    role: AgencyRole
    commune_count: int
    duty_count: int
    task_count: int


@dataclass(frozen=True)
class RolesPage:
    """Context of ``pages/roles.html.j2``."""

    roles: tuple[RoleSummary, ...]


def roles_page(catalogue: Catalogue) -> RolesPage:
    """Every role in use, with its counts."""
    everywhere = by_place(catalogue)
    pages = (role_page(role, everywhere, None, catalogue) for role in used_roles(catalogue))
    return RolesPage(
        tuple(
            RoleSummary(page.role, page.commune_count, page.duty_count, page.task_count)
            for page in pages
        )
    )


def role_page(
    role: AgencyRole,
    plans: tuple[PlanSummary, ...],
    province_name: str | None,
    catalogue: Catalogue,
) -> RolePage:
    """One role across the plans of some places: of all, or of one province."""
    bodies = tuple(
        _body(agency, summary, catalogue)
        for summary in plans
        for agency in catalogue.agencies_of(summary.plan.plan_id)
        if agency.role_id == role.role_id
    )
    return RolePage(
        role=role,
        province_name=province_name,
        bodies=bodies,
        commune_count=len({body.summary.unit.unit_id for body in bodies}),
        duty_count=len({view.duty.duty_id for body in bodies for view in body.duties}),
        task_count=len({view.task.task_id for body in bodies for view in body.tasks}),
        has_inferred=any(view.is_area_inferred for body in bodies for view in body.tasks),
    )


def _body(agency: Agency, summary: PlanSummary, catalogue: Catalogue) -> RoleBody:
    duties = tuple(_duties(agency, catalogue))
    led = {area for view in duties if view.role == "lead" for area in view.areas}
    return RoleBody(
        agency=agency,
        summary=summary,
        areas=tuple(area for area in catalogue.reform_areas if area in led),
        duties=duties,
        tasks=tuple(_tasks(agency, catalogue)),
        targets=tuple(
            RoleTarget(catalogue.target(part.target_id), part.role)
            for part in catalogue.target_parts_of(agency.agency_id)
        ),
        reports=tuple(_reports(agency, catalogue)),
    )


def _duties(agency: Agency, catalogue: Catalogue) -> Iterator[RoleDuty]:
    links = catalogue.duty_parts_of(agency.agency_id)
    for link in sorted(links, key=lambda link: ROLES.index(link.role)):
        duty = catalogue.duty(link.duty_id)
        named = {row.area for row in catalogue.areas_of_duty(link.duty_id)}
        areas = tuple(area for area in catalogue.reform_areas if area.area_id in named)
        yield RoleDuty(duty, link.role, areas)


def _reports(agency: Agency, catalogue: Catalogue) -> Iterator[RoleReport]:
    for part in catalogue.report_parts_of(agency.agency_id):
        if part.role == "reporter":
            beside = catalogue.bodies_of_report(part.reporting_duty_id)
            duty = catalogue.reporting_duty(part.reporting_duty_id)
            yield RoleReport(duty, catalogue.bodies(beside, "receiver"))


def _tasks(agency: Agency, catalogue: Catalogue) -> Iterator[RoleTask]:
    links = catalogue.task_parts_of(agency.agency_id)
    for link in sorted(links, key=lambda link: ROLES.index(link.role)):
        task = catalogue.task(link.task_id)
        yield RoleTask(task, link.role, catalogue.area_if(task.any_area))
