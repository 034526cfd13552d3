"""Every kind of data file, declared in one place: each a function of one edition and its tables."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from reform import addresses
from reform.downloads import subsets
from reform.downloads.closure import Rows
from reform.downloads.documents import Subject, document
from reform.downloads.download import Download, Piece
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


About = Callable[[], tuple[Subject, Rows]]
"""What a document is about, and the rows that belong to it."""


def _plans(edition: Edition) -> Iterator[About]:
    return (partial(_plan, plan, edition) for plan in edition.project.catalogue.plans)


def _plan(plan: Plan, edition: Edition) -> tuple[Subject, Rows]:
    catalogue = edition.project.catalogue
    address, page = addresses.plan_json(plan.plan_id), addresses.plan(plan, catalogue)
    day = edition.folder_changed_on(catalogue.unit(plan.unit_id).folder)
    subject = Subject("plan", "plans", plan, address, page, day, plan.path)
    return subject, subsets.of_plans([plan], catalogue)


def _units(edition: Edition) -> Iterator[About]:
    return (partial(_unit, unit, edition) for unit in edition.project.catalogue.units_with_page)


def _unit(unit: Unit, edition: Edition) -> tuple[Subject, Rows]:
    address, page = addresses.unit_json(unit), addresses.unit(unit)
    subject = Subject("unit", "units", unit, address, page, edition.folder_changed_on(unit.folder))
    return subject, subsets.of_unit(unit, edition.project.catalogue)


def _indicators(edition: Edition) -> Iterator[About]:
    live = edition.project.catalogue.live
    return (partial(_indicator, row, edition) for row in promised_indicators(live))


def _indicator(indicator: Indicator, edition: Edition) -> tuple[Subject, Rows]:
    own = indicator.indicator_id
    address, page = addresses.indicator_json(own), addresses.indicator(own)
    subject = Subject("indicator", "indicators", indicator, address, page, edition.changed_on)
    return subject, subsets.of_indicator(indicator, edition.project.catalogue)


def _document(about: About, edition: Edition) -> Iterator[Download]:
    subject, rows = about()
    yield Download(subject.address, document(subject, rows, edition), subject.modified)


OF_ALL: tuple[Callable[[Edition, Tables], Iterable[Download]], ...] = (_tables, _package)
"""What is made of all tables at once."""

OF_EACH: tuple[Callable[[Edition], Iterable[About]], ...] = (_plans, _units, _indicators)
"""What a document is made about."""


def data_pieces(edition: Edition, tables: Tables) -> Iterator[Piece]:
    """Every data file, in pieces of which none needs another."""
    yield from (Piece(partial(made, edition, tables)) for made in OF_ALL)
    for subjects in OF_EACH:
        for about in subjects(edition):
            yield Piece(partial(_document, about, edition), about)
