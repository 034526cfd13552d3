"""Bodies that a document names: departments, officers, organisations, and their common roles."""

import re
from dataclasses import dataclass
from functools import cache

from reform.drafting.folding import fold, squeezed
from reform.drafting.rows import Doubt, Draft
from reform.drafting.wording import pattern, patterns

_SMALL = 140
"""Letters of the longest heading that may be the name of a body by itself."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A body named in a text."""

    start: int
    end: int
    name: str
    role_id: str


def mentions(text: str, *, is_lost: bool = False) -> list[Mention]:
    """The bodies that a text names, in their order; the longest name at a place wins."""
    folded = fold(text, is_lost=is_lost)
    found: list[Mention] = []
    for role_id, compiled in _bounded():
        for match in compiled.finditer(folded):
            name = text[match.start() : match.end()].strip(" ,;-–")
            if name:
                found.append(Mention(match.start(), match.end(), name, role_id))
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.start, -(m.end - m.start))):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
        elif mention.end - mention.start > kept[-1].end - kept[-1].start + 3:
            kept[-1] = mention
    return kept


@cache
def _bounded() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (role, re.compile(rf"(?<!\w)(?:{compiled.pattern})(?!\w)"))
        for role, compiled in patterns("bodies")
    )


class Bodies:
    """The list of a draft's agencies: each name once."""

    def __init__(self, draft: Draft, *, is_lost: bool) -> None:
        self._draft = draft
        self.is_lost = is_lost
        self._by_name: dict[str, str] = {}

    def id_of(self, name: str, role_id: str, source: int, *doubts: Doubt) -> str:
        """The id of a body's row; the row is made where the name is new."""
        name = _tidy(name)
        key = _key(name, role_id)
        if key not in self._by_name:
            values = {"role_id": role_id, "name": name}
            row = self._draft.add("agencies", values, source, *doubts)
            self._by_name[key] = row.row_id
        return self._by_name[key]

    def ids_in(self, text: str, source: int) -> list[str]:
        """Ids of all bodies that a text names, each once."""
        found = [
            self.id_of(mention.name, mention.role_id, source)
            for mention in mentions(text, is_lost=self.is_lost)
        ]
        return list(dict.fromkeys(found))

    def of_list(self, text: str, source: int) -> list[str]:
        """Ids of a cell or label that lists bodies and nothing else; what no role fits is taken as
        the name of one body, doubtfully.
        """
        text = text.strip(" .;:")
        found = self.ids_in(text, source)
        if found or not text or len(text) > _SMALL or not re.search(r"[^\W\d_]{2}", text):
            return found
        return [self.id_of(text, "cac-phong-don-vi", source, Doubt.of("body-role", name=text))]

    def mark_standing(self, agency_ids: list[str]) -> None:
        """Note that these answer for the reform as a whole."""
        for row in self._draft.rows["agencies"]:
            if row.row_id in agency_ids:
                row.values["is_standing"] = True


def leading(text: str, *, is_lost: bool) -> tuple[list[Mention], str, bool]:
    """The bodies at the beginning of a heading or a sentence, the text behind them, and whether
    the document only asks them: "Đề nghị Mặt trận Tổ quốc xã: phối hợp …".
    """
    folded = fold(text, is_lost=is_lost)
    asked = pattern("ask").match(folded)
    start = asked.end() if asked else 0
    found: list[Mention] = []
    end = start
    for mention in mentions(text, is_lost=is_lost):
        if mention.start < start:
            continue
        between = folded[end : mention.start]
        if not re.fullmatch(r"[\s,;:]*(?:va|cac|cua|-|–)?[\s,]*", between):
            break
        found.append(mention)
        end = mention.end
    return found, text[end:].lstrip(" :;,.–-"), bool(asked)


def _tidy(name: str) -> str:
    name = re.sub(r"\s+", " ", name).strip(" .,;:-–")
    return name[:1].upper() + name[1:]


_WIDE_ROLES = ("cac-phong-don-vi", "co-quan-cap-tren", "so-nganh", "bo-nganh", "chu-tich")


def _key(name: str, role_id: str) -> str:
    """Two ways to write one body have one key; wide roles hold many bodies."""
    if role_id not in _WIDE_ROLES:
        return role_id
    return re.sub(r"\b(cac|xa|phuong|co lien quan|lien quan|co)\b", "", squeezed(name)).replace(
        " ", ""
    )
