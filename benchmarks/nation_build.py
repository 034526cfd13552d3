"""What building the site of the invented country takes, and what comes out.

    python benchmarks/nation_build.py 100 332 [--write]

For each number of communes (evenly chosen of the 3,321; seed 1): a build from nothing, one without
a change and one after one sentence of one plan was changed, each by MkDocs in a process of its own.
Seconds are of the processor, of all processes; ``--write`` puts the table into README.md.
"""

import argparse
import gzip
import json
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "benchmarks" / "README.md"
sys.path.insert(0, str(ROOT / "hooks"))

from reform.nation import write_nation
from reform.nation.units import country
from reform.publication.sealing import COMPRESSED

MOST_COMPRESSED, MOST_TAGS = 200_000, 20_000
"""What a page, or a file that a page needs, may weigh: bytes by gzip, and tags."""
_MARKS = "<!-- nation_build.py -->", "<!-- end -->"
_PROGRAM = """
import json, resource, sys, time
from mkdocs.__main__ import cli
begun = time.monotonic()
try:
    cli(sys.argv[1:], standalone_mode=False)
finally:
    own, others = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    seconds = own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime
    print(json.dumps([seconds, time.monotonic() - begun, max(own.ru_maxrss, others.ru_maxrss)]))
"""


@dataclass(frozen=True)
class Outcome:
    """What was measured for one number of communes."""

    plans: int
    clean: float
    """Seconds of processor for a build from nothing."""
    clock: float
    unchanged: float
    changed: float
    memory: int
    """Kilobytes of the largest process."""
    files: int
    size: int
    """Bytes, without the compressed twins."""
    largest: tuple[int, str]
    too_large: tuple[str, ...]


def measured(communes: int) -> Outcome:
    """Build one country three times."""
    units = country()
    codes = [unit.code for unit in units[:: max(1, len(units) // communes)]]
    root = Path(tempfile.mkdtemp())
    try:
        plans = write_nation(root, 1, codes)
        (root / "hooks").symlink_to(ROOT / "hooks")
        shutil.copytree(ROOT / "content", root / "content")
        config = (ROOT / "mkdocs.yml").read_text("utf-8")
        named = config.replace("extra:\n", f"extra:\n  vocabulary: {ROOT / 'data'}\n", 1)
        (root / "mkdocs.yml").write_text(named, "utf-8")
        clean, unchanged = _built(root), _built(root)
        path = next((root / "data" / "units").rglob("*.yaml"))
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"(?m)^  text: (.*)$", r"  text: \1 hơn", text, count=1), "utf-8")
        changed = _built(root)
        found = _files(root / "site")
        sizes = {
            name: len(gzip.compress(content)) for name, content in found.items() if _shown(name)
        }
        heavy = (name for name, size in sizes.items() if size > MOST_COMPRESSED)
        tagged = (name for name in sizes if found[name].count(b"<") > 2 * MOST_TAGS)
        largest = max((size, name) for name, size in sizes.items())
        return Outcome(
            plans,
            clean[0],
            clean[1],
            unchanged[0],
            changed[0],
            int(clean[2]),
            len(found),
            sum(map(len, found.values())),
            largest,
            tuple(sorted({*heavy, *tagged})),
        )
    finally:
        shutil.rmtree(root)


def _built(root: Path) -> list[float]:
    environ = {**os.environ, "REFORM_CACHE": str(root / "cache"), "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-c", _PROGRAM, "build", "-q", "-d", str(root / "site")]
    done = subprocess.run(
        command, cwd=root, env=environ, check=True, capture_output=True, text=True
    )
    found: list[float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _files(site: Path) -> dict[str, bytes]:
    paths = (path for path in site.resolve().rglob("*") if path.is_file())
    return {
        path.relative_to(site.resolve()).as_posix(): path.read_bytes()
        for path in paths
        if path.suffix not in COMPRESSED
    }


def _shown(name: str) -> bool:
    """Whether a reader's browser asks for the file while a page is read."""
    return name.endswith(".html") or name.startswith("search-index/")


def table(outcomes: list[Outcome]) -> str:
    """The figures as Markdown."""
    columns = ("plans", "clean, s (clock)", "nothing changed, s", "one sentence changed, s")
    columns += ("memory, GB", "files", "MB", "largest page, kB gzip")
    rows = [f"| {' | '.join(columns)} |", "|---" * len(columns) + "|"]
    for one in outcomes:
        size, name = one.largest
        rows.append(
            f"| {one.plans:,} | {one.clean:.1f} ({one.clock:.1f}) | {one.unchanged:.1f} | "
            f"{one.changed:.1f} | {one.memory / 1e6:.2f} | {one.files:,} | {one.size / 1e6:.0f} | "
            f"{size / 1000:.0f} `{name}` |"
        )
    first, last = outcomes[0], outcomes[-1]
    told = [f"{platform()}, {time.strftime('%Y-%m-%d')}, seconds of processor of all processes."]
    if len(outcomes) > 1:
        growth = math.log(last.clean / first.clean) / math.log(last.plans / first.plans)
        told.append(f"Growth exponent of a clean build: {growth:.2f}.")
    told.append(f"Over {MOST_COMPRESSED // 1000} kB or {MOST_TAGS:,} tags: ")
    told[-1] += (", ".join(f"`{name}`" for name in last.too_large) or "nothing") + "."
    return "\n".join((*rows, "", " ".join(told)))


def platform() -> str:
    """The machine in a few words."""
    return f"{os.cpu_count()} cores, {sys.platform}, Python {sys.version.split()[0]}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("communes", type=int, nargs="+")
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    options = parser.parse_args()
    written = table([measured(communes) for communes in options.communes])
    print(written)
    if options.write:
        before, after = (README.read_text("utf-8").split(mark) for mark in _MARKS)
        whole = f"{before[0]}{_MARKS[0]}\n{written}\n{_MARKS[1]}{after[1]}"
        README.write_text(whole, "utf-8")
