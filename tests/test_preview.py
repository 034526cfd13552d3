"""The preview of an editor: what is wrong stands in the browser, the last good pages stay."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from conftest import EPOCH, ROOT
from reform.edition import Edition
from reform.layout import Layout
from reform.preview import placeholder_address
from reform.project import Project
from reform.site import Site
from reform.source_state import SourceState

SECONDS = 90
PLAN = "data/units/98-mau/99801-binh-mau/2026-2030.yaml"
ADDRESS = "ke-hoach/98-mau/99801-binh-mau/2026-2030/"
BROKEN = "Dữ liệu đang có"


@dataclass
class Served:
    """A preview that runs, over a project of its own."""

    root: Path
    url: str
    process: subprocess.Popen[bytes]

    def read(self, address: str = "") -> str:
        """What a page says; empty while nothing answers."""
        try:
            with urllib.request.urlopen(self.url + address, timeout=5) as answer:  # noqa: S310 - ours
                return str(answer.read().decode())
        except urllib.error.HTTPError as error:
            return error.read().decode()
        except OSError:
            return ""

    def wait_for(self, is_so: Callable[[str], bool], address: str = "") -> str:
        """What the page says as soon as it says so."""
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            assert self.process.poll() is None, "the preview ended"
            text = self.read(address)
            if is_so(text):
                return text
            time.sleep(0.3)
        raise AssertionError(f"not within {SECONDS} s: {text[:500]}")

    def edit(self, old: str, new: str) -> None:
        """Change the plan, as an editor does."""
        path = self.root / PLAN
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")


def _project(folder: Path) -> Path:
    """The small project with the shell, the theme and one guide, all its own."""
    shutil.copytree(ROOT / "tests/small", folder)
    (folder / "content/assets").mkdir(parents=True)
    for path in (ROOT / "content/assets").glob("*.*"):
        shutil.copy(path, folder / "content/assets")
    (folder / "content/huong-dan").mkdir()
    (folder / "content/huong-dan/index.md").write_text(
        "---\ntitle: Hướng dẫn\n---\n# Hướng dẫn\n", "utf-8"
    )
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    settings = settings.replace("hooks: [hooks/", f"hooks: [{ROOT}/hooks/")
    settings = settings.replace("custom_dir: hooks/", f"custom_dir: {ROOT}/hooks/")
    settings = settings.replace("watch: [data, hooks/templates, hooks/theme]", "watch: [data]")
    settings = settings.replace("extra:\n", f"extra:\n  vocabulary: {ROOT}/data\n", 1)
    (folder / "mkdocs.yml").write_text(settings, "utf-8")
    return folder


def _command(root: Path, port: int) -> list[str]:
    address = f"127.0.0.1:{port}"
    return [sys.executable, "-m", "mkdocs", "serve", "-f", str(root / "mkdocs.yml"), "-a", address]


def _environment() -> dict[str, str]:
    return {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1"}


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Callable[[], Served]]:
    """Starts a preview of the project in ``tmp_path / "project"``."""
    running: list[subprocess.Popen[bytes]] = []
    root = _project(tmp_path / "project")

    def start() -> Served:
        port = _free_port()
        with (tmp_path / "log").open("wb") as log:
            process = subprocess.Popen(
                _command(root, port), env=_environment(), stdout=log, stderr=log
            )
        running.append(process)
        return Served(root, f"http://127.0.0.1:{port}/", process)

    yield start
    for process in running:
        process.terminate()
        process.wait(20)


def test_bad_data_are_told_on_every_page_and_the_last_good_pages_stay(
    served: Callable[[], Served],
) -> None:
    site = served()
    good = site.wait_for(lambda text: "95,5" in text, ADDRESS)
    assert BROKEN not in good
    assert 'content="noindex"' in good
    site.edit("value: 95.5", "value: 955")
    told = site.wait_for(lambda text: BROKEN in text, ADDRESS)
    assert "95,5" in told, "the last good page is there below what is wrong"
    for words in (f"{PLAN}:59", "Sai gì:", "Vì sao:", "Cách sửa:", "955"):
        assert words in told, words
    assert BROKEN in site.read("huong-dan/")
    site.edit("value: 955", "value: 95.5")
    assert "95,5" in site.wait_for(lambda text: "95,5" in text and BROKEN not in text, ADDRESS)


def test_a_preview_that_begins_with_bad_data_says_so_and_opens_when_they_are_mended(
    served: Callable[[], Served], tmp_path: Path
) -> None:
    path = tmp_path / "project" / PLAN
    right = path.read_text("utf-8")
    path.write_text(right.replace("value: 95.5", "value: 955"), "utf-8")
    site = served()
    told = site.wait_for(lambda text: BROKEN in text)
    assert "Chưa dựng được trang" in told
    assert f"{PLAN}:59" in told
    assert BROKEN in site.read(ADDRESS), "wherever the reader looks"
    path.write_text(right, "utf-8")
    assert "95,5" in site.wait_for(lambda text: "95,5" in text, ADDRESS)


def test_a_taken_port_is_told_with_another_one_and_no_traceback(tmp_path: Path) -> None:
    root = _project(tmp_path / "project")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = int(taken.getsockname()[1])
        ended = subprocess.run(
            _command(root, port),
            env=_environment(),
            capture_output=True,
            check=False,
            timeout=SECONDS,
        )
    said = ended.stderr.decode()
    assert ended.returncode != 0
    assert f"127.0.0.1:{port} is taken by another program" in said
    assert f"make serve ADDRESS=127.0.0.1:{port + 1}" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("site_url", "said"),
    [
        ("https://ke-hoach-mo.example/", True),
        ("https://minh-hoa.ke-hoach-mo.example/", True),
        ("https://example.gov.vn/", False),
        ("", False),
        (None, False),
    ],
)
def test_a_site_that_names_nobodys_address_says_so(
    site_url: str | None,
    said: bool,  # noqa: FBT001 - a case of the table
    project: Project,
) -> None:
    assert (
        bool(placeholder_address(site_url, Site(Edition(project, SourceState()), (), ()))) == said
    )


def test_a_demo_has_no_address_to_set(project: Project) -> None:
    layout = Layout.of(ROOT / "tests/demo", ROOT / "data")
    demo = Site(Edition(replace(project, layout=layout), SourceState()), (), ())
    assert placeholder_address("https://minh-hoa.ke-hoach-mo.example/", demo) == ""
