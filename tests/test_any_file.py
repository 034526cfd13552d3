"""Whatever bytes, trees and cells lie in the files: an answer in words, never a traceback.

The number of examples is small here; ``REFORM_EXAMPLES=20000`` runs as many as one likes.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import ROOT
from reform.layout import Layout
from reform.loading import gather
from reform.loading.cells import read_cells
from reform.loading.identity import PlanDocument, identified
from reform.loading.plan_files import PlanReader, plan_keys
from reform.loading.raw import RawTables
from reform.loading.shapes import shape_problems
from reform.loading.table_files import gather_csv
from reform.sources.table_schemas import read_schemas
from reform.sources.unit_lists import read_units
from reform.sources.yaml_files import LineFinder, read_written
from reform.validation.text_rules import text_findings

SCHEMAS = read_schemas(ROOT / "data")
KNOWN = plan_keys(SCHEMAS)
EXAMPLES = int(os.environ.get("REFORM_EXAMPLES", "60"))
ANY = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SMALL = ROOT / "tests/small/data/units/98-mau/99801-binh-mau/2026-2030.yaml"

REGISTER = read_units(
    ROOT / "data/former_communes.csv", ROOT / "tests/small/data/invented_units.csv"
)
UNIT = REGISTER.units["99801"]

words = st.text(max_size=12) | st.sampled_from(sorted(KNOWN))
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.dates()
    | words
    | st.sampled_from(
        ["2026-02-31", "0000", "99801", "[", "&a", "*a", "1_0", "\uff19", ".nan", "010"]
    )
)
trees = st.recursive(
    scalars,
    lambda t: st.lists(t, max_size=3) | st.dictionaries(words, t, max_size=4),
    max_leaves=15,
)
plans = st.dictionaries(words, trees, max_size=12)


def _read(path: Path) -> None:
    """All the stages before the tables are judged together."""
    name = "data/units/98-mau/99801-binh-mau/2026-2030.yaml"
    reading = read_written(path, name, KNOWN)
    if reading.document is not None:
        LineFinder(path.parent, {name: reading.text}).line(name, ("targets", 0, "text"))
    if shape_problems(reading.document, SCHEMAS, name):
        return
    raw = RawTables.empty(tuple(SCHEMAS.tables))
    for document in identified([PlanDocument(name, reading.document, UNIT)], REGISTER)[0]:
        PlanReader(SCHEMAS, raw, name).read(document.values)
    read_cells(SCHEMAS, raw)
    list(text_findings(SCHEMAS, raw))


@ANY
@given(content=st.binary(max_size=300))
def test_any_bytes_are_answered(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(content)
    _read(path)


@ANY
@given(tree=plans)
def test_any_tree_is_answered(tmp_path: Path, tree: object) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(yaml.dump(tree, allow_unicode=True), "utf-8", errors="replace")
    _read(path)


@ANY
@given(at=st.integers(0, 6000), put=st.text(max_size=6) | st.sampled_from(list("[]{}:#&*!|>'\"\t")))
def test_any_slip_in_a_right_file_is_answered(tmp_path: Path, at: int, put: str) -> None:
    text = SMALL.read_text("utf-8")
    path = tmp_path / "plan.yaml"
    path.write_text(text[:at] + put + text[at + 1 :], "utf-8", errors="replace")
    _read(path)


@ANY
@given(rows=st.lists(st.lists(words, max_size=6), max_size=6), mark=st.sampled_from(",;\t"))
def test_any_table_is_answered(tmp_path: Path, rows: list[list[str]], mark: str) -> None:
    path = tmp_path / "observations.csv"
    header = "observation_id,indicator_id,period,as_of,value,source,entered_on".replace(",", mark)
    lines = [header, *(mark.join(row) for row in rows)]
    path.write_text("\n".join(lines), "utf-8", errors="replace")
    raw = RawTables.empty(tuple(SCHEMAS.tables))
    gather_csv("observations.csv", SCHEMAS["observations"], path, raw, {"unit_id": "99801"})
    read_cells(SCHEMAS, raw)


ALIASES = "a0: &a0 [x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10)
)
HUGE = {
    "nine levels of aliases": ALIASES,
    "100,000 brackets": "a: " + "[" * 100_000,
    "500 nested": "a: " + "[" * 500 + "]" * 500,
    "lists in a line": "- " * 5_000 + "x",
    "100,000 unknown keys": "plan_id: x\n" + "".join(f"k{n}: 1\n" for n in range(100_000)),
    "50,000 items": "targets:\n" + "  - target_id: t01\n" * 50_000,
    "three million bytes": "title: " + "x" * 3_000_000,
}


REFUSED_AS = {
    "nine levels of aliases": "yaml-anchor",
    "100,000 brackets": "yaml-bracket",
    "500 nested": "yaml-deep",
    "lists in a line": "yaml-deep",
    "100,000 unknown keys": "too-many-keys",
    "50,000 items": "list-too-long",
    "three million bytes": "file-too-long",
}


def refusal(path: Path) -> set[str]:
    """The codes by which a plan file is refused before its rows are looked at."""
    name = "data/units/98-mau/99801-binh-mau/2026-2030.yaml"
    reading = read_written(path, name, KNOWN)
    wrong = reading.problems or shape_problems(reading.document, SCHEMAS, name)
    return {problem.code for problem in wrong}


@pytest.mark.parametrize("name", HUGE)
def test_a_small_file_never_stops_the_machine(tmp_path: Path, name: str) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(HUGE[name], "utf-8")
    assert refusal(path) == {REFUSED_AS[name]}, "each at its limit, before it is read on"


@pytest.mark.parametrize(
    "content",
    ["a,b\n" + "1,2\n" * 50_000, ",".join(f"c{n}" for n in range(100_000)) + "\n1\n"],
    ids=["50,000 rows", "100,000 columns"],
)
def test_a_huge_table_is_refused_at_once(tmp_path: Path, content: str) -> None:
    path = tmp_path / "observations.csv"
    path.write_text(content, "utf-8")
    raw = RawTables.empty(tuple(SCHEMAS.tables))
    assert not gather_csv("o.csv", SCHEMAS["observations"], path, raw, {"unit_id": "99801"})
    assert [problem.code for problem in raw.problems] == ["csv-too-large"]


@pytest.mark.parametrize("content", ["indicators:\n", "indicators: [a, b]\n", "- a\n", ""])
def test_a_list_of_indicators_that_is_none_is_told(tmp_path: Path, content: str) -> None:
    vocabulary = tmp_path / "vocabulary"
    vocabulary.mkdir()
    for file in (ROOT / "data").glob("*.csv"):
        (vocabulary / file.name).write_bytes(file.read_bytes())
    (vocabulary / "indicators.yaml").write_text(content, "utf-8")
    raw = gather(Layout(ROOT / "tests/small", vocabulary, tmp_path), SCHEMAS)
    assert {p.code for p in raw.problems} <= {"list-expected", "item-not-mapping"}
    assert raw.problems
