"""The editing desk: what its forms offer follows from the schemas, and it asks only the forge."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import AS_OF, ROOT
from reform.editing import BackendError, desk_files, read_backend, with_desk
from reform.editing.desk import desk_config
from reform.layout import Layout
from reform.loading.places import UNIT_TABLES
from reform.loading.plan_files import LINKS, NESTED
from reform.model.kinds import KINDS
from reform.project import Project, open_project
from reform.site import build_site

LOCAL = {"name": "proxy", "proxy_url": "http://localhost:8081/api/v1"}
GITHUB = {"name": "github", "repo": "ubnd/ke-hoach"}


@pytest.fixture(scope="module")
def demo() -> Project:
    """Communes that do not exist, with plans, figures and progress of tasks."""
    return open_project(Layout.of(ROOT / "tests/demo", ROOT / "data"), AS_OF)


@pytest.fixture(scope="module")
def config(demo: Project) -> dict[str, Any]:
    """The configuration of the first commune that reports figures."""
    unit = demo.catalogue.unit(demo.catalogue.observations[0].unit_id)
    return _config(demo, unit)


def _config(demo: Project, unit: Any) -> dict[str, Any]:
    backend = read_backend(GITHUB)
    assert backend
    return desk_config(demo, unit, backend)


def _fields(forms: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {form["name"]: form for form in forms}


def _plan_form(config: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return _fields(config["collections"][0]["fields"])


def _table_forms(config: dict[str, Any]) -> dict[str, dict[str, dict[str, Any]]]:
    files = [file for entry in config["collections"] for file in entry.get("files", ())]
    return {f["name"].replace("-", "_"): _fields(f["fields"][0]["fields"]) for f in files}


def test_every_column_that_people_fill_in_is_a_field(demo: Project, config: dict[str, Any]) -> None:
    """And none that the build fills, so that a new column reaches the desk by its schema alone."""
    form, tables = _plan_form(config), _table_forms(config)
    for table, fields in {
        "plans": form,
        **{kind.table: _fields(form[kind.table]["fields"]) for kind in KINDS},
        **tables,
    }.items():
        schema = demo.schemas[table]
        assert {f.name for f in schema.fields if not f.is_derived} <= fields.keys(), table
        assert not {f.name for f in schema.fields if f.is_derived} & fields.keys(), table
    for table, links in LINKS.items():
        assert {link.key for link in links} <= _fields(form[table]["fields"]).keys()
    for table, nested in NESTED.items():
        assert nested.keys() <= _fields(form[table]["fields"]).keys()


def _all(forms: Any) -> Any:
    for form in forms:
        yield form
        yield from _all(form.get("fields", ()))


def test_every_field_has_a_label_and_a_choice_is_made_by_name(config: dict[str, Any]) -> None:
    for collection in config["collections"]:
        forms = collection.get("fields") or [f for x in collection["files"] for f in x["fields"]]
        for form in _all(forms):
            assert form["label"].strip(), form
            for option in form.get("options", ()):
                assert option["label"].strip()
                assert isinstance(option["value"], str)
    areas = _fields(_plan_form(config)["tasks"]["fields"])["area"]["options"]
    assert {"value": "thu-tuc-hanh-chinh", "label": "Cải cách thủ tục hành chính"} in areas


def test_what_the_plans_hold_may_stand_in_their_forms(demo: Project, project: Project) -> None:
    """No value of a real or invented plan is one that the form would refuse or drop."""
    checked = 0
    for known in (demo, project):
        form = _plan_form(_config(known, known.catalogue.unit(known.catalogue.plans[0].unit_id)))
        for plan in known.catalogue.plans:
            document = yaml.safe_load((known.layout.root / plan.path).read_text("utf-8"))
            for name, value in document.items():
                for row in value if isinstance(value, list) else ({name: value},):
                    fields = _fields(form[name]["fields"]) if isinstance(value, list) else form
                    assert row.keys() <= fields.keys(), (plan.path, name)
                    for key, cell in row.items():
                        _check_cell(fields[key], cell, f"{plan.path} {name} {key}")
                        checked += 1
    assert checked > 5000


def test_what_communes_report_may_stand_in_its_form(demo: Project) -> None:
    checked = 0
    for unit in demo.catalogue.units_with_page:
        forms = _table_forms(_config(demo, unit))
        for name, table in UNIT_TABLES.items():
            path = demo.layout.units / unit.folder / name
            if not path.exists():
                continue
            with path.open(encoding="utf-8-sig", newline="") as file:
                for row in csv.DictReader(file):
                    for key, cell in row.items():
                        if cell and forms[table][key]["widget"] != "boolean":
                            _check_cell(forms[table][key], cell, f"{path} {key}")
                            checked += 1
    assert checked > 1000


def _check_cell(field: dict[str, Any], cell: Any, where: str) -> None:
    cells = cell if isinstance(cell, list) else [cell]
    if "options" in field:
        assert {*cells} <= {option["value"] for option in field["options"]}, where
    if "pattern" in field:
        assert all(re.search(field["pattern"][0], str(value)) for value in cells), (where, cell)


def test_a_new_plan_gets_the_name_of_its_period(config: dict[str, Any]) -> None:
    creating = [c for c in config["collections"] if c.get("create")]
    assert {c["slug"] for c in creating} == {
        "{{period_start | date('YYYY')}}",
        "{{period_start | date('YYYY')}}-{{period_end | date('YYYY')}}",
    }
    assert not any(c.get("delete") for c in config["collections"])


def test_figures_keep_the_digits_that_were_typed(config: dict[str, Any]) -> None:
    value = _table_forms(config)["observations"]["value"]
    assert value["widget"] == "string"
    assert re.search(value["pattern"][0], "92.50")
    assert not re.search(value["pattern"][0], "n/a")


def test_review_is_offered_where_the_forge_has_it(demo: Project) -> None:
    unit = demo.catalogue.unit(demo.catalogue.plans[0].unit_id)
    modes = {}
    for setting in (GITHUB, LOCAL):
        backend = read_backend(setting)
        assert backend
        modes[setting["name"]] = desk_config(demo, unit, backend)["publish_mode"]
    assert modes == {"github": "editorial_workflow", "proxy": "simple"}


def test_the_environment_names_it_in_one_line() -> None:
    assert read_backend("{name: github, repo: ubnd/ke-hoach}") == read_backend(GITHUB)


@pytest.mark.parametrize("setting", [None, False, ""])
def test_it_is_off_unless_a_forge_is_named(setting: Any) -> None:
    assert read_backend(setting) is None


@pytest.mark.parametrize(
    ("setting", "word"),
    [
        ("github", "mapping"),
        ("{name: github", "mapping"),
        ("2026-02-30", "mapping"),
        (["github"], "mapping"),
        ({"name": "git"}, "one of github"),
        ({"name": ["github"]}, "one of github"),
        ({"repo": "a/b"}, "one of github"),
        ({"name": "github", "repo": "ke-hoach"}, "owner and repository"),
        ({"name": "github", "repo": 7}, "owner and repository"),
        ({**GITHUB, "token": "secret"}, "unknown token"),
        ({"name": "gitea", "repo": "a/b"}, "needs base_url, app_id"),
        ({"name": "proxy"}, "needs proxy_url"),
        ({**GITHUB, "base_url": "http://forge.example"}, "https"),
        ({**GITHUB, "base_url": "https://user:pw@forge.example"}, "without a user"),
        ({**GITHUB, "api_root": "javascript:alert(1)"}, "https"),
        ({**GITHUB, "api_root": "https://[broken"}, "https"),
        ({**GITHUB, "base_url": "https://a.example;script-src *"}, "https"),
        ({**GITHUB, "base_url": ["https://a.example"]}, "https"),
    ],
)
def test_a_setting_that_cannot_be_used_is_told(setting: Any, word: str) -> None:
    with pytest.raises(BackendError, match=word):
        read_backend(setting)


def _files(project: Project, setting: dict[str, Any], program: Path) -> dict[str, str]:
    backend = read_backend(setting)
    assert backend
    found = desk_files(project, backend, program)
    return {file.address: file.content.decode() for file in found}


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A folder with the names of the program; what is in them is not looked at here."""
    for line in (ROOT / "deploy/desk/program.sha512").read_text("utf-8").splitlines():
        (tmp_path / line.split()[1]).write_text("", "utf-8")
    return tmp_path


