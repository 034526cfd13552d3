"""Citations become rows: each is matched with a known legal document, or a new one is proposed."""

import re
from collections.abc import Mapping

from slugify import slugify

from reform.drafting.citations import Citation, citations
from reform.drafting.folding import fold, squeezed
from reform.drafting.known import Known
from reform.drafting.rows import Doubt, Draft
from reform.drafting.wording import words
from reform.sources.units import RegisteredUnit, bare_name

_MISREAD = (
    (r"^(\d+(?:\.\d+)?(?:/\d{4})?/)[QO0][PD0](?=-|TT)", r"\1QĐ"),
    (r"^(\d+(?:\.\d+)?(?:/\d{4})?/)N[PD](?=-)", r"\1NĐ"),
)
_LOCAL = re.compile(r"ubnd|hdnd|snv|phong|vhxh|/tu\b|dtu|hu\b")


class References:
    """The citations of one draft."""

    def __init__(
        self, draft: Draft, known: Known, unit: RegisteredUnit | None, *, is_lost: bool
    ) -> None:
        self._draft = draft
        self._unit = unit
        self._is_lost = is_lost
        self._rows: list[Mapping[str, str]] = list(known.documents)
        self._new: set[str] = set()
        self._dates: dict[str, str] = {}
        self._cited: set[str] = set()

    def cite(
        self, text: str, role: str, locator: str, source: int, item_id: str | None = None
    ) -> list[str]:
        """A row of ``legal_basis`` for each document that a text cites; their document ids."""
        found = []
        for place, citation in enumerate(citations(text, is_lost=self._is_lost)):
            is_first = place == 0 or _begins_anew(text, citation.start)
            own_role = role if is_first or role in ("cited", "implements") else "cited"
            found.append(self._add(citation, own_role, locator, source, item_id))
        return found

    def _add(
        self, citation: Citation, role: str, locator: str, source: int, item_id: str | None
    ) -> str:
        document_id, doubts = self.document_of(citation)
        self._cited.add(document_id)
        values = {
            "document_id": document_id,
            "role": role,
            "locator": locator,
            "as_written": citation.as_written,
        }
        if item_id:
            values["item_id"] = item_id
        row = self._draft.add("legal_basis", values, source, *doubts)
        row.quote = citation.as_written
        return document_id

    def document_of(self, citation: Citation) -> tuple[str, list[Doubt]]:
        """The id of the document cited: a known one, else one proposed here."""
        number = restored(citation.number) if citation.number else None
        if number:
            fitting = [r for r in self._rows if _bare(r.get("number")) == _bare(number)]
            fitting = [r for r in fitting if self._may_be(r, citation, number)]
            dated = [
                r
                for r in fitting
                if citation.issued_on and r.get("issued_on") == citation.issued_on
            ]
            fitting.sort(key=lambda row: row["document_id"] not in self._cited)
            for row in (dated or fitting)[:1]:
                return row["document_id"], self._contradictions(row, citation)
        else:
            for row in self._rows:
                if _same_name(row, citation):
                    return row["document_id"], []
        return self._propose(citation, number)

    def _may_be(self, row: Mapping[str, str], citation: Citation, number: str) -> bool:
        """Whether a known document of the same number is the one meant: numbers of local bodies
        begin anew every year in every place.
        """
        year, own = (citation.issued_on or "")[:4], (row.get("issued_on") or "")[:4]
        if row["document_id"] in self._new:
            return not year or not own or year == own
        if re.search(r"/\d{4}/", number):
            return True
        if year and own:
            return citation.issued_on == row.get("issued_on") or (
                year == own and (not _LOCAL.search(fold(number)) or self._is_near(row))
            )
        return not _LOCAL.search(fold(number)) or self._is_near(row)

    def _is_near(self, row: Mapping[str, str]) -> bool:
        """Whether a local document is of this unit, its district or its province."""
        unit = self._unit
        if not unit:
            return False
        places = [unit.name, unit.district_name or "", unit.province_name]
        places += [parent.name for parent in (unit.parent,) if parent]
        issuer = squeezed(row.get("issuer") or "")
        named = [squeezed(bare_name(place)) for place in places if place]
        return not issuer or any(name in issuer for name in named)

    def _contradictions(self, row: Mapping[str, str], citation: Citation) -> list[Doubt]:
        own = row["document_id"]
        known = row.get("issued_on") or self._dates.get(own, "")
        if not citation.issued_on:
            return []
        self._dates.setdefault(own, citation.issued_on)
        if len(known) == 10 and known != citation.issued_on and len(citation.issued_on) == 10:
            return [
                Doubt.of(
                    "date-differs",
                    number=citation.number or own,
                    one=known,
                    other=citation.issued_on,
                )
            ]
        return []

    def _propose(self, citation: Citation, number: str | None) -> tuple[str, list[Doubt]]:
        issuer = self._issuer(citation, number)
        own = document_id(number, citation, self._place(number, issuer))
        known = {row["document_id"] for row in self._rows}
        if own not in known:
            row = {
                "document_id": own,
                "type": citation.type,
                "number": number or "",
                "issued_on": citation.issued_on or "",
                "issuer": issuer,
                "title": _title(citation),
            }
            self._rows.append(row)
            self._new.add(own)
            self._draft.documents.append(row)
        doubts = (
            [Doubt.of("number-misread", number=str(citation.number))]
            if number != citation.number
            else []
        )
        return own, doubts

    def _issuer(self, citation: Citation, number: str | None) -> str:
        if citation.issuer:
            return self._whole(citation.issuer)
        symbols = re.findall(r"[a-z]+", fold(number or ""))
        named = words()["symbol_issuers"]
        return next((str(named[s]) for s in symbols[::-1] if s in named), "")

    def _whole(self, issuer: str) -> str:
        """The issuer with the name of its province or district, where the unit tells it."""
        folded = fold(issuer)
        if self._unit and re.search(r"(?:tinh|thanh pho)$", folded):
            return f"{issuer} {self._unit.province_name}"
        if self._unit and self._unit.district_name and folded.endswith("huyen"):
            return f"{issuer} {bare_name(self._unit.district_name)}"
        return issuer

    def _place(self, number: str | None, issuer: str) -> str:
        if not number or not _LOCAL.search(fold(number)):
            return ""
        words_ = re.split(r"(?:xa|phuong|thanh pho|tinh|huyen|thi tran) ", fold(issuer))
        tail = words_[-1] if len(words_) > 1 else ""
        if tail:
            return slugify(tail)
        if self._unit and re.search(r"(?:^|\s)(?:xa|phuong)$", fold(issuer)):
            return self._unit.slug
        return slugify(self._unit.province_name) if self._unit else ""


