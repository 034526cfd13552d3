"""Rules for the document itself: where it was seen, which file it was, which copy is kept."""

from collections.abc import Iterator

from reform.sources.document_copies import ENDINGS
from reform.validation.rules import Finding, Row, Surroundings

_ABOUT_A_FILE = ("retrieved_on", "sha256", "media_type")


def check_document_file(row: Row, around: Surroundings) -> Iterator[Finding]:
    """What is said of a file needs the file; a day of retrieval is past; a copy is what it is said
    to be.
    """
    if not row["source_url"] and not row["local_copy"]:
        for column in _ABOUT_A_FILE:
            if row[column]:
                yield Finding("file-without-address", column)
        return
    seen = row["retrieved_on"]
    if seen and seen > around.as_of:
        values = {"value": f"{seen:%d/%m/%Y}", "today": f"{around.as_of:%d/%m/%Y}"}
        yield Finding("future-date", "retrieved_on", values)
    if row["local_copy"]:
        yield from _check_copy(row, around)


def _check_copy(row: Row, around: Surroundings) -> Iterator[Finding]:
    name = row["local_copy"]
    copy = around.raw.copies.get(name)
    if not copy:
        yield Finding("copy-missing", "local_copy", {"value": name})
        return
    if not copy.sha256:
        return
    if not copy.media_type or not name.endswith(f".{ENDINGS[copy.media_type]}"):
        expected = ENDINGS.get(copy.media_type or "", "")
        yield Finding("copy-not-kept", "local_copy", {"value": name, "expected": expected})
        return
    for column, found in (("sha256", copy.sha256), ("media_type", copy.media_type)):
        if row[column] != found:
            values = {"value": row[column] or "", "expected": found, "name": name}
            yield Finding("copy-other-file", column, values)
