"""The page of the open data: what there is, what it means, how to cite it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reform import addresses
from reform.edition import Edition
from reform.media_types import media_type
from reform.sources.table_schemas import TableSchema

WORKBOOK_AT_MOST = 500
"""Plans in one workbook; with more there is one for each province."""


@dataclass(frozen=True)
class TableView:
    """A published table: its schema, how many rows, how many bytes."""

    schema: TableSchema
    row_count: int
    byte_count: int
    filled: Mapping[str, int]
    """Column to the share of rows that have a value in it, in whole per cent."""


@dataclass(frozen=True)
class DataPage:
    """Context of ``pages/data.html.j2``."""

    tables: tuple[TableView, ...]
    as_of: date
    changed_on: date
    site_url: str
    wholes: tuple[str, ...]
    """Addresses of the files that hold all tables."""
    citation: str
    linked: Mapping[str, Any]
    """The data set as search engines read it."""


def data_page(edition: Edition, contents: Mapping[str, bytes]) -> DataPage:
    """All tables with their dictionary; ``contents`` are the tables as they are written."""
    return DataPage(
        tables=tuple(_tables(edition, contents)),
        as_of=edition.project.as_of,
        changed_on=edition.changed_on,
        site_url=edition.imprint.site_url,
        wholes=wholes(edition),
        citation=citation_text(edition),
        linked=schema_org(edition),
    )


def _tables(edition: Edition, contents: Mapping[str, bytes]) -> Iterator[TableView]:
    live = edition.project.catalogue.live
    for name, schema in edition.project.schemas.tables.items():
        rows = live.rows(name)
        filled = {
            column: 100 * sum(getattr(row, column) is not None for row in rows) // len(rows)
            for column in (schema.field_names if rows else ())
        }
        yield TableView(schema, len(rows), len(contents[name]), filled)


def wholes(edition: Edition) -> tuple[str, ...]:
    """The addresses of the files that hold all tables."""
    is_large = len(edition.project.catalogue.plans) > WORKBOOK_AT_MOST
    workbooks = () if is_large else (addresses.WORKBOOK,)
    return (*workbooks, addresses.DATABASE, addresses.DATA_ZIP)


def citation_text(edition: Edition) -> str:
    """One line, as a list of references takes it."""
    package = edition.package
    publisher = package["contributors"][0]["title"]
    year = edition.changed_on.year
    address = edition.at(addresses.DATA)
    return f"{publisher} ({year}). {package['title_en']}, {edition.version}. {address}. CC BY 4.0."


def schema_org(edition: Edition) -> dict[str, Any]:
    """The data set as search engines read it, for the page of the data."""
    package = edition.package
    period = edition.period
    creator = {
        "@type": "Organization",
        "name": package["contributors"][0]["title"],
        "url": edition.imprint.site_url,
    }
    found: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": edition.at(f"{addresses.DATA}#dataset"),
        "name": package["title"],
        "alternateName": package["title_en"],
        "description": f"{package['description']} {package['description_en']}",
        "url": edition.at(addresses.DATA),
        "license": edition.license["path"],
        "creator": creator,
        "publisher": creator,
        "keywords": list(package["keywords"]),
        "inLanguage": list(package["languages"]),
        "isAccessibleForFree": True,
        "version": edition.version,
        "dateModified": edition.changed_on.isoformat(),
        "spatialCoverage": {"@type": "Place", "name": package["spatial"]["name"]},
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "name": package["contributors"][0]["title"],
            "url": edition.imprint.site_url,
        },
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": edition.at(address),
                "encodingFormat": media_type(address).partition(";")[0],
            }
            for address in (*wholes(edition), addresses.DATA_PACKAGE)
        ],
    }
    if period:
        found["temporalCoverage"] = f"{period[0].isoformat()}/{period[1].isoformat()}"
    return found
