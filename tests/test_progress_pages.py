"""Pages of progress, the calendar and its feeds, figures over time: invented and real data."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from icalendar import Calendar, Event

import status_cases as cases
from conftest import AS_OF
from reform import addresses
from reform.contexts.calendar_page import calendar_page
from reform.contexts.indicator_figures import indicator_figures
from reform.contexts.progress_page import progress_page
from reform.derivations import plan_deadlines
from reform.model.derived_rows import Status
from reform.model.periods import Period, last_day, read_period
from reform.page_kinds import PAGE_ADDRESS
from reform.project import Project, open_project
from reform.site import Site, build_site
from reform.subjects.target_progress import plan_progress, task_states


@pytest.fixture(scope="module")
def demo_pages(demo: Project) -> Site:
    return build_site(demo)


@pytest.fixture(scope="module")
def real_pages(project: Project) -> Site:
    return build_site(project)


def _page(site: Site, address: str) -> BeautifulSoup:
    page = next(page for page in site.pages if page.address == address)
    return BeautifulSoup(site.render(page).body, "lxml")


def _one(soup: Tag, selector: str) -> Tag:
    found = soup.select_one(selector)
    assert found, selector
    return found


def _words(soup: Tag) -> str:
    return " ".join(soup.get_text(" ").split())


def _numbers(row: Tag) -> list[int]:
    return [int(cell.get_text().replace(".", "")) for cell in row.select("td.number")]


# --- periods and days -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-H2", "2026-07-01", "2026-12-31"),
        ("2026-Q1", "2026-01-01", "2026-03-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
    ],
)
def test_a_written_period_is_whole_days(written: str, start: str, end: str) -> None:
    found = read_period(written)
    assert found == Period(date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize("written", ["2026-Q5", "2026-H3", "2026-13", "26", "2026-1", "", "0000"])
def test_what_is_no_period_is_not_read_as_one(written: str) -> None:
    assert read_period(written) is None


def test_a_partial_date_means_its_last_day_at_the_latest() -> None:
    assert last_day("2028") == date(2028, 12, 31)
    assert last_day("2028-02") == date(2028, 2, 29)
    assert last_day("2028-02-03") == date(2028, 2, 3)


def test_time_elapsed_goes_from_nothing_before_to_all_after() -> None:
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    assert year.elapsed_percent(date(2025, 12, 31)) == 0
    assert year.elapsed_percent(date(2026, 7, 2)) == 50
    assert year.elapsed_percent(date(2030, 1, 1)) == 100


def test_a_deadline_before_the_tenth_of_the_quarters_last_month_comes_four_times_a_year() -> None:
    duty = cases.duty(frequency="quarterly", due_day=10, due_month_of_period="last")
    days = [deadline.day for deadline in plan_deadlines(cases.PLAN, [duty])]
    assert len(days) == 20
    assert days[:4] == [date(2026, month, 10) for month in (3, 6, 9, 12)]


def test_a_deadline_on_the_31st_falls_on_the_last_day_of_a_shorter_month() -> None:
    duty = cases.duty(frequency="monthly", due_day=31, due_month_of_period="last")
    days = [deadline.day for deadline in plan_deadlines(cases.PLAN, [duty])]
    assert days[1] == date(2026, 2, 28)
    assert len(days) == 60


def test_a_duty_without_a_day_sets_no_deadline() -> None:
    duties = [cases.duty(frequency="yearly"), cases.duty(2, frequency="once")]
    assert plan_deadlines(cases.PLAN, duties) == ()


# --- /tien-do/ ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["demo", "project"])
def test_the_counts_by_plan_and_by_area_add_up_to_the_whole(
    name: str, request: pytest.FixtureRequest
) -> None:
    found: Project = request.getfixturevalue(name)
    page = progress_page(found.catalogue, AS_OF)
    live = [row for row in found.catalogue.targets if not row.withdrawn]
    assert page.count.total == len(live)
    for parts in (page.plans, page.areas):
        assert sum(part.count.total for part in parts) == page.count.total
        for status in page.count.by_status:
            assert sum(p.count.by_status[status] for p in parts) == page.count.by_status[status]
    tasks = [row for row in found.catalogue.tasks if not row.withdrawn]
    assert sum(page.task_states.values()) == len(tasks)


def test_too_many_plans_are_counted_by_province_and_add_up_all_the_same(
    demo: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = progress_page(demo.catalogue, AS_OF)
    monkeypatch.setattr("reform.contexts.progress_page.LISTED_AT_MOST", 3)
    page = progress_page(demo.catalogue, AS_OF)
    assert page.plans == ()
    assert [row.name for row in page.provinces] == ["Mẫu Bắc", "Mẫu Nam", "Mẫu Trung"]
    assert sum(row.plan_count for row in page.provinces) == len(listed.plans)
    assert sum(row.count.total for row in page.provinces) == page.count.total
    assert len(page.overdue) == 3 < page.overdue_count == listed.overdue_count


def test_the_tables_as_shown_add_up_and_say_what_they_leave_out(demo_pages: Site) -> None:
    soup = _page(demo_pages, PAGE_ADDRESS["progress"])
    first, *rest = soup.find_all("table")
    rows = first.select("tbody tr")
    assert sum([_numbers(row)[0] for row in rows[:-1]]) == _numbers(rows[-1])[0]
    assert "thuộc cấp khác" in _words(rows[-1])
    assert "không cho biết thuộc cấp nào" in _words(rows[-1])
    for table in rest[:2]:
        counts = [_numbers(row) for row in table.select("tbody tr")]
        for column in zip(*counts, strict=True):
            assert sum(column[:-1]) == column[-1]
        assert all(sum(row[:-2]) == row[-2] for row in counts)


def test_plans_without_figures_invite_and_accuse_nobody(small: Project) -> None:
    soup = _page(build_site(small), PAGE_ADDRESS["progress"])
    callout = _one(soup, ".callout")
    assert "không có nghĩa là các xã chưa làm" in _words(callout)
    assert callout.select_one("a[href*='huong-dan/bien-tap/#so-lieu']")
    rows = soup.select("table")[0].select("tbody tr")
    numbers = {_words(_one(row, "th")): _numbers(row)[0] for row in rows}
    assert numbers["Đạt"] == numbers["Chưa đạt"] == numbers["Đang thực hiện"] == 0


def test_every_rule_is_explained(demo: Project, demo_pages: Site) -> None:
    words = _words(_page(demo_pages, PAGE_ADDRESS["progress"]))
    for rule in demo.catalogue.labels("status_rule").values():
        assert rule.description
        assert rule.description in words


# --- status and history on a plan's page ----------------------------------------------------------


def _standing(soup: BeautifulSoup, anchor: str) -> Tag:
    """A target's own standing, or that which the head of its group tells for it."""
    item = _one(soup, f"#{anchor}")
    own = item.select_one(":scope > .target-row details.standing")
    return own or _one(soup, f"section:has(#{anchor}) > details.standing")


