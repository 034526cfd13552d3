"""From the catalogue to the records that are searched."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from reform import addresses
from reform.model import Catalogue
from reform.model.plan_rows import Duty, Plan, ReportingDuty, Solution, Target, Task
from reform.model.shared_rows import FormerUnit
from reform.search.numbers import number_spellings
from reform.search.records import Collection, CommuneRecord, Item, PlanRecord, Thing
from reform.sources.units import place_slug


def collect(
    catalogue: Catalogue,
    others: Iterable[Thing] = (),
    pages: Container[str] | None = None,
) -> Collection:
    """Everything in the catalogue that has an address.

    `others` are guide pages and data tables, which the catalogue does not know; `pages` are the
    addresses of the pages that exist, where an indicator or a role without a plan has none.
    """
    provinces = {place_slug(row.province_name): row.province_name for row in catalogue.communes}
    ordered = {key: provinces[key] for key in sorted(provinces)}
    communes = sorted(
        (_commune(row, catalogue) for row in catalogue.communes), key=lambda r: (r.province, r.code)
    )
    statuses = {row.target_id: str(row.status) for row in catalogue.target_status}
    place = {row.code: number for number, row in enumerate(communes)}
    plans = sorted(catalogue.plans, key=lambda row: (place[row.commune_code], row.path))
    return Collection(
        provinces=ordered,
        today=_provinces_of_today(catalogue),
        communes=tuple(communes),
        plans=tuple(_plan(row, catalogue, statuses) for row in plans),
        things=(
            *(thing for thing in _things(catalogue) if pages is None or _page(thing) in pages),
            *others,
        ),
        labels=_labels(catalogue),
    )


def _provinces_of_today(catalogue: Catalogue) -> dict[str, str]:
    found = {}
    for row in catalogue.communes:
        successor = catalogue.commune_if(row.successor_code)
        if successor and successor.province_name != row.province_name:
            found[place_slug(row.province_name)] = successor.province_name
    return found


def _page(thing: Thing) -> str:
    return thing.address.partition("#")[0]


def _commune(row: Any, catalogue: Catalogue) -> CommuneRecord:
    former = catalogue.former_units_of(row.commune_code)
    return CommuneRecord(
        code=row.commune_code,
        name=row.name,
        address=addresses.commune(row),
        province=place_slug(row.province_name),
        former=tuple(dict.fromkeys(unit.name for unit in former)),
        regions=tuple(sorted(_former_regions(former) - {row.province_name})),
    )


def _former_regions(units: Iterable[FormerUnit]) -> set[str]:
    districts = {unit.district_name for unit in units if unit.district_name}
    return districts | {unit.province_name for unit in units}


def _plan(row: Plan, catalogue: Catalogue, statuses: Mapping[str, str]) -> PlanRecord:
    plan_id = row.plan_id
    phases = {p.phase_id: p.title for p in catalogue.phases_of(plan_id)}
    agencies = {a.agency_id: a for a in catalogue.agencies_of(plan_id)}

    return PlanRecord(
        commune_code=row.commune_code,
        address=addresses.plan(row, catalogue),
        title=row.title,
        period=PurePosixPath(row.path).stem,
        items={
            "target": tuple(_target(r, phases, statuses) for r in catalogue.targets_of(plan_id)),
            "task": tuple(_task(r, agencies, catalogue) for r in catalogue.tasks_of(plan_id)),
            "duty": tuple(_duty(r, agencies, catalogue) for r in catalogue.duties_of(plan_id)),
            "solution": tuple(
                _line(r.solution_id, _text(r)) for r in catalogue.solutions_of(plan_id)
            ),
            "objective": tuple(
                _line(r.objective_id, r.text) for r in catalogue.objectives_of(plan_id)
            ),
            "report": tuple(_report(r, agencies) for r in catalogue.reporting_duties_of(plan_id)),
        },
    )


def _target(row: Target, phases: Mapping[str, str], statuses: Mapping[str, str]) -> Item:
    return Item(
        anchor=addresses.short_id(row.target_id),
        text=row.text,
        area=row.any_area,
        phase=phases.get(row.phase_id or ""),
        status=statuses.get(row.target_id),
    )


def _task(row: Task, agencies: Mapping[str, Any], catalogue: Catalogue) -> Item:
    links = catalogue.bodies_of_task(row.task_id)
    leads = [agencies[link.agency_id] for link in links if link.role == "lead"]
    return Item(
        anchor=addresses.short_id(row.task_id),
        text=_text(row),
        area=row.any_area,
        agencies=tuple(lead.role_id for lead in leads),
        also="; ".join(lead.name for lead in leads),
    )


def _line(item_id: str, text: str) -> Item:
    return Item(addresses.short_id(item_id), text)


def _text(row: Task | Solution) -> str:
    return f"{row.heading}: {row.text}" if row.heading else row.text


def _report(row: ReportingDuty, agencies: Mapping[str, Any]) -> Item:
    body = agencies.get(row.agency_id or "")
    return Item(
        anchor=addresses.short_id(row.reporting_duty_id),
        text=row.text,
        agencies=(body.role_id,) if body else (),
        also="; ".join(filter(None, (row.deadline_text, row.recipient, body and body.name))),
    )


def _duty(row: Duty, agencies: Mapping[str, Any], catalogue: Catalogue) -> Item:
    links = catalogue.bodies_of_duty(row.duty_id)
    bodies = [agencies[link.agency_id] for link in links if link.role != "support"]
    areas = catalogue.areas_of_duty(row.duty_id)
    return Item(
        anchor=addresses.short_id(row.duty_id),
        text=row.text,
        area=areas[0].area if areas else None,
        agencies=tuple(body.role_id for body in bodies),
        also="; ".join(body.name for body in bodies),
    )


def _things(catalogue: Catalogue) -> Iterator[Thing]:
    for area in catalogue.reform_areas:
        yield Thing("area", area.name, "", addresses.area(area.area_id), area.short_name)
    for role in catalogue.agency_roles:
        named = {a.name for a in catalogue.agencies_in_role(role.role_id)}
        also = "\n".join(sorted(named)[:12])
        yield Thing("role", role.name, role.description, addresses.agency_role(role.role_id), also)
    for row in catalogue.indicators:
        also = (row.aliases or "").replace("; ", "\n")
        address = addresses.indicator(row.indicator_id)
        yield Thing("indicator", row.title, row.definition, address, also)
    yield from _documents(catalogue)


def _documents(catalogue: Catalogue) -> Iterator[Thing]:
    cited = Counter(row.document_id for row in catalogue.legal_basis)
    types = catalogue.labels("document_type")
    rows = sorted(catalogue.legal_documents, key=lambda r: (-cited[r.document_id], r.document_id))
    for row in rows:
        label = types[row.type].label if row.type in types else ""
        number = row.number or ""
        is_named = number.lower().startswith(label.lower())
        title = number if is_named and number else f"{label} {number}".strip()
        if not number:
            title = row.title or label
        text = " · ".join(filter(None, (row.title, row.issuer)))
        also = "\n".join(number_spellings(label, number, row.issued_on or ""))
        yield Thing("document", title, text, addresses.document(row.document_id), also)


def _labels(catalogue: Catalogue) -> dict[str, dict[str, str]]:
    return {
        "area": {row.area_id: row.name for row in catalogue.reform_areas},
        "agency": {row.role_id: row.name for row in catalogue.agency_roles},
        "status": {code: row.label for code, row in catalogue.labels("status").items()},
    }
