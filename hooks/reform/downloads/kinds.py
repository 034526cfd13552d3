"""Every kind of data file, declared in one place: each a function of one edition and its tables."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from reform import addresses
from reform.downloads import subsets
from reform.downloads.closure import Rows
from reform.downloads.documents import Subject, document
from reform.downloads.download import Download, Job
from reform.downloads.package import package_descriptor
from reform.edition import Edition
from reform.model.plan_rows import Plan
from reform.model.shared_rows import Indicator, Unit
from reform.subjects.in_use import promised_indicators

Tables = Mapping[str, bytes]
"""Every published table as CSV."""


def _tables(edition: Edition, tables: Tables) -> Iterator[Download]:
    for name, content in tables.items():
        yield Download(addresses.table_csv(name), content, edition.changed_on)


def _package(edition: Edition, tables: Tables) -> Iterator[Download]:
    content = package_descriptor(edition, tables)
    yield Download(addresses.DATA_PACKAGE, content, edition.changed_on)


def _plans(edition: Edition) -> Iterator[Job]:
    return (partial(_plan, plan, edition) for plan in edition.project.catalogue.plans)


def _plan(plan: Plan, edition: Edition) -> Iterator[Download]:
    catalogue = edition.project.catalogue
    address, page = addresses.plan_json(plan.plan_id), addresses.plan(plan, catalogue)
    day = edition.folder_changed_on(catalogue.unit(plan.unit_id).folder)
    subject = Subject("plan", "plans", plan, address, page, day, plan.path)
    yield _document(subject, subsets.of_plans([plan], catalogue), edition)


def _units(edition: Edition) -> Iterator[Job]:
    return (partial(_unit, unit, edition) for unit in edition.project.catalogue.units_with_page)


def _unit(unit: Unit, edition: Edition) -> Iterator[Download]:
    address, page = addresses.unit_json(unit), addresses.unit(unit)
    subject = Subject("unit", "units", unit, address, page, edition.folder_changed_on(unit.folder))
    yield _document(subject, subsets.of_unit(unit, edition.project.catalogue), edition)


def _indicators(edition: Edition) -> Iterator[Job]:
    live = edition.project.catalogue.live
    return (partial(_indicator, row, edition) for row in promised_indicators(live))


def _indicator(indicator: Indicator, edition: Edition) -> Iterator[Download]:
    own = indicator.indicator_id
    address, page = addresses.indicator_json(own), addresses.indicator(own)
    subject = Subject("indicator", "indicators", indicator, address, page, edition.changed_on)
    rows = subsets.of_indicator(indicator, edition.project.catalogue)
    yield _document(subject, rows, edition)


def _document(subject: Subject, rows: Rows, edition: Edition) -> Download:
    return Download(subject.address, document(subject, rows, edition), subject.modified)


OF_ALL: tuple[Callable[[Edition, Tables], Iterable[Download]], ...] = (_tables, _package)
"""What is made of all tables at once."""

OF_EACH: tuple[Callable[[Edition], Iterable[Job]], ...] = (_plans, _units, _indicators)
"""What is made for each plan, unit or indicator."""


def data_jobs(edition: Edition, tables: Tables) -> Iterator[Job]:
    """Every data file, in jobs of which none needs another."""
    yield from (partial(made, edition, tables) for made in OF_ALL)
    for jobs in OF_EACH:
        yield from jobs(edition)
