"""What many tests share: the real project, the site built from it, a browser that looks at it."""

from __future__ import annotations

import functools
import http.server
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from browser import launch_options
from reform.layout import Layout
from reform.project import Project, open_project

ROOT = Path(__file__).resolve().parent.parent
AS_OF = date(2026, 11, 20)
"""The day for which tests look at the data; a figure of theirs never depends on today."""

EPOCH = "1795132800"
"""The same day as seconds, for SOURCE_DATE_EPOCH."""


def build_site_into(
    folder: Path, root: Path = ROOT, config: str = "mkdocs.yml", **environ: str
) -> Path:
    """Build a project with MkDocs, as ``make site`` does, for the fixed day."""
    fixed = {"PATH": "/usr/bin:/bin", "SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(
        [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "--strict",
            "-f",
            str(root / config),
            "-d",
            str(folder),
        ],
        check=True,
        env={**fixed, "REFORM_WORKERS": "2", **environ},
        cwd=root,
    )
    return folder


@pytest.fixture(scope="session")
def project() -> Project:
    """The real data, checked and typed."""
    return open_project(Layout.of(ROOT), AS_OF)


@pytest.fixture(scope="session")
def demo() -> Project:
    """Invented communes with several years of figures."""
    return open_project(Layout.of(ROOT / "tests" / "demo", ROOT / "data"), AS_OF)


@pytest.fixture(scope="session")
def small() -> Project:
    """The small project: one plan with an item of every kind."""
    return open_project(Layout.of(ROOT / "tests" / "small", ROOT / "data"), AS_OF)


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site, built once from the real data."""
    return build_site_into(tmp_path_factory.mktemp("built") / "site")


class _QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def serve(folder: Path) -> tuple[http.server.ThreadingHTTPServer, str]:
    """Serve a folder on a free port of this machine; the caller shuts the server down."""
    handler = functools.partial(_QuietHandler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_address[1]}/"


@pytest.fixture(scope="session")
def site_url(built_site: Path) -> Iterator[str]:
    """The address at which the built site is served, with a slash at its end."""
    server, url = serve(built_site)
    yield url
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(**launch_options())
        yield chromium
        chromium.close()


@pytest.fixture
def project_copy(tmp_path: Path) -> Path:
    """A copy of the data that a test may break; its root."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return tmp_path


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options that rewrite what tests compare with; the difference is read before a commit."""
    parser.addoption("--write-problems", action="store_true", help="rewrite tests/problems")
    parser.addoption("--write-golden", action="store_true", help="rewrite tests/golden")
