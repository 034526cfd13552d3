"""Asks the lists of known faults for every pinned package, and says plainly what came of it.

    .venv/supply/bin/python tests/audit/known_faults.py requirements/site.txt

Exits 1 where a package has a known fault; where no list can be reached it says so and exits 0, for
that is no fault of a package.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass

LISTS = {"osv": "osv.dev", "pypi": "pypi.org"}
"""Service of pip-audit to where it asks; the second where the first cannot be reached."""
SHOWN = 10


@dataclass(frozen=True)
class Verdict:
    """What one list says."""

    text: str
    is_good: bool
    """Whether no package is known to be faulty."""
    is_reached: bool
    """Whether the list answered about any package at all."""


def verdict(report: str, place: str) -> Verdict:
    """What a report of pip-audit in JSON means; any other text means that nothing was reached."""
    try:
        rows = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        rows = []
    asked = [row for row in rows if "skip_reason" not in row]
    if not asked:
        return Verdict(f"{place} cannot be reached from here.", is_good=True, is_reached=False)
    faulty = [
        f"{row['name']} {row['version']}: {fault['id']}, mended in "
        f"{', '.join(fault['fix_versions']) or 'no release yet'}"
        for row in asked
        for fault in row["vulns"]
    ]
    unknown = [row["name"] for row in rows if "skip_reason" in row]
    lines = [f"{len(asked)} of {len(rows)} packages looked up at {place}."]
    lines += [f"Known fault in {line}" for line in faulty] or ["No known fault in them."]
    if unknown:
        more = " …" if len(unknown) > SHOWN else ""
        lines.append(f"NOT looked up, unknown there: {', '.join(unknown[:SHOWN])}{more}")
    return Verdict("\n".join(lines), is_good=not faulty, is_reached=True)


def main() -> int:
    said = []
    for service, place in LISTS.items():
        command = [sys.executable, "-m", "pip_audit", "--requirement", sys.argv[1]]
        options = ["--disable-pip", "--require-hashes", "--progress-spinner", "off"]
        asked = subprocess.run(
            [*command, *options, "--vulnerability-service", service, "--format", "json"],
            capture_output=True,
            text=True,
            check=False,
        )
        found = verdict(asked.stdout, place)
        said.append(found.text)
        if found.is_reached:
            print(found.text)
            return 0 if found.is_good else 1
    print("Packages were NOT audited for known faults:", *said)
    print("Run `make supply` again where one of them can be reached.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
