"""Is a published copy what it says it is? For a stranger with a folder or an address."""

import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urljoin
from urllib.request import Request, urlopen

import brotli

from reform.publication.sealing import CHECKSUMS, COMPRESSED, SIGNATURE, checksums, digest

_SECONDS = 30
_LARGEST = 1 << 30
_OWN = {CHECKSUMS, SIGNATURE}

Get = Callable[[str], bytes | None]
"""Gives the content at a path of the copy; None where there is nothing."""


@dataclass(frozen=True)
class Difference:
    """One way in which a copy is not what its list says."""

    path: str
    kind: str
    """``changed``, ``missing``, ``unlisted``, ``no-list``, ``bad-list``, ``bad-twin``."""


def differences(place: str, trusted: Path | None = None) -> Iterator[Difference]:
    """Everything in which the copy at ``place``, a folder or an address, differs from its list, or
    from that of ``trusted``: a folder built from the commit that the copy names.
    """
    get = getter(place)
    text = get(CHECKSUMS)
    if text is None:
        yield Difference(CHECKSUMS, "no-list")
        return
    if trusted is not None:
        own = checksums(trusted).encode()
        if own != text:
            yield Difference(CHECKSUMS, "changed")
            text = own
    try:
        lines = [line.split("  ", 1) for line in text.decode().splitlines()]
        listed = {path: expected for expected, path in lines}
    except ValueError:
        yield Difference(CHECKSUMS, "bad-list")
        return
    for path, expected in listed.items():
        content = get(path)
        if content is None:
            yield Difference(path, "missing")
        elif digest(content) != expected:
            yield Difference(path, "changed")
    if not _is_address(place):
        yield from _strangers(Path(place), listed)


def getter(place: str) -> Get:
    """How to ask the copy at ``place``, a folder or an address, for a file."""
    return _asker(place) if _is_address(place) else _reader(Path(place))


def _is_address(place: str) -> bool:
    return place.startswith(("http://", "https://"))


def _strangers(folder: Path, listed: dict[str, str]) -> Iterator[Difference]:
    """Files of a folder that nobody listed, and compressed twins that say something else."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        plain = path.with_suffix("")
        if path.is_dir() or name in listed or name in _OWN:
            continue
        if path.suffix not in COMPRESSED or not plain.is_file():
            yield Difference(name, "unlisted")
        elif _opened(path) != plain.read_bytes():
            yield Difference(name, "bad-twin")


def _opened(path: Path) -> bytes | None:
    try:
        if path.suffix == ".gz":
            return gzip.decompress(path.read_bytes())
        opened: bytes = brotli.decompress(path.read_bytes())
    except (OSError, EOFError, brotli.error):
        return None
    return opened


def _reader(folder: Path) -> Get:
    def read(path: str) -> bytes | None:
        file = folder / path
        inside = file.resolve().is_relative_to(folder.resolve())
        return file.read_bytes() if inside and file.is_file() else None

    return read


def _asker(address: str) -> Get:
    root = address if address.endswith("/") else f"{address}/"

    def get(path: str) -> bytes | None:
        wanted = "" if path == "index.html" else path.removesuffix("/index.html")
        ending = "/" if wanted != path and wanted else ""
        # The 404 page answers with its own status; any other error means that nothing is there.
        try:
            request = Request(urljoin(root, quote(wanted) + ending), headers={"Accept": "*/*"})  # noqa: S310
            with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 - http or https only
                content: bytes = answer.read(_LARGEST)
                return content
        except HTTPError as error:
            is_page = error.code == HTTPStatus.NOT_FOUND and path == "404.html"
            return error.read(_LARGEST) if is_page else None
        except URLError:
            return None

    return get
