"""A site is a link to its newest whole release. A build writes aside and switches the link, in one
step; whatever ends it before, the last good release goes on answering.

    site            → site.releases/000002-5f3a9c01b2d4
    site.previous   → site.releases/000001-…   for what pages read a moment ago still ask for
    site.releases/    .lock, the last releases, and what is being written (.building-…)
"""

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock, Timeout

KEPT = 3
"""Releases that stay for rolling back, the served one among them."""

_RELEASE = re.compile(r"\d{6}-[0-9a-z]+")
_BUILDING = ".building-"


class Building:
    """One build of a site: it alone may write, until it is switched in or given up."""

    def __init__(self, site: Path) -> None:
        self.site = site.parent.resolve() / site.name
        """The link that a server serves."""
        self._lock = _lock(self.site)
        self._folder: Path | None = None

    def start(self, say_waiting: Callable[[], None]) -> Path:
        """An empty folder to write into. Where another build is at work: say so, then wait."""
        home = releases_folder(self.site)
        home.mkdir(parents=True, exist_ok=True)
        home.chmod(0o755)
        _acquire(self._lock, say_waiting)
        for left in home.glob(f"{_BUILDING}*"):
            shutil.rmtree(left, ignore_errors=True)  # of builds that were killed: they hold no lock
        self._folder = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=home))
        return self._folder

    def switch(self, digest: str) -> Path:
        """Let the site be what was written; returns its release. ``digest`` names its content."""
        assert self._folder is not None, "started before it is switched"
        known = releases(self.site)
        number = int(known[-1].name[:6]) + 1 if known else 1
        release = self._folder.with_name(f"{number:06}-{digest}")
        self._folder.rename(release)
        os.sync()  # a power cut must not leave a link to files that were never written
        _point(self.site, release)
        self._folder = None
        _forget_old(self.site)
        self._lock.release()
        return release

    def give_up(self) -> None:
        """Throw away what was written; the site stays as it is."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None
        self._lock.release(force=True)


def releases_folder(site: Path) -> Path:
    """Where the releases of a site lie."""
    return site.with_name(f"{site.name}.releases")


def releases(site: Path) -> list[Path]:
    """The releases that are there, oldest first."""
    found = releases_folder(site).glob("*")
    return sorted(path for path in found if _RELEASE.fullmatch(path.name))


def current_release(site: Path) -> Path | None:
    """The release that is served; None where the site is not a link."""
    return releases_folder(site) / site.readlink().name if site.is_symlink() else None


def roll_back(site: Path, name: str | None = None) -> Path:
    """Serve an earlier release again: the one before the current, or the one that is named.

    Raises LookupError where there is none.
    """
    lock = _lock(site)
    with lock:
        known, current = releases(site), current_release(site)
        older = [path for path in known if current and path.name < current.name]
        chosen = [path for path in known if path.name == name] if name else older
        if not chosen:
            raise LookupError(name or "no earlier release")
        _point(site, chosen[-1])
    return chosen[-1]


def say_waiting() -> None:
    """Tell who waits why."""
    sys.stderr.write("Another build of this site is at work; this one waits for it.\n")


def _lock(site: Path) -> FileLock:
    return FileLock(releases_folder(site) / ".lock")


def _acquire(lock: FileLock, say_waiting: Callable[[], None]) -> None:
    try:
        lock.acquire(timeout=0)
    except Timeout:
        say_waiting()
        lock.acquire()


def _point(site: Path, release: Path) -> None:
    """Switch the link. A folder that an older version built in place becomes a release first."""
    if site.is_dir() and not site.is_symlink():
        site.rename(release.with_name("000000-before"))
    elif (current := current_release(site)) and current.exists():
        _link(site.with_name(f"{site.name}.previous"), current)
    _link(site, release)


def _link(place: Path, release: Path) -> None:
    beside = place.with_name(f".{place.name}.new")
    beside.unlink(missing_ok=True)
    beside.symlink_to(Path(release.parent.name) / release.name)
    beside.replace(place)


def _forget_old(site: Path) -> None:
    for release in releases(site)[:-KEPT]:
        if release != current_release(site):
            shutil.rmtree(release, ignore_errors=True)
