"""Finds a Chromium for the tests and the audit, or gets one where that is allowed.

    python tests/browser.py     prints the path of a Chromium that starts

Looked for, in this order: the variable CHROMIUM, the system's own browsers, the one that
Playwright keeps. If none is there: Playwright's download, then (as root) Debian's package.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TypedDict

SYSTEM_NAMES = ("chromium", "chromium-browser", "google-chrome")

# A headless browser that keeps to the addresses it is given. --no-sandbox: containers run
# as root, where Chromium's sandbox does not start; it opens only pages of our own.
LAUNCH_ARGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

DOWNLOAD_SECONDS = 300
START_SECONDS = 60


class BrowserMissingError(RuntimeError):
    """No Chromium was found, nor could one be had; the message says what to do."""


class LaunchOptions(TypedDict):
    """Named as Playwright names them."""

    executable_path: str
    headless: bool
    args: list[str]


def launch_options(executable: str | None = None) -> LaunchOptions:
    """Keyword arguments for Playwright's `chromium.launch(**launch_options())`."""
    return {
        "executable_path": executable or find_chromium(),
        "headless": True,
        "args": list(LAUNCH_ARGS),
    }


def find_chromium() -> str:
    """Find a Chromium that starts; install one where that is allowed."""
    named = os.environ.get("CHROMIUM")
    if named:
        if not _starts(named):
            raise BrowserMissingError(
                f"CHROMIUM={named} does not start. Set it to a Chromium that does, "
                "or unset it to have one looked for."
            )
        return named
    found = _on_path() or _playwrights_own()
    if found:
        return found
    _say("No Chromium here; getting one.")
    if _playwright_download():
        found = _playwrights_own()
    if not found and apt_install("chromium", "fonts-liberation"):
        found = _on_path()
    if not found:
        raise BrowserMissingError(
            "The browser tests need a Chromium, and none was found or could be fetched. "
            "Install one (Debian, Ubuntu: sudo apt-get install chromium), or set "
            "CHROMIUM to the path of a Chromium or Chrome."
        )
    return found


def apt_install(*packages: str) -> bool:
    """Install Debian packages if we are root where apt-get is; say nothing of passwords."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return False
    _say(f"Installing {' '.join(packages)} with apt-get.")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(
            [apt, "-q", *step],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            # A failed update still leaves the lists that are there; a failed install ends it.
            _say(done.stdout)
    return done.returncode == 0


def _on_path() -> str | None:
    for name in SYSTEM_NAMES:
        path = shutil.which(name)
        if path and _starts(path):
            return path
    return None


def _playwrights_own() -> str | None:
    if find_spec("playwright") is None:
        return None
    # Asked in a process of its own: Playwright's synchronous interface may be running here.
    code = (
        "from playwright.sync_api import sync_playwright as start\n"
        "with start() as playwright: print(playwright.chromium.executable_path)"
    )
    asked = subprocess.run(
        [sys.executable, "-c", code],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    path = asked.stdout.strip()
    return path if Path(path).is_file() and _starts(path) else None


def _playwright_download() -> bool:
    if find_spec("playwright") is None:
        return False
    try:
        done = subprocess.run(
            [sys.executable, "-m", "playwright", "install", "chromium"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=DOWNLOAD_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def _starts(path: str) -> bool:
    """Tell a browser from a stub that only says where to get one, or that lacks libraries."""
    try:
        asked = subprocess.run(
            [path, "--version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=START_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        print(find_chromium())
    except BrowserMissingError as error:
        sys.exit(str(error))
