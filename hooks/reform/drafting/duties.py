"""Who answers for what, and who reports when."""

import itertools
import re
from dataclasses import dataclass
from typing import Any

from reform.drafting.bodies import leading, mentions
from reform.drafting.funding import is_about_funding, read_funding
from reform.drafting.nodes import LONG, PARAGRAPH, Node
from reform.drafting.reports import Reports
from reform.drafting.rows import Doubt
from reform.drafting.scribe import Scribe, capitalised, ended
from reform.drafting.wording import likely, pattern, words

_NEAR = 110
"""Letters behind "phối hợp" in which the bodies that help are named."""


@dataclass(frozen=True, slots=True)
class _Holder:
    """Whose duties follow."""

    ids: tuple[str, ...] = ()
    is_asked: bool = False


class Duties:
    """Reads a section that hands out responsibilities."""

    def __init__(self, scribe: Scribe) -> None:
        self._scribe = scribe
        self._reports = Reports(scribe)

    def read(self, section: Node) -> None:
        """Every duty of a section, and every report that a duty asks for."""
        self._scribe.draft.used.add(section.paragraph.number)
        for child in section.children:
            self._read(child, _Holder())

    def _read(self, node: Node, holder: _Holder) -> None:
        folded = self._scribe.fold(node.text)
        if node.children and is_about_funding(node):
            read_funding(self._scribe, node)
            return
        found, rest, is_asked = leading(node.text, is_lost=self._scribe.is_lost)
        is_named = (
            bool(found) and (not node.is_bullet or bool(node.children)) and node.kind != PARAGRAPH
        )
        if node.children:
            self._scribe.draft.used.add(node.paragraph.number)
            own = (
                self._holder(node, found, is_asked) if is_named or self._may_name(node) else holder
            )
            inline = _behind_colon(node.text)
            if inline and is_named:
                self._duty(node, inline, own, is_head=True)
            elif not is_named and len(node.text) >= 2 * LONG:
                self._duty(node, node.text, own, is_head=True)
            for child in node.children:
                self._read(child, own)
            return
        if _is_pointer(folded):
            return
        if is_named and rest:
            own = self._holder(node, found, is_asked)
            self._acts(node, rest if len(rest) > 12 else node.text, own)
        else:
            self._duty(node, node.text, holder)

    def _acts(self, node: Node, text: str, holder: _Holder) -> None:
        """A numbered sentence that gives one body several things to do is taken apart."""
        cuts = [m.start() for m in pattern("next_act").finditer(self._scribe.fold(text))]
        if node.is_bullet or not cuts:
            self._duty(node, text, holder)
            return
        for number, (start, end) in enumerate(itertools.pairwise([0, *cuts, len(text)]), 1):
            self._duty(node, capitalised(text[start:end]), holder, act=number)

    def _may_name(self, node: Node) -> bool:
        """Whether a heading is the name of a body that no pattern knows."""
        return not likely("section_purposes", node.folded) and len(node.text) < 90

    def _holder(self, node: Node, found: list[Any], is_asked: bool) -> _Holder:  # noqa: FBT001
        bodies, number = self._scribe.bodies, node.paragraph.number
        if found:
            ids = [bodies.id_of(m.name, m.role_id, number) for m in found]
        else:
            name = re.split(r":", node.text)[0].strip(" .;")
            ids = bodies.of_list(name, number)
        return _Holder(tuple(dict.fromkeys(ids)), is_asked)

    def _duty(
        self, node: Node, text: str, holder: _Holder, *, is_head: bool = False, act: int = 0
    ) -> None:
        scribe = self._scribe
        number = node.paragraph.number
        place = node.locator
        if is_head:
            place += ", " + str(words()["locators"]["paragraph"]).format(n=1)
        if act:
            place += ", " + str(words()["locators"]["act"]).format(n=act)
        values: dict[str, Any] = {"text": ended(text), "locator": place}
        values |= self._parts(text, holder, number, is_last=node.is_last)
        areas = [code for code, phrases in words()["areas"] if self._names_area(text, phrases)]
        if areas:
            values["areas"] = areas
        row = scribe.draft.add("duties", values, number)
        row.quote = text
        if not {"lead", "support", "requested"} & values.keys():
            note = scribe.draft.add(
                "editorial_notes",
                {
                    "kind": "gap",
                    "text": words()["notes"]["duty_without_body"],
                    "locator": place,
                    "item_id": row.row_id,
                },
                number,
            )
            row.doubts.append(Doubt.of("duty-body", note=note.row_id))
        if pattern("standing").search(scribe.fold(text)):
            scribe.bodies.mark_standing(values.get("lead", []))
        scribe.references.cite(text, "cited", place, number, row.row_id)
        holders = list(values.get("lead") or values.get("requested") or values.get("support") or ())
        self._reports.read(text, place, number, holders)

    def _names_area(self, text: str, phrases: list[str]) -> bool:
        folded = self._scribe.fold(text)
        if not re.search(r"noi dung|nhiem vu|linh vuc|cai cach|chi dao, dieu hanh", folded):
            return False
        return any(re.search(rf"\b{phrase}", folded) for phrase in phrases if len(phrase) > 12)

    def _parts(
        self, text: str, holder: _Holder, number: int, *, is_last: bool
    ) -> dict[str, list[str]]:
        """Who leads, who helps, who is asked."""
        scribe = self._scribe
        folded = scribe.fold(text)
        ids = list(holder.ids)
        if not ids:
            ids, asked = self._subject(text, number, is_last=is_last)
            holder = _Holder(tuple(ids), asked)
        support = self._helpers(text, folded, number, ids)
        found: dict[str, list[str]] = {}
        if holder.is_asked:
            found["requested"] = ids
        elif pattern("support_word").match(folded) and "chu tri" not in folded[:40]:
            found["support"] = ids
            support = []
        else:
            found["lead"] = ids
        if support:
            found["support"] = support
        return {key: value for key, value in found.items() if value}

    def _subject(self, text: str, number: int, *, is_last: bool) -> tuple[list[str], bool]:
        """The bodies that a sentence without a heading speaks to."""
        bodies = self._scribe.bodies
        found, _, is_asked = leading(text, is_lost=self._scribe.is_lost)
        folded = self._scribe.fold(text)
        told = re.search(r"\b(?:yeu cau|de nghi|giao)\b", folded)
        if told and (is_last or not found):
            behind = [
                m for m in mentions(text, is_lost=self._scribe.is_lost) if m.start >= told.end()
            ]
            if behind:
                return [bodies.id_of(behind[0].name, behind[0].role_id, number)], "de nghi" in told[
                    0
                ]
        if is_last and not found:
            wide = ("cac-phong-don-vi", "thu-truong")
            named = mentions(text, is_lost=self._scribe.is_lost)
            found = [m for m in named if m.role_id in wide][:1]
        return [bodies.id_of(m.name, m.role_id, number) for m in found], is_asked

    def _helpers(self, text: str, folded: str, number: int, ids: list[str]) -> list[str]:
        match = re.search(pattern("support_with").pattern, folded)
        if not match:
            return []
        window = text[match.end() : match.end() + _NEAR]
        stop = pattern("help_ends").search(self._scribe.fold(window))
        window = window[: stop.start()] if stop else window
        found = []
        for mention in mentions(window, is_lost=self._scribe.is_lost):
            own = self._scribe.bodies.id_of(mention.name, mention.role_id, number)
            if own not in ids and own not in found:
                found.append(own)
        return found


def _behind_colon(text: str) -> str:
    """What a heading says behind the name of a body: "…: Có trách nhiệm …"."""
    _, colon, rest = text.partition(":")
    rest = rest.strip()
    return rest if colon and len(rest) > 25 else ""


def _is_pointer(folded: str) -> bool:
    return len(folded) < 100 and folded.startswith("(") and "phu luc" in folded
