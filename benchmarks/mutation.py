"""How many small faults the tests notice: `make mutation`.

mutmut changes one thing at a time in what follows from the data (derivations, subjects, downloads,
search) and runs the tests that reach it; [tool.mutmut] in pyproject.toml says which. This program
lays out a copy of the project as mutmut wants it, and adds up by module what it found:

    python benchmarks/mutation.py FOLDER 'reform.subjects.*' --sample 20
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from fnmatch import fnmatch
from itertools import chain
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
MUTATED = ("derivations", "subjects", "downloads", "search")
OUTCOMES = {
    0: "survived",
    33: "reached by no test",
    **dict.fromkeys((1, 3, -24, 24, 36, 152, 255), "killed"),
}
"""Exit code of the tests to what it means; a mutant that never ends is noticed too."""


def lay_out(folder: Path) -> None:
    """The package below `src`, tests and data beside it."""
    folder.mkdir(parents=True)
    ignore = shutil.ignore_patterns("__pycache__", "node_modules", "*.egg-info")
    for name in ("tests", "data", "content"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignore)
    shutil.copytree(ROOT / "hooks/reform", folder / "src/reform", ignore=ignore)
    shutil.copytree(ROOT / "hooks/templates", folder / "src/reform/templates")
    # There a YAML file would look like a plan in the wrong place.
    nation = folder / "src/reform/nation"
    (nation / "phrases.yaml").rename(nation / "phrases.txt")
    grammar = nation / "grammar.py"
    grammar.write_text(grammar.read_text("utf-8").replace("phrases.yaml", "phrases.txt"), "utf-8")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for part in MUTATED:
        for path in (folder / "src/reform" / part).glob("*.py"):
            path.write_text(without_decorators(path.read_text("utf-8")), "utf-8")
    for path in (folder / "tests").glob("*.py"):
        path.write_text(for_single_tests(path.read_text("utf-8")), "utf-8")


def without_decorators(source: str) -> str:
    """The same code, its functions wrapped below their bodies: mutmut leaves decorated ones out."""
    pattern = re.compile(
        r"^( *)@(once|cache|property)\n((?:\1def (\w+)\(.*\n)(?:\1[ )].*\n|\n(?=\1 |\n))*)",
        re.MULTILINE,
    )
    return pattern.sub(r"\3\n\1\4 = \2(\4)\n", source)


def for_single_tests(source: str) -> str:
    """The same tests; a project is opened anew for each, which shows what it reaches, and a tenth
    of the random cases has to do."""
    shared = re.compile(r'(?<=@pytest\.fixture)\(scope="\w+"\)(?=\ndef (?:demo|small|full|live)\()')
    return shared.sub("", source).replace("max_examples=600", "max_examples=60")


def outcomes(folder: Path) -> dict[str, int | None]:
    """Mutant to the exit code of its tests; None where none was run."""
    found: dict[str, int | None] = {}
    for path in sorted((folder / "mutants").rglob("*.meta")):
        found.update(json.loads(path.read_text("utf-8"))["exit_code_by_key"])
    return found


def module_of(mutant: str) -> str:
    """`reform.subjects.promises.x_by_deadline__mutmut_3` → `subjects.promises`."""
    return ".".join(mutant.split(".")[1:3])


def sample(mutants: Iterable[str], of_each: int) -> list[str]:
    """So many of each module, drawn by chance, the same ones every time."""
    modules: defaultdict[str, list[str]] = defaultdict(list)
    for mutant in mutants:
        modules[module_of(mutant)].append(mutant)
    drawn = (Random(module).sample(m, min(of_each, len(m))) for module, m in modules.items())
    return sorted(chain.from_iterable(drawn))


def report(found: dict[str, int | None]) -> None:
    """A line for each module and for all: killed, survived, reached by no test, share killed of
    those that a test reaches; then every survivor.
    """
    modules: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for mutant, code in found.items():
        modules[module_of(mutant)][OUTCOMES.get(code, "not run")] += 1
    modules["all"] = sum(modules.values(), Counter())
    for module, counts in sorted(modules.items()):
        reached = counts["killed"] + counts["survived"]
        share = f"{100 * counts['killed'] / reached:.0f} %" if reached else "–"
        numbers = (counts[name] for name in ("killed", "survived", "reached by no test"))
        print(f"| {module} | {' | '.join(map(str, numbers))} | {share} |")
    for mutant, code in found.items():
        if OUTCOMES.get(code) in ("survived", "reached by no test"):
            print(f"{OUTCOMES[code]}: {mutant}")


def run(folder: Path, names: list[str]) -> None:
    """Let mutmut make the mutants that it has not made and try those that are named."""
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", "2", *names]
    env = {**os.environ, "PYTHONPATH": "src", "PYTHONDONTWRITEBYTECODE": "1"}
    with (folder / "mutmut.log").open("ab") as log:
        subprocess.run(command, cwd=folder, env=env, stdout=log, stderr=log, check=False)


def main() -> None:
    """Lay out, run, report."""
    asked = argparse.ArgumentParser(description="How many small faults the tests notice.")
    asked.add_argument("folder", type=Path, help="made, or gone on with where it stands")
    asked.add_argument("names", nargs="*", default=["reform.*"], help="patterns of mutants")
    asked.add_argument("--sample", type=int, metavar="N", help="so many mutants of each module")
    asked.add_argument("--report", action="store_true", help="only what was found so far")
    options = asked.parse_args()
    folder: Path = options.folder.resolve()
    if not folder.exists():
        lay_out(folder)
        run(folder, ["reform.none"])
    named = [m for m in outcomes(folder) if any(fnmatch(m, name) for name in options.names)]
    chosen = sample(named, options.sample) if options.sample else named
    if not options.report:
        run(folder, chosen)
    found = outcomes(folder)
    report({mutant: found[mutant] for mutant in chosen})


if __name__ == "__main__":
    main()
