"""Stage three, identity: whose plan a file is. What its place says and it denies is told once.

A plan whose ids are wrong is read on under those that its place gives, so that one slip hides no
other; a copy of another file is not.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from reform.problems import Problem
from reform.sources.units import RegisteredUnit, UnitRegister

_PLAN_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")


@dataclass(frozen=True)
class PlanDocument:
    """The document of one plan file."""

    file: str
    """Path from the project's root, with ``/``."""
    values: dict[str, Any]
    unit: RegisteredUnit
    """The unit in whose folder it lies."""

    @property
    def code(self) -> str:
        """The code of that unit, with which the plan's id begins."""
        return self.unit.code

    @property
    def folder(self) -> str:
        """The folder it lies in: ``11824-vinh-bao``."""
        return PurePosixPath(self.file).parent.name

    @property
    def expected_id(self) -> str:
        """The id that its place suggests for a plan that has none: ``11824-vinh-bao-2026-2030``."""
        return f"{self.folder}-{PurePosixPath(self.file).stem}"


def identified(
    documents: Iterable[PlanDocument], register: UnitRegister
) -> tuple[list[PlanDocument], list[Problem], set[str]]:
    """The documents that go on, with ids that fit their places; what was wrong; files left out."""
    by_id: defaultdict[str, list[PlanDocument]] = defaultdict(list)
    for document in documents:
        written = document.values.get("plan_id")
        by_id[written if isinstance(written, str) else document.file].append(document)
    found: list[PlanDocument] = []
    problems: list[Problem] = []
    copies: set[str] = set()
    for plan_id, same in by_id.items():
        original = min(
            same, key=lambda d: (d.expected_id != plan_id, d.code != plan_id.partition("-")[0])
        )
        for document in same:
            if document is original:
                mended, wrong = _fitted(document, register)
                found.append(mended)
                problems += wrong
            else:
                copies.add(document.file)
                values = {"value": plan_id, "first": original.file, "path": "plan_id"}
                values["expected"] = document.expected_id
                problems.append(Problem(document.file, 0, "plan-copied", values))
    return sorted(found, key=lambda document: document.file), problems, copies


def _fitted(document: PlanDocument, register: UnitRegister) -> tuple[PlanDocument, list[Problem]]:
    """The document with ids that fit its folder, and one problem that names all that do not."""
    plan_id = document.values.get("plan_id")
    unit_id = document.values.get("unit_id")
    wrong: dict[str, tuple[Any, str]] = {}
    if not (
        isinstance(plan_id, str)
        and _PLAN_ID.fullmatch(plan_id)
        and plan_id.startswith(f"{document.code}-")
    ):
        wrong["plan_id"] = (plan_id, document.expected_id)
    other = register.get(unit_id)
    if other and other != document.unit and other.code == document.code and not wrong:
        return document, [_in_namesake(document, other)]
    if unit_id != document.unit.unit_id:
        wrong["unit_id"] = (unit_id, document.unit.unit_id)
    if not wrong:
        return document, []
    first = next(iter(wrong))
    values = {
        "keys": ", ".join(wrong),
        "value": ", ".join("" if w is None else str(w)[:80] for w, _ in wrong.values()),
        "expected": ", ".join(f'{key}: "{right}"' for key, (_, right) in wrong.items()),
        "folder": document.folder,
        "path": first,
    }
    is_other = (
        len(wrong) == 2 and isinstance(plan_id, str) and plan_id.partition("-")[0] == _bare(unit_id)
    )
    message = "plan-of-other-unit" if is_other else "identity"
    fitting = {key: right for key, (_, right) in wrong.items()}
    mended = replace(document, values={**document.values, **fitting})
    return mended, [Problem(document.file, 0, message, values)]


def _in_namesake(document: PlanDocument, other: RegisteredUnit) -> Problem:
    """The folder is that of the unit which bore the code at another time. Which of the two issued
    the plan is for its date to say: the document keeps the unit that its editor named.
    """
    values = {
        "value": other.unit_id,
        "other": other.name,
        "expected": document.unit.unit_id,
        "name": document.unit.name,
        "folder": document.folder,
        "right_folder": other.folder,
        "path": "unit_id",
    }
    return Problem(document.file, 0, "unit-not-folder", values)


def _bare(unit_id: object) -> str:
    """The code in the id of a unit."""
    return str(unit_id).partition("-")[0]
