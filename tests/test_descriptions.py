"""What describes the data, held to the standards by the tools of others; examples that run."""

from __future__ import annotations

import contextlib
import io
import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import extruct
import pytest
import yaml
from bs4 import BeautifulSoup
from openapi_spec_validator import validate
from pyshacl import validate as validate_shapes
from rdflib import RDF, Graph, Namespace

from conftest import AS_OF, ROOT
from reform import addresses
from reform.contexts.data_page import data_page
from reform.downloads import data_jobs, published_tables
from reform.edition import Edition
from reform.imprint import Imprint
from reform.layout import Layout
from reform.project import open_project
from reform.rendering.pages import render_page
from reform.source_state import SourceState

SHAPES = ROOT / "tests" / "dcat_shapes.ttl"
DCAT = Namespace("http://www.w3.org/ns/dcat#")


@pytest.fixture(scope="module", params=["", "tests/demo"])
def edition(request: pytest.FixtureRequest) -> Edition:
    """The real data and the demo."""
    project = open_project(Layout.of(ROOT / request.param, ROOT / "data"), AS_OF)
    imprint = Imprint("https://example.org/", contact_url="mailto:a@example.org")
    return Edition(project, SourceState(imprint=imprint))


@pytest.fixture(scope="module")
def files(edition: Edition) -> Mapping[str, bytes]:
    """Every data file."""
    tables = published_tables(edition.project.catalogue, edition.project.schemas)
    return {file.address: file.content for job in data_jobs(edition, tables) for file in job()}


def _page(edition: Edition) -> BeautifulSoup:
    tables = published_tables(edition.project.catalogue, edition.project.schemas)
    live = edition.project.catalogue.live
    page = render_page("data", data_page(edition, tables), addresses.DATA, live)
    return BeautifulSoup(page.body, "lxml")


def _graph(content: bytes) -> Graph:
    return Graph().parse(data=content, format="json-ld")


def _conforms(graph: Graph) -> tuple[bool, str]:
    conforms, _, text = validate_shapes(graph, shacl_graph=str(SHAPES), inference="none")
    return bool(conforms), str(text)


def test_the_catalogue_has_what_dcat_ap_makes_mandatory(files: Mapping[str, bytes]) -> None:
    graph = _graph(files[addresses.DCAT])
    assert _conforms(graph) == (True, _conforms(graph)[1])
    urls = {
        str(url).removeprefix("https://example.org/")
        for url in graph.objects(None, DCAT.downloadURL)
    }
    assert urls >= {addresses.DATABASE, addresses.DATA_ZIP, addresses.WORKBOOK}
    assert urls <= files.keys()


@pytest.mark.parametrize(
    "lost", ["dct:title", "dct:description", "dcat:theme", "dcat:distribution", "dct:spatial"]
)
def test_the_shapes_notice_what_is_lost(lost: str, files: Mapping[str, bytes]) -> None:
    document = json.loads(files[addresses.DCAT])
    del document["dcat:dataset"][0][lost]
    assert not _conforms(_graph(json.dumps(document).encode()))[0]


