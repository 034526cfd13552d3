"""What a plan says of money: one text of the plan, wherever the part about it stands."""

from reform.drafting.labels import label_of
from reform.drafting.nodes import LONG, Node
from reform.drafting.scribe import Scribe, ended
from reform.drafting.wording import pattern

_LONGEST = 2_800


def is_about_funding(node: Node) -> bool:
    """Whether a heading inside a section leads a part about money, and no task with its labels."""
    if node.is_bullet or len(node.text) > LONG or not pattern("funding_head").match(node.folded):
        return False
    return not any(label_of(child.folded) for child in node.children)


def read_funding(scribe: Scribe, section: Node) -> None:
    """Take over the text of a part about money; the first one counts."""
    nodes = [node for node in section.walk() if node.text and node is not section]
    text = " ".join(ended(node.text) for node in nodes) or section.text
    scribe.draft.used |= {node.paragraph.number for node in section.walk()}
    if "funding" not in scribe.draft.plan:
        scribe.draft.plan["funding"] = ended(text[:_LONGEST])
        only = nodes[0] if len(nodes) == 1 and section.ordinal else section
        scribe.draft.plan["funding_locator"] = only.locator
        scribe.draft.sources["funding"] = section.paragraph.number
