"""What a build was made from, so that a stranger can make it again: the commit and the data."""

import hashlib
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reform.layout import Layout


@dataclass(frozen=True)
class SourceState:
    """Empty texts where a thing is not known."""

    commit: str = ""
    """Forty hexadecimal digits, with ``-dirty`` where files differed from it."""
    data: str = ""
    """SHA-256 of every file of the project's data and vocabulary, by their names."""


def source_state(layout: Layout, environ: Mapping[str, str]) -> SourceState:
    """The state of the project's files; SOURCE_COMMIT names the commit where git cannot."""
    commit = environ.get("SOURCE_COMMIT") or _commit(layout.root)
    return SourceState(commit, data_digest(layout))


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
    git = shutil.which("git")
    if git is None:
        return ""
    asked = subprocess.run(  # noqa: S603 - git itself
        [git, "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    return asked.stdout.strip()
