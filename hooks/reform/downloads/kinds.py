"""Every kind of data file, declared in one place: each a function of one edition and its tables."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from reform import addresses
from reform.contexts.data_page import wholes
from reform.downloads import subsets
from reform.downloads.catalogues import dcat
from reform.downloads.citations import citations
from reform.downloads.closure import Rows, closed
from reform.downloads.csvw import csvw
from reform.downloads.documents import Subject, document
from reform.downloads.download import Download, Job
from reform.downloads.json_schemas import KINDS, document_schema, index_schema
from reform.downloads.json_text import json_bytes
from reform.downloads.openapi import openapi
from reform.downloads.package import package_descriptor
from reform.downloads.promises import promises_csv
from reform.downloads.wholes import (
    province_zip,
    row_pages,
    source_zip,
    whole_database,
    whole_workbook,
    whole_zip,
)
from reform.downloads.workbook import workbook
from reform.edition import Edition
from reform.model.plan_rows import Plan
from reform.model.shared_rows import Indicator, Unit
from reform.rendering.notes import note
from reform.subjects.in_use import promised_indicators

Tables = Mapping[str, bytes]
"""Every published table as CSV."""


def _tables(edition: Edition, tables: Tables) -> Iterator[Download]:
    for name, content in tables.items():
        yield Download(addresses.table_csv(name), content, edition.changed_on)


def _package(edition: Edition, tables: Tables) -> Iterator[Download]:
    content = package_descriptor(edition, tables)
    yield Download(addresses.DATA_PACKAGE, content, edition.changed_on)
    described = {f"{name}.csv": table for name, table in tables.items()}
    yield from whole_zip(edition, {**described, "datapackage.json": content})


def _schemas(edition: Edition, _: Tables) -> Iterator[Download]:
    made = {kind: document_schema(kind, edition) for kind in KINDS}
    for kind, content in {**made, "index": index_schema(edition)}.items():
        yield Download(addresses.json_schema(kind), content, edition.changed_on)


def _workbook(edition: Edition, _: Tables) -> Iterator[Download]:
    return whole_workbook(edition)


def _database(edition: Edition, _: Tables) -> Iterator[Download]:
    return whole_database(edition)


def _descriptions(edition: Edition, _: Tables) -> Iterator[Download]:
    made = {
        addresses.CSVW: csvw(edition),
        addresses.DCAT: dcat(edition, wholes(edition)),
        addresses.OPENAPI: openapi(edition),
    }
    day = edition.changed_on
    yield from (Download(address, json_bytes(text), day) for address, text in made.items())
    yield from (Download(address, content, day) for address, content in citations(edition))
    for name in ("robots.txt", "llms.txt"):
        yield Download(name, note(f"{name}.j2", edition).encode("utf-8"))


def _source(edition: Edition, _: Tables) -> Iterator[Download]:
    return source_zip(edition)


SINGLE_AT_MOST = 500
"""Plans up to which each plan and unit has files of its own besides the plan's document; with more
they are found in the files of their province, and the site stays within what hosts take."""


def _plans(edition: Edition) -> Iterator[Job]:
    return (partial(_plan, plan, edition) for plan in edition.project.catalogue.plans)


def _plan(plan: Plan, edition: Edition) -> Iterator[Download]:
    catalogue = edition.project.catalogue
    address, page = addresses.plan_json(plan.plan_id), addresses.plan(plan, catalogue)
    day = edition.folder_changed_on(catalogue.unit(plan.unit_id).folder)
    subject = Subject("plan", "plans", plan, address, page, day, plan.path)
    rows = subsets.of_plans([plan], catalogue)
    yield Download(address, document(subject, rows, edition), day)
    if _has_single_files(edition):
        yield _promises(subject, rows, edition)
        twin = note("plan.md.j2", edition, plan=plan, unit=catalogue.unit(plan.unit_id), page=page)
        yield Download(addresses.markdown_twin(address), twin.encode("utf-8"), day)


def _units(edition: Edition) -> Iterator[Job]:
    if _has_single_files(edition):
        for unit in edition.project.catalogue.units_with_page:
            yield partial(_unit, unit, edition)


def _unit(unit: Unit, edition: Edition) -> Iterator[Download]:
    address, page = addresses.unit_json(unit), addresses.unit(unit)
    subject = Subject("unit", "units", unit, address, page, edition.folder_changed_on(unit.folder))
    rows = subsets.of_unit(unit, edition.project.catalogue)
    yield Download(address, document(subject, rows, edition), subject.modified)
    yield _promises(subject, rows, edition)


def _has_single_files(edition: Edition) -> bool:
    return len(edition.project.catalogue.plans) <= SINGLE_AT_MOST


def _indicators(edition: Edition) -> Iterator[Job]:
    live = edition.project.catalogue.live
    return (partial(_indicator, row, edition) for row in promised_indicators(live))


def _indicator(indicator: Indicator, edition: Edition) -> Iterator[Download]:
    own = indicator.indicator_id
    address, page = addresses.indicator_json(own), addresses.indicator(own)
    subject = Subject("indicator", "indicators", indicator, address, page, edition.changed_on)
    rows = subsets.of_indicator(indicator, edition.project.catalogue)
    yield Download(address, document(subject, rows, edition), subject.modified)
    yield _promises(subject, rows, edition)
    twin = note("indicator.md.j2", edition, indicator=indicator, page=page)
    yield Download(addresses.markdown_twin(address), twin.encode("utf-8"), subject.modified)


def _provinces(edition: Edition) -> Iterator[Job]:
    catalogue = edition.project.catalogue
    provinces = (unit for unit in catalogue.units if unit.level == "province")
    return (partial(_province, unit, edition) for unit in provinces)


def _province(province: Unit, edition: Edition) -> Iterator[Download]:
    catalogue, schemas = edition.project.catalogue, edition.project.schemas
    address = addresses.province_data(province, "json")
    day = edition.changed_on
    subject = Subject("province", "units", province, address, addresses.PLANS, day)
    rows = subsets.of_province(province, catalogue)
    yield Download(address, document(subject, rows, edition), day)
    yield _promises(subject, rows, edition)
    held = closed(rows, catalogue, schemas)
    book = workbook(edition, held, row_pages(held, edition))
    yield Download(addresses.province_data(province, "xlsx"), book, day)
    yield Download(addresses.province_data(province, "zip"), province_zip(held, edition), day)


def _promises(subject: Subject, rows: Rows, edition: Edition) -> Download:
    content = promises_csv(rows.get("targets", ()), edition.project.catalogue)
    return Download(addresses.promises_csv(subject.address), content, subject.modified)


OF_ALL: tuple[Callable[[Edition, Tables], Iterable[Download]], ...] = (
    _database,
    _workbook,
    _tables,
    _package,
    _schemas,
    _descriptions,
    _source,
)
"""What is made of all tables at once; what takes longest comes first."""

OF_EACH: tuple[Callable[[Edition], Iterable[Job]], ...] = (_plans, _units, _indicators, _provinces)
"""What is made for each plan, unit, indicator or province."""


def data_jobs(edition: Edition, tables: Tables) -> Iterator[Job]:
    """Every data file, in jobs of which none needs another."""
    yield from (partial(made, edition, tables) for made in OF_ALL)
    for jobs in OF_EACH:
        yield from jobs(edition)
