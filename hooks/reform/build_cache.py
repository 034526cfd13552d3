"""What was made of bytes before, kept between builds under a digest of those bytes and of the code
that made it: whatever changes, another key is asked for, and nothing old is ever an answer.

It lies in the user's own cache (REFORM_CACHE names another folder; empty, nothing is kept), never
in the project: a project's files may come from strangers. It is a convenience: a cache that is
damaged or of another version is thrown away, one that cannot be used is done without.
"""

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from pathlib import Path

from platformdirs import user_cache_path

_VERSION = 1
_MOST_BYTES = 2_000_000_000
"""A larger cache is begun anew."""
_AT_ONCE = 500


def digest(*parts: bytes) -> bytes:
    """A digest of parts, each with its length: no two lists of parts have the same by chance."""
    found = hashlib.sha256()
    for part in parts:
        found.update(len(part).to_bytes(8, "big"))
        found.update(part)
    return found.digest()


def code_digest(files: Iterable[Path], *versions: str) -> bytes:
    """What makes something: source files of ours, and the versions of packages."""
    return digest(*(path.read_bytes() for path in files), *(v.encode() for v in versions))


class BuildCache:
    """Answers by their keys, in one file that all builds of a user share."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        """None where nothing is kept."""

    @classmethod
    def of_user(cls) -> "BuildCache":
        """The cache that REFORM_CACHE names, else the user's."""
        named = os.environ.get("REFORM_CACHE")
        if named == "":
            return cls(None)
        folder = Path(named) if named else user_cache_path("ke-hoach-mo", appauthor=False)
        return cls(folder / f"made-{_VERSION}.sqlite")

    def get(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """The answers that are there and whole, by their keys."""
        wanted = list(dict.fromkeys(keys))
        if not wanted or self._file is None or not self._file.exists():
            return {}
        found: dict[bytes, bytes] = {}
        try:
            with closing(_opened(self._file)) as base:
                for start in range(0, len(wanted), _AT_ONCE):
                    found |= _read(base, wanted[start : start + _AT_ONCE])
        except sqlite3.OperationalError:
            return {}  # in use for too long, or not to be opened
        except sqlite3.DatabaseError:
            self._throw_away()
            return {}
        return found

    def put(self, made: Mapping[bytes, bytes]) -> None:
        """Keep answers for another time, where that is possible."""
        if not made or self._file is None:
            return
        rows = [(key, content, digest(key, content)) for key, content in made.items()]
        with suppress(OSError, sqlite3.OperationalError):
            try:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                if self._file.exists() and self._file.stat().st_size > _MOST_BYTES:
                    self._throw_away()
                with closing(_opened(self._file)) as base, base:
                    base.executemany("INSERT OR REPLACE INTO made VALUES (?, ?, ?)", rows)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                self._throw_away()

    def _throw_away(self) -> None:
        assert self._file is not None
        for path in (self._file, self._file.with_name(f"{self._file.name}-journal")):
            with suppress(OSError):
                path.unlink()


def _opened(file: Path) -> sqlite3.Connection:
    base = sqlite3.connect(file, timeout=30)
    base.execute("PRAGMA synchronous = OFF")  # what a power cut spoils is told by its digest
    base.execute(
        "CREATE TABLE IF NOT EXISTS made (key BLOB PRIMARY KEY, content BLOB, digest BLOB)"
    )
    return base


def _read(base: sqlite3.Connection, keys: list[bytes]) -> dict[bytes, bytes]:
    marks = ",".join("?" * len(keys))
    question = f"SELECT key, content, digest FROM made WHERE key IN ({marks})"  # noqa: S608 - marks
    return {
        key: content
        for key, content, check in base.execute(question, keys)
        if isinstance(content, bytes) and digest(key, content) == check
    }
