"""What a paragraph with others below it is: their heading, or an item of its own."""

from reform.drafting.labels import label_of
from reform.drafting.nodes import LONG, PARAGRAPH, Node
from reform.drafting.scribe import sentences
from reform.drafting.wording import likely, pattern

LONGEST_HEADING = 250


def is_heading(node: Node) -> bool:
    """Whether a paragraph with others below it is their heading, not an item of its own."""
    if not node.is_bullet:
        return True
    return len(node.text) < LONG and node.text.rstrip().endswith(":")


def has_sentence(node: Node) -> bool:
    """Whether a heading orders something too: it is as long as a sentence, or two."""
    if node.is_bullet:
        return False
    return len(list(sentences(node.text))) > 1 or (len(node.text) > 2 * LONG)


def heading_of(node: Node, area: Node | None) -> str | None:
    """The heading right above an item, where it is neither the area nor the section."""
    for above in node.ancestors():
        if above is area or above.parent is None or above.parent.parent is None:
            return None
        folded = above.folded
        if label_of(folded) or (likely("task_purposes", folded) and len(folded) < 40):
            continue
        text = above.text.strip(" :.;")
        return (
            text if len(text) <= LONGEST_HEADING else text[:LONGEST_HEADING].rsplit(" ", 1)[0] + "…"
        )
    return None


def is_lead_in(node: Node) -> bool:
    """Whether an unmarked line only announces what follows it: "Trọng tâm:"."""
    return node.kind == PARAGRAPH and len(node.text) < LONG and node.text.rstrip().endswith(":")


def is_pointer(folded: str) -> bool:
    """Whether a line only points to an annex."""
    return (
        bool(pattern("annex_mention").search(folded))
        and len(folded) < 130
        and (folded.startswith("(") or "kem theo" in folded)
    )
