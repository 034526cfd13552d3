"""What a build was made from, so that a stranger can make it again: the commit and the data."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path, PurePosixPath

from reform.build_day import VIETNAM
from reform.imprint import Imprint
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
    shared_at: str = ""
    """The same of the files that all units share."""
    imprint: Imprint = field(default_factory=Imprint)
    """Where it will be published, and whom to ask."""
    files: Mapping[str, Commit] = field(default_factory=dict, compare=False)
    """File, named from the project's root, to the last change of it."""

    def changed_on(self, otherwise: date) -> date:
        """The day of the last change, in Vietnam; ``otherwise`` where it is not known."""
        return _day(self.changed_at) if self.changed_at else otherwise

    def folder_changed_on(self, folder: str, otherwise: date) -> date:
        """The day on which a file, or one below a folder, changed last."""
        day = self._folder_days.get(folder)
        return day or self.changed_on(otherwise)

    def shared_changed_on(self, otherwise: date) -> date:
        """The day on which a file that all units share changed last."""
        return _day(self.shared_at) if self.shared_at else self.changed_on(otherwise)

    @cached_property
    def _folder_days(self) -> Mapping[str, date]:
        """Every file and folder to the day of its last change."""
        found: dict[str, date] = {}
        for name, commit in self.files.items():
            day = _day(commit.at)
            for folder in (PurePosixPath(name), *PurePosixPath(name).parents):
                found[str(folder)] = max(day, found.get(str(folder), day))
        return found


def source_state(
    layout: Layout,
    environ: Mapping[str, str],
    imprint: Imprint = Imprint(),  # noqa: B008 - frozen
) -> SourceState:
    """The state of the project's files; SOURCE_COMMIT names the commit where git cannot."""
    commit = environ.get("SOURCE_COMMIT") or _commit(layout.root)
    files = last_commits(commits_with_files(layout.root, "data"))
    changed_at = environ.get("SOURCE_CHANGED_AT") or _newest(layout)
    units = layout.units.relative_to(layout.root).as_posix()
    shared_at = _newest(layout, f":(exclude){units}")
    return SourceState(commit, data_digest(layout), changed_at, shared_at, imprint, files)


def _newest(layout: Layout, *but: str) -> str:
    asked = git(layout.root, "log", "-1", "--format=%cI", "--", *_folders(layout), *but)
    return (asked or b"").decode().strip()


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
