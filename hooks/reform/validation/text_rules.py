"""What no text of a Vietnamese document is: no word, a page long, a formula; and what an
address may not carry. Markup is text like any other: it is escaped wherever it is shown.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from reform.loading import RawTables
from reform.sources.table_schemas import Schemas
from reform.validation.rules import Finding

LONGEST = 3_000
"""Letters of the longest text; the longest of today has 700."""

_WORD = re.compile(r"[\w%]")
_FORMULA = re.compile(r"[=+@\uff1d\uff0b\uff20]|[-\uff0d](?=\S)")
"""What a spreadsheet takes for the beginning of a formula, in full-width letters too."""

_ODD = re.compile(rf"\A(?:{_FORMULA.pattern})|\A[^\w%]*\Z")


def text_findings(schemas: Schemas, raw: RawTables) -> Iterator[tuple[str, int, Finding]]:
    """Table, index of the row and what is wrong, for every cell that holds text."""
    for table, rows in raw.tables.items():
        columns = [field.name for field in schemas[table].fields if field.type == "string"]
        for index, row in enumerate(rows):
            for column in columns:
                cell = row.values.get(column)
                if isinstance(cell, str):
                    code = _odd(cell)
                    if code:
                        yield table, index, Finding(code, column, {"most": str(LONGEST)})


def _odd(cell: str) -> str:
    """The message for a cell; empty where it is right."""
    if len(cell) > LONGEST:
        return "text-too-long"
    if cell.startswith(("http://", "https://")):
        return "address-with-user" if _has_user(cell) else ""
    if not cell.strip() or not _ODD.search(cell):
        return ""
    return "text-formula" if _WORD.search(cell) else "text-without-words"


def _has_user(address: str) -> bool:
    """Whether an address carries a name, a password, or what is no address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return True
    return "@" in parts.netloc or not parts.hostname
