"""What a first visit of each kind of page transfers: `python benchmarks/page_weights.py [site]`.

Weighs the heaviest page of every kind in a real Chromium with an empty cache.
"""

import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from playwright.sync_api import sync_playwright

from browser import launch_options
from conftest import serve
from reform.layout import Layout
from reform.project import open_project
from site_pages import first_visit, page_kinds


def main() -> None:
    """Print one line for each kind of page."""
    site = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site"
    project = open_project(Layout.of(ROOT), date.today())  # noqa: DTZ011 - no figure depends on it
    server, url = serve(site)
    print(f"{'kind':<12}{'HTML kB':>9}{'all kB':>9}{'requests':>10}  page")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())  # type: ignore[arg-type]
        for kind, address in page_kinds(project, site).items():
            visit = first_visit(browser, url + address)
            print(
                f"{kind:<12}{visit.html / 1000:>9.1f}{visit.total / 1000:>9.1f}"
                f"{len(visit.requests):>10}  /{address}"
            )
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main()
