"""A page that grows with the number of plans, split by provinces where the plans are many."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from reform import addresses
from reform.subjects.plan_summaries import PlanSummary, by_province

WHOLE_AT_MOST = 60
"""So many plans fit on one page; with more, each province has a page of its own."""


@dataclass(frozen=True)
class ProvincePart:
    """The part of one province."""

    name: str
    address: str
    plan_count: int
    """Plans of the province, whether they say something of the matter or not."""


@dataclass(frozen=True)
class SplitPage:
    """Context of ``pages/provinces.html.j2``: where the parts of a page are."""

    template: str
    """The template of the parts: ``targets``, ``area`` or ``role``."""
    name: str | None
    """What the page is about, where its template does not say it: an area's or a role's name."""
    about: str | None
    """What the role of a body is, in a sentence; None for others."""
    parts: tuple[ProvincePart, ...]


def part_address(address: str, summary: PlanSummary, plan_count: int) -> str:
    """Where a plan stands on a page over many plans: the page, or its part where it is split."""
    if plan_count <= WHOLE_AT_MOST:
        return address
    return addresses.province_part(address, summary.today.province_code, summary.province_name)


def split_page(
    address: str,
    template: str,
    context: Callable[[tuple[PlanSummary, ...], str | None], Any],
    plans: tuple[PlanSummary, ...],
    subject: Any = None,
) -> Iterator[tuple[str, str, Callable[[], Any]]]:
    """(address, template, context) of the page, and of its parts where it is split.

    ``context`` takes plans and the name of their province. ``subject``, an area or a role, gives
    a split page its name.
    """
    if len(plans) <= WHOLE_AT_MOST:
        yield address, template, partial(context, plans, None)
        return
    parts = []
    for code, found in by_province(plans).items():
        name = found[0].province_name
        part = ProvincePart(name, addresses.province_part(address, code, name), len(found))
        parts.append(part)
        yield part.address, template, partial(context, found, name)
    whole = SplitPage(
        template,
        getattr(subject, "name", None),
        getattr(subject, "description", None),
        tuple(parts),
    )
    yield address, "provinces", lambda: whole
