"""A build for tests to disturb: writes many files aside as a build does, then switches.

python tests/publishing.py SITE VERSION FILES [fail]
"""

import sys
from pathlib import Path

from reform.publication.releases import Building, current_release
from reform.publication.sealing import seal


def publish(site: Path, version: str, files: int, *, fails: bool = False) -> None:
    """Publish a site all of whose files say ``version``."""
    building = Building(site)
    folder = building.start(lambda: _say("waiting"))
    try:
        for number in range(files):
            (folder / f"page-{number}.html").write_text(f"{version}\n" * 100, "utf-8")
        if fails:
            _fail()
        building.switch(seal(folder, current_release(site)))
    except BaseException:
        building.give_up()
        raise


def _fail() -> None:
    raise RuntimeError("a page fails")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _say("started")
    publish(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), fails="fail" in sys.argv[4:])