def restored(number: str) -> str:
    """A number and symbol whose letters a scanner misread the usual way."""
    for wrong, right in _MISREAD:
        number = re.sub(wrong, right, number)
    return number


def document_id(number: str | None, citation: Citation, place: str) -> str:
    """The id of a new document: number, year and place, in ASCII."""
    year = (citation.issued_on or "")[:4]
    if number:
        parts = [slugify(number.replace("&", "-")), "" if year in number else year, place]
    else:
        parts = [slugify(citation.title or citation.as_written)[:60].strip("-"), year]
    return "-".join(part for part in parts if part) or "van-ban"


def _title(citation: Citation) -> str:
    title = citation.title or ""
    return title[:1].upper() + title[1:]


def _bare(number: str | None) -> str:
    return re.sub(r"[^a-z0-9./]", "", fold(number or "")).replace("tcvniso", "tcvn")


def _same_name(row: Mapping[str, str], citation: Citation) -> bool:
    if row.get("number") or not citation.title or row.get("type") != citation.type:
        return False
    year, own = (citation.issued_on or "")[:4], (row.get("issued_on") or "")[:4]
    return squeezed(row.get("title") or "") == squeezed(citation.title) and year == own


def _begins_anew(text: str, start: int) -> bool:
    """Whether a citation begins a ground of its own: behind a semicolon, or the word for ground."""
    before = fold(text[:start]).rstrip()
    return before.endswith((";", ",", "can cu", "thuc hien", " va"))
