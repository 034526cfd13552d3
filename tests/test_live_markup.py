"""No text that anybody writes becomes markup, style or program in anything that is published."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from icalendar import Calendar
from markdown import Markdown
from selectolax.lexbor import LexborHTMLParser

from conftest import AS_OF, EPOCH, ROOT
from hostile import (
    BODY,
    FILLED_ELSEWHERE,
    MARK,
    PAYLOADS,
    REFUSED_PAGES,
    HostileProject,
    accepts,
    free_texts,
    other_texts,
)
from live_markup import live_markup
from reform.checked import EXTENSIONS, checked_project
from reform.layout import Layout
from reform.problems import DataError
from reform.rendering.markup import without_scripts
from reform.sources.table_schemas import read_schemas
from reform.sources.written_pages import FRONT_MATTER


@dataclass(frozen=True)
class Attack:
    """A hostile project, the site built from it and what the build said."""

    project: HostileProject
    site: Path
    said: str


@pytest.fixture(scope="module", params=sorted(PAYLOADS))
def attack(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Attack:
    folder = tmp_path_factory.mktemp("hostile")
    project = HostileProject(folder, request.param)
    config, site = folder / "demo" / "mkdocs.yml", folder / "site"
    build = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-f", str(config), "-d", str(site)],
        env={"PATH": "/usr/bin:/bin", "SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1"},
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return Attack(project, site, build.stderr)


def test_nothing_that_is_published_holds_live_markup(attack: Attack) -> None:
    site = attack.site
    files = [path for path in sorted(site.rglob("*")) if path.is_file()]
    found = {path.relative_to(site).as_posix(): live_markup(path) for path in files}
    assert {name: lines[:5] for name, lines in found.items() if lines} == {}


def test_every_free_text_was_attacked_and_published(attack: Attack) -> None:
    project, site = attack.project, attack.site
    tables = read_schemas(ROOT / "data").tables.items()
    free = {(name, field.name) for name, schema in tables for field in free_texts(schema)}
    assert free == project.attacked
    for table, column in project.attacked:
        published = (site / "data" / f"{table}.csv").read_text("utf-8")
        assert f"{MARK}-{table}-{column}" in published
    assert "pwned" in (site / "huong-dan/hostile/index.html").read_text("utf-8")


def test_a_text_is_shown_as_it_was_written(attack: Attack) -> None:
    project, site = attack.project, attack.site
    page = LexborHTMLParser((site / "huong-dan/hostile/index.html").read_text("utf-8"))
    head = page.css_first("head")
    assert head is not None
    written = " ".join(project.payload.split())
    for selector in ('meta[property="og:title"]', 'meta[name="description"]'):
        shown = head.css_first(selector)
        assert shown is not None
        assert shown.attributes["content"] == written
    title, trail = page.css_first("title"), page.css_first(".trail [aria-current]")
    assert title is not None
    assert trail is not None
    assert title.text() == f"{written} · DỮ LIỆU MINH HỌA · Kế hoạch mở"
    assert trail.text() == written
    contents = [link.text() for link in page.css(".contents-side a")]
    assert contents[0].startswith('One "><pwned-tag onpwned=1>')


@pytest.mark.parametrize("name", REFUSED_PAGES)
def test_what_could_run_or_steer_is_refused_before_anything_is_built(
    name: str, tmp_path: Path
) -> None:
    content, code = REFUSED_PAGES[name]
    (tmp_path / "huong-dan").mkdir()
    (tmp_path / "huong-dan" / name).write_text(content, "utf-8")
    layout = Layout(ROOT / "tests/small", ROOT / "data", tmp_path)
    with pytest.raises(DataError) as refused:
        checked_project(layout, AS_OF)
    assert [problem.code for problem in refused.value.problems] == [code]
    assert name in refused.value.problems[0].file


def test_what_is_left_of_a_page_when_the_check_is_passed_by_is_dead(tmp_path: Path) -> None:
    """The shells clean every page all the same."""
    page = tmp_path / "page.html"
    page.write_text(without_scripts(Markdown(extensions=list(EXTENSIONS)).convert(BODY)), "utf-8")
    assert live_markup(page) == []


def test_front_matter_that_the_theme_reads_is_front_matter_that_is_checked() -> None:
    theme = (ROOT / "hooks" / "theme").rglob("*.html")
    read = {key for path in theme for key in re.findall(r"\bmeta\.(\w+)", path.read_text("utf-8"))}
    assert read <= {*FRONT_MATTER, "image"}, "image is the shell's own"


def test_a_calendar_shows_a_text_as_it_was_written(attack: Attack) -> None:
    project, site = attack.project, attack.site
    feeds = [Calendar.from_ical(path.read_bytes()) for path in (site / "lich").glob("*.ics")]
    said = [str(event["description"]) for feed in feeds for event in feed.walk("VEVENT")]
    assert said
    assert all(project.payload in text for text in said)


def test_a_text_that_is_not_free_refuses_what_was_tried() -> None:
    schemas = read_schemas(ROOT / "data")
    taken = [
        f"{table}.{field.name}"
        for table, field in other_texts(schemas)
        if any(accepts(field, payload) for payload in PAYLOADS.values())
        and (table, field.name) not in FILLED_ELSEWHERE
    ]
    assert taken == []
