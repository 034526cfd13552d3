"""Every kind of data file, declared in one place: each a function of one edition and its tables."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from reform import addresses
from reform.downloads import subsets
from reform.downloads.closure import Rows
from reform.downloads.documents import Subject, document
from reform.downloads.package import package_descriptor
from reform.edition import Edition
from reform.subjects.in_use import promised_indicators

Tables = Mapping[str, bytes]
"""Every published table as CSV."""


@dataclass(frozen=True)
class DataFile:
    """One file of data, or one that describes data."""

    address: str
    content: bytes
    modified: date
    """The day on which what it says changed last."""


def _tables(edition: Edition, tables: Tables) -> Iterator[DataFile]:
    for name, content in tables.items():
        yield DataFile(addresses.table_csv(name), content, edition.changed_on)


def _package(edition: Edition, tables: Tables) -> Iterator[DataFile]:
    content = package_descriptor(edition, tables)
    yield DataFile(addresses.DATA_PACKAGE, content, edition.changed_on)


def _plans(edition: Edition, _: Tables) -> Iterator[DataFile]:
    catalogue = edition.project.catalogue
    for plan in catalogue.plans:
        address, page = addresses.plan_json(plan.plan_id), addresses.plan(plan, catalogue)
        day = edition.folder_changed_on(catalogue.unit(plan.unit_id).folder)
        subject = Subject("plan", "plans", plan, address, page, day, plan.path)
        yield _document(subject, subsets.of_plans([plan], catalogue), edition)


def _units(edition: Edition, _: Tables) -> Iterator[DataFile]:
    catalogue = edition.project.catalogue
    for unit in catalogue.units_with_page:
        address, page = addresses.unit_json(unit), addresses.unit(unit)
        day = edition.folder_changed_on(unit.folder)
        subject = Subject("unit", "units", unit, address, page, day)
        yield _document(subject, subsets.of_unit(unit, catalogue), edition)


def _indicators(edition: Edition, _: Tables) -> Iterator[DataFile]:
    catalogue = edition.project.catalogue
    for indicator in promised_indicators(catalogue.live):
        own = indicator.indicator_id
        address, page = addresses.indicator_json(own), addresses.indicator(own)
        subject = Subject("indicator", "indicators", indicator, address, page, edition.changed_on)
        yield _document(subject, subsets.of_indicator(indicator, catalogue), edition)


def _document(subject: Subject, rows: Rows, edition: Edition) -> DataFile:
    return DataFile(subject.address, document(subject, rows, edition), subject.modified)


DATA_FILES: tuple[Callable[[Edition, Tables], Iterable[DataFile]], ...] = (
    _tables,
    _package,
    _plans,
    _units,
    _indicators,
)
