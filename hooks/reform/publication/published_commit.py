"""Which commit is published: that which a published copy names of itself."""

import json
from http import HTTPStatus
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urljoin
from urllib.request import urlopen

from reform import addresses
from reform.problems import DataError, Problem

_SECONDS = 30
_LARGEST = 10_000_000


def published_commit(since: str) -> str | None:
    """``since`` itself where it is a commit; the commit that the copy at an address or in a folder
    was made from; None where nothing is published there yet.

    Raises DataError where nobody can say: a guard that cannot look does not let pass.
    """
    if since.startswith(("http://", "https://")):
        return _named(_asked(since), since)
    package = Path(since) / addresses.DATA_PACKAGE
    return _named(package.read_bytes(), since) if package.is_file() else since


def _asked(address: str) -> bytes | None:
    root = address if address.endswith("/") else f"{address}/"
    try:
        with urlopen(urljoin(root, addresses.DATA_PACKAGE), timeout=_SECONDS) as answer:  # noqa: S310 - http or https
            content: bytes = answer.read(_LARGEST)
            return content
    except HTTPError as error:
        error.close()
        if error.code in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
            return None
        raise _unknown("since-unreachable", address) from error
    except OSError as error:
        raise _unknown("since-unreachable", address) from error


def _named(package: bytes | None, since: str) -> str | None:
    if package is None:
        return None
    try:
        commit = str(json.loads(package)["madeFrom"]["commit"])
    except (ValueError, KeyError, TypeError) as error:
        raise _unknown("since-without-commit", since) from error
    if not commit:
        raise _unknown("since-without-commit", since)
    return commit.removesuffix("-dirty")


def _unknown(code: str, since: str) -> DataError:
    return DataError((Problem("data", 0, code, {"value": since}),))
