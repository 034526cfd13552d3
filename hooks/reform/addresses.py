"""The addresses of things, made in one place; a page that stands for itself has its address in the
list of pages. An address is relative to the site's root, without
a leading slash; a page's ends with ``/``. People read Vietnamese in ASCII, machines English."""

import posixpath
from functools import cache, lru_cache
from pathlib import PurePosixPath

from reform.model import Catalogue
from reform.model.plan_rows import Plan
from reform.model.shared_rows import Unit
from reform.sources.units import place_slug

HOME = ""
PLANS = "ke-hoach/"
TARGETS = "chi-tieu/"
INDICATORS = "chi-so/"
AREAS = "linh-vuc/"
AGENCIES = "co-quan/"
DOCUMENTS = "van-ban/"
CALENDAR = "lich/"
DATA = "du-lieu/"
GUIDES = "huong-dan/"
RANKINGS = "bang-xep-hang/"
DATA_PACKAGE = "data/datapackage.json"
DATA_INDEX = "data/index.json"
SOURCE_ZIP = "data/source.zip"
CSVW = "data/csv-metadata.json"
DCAT = "data/dcat.jsonld"
OPENAPI = "data/openapi.json"
DATA_ZIP = "data/ke-hoach-mo.zip"
WORKBOOK = "data/ke-hoach-mo.xlsx"
DATABASE = "data/ke-hoach-mo.sqlite"
ASSETS = "assets/"
SITE_PICTURE = "assets/og/site.png"


def unit(row: Unit) -> str:
    """The page of a unit: ``ke-hoach/31-hai-phong/11824-vinh-bao/``, as its data folder."""
    return f"{PLANS}{row.folder}/"


def province(folder: str) -> str:
    """The page that lists the units of a province: ``ke-hoach/31-hai-phong/``."""
    return f"{PLANS}{folder}/"


def place(unit_id: str, folder: str) -> str:
    """A unit on the page of its province: ``ke-hoach/31-hai-phong/#11824``."""
    return f"{province(folder)}#{unit_id}"


def plan(row: Plan, catalogue: Catalogue) -> str:
    """The page of a plan."""
    owner = catalogue.unit(row.unit_id)
    return f"{unit(owner)}{_stem(row.path)}/"


@cache
def _stem(path: str) -> str:
    return PurePosixPath(path).stem


def item(row: Plan, item_id: str, catalogue: Catalogue) -> str:
    """A target, task … on its plan's page; ``item_id`` is global or short."""
    return f"{plan(row, catalogue)}#{short_id(item_id)}"


def short_id(item_id: str) -> str:
    """The id inside the plan, which is also its anchor: ``…/t07`` gives ``t07``."""
    return item_id.rpartition("/")[2]


def document(document_id: str) -> str:
    """A legal document on the page of all documents."""
    return f"{DOCUMENTS}#{document_id}"


def indicator(indicator_id: str) -> str:
    """The page of an indicator."""
    return f"{INDICATORS}{indicator_id}/"


def ranking(list_id: str) -> str:
    """The page of a published ranking."""
    return f"{RANKINGS}{list_id}/"


def area(area_id: str) -> str:
    """The page of a reform area."""
    return f"{AREAS}{area_id}/"


def agency_role(role_id: str) -> str:
    """The page of a role of agency."""
    return f"{AGENCIES}{role_id}/"


def province_part(address: str, code: str, name: str) -> str:
    """The part of a page that is split by provinces: ``linh-vuc/the-che/31-hai-phong/``."""
    return f"{address}{code}-{place_slug(name)}/"


def guide(name: str) -> str:
    """A guide, by the name of its Markdown file."""
    return f"{GUIDES}{name}/"


def plan_picture(plan_id: str) -> str:
    """The picture of a plan that goes with a shared link."""
    return f"assets/og/{plan_id}.png"


def calendar_feed(row: Unit) -> str:
    """The calendar of a unit, for calendar programs: ``lich/11824-vinh-bao.ics``."""
    return f"{CALENDAR}{PurePosixPath(row.folder).name}.ics"


def table_csv(table: str) -> str:
    """A published table."""
    return f"data/{table}.csv"


def plan_json(plan_id: str) -> str:
    """All of one plan for machines."""
    return f"data/plans/{plan_id}.json"


def unit_json(row: Unit) -> str:
    """All of one unit for machines."""
    return f"data/units/{PurePosixPath(row.folder).name}.json"


def indicator_json(indicator_id: str) -> str:
    """All of one indicator for machines."""
    return f"data/indicators/{indicator_id}.json"


def province_data(province: Unit, ending: str) -> str:
    """All of one province for machines: ``json``, ``csv``, ``xlsx`` or ``zip``."""
    return f"data/provinces/{province.folder}.{ending}"


def promises_csv(document: str) -> str:
    """The promises of a document of data, beside it: ``data/plans/….csv``."""
    return f"{document.removesuffix('.json')}.csv"


def markdown_twin(document: str) -> str:
    """The words of a document of data, beside it: ``data/plans/….md``."""
    return f"{document.removesuffix('.json')}.md"


def json_schema(kind: str) -> str:
    """The JSON Schema of a kind of document: ``plan``, ``unit``."""
    return f"data/schemas/{kind}.schema.json"


def table_entry(table: str) -> str:
    """A table in the data dictionary."""
    return f"{DATA}#{table}"


def document_copy(name: str) -> str:
    """A copy of a document, published beside the pages."""
    return f"documents/{name}"


def relative(source: str, target: str) -> str:
    """The link from one address to another, so that the site works below any path.

    ``relative("ke-hoach/", "van-ban/#76-nq-cp-2021")`` gives ``../van-ban/#76-nq-cp-2021``.
    """
    path, mark, anchor = target.partition("#")
    if mark and path == source:
        return f"#{anchor}"
    return f"{_way(posixpath.dirname(source), path)}{mark}{anchor}"


@lru_cache(maxsize=20_000)
def _way(folder: str, path: str) -> str:
    """The way from a folder to a page or file; pages of one folder ask for the same again."""
    link = posixpath.relpath(path or ".", folder or ".")
    if path == HOME or path.endswith("/"):
        return f"{link}/" if link != "." else "./"
    return link
