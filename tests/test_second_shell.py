"""Everything of value survives MkDocs: another shell builds the same pages."""

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin

import pytest
from lxml import html

from conftest import EPOCH, ROOT
from reform.checked import EXTENSIONS

ALIKE = 0.99


@pytest.fixture(scope="module")
def plain_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built without MkDocs."""
    site = tmp_path_factory.mktemp("plain") / "site"
    subprocess.run(
        [sys.executable, "hooks/plain_shell.py", "--root", str(ROOT), "--site-dir", str(site)],
        check=True,
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "SOURCE_DATE_EPOCH": EPOCH},
    )
    return site


def _pages(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}


def _words(path: Path) -> list[str]:
    document = html.document_fromstring(path.read_text("utf-8"))
    return [*(document.findtext(".//title") or "").split(), *document.body.text_content().split()]


def _links(path: Path, address: str) -> list[str]:
    """Where links lead and what the page loads, wherever it is served."""
    document = html.document_fromstring(path.read_text("utf-8"))
    found = document.xpath("//@href | //@src | //@action")
    return [
        urljoin(f"https://site.invalid/{address.removesuffix('index.html')}", link)
        for link in found
    ]


def _likeness(first: list[str], second: list[str]) -> float:
    same = sum(one == other for one, other in zip(first, second, strict=False))
    return same / max(len(first), len(second), 1)


def test_every_page_has_the_same_words_and_links(built_site: Path, plain_site: Path) -> None:
    pages = _pages(built_site)
    assert pages == _pages(plain_site)
    assert len(pages) > 50
    unlike = {}
    for page in pages:
        first, second = built_site / page, plain_site / page
        alike = (
            _likeness(_words(first), _words(second)),
            _likeness(_links(first, page), _links(second, page)),
        )
        if min(alike) < ALIKE:
            unlike[page] = alike
    assert unlike == {}


def test_every_download_is_the_same_bytes(built_site: Path, plain_site: Path) -> None:
    files = {
        path.relative_to(built_site)
        for path in built_site.rglob("*")
        if path.is_file() and path.suffix not in {".html", ".gz", ".br", ""}
    }
    files.discard(Path("sitemap.xml"))
    assert [str(f) for f in files if not (plain_site / f).is_file()] == []
    assert [
        str(f) for f in files if (built_site / f).read_bytes() != (plain_site / f).read_bytes()
    ] == []


def test_it_is_small_and_knows_nothing_of_mkdocs() -> None:
    text = (ROOT / "hooks" / "plain_shell.py").read_text("utf-8")
    assert "import mkdocs" not in text
    assert "from mkdocs" not in text
    assert len(text.splitlines()) <= 250


def test_the_check_reads_guides_as_the_shells_do() -> None:
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    block = settings.partition("markdown_extensions:\n")[2].partition("\nextra_css")[0]
    assert tuple(re.findall(r"^  - ([\w.]+)", block, re.MULTILINE)) == EXTENSIONS