def test_its_pages_ask_only_the_forge(demo: Project, program: Path) -> None:
    pages = {
        address: content
        for address, content in _files(demo, GITHUB, program).items()
        if address.endswith(".html")
    }
    assert len(pages) == 1 + len({plan.unit_id for plan in demo.catalogue.plans})
    for content in pages.values():
        policy = re.search('Content-Security-Policy" content="([^"]*)"', content)
        assert policy
        rules = dict(rule.split(" ", 1) for rule in policy[1].replace("&#39;", "'").split("; "))
        assert rules["default-src"] == "'none'"
        hosts = {word for rule in rules.values() for word in rule.split() if "://" in word}
        assert hosts == {
            "https://api.github.com",
            "https://github.com",
            "https://www.githubstatus.com",
            "https://avatars.githubusercontent.com",
        }
        assert 'name="robots" content="noindex"' in content


def test_without_its_program_it_says_how_to_get_it(demo: Project, tmp_path: Path) -> None:
    with pytest.raises(BackendError, match="make desk"):
        with_desk(build_site(demo), LOCAL, tmp_path)


def test_nothing_is_made_unless_a_forge_is_named(demo: Project, program: Path) -> None:
    site = build_site(demo)
    assert with_desk(site, None, program) is site
    assert len(with_desk(site, GITHUB, program).pieces) == len(site.pieces) + 1


def test_a_site_without_it_has_no_trace_of_it(built_site: Path) -> None:
    assert not (built_site / "quan-tri").exists()
    linked = re.compile(r"""(?:href|src)=["']?(?:[^"'> ]*/)?quan-tri/""")
    assert not [p for p in built_site.rglob("*.html") if linked.search(p.read_text("utf-8"))]
