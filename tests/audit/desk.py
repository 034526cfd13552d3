"""Tries the editing desk as an editor does: Chromium, a folder, decap-server between them.

    make audit        together with the rest
    PYTHONPATH=tests .venv/bin/python -m audit.desk

On a copy of the demo: one target's value and its lead are changed, a figure is added, both are
saved. Then every other value is what it was, the check passes, and the rebuilt page shows both.
Exits 1 where one of these does not hold.
"""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Locator, Page, sync_playwright

from audit.audit import MODULES, AuditError, _install_node_packages, _program
from browser import launch_options
from conftest import EPOCH, ROOT, serve

UNIT = "99811"
TARGET = "t02"
ADDED = {"observation_id": "q900", "period": "2026-10", "as_of": "2026-10-31", "value": "92.50"}
WAIT = 60_000


def main() -> int:
    """Edit, save, check, build, look."""
    _install_node_packages()
    with tempfile.TemporaryDirectory() as folder:
        root = _copy(Path(folder) / "project")
        plan = next((root / "tests/demo/data/units").glob(f"*/{UNIT}-*/2026-2030.yaml"))
        before = yaml.safe_load(plan.read_text("utf-8"))
        figures = _rows(plan.with_name("observations.csv"))
        port = _free_port()
        site = _build(root, f"{{name: proxy, proxy_url: 'http://localhost:{port}/api/v1'}}")
        with _proxy(root / "tests/demo", port):
            said = _edit(site, port)
        faults = [f"the browser said: {text}" for text in said]
        faults += _compared(before, yaml.safe_load(plan.read_text("utf-8")))
        faults += _figures_compared(figures, _rows(plan.with_name("observations.csv")))
        faults += _published(root)
    for fault in faults:
        print(f"  {fault}")
    print(f"Editing desk: {'FAILED' if faults else 'passed'}.")
    return 1 if faults else 0


def _copy(root: Path) -> Path:
    left_out = shutil.ignore_patterns(
        ".git", ".venv", "node_modules", "site", "demo-site", "*.releases", "*.previous", ".*_cache"
    )
    shutil.copytree(ROOT, root, ignore=left_out, symlinks=True)
    return root


def _build(root: Path, desk: str) -> Path:
    site = root / "built"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q"]
    environ = {**os.environ, "DESK": desk, "SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1"}
    environ["PYTHONPATH"] = str(root / "hooks")
    done = subprocess.run(
        [*command, "-f", str(root / "tests/demo/mkdocs.yml"), "-d", str(site)],
        check=False,
        env=environ,
        cwd=root,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise AuditError(f"What the desk saved does not build:\n{done.stdout}{done.stderr}")
    return site


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def _proxy(folder: Path, port: int) -> Iterator[None]:
    program = MODULES / "decap-server" / "dist" / "index.js"
    environ = {**os.environ, "PORT": str(port), "GIT_REPO_DIRECTORY": str(folder)}
    node = _program("node", 18, "nodejs")
    with subprocess.Popen(
        [node, str(program)], env=environ, stdout=subprocess.PIPE, text=True
    ) as at_work:
        assert at_work.stdout
        while "listening" not in (line := at_work.stdout.readline()):
            assert line, "decap-server did not start"
        try:
            yield
        finally:
            at_work.kill()


# --- in the browser ---------------------------------------------------------------------------


def _edit(site: Path, port: int) -> list[str]:
    """What the console complained of, and every host that was asked beside the two of ours."""
    said: list[str] = []
    server, url = serve(site)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        page = browser.new_page(viewport={"width": 1200, "height": 900})
        page.set_default_timeout(WAIT)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("console", lambda m: said.append(m.text) if "Content Security" in m.text else None)
        ours = (url, f"http://localhost:{port}/", "data:", "blob:")
        page.on("request", lambda r: None if r.url.startswith(ours) else said.append(r.url))
        page.goto(f"{url}quan-tri/{UNIT}/")
        page.get_by_role("button", name="Đăng nhập").click()
        _change_target(page)
        page.get_by_role("link", name="Đang viết trong").click()
        page.get_by_role("link", name="Số liệu, tiến độ").click()
        page.get_by_role("link", name="Số liệu", exact=True).click()
        _add_figure(page)
        browser.close()
    server.shutdown()
    return said


def _change_target(page: Page) -> None:
    page.get_by_text("(2026-2030)").first.click()
    _unfold(page.get_by_text(re.compile(r"^\d+ chỉ tiêu$")).locator(".."))
    card = _card(page, f"{TARGET} · ")
    _unfold(card)
    text = card.locator("[id^=text-field]").first
    text.fill(text.input_value().replace("92%", "91%"))
    card.locator("[id^=value-field]").first.fill("91")
    lead = card.locator("[id^=lead-field] input[type=checkbox]")
    lead.nth(0).set_checked(checked=True)
    _save(page)


def _add_figure(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Thêm ")).first.click()
    typed = {**ADDED, "source": "Báo cáo minh họa tháng 10", "entered_on": "2026-11-05"}
    for name, value in typed.items():
        page.locator(f"[id^={name}-field]").last.fill(value)
    page.locator("[id^=indicator_id-field]").last.fill("hài lòng khi")
    page.keyboard.press("Enter")
    _save(page)


def _card(page: Page, begins: str) -> Locator:
    words = f"xpath=//*[not(self::option) and starts-with(normalize-space(text()),'{begins}')]"
    return page.locator(words).first.locator("xpath=ancestor::*[.//button][1]")


def _unfold(box: Locator) -> None:
    box.get_by_role("button").first.click()


def _save(page: Page) -> None:
    page.get_by_role("button", name="Công bố").first.click()
    page.get_by_text("Công bố ngay").first.click()
    page.get_by_text("Thay đổi đã được lưu").first.wait_for()


# --- what came of it --------------------------------------------------------------------------


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _compared(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    expected = {**before, "targets": [dict(row) for row in before["targets"]]}
    target = next(row for row in expected["targets"] if row["target_id"] == TARGET)
    target["value"], target["text"] = 91, target["text"].replace("92%", "91%")
    lead = before["agencies"][0]["agency_id"]
    target["lead"] = [
        *(target.get("lead") or ()),
        *([] if lead in target.get("lead", ()) else [lead]),
    ]
    return [
        f"{key}: is not what was typed: {_text(after.get(key))}"
        for key in expected
        if _text(expected[key]) != _text(after.get(key))
    ]


def _text(value: Any) -> str:
    """Whether a date stands in quotation marks is no difference, nor the order of keys."""
    return json.dumps(value, default=str, sort_keys=True, ensure_ascii=False)


def _figures_compared(before: list[dict[str, str]], after: list[dict[str, str]]) -> list[str]:
    added = [row for row in after if row not in before]
    faults = [f"a figure was changed or lost: {row}" for row in before if row not in after]
    if len(added) != 1 or any(added[0][key] != value for key, value in ADDED.items()):
        faults.append(f"the figure that was typed is not the one that was saved: {added}")
    return faults


def _published(root: Path) -> list[str]:
    """What `reform check` and the rebuilt page say."""
    _build(root, "")
    page = next((root / "built/ke-hoach").rglob(f"*/{UNIT}-*/2026-2030/index.html"))
    return (
        []
        if "Ít nhất 91% người dân" in page.read_text("utf-8")
        else ["the rebuilt page lacks the new value"]
    )


if __name__ == "__main__":
    sys.exit(main())
