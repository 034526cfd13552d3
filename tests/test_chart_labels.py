"""Charts say what the data say: every number that stands in a picture is read out of its SVG."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

import pytest
from babel.numbers import format_decimal, parse_decimal
from lxml import etree

from conftest import AS_OF, ROOT
from reform.contexts.indicator_figures import CommuneFigures, PromisedLevel, indicator_figures
from reform.contexts.indicator_pages import indicator_page
from reform.derivations.figure_choice import period_of
from reform.layout import Layout
from reform.model import Catalogue
from reform.model.shared_rows import Observation
from reform.project import open_project
from reform.rendering.charts import Drawing, draw
from reform.subjects.drawn_figures import values_by_commune

COMMUNE = "99811"
INDICATOR = "hai-long-thu-tuc"


@pytest.fixture(scope="module")
def demo() -> Catalogue:
    """The invented communes."""
    return open_project(Layout.of(ROOT / "tests" / "demo", ROOT / "data"), AS_OF).catalogue.live


@dataclass(frozen=True)
class Label:
    """A text of a picture and where it stands."""

    words: str
    x: float
    y: float
    anchor: str
    is_of_axis: bool


def _labels(drawing: Drawing) -> list[Label]:
    found = []
    for text in etree.fromstring(f"<svg>{drawing.markup}</svg>").iter("text"):
        x, y = _place(text)
        is_of_axis = text.get("fill") == "var(--ink-quiet)" and text.get("font-size") == "13px"
        found.append(Label(text.text or "", x, y, text.get("text-anchor", "start"), is_of_axis))
    return found


def _place(element: etree._Element) -> tuple[float, float]:
    x = y = 0.0
    for node in (element, *element.iterancestors()):
        moved = re.match(r"translate\(([-\d.e]+),([-\d.e]+)\)", node.get("transform", ""))
        x, y = (x + float(moved[1]), y + float(moved[2])) if moved else (x, y)
    return x, y


def _upright(drawing: Drawing) -> list[Label]:
    """The labels of the upright axis; those of the other one stand further right."""
    ends = [one for one in _labels(drawing) if one.is_of_axis and one.anchor == "end"]
    return [one for one in ends if one.x == min(other.x for other in ends)]


def _written(value: float | None) -> str:
    assert value is not None
    return str(format_decimal(value, locale="vi_VN", decimal_quantization=False))


def _number(label: str) -> float:
    return float(parse_decimal(label.removesuffix("%"), locale="vi_VN", strict=False))


def _series(
    demo: Catalogue, indicator_id: str, figures: Iterable[tuple[str, float]]
) -> CommuneFigures:
    """The figures of one commune where it reports these and no others."""
    row = next(r for r in demo.observations if r.unit_id == COMMUNE and r.value is not None)
    rows = tuple(
        replace(
            row,
            observation_id=f"{COMMUNE}/z{number}",
            indicator_id=indicator_id,
            target_id=None,
            supersedes=None,
            period=period,
            value=value,
        )
        for number, (period, value) in enumerate(figures)
    )
    changed = replace(demo, observations=rows)
    (found,) = indicator_figures(changed.indicator(indicator_id), changed).communes
    return found


def _over_time(commune: CommuneFigures, demo: Catalogue, *, percent: bool) -> Drawing:
    return draw(
        "over_time",
        figures=commune.figures,
        latest=commune.latest,
        promises=commune.promises,
        references=(),
        span=commune.span,
        percent=percent,
        labels=demo.labels,
    )


VALUES = {
    "thousands with a part": (1250.5, 1110, 987.25),
    "an index of four digits after the comma": (0.6961, 0.7012, 0.712),
    "very small": (0.0001, 0.0002, 0.00035),
    "millions": (1_234_567.25, 2_000_000, 1_999_999),
    "counts": (1, 2, 3),
    "below zero": (-12.5, -3, 4.75),
    "all the same": (7, 7, 7),
    "a share": (86.42, 90.6, 99.99),
    "full shares": (100, 100, 100),
}
PERIODS = ("2025-Q2", "2025-Q3", "2025-Q4")


@pytest.mark.parametrize(
    ("kind", "percent"),
    [(kind, False) for kind in VALUES] + [(kind, True) for kind in VALUES if "share" in kind],
)
def test_every_number_in_a_chart_is_that_of_the_data_as_vietnamese_writes_it(
    kind: str,
    percent: bool,  # noqa: FBT001 - a case of the table
    demo: Catalogue,
) -> None:
    values = VALUES[kind]
    commune = replace(_series(demo, INDICATOR, zip(PERIODS, values, strict=True)), promises=())
    drawing = _over_time(commune, demo, percent=percent)
    labels = _labels(drawing)
    assert [one.words for one in labels if not one.is_of_axis and one.words] == [
        _written(values[-1])
    ]
    upright = _upright(drawing)
    assert len({one.words for one in upright}) == len(upright) > 0
    assert all(one.words.endswith("%") == percent for one in upright)
    numbers = {_number(one.words): one.y for one in upright}
    (low, low_at), (high, high_at) = min(numbers.items()), max(numbers.items())
    for value, at in numbers.items():
        expected = low_at + (high_at - low_at) * (value - low) / ((high - low) or 1)
        assert at == pytest.approx(expected, abs=1.1), (value, numbers)


def test_points_stand_where_the_axis_says(demo: Catalogue) -> None:
    values = VALUES["an index of four digits after the comma"]
    commune = replace(_series(demo, INDICATOR, zip(PERIODS, values, strict=True)), promises=())
    drawing = _over_time(commune, demo, percent=False)
    axis = {_number(one.words): one.y for one in _upright(drawing)}
    (low, low_at), *_, (high, high_at) = sorted(axis.items())
    root = etree.fromstring(f"<svg>{drawing.markup}</svg>")
    points = [_place(e)[1] for e in root.iter("path") if e.get("fill") == "var(--ink)"]
    assert len(points) == len(values)
    shift = 5  # a label's base line stands below the line it names
    for value, at in zip(values, points, strict=True):
        expected = low_at + (high_at - low_at) * (value - low) / (high - low)
        assert at == pytest.approx(expected - shift, abs=2)


def test_every_chart_of_the_demo_and_of_the_real_plans_says_its_promises(demo: Catalogue) -> None:
    real = open_project(Layout.of(ROOT), AS_OF).catalogue.live
    seen = 0
    for catalogue in (demo, real):
        for indicator in catalogue.indicators:
            summary = indicator_page(indicator, catalogue).summary
            if not summary.comparable:
                continue
            is_percent = indicator.unit == "percent"
            drawing = draw(
                "promises",
                promises=summary.comparable,
                indicator=indicator,
                percent=is_percent,
                labels=catalogue.labels,
            )
            words = " ".join(one.words for one in _labels(drawing) if not one.is_of_axis)
            for promise in summary.comparable:
                assert _written(promise.target.value) in words, indicator.indicator_id
                seen += 1
    assert seen > 60


def test_promised_levels_and_the_latest_figure_are_the_only_numbers_beside_the_axes(
    demo: Catalogue,
) -> None:
    seen = 0
    for indicator_id in {row.indicator_id for row in demo.observations if row.indicator_id}:
        view = indicator_figures(demo.indicator(indicator_id), demo)
        for commune in view.drawn:
            drawing = _over_time(commune, demo, percent=view.indicator.unit == "percent")
            expected = [_written(p.target.value) for p in commune.promises]
            expected.append(_written(commune.latest.observation.value))
            said = [one.words for one in _labels(drawing) if not one.is_of_axis and one.words]
            assert sorted(said) == sorted(expected), (indicator_id, commune.summary.unit.name)
            seen += 1
    assert seen > 10


# --- periods of unlike length, and gaps ------------------------------------------------------


@dataclass(frozen=True)
class Series:
    """Periods that were reported, and the lines that join them."""

    periods: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]


SERIES = {
    "quarters and their year": Series(
        ("2025-Q1", "2025-Q2", "2025", "2025-Q3", "2025-Q4"),
        (("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"), ("2025",)),
    ),
    "years with one that nobody reported": Series(
        ("2021", "2022", "2024", "2025"), (("2021", "2022"), ("2024", "2025"))
    ),
    "a year before quarters": Series(
        ("2024", "2025-Q1", "2025-Q2"), (("2024",), ("2025-Q1", "2025-Q2"))
    ),
    "halves beside the quarters they end with": Series(
        ("2025-Q1", "2025-Q2", "2025-H1", "2025-Q3", "2025-Q4", "2025-H2"),
        (("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"), ("2025-H1", "2025-H2")),
    ),
    "months over the end of a year, one missing": Series(
        ("2024-11", "2024-12", "2025-01", "2025-03"),
        (("2024-11", "2024-12", "2025-01"), ("2025-03",)),
    ),
    "a single figure": Series(("2025",), (("2025",),)),
    "all four lengths": Series(
        ("2025", "2025-H1", "2025-Q1", "2025-01", "2025-02"),
        (("2025-01", "2025-02"), ("2025-Q1",), ("2025-H1",), ("2025",)),
    ),
}


@pytest.mark.parametrize("kind", SERIES)
def test_a_line_joins_periods_of_one_length_without_a_gap(kind: str, demo: Catalogue) -> None:
    case = SERIES[kind]
    commune = _series(
        demo, INDICATOR, ((period, 50.0 + n) for n, period in enumerate(case.periods))
    )
    assert len(commune.figures) == len(case.periods)
    lines: dict[int, list[str]] = {}
    for figure in commune.figures:
        lines.setdefault(figure.line, []).append(figure.observation.period)
    assert sorted(map(tuple, lines.values())) == sorted(case.lines)
    drawing = _over_time(replace(commune, promises=()), demo, percent=True)
    root = etree.fromstring(f"<svg>{drawing.markup}</svg>")
    drawn = [e.get("d", "") for e in root.iter("path") if e.get("stroke") == "var(--ink)"]
    corners = sorted(len(re.findall("[ML]", d)) for d in drawn if "M" in d and "Z" not in d)
    assert corners == sorted(len(line) for line in case.lines if len(line) > 1)


def test_each_length_of_period_has_a_shape_and_the_page_says_which(demo: Catalogue) -> None:
    case = SERIES["all four lengths"]
    commune = _series(
        demo, INDICATOR, ((period, 50.0 + n) for n, period in enumerate(case.periods))
    )
    drawing = _over_time(replace(commune, promises=()), demo, percent=True)
    root = etree.fromstring(f"<svg>{drawing.markup}</svg>")
    shapes = {
        re.sub(r"[-\d.]+", "", e.get("d", ""))
        for e in root.iter("path")
        if e.get("fill") == "var(--ink)"
    }
    assert len(shapes) == 4


def test_the_figure_that_counts_is_that_of_the_period_that_ends_last(demo: Catalogue) -> None:
    commune = _series(demo, INDICATOR, [("2025-Q4", 90.0), ("2025", 80.0), ("2025-Q3", 70.0)])
    assert commune.latest.observation.period == "2025"


def test_figures_stand_in_the_order_of_time(demo: Catalogue) -> None:
    for indicator in demo.indicators:
        for rows in values_by_commune(indicator.indicator_id, demo).values():
            places = [_middle(row) for row in rows]
            assert all(one <= other for one, other in pairwise(places))


def _middle(row: Observation) -> str:
    return period_of(row).middle.isoformat()


def test_a_promised_level_is_drawn_over_its_own_time(demo: Catalogue) -> None:
    commune = indicator_figures(demo.indicator(INDICATOR), demo).drawn[0]
    promises: tuple[PromisedLevel, ...] = commune.promises
    assert promises
    drawing = _over_time(commune, demo, percent=True)
    root = etree.fromstring(f"<svg>{drawing.markup}</svg>")
    rules = [e for e in root.iter("line") if e.get("stroke") == "var(--accent)"]
    lengths = sorted(abs(float(e.get("x2", "0"))) for e in rules)
    spans = sorted(p.span.end - p.span.start for p in promises)
    assert lengths == pytest.approx([s * lengths[-1] / spans[-1] for s in spans], abs=0.6)
