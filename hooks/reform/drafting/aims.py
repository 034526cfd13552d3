"""The part of a plan that says what for: objectives, requirements, and the list of targets."""

from reform.drafting.clauses import clauses
from reform.drafting.figures import figures
from reform.drafting.headings import is_lead_in
from reform.drafting.nodes import LONG, Node, phase_of
from reform.drafting.promises import Promises
from reform.drafting.scribe import Scribe, ended, sentences
from reform.drafting.wording import likely, pattern, words

_FAR = 80
"""Letters before an index is named, from which on a sentence has an aim of its own too."""
_SHORT = 25
"""Letters below which a sentence is no aim by itself."""


class Aims:
    """Reads a section of aims."""

    def __init__(self, scribe: Scribe, promises: Promises) -> None:
        self._scribe = scribe
        self._promises = promises

    def read(self, section: Node) -> None:
        """Objectives, requirements and targets of a section, in reading order."""
        purpose = likely("aim_purposes", section.folded) or "objective"
        parts = ("muc dich", "muc tieu", "yeu cau", "chi tieu")
        if sum(part in section.folded for part in parts) > 1:
            purpose = "objective"
        self._scribe.draft.used.add(section.paragraph.number)
        for child in section.children:
            self._read(child, purpose)

    def _read(self, node: Node, purpose: str) -> None:
        is_heading = bool(node.children) or (
            node.text.rstrip().endswith(":") and len(node.text) < LONG
        )
        if is_heading and not (phase_of(node) and not node.children):
            own = likely("aim_purposes", node.folded) if len(node.text) < LONG else None
            if node.is_bullet and phase_of(node):
                own = "targets"
            self._scribe.draft.used.add(node.paragraph.number)
            for child in node.children:
                self._read(child, own or purpose)
            if len(node.text) >= LONG:
                self._item(node, own or purpose)
            return
        self._item(node, purpose)

    def _item(self, node: Node, purpose: str) -> None:
        folded = self._scribe.fold(node.text)
        if _is_pointer(folded) or is_lead_in(node):
            self._scribe.draft.used.add(node.paragraph.number)
            return
        if purpose == "targets":
            self._promises.read(node, node.text, "target_list")
            return
        is_lost, text = self._scribe.is_lost, node.text
        has_figure = bool(figures(text, with_counts=False, is_lost=is_lost))
        if purpose == "objective" and (has_figure or _mostly_figures(node)):
            placement = "target_list" if _mostly_figures(node) else "general_aim"
            self._promises.read(node, text, placement)
            return
        self._objective(node, purpose)

    def _objective(self, node: Node, purpose: str) -> None:
        found = clauses(node.text, with_counts=False, is_lost=self._scribe.is_lost)
        indexes = [clause for clause in found if clause.index] if purpose == "objective" else []
        index = pattern("index").search(self._scribe.fold(node.text))
        if indexes and index and index.start() < _FAR:
            for clause in indexes:
                self._promises.add(
                    clause,
                    "general_aim",
                    self._place(node, clause.sentence, found[-1].sentence),
                    node,
                    {},
                )
            return
        parts = [s for s in sentences(node.text) if len(s) >= _SHORT] or [node.text]
        several = len(parts) > 1
        for number, sentence in enumerate(parts, 1):
            place = self._place(node, number, len(parts)) if several else node.locator
            values = {"kind": purpose, "text": ended(sentence), "locator": place}
            row = self._scribe.draft.add("objectives", values, node.paragraph.number)
            row.quote = sentence
            self._scribe.references.cite(
                sentence, "cited", place, node.paragraph.number, row.row_id
            )
        for clause in indexes:
            self._promises.add(clause, "general_aim", node.locator, node, {})

    def _place(self, node: Node, number: int, of: int) -> str:
        if of < 2:
            return node.locator
        return f"{node.locator}, " + str(words()["locators"]["clause"]).format(n=number)


def _mostly_figures(node: Node) -> bool:
    """Whether most of the items beside this one promise figures: then they are a list of them."""
    siblings = [n for n in (node.parent.children if node.parent else [node]) if not n.children]
    told = [n for n in siblings if figures(n.text, with_counts=False)]
    return 2 * len(told) > len(siblings)


def _is_pointer(folded: str) -> bool:
    """Whether a line only points to an annex."""
    return folded.lstrip(" (").startswith(
        ("co phu luc", "kem theo", "cac co quan, don vi dau moi", "danh muc")
    ) or (folded.startswith("(") and "phu luc" in folded)