@pytest.mark.parametrize("name", ["demo", "project"])
def test_every_target_shows_its_status_its_rule_and_what_was_reported(
    name: str, request: pytest.FixtureRequest
) -> None:
    found: Project = request.getfixturevalue(name)
    site = build_site(found)
    labels = found.catalogue.labels
    for plan in found.catalogue.plans:
        soup = _page(site, addresses.plan(plan, found.catalogue))
        for target_id, view in plan_progress(plan.plan_id, AS_OF, found.catalogue).items():
            shown = _standing(soup, addresses.short_id(target_id))
            summary = _words(_one(shown, "summary"))
            assert labels("status")[view.status.status].label in summary
            assert (labels("status_rule")[view.status.rule].description or "?") in _words(shown)
            assert len(shown.select(".history tbody tr")) == len(view.history)
            for figure in view.history:
                assert figure.observation.source in _words(shown)
        for task_id, state in task_states(plan.plan_id, AS_OF, found.catalogue).items():
            item = _one(soup, f"#{addresses.short_id(task_id)}")
            if state.state:
                assert labels("task_state")[state.state].label in _words(item)


def test_a_corrected_figure_stays_in_the_history_struck_through(demo: Project) -> None:
    views = [
        view
        for plan in demo.catalogue.plans
        for view in plan_progress(plan.plan_id, AS_OF, demo.catalogue).values()
    ]
    corrected = [view for view in views if view.status.corrections]
    assert corrected
    for view in corrected:
        assert view.used
        replaced = [f for f in view.history if f.replaced_by == view.used.observation]
        assert len(replaced) == 1


