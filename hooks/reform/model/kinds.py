"""The kinds of item that a plan consists of: one list, from which loading, ids, search, the lists
of editors and the plan's page follow. A new kind begins here; ``ARCHITECTURE.md`` says where it
goes on.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of item: a list of a plan file, and the published table of the same name."""

    table: str
    """Name of the list and of the table: ``targets``."""
    key: str
    """The table's primary key: ``target_id``."""
    letter: str
    """First letter of its ids inside a plan, ``t07``; also its letter in the search index."""
    text: str
    """The column that says in words what an item is."""
    word: str = ""
    """What search calls one item; empty where the kind is not searched by itself."""


KINDS = (
    Kind("phases", "phase_id", "p", "title"),
    Kind("legal_basis", "basis_id", "b", "as_written"),
    Kind("agencies", "agency_id", "a", "name"),
    Kind("objectives", "objective_id", "o", "text", "objective"),
    Kind("prior_results", "prior_result_id", "e", "text", "prior_result"),
    Kind("targets", "target_id", "t", "text", "target"),
    Kind("tasks", "task_id", "k", "text", "task"),
    Kind("solutions", "solution_id", "s", "text", "solution"),
    Kind("duties", "duty_id", "d", "text", "duty"),
    Kind("reporting_duties", "reporting_duty_id", "r", "text", "report"),
    Kind("annexes", "annex_id", "x", "label"),
    Kind("editorial_notes", "note_id", "n", "text"),
)
"""In the order in which a plan file holds them."""

KIND_OF_TABLE: Mapping[str, Kind] = {kind.table: kind for kind in KINDS}
PLAN_LISTS = tuple(kind.table for kind in KINDS)
"""The lists of a plan file; each is a published table whose rows name their plan."""
