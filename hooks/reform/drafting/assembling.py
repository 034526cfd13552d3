"""The whole way from a document that was read to a draft, in one screen."""

import re
from dataclasses import dataclass
from datetime import date

from reform.drafting.aims import Aims
from reform.drafting.annexes import named_annexes
from reform.drafting.blocks import Paragraph, Reading, Table
from reform.drafting.bodies import Bodies
from reform.drafting.duties import Duties
from reform.drafting.folding import fold
from reform.drafting.funding import read_funding
from reform.drafting.grounds import read_grounds
from reform.drafting.heading import Head, read_head
from reform.drafting.known import Known
from reform.drafting.nodes import Node
from reform.drafting.outline import outline
from reform.drafting.promises import Promises
from reform.drafting.references import References
from reform.drafting.remarks import add_remarks
from reform.drafting.results import read_results
from reform.drafting.rows import Doubt, Draft
from reform.drafting.scribe import Scribe
from reform.drafting.sheet import Sheet, sheet_of
from reform.drafting.tables import Tables
from reform.drafting.tasks import Tasks
from reform.drafting.wording import likely, words

_PLAIN_ANNEX = 3
"""Paragraphs behind the last table from which on an annex has a text that nobody read."""
_LOST = 0.08
"""Share of syllables with their diacritics below which a text has lost them."""


@dataclass(frozen=True)
class Drafted:
    """A draft, the document it was made from, and its outline."""

    draft: Draft
    reading: Reading
    sheet: Sheet
    head: Head
    root: Node
    is_lost: bool


def draft_of(reading: Reading, known: Known, as_of: date) -> Drafted:
    """The draft of a document. Nothing in it is a figure that the document does not hold."""
    is_lost = has_lost_diacritics(reading)
    sheet = sheet_of(reading)
    head = read_head(sheet, reading, known, as_of, is_lost=is_lost)
    draft = Draft(plan=dict(head.plan), doubts=list(head.doubts), sources=dict(head.sources))
    draft.plan["text_quality"] = "lost_diacritics" if is_lost else "good"
    draft.used |= {paragraph.number for paragraph in sheet.title}
    bodies = Bodies(draft, is_lost=is_lost)
    references = References(draft, known, head.unit, is_lost=is_lost)
    level = head.unit.level if head.unit else "commune"
    scribe = Scribe(draft, known, bodies, references, is_lost, level, head.period)
    read_grounds(scribe, sheet, head)
    paragraphs = [piece for piece in sheet.body if isinstance(piece, Paragraph)]
    root = outline(paragraphs, is_lost=is_lost)
    promises = Promises(scribe)
    _read_sections(scribe, root, promises)
    _read_tables(scribe, sheet, root, promises)
    named_annexes(draft, root, sheet)
    add_remarks(draft, root, head.number)
    if head.period and head.period.is_guessed:
        note = {"kind": "gap", "text": words()["notes"]["period_unstated"]}
        draft.add("editorial_notes", note, 0)
    _mark_lost(draft, is_lost=is_lost)
    if reading.is_scan:
        draft.doubts.append(Doubt.of("scan"))
    if not is_lost and any(
        row.values["kind"] == "spelling" for row in draft.rows["editorial_notes"]
    ):
        draft.plan["text_quality"] = "minor_defects"
    return Drafted(draft, reading, sheet, head, root, is_lost)


def has_lost_diacritics(reading: Reading) -> bool:
    """Whether the diacritics were lost: hardly one of the frequent syllables has its own."""
    syllables = re.findall(r"[^\W\d_]+", " ".join(p.text for p in reading.paragraphs()).lower())
    frequent = frozenset(words()["frequent"])
    return bool(syllables) and sum(s in frequent for s in syllables) < _LOST * len(syllables)


def _read_sections(scribe: Scribe, root: Node, promises: Promises) -> None:
    """Each section by what its heading says it is for."""
    aims, tasks, duties = Aims(scribe, promises), Tasks(scribe, promises), Duties(scribe)
    seen = ""
    for section in root.children:
        purpose = likely("section_purposes", section.folded) if len(section.text) < 200 else None
        if section.kind == "paragraph" or (purpose is None and not section.children):
            continue
        if purpose is None:
            purpose = "duties" if seen == "duties" else "tasks"
            scribe.draft.doubts.append(Doubt.of("section-unknown", title=section.text[:80]))
        seen = purpose
        if purpose == "aims":
            aims.read(section)
        elif purpose in ("tasks", "solutions"):
            tasks.read(section, purpose)
        elif purpose in ("duties", "reporting"):
            duties.read(section)
        elif purpose == "funding":
            read_funding(scribe, section)
        elif purpose == "results":
            read_results(scribe, section)


def _read_tables(scribe: Scribe, sheet: Sheet, root: Node, promises: Promises) -> None:
    """Tables of the body under their heading, those of annexes under the annex's name."""
    tables = Tables(scribe, promises)
    named = words()["locators"]
    heads = {node.paragraph.number: node for node in root.walk() if node.parent}
    label, context, count = "", "", 0
    for piece in sheet.body:
        if isinstance(piece, Paragraph):
            node = heads.get(piece.number)
            if node and (node.children or node.kind not in ("dash", "plus", "paragraph")):
                label, context, count = node.locator, node.text, 0
        elif isinstance(piece, Table):
            count += 1
            tables.read(
                piece,
                f"{label}, {str(named['table']).format(n=count).lower()}".strip(", "),
                context,
            )
    _read_annexes(scribe, sheet, tables)


def _read_annexes(scribe: Scribe, sheet: Sheet, tables: Tables) -> None:
    """The tables of annexes. Annexes of plain paragraphs are not read, and shown as skipped."""
    label, context = "", ""
    lines: list[int] = []
    for piece in sheet.annexes:
        if isinstance(piece, Table):
            tables.read(piece, label or str(words()["annex"]), context)
            scribe.draft.used.update(lines)
            lines = []
            continue
        lines.append(piece.number)
        if fold(piece.text).startswith("phu luc"):
            label, context = re.split(r"[.:]", piece.text)[0].strip()[:60].capitalize(), piece.text
            label = re.sub(r"\b[ivx]+\b", lambda match: match[0].upper(), label)
            scribe.draft.used.add(piece.number)
        elif label and len(context) < 300:
            context += f" {piece.text}"
    if lines and len(lines) > _PLAIN_ANNEX:
        scribe.draft.doubts.append(Doubt.of("annex-unread", label=label))


def _mark_lost(draft: Draft, *, is_lost: bool) -> None:
    """Every row of a text without its diacritics is doubtful."""
    if is_lost:
        for row in draft.all_rows():
            row.doubts.append(Doubt.of("lost-diacritics"))
