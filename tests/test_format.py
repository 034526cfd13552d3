"""``reform format``: another form, the same values and comments; nothing to do a second time."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from conftest import ROOT
from reform.cli import main
from reform.layout import Layout
from reform.loading.plan_files import LINKS, NESTED, plan_keys
from reform.model.kinds import PLAN_LISTS
from reform.sources.table_schemas import read_schemas
from reform.sources.yaml_files import read_value
from reform.writing.comments import asides
from reform.writing.formatting import editors_files, formatted
from reform.writing.plan_order import plan_order
from reform.writing.yaml_text import rewritten, yaml_text

SCHEMAS = read_schemas(ROOT / "data")
ORDER = plan_order(SCHEMAS)
PLANS = sorted(
    path
    for folder in ("data", "tests/demo/data", "tests/small/data")
    for path in (ROOT / folder / "units").rglob("*.yaml")
)
CASES = yaml.safe_load((ROOT / "tests/format_cases.yaml").read_text("utf-8"))


def _comments(text: str) -> list[str]:
    return sorted(aside.text for aside in asides(text) if aside.text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_file_is_put_in_order(case: dict[str, str]) -> None:
    assert rewritten(case["written"], ORDER) == case["formatted"]
    assert rewritten(case["formatted"], ORDER) == case["formatted"]


@pytest.mark.parametrize("path", PLANS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_plan_keeps_every_value_and_comment_and_is_formatted_once(path: Path) -> None:
    text = path.read_text("utf-8")
    new = rewritten(text, ORDER)
    assert read_value(new) == read_value(text)
    assert _comments(new) == _comments(text)
    assert rewritten(new, ORDER) == new


@pytest.mark.parametrize("path", PLANS[:6], ids=lambda path: f"{path.parent.name}/{path.name}")
def test_however_a_plan_was_typed_it_comes_out_the_same(path: Path) -> None:
    """Keys shuffled and quoted at random, as a form or another tool may leave them."""
    plan = read_value(rewritten(path.read_text("utf-8"), ORDER))
    chance = random.Random(path.name)  # noqa: S311 - no secret
    expected = yaml_text(plan, ORDER)
    for style in (None, "'", '"', "|", ">"):
        text = yaml.dump(
            _shuffled(plan, chance), allow_unicode=True, sort_keys=False, default_style=style
        )
        assert rewritten(text, ORDER) == expected


def _shuffled(value: Any, chance: random.Random) -> Any:
    if isinstance(value, list):
        return [_shuffled(item, chance) for item in value]
    if isinstance(value, dict):
        keys = chance.sample([*value], len(value))
        return {key: _shuffled(value[key], chance) for key in keys}
    return value


@pytest.mark.parametrize("path", PLANS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_reader_of_yaml_reads_a_formatted_plan_alike(path: Path) -> None:
    """YAML 1.1 (PyYAML) and 1.2 (ruamel.yaml, as editors and forges have it) tell apart what is
    quoted here: no text is a number to one and a text to the other."""
    text = rewritten(path.read_text("utf-8"), ORDER)
    newer = YAML(typ="safe", pure=True)
    assert _texts(newer.load(text)) == _texts(yaml.safe_load(text))


def _texts(value: Any) -> Any:
    if isinstance(value, list):
        return [_texts(item) for item in value]
    return {key: _texts(v) for key, v in value.items()} if isinstance(value, dict) else value


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), include_characters="\n\t"),
    max_size=30,
) | st.sampled_from(
    ["07294", "1e3", "0x1F", "yes", "No", "~", "null", "- a", "a: b", "a #b", "#", "[a]", "{", "@",
     "1_000", "12:30", "2026-04", "2026-04-14", ".5", "+1", "<<", "'", '"', "\\", "…", "!x", "&"]
)  # fmt: skip
SCALARS = TEXTS | st.integers(-(10**9), 10**9) | st.booleans() | st.none()
ITEMS = st.dictionaries(
    st.sampled_from(sorted({*SCHEMAS["targets"].field_names, "lead", "la"})),
    SCALARS | st.lists(TEXTS, max_size=4),
    max_size=6,
)
DOCUMENTS = st.dictionaries(
    st.sampled_from(sorted({"title", "plan_id", "issuer", *PLAN_LISTS})),
    SCALARS | st.lists(ITEMS, max_size=3),
)


@settings(deadline=None, max_examples=150)
@given(DOCUMENTS)
def test_whatever_a_plan_holds_is_read_back(document: dict[str, Any]) -> None:
    text = yaml_text(document, ORDER)
    assert _same(read_value(text) or {}, document)
    assert rewritten(text, ORDER) == text


def _same(read: Any, meant: Any) -> bool:
    """Equal; a number or a day that was text in a column of such is read as one."""
    if isinstance(meant, dict):
        return read.keys() == meant.keys() and all(_same(read[k], meant[k]) for k in meant)
    if isinstance(meant, list):
        return len(read) == len(meant) and all(map(_same, read, meant))
    return bool(read == meant) or str(read) == str(meant)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_comments_written_anywhere_are_kept(data: st.DataObject) -> None:
    lines = PLANS[0].read_text("utf-8").splitlines()[:60]
    noted = []
    for line in lines:
        if data.draw(st.integers(0, 9)) == 0:
            noted.append(f"{' ' * data.draw(st.integers(0, 6))}# {data.draw(st.integers(0, 99))}")
        beside = data.draw(st.integers(0, 9)) == 0 and line
        noted.append(f"{line} # bên {data.draw(st.integers(0, 99))}" if beside else line)
    text = "\n".join(noted)
    new = rewritten(text, ORDER)
    assert _comments(new) == _comments(text)
    assert read_value(new) == read_value(text)
    assert rewritten(new, ORDER) == new


def test_the_order_names_every_key_that_a_plan_may_hold() -> None:
    named = {*ORDER.types}
    for table, order in ORDER.inside.items():
        named |= {*order.types}
        assert {link.key for link in LINKS.get(table, ())} | {*NESTED.get(table, {})} <= {
            *order.types
        }
        named |= {key for inner in order.inside.values() for key in inner.types}
    derived = {f.name for t in SCHEMAS.tables.values() for f in t.fields if f.is_derived}
    assert plan_keys(SCHEMAS) - derived <= named


@pytest.fixture
def small(tmp_path: Path) -> Layout:
    """A copy of the small project."""
    shutil.copytree(ROOT / "tests" / "small", tmp_path / "small")
    return Layout.of(tmp_path / "small", ROOT / "data")


def _options(layout: Layout) -> list[str]:
    return ["--root", str(layout.root), "--vocabulary", str(layout.vocabulary)]


FIGURES = "data/units/98-mau/99801-binh-mau/observations.csv"


@pytest.mark.parametrize(
    ("mark", "head", "end"),
    [(";", "\ufeff", "\r\n"), (";", "sep=;\r\n", "\r\n"), ("\t", "", "\r\n"), (";", "", "\n")],
)
def test_figures_as_excel_saves_them_become_those_of_a_machine(
    small: Layout, mark: str, head: str, end: str
) -> None:
    columns = ["value", "as_of", "observation_id", "indicator_id"]
    columns += ["period", "source", "entered_on"]
    cells = ["92,5", "30/9/2026", "q001", "hai-long", "2026-Q3", '"A; B"', "05/10/2026"]
    path = small.root / FIGURES
    path.write_bytes((head + mark.join(columns) + end + mark.join(cells) + end).encode())
    assert formatted(path, small, SCHEMAS).text == (
        "observation_id,indicator_id,period,as_of,value,source,entered_on\n"
        "q001,hai-long,2026-Q3,2026-09-30,92.5,A; B,2026-10-05\n"
    )


def test_format_writes_what_differs_and_says_so(
    small: Layout, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["format", "--check", *_options(small)]) == 1
    assert "Chưa đúng mẫu: data/units/98-mau/99801-binh-mau/2026-2030.yaml" in (
        capsys.readouterr().out
    )
    assert main(["format", *_options(small)]) == 0
    assert "Đã xếp lại: data/units/98-mau/99801-binh-mau/2026-2030.yaml" in capsys.readouterr().out
    assert main(["format", "--check", *_options(small)]) == 0
    assert main(["check", *_options(small)]) == 0


def test_what_cannot_be_read_is_told_and_stays_as_it_is(
    small: Layout, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = next(path for path in editors_files(small) if path.suffix == ".yaml")
    broken = plan.read_text("utf-8").replace("title: ", "title: [", 1)
    plan.write_text(broken, "utf-8")
    assert main(["format", *_options(small)]) == 1
    said = capsys.readouterr().out
    assert "2026-2030.yaml:" in said
    assert "Cách sửa" in said
    assert plan.read_text("utf-8") == broken


def test_what_has_no_form_is_left_alone_and_what_is_missing_is_told(
    small: Layout, capsys: pytest.CaptureFixture[str]
) -> None:
    units = small.root / "data/invented_units.csv"
    before = units.read_bytes()
    assert main(["format", str(units), *_options(small)]) == 0
    assert units.read_bytes() == before
    assert main(["format", str(small.root / "data/2030.yaml"), *_options(small)]) == 1
    assert "2030.yaml" in capsys.readouterr().out


def test_the_files_of_the_project_are_in_form() -> None:
    layout = Layout.of(ROOT)
    changed = [f for f in editors_files(layout) if formatted(f, layout, SCHEMAS).is_changed]
    assert changed == []
