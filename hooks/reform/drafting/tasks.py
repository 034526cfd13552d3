"""Tasks and solutions, with what the document says beside them."""

import re
from dataclasses import dataclass, field
from typing import Any

from reform.drafting.figures import figures
from reform.drafting.funding import is_about_funding, read_funding
from reform.drafting.headings import has_sentence, heading_of, is_heading, is_lead_in, is_pointer
from reform.drafting.labels import Label, label_of, labels_within
from reform.drafting.nodes import PARAGRAPH, Node
from reform.drafting.promises import Promises, area_of
from reform.drafting.rows import Row
from reform.drafting.scribe import Scribe, ended, sentences
from reform.drafting.times import timing_of
from reform.drafting.wording import likely, words


@dataclass
class _Part:
    """Tasks under one heading, waiting for the lines that speak of all of them."""

    rows: list[Row] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    source: int = 0


class Tasks:
    """Reads sections of tasks and of solutions."""

    def __init__(self, scribe: Scribe, promises: Promises) -> None:
        self._scribe = scribe
        self._promises = promises

    def read(self, section: Node, table: str) -> None:
        """Every task or solution of a section."""
        self._scribe.draft.used.add(section.paragraph.number)
        part = _Part()
        for child in section.children:
            self._read(child, table, "tasks", part)
        self._close(part)

    def _read(self, node: Node, table: str, purpose: str, part: _Part) -> None:
        folded = self._scribe.fold(node.text)
        label = label_of(folded) if table == "tasks" else None
        if label:
            self._label(node, label, table, purpose, part)
            return
        if not node.children or (not is_heading(node)):
            self._item(node, table, purpose, part)
            for child in node.children:
                self._read(child, table, purpose, part)
            return
        if is_about_funding(node):
            read_funding(self._scribe, node)
            return
        self._scribe.draft.used.add(node.paragraph.number)
        own = (
            (likely("task_purposes", folded) if len(folded) < 60 else None)
            if table == "tasks"
            else None
        )
        if own == "tasks" and area_of([node]):
            own = None
        inner = _Part()
        if has_sentence(node):
            self._item(node, table, own or purpose, inner, is_head=True)
        for child in node.children:
            self._read(child, table, own or purpose, inner)
        self._close(inner)
        part.rows += inner.rows

    def _label(self, node: Node, label: Label, table: str, purpose: str, part: _Part) -> None:
        """A line that names who, when or what; or that only introduces the tasks themselves."""
        value = node.text[label.value_start :].strip(" .")
        self._scribe.draft.used.add(node.paragraph.number)
        if label.name == "task":
            if value:
                self._item(node, table, purpose, part, cut=label.value_start)
            for child in node.children:
                self._read(child, table, purpose, part)
            return
        if label.name != "body" and value:
            part.labels.setdefault(label.name, value)
            part.source = node.paragraph.number
        elif label.name == "body" and value:
            part.labels.setdefault("lead", value)
        for child in node.children:
            inner = label_of(self._scribe.fold(child.text))
            if inner:
                self._label(child, inner, table, purpose, part)
            elif label.name != "body":
                joined = "; ".join(
                    filter(None, (part.labels.get(label.name), child.text.strip(" ;.")))
                )
                part.labels[label.name] = joined
                self._scribe.draft.used.add(child.paragraph.number)

    def _item(  # noqa: PLR0913 - what an item is judged by
        self,
        node: Node,
        table: str,
        purpose: str,
        part: _Part,
        *,
        cut: int = 0,
        is_head: bool = False,
    ) -> None:
        """A target of its area, else a task."""
        if not node.text.strip() or is_pointer(self._scribe.fold(node.text)) or is_lead_in(node):
            self._scribe.draft.used.add(node.paragraph.number)
            return
        if purpose == "area_aim" and self._is_aim(node):
            self._aim(node, part)
            return
        part.rows.append(self._task(node, table, node.text[cut:], is_head=is_head))

    def _aim(self, node: Node, part: _Part) -> None:
        """An aim of an area; a sentence in it that orders something is a task."""
        area = area_of(node.ancestors())
        ordered = [
            sentence
            for sentence in sentences(node.text)
            if re.match(r"truong hop|neu de", self._scribe.fold(sentence))
            and not figures(sentence, with_counts=False)
        ]
        rest = " ".join(s for s in sentences(node.text) if s not in ordered)
        rows = self._promises.read(node, rest, "area_aim", area=area[0] if area else None)
        if ordered:
            first = str(words()["locators"]["clause"]).format(n=1)
            for row in rows:
                row.values["locator"] = f"{node.locator}, {first}"
        for sentence in ordered:
            part.rows.append(
                self._task(
                    node, "tasks", sentence, number=list(sentences(node.text)).index(sentence) + 1
                )
            )

    def _is_aim(self, node: Node) -> bool:
        """Whether an item under an area's aims is one. Where the area has no part for tasks, its
        bullets without a figure are tasks.
        """
        if node.kind == PARAGRAPH or not node.is_bullet:
            return True
        if figures(node.text, with_counts=False, is_lost=self._scribe.is_lost):
            return True
        aims = next(
            (
                n
                for n in node.ancestors()
                if likely("task_purposes", n.folded) == "area_aim" and len(n.text) < 60
            ),
            None,
        )
        if not aims or not aims.parent:
            return True
        return any(
            likely("task_purposes", n.folded) == "tasks" and len(n.text) < 60
            for n in aims.parent.children
            if n is not aims
        )

    def _task(
        self, node: Node, table: str, text: str, *, is_head: bool = False, number: int = 0
    ) -> Row:
        scribe = self._scribe
        place = node.locator
        if is_head:
            place += ", " + str(words()["locators"]["paragraph"]).format(n=1)
        if number:
            place += ", " + str(words()["locators"]["clause"]).format(n=number)
        values: dict[str, Any] = {}
        area = (
            area_of([node, *node.ancestors()] if node.children else node.ancestors())
            if table == "tasks"
            else None
        )
        heading = heading_of(node, area[1] if area else None)
        if heading:
            values["heading"] = heading
        inline = labels_within(scribe.fold(text)) if table == "tasks" else []
        values["text"] = ended(text[: inline[0].start] if inline else text)
        values["locator"] = place
        if area:
            values["area"] = area[0]
        row = scribe.draft.add(table, values, node.paragraph.number)
        row.quote = text
        for label in inline:
            self._apply(
                row,
                label.name,
                text[label.value_start : label.value_end].strip(" .;,()"),
                row.source,
            )
        scribe.references.cite(text, "cited", place, node.paragraph.number, row.row_id)
        if table == "tasks":
            stated = area[0] if area else None
            self._promises.read(node, text, "inside_task", area=stated, task_id=row.row_id)
        return row

    def _close(self, part: _Part) -> None:
        """Give the tasks of a part what the lines beside them say of all of them."""
        for name, value in part.labels.items():
            for row in part.rows:
                if row.table == "tasks" and not _has(row, name):
                    self._apply(row, name, value, part.source or row.source)

    def _apply(self, row: Row, name: str, value: str, source: int) -> None:
        if not value:
            return
        if name in ("lead", "support"):
            other = row.values.get("lead", [])
            ids = [i for i in self._scribe.bodies.of_list(value, source) if i not in other]
            if ids:
                row.values[name] = ids
        elif name == "timing":
            row.values["timing"] = value
            timing = timing_of(value, self._scribe.year)
            for key in ("start", "due", "recurrence"):
                if getattr(timing, key):
                    row.values[key] = getattr(timing, key)
        else:
            row.values[name] = value


def _has(row: Row, name: str) -> bool:
    return name in row.values
