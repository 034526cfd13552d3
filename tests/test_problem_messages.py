"""What a hurried editor does wrong, and what the check answers, word for word."""

from __future__ import annotations

import functools
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from frictionless import Metadata

from conftest import AS_OF, ROOT
from misplaced import put
from reform import project
from reform.checked import checked_project
from reform.doubts.doubt import CODES
from reform.layout import Layout
from reform.loading import gathering
from reform.problems import DataError
from reform.project import open_project, readable_schemas
from reform.rendering.environment import TEMPLATES
from reform.rendering.problem_messages import Message, messages
from reform.sources.table_schemas import read_schemas
from reform.sources.unit_lists import read_units

SMALL = ROOT / "tests" / "small"
COMMUNE = Path("data/units/98-mau/99801-binh-mau")
CASES = sorted((ROOT / "tests" / "problems").glob("*.yaml"))
SCHEMAS = functools.cache(read_schemas)
UNITS = functools.cache(read_units)
ONE_LINE = r"^\S(.*\S)?$"
"""The pattern of plain text: no blank at either end, no line break."""
NOT_EDITORS = {
    # What is too much for the machine: test_any_file.py.
    "file-too-long",
    "csv-too-large",
    "list-too-long",
    "too-many-keys",
    "copy-too-large",  # test_documents.py
    # What is asked, and how it is confirmed: test_doubts.py.
    *CODES,
    "confirmation-code",
    "confirmation-reason",
    "confirmation-idle",
    # Against what was published: test_published.py.
    "published-plan-id",
    "published-deleted",
    "published-id-reused",
    "published-figure",
    "since-unknown",
    "since-unreachable",
    "since-without-commit",
    "other",  # what Frictionless finds and no message of ours names: nothing known leads there
}


@functools.cache
def _read(path: Path) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return cases


def _cases() -> list[Any]:
    return [
        pytest.param(path, index, id=f"{path.stem}: {case['name']}")
        for path in CASES
        for index, case in enumerate(_read(path))
    ]


