"""What an import would change, as data; the sentences stand in ``templates/commands/form.yaml``."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from reform.problems import Problem


@dataclass(frozen=True)
class Change:
    """One difference between the workbook and the files."""

    kind: str
    """``changed``, ``added`` or ``removed``; for reports ``reported`` or ``corrected``."""
    where: str
    """Name of the sheet."""
    item: str
    """Id of the item, or what the report is about, in words."""
    column: str = ""
    """Title of the column that differs."""
    before: str = ""
    after: str = ""


@dataclass
class Outcome:
    """Everything that an import found."""

    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    files: dict[Path, str] = field(default_factory=dict)
    """Files with their new texts."""

    def gathered(self) -> tuple[Problem, ...]:
        """The problems, what is wrong in the same way in one column told once with its rows."""
        groups: dict[tuple[str, ...], list[Problem]] = {}
        for problem in self.problems:
            key = (problem.code, *(f"{k}={v}" for k, v in sorted(problem.values.items())))
            groups.setdefault(key, []).append(problem)
        return tuple(
            replace(same[0], also=tuple(problem.line for problem in same[1:]))
            for same in groups.values()
        )

    def add(self, other: "Outcome") -> None:
        """Take what another part of the import found."""
        self.changes += other.changes
        self.problems += other.problems
        self.files.update(other.files)
