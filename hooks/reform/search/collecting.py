"""From the catalogue to the records that are searched."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from reform import addresses
from reform.model import Catalogue
from reform.model.plan_rows import Plan
from reform.model.plan_subjects import DEFAULT_SUBJECT, period_part
from reform.model.shared_rows import FormerUnit
from reform.search.numbers import number_spellings
from reform.search.plan_items import plan_items
from reform.search.records import Collection, CommuneRecord, PlanRecord, Thing
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
    provinces = {
        place_slug(row.province_name): row.province_name for row in catalogue.units_with_page
    }
    ordered = {key: provinces[key] for key in sorted(provinces)}
    communes = sorted(
        (_commune(row, catalogue) for row in catalogue.units_with_page),
        key=lambda r: (r.province, r.code),
    )
    place = {row.code: number for number, row in enumerate(communes)}
    plans = sorted(catalogue.plans, key=lambda row: (place[row.unit_id], row.path))
    return Collection(
        provinces=ordered,
        today=_provinces_of_today(catalogue),
        communes=tuple(communes),
        plans=tuple(_plan(row, catalogue) for row in plans),
        things=(
            *(thing for thing in _things(catalogue) if pages is None or _page(thing) in pages),
            *(_with_provinces(thing, ordered.values()) for thing in others),
        ),
        labels=_labels(catalogue),
    )


def _provinces_of_today(catalogue: Catalogue) -> dict[str, str]:
    found = {}
    for row in catalogue.units_with_page:
        successor = catalogue.unit_if(row.successor_unit_id)
        if successor and successor.province_name != row.province_name:
            found[place_slug(row.province_name)] = successor.province_name
    return found


def _with_provinces(thing: Thing, names: Iterable[str]) -> Thing:
    """The list of all plans is ordered by provinces: it tells how many communes each has."""
    if thing.address != addresses.PLANS:
        return thing
    return replace(thing, also="\n".join((thing.also, *names)))


def _page(thing: Thing) -> str:
    return thing.address.partition("#")[0]


def _commune(row: Any, catalogue: Catalogue) -> CommuneRecord:
    former = catalogue.former_units_of(row.unit_id)
    return CommuneRecord(
        code=row.unit_id,
        name=row.name,
        address=addresses.unit(row),
        province=place_slug(row.province_name),
        former=tuple(dict.fromkeys(unit.name for unit in former)),
        regions=tuple(sorted(_former_regions(former) - {row.province_name})),
        former_codes=tuple(unit.former_code for unit in former),
    )


def _former_regions(units: Iterable[FormerUnit]) -> set[str]:
    districts = {unit.district_name for unit in units if unit.district_name}
    return districts | {unit.province_name for unit in units}


def _plan(row: Plan, catalogue: Catalogue) -> PlanRecord:
    return PlanRecord(
        unit_id=row.unit_id,
        address=addresses.plan(row, catalogue),
        title=row.title,
        period=_period(row, catalogue),
        items=plan_items(row.plan_id, catalogue),
    )


def _period(row: Plan, catalogue: Catalogue) -> str:
    """``2026-2030``; ``2026, chuyển đổi số`` where the subject is another."""
    subject = row.subject
    written = period_part(PurePosixPath(row.path).stem, subject)
    label = catalogue.labels("plan_subject")[subject].label
    return written if subject == DEFAULT_SUBJECT else f"{written}, {label.lower()}"


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
