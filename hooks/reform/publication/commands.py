"""Commands on a published site: check a copy, go back a release, sign."""

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from reform.publication.releases import roll_back
from reform.publication.sealing import CHECKSUMS, SIGNATURE
from reform.publication.signing import SigningError, is_signed, sign
from reform.publication.verifying import differences, getter


def add_commands(commands: Any) -> None:
    """Add ``verify``, ``roll-back`` and ``sign`` to a parser's commands."""
    verify = commands.add_parser("verify", help="is a published copy whole and unchanged?")
    verify.add_argument("place", help="an address or a folder")
    verify.add_argument(
        "--against", type=Path, help="a site that you built from the commit that the copy names"
    )
    verify.add_argument("--public-key", help="the owner's, as minisign prints it")
    verify.set_defaults(run=_verify)
    back = commands.add_parser("roll-back", help="serve an earlier release again")
    back.add_argument("site", type=Path, help="the link that is served")
    back.add_argument("--to", help="name of a release; without it, the one before")
    back.set_defaults(run=_roll_back)
    signing = commands.add_parser("sign", help="sign a site's list of checksums")
    signing.add_argument("site", type=Path)
    signing.add_argument("--key", type=Path, required=True, help="file of the secret key")
    signing.set_defaults(run=_sign)


def _verify(options: argparse.Namespace) -> int:
    found = [f"{entry.kind}: {entry.path}" for entry in differences(options.place, options.against)]
    if options.public_key:
        get = getter(options.place)
        signature = get(SIGNATURE) or b""
        try:
            good = is_signed(get(CHECKSUMS) or b"", signature, options.public_key)
        except SigningError as error:
            return _fail(str(error))
        found += [] if good else [f"not-signed: {CHECKSUMS}"]
    sys.stdout.write("".join(f"{line}\n" for line in found))
    sys.stdout.write(f"{len(found)} difference(s)\n" if found else "whole and unchanged\n")
    return 1 if found else 0


def _roll_back(options: argparse.Namespace) -> int:
    try:
        release = roll_back(options.site.absolute(), options.to)
    except LookupError as error:
        return _fail(f"{options.site}: {error}")
    sys.stdout.write(f"{options.site} is now {release.name}\n")
    return 0


def _sign(options: argparse.Namespace) -> int:
    try:
        signature = sign(options.site, options.key, os.environ.get("MINISIGN_PASSWORD"))
    except SigningError as error:
        return _fail(str(error))
    sys.stdout.write(f"{signature.name}\n")
    return 0


def _fail(text: str) -> int:
    sys.stderr.write(f"{text}\n")
    return 2
