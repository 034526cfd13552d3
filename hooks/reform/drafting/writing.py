"""Writes a draft: the plan's file, with a comment above each row that somebody should look at, and
the legal documents that the project does not know yet.
"""

import csv
import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from reform.drafting.folding import cleaned
from reform.drafting.rows import Doubt, Draft
from reform.drafting.wording import words
from reform.model.kinds import PLAN_LISTS

_CODES = ("unit_id", "document_number", "issued_on", "due", "start", "baseline_period")
"""Text that YAML would take for a number or a date."""
_DAYS = ("period_start", "period_end", "not_before")


def plan_text(draft: Draft) -> str:
    """The draft as an editor would write it."""
    document = CommentedMap()
    for key, value in draft.plan.items():
        document[key] = _scalar(key, value)
    for name in PLAN_LISTS:
        rows = draft.rows[name]
        if not rows:
            continue
        listed = CommentedSeq()
        for row in rows:
            listed.append(_mapping(row.values, uncertain=bool(row.doubts)))
        for index, row in enumerate(rows):
            if row.doubts:
                told = "\n".join(doubt_text(doubt) for doubt in row.doubts)
                listed.yaml_set_comment_before_after_key(index, before=told, indent=2)
        document[name] = listed
        document.yaml_set_comment_before_after_key(name, before="\n")
    told = [str(words()["file_comment"]), *map(doubt_text, draft.doubts)]
    document.yaml_set_start_comment("\n".join(told))
    return dumped(document)


def dumped(document: Any) -> str:
    """YAML in the project's own form: the one place that writes it."""
    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 10_000
    yaml.allow_unicode = True
    out = io.StringIO()
    yaml.dump(document, out)
    return out.getvalue()


def doubt_text(doubt: Doubt) -> str:
    """A doubt in words, on one line."""
    told: str = words()["doubts"][doubt.code]
    return cleaned(told.format(**dict(doubt.values)))


_WITHOUT_UNCERTAIN = frozenset({"phase_id", "basis_id", "agency_id", "annex_id", "note_id"})


def _mapping(values: Mapping[str, Any], *, uncertain: bool) -> CommentedMap:
    found = CommentedMap()
    for key, value in values.items():
        found[key] = _scalar(key, value)
    if uncertain and not _WITHOUT_UNCERTAIN & values.keys():
        found["uncertain"] = True
    return found


def _scalar(key: str, value: Any) -> Any:
    if isinstance(value, list):
        listed = CommentedSeq(value)
        listed.fa.set_flow_style()
        return listed
    if key in _DAYS and isinstance(value, str):
        return date.fromisoformat(value)
    if isinstance(value, str):
        text = cleaned(value)
        return DoubleQuotedScalarString(text) if key in _CODES else text
    return value


def add_documents(path: Path, draft: Draft, known: set[str]) -> None:
    """Put the new legal documents into the project's list, sorted by their ids as it is."""
    header = ["document_id", "type", "number", "issued_on", "issuer", "title"]
    rows: list[dict[str, str]] = []
    if path.exists():
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            header = list(reader.fieldnames or header)
            rows = list(reader)
    rows += [{k: cleaned(v) for k, v in row.items()} for row in draft.documents if row["document_id"] not in known]
    path.parent.mkdir(parents=True, exist_ok=True)
    out = io.StringIO()
    writer = csv.DictWriter(out, header, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: row["document_id"]))
    path.write_text(out.getvalue(), "utf-8")
