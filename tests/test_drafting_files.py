"""What comes as a plan's document and is none: each is refused in words, in bounded time."""

from __future__ import annotations

import os
import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
import yaml
from PIL import Image, ImageDraw, ImageFont

from conftest import ROOT
from drafting_documents import word_file
from reform.cli import main
from reform.drafting import opening, reading, scanning
from reform.drafting.opening import read_document
from reform.drafting.refusal import Refused
from reform.problems import DataError, Problem
from reform.rendering.environment import TEMPLATES
from reform.rendering.problem_messages import messages

FOLDER = ROOT / "tests" / "drafting"


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _blank(path: Path) -> None:
    path.write_bytes(b"\n \n\n")


def _missing(path: Path) -> None:
    assert not path.exists()


def _link(path: Path) -> None:
    path.symlink_to(FOLDER / "binh-mau.docx")


def _folder(path: Path) -> None:
    path.mkdir()


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _cut_word(path: Path) -> None:
    path.write_bytes((FOLDER / "binh-mau.docx").read_bytes()[:9000])


def _cut_pdf(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n" + b"\x00garbage" * 40)


def _archive(path: Path, **parts: bytes) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)


def _other_archive(path: Path) -> None:
    _archive(path, xl__workbook_xml=b"<workbook/>")


def _broken_xml(path: Path) -> None:
    _archive(path, word__document_xml=b"<w:document", _Content=b"")


def _bomb(path: Path) -> None:
    _archive(path, word__document_xml=bytes(opening.LARGEST_UNPACKED + 1))


def _many_parts(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(opening.MOST_PARTS + 1):
            archive.writestr(f"word/{number}.xml", b"")


def _entities(path: Path) -> None:
    """A document whose XML names itself over and over."""
    names = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    xml = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e0 "a">{names}]><d>&e11;</d>'
    shutil.copy(FOLDER / "binh-mau.docx", path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = xml.encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def _old_word(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000))


def _locked_word(path: Path) -> None:
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    )


def _rtf(path: Path) -> None:
    path.write_bytes(rb"{\rtf1 xin chao}")


def _program(path: Path) -> None:
    path.write_bytes(b"\x7fELF\x02\x01\x01" + bytes(200))


def _old_coding(path: Path) -> None:
    path.write_bytes("K\xd5 ho\xb9ch c\xf6a x\xb7".encode("latin-1"))


CASES: list[tuple[str, Callable[[Path], None], str]] = [
    ("trong.docx", _empty, "document-empty"),
    ("trang.txt", _blank, "document-empty"),
    ("khong-co.docx", _missing, "document-missing"),
    ("lien-ket.docx", _link, "document-link"),
    ("thu-muc.docx", _folder, "document-not-file"),
    ("ong-dan.docx", _pipe, "document-not-file"),
    ("cut.docx", _cut_word, "document-broken"),
    ("cut.pdf", _cut_pdf, "document-broken"),
    ("bang-tinh.docx", _other_archive, "document-not-word"),
    ("hong.docx", _broken_xml, "document-broken"),
    ("bom.docx", _bomb, "document-too-heavy"),
    ("nhieu-phan.docx", _many_parts, "document-too-heavy"),
    ("cu.doc", _old_word, "document-old-word"),
    ("khoa.docx", _locked_word, "document-encrypted"),
    ("ghi.rtf", _rtf, "document-old-word"),
    ("chuong-trinh.pdf", _program, "document-unknown"),
    ("bang-ma.txt", _old_coding, "document-not-utf8"),
]


@pytest.mark.parametrize(("name", "make", "code"), CASES, ids=[case[0] for case in CASES])
def test_what_cannot_be_read_is_told_in_words(
    name: str,
    make: Callable[[Path], None],
    code: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    make(tmp_path / name)
    assert main(["draft", str(tmp_path / name), "--root", str(tmp_path / "root")]) == 2
    said = capsys.readouterr()
    assert f"[{code}]" in said.out
    assert "Traceback" not in said.out + said.err
    assert not (tmp_path / "root" / "data").exists()


def test_xml_that_names_itself_over_and_over_is_not_unfolded(tmp_path: Path) -> None:
    _entities(tmp_path / "no.docx")
    with pytest.raises(DataError) as error:
        read_document(tmp_path / "no.docx")
    assert error.value.problems[0].code in {"document-broken", "document-empty"}


def test_a_file_that_is_too_large_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "LARGEST", 10)
    (tmp_path / "to.txt").write_text("dài hơn mười byte", "utf-8")
    with pytest.raises(DataError) as error:
        read_document(tmp_path / "to.txt")
    assert error.value.problems[0].code == "document-too-large"


