"""Guides promise only what exists: commands, columns, files, examples."""

import ast
import re
import shlex
import shutil
import subprocess
import textwrap
from pathlib import Path

import pytest
import yaml

from conftest import AS_OF, EPOCH, ROOT
from reform import addresses
from reform.cli import main
from reform.command_group import application
from reform.derivations import ReportedFigures, reported_figures
from reform.layout import Layout
from reform.project import Project, open_project

GUIDES = ROOT / "content" / "huong-dan"
BLOCK = re.compile(r"^( *)```(\w+)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
TABLE_FILES = re.compile(r'read_csv\("(\w+)\.csv"')


def _blocks(name: str, language: str) -> list[str]:
    text = (GUIDES / name).read_text("utf-8")
    found = (match for match in BLOCK.finditer(text) if match[2] == language)
    return [textwrap.dedent(match[3]) for match in found]


def _all_blocks(language: str) -> list[str]:
    return [block for path in sorted(GUIDES.glob("*.md")) for block in _blocks(path.name, language)]


def test_every_command_of_the_guides_exists() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    commands = [line for block in _all_blocks("sh") for line in block.splitlines() if line]
    assert commands
    for command in commands:
        program, *arguments = shlex.split(command)
        assert program in {"make", "reform"}, command
        if program == "make":
            assert set(arguments) <= targets, command
        else:
            group = application()
            context = group.make_context("reform", arguments)
            name, _, rest = group.resolve_command(context, arguments)
            found = name and group.get_command(context, name)
            assert found, command
            found.make_context(name, rest, parent=context)


def test_what_editors_are_told_to_type_does_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every `reform` line of the guide, one after another, in a copy of the data."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    for command in (("init", "-q"), ("add", "."), ("commit", "-qm", "x")):
        own = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *own, *command], check=True)
    lines = [line for block in _blocks("bien-tap.md", "sh") for line in block.splitlines()]
    typed = [shlex.split(line)[1:] for line in lines if line.startswith("reform ")]
    for arguments in typed:
        if arguments[0] != "draft":  # its document: test_draft_command.py
            assert main(arguments) == 0, arguments
    assert {arguments[0] for arguments in typed} >= {"form", "new", "find", "status", "preview"}
    assert (tmp_path / "11824-vinh-bao-2026-Q3.xlsx").is_file()
    assert (tmp_path / "data/units/31-hai-phong/11824-vinh-bao/2027.yaml").is_file()


def test_the_target_shown_to_editors_is_the_one_in_the_data() -> None:
    (example,) = _blocks("bien-tap.md", "yaml")
    (shown,) = yaml.safe_load(example)["targets"]
    path = ROOT / "data/units/31-hai-phong/11824-vinh-bao/2026-2030.yaml"
    rows = yaml.safe_load(path.read_text("utf-8"))["targets"]
    assert shown in rows


def test_the_rows_shown_to_editors_have_the_columns_of_their_tables(project: Project) -> None:
    blocks = [block.splitlines() for block in _blocks("bien-tap.md", "csv")]
    tables = ("observations", "task_progress", "observations")
    for (header, *rows), table in zip(blocks, tables, strict=True):
        schema = project.schemas[table]
        required = {
            field.name
            for field in schema.fields
            if field.descriptor.get("constraints", {}).get("required")
            and not field.descriptor.get("derived")
        }
        columns = header.split(",")
        assert set(columns) <= set(schema.field_names)
        assert required <= set(columns)
        assert all(len(row.split(",")) == len(columns) for row in rows)


def test_the_figures_shown_to_editors_are_right_for_the_commune_shown(tmp_path: Path) -> None:
    figures, _, correction = (block.splitlines() for block in _blocks("bien-tap.md", "csv"))
    columns = correction[0].split(",")
    padded = [row + "," * (len(columns) - len(figures[0].split(","))) for row in figures[1:]]
    own = "units/31-hai-phong/11824-vinh-bao"
    shutil.copytree(ROOT / "data" / own, tmp_path / "data" / own)
    shutil.copyfile(ROOT / "data/legal_documents.csv", tmp_path / "data/legal_documents.csv")
    rows = [correction[0], *padded, *correction[1:]]
    (tmp_path / "data" / own / "observations.csv").write_text("\n".join(rows), "utf-8")
    read = open_project(Layout.of(tmp_path, ROOT / "data"), AS_OF).catalogue
    assert list(reported_figures(read)) == [ReportedFigures("11824", 2, ())]


def test_the_files_named_to_editors_are_where_the_guide_says() -> None:
    tree = _blocks("bien-tap.md", "text")[0]
    for name in ("units/31-hai-phong/11824-vinh-bao/2026-2030.yaml", "indicators.yaml"):
        assert name.rpartition("/")[2] in tree
        assert (ROOT / "data" / name).is_file()


@pytest.mark.parametrize("language", ["python", "r"])
def test_examples_read_tables_and_columns_that_exist(project: Project, language: str) -> None:
    blocks = _all_blocks(language)
    assert len(blocks) == 2
    for block in blocks:
        tables = set(TABLE_FILES.findall(block))
        assert tables == {"targets", "plans", "units"}
        columns = {name for table in tables for name in project.schemas[table].field_names}
        words = set(re.findall(r"\b[a-z]+_[a-z_]+\b", block))
        known = {"read_csv", "col_types", "inner_join"}
        assert words - known <= columns


def test_the_python_example_is_python() -> None:
    for block in _all_blocks("python"):
        ast.parse(block)


def test_tables_named_in_the_guides_exist_with_their_keys(project: Project) -> None:
    for name in ("du-lieu.md", "open-data.md"):
        rows = re.findall(
            r"^\| `(\w+)` \|.*\| (.+?) \| .*\|$", (GUIDES / name).read_text("utf-8"), re.MULTILINE
        )
        assert len(rows) == 8
        for table, keys in rows:
            schema = project.schemas[table]
            assert set(re.findall(r"`(\w+)`", keys)) <= set(schema.field_names)


def test_guides_have_their_addresses(built_site: Path) -> None:
    for path in GUIDES.glob("*.md"):
        address = addresses.GUIDES if path.stem == "index" else addresses.guide(path.stem)
        assert (built_site / address / "index.html").is_file()