def _plan_page(site: Site, found: Project, plan_id: str) -> BeautifulSoup:
    plan = found.catalogue.plan(plan_id)
    return _page(site, addresses.plan(plan, found.catalogue))


def test_an_overdue_report_says_what_the_plan_says_and_from_when_it_counts(
    project: Project, real_pages: Site
) -> None:
    soup = _plan_page(real_pages, project, "10993-thuong-hong-2025-h2")
    overdue = [d for d in soup.select("details.standing") if d.select(".status-overdue-report")]
    assert overdue
    for found in overdue:
        words = _words(found)
        assert (
            "Kế hoạch ghi: trước ngày 10 của tháng cuối quý (10/12/2025); tính quá hạn từ sau ngày"
            " 31/12/2025, khi thời hạn của chỉ tiêu hết." in words
        )
        assert "Ai báo cáo: Thủ trưởng các phòng" in words
        assert "Gửi cho: Phòng Văn hóa - Xã hội xã" in words
        assert "báo cáo đúng hạn ở nơi khác" in words


def test_a_commune_that_ended_is_not_asked_for_figures(project: Project, real_pages: Site) -> None:
    soup = _plan_page(real_pages, project, "07273-dong-son-2024")
    assert not soup.select("a[href*='bien-tap/#so-lieu']")
    assert "không còn từ sau ngày 30/6/2025; địa bàn nay thuộc xã Bố Hạ" in _words(soup)
    today = _plan_page(real_pages, project, "11824-vinh-bao-2026-2030")
    assert today.select("a[href*='bien-tap/#so-lieu']")


def test_the_head_of_a_plan_counts_all_that_is_judged_and_all_that_is_left_out(
    demo: Project, demo_pages: Site
) -> None:
    words = _words(_plan_page(demo_pages, demo, "99811-mau-an-2025"))
    assert "9 trong 10 chỉ tiêu có số liệu: 4 đạt, 5 chưa đạt. Còn lại: 1 không đo" in words
    assert "Không tính: 1 không rõ thuộc cấp nào." in words


def test_a_figure_is_the_communes_own_says_its_part_and_is_compared_in_words(
    demo: Project, demo_pages: Site
) -> None:
    soup = _plan_page(demo_pages, demo, "99811-mau-an-2025")
    words = _words(_one(soup, "#t01 details.standing"))
    assert "Xã tự báo cáo; nguồn: Báo cáo minh họa kỳ 2025-Q4 (chưa có địa chỉ)" in words
    assert "Đây chỉ là số của quý IV/2025; chỉ tiêu là của cả năm 2025." in words
    assert "So sánh: 90,2%, cam kết ít nhất 92%, nên chưa đạt." in words
    assert "cam kết ít nhất 92%, đạt 90,2%, quý IV/2025" in _words(soup)
    assert "So sánh: tăng 0 bậc, cam kết ít nhất 2 bậc, nên chưa đạt." in _words(soup)


def test_a_part_of_another_target_says_so_where_promises_are_drawn(
    demo: Project, demo_pages: Site
) -> None:
    parts = [row for row in demo.catalogue.targets if row.parent_id and row.indicator_id]
    assert parts
    for row in parts:
        soup = _page(demo_pages, addresses.indicator(str(row.indicator_id)))
        plan = demo.catalogue.plan(row.plan_id)
        at = f"{addresses.plan(plan, demo.catalogue)}#{addresses.short_id(row.target_id)}"
        link = _one(soup, f"a.small[href$='{at}']")
        assert "Trong đó" in _words(link.parent or soup)


# --- /lich/ and the feeds -------------------------------------------------------------------------


def _events(feed: bytes) -> list[Event]:
    return [part for part in Calendar.from_ical(feed).walk("VEVENT") if isinstance(part, Event)]


def _feeds(site: Site) -> dict[str, bytes]:
    return {d.address: d.content for d in site.downloads if d.address.endswith(".ics")}


