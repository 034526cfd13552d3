"""Styles and scripts lie in one folder whose name is made of their content: a page is never shown
with the style or the program of another build, and a reader's copy of them is good for ever.
"""

import hashlib
from pathlib import Path

from reform.addresses import ASSETS

_KINDS = {".css", ".js", ".json"}


def assets_folder(content: Path) -> str:
    """Where styles and scripts of ``content/assets`` are published: ``assets-1f5b02c9d4/``.

    Beside ``assets/``, so that programs reach the rest of the site by the same way up.
    """
    found = hashlib.sha256()
    for path in sorted((content / ASSETS).rglob("*")):
        if path.suffix in _KINDS:
            name = path.relative_to(content).as_posix()
            found.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\0".encode())
    return f"{ASSETS.rstrip('/')}-{found.hexdigest()[:10]}/"


def published_asset(address: str, folder: str) -> str:
    """The address under which a file of ``content/`` is published; only assets move."""
    is_moved = address.startswith(ASSETS) and Path(address).suffix in _KINDS
    return folder + address.removeprefix(ASSETS) if is_moved else address
