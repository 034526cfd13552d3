"""Puts into a project what does not belong there: links, pipes, sockets."""

from __future__ import annotations

import os
import shutil
import socket
from pathlib import Path

PIPE, SOCKET = "<pipe>", "<socket>"


def put(path: Path, target: str) -> None:
    """A link to ``target`` at ``path``, or what ``PIPE`` or ``SOCKET`` names, in place of what
    was there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        shutil.move(path, path.with_name(f"{path.name}-moved"))
    path.unlink(missing_ok=True)
    if target == PIPE:
        os.mkfifo(path)
    elif target == SOCKET:
        here = Path.cwd()
        os.chdir(path.parent)  # the name of a socket may have 107 bytes
        with socket.socket(socket.AF_UNIX) as opened:
            opened.bind(path.name)
        os.chdir(here)
    else:
        path.symlink_to(target)
