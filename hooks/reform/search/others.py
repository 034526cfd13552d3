"""What is searched beside the catalogue: guides, pages across plans, the tables to download."""

import re
from collections.abc import Iterable, Iterator, Mapping

from reform import addresses
from reform.search.records import Thing
from reform.sources.table_schemas import Schemas
from reform.sources.written_pages import WrittenPage

_HEADING = re.compile(r"^##+ +(.+?) *\{#([\w-]+)\}$", re.MULTILINE)
_CODE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_SIGNS = re.compile(r"\*\*|`|^[:>|-]|\|[\s|:-]*|^\d+\.", re.MULTILINE)


def tables(schemas: Schemas) -> Iterator[Thing]:
    """Every published table, found by its title and by those of its columns."""
    for name, table in schemas.tables.items():
        columns = " · ".join(str(field.descriptor.get("title", "")) for field in table.fields)
        title, text = str(table.descriptor["title"]), str(table.descriptor.get("description", ""))
        yield Thing("table", title, text, addresses.table_entry(name), f"{name}\n{columns}")


def pages_across_plans(
    rows: Iterable[Mapping[str, str]], addresses_of: Mapping[str, str]
) -> Iterator[Thing]:
    """The pages across plans that `data/search/pages.csv` describes; `addresses_of` their names."""
    for row in rows:
        if row["text"]:
            also = row["words"].replace("; ", "\n")
            yield Thing("page", row["title"], row["text"], addresses_of[row["page"]], also)


def guides(pages: Iterable[WrittenPage]) -> Iterator[Thing]:
    """The hand-written pages and their parts, each with its text; a part has a heading with an
    anchor: `## Title {#anchor}`.
    """
    for page in pages:
        parts = _parts(page.text)
        headings = "\n".join(heading for heading, _, _ in parts)
        yield Thing("guide", page.title, page.description, page.address, headings)
        for heading, anchor, text in parts:
            yield Thing("guide", heading, text, f"{page.address}#{anchor}", page.title)


def _parts(body: str) -> list[tuple[str, str, str]]:
    """Heading, anchor and plain text of each part of a page."""
    found = list(_HEADING.finditer(body))
    ends = [*(match.start() for match in found[1:]), len(body)]
    return [
        (match[1], match[2], _plain(body[match.end() : end]))
        for match, end in zip(found, ends, strict=False)
    ]


def _plain(markdown: str) -> str:
    """The words of Markdown as we write it: no code, no addresses, no signs."""
    text = _CODE.sub("", markdown)
    return " ".join(_SIGNS.sub(" ", _LINK.sub(r"\1", text)).split())
