"""How well documents are drafted: drafts of a folder's documents against the plans in ``data/``.

    python benchmarks/drafting.py FOLDER [--write] [--misses]

Each document of the folder is read and drafted; where ``data/`` holds a plan of the same unit and
period, the two are compared. A row is found where the draft has a row of the same table at the same
place (or, failing that, of like words); one row of the draft stands for one row of the plan.
``--write`` puts the table into ``benchmarks/README.md``; ``--misses`` lists what was missed.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "hooks")]

import yaml
from rapidfuzz import fuzz

from reform.drafting.assembling import Drafted, draft_of
from reform.drafting.folding import squeezed
from reform.drafting.known import Known, read_known
from reform.drafting.opening import read_document
from reform.layout import Layout

TABLES = ("objectives", "targets", "tasks", "solutions", "duties", "reporting_duties")
AS_OF = date(2026, 11, 20)
_FINER = re.compile(r", (?:câu|vế) \d+$")
_FIGURES = re.compile(r"\d+(?:[.,]\d+)*")
_NUMERIC = ("value", "value_from", "out_of", "baseline_value", "due_day", "due_month")


@dataclass
class Score:
    """What was compared, and how much of it was right."""

    counts: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def tell(self, kind: str, right: bool, what: str = "") -> None:  # noqa: FBT001
        """Count one comparison."""
        self.counts[f"{kind} of"] += 1
        self.counts[kind] += right
        if not right and what:
            self.misses.append(f"{kind}: {what}")

    def share(self, kind: str) -> str:
        """Right of all, in words."""
        right, of = self.counts[kind], self.counts[f"{kind} of"]
        return f"{100 * right / of:.1f} % ({right}/{of})" if of else "–"


KINDS = (
    "rows",
    "values",
    "precision",
    "locators",
    "areas",
    "numbers",
    "comparators",
    "indicators",
    "invented",
)


def place(locator: str) -> str:
    """A locator as two editors would agree on it."""
    locator = locator.replace(" (thứ nhất)", "").replace("gạch con", "dấu cộng")
    while _FINER.search(locator):
        locator = _FINER.sub("", locator)
    return re.sub(r", đoạn 1$", "", locator)


def compared(drafted: Drafted, plan: dict[str, Any], known: Known) -> Score:
    """A draft against the plan that editors made of the same document."""
    score = Score()
    for table in TABLES:
        _compare_table(score, table, drafted, plan.get(table) or [])
    _compare_numbers(score, drafted, plan, known)
    _compare_figures(score, drafted)
    return score


def _compare_table(
    score: Score, table: str, drafted: Drafted, wanted: list[dict[str, Any]]
) -> None:
    rows = drafted.draft.rows[table]
    pairs = _paired(wanted, [row.values for row in rows])
    taken = {index for index in pairs.values() if index is not None}
    for index, row in enumerate(wanted):
        found = pairs[index]
        name = f"{table} {row['locator']} {row['text'][:60]}"
        score.tell("rows", found is not None, name)
        own = rows[found].values if found is not None else {}
        if own:
            is_there = place(own["locator"]) == place(row["locator"])
            score.tell("locators", is_there, f"{name} ← {own['locator']}")
        if row.get("area"):
            score.tell("areas", own.get("area") == row["area"], f"{name}: {own.get('area')}")
        if row.get("value") is not None and table == "targets":
            score.tell("values", own.get("value") == row["value"], f"{name}: {own.get('value')}")
            is_same = own.get("comparator") == row.get("comparator")
            score.tell("comparators", is_same, f"{name}: {own.get('comparator')}")
        if row.get("indicator_id"):
            is_same = own.get("indicator_id") == row["indicator_id"]
            score.tell(
                "indicators",
                is_same,
                f"{name}: {own.get('indicator_id')} not {row['indicator_id']}",
            )
    for index, extra in enumerate(rows):
        score.tell(
            "precision",
            index in taken,
            f"{table} {extra.values['locator']} {extra.values['text'][:60]}",
        )


def _paired(wanted: list[dict[str, Any]], rows: list[dict[str, Any]]) -> dict[int, int | None]:
    """Each row of the plan with one of the draft: the nearest at its place, else of like words."""
    marks = []
    for i, row in enumerate(wanted):
        for j, own in enumerate(rows):
            is_there = place(own["locator"]) == place(row["locator"])
            like = fuzz.token_set_ratio(squeezed(row["text"]), squeezed(own["text"]))
            same = row.get("value") is not None and row.get("value") == own.get("value")
            if is_there or like >= 70:
                marks.append((is_there, same, own["locator"] == row["locator"], like, -j, i, j))
    pairs: dict[int, int | None] = dict.fromkeys(range(len(wanted)))
    taken: set[int] = set()
    for *_, i, j in sorted(marks, reverse=True):
        if pairs[i] is None and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _compare_numbers(score: Score, drafted: Drafted, plan: dict[str, Any], known: Known) -> None:
    numbered = {row["document_id"] for row in known.documents if row.get("number")}
    own = {row.values["document_id"] for row in drafted.draft.rows["legal_basis"]}
    for document in sorted(
        {row["document_id"] for row in plan.get("legal_basis") or []} & numbered
    ):
        score.tell("numbers", document in own, document)
    for key in ("document_number", "document_symbol", "issued_on", "unit_id", "title"):
        if key in plan:
            is_same = str(drafted.draft.plan.get(key)) == str(plan[key])
            score.tell("numbers", is_same, f"{key}: {drafted.draft.plan.get(key)}")


def _compare_figures(score: Score, drafted: Drafted) -> None:
    """A figure of the draft that the document does not hold."""
    text = " ".join(p.text for p in drafted.reading.paragraphs())
    text += " ".join(cell for t in drafted.reading.tables() for row in t.rows for cell in row)
    held = {float(f.replace(".", "").replace(",", ".")) for f in _FIGURES.findall(text)}
    held |= {
        float(f.replace(",", "."))
        for f in _FIGURES.findall(text)
        if f.count(".") + f.count(",") < 2
    }
    for row in drafted.draft.all_rows():
        for key in _NUMERIC:
            value = row.values.get(key)
            if value is not None and float(value) not in held:
                score.counts["invented"] += 1
                score.misses.append(f"invented: {row.table} {key} {value}")


def documents(folder: Path) -> Iterator[Path]:
    """The documents of a folder, in the order of their names."""
    endings = {".docx", ".pdf", ".txt", ".md", ".png", ".jpg", ".tif"}
    return (p for p in sorted(folder.rglob("*")) if p.suffix.lower() in endings)


def main() -> None:
    """Draft, compare, print; write where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    layout = Layout.of(ROOT)
    known = read_known(layout)
    plans = {}
    for path in layout.units.rglob("*.yaml"):
        plan = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
        plans[plan["unit_id"], str(plan["period_start"])] = plan
    lines = []
    for path in documents(options.folder):
        drafted = draft_of(read_document(path), known, AS_OF)
        own = drafted.draft.plan
        plan = plans.get((own.get("unit_id"), own.get("period_start")))
        rows = sum(len(drafted.draft.rows[table]) for table in TABLES)
        if plan is None:
            lines.append(f"| {path.name} | {rows} drafted, no plan to compare with |" + " |" * 8)
            continue
        score = compared(drafted, plan, known)
        shares = [score.share(kind) for kind in KINDS[:-1]]
        lines.append(f"| {path.name} | " + " | ".join(shares) + f" | {score.counts['invented']} |")
        if options.misses:
            print(path.name, *score.misses, sep="\n  ")
    names = "rows found, values, precision, locators, areas, numbers, comparators, indicators"
    head = "| document | " + names.replace(", ", " | ") + " | figures not in it |"
    table = "\n".join([head, "|" + "---|" * 10, *lines])
    print(table)
    if options.write:
        _write(table)


def _write(table: str) -> None:
    """Put the table between its two marks in the README."""
    path = ROOT / "benchmarks" / "README.md"
    text = path.read_text("utf-8")
    begin, end = "<!-- drafting.py -->", "<!-- /drafting.py -->"
    before, _, rest = text.partition(begin)
    after = rest.partition(end)[2]
    path.write_text(f"{before}{begin}\n{table}\n{end}{after}", "utf-8")


if __name__ == "__main__":
    main()
