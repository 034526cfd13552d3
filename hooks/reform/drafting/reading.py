"""The process that reads one document: ``python -m reform.drafting.reading KIND FILE``.

It answers on its standard output, in JSON: what it read, or why it refuses.
"""

import contextlib
import json
import logging
import os
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reform.drafting.blocks import Reading, as_plain
from reform.drafting.plain_reading import read_plain
from reform.drafting.refusal import Refused

IS_SCAN = "is-scan"
"""The answer for a PDF whose pages are pictures: it is read once more, as a picture."""
MEMORY = 3 * 1024 * 1024 * 1024
"""Bytes of address space that the reading may take."""
PROCESSOR_SECONDS = {"picture": 600}
"""Kind to the seconds of processor that its reading may take; others take ``MOST_SECONDS``."""
MOST_SECONDS = 110


def read(kind: str, path: Path) -> Reading:
    """Read a document of a known kind; raises Refused where it cannot be."""
    readers: dict[str, Callable[[Path], Reading]] = {
        "docx": _read_docx,
        "pdf": _read_pdf,
        "picture": _read_picture,
        "text": _read_text,
    }
    return readers[kind](path)


def _read_text(path: Path) -> Reading:
    try:
        return read_plain(path)
    except UnicodeDecodeError:
        raise Refused("document-not-utf8") from None


def _read_docx(path: Path) -> Reading:
    try:
        from reform.drafting.docx_reading import read_docx  # noqa: PLC0415 - an extra
    except ModuleNotFoundError:
        raise Refused("document-extra-missing") from None
    try:
        return read_docx(path)
    except MemoryError:
        raise Refused("document-too-heavy") from None
    except Exception:  # noqa: BLE001 - a broken document breaks its reader in many ways
        raise Refused("document-broken") from None


def _read_pdf(path: Path) -> Reading:
    try:
        from reform.drafting.pdf_reading import NoTextLayer, TooManyPages, read_pdf  # noqa: PLC0415
    except ModuleNotFoundError:
        raise Refused("document-extra-missing") from None
    from pdfminer.pdfdocument import PDFPasswordIncorrect  # noqa: PLC0415

    try:
        return read_pdf(path)
    except NoTextLayer:
        raise Refused(IS_SCAN) from None
    except TooManyPages:
        raise Refused("document-too-long") from None
    except MemoryError:
        raise Refused("document-too-heavy") from None
    except PDFPasswordIncorrect:
        raise Refused("document-encrypted") from None
    except Exception as error:  # noqa: BLE001 - as above
        is_locked = (
            "Password" in f"{type(error).__name__} {type(error.__cause__).__name__} {error!r}"
        )
        raise Refused("document-encrypted" if is_locked else "document-broken") from None


def _read_picture(path: Path) -> Reading:
    from reform.drafting.scanning import recognised  # noqa: PLC0415

    return recognised(path)


def _bound(seconds: int) -> None:
    """Take no more memory and time than a document needs; where the system cannot be told, the
    process that started this one still ends it in time.
    """
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not everywhere

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def main() -> None:
    """Read and answer."""
    kind, path = sys.argv[1], Path(sys.argv[2])
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    _bound(PROCESSOR_SECONDS.get(kind, MOST_SECONDS))
    answer: dict[str, Any]
    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stderr(nowhere):
        try:
            answer = as_plain(read(kind, path))
        except Refused as refusal:
            answer = {"refused": refusal.code, "values": refusal.values}
        except (MemoryError, RecursionError):
            answer = {"refused": "document-too-heavy", "values": {}}
    sys.stdout.buffer.write(json.dumps(answer).encode())


if __name__ == "__main__":
    main()