def test_csv_on_the_web_names_every_table_column_and_key(
    edition: Edition, files: Mapping[str, bytes]
) -> None:
    document = json.loads(files[addresses.CSVW])
    schemas = edition.project.schemas
    tables = {
        table["url"].removesuffix(".csv"): table["tableSchema"] for table in document["tables"]
    }
    assert list(tables) == list(schemas.tables)
    for name, described in tables.items():
        schema = schemas[name]
        assert [column["name"] for column in described["columns"]] == list(schema.field_names)
        header = files[addresses.table_csv(name)].decode("utf-8").partition("\r\n")[0].split(",")
        assert [column["titles"] for column in described["columns"]] == header
        assert described["primaryKey"] == list(schema.primary_key)
        for key in described.get("foreignKeys", ()):
            target = key["reference"]["resource"].removesuffix(".csv")
            assert key["reference"]["columnReference"] == list(schemas[target].primary_key)
        types = {column["name"]: column["datatype"] for column in described["columns"]}
        for field in schema.fields:
            base = (
                types[field.name]
                if isinstance(types[field.name], str)
                else types[field.name]["base"]
            )
            assert base == {"number": "decimal"}.get(field.type, field.type)
    # The vocabulary of CSVW is JSON-LD; its context is taken from the standard's prefixes.
    plain = {
        **document,
        "@context": {
            "csvw": "http://www.w3.org/ns/csvw#",
            "@vocab": "http://www.w3.org/ns/csvw#",
            "dc": "http://purl.org/dc/terms/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
    }
    assert len(_graph(json.dumps(plain).encode())) > 1_000


def test_the_addresses_are_an_api_by_openapi(files: Mapping[str, bytes]) -> None:
    document = json.loads(files[addresses.OPENAPI])
    validate(document)
    static = [path.lstrip("/") for path in document["paths"] if "{" not in path]
    assert set(static) <= {*files, addresses.DATA_INDEX}
    for path, entry in document["paths"].items():
        if "{" in path:
            folder, ending = path.lstrip("/").split("{")[0], path.rpartition("}")[2]
            assert any(a.startswith(folder) and a.endswith(ending) for a in files), path
            (name,) = (p["name"] for p in entry["parameters"])
            assert f"{{{name}}}" in path


def test_search_engines_find_the_data_set_in_its_page(edition: Edition) -> None:
    html = f"<html><body>{_page(edition)}</body></html>"
    (found,) = extruct.extract(html, syntaxes=["json-ld"])["json-ld"]
    assert found["@type"] == "Dataset"
    assert 50 <= len(found["description"]) <= 5_000
    assert found["includedInDataCatalog"]["@type"] == "DataCatalog"
    assert found["license"] == edition.license["path"]
    assert found["temporalCoverage"].count("/") == 1
    assert len(found["distribution"]) >= 3


def test_a_citation_says_who_what_which_version_and_where(
    edition: Edition, files: Mapping[str, bytes]
) -> None:
    (csl,) = json.loads(files["data/citation.json"])
    cff = yaml.safe_load(files["data/CITATION.cff"])
    bib = files["data/citation.bib"].decode("utf-8")
    for version in (csl["version"], str(cff["version"])):
        assert version == edition.version
    assert edition.version in bib
    assert edition.version in _page(edition).get_text()
    assert cff["cff-version"] == "1.2.0"
    assert {"message", "title", "authors"} <= cff.keys()


def test_robots_and_language_models_are_told_where_the_data_are(
    edition: Edition, files: Mapping[str, bytes]
) -> None:
    robots, words = (files[name].decode("utf-8") for name in ("robots.txt", "llms.txt"))
    assert ("Disallow: /" in robots) == edition.project.is_demo
    assert "Sitemap: https://example.org/sitemap.xml" in robots
    assert "https://example.org/data/index.json" in words
    assert "&" not in words


def test_every_plan_and_indicator_has_a_markdown_twin(
    edition: Edition, files: Mapping[str, bytes]
) -> None:
    live = edition.project.catalogue.live
    for plan in live.plans:
        text = files[addresses.markdown_twin(addresses.plan_json(plan.plan_id))].decode("utf-8")
        assert text.startswith(f"# {plan.title}\n")
        assert all(" ".join(row.text.split()) in text for row in live.targets_of(plan.plan_id))
    assert [a for a in files if a.startswith("data/indicators/") and a.endswith(".md")]


# --- the examples of the page run --------------------------------------------------------------


def _examples(edition: Edition) -> Mapping[str, str]:
    """Heading to the code below it."""
    found = {}
    for heading in _page(edition).select("h3[id]"):
        code = heading.find_next("pre")
        if code is not None and code.find_previous("h3") is heading:
            found[str(heading["id"])] = code.get_text()
    return found


@pytest.fixture
def downloaded(files: Mapping[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder of somebody who downloaded the tables."""
    for address, content in files.items():
        if address.count("/") == 1 and address.endswith((".csv", ".sqlite")):
            (tmp_path / Path(address).name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("tool", ["python", "polars"])
@pytest.mark.usefixtures("downloaded")
def test_an_example_in_python_runs(tool: str, edition: Edition) -> None:
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(_examples(edition)[tool], {})  # noqa: S102 - the page's own example
    assert said.getvalue().strip()
    if tool == "python":
        codes = [plan.unit_id for plan in edition.project.catalogue.plans]
        assert any(f"\n{code} " in said.getvalue() for code in codes)


@pytest.mark.usefixtures("downloaded")
def test_the_example_in_duckdb_runs(edition: Edition) -> None:
    rows: list[Any] = duckdb.connect().execute(_examples(edition)["duckdb"]).fetchall()
    assert {row[0] for row in rows} == {
        edition.project.catalogue.plan(target.plan_id).unit_id
        for target in edition.project.catalogue.live.targets
    }


def test_the_example_in_sqlite_runs(edition: Edition, downloaded: Path) -> None:
    connection = sqlite3.connect(downloaded / "ke-hoach-mo.sqlite")
    rows = connection.execute(_examples(edition)["sqlite"]).fetchall()
    connection.close()
    assert len(rows) == len(edition.project.catalogue.live.targets)


def test_the_graph_is_about_one_data_set(files: Mapping[str, bytes]) -> None:
    graph = _graph(files[addresses.DCAT])
    assert len(set(graph.subjects(RDF.type, DCAT.Dataset))) == 1
