"""What the check passes, builds; what it refuses, it refuses in words: over plans that are changed
at random, each change as an editor might make it.

The number of examples is small here; ``REFORM_EXAMPLES=20000`` runs as many as one likes.
"""

from __future__ import annotations

import copy
import csv
import functools
import io
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from frictionless import Metadata
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import AS_OF, ROOT
from reform import project
from reform.checked import checked_project
from reform.layout import Layout
from reform.loading import gathering
from reform.model.kinds import PLAN_LISTS
from reform.problems import DataError
from reform.project import Project, readable_schemas
from reform.rendering.problem_messages import as_text, messages
from reform.site import build_site
from reform.sources.table_schemas import read_schemas
from reform.sources.unit_lists import read_units

SMALL = ROOT / "tests" / "small"
UNIT = Path("data/units/98-mau/99801-binh-mau")
EXAMPLES = int(os.environ.get("REFORM_EXAMPLES", "10"))
SCHEMAS = read_schemas(ROOT / "data")
PLAN: dict[str, Any] = yaml.load(
    (SMALL / UNIT / "2026-2030.yaml").read_text("utf-8"),
    yaml.CBaseLoader,  # noqa: S506 - text, lists and mappings: the safest there is
)
FIGURES = (
    "observation_id,indicator_id,target_id,period,as_of,value,rank,out_of,source,entered_on,supersedes",
    "q001,hai-long-thu-tuc,,2026-Q2,2026-06-30,90.5,,,Báo cáo quý,2026-07-05,",
    "q002,hai-long-thu-tuc,,2026-Q3,2026-09-30,91,,,Báo cáo quý,2026-10-05,",
)

codes = sorted(
    {c for s in SCHEMAS.tables.values() for f in s.fields for c in f.constraints.get("enum", ())}
)
scalars = st.sampled_from(
    [
        *(
            "",
            "0",
            "1",
            "95",
            "95.5",
            "100",
            "101",
            "-1",
            "1e3",
            "010",
            "1.110",
            "NaN",
            "true",
            "no",
            "null",
        ),
        *(
            "2026",
            "2026-Q3",
            "2026-H1",
            "2026-04",
            "2026-04-14",
            "2026-02-30",
            "2031-01-01",
            "1926-01-01",
        ),
        *(
            "t01",
            "t02",
            "k01",
            "a01",
            "a99",
            "p01",
            "n01",
            "99801",
            "99802",
            "11824",
            "11824-20250630",
        ),
        *("hai-long-thu-tuc", "dung-han", "sipas", "the-che", "tai-chinh-cong", "2-qd-mau-2026"),
        *(
            "<b>x</b>",
            "{{ 7*7 }}",
            "Ít nhất 95,5 % hồ sơ",
            "không quá 3 lần",
            ".",
            "x" * 4000,
            "a: b",
            "[a]",
        ),
        *codes,
    ]
) | st.text(max_size=8)
paths = st.lists(st.integers(0, 30), min_size=1, max_size=4)


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Any]:
    """The small plan after one to three changes."""
    plan = copy.deepcopy(PLAN)
    for _ in range(draw(st.integers(1, 3))):
        holder, key = _place(plan, draw(paths))
        kind = draw(st.sampled_from(["scalar", "scalar", "scalar", "drop", "copy", "swap", "key"]))
        _change(holder, key, kind, draw)
    return plan


def _place(node: Any, path: list[int]) -> tuple[Any, Any]:
    """A mapping or list somewhere in the plan, and one of its keys or indexes."""
    for step in path:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        key = keys[step % len(keys)]
        if not isinstance(node[key], dict | list) or not node[key]:
            break
        holder, node = node, node[key]
        last = key
    else:
        return holder, last
    return node, key


def _change(holder: Any, key: Any, kind: str, draw: st.DrawFn) -> None:
    if kind == "drop":
        del holder[key]
    elif kind == "copy" and isinstance(holder, list):
        holder.append(copy.deepcopy(holder[key]))
    elif kind == "swap" and isinstance(holder, list):
        holder.reverse()
    elif kind == "key" and isinstance(holder, dict):
        table = draw(st.sampled_from(["plans", *PLAN_LISTS]))
        holder[draw(st.sampled_from(SCHEMAS[table].field_names))] = draw(scalars)
    else:
        holder[key] = draw(scalars)


@st.composite
def figures(draw: st.DrawFn) -> str:
    """The figures of the unit, one cell of them changed."""
    rows = [line.split(",") for line in FIGURES]
    row = rows[draw(st.integers(1, len(rows) - 1))]
    row[draw(st.integers(0, len(row) - 1))] = draw(scalars)
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue()


@pytest.fixture(scope="module")
def layout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Layout]:
    """A copy of the small project; schemas and units are read once."""
    root = tmp_path_factory.mktemp("any") / "small"
    shutil.copytree(SMALL, root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Metadata, "metadata_validate", lambda *_, **__: iter(()))
        patch.setattr(project, "read_schemas", functools.cache(read_schemas))
        patch.setattr(gathering, "read_units", functools.cache(read_units))
        yield Layout.of(root, ROOT / "data")


def _checked(layout: Layout) -> Project | None:
    """The project where it is right; else None, after everything wrong was said."""
    try:
        return checked_project(layout, AS_OF)
    except DataError as error:
        said = messages(error.problems, readable_schemas(layout))
        assert as_text(said)
        assert not [one for one in said if one.code == "other"], as_text(said)
        return None


def _builds(found: Project) -> None:
    site = build_site(found)
    for page in site.pages:
        assert site.render(page).title, page.address
    assert all(download.content is not None for download in site.downloads)


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(plan=plans(), table=figures())
def test_a_changed_plan_is_refused_in_words_or_builds(
    layout: Layout, plan: dict[str, Any], table: str
) -> None:
    text = yaml.dump(plan, allow_unicode=True, sort_keys=False, width=10_000)
    (layout.root / UNIT / "2026-2030.yaml").write_text(text, "utf-8", errors="replace")
    (layout.root / UNIT / "observations.csv").write_text(table, "utf-8", errors="replace")
    found = _checked(layout)
    if found is not None:
        _builds(found)


ACCEPTED: dict[str, dict[str, Any]] = {
    "as it is": {},
    "no phases": {"phases": None},
    "no tasks": {"tasks": None, "reporting_duties": None},
    "no objectives": {"objectives": None},
    "no solutions": {"solutions": None},
    "no annexes": {"annexes": None},
    "no legal basis": {"legal_basis": None},
    "no editorial notes": {"editorial_notes": None},
    "no duties": {"duties": None},
    "no prior results": {"prior_results": None},
    "no source": {"source_url": None},
    "a title with markup": {"title": 'Kế hoạch <b>"mẫu"</b> & {{ 7 * 7 }}'},
    "a title of one letter": {"title": "K"},
    "a day of issue": {"issued_on": "2026-02-14"},
    "a year of issue": {"issued_on": "2026"},
}
"""Changes of the whole plan, most of which the check accepts."""


def test_what_the_check_accepts_of_whole_lists_builds(layout: Layout) -> None:
    accepted = []
    (layout.root / UNIT / "observations.csv").write_text("\n".join(FIGURES) + "\n", "utf-8")
    for name, change in ACCEPTED.items():
        plan = {k: v for k, v in {**PLAN, **change}.items() if v is not None}
        text = yaml.dump(plan, allow_unicode=True, sort_keys=False, width=10_000)
        (layout.root / UNIT / "2026-2030.yaml").write_text(text, "utf-8")
        found = _checked(layout)
        if found is not None:
            _builds(found)
            accepted.append(name)
    assert len(accepted) >= 9, accepted
