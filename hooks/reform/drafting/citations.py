"""Legal documents that a text cites, by number or by name, as the text writes them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reform.drafting.folding import fold
from reform.drafting.wording import pattern, patterns, words


@dataclass(frozen=True, slots=True)
class Citation:
    """One place at which a document is cited."""

    start: int
    end: int
    as_written: str
    type: str
    number: str | None = None
    """Number and symbol, without blanks: ``76/NQ-CP``."""
    issued_on: str | None = None
    issuer: str | None = None
    title: str | None = None


def citations(text: str, *, is_lost: bool = False) -> list[Citation]:
    """Every citation, in its order."""
    folded = fold(text, is_lost=is_lost)
    found = [*_standards(text, folded), *_numbered(text, folded), *_laws(text, folded)]
    kept: list[Citation] = []
    for citation in sorted(found, key=lambda c: (c.start, -c.end)):
        is_short_name = folded[: citation.start].rstrip().endswith(("goi tat la", "viet tat la"))
        if not is_short_name and (not kept or citation.start >= kept[-1].end):
            kept.append(citation)
    return kept


def _numbered(text: str, folded: str) -> Iterator[Citation]:
    matches = [
        m for m in pattern("cited_number").finditer(folded) if _is_number(m[0], folded, m.start())
    ]
    for place, match in enumerate(matches):
        until = len(text)
        if place + 1 < len(matches):
            following = _head(folded, matches[place + 1].start(), match.end())
            until = following.start() if following else matches[place + 1].start()
        head = _head(folded, match.start(), matches[place - 1].end() if place else 0)
        start = head.start() if head else match.start()
        number = re.sub(r"\s+", "", text[match.start() : match.end()])
        tail = folded[match.end() : until]
        date = re.match(rf"[,\s]*(?:ngay)?\s*{pattern('full_date').pattern}", tail)
        end = match.end() + (date.end() if date else 0)
        issuer = pattern("cited_issuer").match(folded[end:until])
        issued_by = text[end + issuer.start(1) : end + issuer.end(1)].strip() if issuer else None
        end += issuer.end() if issuer else 0
        titled = pattern("titled").match(folded[end:until])
        named = folded[start : match.start()].strip()
        yield Citation(
            start,
            end,
            text[start:end].strip(" ,;"),
            _type(named, number),
            number,
            f"{date[3]}-{int(date[2]):02d}-{int(date[1]):02d}" if date and _is_date(date) else None,
            issued_by,
            _trimmed(text[end + titled.start(1) : end + titled.end(1)]) if titled else None,
        )


def _is_date(date: re.Match[str]) -> bool:
    return 1 <= int(date[1]) <= 31 and 1 <= int(date[2]) <= 12


def _is_number(match: str, folded: str, start: int) -> bool:
    """Whether it is the number of a document: it has a slash, a symbol of capitals, and no unit."""
    if "/" not in match or re.search(
        r"/\s?(?:nam|quy|thang|ngay|tuan|luot|phuong|xa|tinh|ho|h|7)$", match
    ):
        return False
    symbol = match.rpartition("/")[2]
    head = folded[max(0, start - 40) : start]
    return bool(
        re.search(r"(?:{})\s*(?:so\s*)?:?\s*$".format(pattern("cited_type").pattern), head)
        or re.search(r"\bs[o6]\s*:?\s*$", head)
        or re.search(r"^(?:nd|nq|qd|qh|ttg|kh|tt|ct|kl|tw|tu|bc|hd|nqcp|khubnd)", symbol)
        or "-" in match
    )


def _head(folded: str, end: int, since: int) -> re.Match[str] | None:
    """The kind of document before a number: "Quyết định số"."""
    window = folded[max(since, end - 45) : end]
    offset = end - len(window)
    heads = list(re.finditer(rf"\b{pattern('cited_type').pattern}[^,;.]{{0,12}}$", window))
    if not heads:
        heads = list(
            re.finditer(r"\b(?:quyet|nghi|ke hoach|cong|thong)[a-z ]{0,10} s[o6]\s*:?\s*$", window)
        )
    return re.compile(".*", re.DOTALL).match(folded, offset + heads[-1].start()) if heads else None


def _type(named: str, number: str) -> str:
    for code, compiled in patterns("document_types"):
        if compiled.match(named):
            return code
    symbols = re.findall(r"[a-z]+", fold(number))
    for symbol in symbols:
        if symbol in words()["symbol_types"]:
            return str(words()["symbol_types"][symbol])
    return "other"


def _trimmed(title: str) -> str | None:
    title = title.strip(' ,.;:“”"')
    return title[:300] or None


def _standards(text: str, folded: str) -> Iterator[Citation]:
    for match in pattern("standard").finditer(folded):
        as_written = text[match.start() : match.end()].strip()
        yield Citation(match.start(), match.end(), as_written, "standard", as_written.upper())
    for match in pattern("scheme_six").finditer(folded):
        as_written = text[match.start() : match.end()].strip()
        yield Citation(match.start(), match.end(), as_written, "scheme", "06")


def _laws(text: str, folded: str) -> Iterator[Citation]:
    for match in pattern("law").finditer(folded):
        if not text[match.start()].isupper() and not text[match.end()].isupper():
            continue
        if match.start() and folded[: match.start()].rstrip().endswith(
            ("phap", "du an", "ky", "ke")
        ):
            continue
        stop = pattern("law_stop").search(folded, match.end())
        end = stop.start() if stop else min(len(text), match.end() + 90)
        year = re.match(r"(.*?)\sn[a-z]{1,2}m (\d{4})", folded[match.start() : end])
        name_end = match.start() + year.end(1) if year else end
        end = match.start() + year.end() if year else end
        number = re.match(r"\s*so\s*(\d+/\d{4}/qh\d+)", folded[end:])
        date = re.match(rf"[\s]*(?:so \S+)?\s*ngay\s*{pattern('full_date').pattern}", folded[end:])
        last = end + max((m.end() for m in (number, date) if m), default=0)
        issued = year[2] if year else None
        if date and _is_date(date):
            issued = f"{date[3]}-{int(date[2]):02d}-{int(date[1]):02d}"
        yield Citation(
            match.start(),
            last,
            text[match.start() : last].strip(" ,;."),
            "law",
            text[end + number.start(1) : end + number.end(1)] if number else None,
            issued,
            None,
            text[match.start() : name_end].strip(" ,;."),
        )
