"""Publication under disturbance and under load, served by the real nginx.

python benchmarks/publication.py kills [COUNT]     builds killed at random while nginx answers
python benchmarks/publication.py mkdocs [COUNT]    the same with whole builds by MkDocs
python benchmarks/publication.py load [SECONDS]    pages a second of a built site
"""

import http.client
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests")]

from conftest import EPOCH, build_site_into
from publishing import publish
from reform.publication.releases import current_release
from reform.publication.verifying import differences
from web_servers import served

FILES = 2000
PAGE = "ke-hoach/31-hai-phong/11824-vinh-bao/2026-2030/"


class Watcher(threading.Thread):
    """Asks for two pages all the time; counts what is not answered whole."""

    def __init__(self, root: str, paths: tuple[str, ...], end: str) -> None:
        super().__init__(daemon=True)
        self._host, self._paths, self._end = urlsplit(root).netloc, paths, end.encode()
        self.answered = self.failed = 0
        self.stop = threading.Event()

    def run(self) -> None:
        """Until it is stopped."""
        while not self.stop.wait(0.005):
            for path in self._paths:
                connection = http.client.HTTPConnection(self._host, timeout=10)
                connection.request("GET", f"/{path}")
                answer = connection.getresponse()
                is_good = answer.status == 200 and answer.read().rstrip().endswith(self._end)
                connection.close()
                self.answered += is_good
                self.failed += not is_good


def kills(count: int, *, by_mkdocs: bool) -> None:
    """Kill builds at random moments; after each the site must be one whole release."""
    moments = random.Random(1)  # noqa: S311 - no secret
    home = Path(tempfile.mkdtemp())
    site = home / "site"
    command = [sys.executable, str(ROOT / "tests/publishing.py"), str(site), "v", str(FILES)]
    pages, end = ("page-0.html", f"page-{FILES - 1}.html"), ""
    if by_mkdocs:
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-d", str(site)]
        build_site_into(site)
        pages, end = ("", PAGE), "</html>"
    else:
        publish(site, "good", FILES)
    switched, broken, longest = 0, 0, 1.3 * _duration(command)
    with served("nginx", home) as root:
        watcher = Watcher(root, pages, end)
        watcher.start()
        for _ in range(count):
            before = current_release(site)
            build = subprocess.Popen(command, cwd=ROOT, env=_environment())
            time.sleep(moments.uniform(0, longest))
            build.kill()
            build.wait()
            switched += current_release(site) != before
            broken += bool(list(differences(str(site.resolve()))))
        watcher.stop.set()
        watcher.join()
    print(
        f"{count} kills within {longest:.1f} s: {switched} after the switch, {broken} broken; "
        f"{watcher.answered} answers whole, {watcher.failed} not"
    )
    shutil.rmtree(home)


def _environment() -> dict[str, str]:
    return {"PATH": "/usr/bin:/bin", "SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1"}


def _duration(command: list[str]) -> float:
    start = time.monotonic()
    subprocess.run(command, cwd=ROOT, env=_environment(), check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - start


def load(seconds: float, readers: int = 8) -> None:
    """Readers that each ask again at once, over connections that stay open."""
    home = Path(tempfile.mkdtemp())
    build_site_into(home / "site")
    with served("nginx", home) as root:
        times: list[float] = []
        end = time.monotonic() + seconds

        def read() -> None:
            connection = http.client.HTTPConnection(urlsplit(root).netloc, timeout=10)
            while time.monotonic() < end:
                start = time.monotonic()
                connection.request("GET", f"/{PAGE}", headers={"Accept-Encoding": "br"})
                answer = connection.getresponse()
                assert (answer.status, len(answer.read()) > 0) == (200, True)
                times.append(time.monotonic() - start)

        threads = [threading.Thread(target=read) for _ in range(readers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    times.sort()
    middle, late = times[len(times) // 2] * 1000, times[int(len(times) * 0.99)] * 1000
    print(f"{len(times) / seconds:.0f} pages a second; median {middle:.1f} ms, p99 {late:.1f} ms")
    shutil.rmtree(home)


if __name__ == "__main__":
    what, *given = sys.argv[1:]
    if what == "load":
        load(float(given[0]) if given else 10)
    else:
        kills(int(given[0]) if given else 200, by_mkdocs=what == "mkdocs")
