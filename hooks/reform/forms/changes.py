"""What an import would change, as data; the sentences stand in ``templates/commands/form.yaml``."""

from dataclasses import dataclass, field
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

    def add(self, other: "Outcome") -> None:
        """Take what another part of the import found."""
        self.changes += other.changes
        self.problems += other.problems
        self.files.update(other.files)
