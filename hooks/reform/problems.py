"""What is wrong with a source file, as data; the sentences stand in ``templates/problems.yaml``."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Problem:
    """One mistake in one place, with everything its sentence needs."""

    file: str
    """Path of the source file from the project's root, with ``/``."""
    line: int
    """Line in that file, counted from 1; 0 where the whole file is meant."""
    code: str
    """Key of the message in ``templates/problems.yaml``, such as ``unknown-code``."""
    values: Mapping[str, str] = field(default_factory=dict, hash=False)
    """What the message names: field, value, table, suggestion …"""
    also: tuple[int, ...] = ()
    """The other lines of the file where the same is wrong in the same way."""

    @property
    def order(self) -> tuple[str, int, str, tuple[tuple[str, str], ...]]:
        """What problems are sorted by: file, line, code, and what the message names."""
        return self.file, self.line, self.code, tuple(sorted(self.values.items()))


@dataclass(frozen=True)
class Origin:
    """Where a row was written."""

    file: str
    """Path from the project's root, with ``/``."""
    path: tuple[str | int, ...] = ()
    """Keys and indexes that lead to the row in a YAML file; empty for a CSV row."""
    line: int = 0
    """Line of a CSV row; 0 for YAML, where the line is found when it is needed."""


class DataError(Exception):
    """The data cannot be published; ``problems`` says everything that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problem(s) in the data")
        self.problems = problems
