"""What a build was made from, so that a stranger can make it again: the commit and the data."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from reform.build_day import VIETNAM
from reform.layout import Layout
from reform.sources.git_log import Commit, commits_with_files, git, last_commits


@dataclass(frozen=True)
class SourceState:
    """Empty texts where a thing is not known."""

    commit: str = ""
    """Forty hexadecimal digits, with ``-dirty`` where files differed from it."""
    data: str = ""
    """SHA-256 of every file of the project's data and vocabulary, by their names."""
    changed_at: str = ""
    """When those files changed last, as ISO 8601 with its offset."""
    files: Mapping[str, Commit] = field(default_factory=dict, compare=False)
    """File, named from the project's root, to the last change of it."""

    def changed_on(self, otherwise: date) -> date:
        """The day of the last change, in Vietnam; ``otherwise`` where it is not known."""
        return _day(self.changed_at) if self.changed_at else otherwise

    def folder_changed_on(self, folder: str, otherwise: date) -> date:
        """The day on which a file below a folder changed last."""
        days = [_day(c.at) for name, c in self.files.items() if name.startswith(f"{folder}/")]
        return max(days, default=self.changed_on(otherwise))


def source_state(layout: Layout, environ: Mapping[str, str]) -> SourceState:
    """The state of the project's files; SOURCE_COMMIT names the commit where git cannot."""
    commit = environ.get("SOURCE_COMMIT") or _commit(layout.root)
    files = last_commits(commits_with_files(layout.root, "data"))
    newest = (git(layout.root, "log", "-1", "--format=%cI", "--", *_folders(layout)) or b"").decode()
    changed_at = environ.get("SOURCE_CHANGED_AT") or newest.strip()
    return SourceState(commit, data_digest(layout), changed_at, files)


def _day(at: str) -> date:
    return datetime.fromisoformat(at).astimezone(VIETNAM).date()


def _folders(layout: Layout) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(path) for path in (layout.root / "data", layout.vocabulary)))


def data_digest(layout: Layout) -> str:
    """One digest for all data: of lines ``digest  name``, as sha256sum writes them, by name."""
    folders = dict.fromkeys((layout.root / "data", layout.vocabulary))
    lines = [
        f"{_digest(path.read_bytes())}  data/{path.relative_to(folder).as_posix()}\n"
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    ]
    return _digest("".join(sorted(lines)).encode())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _commit(root: Path) -> str:
    asked = git(root, "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*")
    return (asked or b"").decode().strip()
