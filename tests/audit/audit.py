"""Audits the built site with the Nu HTML validator and with Lighthouse (mobile).

    make audit                       both
    make audit ARGS='--only nu'      the validator only
    make audit ARGS='--pages FILE'   Lighthouse on other pages than the heaviest of each kind

Exits 1 if the validator finds an error or a page stays below the minimum in a category.
Needs Java and Node; as root on Debian and Ubuntu it installs what is missing.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections import defaultdict
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urlsplit

from browser import LAUNCH_ARGS, BrowserMissingError, apt_install, find_chromium
from reform.build_day import build_day
from reform.layout import Layout
from reform.project import open_project
from site_pages import page_kinds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
MODULES = HERE / "node_modules"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
JAVA_AT_LEAST = 11
NODE_AT_LEAST = 18
PLACES_SHOWN = 5
PAGE_SECONDS = 180


class AuditError(Exception):
    """The audit cannot be made; the message says what to do."""


def main() -> int:
    options = _options()
    site: Path = options.site.resolve()
    if not (site / "index.html").is_file():
        raise AuditError(f"No built site in {site}. Run make site first.")
    _install_node_packages()
    good = True
    if options.only != "lighthouse":
        good = validate(site) and good
    if options.only != "nu":
        good = run_lighthouse(site, options.pages, options.minimum, options.tries) and good
    print("Audit: passed." if good else "Audit: FAILED, see above.")
    return 0 if good else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make audit", description="Audit the built site.")
    parser.add_argument("site", type=Path, help="folder of the built site")
    parser.add_argument("--only", choices=("nu", "lighthouse"))
    parser.add_argument("--pages", type=Path, help="addresses, one a line")
    parser.add_argument("--minimum", type=int, default=100, help="least score in a category")
    parser.add_argument(
        "--tries", type=int, default=3, help="runs to reach the performance score; best counts"
    )
    return parser.parse_args()


# --- the Nu validator -------------------------------------------------------------------------


def validate(site: Path) -> bool:
    """Check all HTML of the site; print warnings, fail on errors."""
    java = _program("java", JAVA_AT_LEAST, "default-jre-headless")
    pages = sum(1 for _ in site.rglob("*.html"))
    print(f"Nu HTML validator: {pages} pages", flush=True)
    jar = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = [java, "-Xss4m", "-jar", str(jar), "--stdout", "--format", "json"]
    done = subprocess.run(
        [*command, "--exit-zero-always", "--skip-non-html", str(site)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        messages: list[dict[str, Any]] = json.loads(done.stdout)["messages"]
    except (ValueError, KeyError):
        raise AuditError(f"The Nu validator did not run:\n{done.stderr}{done.stdout}") from None
    kinds: dict[tuple[str, str], list[str]] = defaultdict(list)
    for message in messages:
        kind = "warning" if message["type"] == "info" else "error"
        kinds[kind, message["message"]].append(_place(message, site))
    for (kind, text), places in sorted(kinds.items()):
        print(f"  {kind}: {text}  ({len(places)} times)")
        for place in places[:PLACES_SHOWN]:
            print(f"      {place}")
        if len(places) > PLACES_SHOWN:
            print(f"      and {len(places) - PLACES_SHOWN} more")
    errors = sum(len(places) for (kind, _), places in kinds.items() if kind == "error")
    print(f"  {errors} errors, {len(messages) - errors} warnings", flush=True)
    return errors == 0


def _place(message: dict[str, Any], site: Path) -> str:
    path = Path(unquote(urlsplit(message.get("url", "")).path))
    shown = path.relative_to(site) if path.is_relative_to(site) else path
    extract = " ".join(message.get("extract", "").split())
    return f"{shown}:{message.get('lastLine', '')} {extract}"


# --- Lighthouse -------------------------------------------------------------------------------


class Scores(NamedTuple):
    """What Lighthouse said of one page."""

    categories: dict[str, int]
    failures: dict[str, list[str]]  # what cost points in each category, one line each


def run_lighthouse(site: Path, pages_file: Path | None, minimum: int, tries: int) -> bool:
    """Audit each page of the list as a phone on a slow network; print the table."""
    node = _program("node", NODE_AT_LEAST, "nodejs")
    try:
        chromium = find_chromium()
    except BrowserMissingError as error:
        raise AuditError(str(error)) from None
    pages = _pages(pages_file) if pages_file else _heaviest_of_each_kind(site)
    missing = [page for page in pages if not _file_of(site, page).is_file()]
    for page in missing:
        print(f"The built site has no page {page}.")
    print(f"Lighthouse (mobile): {len(pages)} pages, at least {minimum} in each category")
    width = max(map(len, pages))
    print(f"  {'':{width}}  " + "  ".join(CATEGORIES), flush=True)
    good = not missing
    with serving(site) as address:
        for page in pages:
            if page in missing:
                continue
            scores = _best_of(node, chromium, address + page, minimum, tries)
            shown = "  ".join(f"{scores.categories[name]:>{len(name)}}" for name in CATEGORIES)
            print(f"  {page:{width}}  {shown}", flush=True)
            for name in CATEGORIES:
                if scores.categories[name] < minimum:
                    good = False
                    print(f"    {name}:")
                    for failure in scores.failures[name]:
                        print(f"      {failure}", flush=True)
    return good


def _heaviest_of_each_kind(site: Path) -> list[str]:
    project = open_project(Layout.of(ROOT), build_day(os.environ, datetime.now(UTC)))
    return [f"/{address}" for address in page_kinds(project, site).values()]


def _pages(file: Path) -> list[str]:
    lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
    pages = [line for line in lines if line and not line.startswith("#")]
    if not pages:
        raise AuditError(f"{file} names no page.")
    return pages


def _best_of(node: str, chromium: str, address: str, minimum: int, tries: int) -> Scores:
    """Run again only for performance: the rest does not depend on how busy the machine is."""
    best: Scores | None = None
    for _ in range(max(tries, 1)):
        scores = _run_once(node, chromium, address)
        if best is None or scores.categories["performance"] > best.categories["performance"]:
            best = scores
        others = [best.categories[name] for name in CATEGORIES if name != "performance"]
        if best.categories["performance"] >= minimum or min(others) < minimum:
            break
    if best is None:
        raise AssertionError
    return best


def _run_once(node: str, chromium: str, address: str) -> Scores:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [
            node,
            str(MODULES / "lighthouse" / "cli" / "index.js"),
            address,
            "--quiet",
            "--output=json",
            f"--output-path={report}",
            f"--only-categories={','.join(CATEGORIES)}",
            f"--chrome-flags={' '.join(LAUNCH_ARGS)}",
            "--no-enable-error-reporting",
        ]
        try:
            done = subprocess.run(
                command,
                env=os.environ | {"CHROME_PATH": chromium},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=PAGE_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise AuditError(f"Lighthouse gave no answer on {address}.") from None
        if not report.is_file():
            raise AuditError(f"Lighthouse failed on {address}:\n{done.stderr}{done.stdout}")
        result: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    if "runtimeError" in result:
        raise AuditError(f"Lighthouse failed on {address}: {result['runtimeError']['message']}")
    return Scores(
        {name: _score(result["categories"][name]) for name in CATEGORIES},
        {name: list(_failures(result, name)) for name in CATEGORIES},
    )


def _score(category: dict[str, Any]) -> int:
    return round(100 * (category["score"] or 0))


def _failures(result: dict[str, Any], category: str) -> Iterator[str]:
    for reference in result["categories"][category]["auditRefs"]:
        audit = result["audits"][reference["id"]]
        if not reference["weight"] or audit["score"] is None or audit["score"] >= 1:
            continue
        yield f"{audit['title']} [{audit['id']}] {audit.get('displayValue', '')}".rstrip()
        for item in ((audit.get("details") or {}).get("items") or [])[:PLACES_SHOWN]:
            node = item.get("node")
            if isinstance(node, dict):
                yield f"    {node.get('selector', '')}  {node.get('snippet', '')}"
            elif item.get("description"):
                yield f"    {item['description']}"


# --- a web server like the ones that will serve the site --------------------------------------

COMPRESSED = re.compile(r"text/|.*(?:javascript|json|xml|manifest)$")
PAGE_MAX_AGE = 600
FILE_MAX_AGE = 365 * 24 * 3600


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """Serve the site on a free port, compressed and cacheable; yields the address."""

    class Handler(SiteHandler):
        root = site

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class SiteHandler(BaseHTTPRequestHandler):
    """GET and HEAD of a static site."""

    root: Path
    protocol_version = "HTTP/1.1"  # keeps connections open, as browsers expect

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        file, status = _file_of(self.root, self.path), HTTPStatus.OK
        if not file.is_file():
            file, status = self.root / "404.html", HTTPStatus.NOT_FOUND
        kind = guess_type(file.name)[0] or "application/octet-stream"
        compress = bool(COMPRESSED.match(kind)) and self._takes_gzip()
        body = _body(file, compress=compress) if file.is_file() else b""
        max_age = PAGE_MAX_AGE if kind == "text/html" else FILE_MAX_AGE
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if compress else kind)
        if compress:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("Cache-Control", f"public, max-age={max_age}")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def _takes_gzip(self) -> bool:
        return "gzip" in self.headers.get("Accept-Encoding", "")

    def log_message(self, *_: object) -> None:
        """Keep the table readable."""


def _file_of(site: Path, address: str) -> Path:
    """Find the file of an address; one that leads out of the site has none."""
    path = unquote(urlsplit(address).path)
    file = (site / path.lstrip("/")).resolve()
    if not file.is_relative_to(site):
        return site / "404.html"
    return file / "index.html" if path.endswith("/") else file


@cache
def _body(file: Path, *, compress: bool) -> bytes:
    content = file.read_bytes()
    return gzip.compress(content, mtime=0) if compress else content


# --- programs ---------------------------------------------------------------------------------


def _install_node_packages() -> None:
    """Install what package-lock.json pins, unless it is there already."""
    lock = (HERE / "package-lock.json").read_bytes()
    stamp, key = MODULES / ".installed", hashlib.sha256(lock).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == key:
        return
    _program("node", NODE_AT_LEAST, "nodejs")
    npm = _program("npm", 0, "npm")
    print("Installing the validator and Lighthouse into tests/audit/node_modules", flush=True)
    done = subprocess.run(
        [npm, "ci", "--loglevel=error"],
        cwd=HERE,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise AuditError(f"npm ci failed in {HERE}:\n{done.stdout}")
    stamp.write_text(key, encoding="ascii")


@cache
def _program(name: str, at_least: int, package: str) -> str:
    """Find a program that is new enough; install it where that is allowed."""
    path = shutil.which(name)
    if path is None and apt_install(package):
        path = shutil.which(name)
    if path is None:
        raise AuditError(
            f"The audit needs {name}, which is not here. Debian, Ubuntu: "
            f"sudo apt-get install {package}"
        )
    version = _major_version([path, "-version" if name == "java" else "--version"])
    if version < at_least:
        raise AuditError(
            f"{path} is version {version}; the audit needs {name} {at_least} or newer."
        )
    return path


def _major_version(command: Sequence[str]) -> int:
    asked = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    # v20.20.2 · openjdk version "17.0.15" · 1.8.0 is Java's old way to write 8, and too old.
    found = re.search(r'(?:^v?|version ")(\d+)\.', asked.stdout + asked.stderr, re.MULTILINE)
    return int(found[1]) if found else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except AuditError as error:
        sys.exit(f"{error}\nAudit: FAILED.")
