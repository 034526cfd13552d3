"""What is searched beside the catalogue: guide pages and the tables to download."""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from reform import addresses
from reform.search.records import Thing
from reform.sources.table_schemas import Schemas

_HEADING = re.compile(r"^##+ +(.+?)(?: *\{.*\})?$", re.MULTILINE)


def tables(schemas: Schemas) -> Iterator[Thing]:
    """Every published table, found by its title and by those of its columns."""
    for name, table in schemas.tables.items():
        columns = " · ".join(str(field.descriptor.get("title", "")) for field in table.fields)
        title, text = str(table.descriptor["title"]), str(table.descriptor.get("description", ""))
        yield Thing("table", title, text, addresses.table_entry(name), f"{name}\n{columns}")


def guides(content: Path) -> Iterator[Thing]:
    """The hand-written pages below `content`, by title, description and headings.

    Every one of them begins with its title and description between lines of `---`.
    """
    for path in sorted(content.rglob("*.md")):
        front, _, body = path.read_text(encoding="utf-8").removeprefix("---\n").partition("\n---\n")
        meta = yaml.safe_load(front)
        name = path.relative_to(content).with_suffix("").as_posix()
        address = f"{name.removesuffix('index')}/".replace("//", "/").lstrip("/")
        headings = "\n".join(_HEADING.findall(body))
        yield Thing("guide", meta["title"], meta.get("description", ""), address, headings)
