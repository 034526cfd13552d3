"""The document itself: its address, when it was seen, which file it was, the copy that is kept."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from lxml import html

from conftest import AS_OF, ROOT
from reform.download_kinds import _copy
from reform.layout import Layout
from reform.loading import copies
from reform.problems import DataError
from reform.project import Project, open_project
from reform.site import build_site
from reform.sources import document_copies
from reform.sources.document_copies import ENDINGS, read_copy

PLAN = "data/units/98-mau/99801-binh-mau/2026-2030.yaml"
PDF = b"%PDF-1.4\n% a copy\n"
DIGEST = hashlib.sha256(PDF).hexdigest()
OFFICE = "application/vnd.openxmlformats-officedocument"


def _zipped(*members: str, first: str = "") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        if first:
            archive.writestr("mimetype", first)
        for member in members:
            archive.writestr(member, "<x/>")
    return made.getvalue()


FILES = {
    "a PDF": (PDF, "application/pdf"),
    "a photo": (b"\xff\xd8\xff\xe0", "image/jpeg"),
    "a scan": (b"\x89PNG\r\n\x1a\n...", "image/png"),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword"),
    "Word": (_zipped("word/document.xml"), f"{OFFICE}.wordprocessingml.document"),
    "Word with macros": (_zipped("word/document.xml", "word/vbaProject.bin"), None),
    "Excel": (_zipped("xl/workbook.xml"), f"{OFFICE}.spreadsheetml.sheet"),
    "OpenDocument": (
        _zipped("content.xml", first="application/vnd.oasis.opendocument.text"),
        "application/vnd.oasis.opendocument.text",
    ),
    "OpenDocument with macros": (
        _zipped("content.xml", "Basic/x.xml", first="application/vnd.oasis.opendocument.text"),
        None,
    ),
    "a Java archive": (_zipped("META-INF/MANIFEST.MF", "META-INF/manifest.xml"), None),
    "a broken archive": (b"PK\x03\x04 and no more", None),
    "a page": (b"<html><script>alert(1)</script>", None),
    "a drawing that runs": (b"<svg onload='alert(1)'/>", None),
    "a program": (b"MZ\x90", None),
    "nothing": (b"", None),
}


@pytest.mark.parametrize(("content", "expected"), FILES.values(), ids=FILES)
def test_a_copy_is_what_its_bytes_say(tmp_path: Path, content: bytes, expected: str | None) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(content)
    found = read_copy(path)
    assert (found.media_type, found.size) == (expected, len(content))
    assert found.sha256 == hashlib.sha256(content).hexdigest()
    assert expected is None or expected in ENDINGS


def _root(root: Path, plan: str = "", annex: str = "", document: str = "") -> Path:
    """The small project with a copy, and what is written of it in a plan, an annex, a document."""
    shutil.copytree(ROOT / "tests" / "small", root, dirs_exist_ok=True)
    (root / "data/documents").mkdir()
    (root / "data/documents/ke-hoach-mau.pdf").write_bytes(PDF)
    path = root / PLAN
    text = path.read_text("utf-8")
    text = text.replace("kind: multi_year\n", f"kind: multi_year\n{plan}", 1)
    path.write_text(
        text.replace("    is_published: false\n", f"    is_published: false\n{annex}"), "utf-8"
    )
    if document:
        table = root / "data/legal_documents.csv"
        head, first, *rest = table.read_text("utf-8").splitlines()
        columns, values = zip(*(pair.split("=", 1) for pair in document.split()), strict=True)
        lines = [",".join((head, *columns)), ",".join((first, *values))]
        lines += [line + "," * len(columns) for line in rest]
        table.write_text("\n".join(lines) + "\n", "utf-8")
    return root


def _opened(root: Path) -> Project:
    return open_project(Layout.of(root, ROOT / "data"), AS_OF)


SOURCE = f"""\
source_url: https://example.org/ke-hoach.pdf
retrieved_on: 2026-10-05
sha256: {DIGEST}
media_type: application/pdf
local_copy: ke-hoach-mau.pdf
"""
IN_ANNEX = "".join(f"    {line}\n" for line in SOURCE.splitlines())


def test_the_page_leads_to_the_document_and_says_when_it_was_seen(tmp_path: Path) -> None:
    document = "source_url=https://example.org/nq.pdf retrieved_on=2026-10-04"
    project = _opened(_root(tmp_path, SOURCE, IN_ANNEX, document))
    site = build_site(project)
    pages = {p.template: html.fromstring(site.render(p).body) for p in site.one_of_each()}
    (head,) = pages["plan"].xpath("//dd[a[@class='original']]")
    assert head.xpath("a/@href") == [
        "https://example.org/ke-hoach.pdf",
        "../../../../documents/ke-hoach-mau.pdf",
    ]
    said = re.sub(r"\s+", " ", head.text_content())
    assert "thấy lần cuối ngày 5/10/2026" in said
    assert "(PDF, 1 kB)" in said
    assert DIGEST in said
    assert pages["plan"].xpath("//li[@id='x1']//a[@class='original']")
    assert "4/10/2026" in pages["documents"].xpath("string(//tr[@id='1-nq-mau-2025']/th)")
    files = {d.address: d.content for d in site.downloads}
    assert files["documents/ke-hoach-mau.pdf"] == PDF
    for table in ("plans", "annexes"):
        assert (
            f"{DIGEST},application/pdf,ke-hoach-mau.pdf,{len(PDF)}"
            in files[f"data/{table}.csv"].decode()
        )


def test_without_an_address_the_page_says_so(tmp_path: Path) -> None:
    root = _root(tmp_path)
    shutil.rmtree(root / "data/documents")
    site = build_site(_opened(root))
    plan = next(page for page in site.pages if page.template == "plan")
    assert "<dt>Văn bản gốc</dt><dd>chưa có địa chỉ</dd>" in site.render(plan).body
    assert not [d for d in site.downloads if d.address.startswith("documents/")]


def test_a_copy_of_what_was_withdrawn_is_not_published(tmp_path: Path) -> None:
    project = _opened(_root(tmp_path, SOURCE + "withdrawn: true\n"))
    assert not [d for d in build_site(project).downloads if d.address.startswith("documents/")]


def test_a_copy_that_changed_after_the_check_is_not_published(tmp_path: Path) -> None:
    root = _root(tmp_path, SOURCE)
    project = _opened(root)
    (root / "data/documents/ke-hoach-mau.pdf").write_bytes(b"%PDF-1.4 another")
    with pytest.raises(DataError):
        list(_copy(project.layout.documents / "ke-hoach-mau.pdf", DIGEST))


def test_a_copy_that_is_too_large_is_told_and_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document_copies, "MOST_BYTES", 10)
    monkeypatch.setattr(copies, "MOST_BYTES", 10)
    with pytest.raises(DataError) as caught:
        _opened(_root(tmp_path, SOURCE))
    assert [problem.code for problem in caught.value.problems] == ["copy-too-large"]


def test_a_link_among_the_copies_stops_the_build(tmp_path: Path) -> None:
    root = _root(tmp_path, SOURCE)
    (root / "data/documents/khac.pdf").symlink_to("/etc/hostname")
    with pytest.raises(DataError) as caught:
        _opened(root)
    assert [problem.code for problem in caught.value.problems] == ["symbolic-link"]