def test_every_commune_with_a_plan_has_a_feed_that_programs_read(
    demo: Project, demo_pages: Site
) -> None:
    feeds = _feeds(demo_pages)
    assert set(feeds) == {addresses.calendar_feed(row) for row in demo.catalogue.units_with_page}
    for content in feeds.values():
        events = _events(content)
        assert events
        uids = [event.uid for event in events]
        assert len(set(uids)) == len(uids)
        for event in events:
            assert event.DTSTAMP
            assert event.DTSTAMP.date() == AS_OF  # where git knows nothing of the files
            assert event.summary
        assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_feeds_of_the_same_data_are_the_same_bytes_and_keep_their_uids(demo: Project) -> None:
    again = open_project(demo.layout, AS_OF)
    assert _feeds(build_site(again)) == _feeds(build_site(demo))
    later = open_project(demo.layout, date(2026, 12, 24))
    uids = re.compile(rb"UID:\S+")
    for address, content in _feeds(build_site(later)).items():
        assert uids.findall(content) == uids.findall(_feeds(build_site(demo))[address])


def test_a_deadline_on_a_day_off_says_so_on_the_page_and_in_the_feed(demo: Project) -> None:
    # The reports of the second quarter of 2028 fall due on Saturday, 10 June.
    later = replace(demo, as_of=date(2028, 5, 1))
    page = calendar_page(demo.catalogue, later.as_of)
    day = next(d for month in page.months for d in month.days if d.day == date(2028, 6, 10))
    assert day.closed
    assert day.closed.is_weekend
    feed = next(iter(_feeds(build_site(later)).values()))
    words = {event.DTSTART: str(event.description) for event in _events(feed)}
    assert "cuối tuần" in words[date(2028, 6, 10)]
    assert "cuối tuần" not in words[date(2027, 12, 10)]


def test_the_calendar_of_real_plans_leads_to_each_feed(project: Project, real_pages: Site) -> None:
    soup = _page(real_pages, addresses.CALENDAR)
    hrefs = {link["href"] for link in soup.select(".feeds a")}
    assert len(hrefs) == len({plan.unit_id for plan in project.catalogue.plans})
    assert calendar_page(project.catalogue, AS_OF).months


# --- figures over time ----------------------------------------------------------------------------


def test_an_indicators_page_draws_each_communes_figures_with_words_and_a_table(
    demo: Project, demo_pages: Site
) -> None:
    indicator = demo.catalogue.indicator("dung-han")
    view = indicator_figures(indicator, demo.catalogue)
    soup = _page(demo_pages, addresses.indicator("dung-han"))
    charts = soup.select(".small-charts svg[role=img]")
    assert len(charts) == len(view.drawn) > 3
    for chart, commune in zip(charts, view.drawn, strict=True):
        assert str(commune.summary.unit.name) in _words(_one(chart, "title"))
        assert _words(_one(chart, "desc"))
    for commune in view.communes:
        assert commune.figures == tuple(sorted(commune.figures, key=lambda f: f.at))
        replaced = {row.supersedes for row in demo.catalogue.observations}
        assert not {f.observation.observation_id for f in commune.figures} & replaced


def test_published_figures_stand_as_they_are_beside_what_real_communes_promise(
    project: Project, real_pages: Site
) -> None:
    soup = _page(real_pages, addresses.indicator("sipas"))
    words = _words(soup)
    for shown in ("83,94%", "90,59%", "1/63", "media.petrotimes.vn 726574", "ít nhất 95%"):
        assert shown in words
    assert "0,6961" in _words(_page(real_pages, addresses.indicator("dti")))
    assert "88,37%" in _words(_page(real_pages, addresses.indicator("par-index")))
    assert Counter(r.indicator_id for r in project.catalogue.reference_observations) == {
        "sipas": 3,
        "par-index": 3,
        "dti": 5,
        "cchc-cap-xa": 10,
        "khao-sat-hai-phong": 5,
        "phuc-vu-766": 2,
    }


def test_no_status_of_a_real_target_claims_a_figure_that_nobody_reported(project: Project) -> None:
    claimed = (Status.MET, Status.NOT_MET, Status.UNDER_WAY)
    reported = {row.unit_id for row in project.catalogue.observations}
    claims = {row.unit_id for row in project.catalogue.target_status if row.status in claimed}
    assert claims <= reported


def test_the_build_writes_the_status_table_and_the_feeds(built_site: Path) -> None:
    assert (built_site / "data/target_status.csv").exists()
    assert list((built_site / "lich").glob("*.ics"))
