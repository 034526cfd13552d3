"""The one place that says which files of the project may be read: regular ones that lie in it."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from reform.problems import Problem


def misplaced(folders: Iterable[Path], name: Callable[[Path], str]) -> tuple[Problem, ...]:
    """Every link, pipe, socket and device in or below the folders, ``name`` being how people read
    a path; nothing is opened and no link is followed, so nothing of a target is ever said.

    A link is refused wherever it leads: what it leads to may be another thing on the machine that
    builds, and may become one after the check.
    """
    return tuple(
        Problem(name(path), 0, code)
        for folder in dict.fromkeys(folders)
        if os.path.lexists(folder)
        for path, code in _walk(folder)
    )


def _walk(path: Path) -> Iterator[tuple[Path, str]]:
    if path.is_symlink():
        yield path, "symbolic-link"
    elif path.is_dir():
        for entry in sorted(os.scandir(path), key=lambda entry: entry.name):
            # What a folder lists says already what it is; only folders are asked again.
            if not entry.is_file(follow_symlinks=False):
                yield from _walk(Path(entry.path))
    elif not path.is_file():
        yield path, "special-file"
