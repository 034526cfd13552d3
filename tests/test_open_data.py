"""The open data as strangers find them: closed under references, valid by the standards, calm."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from conftest import AS_OF, ROOT
from reform import addresses
from reform.imprint import Imprint
from reform.layout import Layout
from reform.model.kinds import KIND_OF_TABLE
from reform.project import Project, open_project
from reform.site import Site, build_site
from reform.source_state import source_state
from reform.sources.table_schemas import Schemas, TableSchema

IMPRINT = Imprint("https://example.org/", "https://example.org/repo", "mailto:a@example.org")
ROOTS = {"real": ROOT, "demo": ROOT / "tests" / "demo"}


def _site(root: Path, day: date = AS_OF) -> Site:
    layout = Layout.of(root, ROOT / "data", ROOT / "content")
    return build_site(open_project(layout, day), source_state(layout, {}, IMPRINT))


@pytest.fixture(scope="module", params=ROOTS)
def site(request: pytest.FixtureRequest) -> Site:
    """Both sites, as files."""
    return _site(ROOTS[request.param])


@pytest.fixture(scope="module")
def files(site: Site) -> Mapping[str, bytes]:
    """Address to content of everything to download."""
    return {file.address: file.content for file in site.downloads}


# --- an export is closed under its references --------------------------------------------------


def _named(row: Mapping[str, Any], schema: TableSchema) -> Iterator[tuple[str, str]]:
    """Table and id of everything that a row names."""
    for column, table in schema.references.items():
        if row[column] is not None:
            yield table, row[column]
    for column, naming in schema.item_tables.items():
        if row[column] is not None:
            yield row[naming], row[column]


def _loose_ends(document: Mapping[str, Any], schemas: Schemas) -> list[str]:
    tables = {name: rows for name, rows in document.items() if isinstance(rows, list)}
    held = {
        (name, row[schemas[name].primary_key[0]])
        for name, rows in tables.items()
        if name in schemas.tables
        for row in rows
    }
    return [
        f"{name} names {named}"
        for name, rows in tables.items()
        if name in schemas.tables
        for row in rows
        for named in _named(row, schemas[name])
        if named not in held
    ]


@pytest.mark.parametrize("folder", ["data/plans/", "data/units/", "data/indicators/"])
def test_every_reference_of_every_document_leads_to_a_row_of_it(
    folder: str, site: Site, files: Mapping[str, bytes]
) -> None:
    made = {a: c for a, c in files.items() if a.startswith(folder) and a.endswith(".json")}
    documents = {a: json.loads(c) for a, c in made.items()}
    assert documents
    schemas = site.project.schemas
    loose = {address: _loose_ends(d, schemas) for address, d in documents.items()}
    assert {address: ends for address, ends in loose.items() if ends} == {}


def test_a_plan_holds_every_figure_that_its_statuses_cite(
    site: Site, files: Mapping[str, bytes]
) -> None:
    cited = 0
    for plan in site.project.catalogue.plans:
        document = json.loads(files[addresses.plan_json(plan.plan_id)])
        held = {row["observation_id"] for row in document.get("observations", ())}
        used = {row["observation_id"] for row in document.get("target_status", ())} - {None}
        assert used <= held
        cited += len(used)
    assert cited > 50 or not site.project.is_demo


def test_a_loose_end_is_noticed(site: Site, files: Mapping[str, bytes]) -> None:
    plan = site.project.catalogue.plans[0]
    document = json.loads(files[addresses.plan_json(plan.plan_id)])
    del document["units"]
    assert any("units" in end for end in _loose_ends(document, site.project.schemas))


# --- the data package ---------------------------------------------------------------------------


def _profile() -> dict[str, Any]:
    """The JSON Schema of Data Package v2, as the package dplib-py carries it."""
    import dplib  # noqa: PLC0415 - only its files are wanted

    path = Path(dplib.__file__).parent / "profiles" / "2.0" / "datapackage.json"
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def test_the_data_package_is_valid_by_the_standards_own_schema(
    files: Mapping[str, bytes],
) -> None:
    package = json.loads(files[addresses.DATA_PACKAGE])
    validator = jsonschema.validators.validator_for(_profile())(_profile())
    assert [error.message for error in validator.iter_errors(package)] == []
    del package["resources"][0]["path"]
    assert list(validator.iter_errors(package))


def test_the_package_says_who_where_when_and_how_often(files: Mapping[str, bytes]) -> None:
    package = json.loads(files[addresses.DATA_PACKAGE])
    assert package["contributors"][0]["roles"] == ["publisher", "creator"]
    assert package["contactPoint"] == IMPRINT.contact_url
    assert package["homepage"] == "https://example.org/du-lieu/"
    assert package["temporal"]["start"] < package["temporal"]["end"]
    assert package["spatial"]["uri"].startswith("https://sws.geonames.org/")
    assert "authority/frequency" in package["accrualPeriodicity"]
    assert package["version"].count(".") == 2


def test_every_number_says_its_unit_or_is_a_count(site: Site) -> None:
    without = {
        f"{name}.{field.name}"
        for name, table in site.project.schemas.tables.items()
        for field in table.fields
        if field.type == "number" and not {"unit", "unit_column"} & field.descriptor.keys()
    }
    assert without == {
        "observations.denominator",
        "observations.numerator",
        "targets.value_from",  # a rank
    }


def test_keys_into_several_tables_say_which(site: Site) -> None:
    catalogue = site.project.catalogue
    for table in ("legal_basis", "editorial_notes"):
        rows = [row for row in catalogue.rows(table) if row.item_id]
        assert rows or site.project.is_demo
        for row in rows:
            key = KIND_OF_TABLE[row.item_table].key
            assert catalogue.rows_by(row.item_table, key)[row.item_id]


def test_every_table_of_the_vocabulary_is_readable_in_english(project: Project) -> None:
    rows = (*project.catalogue.indicators, *project.catalogue.agency_roles)
    names = [getattr(row, "title_en", None) or getattr(row, "name_en", None) for row in rows]
    texts = [
        getattr(row, "definition_en", None) or getattr(row, "description_en", None) for row in rows
    ]
    assert all(names)
    assert all(texts)
    assert len(set(names)) == len(names)


# --- calm: what has no news keeps its bytes ----------------------------------------------------

OF_THE_DAY = {"data/index.json"}
"""The one file for machines that names the day of the statuses."""


def test_tomorrow_s_build_changes_no_file_without_news() -> None:
    """Between these two days no status and no whole per cent of a plan's time changes."""
    first, second = (_site(ROOTS["demo"], AS_OF + timedelta(n)) for n in (1, 2))
    told = [{d.address: d.content for d in made.downloads} for made in (first, second)]
    assert told[0].keys() == told[1].keys()
    assert {a for a in told[0] if told[0][a] != told[1][a]} == OF_THE_DAY
    pages = [{p.address: made.render(p) for p in made.pages} for made in (first, second)]
    changed = {a for a in pages[0] if pages[0][a] != pages[1][a]}
    assert changed == {"tien-do/", addresses.CALENDAR, addresses.DATA}


def test_the_index_tells_size_checksum_and_type_of_every_file(files: Mapping[str, bytes]) -> None:
    index = json.loads(files[addresses.DATA_INDEX])
    assert index["as_of"] == AS_OF.isoformat()
    listed = {entry["path"]: entry for entry in index["files"]}
    data = {a for a in files if a.startswith("data/") and not a.startswith("data/search/")}
    assert set(listed) >= data - OF_THE_DAY
    for address, entry in listed.items():
        assert entry["bytes"] == len(files[address])
        assert entry["sha256"] == hashlib.sha256(files[address]).hexdigest()
        assert entry["url"] == f"{IMPRINT.site_url}{address}"
        assert entry["mediaType"] != "application/octet-stream"
