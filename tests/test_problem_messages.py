"""What a hurried editor does wrong, and what the check answers, word for word."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import AS_OF, ROOT
from misplaced import put
from reform.layout import Layout
from reform.problems import DataError
from reform.project import open_project, readable_schemas
from reform.rendering.environment import TEMPLATES
from reform.rendering.problem_messages import Message, messages
from reform.sources.table_schemas import read_schemas

SMALL = ROOT / "tests" / "small"
COMMUNE = Path("data/communes/98-mau/99801-binh-mau")
CASES = sorted((ROOT / "tests" / "problems").glob("*.yaml"))
ONE_LINE = r"^\S(.*\S)?$"
"""The pattern of plain text: no blank at either end, no line break."""
NOT_EDITORS = {
    "markup-left-out",  # said by the build: test_live_markup.py
    "front-matter-left-out",  # the same
    "other",  # what Frictionless finds and no message of ours names: nothing known leads there
}


def _cases() -> list[Any]:
    return [
        pytest.param(path, index, id=f"{path.stem}: {case['name']}")
        for path in CASES
        for index, case in enumerate(yaml.safe_load(path.read_text("utf-8")))
    ]


def _copy(folder: Path) -> Path:
    root = folder / "small"
    shutil.copytree(SMALL, root)
    shutil.copytree(ROOT / "data", root / "vocabulary", ignore=shutil.ignore_patterns("communes"))
    return root


def _break(case: dict[str, Any], root: Path) -> None:
    if "place" in case:
        put(root / case["place"], case["to"])
        return
    if "change" in case:
        path = root / COMMUNE / "2026-2030.yaml"
        old, new = case["change"]
        text = path.read_text("utf-8")
        assert old == "*" or text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        path.write_text(new if old == "*" else text.replace(old, new), "utf-8")
        return
    folders = {"legal_documents.csv": root / "data", "agency_roles.csv": root / "vocabulary"}
    vocabulary = root / "vocabulary"
    folder = vocabulary if case["file"].startswith("search/") else root / COMMUNE
    path = folders.get(case["file"], folder) / case["file"]
    path.parent.mkdir(exist_ok=True)
    if case["content"] is None:
        path.unlink()
        return
    path.write_bytes(case["content"].encode(case.get("encoding", "utf-8")))


def _found(root: Path) -> tuple[Message, ...]:
    layout = Layout.of(root, root / "vocabulary")
    with pytest.raises(DataError) as caught:
        open_project(layout, AS_OF)
    return messages(caught.value.problems, readable_schemas(layout))


def _line(message: Message) -> str:
    name = "" if message.file.endswith("2026-2030.yaml") else f"{Path(message.file).name} "
    return f"{name}{message.line} {message.code} | {message.what} | {message.why} | {message.fix}"


@pytest.mark.parametrize(("path", "index"), _cases())
def test_a_mistake_is_answered_word_for_word(
    path: Path, index: int, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    cases = yaml.safe_load(path.read_text("utf-8"))
    root = _copy(tmp_path)
    _break(cases[index], root)
    lines = [_line(message) for message in _found(root)]
    if request.config.getoption("--write-problems"):
        _write(path, index, lines)
    assert lines == cases[index]["expect"]


def _write(path: Path, index: int, lines: list[str]) -> None:
    text = path.read_text("utf-8")
    head = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#"))
    cases = yaml.safe_load(text)
    cases[index]["expect"] = lines
    body = yaml.safe_dump(cases, allow_unicode=True, sort_keys=False, width=10_000)
    path.write_text(head + body, "utf-8")


def test_every_message_has_a_case_that_shows_it() -> None:
    shown = {
        line.removeprefix(f"{line.split()[0]} ").split()[0 if line[0].isdigit() else 1]
        for path in CASES
        for case in yaml.safe_load(path.read_text("utf-8"))
        for line in case["expect"]
    }
    known = set(yaml.safe_load((TEMPLATES / "problems.yaml").read_text("utf-8")))
    assert known - shown - NOT_EDITORS == set()


def test_every_message_says_what_why_and_how() -> None:
    catalogue = yaml.safe_load((TEMPLATES / "problems.yaml").read_text("utf-8"))
    assert {
        code for code, parts in catalogue.items() if set(parts) != {"what", "why", "fix"}
    } == set()


def test_no_message_shows_a_regular_expression() -> None:
    said = [
        line
        for path in CASES
        for case in yaml.safe_load(path.read_text("utf-8"))
        for line in case["expect"]
    ]
    assert [line for line in said if "^" in line or r"\d" in line] == []


def test_every_pattern_has_an_example_that_fits_it() -> None:
    fields = [
        (f"{table}.{field.name}", field.constraints["pattern"], field.descriptor.get("example"))
        for table, schema in read_schemas(ROOT / "data").tables.items()
        for field in schema.fields
        if field.constraints.get("pattern", ONE_LINE) != ONE_LINE
    ]
    assert [name for name, pattern, example in fields if not re.search(pattern, str(example))] == []


def test_the_small_plan_itself_is_right() -> None:
    assert open_project(Layout.of(SMALL, ROOT / "data"), AS_OF).catalogue.plans


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    root = _copy(tmp_path)
    path = root / COMMUNE / "2026-2030.yaml"
    text = path.read_text("utf-8")
    for old, new in (
        ("value: 95.5", "value: 955"),
        ("kind: qualitative", "kind: xyz"),
        ("lead: [a02]", "lead: [a20]"),
    ):
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    codes = [message.code for message in _found(root)]
    assert codes == ["percent-out-of-range", "constraint-enum", "unknown-reference"]


def test_a_plan_that_cannot_be_read_does_not_blame_the_files_that_point_into_it(
    tmp_path: Path,
) -> None:
    root = _copy(tmp_path)
    (root / COMMUNE / "2026-2030.yaml").write_text("plan_id: [", "utf-8")
    (root / COMMUNE / "progress.csv").write_text(
        "progress_id,task_id,as_of,state\np1,99801-binh-mau-2026-2030/k01,2026-06-30,done\n",
        "utf-8",
    )
    assert [message.code for message in _found(root)] == ["yaml-syntax"]