@pytest.fixture(autouse=True)
def _read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Schemas and units are the same in every case: they are read once, and Frictionless does
    not ask anew each time whether they are right (test_schemas.py does)."""
    monkeypatch.setattr(Metadata, "metadata_validate", lambda *_, **__: iter(()))
    monkeypatch.setattr(project, "read_schemas", SCHEMAS)
    monkeypatch.setattr(gathering, "read_units", UNITS)


def _copy(folder: Path, *, with_vocabulary: bool = True) -> Layout:
    root = folder / "small"
    shutil.copytree(SMALL, root)
    if not with_vocabulary:
        return Layout.of(root, ROOT / "data")
    shutil.copytree(ROOT / "data", root / "vocabulary", ignore=shutil.ignore_patterns("units"))
    return Layout.of(root, root / "vocabulary")


def _path(name: str, layout: Layout) -> Path:
    """Where a case's file lies: in the commune's folder, or where its path says."""
    folders = {"legal_documents.csv": "data", "agency_roles.csv": "vocabulary"}
    if name.startswith("search/"):
        return layout.vocabulary / name
    if name in folders or "/" in name:
        return layout.root / folders.get(name, "") / name
    return layout.root / COMMUNE / name


def _break(case: dict[str, Any], layout: Layout) -> None:
    """Do to the small project what the case says."""
    for old, new in case.get("move", {}).items():
        _path(new, layout).parent.mkdir(parents=True, exist_ok=True)
        _path(old, layout).rename(_path(new, layout))
    for old, new in case.get("copy", {}).items():
        _path(new, layout).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(_path(old, layout), _path(new, layout))
    if "place" in case:
        put(layout.root / case["place"], case["to"])
    for name in case.get("delete", ()):
        _path(name, layout).unlink()
    if "change" in case:
        _change(_path(case.get("in", "2026-2030.yaml"), layout), case["change"])
    if "file" in case:
        path = _path(case["file"], layout)
        path.parent.mkdir(parents=True, exist_ok=True)
        if case["content"] is None:
            path.unlink()
        else:
            path.write_bytes(case["content"].encode(case.get("encoding", "utf-8")))


def _change(path: Path, change: list[Any]) -> None:
    """Put new text in place of old: one pair, or a list of pairs; ``*`` is the whole file."""
    for old, new in [change] if isinstance(change[0], str) else change:
        text = path.read_bytes().decode("utf-8")
        assert old == "*" or text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        path.write_bytes((new if old == "*" else text.replace(old, new)).encode("utf-8"))


def _needs_vocabulary(case: dict[str, Any]) -> bool:
    own = case.get("file", "")
    return "vocabulary" in str(case) or own == "agency_roles.csv" or own.startswith("search/")


def _found(layout: Layout) -> tuple[Message, ...]:
    try:
        checked_project(layout, AS_OF)
    except DataError as error:
        return messages(error.problems, readable_schemas(layout))
    return ()


def _line(message: Message) -> str:
    name = "" if message.file == f"{COMMUNE}/2026-2030.yaml" else f"{_name(message.file)} "
    also = f"(+{len(message.also)}) " if message.also else ""
    place = f"{name}{message.line} {message.code}"
    return f"{place} | {also}{message.what} | {message.why} | {message.fix}"


def _name(file: str) -> str:
    """The file's name; its path where it does not lie in the commune's folder."""
    is_near = file.startswith((f"{COMMUNE}/", "vocabulary/", "data/legal"))
    return Path(file).name if is_near else file


@pytest.mark.parametrize(("path", "index"), _cases())
def test_a_mistake_is_answered_word_for_word(
    path: Path, index: int, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    cases = _read(path)
    layout = _copy(tmp_path, with_vocabulary=_needs_vocabulary(cases[index]))
    _break(cases[index], layout)
    lines = [_line(message) for message in _found(layout)]
    if request.config.getoption("--write-problems"):
        _write(path, index, lines)
    assert lines == cases[index].get("expect")


def _write(path: Path, index: int, lines: list[str]) -> None:
    text = path.read_text("utf-8")
    head = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#"))
    cases = _read(path)
    cases[index]["expect"] = lines
    options: dict[str, Any] = {"allow_unicode": True, "sort_keys": False, "width": 10_000}
    body = yaml.dump(cases, Dumper=yaml.CSafeDumper, **options)
    path.write_text(head + body, "utf-8")


def test_every_message_has_a_case_that_shows_it() -> None:
    shown = {
        re.findall(r"(?:^| )\d+ ([a-z0-9-]+) \|", line)[0]
        for path in CASES
        for case in _read(path)
        for line in case.get("expect", ())
    }
    known = set(yaml.safe_load((TEMPLATES / "problems.yaml").read_text("utf-8")))
    # About a workbook or a document that was sent in: test_form.py, test_drafting_files.py.
    sent = {code for code in known if code.startswith(("form-", "document-"))}
    assert known - shown - NOT_EDITORS - sent == set()


def test_every_message_says_what_why_and_how() -> None:
    catalogue = yaml.safe_load((TEMPLATES / "problems.yaml").read_text("utf-8"))
    assert {
        code for code, parts in catalogue.items() if set(parts) != {"what", "why", "fix"}
    } == set()


def test_no_message_shows_a_regular_expression() -> None:
    said = [line for path in CASES for case in _read(path) for line in case.get("expect", ())]
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
    layout = _copy(tmp_path)
    path = layout.root / COMMUNE / "2026-2030.yaml"
    text = path.read_text("utf-8")
    for old, new in (
        ("value: 95.5", "value: 955"),
        ("kind: qualitative", "kind: xyz"),
        ("lead: [a02]", "lead: [a20]"),
    ):
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    codes = [message.code for message in _found(layout)]
    assert codes == ["percent-out-of-range", "constraint-enum", "unknown-reference"]


def test_a_plan_that_cannot_be_read_does_not_blame_the_files_that_point_into_it(
    tmp_path: Path,
) -> None:
    layout = _copy(tmp_path)
    (layout.root / COMMUNE / "2026-2030.yaml").write_text("a: b\n c: d\n- e\n", "utf-8")
    (layout.root / COMMUNE / "progress.csv").write_text(
        "progress_id,task_id,as_of,state\np1,99801-binh-mau-2026-2030/k01,2026-06-30,done\n",
        "utf-8",
    )
    assert [message.code for message in _found(layout)] == ["yaml-syntax"]
