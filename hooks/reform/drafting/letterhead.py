"""Number, symbol, date, title, issuer, period: what a document's head and title say of it."""

import re
from dataclasses import dataclass
from datetime import date

from reform.drafting.blocks import Paragraph
from reform.drafting.folding import fold
from reform.drafting.sheet import Sheet
from reform.drafting.wording import pattern, words


@dataclass(frozen=True, slots=True)
class Number:
    """Number and symbol of a document; ``number`` is None where the place for it is blank."""

    number: str | None
    symbol: str | None
    source: int


@dataclass(frozen=True, slots=True)
class Issued:
    """Day of a document, as far as it tells, and the place that stands before it."""

    day: str | None
    place: str
    source: int


def number_in(paragraphs: list[Paragraph], *, is_lost: bool) -> Number | None:
    """The last "Số: …/KH-UBND" of some paragraphs."""
    found = None
    for paragraph in paragraphs:
        match = pattern("own_number").search(fold(paragraph.text, is_lost=is_lost))
        if match:
            symbol = paragraph.text[match.start(2) : match.end(2)].strip(" .,;").upper()
            symbol = re.sub(r"-TTG$", "-TTg", symbol)
            found = Number(match[1] or None, symbol or None, paragraph.number)
    return found


def issued_in(paragraphs: list[Paragraph]) -> Issued | None:
    """The last "…, ngày … tháng … năm …" of some paragraphs; a blank day or month stays blank."""
    found = None
    for paragraph in paragraphs:
        folded = fold(paragraph.text)
        match = re.search(rf"([^,;:/]{{2,40}}),\s*{pattern('blank_date').pattern}", folded)
        if not match:
            continue
        place = paragraph.text[match.start(1) : match.end(1)].strip()
        found = Issued(_day(match[2], match[3], match[4]), place, paragraph.number)
    return found


def _day(day: str, month: str, year: str) -> str | None:
    if not month or not 1 <= int(month) <= 12:
        return year
    if not day:
        return f"{year}-{int(month):02d}"
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return f"{year}-{int(month):02d}"


def title_of(sheet: Sheet) -> str:
    """The title without the word for plan; capitals give way to the casing that the text uses."""
    joined = " ".join(paragraph.text for paragraph in sheet.title)
    match = pattern("plan_title").match(fold(joined))
    title = re.sub(r"\s+", " ", joined[match.end() if match else 0 :]).strip(' .:“”"*_-')
    letters = [letter for letter in title if letter.isalpha()]
    if letters and sum(map(str.isupper, letters)) > 0.75 * len(letters):
        rest = (*sheet.grounds, *sheet.decision, *sheet.body[:30])
        title = _recased(title, [p.text for p in rest if isinstance(p, Paragraph)])
    return title[:1].upper() + title[1:]


def _recased(title: str, texts: list[str]) -> str:
    """The title in the casing that other places of the document use, stretch by stretch."""
    places = [
        (letter, n, index)
        for n, text in enumerate(texts)
        if not text.isupper()
        for index, letter in enumerate(fold(text))
        if letter.isalnum()
    ]
    running = "".join(letter for letter, _, _ in places)
    wanted, found = title.split(), []
    while wanted:
        length, stretch = _longest(wanted, running, places, texts)
        found.append(stretch)
        del wanted[:length]
    return " ".join(found)


def _longest(
    wanted: list[str], running: str, places: list[tuple[str, int, int]], texts: list[str]
) -> tuple[int, str]:
    """How many words at the beginning stand together elsewhere, and how they are written there."""
    for length in range(min(len(wanted), 40), 1, -1):
        letters = re.sub(r"\W+", "", fold(" ".join(wanted[:length])))
        start = running.find(letters) if len(letters) > 5 else -1
        if start < 0:
            continue
        _, n, first = places[start]
        _, last_n, last = places[start + len(letters) - 1]
        crossed = re.search(r"[.;:]\s", texts[n][first : last + 1]) if n == last_n else True
        if not crossed:
            tail = re.search(r"[\W_]*$", wanted[length - 1])
            return length, texts[n][first : last + 1] + (tail[0] if tail else "")
    word = wanted[0]
    return 1, word if re.search(r"[\d/]", word) else word.lower()


@dataclass(frozen=True, slots=True)
class Period:
    """The time that a plan speaks of."""

    start: date
    end: date
    kind: str
    is_guessed: bool = False


def period_of(title: str, issued_on: str | None) -> Period | None:
    """The period that a title names; else the year of issue, guessed."""
    folded = fold(title)
    half = pattern("half").search(folded)
    if half:
        year = int(half[2])
        if half[1] == "dau":
            return Period(date(year, 1, 1), date(year, 6, 30), "half_year")
        return Period(date(year, 7, 1), date(year, 12, 31), "half_year")
    spans = list(pattern("years").finditer(folded))
    if spans:
        first, last = int(spans[-1][1]), int(spans[-1][2])
        if first < last:
            return Period(date(first, 1, 1), date(last, 12, 31), "multi_year")
    years = [
        m
        for m in pattern("one_year").finditer(folded)
        if not re.search(r"[/\d]\s*$", folded[: m.start()])
    ]
    named = [m for m in years if not re.search(r"ngay .{0,18}$", folded[: m.start()])]
    if named:
        year = int(named[-1][1])
        return Period(date(year, 1, 1), date(year, 12, 31), "annual")
    if issued_on:
        year = int(issued_on[:4])
        return Period(date(year, 1, 1), date(year, 12, 31), "annual", is_guessed=True)
    return None


def signed_as(foot: list[Paragraph]) -> str | None:
    """Authority and office of the signature; never a name."""
    found: list[str] = []
    for paragraph in foot:
        text = paragraph.text.strip("*_ ")
        folded = fold(text)
        is_office = re.fullmatch(r"(?:pho )?(?:chu tich|bi thu|giam doc|truong phong)", folded)
        letters = [letter for letter in text if letter.isalpha()]
        is_upper = bool(letters) and all(map(str.isupper, letters))
        if is_upper and (pattern("signature").match(folded) or is_office):
            found += re.split(r"\s{2,}|\n", text)
    joined = ", ".join(part.strip() for part in found)
    return re.sub(str(words()["signature_joint"]), ", ", joined) or None
