"""Builds the site again in ways that must not matter, and compares every byte.

    make reproducible

The same commit and day give the same bytes in another folder, by another user's habits (language,
time zone, mask of permissions), with other hash seeds, on one core, and under every other Python
that is here and fit. Exits 1 and names the files where they differ.
"""

from __future__ import annotations

import filecmp
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from reform.layout import Layout
from reform.source_state import source_state

ROOT = Path(__file__).resolve().parent.parent.parent
EPOCH = "1795132800"
SHOWN = 10
LATER_PYTHONS = range(11, 20)
"""Minor versions of Python 3 that are looked for."""


@dataclass(frozen=True)
class Way:
    """One way to build: what is said about it, and what is different."""

    name: str
    folder: str
    python: str = sys.executable
    """The Python, or a name of one that installs what it needs for itself."""
    environ: dict[str, str] = field(default_factory=dict)
    cores: int | None = None
    umask: int = 0o022


FIRST = Way("as usual", "a")
OTHERWISE = Way(
    "another folder, language, zone, hash seed, mask and one core",
    "another place, with a longer name",
    environ={
        "LC_ALL": "C",
        "LANGUAGE": "tr",
        "TZ": "Pacific/Kiritimati",
        "PYTHONHASHSEED": "7",
        "HOME": "/nonexistent",
    },
    cores=1,
    umask=0o077,
)


def main() -> int:
    commit = source_state(Layout.of(ROOT), os.environ).commit
    good = True
    with tempfile.TemporaryDirectory() as home:
        first = build(FIRST, Path(home), commit)
        for way in (OTHERWISE, *other_pythons()):
            try:
                again = build(way, Path(home), commit)
            except subprocess.CalledProcessError as error:
                output = (error.stdout or b"").decode(errors="replace").strip()
                said = output.splitlines()[-1:] or ["no word"]
                print(f"  not built: {way.name}: {said[0]}")
                good = good and way.python != sys.executable
                continue
            # Compressed twins are another zlib's business.
            differing = list(differences(first, again, twins=way.python == sys.executable))
            count = sum(1 for path in first.rglob("*") if path.is_file())
            print(f"  {way.name}: {len(differing)} of {count} files differ", flush=True)
            for name in differing[:SHOWN]:
                print(f"      {name}")
            good = good and not differing
    print("Reproducible." if good else "NOT reproducible, see above.")
    return 0 if good else 1


def other_pythons() -> Iterator[Way]:
    """Every other Python that is here; a plain word where there is none."""
    own = f"python3.{sys.version_info.minor}"
    names = [f"python3.{n}" for n in LATER_PYTHONS]
    found = [name for name in names if name != own and _runs(name)]
    if not found:
        print(f"  no other Python than {own} (3.11 or newer) is here: only this one was tried")
    for name in found:
        yield Way(f"{name}, with packages of its own", name, python=name)


def _runs(python: str) -> bool:
    """Whether a Python is more than a name that leads nowhere."""
    if shutil.which(python) is None:
        return False
    return subprocess.run([python, "-c", ""], check=False, capture_output=True).returncode == 0


def build(way: Way, home: Path, commit: str) -> Path:
    """The folder of the site, built from a copy of the project's files."""
    root = home / way.folder / "project"
    _copy(root)
    site = home / way.folder / "site"
    environ = {
        "PATH": os.environ["PATH"],
        "SOURCE_DATE_EPOCH": EPOCH,
        "SOURCE_COMMIT": commit,
        "NO_MKDOCS_2_WARNING": "1",
        **way.environ,
    }
    command = [way.python, "-m", "mkdocs", "build", "--strict", "--quiet", "-d", str(site)]
    if way.python != sys.executable:
        command = ["make", f"PYTHON={way.python}", "site"]
        site = root / "site"

    def prepare() -> None:
        os.umask(way.umask)
        if way.cores is not None and hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: way.cores])

    subprocess.run(
        command,
        cwd=root,
        env=environ,
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        preexec_fn=prepare,
    )
    return site.resolve()


def _copy(root: Path) -> None:
    """The files that git knows or would take, as they are now."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, root / name)


def differences(first: Path, again: Path, *, twins: bool) -> Iterator[str]:
    """Names of files that only one has or that are not the same, in order."""
    names = {
        path.relative_to(site).as_posix()
        for site in (first, again)
        for path in site.rglob("*")
        if path.is_file() and (twins or path.suffix not in {".gz", ".br"})
    }
    for name in sorted(names):
        both = (first / name).is_file() and (again / name).is_file()
        if not both or not filecmp.cmp(first / name, again / name, shallow=False):
            yield name


if __name__ == "__main__":
    sys.exit(main())
