"""Whatever happens to whole builds, nginx goes on serving the last good site.

    python benchmarks/kills.py 200

Kills whole builds of a small project with SIGKILL at random moments, then fills the disk, takes
the right to write away, lets a page fail and starts two builds at once. All the while addresses of
the site are asked for; an answer is good if it is whole and of some release that was switched in.
As root, for a file system of its own; prints what happened and exits 1 after a bad answer.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import cycle
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests")]

from reform.publication.releases import releases, releases_folder
from reform.publication.verifying import differences
from web_servers import served

ASKED = (
    "",
    "ke-hoach/",
    "ke-hoach/98-mau/99801-binh-mau/2026-2030/",
    "data/targets.csv",
    "data/datapackage.json",
    "lich/99801-binh-mau.ics",
    "huong-dan/",
)
PAUSE = 0.05
"""Seconds between two questions."""
ROOM = "600m"


class Reader(threading.Thread):
    """Asks for one address after the other until it is told to stop."""

    def __init__(self, address: str) -> None:
        super().__init__(daemon=True)
        self._address = address
        self._is_over = threading.Event()
        self.answers: list[tuple[str, int, str]] = []
        """Path, status, digest of the body."""

    def run(self) -> None:
        for path in cycle(ASKED):
            if self._is_over.wait(PAUSE):
                return
            self.answers.append((path, *self._ask(path)))

    def _ask(self, path: str) -> tuple[int, str]:
        try:
            with urlopen(self._address + path, timeout=20) as answer:
                return answer.status, hashlib.sha256(answer.read()).hexdigest()
        except HTTPError as error:
            return error.code, ""
        except OSError as error:
            return 0, str(error)

    def stop(self) -> None:
        self._is_over.set()
        self.join()


class Trial:
    """A project, its site, and what was seen."""

    def __init__(self, home: Path) -> None:
        self.home, self.project, self.site = home, home / "project", home / "site"
        self.known: defaultdict[str, set[str]] = defaultdict(set)
        """Path to the digests that it had in releases that were switched in."""
        self.seen: Counter[str] = Counter()
        shutil.copytree(ROOT / "tests" / "small", self.project)
        ignore = shutil.ignore_patterns("__pycache__")
        for name in ("hooks", "content"):
            shutil.copytree(ROOT / name, self.project / name, ignore=ignore)
        config = (ROOT / "mkdocs.yml").read_text("utf-8")
        extra = f"extra:\n  vocabulary: '{ROOT / 'data'}'\n"
        (self.project / "mkdocs.yml").write_text(config.replace("extra:\n", extra), "utf-8")
        self._guide = self.project / "content" / "huong-dan" / "index.md"
        self._text = self._guide.read_text("utf-8")

    def write(self, line: str) -> None:
        """Let the next build differ from the one before."""
        self._guide.write_text(f"{self._text}\n{line}\n", "utf-8")

    def start(self) -> subprocess.Popen[bytes]:
        """A whole build, in a group of processes of its own."""
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-d", str(self.site)]
        environ = {"PATH": "/usr/bin:/bin", "NO_MKDOCS_2_WARNING": "1"}
        return subprocess.Popen(
            command,
            cwd=self.project,
            env=environ,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def build(self) -> bool:
        """Whether a whole build succeeds; what it switched in is known from then on."""
        good = self.start().wait() == 0
        self.learn()
        return good

    def learn(self) -> None:
        """Note what releases hold; what is served is whole and as listed."""
        for release in releases(self.site):
            for path in ASKED:
                name = f"{path}index.html" if path.endswith("/") or not path else path
                content = (release / name).read_bytes()
                self.known[path].add(hashlib.sha256(content).hexdigest())
        found = list(differences(str(self.site.resolve())))
        self.seen["not whole"] += bool(found)

    def kill_at_random(self, seconds: float, chance: random.Random) -> None:
        """Start a build and kill it, with all its processes, at some moment until its end."""
        before = self.site.resolve()
        self.write(f"{chance.random()}")
        build = self.start()
        try:
            build.wait(chance.uniform(0, seconds))
            phase = "was faster than the kill"
        except subprocess.TimeoutExpired:
            is_writing = any(releases_folder(self.site).glob(".building-*/*"))
            phase = "killed while it wrote" if is_writing else "killed before or after writing"
        with suppress(ProcessLookupError):
            os.killpg(build.pid, signal.SIGKILL)
        build.wait()
        self.seen[phase] += 1
        self.seen["switched all the same"] += self.site.resolve() != before
        self.learn()


def try_all(trial: Trial, kills: int) -> None:
    chance = random.Random(20261127)
    start = time.monotonic()
    assert trial.build()
    seconds = time.monotonic() - start
    for number in range(1, kills + 1):
        trial.kill_at_random(1.1 * seconds, chance)
        if number % 25 == 0:
            _say(f"after {number}: {dict(trial.seen)}")
    trial.write("after the kills")
    assert trial.build(), "a build after all the kills"
    _say("after the kills the next build is published")

    used = shutil.disk_usage(trial.home).used
    _remount(trial.home, f"size={used // 1024 + 2000}k")
    trial.write("on a full disk")
    assert not trial.build()
    _remount(trial.home, f"size={ROOM}")
    _say("a full disk: refused")

    _remount(trial.home, "ro")
    assert not trial.build()
    _remount(trial.home, "rw")
    _say("a folder that cannot be written: refused")

    trial.write("[nowhere](nowhere.md)")
    assert not trial.build()
    _say("a failing page: refused")

    trial.write("two at once")
    builds = [trial.start(), trial.start()]
    assert [build.wait() for build in builds] == [0, 0]
    trial.learn()
    _say("two builds at once: both succeed, one after the other")


def _say(text: str) -> None:
    print(f"  {text}", flush=True)


def _remount(folder: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", str(folder)], check=True)


@contextmanager
def own_disk() -> Iterator[Path]:
    """A file system in memory."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        place = Path(folder) / "disk"
        place.mkdir()
        options = f"size={ROOM},mode=755"
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)], check=True)
        try:
            yield place
        finally:
            subprocess.run(["umount", "-l", str(place)], check=True)


def main() -> int:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with own_disk() as home:
        trial = Trial(home)
        assert trial.build(), "the first build"
        logs = home.parent / "server"
        logs.mkdir()
        (logs / "site").symlink_to(home / "site")
        (logs / "site.previous").symlink_to(home / "site.previous")
        with served("nginx", logs) as address:
            reader = Reader(address)
            reader.start()
            try_all(trial, kills)
            reader.stop()
    bad = [a for a in reader.answers if a[1] != 200 or a[2] not in trial.known[a[0]]]
    for phase, count in sorted(trial.seen.items()):
        _say(f"{phase}: {count}")
    _say(f"answers: {len(reader.answers)}, of them bad: {len(bad)}")
    for answer in bad[:10]:
        _say(f"    {answer}")
    return 1 if bad or trial.seen["not whole"] else 0


if __name__ == "__main__":
    sys.exit(main())
