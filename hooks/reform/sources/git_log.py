"""What git tells of the files of a project: who changed them last, when and why."""

import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_BETWEEN = "\x1e"
_WITHIN = "\x1f"


@dataclass(frozen=True)
class Commit:
    """One change of the files."""

    commit: str
    """Forty hexadecimal digits."""
    at: str
    """When it was taken, as ISO 8601 with its offset."""
    subject: str
    """Why, in the words of whoever made it."""


def git(root: Path, *arguments: str) -> bytes | None:
    """What git answers; None where it is missing or refuses, as outside a repository."""
    program = shutil.which("git")
    if program is None:
        return None
    asked = subprocess.run(  # noqa: S603 - git itself
        [program, "-c", "core.quotePath=false", "-C", str(root), *arguments],
        capture_output=True,
        check=False,
    )
    return asked.stdout if asked.returncode == 0 else None


def is_shallow(root: Path) -> bool:
    """Whether the clone was cut off: what it says of the past would be wrong."""
    return git(root, "rev-parse", "--is-shallow-repository") == b"true\n"


def commits_with_files(root: Path, *folders: str) -> Iterator[tuple[Commit, tuple[str, ...]]]:
    """Each commit that changed a file below the folders, the newest first, with those files.

    Names are relative to ``root``; one pass over the history. Nothing where there is no git or
    where the clone is shallow.
    """
    if is_shallow(root):
        return
    form = f"--format={_BETWEEN}%H{_WITHIN}%cI{_WITHIN}%s"
    text = git(root, "log", form, "--name-only", "--relative", "-z", "--", *folders)
    for part in (text or b"").decode("utf-8", "replace").split(_BETWEEN)[1:]:
        head, _, names = part.partition("\x00")
        commit, at, subject = head.split(_WITHIN, 2)
        yield Commit(commit, at, subject), tuple(filter(None, names.strip("\n").split("\x00")))


def last_commits(history: Iterable[tuple[Commit, tuple[str, ...]]]) -> Mapping[str, Commit]:
    """File to the newest commit that changed it."""
    found: dict[str, Commit] = {}
    for commit, names in history:
        for name in names:
            found.setdefault(name, commit)
    return found
