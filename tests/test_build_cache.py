"""What an earlier build made answers only for the same bytes, and never stands in the way."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from conftest import AS_OF, ROOT
from reform.build_cache import BuildCache, digest
from reform.layout import Layout
from reform.project import open_project
from reform.sources import yaml_ahead
from reform.sources.yaml_ahead import read_all
from reform.sources.yaml_files import read_written

KEY, OTHER = digest(b"key"), digest(b"other")


@pytest.fixture
def kept(tmp_path: Path) -> BuildCache:
    return BuildCache(tmp_path / "cache" / "made.sqlite")


def _file(kept: BuildCache) -> Path:
    assert kept._file is not None
    return kept._file


def test_what_was_put_is_got_and_nothing_else(kept: BuildCache) -> None:
    assert kept.get([KEY]) == {}
    kept.put({KEY: b"made"})
    assert kept.get([KEY, OTHER, KEY]) == {KEY: b"made"}


def test_no_two_lists_of_parts_have_one_digest() -> None:
    assert len({digest(b"ab", b"c"), digest(b"a", b"bc"), digest(b"abc"), digest(b"abc", b"")}) == 4


def _another_file(path: Path) -> None:
    path.write_bytes(b"no database at all, but long enough to be looked at" * 100)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _answer_spoilt(path: Path) -> None:
    with sqlite3.connect(path) as base:
        base.execute("UPDATE made SET content = x'00'")


def _table_of_another_shape(path: Path) -> None:
    with sqlite3.connect(path) as base:
        base.execute("DROP TABLE made")
        base.execute("CREATE TABLE made (something)")


@pytest.mark.parametrize(
    "spoil", [_another_file, _cut, _empty, _answer_spoilt, _table_of_another_shape]
)
def test_a_damaged_cache_gives_no_answer_and_stops_nobody(kept: BuildCache, spoil: object) -> None:
    kept.put({KEY: b"made" * 5000})
    assert callable(spoil)
    spoil(_file(kept))
    assert kept.get([KEY]) == {}
    kept.put({KEY: b"again"})
    assert kept.get([KEY]) in ({}, {KEY: b"again"})


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    kept = BuildCache(tmp_path / "file" / "made.sqlite")
    kept.put({KEY: b"made"})
    assert kept.get([KEY]) == {}


def test_an_empty_name_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFORM_CACHE", "")
    kept = BuildCache.of_user()
    kept.put({KEY: b"made"})
    assert kept.get([KEY]) == {}


PLANS = sorted((ROOT / "data" / "units").rglob("*.yaml"))
FILES = [(path, path.name) for path in PLANS]


def test_documents_out_of_the_cache_are_those_of_the_files(kept: BuildCache) -> None:
    fresh = [read_written(path, name, frozenset()).document for path, name in FILES]
    for _ in ("made", "remembered"):
        again = [reading.document for reading in read_all(FILES, frozenset(), kept)]
        assert again == fresh
        assert _types(again) == _types(fresh)
    assert len(kept.get([yaml_ahead._key(path) for path in PLANS])) == len(PLANS)


def _types(value: object) -> object:
    """The shape of a document: text is no ``Plain``, though the two are equal."""
    if isinstance(value, dict):
        return {key: _types(inner) for key, inner in value.items()}
    return [_types(inner) for inner in value] if isinstance(value, list) else type(value)


ODD = ["1.10", "0x1F", "yes", "1_000", ".5", "1e3", "-0", "007", "+3", "~", "null", ".inf", "90"]


@pytest.mark.parametrize("written", ODD)
def test_every_way_to_write_a_number_comes_back_as_written(
    tmp_path: Path, kept: BuildCache, written: str
) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(f"key: {written}\nquoted: '{written}'\n")
    fresh = read_written(path, "plan", frozenset()).document
    for _ in ("made", "remembered"):
        (found,) = read_all([(path, "plan")], frozenset(), kept)
        assert (found.document, _types(found.document)) == (fresh, _types(fresh))


def test_what_has_a_problem_is_never_kept(tmp_path: Path, kept: BuildCache) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("key: 1\nkey: 2\n")
    for _ in ("once", "twice"):
        (found,) = read_all([(path, "plan")], frozenset({"key"}), kept)
        assert [problem.code for problem in found.problems] == ["repeated-key"]
    assert kept.get([yaml_ahead._key(path)]) == {}


def test_a_changed_file_is_read_anew(tmp_path: Path, kept: BuildCache) -> None:
    path = tmp_path / "plan.yaml"
    for value in ("one", "two"):
        path.write_text(f"key: {value}\n")
        (found,) = read_all([(path, "plan")], frozenset(), kept)
        assert found.document == {"key": value}


def test_a_missing_file_is_told(tmp_path: Path, kept: BuildCache) -> None:
    (found,) = read_all([(tmp_path / "none.yaml", "none.yaml")], frozenset(), kept)
    assert [problem.code for problem in found.problems] == ["file-missing"]


def test_a_project_read_twice_is_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("REFORM_CACHE", str(tmp_path))
    first, second = (open_project(Layout.of(ROOT), AS_OF) for _ in range(2))
    assert first.catalogue == second.catalogue
    assert (tmp_path / "made-1.sqlite").exists()
