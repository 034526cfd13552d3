"""The real web servers, with the configurations of deploy/, on a folder and a port of a test."""

import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from browser import apt_install
from conftest import ROOT

DEPLOY = ROOT / "deploy"
_SECONDS = 20
_MODULES = Path("/usr/share/nginx/modules-available/mod-http-brotli-static.conf")


class ServerMissingError(RuntimeError):
    """A server is not here and could not be had; the message says what to install."""


def _nginx(home: Path, port: int) -> list[str]:
    if not _MODULES.exists():
        apt_install("nginx", "libnginx-mod-http-brotli-static")
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin")
    if program is None or not _MODULES.exists():
        raise ServerMissingError("apt-get install nginx libnginx-mod-http-brotli-static")
    text = (DEPLOY / "nginx.conf").read_text("utf-8").replace("/srv/ke-hoach-mo", str(home))
    text = text.replace("listen 80;", f"listen 127.0.0.1:{port};")
    places = "".join(
        f"{kind}_temp_path {home}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (home / "nginx.conf").write_text(
        f"include {_MODULES}; daemon off; pid {home}/nginx.pid; worker_processes 2;"
        f"error_log {home}/error.log; events {{}}"
        f"http {{ access_log off; {places}\n{text} }}",
        "utf-8",
    )
    return [program, "-e", f"{home}/error.log", "-c", f"{home}/nginx.conf"]


def _caddy(home: Path, port: int) -> list[str]:
    if shutil.which("caddy") is None:
        apt_install("caddy")
    program = shutil.which("caddy")
    if program is None:
        raise ServerMissingError("apt-get install caddy")
    text = (DEPLOY / "Caddyfile").read_text("utf-8").replace("/srv/ke-hoach-mo", str(home))
    text = text.replace("ke-hoach-mo.example {", f"http://127.0.0.1:{port} {{")
    (home / "Caddyfile").write_text(f"{{\n\tadmin off\n}}\n{text}", "utf-8")
    return [program, "run", "--config", f"{home}/Caddyfile", "--adapter", "caddyfile"]


SERVERS: dict[str, Callable[[Path, int], list[str]]] = {"nginx": _nginx, "caddy": _caddy}


@contextmanager
def served(server: str, home: Path) -> Iterator[str]:
    """Serve ``home/site`` as deploy/ says; yields the address. Raises ServerMissingError."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    home.chmod(0o755)
    command = SERVERS[server](home, port)
    log = (home / "server.log").open("wb")
    running = subprocess.Popen(
        command, stdout=log, stderr=log, env={"HOME": str(home), "PATH": "/usr/bin:/bin"}
    )
    try:
        _wait_for(port, running, home)
        yield f"http://127.0.0.1:{port}/"
    finally:
        running.terminate()
        running.wait(_SECONDS)
        log.close()


def _wait_for(port: int, running: subprocess.Popen[bytes], home: Path) -> None:
    end = time.monotonic() + _SECONDS
    while running.poll() is None and time.monotonic() < end:
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    said = "".join(path.read_text("utf-8") for path in home.glob("*.log"))
    raise AssertionError(f"the server did not start: {said}")
