"""Files of communes that lie where nothing is read: in the root, in a folder beside ``data/``."""

import re
from collections.abc import Iterator
from pathlib import Path

from reform.layout import Layout
from reform.problems import Problem

_NOT_OURS = frozenset(("data", "hooks", "tests", "benchmarks", "requirements", "node_modules"))
"""Folders of the root that are read, or that developers keep; builds and hidden ones besides."""
_DEEPEST = 5
"""How far below the root somebody may have put a commune's folder."""
_MOST = 5_000
"""So many files are looked at; nobody's root has more of their own."""
_PLAN = re.compile(rb"^(plan_id|targets):", re.MULTILINE)
_TABLE = re.compile(rb"\A(\xef\xbb\xbf)?\"?(observation_id|progress_id)\b")
_HEAD = 4_000


def strays(layout: Layout) -> list[Problem]:
    """A problem for each file outside ``data/`` that holds a plan or a commune's figures."""
    own = {path.resolve() for path in (layout.vocabulary, layout.root / "data")}
    found = []
    for number, path in enumerate(_files(layout.root, own, 1)):
        if number == _MOST:
            break
        if _is_ours(path):
            found.append(Problem(layout.name(path), 0, "plan-outside-data"))
    return found


def _files(folder: Path, own: set[Path], depth: int) -> Iterator[Path]:
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith(".") or path.is_symlink() or path.resolve() in own:
            continue
        if path.is_file():
            yield path
        elif path.is_dir() and depth < _DEEPEST and not (depth == 1 and _is_not_ours(path)):
            yield from _files(path, own, depth + 1)


def _is_not_ours(folder: Path) -> bool:
    return folder.name in _NOT_OURS or "site" in folder.name or (folder / "pyvenv.cfg").exists()


def _is_ours(path: Path) -> bool:
    kinds = {".yaml": _PLAN, ".yml": _PLAN, ".csv": _TABLE}
    pattern = kinds.get(path.suffix.casefold())
    if pattern is None:
        return False
    with path.open("rb") as file:
        return bool(pattern.search(file.read(_HEAD)))
