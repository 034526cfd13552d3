"""One cause, one message: what only follows from another mistake is not told beside it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from reform.model.kinds import KINDS
from reform.problems import Problem

_KEYS = frozenset((kind.table, kind.key) for kind in KINDS)
_FORM = "constraint-pattern"
_MISSING = ("unknown-reference", "unknown-item")


def one_cause_each(found: Iterable[Problem]) -> list[Problem]:
    """The problems without those that follow from another, alike ones as one; sorted."""
    problems = list(found)
    told = _told_by_the_key(problems) | _told_twice(problems)
    return _grouped(problem for problem in problems if problem.order not in told)


def _told_by_the_key(problems: list[Problem]) -> set[tuple[Any, ...]]:
    """Ids that point to nothing because the item's own id is ill-formed: ``t01`` to ``t–01``."""
    ill_formed = {
        (problem.file, _letters(problem.values.get("value", "")))
        for problem in problems
        if (problem.values.get("table"), problem.values.get("field")) in _KEYS
        and problem.code not in _MISSING
    }
    return {
        problem.order
        for problem in problems
        if problem.code in _MISSING
        and (problem.file, _letters(problem.values["value"])) in ill_formed
    }


def _letters(value: str) -> str:
    return "".join(letter for letter in value if letter.isascii() and letter.isalnum())


def _told_twice(problems: list[Problem]) -> set[tuple[Any, ...]]:
    """The second message on a cell that has both a wrong form and nothing it points to: the
    reference speaks where it has a suggestion, else the form.
    """
    cells: defaultdict[tuple[str, int, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.code in (_FORM, "unknown-reference"):
            cells[problem.file, problem.line, problem.values["field"]].append(problem)
    dropped = set()
    for same in cells.values():
        if len({problem.code for problem in same}) == 2:
            is_known = any("suggestion" in problem.values for problem in same)
            lost = _FORM if is_known else "unknown-reference"
            dropped |= {problem.order for problem in same if problem.code == lost}
    return dropped


def _grouped(found: Iterable[Problem]) -> list[Problem]:
    """What is wrong in the same way in many lines of one file, as one problem of the first line."""
    groups: defaultdict[tuple[Any, ...], list[Problem]] = defaultdict(list)
    for problem in found:
        apart = {"path", *_APART.get(problem.code, ())}
        values = (v for v in problem.values.items() if v[0] not in apart)
        groups[problem.file, problem.code, tuple(sorted(values))].append(problem)
    merged = []
    for same in groups.values():
        first, *others = sorted(same, key=lambda problem: problem.line)
        lines = sorted({problem.line for problem in others} - {first.line})
        merged.append(replace(first, also=tuple(lines)))
    return sorted(merged, key=lambda problem: problem.order)


_APART = {
    # One row that is missing is one cause, whichever tables point to it.
    "unknown-reference": ("table", "field"),
    # A day of the plan is also the day of its targets outside the phases.
    "wrong-type-date": ("table",),
}
"""Code to the values in which alike problems may differ."""
