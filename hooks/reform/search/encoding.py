"""Postings as JSON: short ones exact to the item, long ones as one bit for each plan.

A term that stands in every commune's plan would need hundreds of kilobytes as a list. One bit for
each of 3,321 plans is 415 bytes, says exactly which plans hold it, and lets the browser join any
number of terms; which line of the plan it is, the plan's own file tells.
"""

import base64
from collections.abc import Sequence

ITEM_LIMIT = 120
"""Longest posting, in items, that keeps its items."""
LIST_LIMIT = 600
"""Longest posting of names (communes, documents): the rest, less cited, is dropped."""

Encoded = list[int] | str


def encoded_items(places: Sequence[int], items_a_plan: int, plan_count: int) -> Encoded:
    """`[plan step, position, …]`, or from ITEM_LIMIT on a bitmap of plans in base64.

    Places are those of `Postings`.
    """
    if len(places) <= ITEM_LIMIT:
        return _stepped_pairs(places, items_a_plan)
    return _bitmap({place // items_a_plan for place in places}, plan_count)


def encoded_plans(numbers: Sequence[int], plan_count: int) -> Encoded:
    """`[step, …]`, or a bitmap where that is shorter."""
    if len(numbers) <= ITEM_LIMIT:
        return _steps(numbers)
    return _bitmap(set(numbers), plan_count)


def encoded_list(numbers: Sequence[int]) -> list[int]:
    """`[step, …]`, cut at LIST_LIMIT."""
    return _steps(numbers[:LIST_LIMIT])


def _steps(numbers: Sequence[int]) -> list[int]:
    return [number - before for before, number in zip((0, *numbers), numbers, strict=False)]


def _stepped_pairs(places: Sequence[int], items_a_plan: int) -> list[int]:
    found: list[int] = []
    before = 0
    for place in places:
        plan, position = divmod(place, items_a_plan)
        found += (plan - before, position)
        before = plan
    return found


def _bitmap(plans: set[int], plan_count: int) -> str:
    bits = bytearray((plan_count + 7) // 8)
    for plan in plans:
        bits[plan >> 3] |= 1 << (plan & 7)
    return base64.b64encode(bytes(bits)).decode()