def test_a_reading_that_does_not_end_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "SECONDS", 0.001)
    with pytest.raises(DataError) as error:
        read_document(word_file(tmp_path / "lau.docx"))
    assert error.value.problems[0].code == "document-too-slow"


def test_what_a_file_is_its_bytes_tell_and_not_its_name(tmp_path: Path) -> None:
    shutil.copy(FOLDER / "binh-mau.pdf", tmp_path / "ke-hoach.docx")
    shutil.copy(FOLDER / "binh-mau.docx", tmp_path / "ke-hoach.txt")
    for name in ("ke-hoach.docx", "ke-hoach.txt"):
        assert "Bình Mẫu" in " ".join(p.text for p in read_document(tmp_path / name).paragraphs())


def test_every_refusal_has_its_words(tmp_path: Path) -> None:
    catalogue = yaml.safe_load((TEMPLATES / "problems.yaml").read_text("utf-8"))
    told = {code for code in catalogue if code.startswith("document-")}
    sources = [*(ROOT / "hooks/reform/drafting").glob("*.py")]
    raised = {code for code in told if any(f'"{code}"' in p.read_text("utf-8") for p in sources)}
    assert told == raised
    (problem,) = _problems(tmp_path / "x.docx")
    (message,) = messages([problem], None)
    assert "x.docx" in message.what


def _problems(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(DataError) as error:
        read_document(path)
    return error.value.problems


@pytest.mark.parametrize(("kind", "package"), [("docx", "docx"), ("pdf", "pdfplumber")])
def test_without_the_extra_its_command_is_told(
    kind: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.delitem(sys.modules, f"reform.drafting.{kind}_reading", raising=False)
    with pytest.raises(Refused) as refused:
        reading.read(kind, FOLDER / "binh-mau.docx")
    assert refused.value.code == "document-extra-missing"


@pytest.mark.parametrize(
    ("tools", "languages", "code"),
    [((), [], "document-scan"), (("tesseract", "ocrmypdf"), ["eng"], "document-scan-language")],
)
def test_a_scan_without_the_tools_says_how_to_get_them(
    tools: tuple[str, ...],
    languages: list[str],
    code: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: name if name in tools else None)
    monkeypatch.setattr(scanning, "_languages", lambda: languages)
    with pytest.raises(Refused) as refused:
        scanning.recognised(tmp_path / "quet.png")
    assert refused.value.code == code


def test_a_picture_of_a_page_is_recognised_or_says_what_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "quet.png"
    picture = Image.new("L", (1240, 600), 255)
    font = ImageFont.load_default(40)
    ImageDraw.Draw(picture).text((60, 60), "KE HOACH\nI. MUC DICH\n- Mot viec.", font=font, fill=0)
    picture.save(path)
    try:
        found = read_document(path)
    except DataError as error:
        assert error.problems[0].code in {"document-scan", "document-scan-language"}  # noqa: PT017
    else:
        assert found.is_scan
        assert found.pieces


def test_text_of_a_document_is_never_taken_for_markup(tmp_path: Path) -> None:
    document = docx.Document()
    for text in (
        "KẾ HOẠCH",
        "Cải cách năm 2026",
        "I. NHIỆM VỤ",
        "- Làm <script>alert(1)</script> & “việc”.",
    ):
        document.add_paragraph(text)
    document.save(str(tmp_path / "doc.docx"))
    root = tmp_path / "root"
    assert main(["draft", str(tmp_path / "doc.docx"), "--root", str(root)]) == 0
    page = (root / "drafts" / "doc.html").read_text("utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "http" not in page.replace("http-equiv", "")
