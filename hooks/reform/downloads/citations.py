"""How to cite the data: for people, reference managers and software."""

import json
from collections.abc import Iterator
from typing import Any

from reform import addresses
from reform.edition import Edition


def citations(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Address and content of the citation as BibTeX, CSL-JSON and CITATION.cff."""
    package = edition.package
    publisher, day = package["contributors"][0]["title"], edition.changed_on
    address = edition.at(addresses.DATA)
    entries = {
        "title": f"{{{package['title_en']}}}",
        "author": f"{{{publisher}}}",
        "year": str(day.year),
        "version": edition.version,
        "url": address,
        "note": "CC BY 4.0",
    }
    lines = "".join(f"  {key} = {{{value}}},\n" for key, value in entries.items())
    yield "data/citation.bib", f"@misc{{{package['name']},\n{lines}}}\n".encode()
    csl: dict[str, Any] = {
        "id": package["name"],
        "type": "dataset",
        "title": package["title_en"],
        "author": [{"literal": publisher}],
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "version": edition.version,
        "URL": address,
    }
    yield "data/citation.json", (json.dumps([csl], ensure_ascii=False) + "\n").encode()
    cff = {
        "cff-version": "1.2.0",
        "message": "If you use these data, cite them as below.",
        "type": "dataset",
        "title": package["title_en"],
        "authors": [{"name": publisher}],
        "version": edition.version,
        "date-released": day.isoformat(),
        "url": address,
        "license": edition.license["name"],
    }
    # JSON is YAML: no second writer is needed.
    yield "data/CITATION.cff", (json.dumps(cff, ensure_ascii=False, indent=1) + "\n").encode()
