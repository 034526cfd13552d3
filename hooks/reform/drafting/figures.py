"""The figures that a clause promises: value, unit, comparator, change, baseline, rank.

Everything is cut out of the clause; a figure that is no promise (a date, the number of a document,
a level that limits what is counted) is none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reform.drafting.folding import fold
from reform.drafting.wording import pattern

_BEFORE = (
    ("at_least", "at_least_before"),
    ("at_most", "at_most_before"),
    ("less_than", "less_than_before"),
    ("more_than", "more_than_before"),
)
_REACH = 26
"""Letters before a figure in which its comparing words stand."""


@dataclass(frozen=True)
class Figure:
    """A promised figure and its place in the clause."""

    start: int
    end: int
    value: float
    unit: str | None
    comparator: str
    comparator_text: str | None = None
    unit_name: str | None = None
    kind: str = "quantitative"
    change: str | None = None
    baseline: str | None = None
    baseline_period: str | None = None
    value_from: float | None = None
    out_of: int | None = None
    rank_within: str | None = None


def number_of(written: str) -> float:
    """A number as Vietnamese writes it: ``1.110`` is one thousand, ``95,5`` has a part."""
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", written):
        written = written.replace(".", "")
    value = float(written.replace(",", "."))
    return int(value) if value == int(value) else value


def figures(text: str, *, with_counts: bool, is_lost: bool = False) -> list[Figure]:
    """The figures of a clause, in their order. Counts ("05 mô hình") are taken only from lists of
    targets: inside a task they seldom promise anything.
    """
    folded = fold(text, is_lost=is_lost)
    taken: list[Figure] = []
    finders = [_percents, _ranks, _scores]
    if with_counts:
        levels = list(_levels(text, folded))
        if levels and re.match(r"\D*\b100\s*%", folded):
            return levels  # "100 % cấp xã đạt cấp độ 3": what is promised is the level
        finders += [_levels, _counts]
    for finder in finders:
        for found in finder(text, folded):
            if finder in (_levels, _counts) and any(figure.unit == "percent" for figure in taken):
                continue
            if all(found.end <= other.start or found.start >= other.end for other in taken):
                taken.append(found)
    totals = {figure.out_of for figure in taken if figure.out_of}
    kept = [f for f in taken if not (f.unit == "count" and f.value in totals)]
    return sorted(kept, key=lambda figure: figure.start)


def _percents(text: str, folded: str) -> Iterator[Figure]:
    matches = list(
        re.finditer(rf"(?<![\d.,/:-])({pattern('number').pattern})\s*(?:%|phan tram\b)", folded)
    )
    previous: Figure | None = None
    for match in matches:
        if _is_condition(folded, match.start()):
            continue
        comparator, words = _comparison(text, folded, match.start(1), match.end())
        if previous and words is None and _goes_on(folded, previous.end, match.start()):
            comparator, words = previous.comparator, previous.comparator_text
        value = number_of(match[1])
        unit = "percent_of_base" if value > 100 else "percent"
        found = Figure(match.start(), match.end(), value, unit, comparator, words)
        previous = _changed(found, text, folded, previous)
        yield previous


def _is_condition(folded: str, place: int) -> bool:
    """Whether the figure stands in brackets that only say for what the promise holds."""
    opened = folded.rfind("(", 0, place)
    if opened < 0 or ")" in folded[opened:place]:
        return False
    return bool(pattern("condition").match(folded[opened:]))


def _goes_on(folded: str, end: int, start: int) -> bool:
    """Whether a figure shares the comparing words of the one before it: "trên 85 % … và 65 %"."""
    between = folded[end:start]
    return bool(re.search(r"\bva\s*$|,\s*$", between)) and len(between) < 60 and ";" not in between


def _comparison(text: str, folded: str, start: int, end: int) -> tuple[str, str | None]:
    """The comparator of a figure, and its words as the document writes them."""
    before = folded[max(0, start - _REACH) : start]
    offset = start - len(before)
    reach = rf"(?:{pattern('reach').pattern}\s+(?:tu\s+)?)?"
    if pattern("and_more").match(folded[end:]) or pattern("and_less").match(folded[end:]):
        more = pattern("and_more").match(folded[end:])
        after = more or pattern("and_less").match(folded[end:])
        assert after
        tail = text[end + after.start() : end + after.end()].strip()
        lead = re.search(rf"(?:{pattern('reach').pattern})(?:\s+tu)?\s*$|\btu\s*$", before)
        head = text[offset + lead.start() : start].strip() if lead else ""
        return ("at_least" if more else "at_most"), f"{head} … {tail}".removeprefix(" … ")
    for comparator, name in _BEFORE:
        told = re.search(
            rf"\b{reach}(?:muc\s+)?(?:{pattern(name).pattern})\s*(?:la\s+|dat\s+)?$", before
        )
        if told:
            return comparator, text[offset + told.start() : start].strip()
    bare = re.search(rf"\b(?:{pattern('reach').pattern})\s*$", before)
    return "equals", text[offset + bare.start() : start].strip() if bare else None


def _changed(found: Figure, text: str, folded: str, previous: Figure | None) -> Figure:
    """The figure as a rise or a fall against a baseline, where the clause tells one."""
    compared = pattern("compared").search(folded, found.end)
    until = re.search(r"[;]|\.\s", folded[found.end :])
    if compared and until and found.end + until.start() < compared.start():
        compared = None
    since = max(folded.rfind(";", 0, found.start), folded.rfind(". ", 0, found.start), 0)
    before = folded[since : found.start]
    told = None
    for change, name in (("decrease", "decrease"), ("increase", "increase")):
        for match in pattern(name).finditer(before):
            between = before[match.end() :]
            if not pattern("level_reached").search(between) and not re.search(r"\d", between):
                told = change
    if (
        told is None
        and previous
        and previous.change
        and _goes_on(folded, previous.end, found.start)
    ):
        told = previous.change
    if not compared and told == "decrease" and found.value < 100 and found.unit == "percent":
        return replace(found, kind="relative", change=told)
    if not told or not compared:
        return found
    base = text[compared.start(1) : compared.end(1)].strip()
    year = re.search(r"\b(20\d{2})\b", base)
    whole = re.fullmatch(r"nam (20\d{2})", fold(base))
    return replace(
        found,
        unit="percent",
        kind="relative",
        change=told,
        baseline=base,
        baseline_period=year[1] if year and whole else None,
    )


def _ranks(text: str, folded: str) -> Iterator[Figure]:
    steps = pattern("rank_steps").search(folded)
    if steps:
        comparator, words = _comparison(text, folded, steps.start(1), steps.end())
        base = pattern("compared").search(folded, steps.end())
        told = text[base.start(1) : base.end(1)].strip() if base else None
        year = re.fullmatch(r"nam (20\d{2})", fold(told)) if told else None
        yield Figure(
            steps.start(1), steps.end(), number_of(steps[1]), "rank_steps", comparator, words,
            kind="rank", baseline=told, baseline_period=year[1] if year else None,
        )  # fmt: skip
        return
    if not pattern("rank_word").search(folded) and "top" not in folded and "nhom" not in folded:
        return
    total = pattern("rank_total").search(folded)
    out_of = int(total[1]) if total else None
    within = text[total.start(2) : total.end(2)].strip() if total else None
    span = pattern("rank_range").search(folded)
    if span and int(span[1]) < int(span[2]) < 400:
        yield Figure(
            span.start(1), span.end(2), int(span[2]), None, "at_most", kind="rank",
            value_from=int(span[1]), out_of=out_of, rank_within=within,
        )  # fmt: skip
        return
    top = pattern("rank_top").search(folded)
    if top and int(top[1]) < 400 and not re.match(r"\s*%", folded[top.end() :]):
        yield Figure(
            top.start(1), top.end(1), int(top[1]), None, "at_most", kind="rank",
            out_of=out_of, rank_within=within,
        )  # fmt: skip


def _scores(text: str, folded: str) -> Iterator[Figure]:
    for match in pattern("score").finditer(folded):
        comparator, words = _comparison(text, folded, match.start(1), match.end())
        yield Figure(match.start(), match.end(), number_of(match[1]), "score", comparator, words)


def _levels(text: str, folded: str) -> Iterator[Figure]:
    match = pattern("level").search(folded)
    if match:
        place = match.start(1) if match[1] else match.start(2)
        comparator, words = _comparison(text, folded, match.start(), match.end())
        value = number_of(match[1] or match[2])
        yield Figure(place, match.end(), value, "level", comparator, words)


def _counts(text: str, folded: str) -> Iterator[Figure]:
    for match in pattern("counted").finditer(folded):
        if re.search(
            r"[\d./:-]$|(?:ngay|thang|nam|so|dieu|khoan|muc|de an|iso|quy)\s*$",
            folded[: match.start()],
        ):
            continue
        if pattern("counted_not").match(match[2]):
            continue
        name = pattern("counted_stop").split(match[2])[0].strip()
        words = name.split()[:4]
        if not words:
            continue
        length = len(" ".join(words))
        named = text[match.start(2) : match.start(2) + length].strip()
        comparator, told = _comparison(text, folded, match.start(1), match.end(1))
        yield Figure(
            match.start(1), match.start(2) + length, number_of(match[1]), "count", comparator, told,
            unit_name=named,
        )  # fmt: skip
