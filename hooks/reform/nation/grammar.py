"""Sentences out of `phrases.yaml`: `{name}` becomes one of the lines of the list `name`."""

import random
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_SLOT = re.compile(r"\{(\w+)\}")


@cache
def phrases() -> dict[str, Any]:
    """The sentence material, read once."""
    text = Path(__file__).with_name("phrases.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(unicodedata.normalize("NFC", text), Loader=yaml.CSafeLoader)
    return found


def locator(section: str, bullet: int) -> str:
    """Where a line stands in the document: section and bullet."""
    found: str = phrases()["locator"].format(section=section, bullet=bullet)
    return found


class Grammar:
    """Fills sentences for one commune; every choice comes from `rng`."""

    def __init__(self, rng: random.Random, **fixed: str) -> None:
        self._rng = rng
        self._fixed = fixed
        self._villages = [self._village() for _ in range(6)]

    def fill(self, sentence: str, **slots: str) -> str:
        """`sentence` with every slot filled, the first letter upper-case."""
        text = _SLOT.sub(lambda match: self._slot(match[1], slots), sentence)
        return text[0].upper() + text[1:] if text[0].islower() else text

    def one_of(self, sentences: list[str], **slots: str) -> str:
        return self.fill(self._rng.choice(sentences), **slots)

    def _slot(self, name: str, slots: dict[str, str]) -> str:
        if name in slots:
            return slots[name]
        if name in self._fixed:
            return self._fixed[name]
        if name == "village":
            return self._rng.choice(self._villages)
        if name in ("small", "number"):
            return str(self._rng.randint(1, 5) if name == "small" else self._rng.randint(6, 40))
        line = self._rng.choice(phrases()[name])
        return _SLOT.sub(lambda match: self._slot(match[1], slots), line)

    def _village(self) -> str:
        material = phrases()
        parts = (material["village_word"], material["village_first"], material["village_second"])
        return " ".join(self._rng.choice(part) for part in parts)
