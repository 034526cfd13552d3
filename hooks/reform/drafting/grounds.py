"""The documents a plan stands on: its grounds, the decision that promulgates it, the proposal."""

from reform.drafting.blocks import Paragraph
from reform.drafting.citations import Citation, citations
from reform.drafting.folding import fold
from reform.drafting.heading import Head
from reform.drafting.scribe import Scribe
from reform.drafting.sheet import Sheet
from reform.drafting.wording import pattern, words


def read_grounds(scribe: Scribe, sheet: Sheet, head: Head) -> None:
    """Rows of ``legal_basis`` for head, title, grounds; the duty of a decision's last article."""
    named = words()["locators"]
    articles = [p for p in sheet.decision if pattern("article").match(fold(p.text))]
    first = articles[0].number if articles else None
    for paragraph in sheet.decision:
        if first is None or paragraph.number < first:
            _ground(scribe, paragraph)
    _promulgated(scribe, sheet, head)
    if sheet.title:
        told = " ".join(paragraph.text for paragraph in sheet.title)
        scribe.references.cite(told, "cited", str(named["title"]), sheet.title[0].number)
    for paragraph in sheet.grounds:
        _ground(scribe, paragraph)
    _not_before(scribe, [*sheet.decision, *sheet.grounds])
    _execution(scribe, articles)


def _ground(scribe: Scribe, paragraph: Paragraph) -> None:
    folded = scribe.fold(paragraph.text)
    role = "cited"
    if pattern("ground_proposal").search(folded):
        role = "proposal"
    elif pattern("ground_basis").search(folded):
        role = "basis"
    elif folded.startswith("thuc hien"):
        role = "implements"
    place = str(words()["locators"]["ground"])
    scribe.references.cite(paragraph.text, role, place, paragraph.number)
    scribe.draft.used.add(paragraph.number)


def _not_before(scribe: Scribe, grounds: list[Paragraph]) -> None:
    """A plan whose day is not told in full cannot be older than what it stands on."""
    issued = str(scribe.draft.plan.get("issued_on") or "")
    days = [
        found.issued_on
        for paragraph in grounds
        for found in citations(paragraph.text, is_lost=scribe.is_lost)
        if found.issued_on and len(found.issued_on) == 10
    ]
    if 0 < len(issued) < 10 and days and max(days)[: len(issued)] == issued:
        scribe.draft.plan["not_before"] = max(days)


def _promulgated(scribe: Scribe, sheet: Sheet, head: Head) -> None:
    """The decision to which the plan is annexed: the one in the same file, else the one named."""
    named = words()["locators"]
    if head.decision:
        number = f"{head.decision.number or ''}/{head.decision.symbol or ''}".strip("/")
        citation = Citation(
            0, 0, number, "decision", number, head.plan.get("issued_on"), head.plan.get("issuer")
        )
        own, doubts = scribe.references.document_of(citation)
        scribe.draft.plan["promulgated_by"] = own
        source = sheet.annexed or sheet.decision[0]
        values = {
            "document_id": own,
            "role": "promulgates",
            "locator": str(named["under_title"] if sheet.annexed else named["head"]),
            "as_written": (sheet.annexed.text if sheet.annexed else number).strip("() "),
        }
        scribe.draft.add("legal_basis", values, source.number, *doubts)
    elif sheet.annexed:
        paragraph = sheet.annexed
        found = scribe.references.cite(
            paragraph.text, "promulgates", str(named["title"]), paragraph.number
        )
        if found:
            scribe.draft.plan["promulgated_by"] = found[0]
    if sheet.annexed:
        scribe.draft.used.add(sheet.annexed.number)


def _execution(scribe: Scribe, articles: list[Paragraph]) -> None:
    """The article of a decision that names who carries it out."""
    for paragraph in articles:
        match = pattern("article").match(fold(paragraph.text))
        folded = scribe.fold(paragraph.text)
        if (
            not match
            or "thi hanh quyet" not in folded.replace("quyét", "quyet")
            or "hieu luc" in folded
        ):
            continue
        place = str(words()["locators"]["article"]).format(n=match[1])
        lead = scribe.bodies.ids_in(paragraph.text, paragraph.number)
        values = {"text": paragraph.text[match.end() :].strip(), "locator": place}
        if lead:
            values = {**values, "lead": lead}  # type: ignore[dict-item]
            scribe.draft.add("duties", values, paragraph.number)
