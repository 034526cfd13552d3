"""Reads a scan through the recognition of characters that the system has: OCRmyPDF, Tesseract."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from reform.drafting.blocks import Reading
from reform.drafting.refusal import Refused

LANGUAGE = "vie"
_SECONDS = 800
_PIXELS = 200_000_000
"""Pixels of the largest picture that is recognised."""


def recognised(path: Path) -> Reading:
    """The text of a scanned PDF or a picture; raises Refused where the tools are not there."""
    if not shutil.which("tesseract") or not shutil.which("ocrmypdf"):
        raise Refused("document-scan")
    if LANGUAGE not in _languages():
        raise Refused("document-scan-language")
    from reform.drafting.pdf_reading import NoTextLayer, read_pdf  # noqa: PLC0415 - an extra

    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "recognised.pdf"
        source = _as_pdf(path, Path(folder))
        command = ["ocrmypdf", "--force-ocr", "-l", LANGUAGE, "--output-type", "pdf", "-q"]
        command += ["--jobs", "2", "--max-image-mpixels", "200", str(source), str(made)]
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603 - a program of the system on files of ours
        if done.returncode or not made.exists():
            raise Refused("document-scan-failed")
        try:
            return read_pdf(made, is_scan=True)
        except NoTextLayer:
            raise Refused("document-empty") from None


def _languages() -> list[str]:
    command = ["tesseract", "--list-langs"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)  # noqa: S603 - the same
    return done.stdout.split()


def _as_pdf(path: Path, folder: Path) -> Path:
    """The file itself, or a PDF with the picture on its page, as large as paper."""
    with path.open("rb") as file:
        if file.read(5).startswith(b"%PDF"):
            return path
    from PIL import Image  # noqa: PLC0415 - only for pictures

    made = folder / "picture.pdf"
    Image.MAX_IMAGE_PIXELS = _PIXELS
    try:
        with Image.open(path) as picture:
            flat = picture.convert("RGB")
            flat.save(made, resolution=max(flat.width / 8.27, 72.0))
    except Exception:  # noqa: BLE001 - a broken picture breaks its reader in many ways
        raise Refused("document-broken", kind="picture") from None
    return made
