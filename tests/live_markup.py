"""What in a built file could run, style or load because of a text that somebody wrote."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from icalendar import Calendar
from markdown import markdown
from openpyxl import load_workbook
from selectolax.lexbor import LexborHTMLParser

from conftest import ROOT
from hostile import MARK
from reform.publication.sealing import CHECKSUMS, COMPRESSED

_SCHEMES = {"http", "https", "mailto", "tel"}
_ADDRESSES = {"href", "src", "xlink:href", "action", "formaction", "data", "poster", "cite", "ping"}
_NEVER = {"iframe", "object", "embed", "base", "frame", "applet", "template", "math", "portal"}
_POLICY = ("Content-Security-Policy", False)
_IGNORED_IN_SCHEMES = re.compile(r"[\x00-\x20]")
_ASSETS = "assets(-[0-9a-f]{10})?"
_PROPERTIES = {
    "BEGIN", "END", "VERSION", "PRODID", "METHOD", "X-WR-CALNAME", "UID", "DTSTAMP", "DTSTART",
    "DTEND", "SUMMARY", "DESCRIPTION", "TRANSP",
}  # fmt: skip


def live_markup(path: Path) -> list[str]:
    """What is live in one file of a site; raises KeyError for a kind of file nobody thought of. Of
    compressed twins and of the list of checksums the publication's own tests speak.
    """
    if path.suffix in COMPRESSED or path.name == CHECKSUMS:
        return []
    return list(_READERS[path.suffix](path))


def _html(path: Path) -> Iterator[str]:
    text = path.read_text("utf-8")
    if f"49{MARK}" in text:
        yield "a template ran"
    root = LexborHTMLParser(text).root
    assert root is not None
    for node in root.traverse():
        tag = node.tag or ""
        attributes = {name.lower(): value or "" for name, value in node.attributes.items()}
        yield from _element(tag, attributes)
        is_data = attributes.get("type") == "application/ld+json"
        if (tag == "script" and not attributes.get("src") and not is_data) or tag == "style":
            yield f"{tag} {node.text(deep=True)[:60]}"


def _steers(tag: str, attributes: dict[str, str]) -> bool:
    """A meta element that acts; our own forbids what others would allow."""
    kind = attributes.get("http-equiv")
    return tag == "meta" and kind is not None and (kind, MARK in attributes["content"]) != _POLICY


def _element(tag: str, attributes: dict[str, str]) -> Iterator[str]:
    if MARK in tag or tag in _NEVER or _steers(tag, attributes):
        yield f"element {tag}"
    for name, value in attributes.items():
        if (
            name.startswith("on")
            or MARK in name
            or name == "srcdoc"
            or not re.match(r"[\w:-]+$", name)
        ):
            yield f"attribute {name} of {tag}"
        if name == "style" and MARK in value:
            yield f"style {value[:60]}"
        if name in _ADDRESSES:
            scheme, colon, _ = _IGNORED_IN_SCHEMES.sub("", value).partition(":")
            if (
                colon
                and re.fullmatch(r"[a-zA-Z][\w+.-]*", scheme)
                and scheme.lower() not in _SCHEMES
            ):
                yield f"address {value[:60]}"
            if (
                tag in ("script", "link", "img")
                and MARK in value
                and attributes.get("rel") != "canonical"
            ):
                yield f"{tag} of {value[:60]}"


def _markdown(path: Path) -> Iterator[str]:
    """As a reader that turns Markdown into a page shows it."""
    root = LexborHTMLParser(markdown(path.read_text("utf-8"), extensions=["tables"])).root
    assert root is not None
    for node in root.traverse():
        attributes = {name.lower(): value or "" for name, value in node.attributes.items()}
        yield from _element(node.tag or "", attributes)
        if node.tag in ("script", "style", "link"):
            yield f"{node.tag} {node.text(deep=True)[:60]}"
    yield from _text(path)


def _workbook(path: Path) -> Iterator[str]:
    for sheet in load_workbook(path):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield f"formula {sheet.title}!{cell.coordinate}"
                link = cell.hyperlink.target if cell.hyperlink else None
                if link:
                    yield from _element("a", {"href": link})


def _archive(path: Path) -> Iterator[str]:
    with ZipFile(path) as archive, TemporaryDirectory() as folder:
        for name in archive.namelist():
            if name.startswith("/") or ".." in name.split("/"):
                yield f"place {name}"
            else:
                yield from live_markup(Path(archive.extract(name, folder)))


def _database(path: Path) -> Iterator[str]:
    if f"49{MARK}".encode() in path.read_bytes():
        yield "a template ran"


def _xml(path: Path) -> Iterator[str]:
    root = ET.fromstring(path.read_bytes())  # noqa: S314
    for node in root.iter():
        tag = node.tag.rpartition("}")[2]
        yield from _element(tag, {key.rpartition("}")[2]: text for key, text in node.items()})


def _json(path: Path) -> Iterator[str]:
    text = path.read_text("utf-8")
    json.loads(text)
    if f"49{MARK}" in text:
        yield "a template ran"


def _calendar(path: Path) -> Iterator[str]:
    for calendar in Calendar.from_ical(path.read_bytes(), multiple=True):
        for part in calendar.walk():
            yield from (
                f"property {key}" for key in part.property_items() if key[0] not in _PROPERTIES
            )


def _csv(path: Path) -> Iterator[str]:
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""), strict=True))
    yield from (f"row {row[:1]}" for row in rows if len(row) != len(rows[0]))


def _asset(path: Path) -> Iterator[str]:
    """Scripts, styles and pictures are files of ours, or made of pixels."""
    parts = path.parts
    folder = next(index for index, part in enumerate(parts) if re.fullmatch(_ASSETS, part))
    own = ROOT.joinpath("content", "assets", *parts[folder + 1 :])
    if path.suffix != ".png" and own.read_bytes() != path.read_bytes():
        yield "changed"


def _text(path: Path) -> Iterator[str]:
    if f"49{MARK}" in path.read_text("utf-8"):
        yield "a template ran"


_READERS: dict[str, Callable[[Path], Iterator[str]]] = {
    ".html": _html, ".xml": _xml, ".svg": _xml, ".json": _json, ".ics": _calendar,
    ".csv": _csv, ".txt": _text, ".cff": _text, ".bib": _text, ".jsonld": _json, ".md": _markdown,
    ".xlsx": _workbook, ".zip": _archive, ".sqlite": _database, ".yaml": _text, ".yml": _text,
    ".js": _asset, ".css": _asset, ".png": _asset,
}  # fmt: skip
