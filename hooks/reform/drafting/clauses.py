"""One promise at a time: a sentence that promises three things becomes three clauses."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from reform.drafting.figures import Figure, figures
from reform.drafting.folding import fold
from reform.drafting.lines import opener
from reform.drafting.scribe import capitalised, sentences
from reform.drafting.wording import pattern

_SHORTEST = 20
"""Letters that a wish of its own has at least."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence that promises one thing."""

    text: str
    sentence: int
    """Which sentence of the paragraph it stands in, counted from 1."""
    figure: Figure | None = None
    is_nested: bool = False
    """An "of which": a part of the promise before it."""
    index: str | None = None
    """The index it speaks of, where it names one and no figure."""


def clauses(text: str, *, with_counts: bool, is_lost: bool) -> list[Clause]:
    """The clauses of a paragraph, in their order."""
    found: list[Clause] = []
    for number, sentence in enumerate(sentences(text), 1):
        for part in _parts(sentence):
            folded = fold(part, is_lost=is_lost)
            all_figures = figures(part, with_counts=with_counts, is_lost=is_lost)
            if all_figures:
                found += _by_figure(part, folded, all_figures, number)
            elif names := _indexes(part, folded):
                found += [Clause(name, number, index=name) for name in names]
            elif len(folded) > 3:
                found += [Clause(capitalised(own), number) for own in _wishes(part, folded)]
    return found


def _parts(sentence: str) -> Iterator[str]:
    for part in re.split(r";\s*", sentence):
        if part.strip(" .);"):
            yield part.strip()


def _wishes(part: str, folded: str) -> list[str]:
    """The parts of a clause without a figure that each wish for something: "…, nâng cao …"."""
    found = [*pattern("wish").finditer(folded), *opener().finditer(part)]
    cuts = [0]
    for start in sorted(match.start() for match in found):
        if start - cuts[-1] >= _SHORTEST and len(folded) - start >= _SHORTEST:
            cuts.append(start)
    cuts.append(len(part))
    return [re.sub(r"^\s*(?:,|và)\s+", "", part[a:b]) for a, b in itertools.pairwise(cuts)]


def _by_figure(part: str, folded: str, found: list[Figure], number: int) -> Iterator[Clause]:
    cuts = [0]
    for first, second in itertools.pairwise(found):
        cuts.append(_boundary(folded, first, second))
    cuts.append(len(part))
    for figure, start, end in zip(found, cuts, cuts[1:], strict=False):
        own = part[start:end]
        is_nested = bool(pattern("of_which").match(folded[start:end].lstrip(" ,;(")))
        shown = capitalised(own)
        yield Clause(shown, number, figure, is_nested)


def _boundary(folded: str, first: Figure, second: Figure) -> int:
    """Where the clause of a second figure begins."""
    between = folded[first.end : second.start]
    nested = pattern("of_which").search(between)
    if nested:
        return first.end + nested.start()
    breaks = list(re.finditer(r",\s|\sva\s|;\s|\(\s?|:\s", between))
    if not breaks:
        return second.start
    names_first = re.search(
        r"\b(?:dat|la|chiem|bao dam|dam bao|den|tren|toi thieu|it nhat)\s*$", between
    )
    chosen = breaks[0] if names_first and len(between) > 25 else breaks[-1]
    return first.end + chosen.start() + (0 if chosen[0].strip() == "(" else 1)


def _indexes(part: str, folded: str) -> list[str]:
    """One text for each index that a clause without a figure names, with what is promised of it."""
    if not (
        pattern("keep_word").search(folded)
        or pattern("rank_word").search(folded)
        or "phan dau" in folded
        or "hoan thanh" in folded
    ):
        return []
    starts = _index_starts(folded)
    if not starts:
        return []
    lead = re.sub(r"\b(?:các|của|về|là|cac|ve)\s*$", "", part[: starts[0]].strip(" ,")).strip(" ,")
    lead = re.split(r"[;:]\s", lead)[-1]
    found: list[str] = []
    for place, (start, end) in enumerate(zip(starts, [*starts[1:], len(part)], strict=False)):
        segment = part[start:end].strip(" ,;.")
        segment = re.sub(r",?\s*(?:và|va)?\s*$", "", segment)
        own_lead = lead
        if place:
            tail = part[starts[place - 1] : start].rpartition(",")[2].strip()
            if tail and pattern("keep_word").search(fold(tail)) and len(tail) < 60:
                own_lead = tail
                found[-1] = capitalised(found[-1].removesuffix(tail))
        found.append(capitalised(f"{own_lead} {segment}"))
    return found


def _index_starts(folded: str) -> list[int]:
    """Where the names of indices begin; an abbreviation in brackets belongs to the name before."""
    words = [m.start() for m in re.finditer(r"\bchi s[a-z0-9§(]{1,3}\b", folded)]
    words = [start for start in words if "tieu" not in folded[start : start + 9]]
    named = [
        m.start()
        for m in pattern("index_named").finditer(folded)
        if not folded[: m.start()].rstrip().endswith("(")
    ]
    named = [start for start in named if not any(0 < start - word < 12 for word in words)]
    return sorted({*words, *named})
