"""What a plan says of the time before it: results with their figures."""

import re
from typing import Any

from reform.drafting.figures import figures
from reform.drafting.nodes import Node
from reform.drafting.scribe import Scribe, ended, sentences
from reform.drafting.wording import words

_SHORTEST = 25


def read_results(scribe: Scribe, section: Node) -> None:
    """A row of ``prior_results`` for each sentence of a section about the time before."""
    scribe.draft.used.add(section.paragraph.number)
    year = re.search(r"\b(20\d{2})\b", section.text)
    for node in section.walk():
        if node is section:
            continue
        scribe.draft.used.add(node.paragraph.number)
        if node.children:
            continue
        told = [s for s in sentences(node.text) if len(s) >= _SHORTEST]
        for number, sentence in enumerate(told, 1):
            place = node.locator
            if len(told) > 1:
                place += ", " + str(words()["locators"]["clause"]).format(n=number)
            values: dict[str, Any] = {"text": ended(sentence), "locator": place}
            values |= _figure(scribe, sentence)
            own = re.search(r"\bnam (20\d{2})\b", scribe.fold(sentence)) or year
            if own and "value" in values:
                values["period"] = own[1]
            row = scribe.draft.add("prior_results", values, node.paragraph.number)
            row.quote = sentence


def _figure(scribe: Scribe, sentence: str) -> dict[str, Any]:
    """Value and unit of the only share that a sentence tells; several stay in the text."""
    found = [f for f in figures(sentence, with_counts=False) if f.unit == "percent"]
    if len(found) != 1:
        return {}
    likest = scribe.known.likest(sentence, "percent")
    told: dict[str, Any] = {"value": found[0].value, "unit": "percent"}
    return {**told, "indicator_id": likest.indicator_id} if likest else told
