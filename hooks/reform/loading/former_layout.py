"""An older commit's data, brought to where today's would lie: what moved is compared, not missed.

Until November 2026 units were ``communes``: folders by bare codes, ``commune_code`` in a plan.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

_FORMER_FOLDER, _FOLDER = "communes", "units"
_FORMER_KEY = re.compile(r"^commune_code:.*$", re.MULTILINE)
_PLANS = "ke-hoach/"
_ID = re.compile(r"\d+(?:-\d{8})?")


def bring_to_today(root: Path, moves: Mapping[str, str]) -> None:
    """Rename the folders and the key under ``root/data``; ``moves`` are the old and the new
    addresses of pages (``data/moved_addresses.csv``), whose folders mirror the data's.
    """
    units = root / "data" / _FOLDER
    former = root / "data" / _FORMER_FOLDER
    if former.is_dir() and not units.exists():
        former.rename(units)
    for old, new in _folders(moves):
        if (units / old).is_dir() and not (units / new).exists():
            (units / new).parent.mkdir(parents=True, exist_ok=True)
            (units / old).rename(units / new)
    for path in units.glob("*/*/*.yaml"):
        found = _ID.match(path.parent.name)
        text = path.read_bytes().decode("utf-8", "replace")
        if found and _FORMER_KEY.search(text):
            path.write_text(_FORMER_KEY.sub(f'unit_id: "{found[0]}"', text), "utf-8")


def _folders(moves: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The moves of whole units: a province's folder and a unit's in it, no plan's own page."""
    for old, new in moves.items():
        one, other = old.strip("/").split("/"), new.strip("/").split("/")
        if old.startswith(_PLANS) and len(one) == len(other) == 3:
            yield "/".join(one[1:]), "/".join(other[1:])
