"""The bytes of a file as text: not too many, UTF-8, composed, and made of letters that people see.

What can be mended without a doubt is mended for the rest of the check, and told: one slip hides
no other. Each kind of fault is told once for a file, with its other lines.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reform.problems import Problem

MOST_BYTES = 2_000_000
"""The longest file an editor writes; the longest plan of today has 54,000."""
MOST_SHARED_BYTES = 100_000_000
"""The longest list that all communes share."""


@dataclass(frozen=True)
class _Fault:
    """A kind of character that no Vietnamese document holds, and what stands in its place."""

    code: str
    found: re.Pattern[str]
    mended: str | None = None
    """None where nobody can say what was meant: the text stays as it is."""


_FAULTS = (
    _Fault(
        "character-control", re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]"), ""
    ),
    _Fault("character-break", re.compile("[\u2028\u2029]"), " "),
    _Fault("character-direction", re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"), ""),
    _Fault("character-invisible", re.compile("[\u00ad\u200b-\u200d\u2060-\u2064\ufeff]"), ""),
    _Fault("character-space", re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]"), " "),
    _Fault("character-lost", re.compile("\ufffd")),
    _Fault("character-eth", re.compile("[\u00d0\u00f0\u0189\u0256]")),
    _Fault("character-look-alike", re.compile("[\u0370-\u052f\uff21-\uff5a]")),
    _Fault("character-private", re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")),
    # UTF-8 read as a Western code page: ``Cáº£i cÃ¡ch`` for "Cải cách".
    _Fault(
        "text-double-coded",
        re.compile('á[º»][^\\s"]|Ä[‘\u0091]|Æ[°¡]|Ã[\u00a0-\u00bf]'),
    ),
    # Letters of TCVN3 and VNI fonts, such as ``Caûi caùch``.
    _Fault(
        "text-old-font",
        re.compile("[A-Za-z][\u00a1-\u00bf\u00d7\u00d8](?=[A-Za-z])|[aeoAEO][ùøûõïÙØÛÕÏ]|[eo]â"),
    ),
)
_ODD = re.compile("|".join(fault.found.pattern for fault in _FAULTS))


def read_text(
    path: Path, name: str, most_bytes: int = MOST_BYTES, *, may_be_wide: bool = False
) -> tuple[str | None, list[Problem]]:
    """The text of a file, None where it cannot be read, with the problems that were found.

    ``may_be_wide``: what Excel calls "Unicode Text" is UTF-16 with its mark, and is read too.
    """
    if not path.is_file():
        return None, [Problem(name, 0, "file-missing", {"name": path.name})]
    size = path.stat().st_size
    if size > most_bytes:
        values = {"size": f"{size / 1e6:.1f}".replace(".", ","), "most": f"{most_bytes / 1e6:.0f}"}
        return None, [Problem(name, 0, "file-too-long", values)]
    raw = path.read_bytes()
    try:
        is_wide = may_be_wide and raw[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
        text = raw.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        code = "csv-not-utf8" if path.suffix.casefold() == ".csv" else "not-utf8"
        return None, [Problem(name, raw[: error.start].count(b"\n") + 1, code)]
    return _mended(text, name)


def _mended(text: str, name: str) -> tuple[str, list[Problem]]:
    problems: list[Problem] = []
    if not unicodedata.is_normalized("NFC", text):
        lines = [
            number
            for number, line in enumerate(text.split("\n"), start=1)
            if not unicodedata.is_normalized("NFC", line)
        ]
        problems.append(Problem(name, lines[0], "not-nfc", also=tuple(lines[1:])))
        text = unicodedata.normalize("NFC", text)
    if _ODD.search(text):
        problems += _faults(text, name)
        for fault in _FAULTS:
            if fault.mended is not None:
                text = fault.found.sub(fault.mended, text)
    return text, problems


def _faults(text: str, name: str) -> Iterator[Problem]:
    """Each kind of fault once, with the first thing found and every line of it."""
    for fault in _FAULTS:
        found = list(fault.found.finditer(text))
        if found:
            lines = sorted({text.count("\n", 0, match.start()) + 1 for match in found[:1000]})
            first = found[0][0]
            shown = first if first.isprintable() else ""
            values = {"value": shown, "number": f"U+{ord(first[-1]):04X}"}
            yield Problem(name, lines[0], fault.code, values, tuple(lines[1:]))
