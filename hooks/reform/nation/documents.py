"""Legal documents of the invented country: a few real national ones, invented provincial ones."""

import csv
import random
from pathlib import Path
from typing import Any

from reform.nation.grammar import Grammar, locator, phrases
from reform.nation.particulars import source_of
from reform.nation.units import CountryUnit
from reform.sources.units import place_slug

Row = dict[str, Any]

_SOURCE = ("source_url", "retrieved_on", "sha256", "media_type")
FIELDS = ("document_id", "type", "number", "issued_on", "issuer", "title", *_SOURCE)


def provincial_documents(units: list[CountryUnit], seed: int) -> dict[str, list[Row]]:
    """Province code → its invented documents, each saying in its title that it is invented."""
    names = {unit.province_code: unit.province_name for unit in units}
    found = {}
    for code, name in names.items():
        rng = random.Random(f"{seed}-{code}")  # noqa: S311 - not for secrets
        found[code] = [_invented(rng, spec, name) for spec in phrases()["provincial_documents"]]
    return found


def _invented(rng: random.Random, spec: Row, province: str) -> Row:
    grammar = Grammar(rng, province=province, marker=phrases()["marker"], slug=place_slug(province))
    number = str(rng.randint(100, 4999))
    year = "2026"
    filled = {key: grammar.fill(text, number=number, year=year) for key, text in spec.items()}
    filled["document_id"] = spec["id"].format(number=number, year=year, slug=place_slug(province))
    del filled["id"]
    filled["type"] = spec["type"]
    issued_on = f"{year}-{rng.randint(1, 4):02d}"
    return filled | {"issued_on": issued_on} | source_of(filled["document_id"])


def basis_rows(rng: random.Random, documents: list[Row]) -> list[Row]:
    """What the plan is based on and what it cites: national documents and the province's own."""
    national = phrases()["national_documents"]
    basis = [national[0], national[1], *documents]
    cited = rng.sample(national[2:], k=rng.randint(1, 4))
    rows = [(row, "basis", phrases()["preamble"]) for row in basis]
    rows += [(row, "cited", locator(f"II.{rng.randint(1, 6)}", rng.randint(1, 5))) for row in cited]
    return [
        {
            "basis_id": f"b{n:02d}",
            "document_id": row["document_id"],
            "role": role,
            "locator": place,
            "as_written": row["as_written"],
        }
        for n, (row, role, place) in enumerate(rows, 1)
    ]


def write_documents(path: Path, provincial: dict[str, list[Row]]) -> None:
    """`legal_documents.csv` of the invented country; an existing header is kept."""
    fields: list[str] = list(FIELDS)
    if path.exists():
        with path.open(encoding="utf-8", newline="") as handle:
            fields = next(csv.reader(handle), fields)
    rows = [
        *phrases()["national_documents"],
        *(row for rows in provincial.values() for row in rows),
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, fields, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows({row["document_id"]: row for row in rows}.values())
