"""The spellings under which a document's number is looked for."""

import re


def number_spellings(label: str, number: str, issued_on: str) -> list[str]:
    """For `Nghị quyết`, `76/NQ-CP`, `2021-07-15`: with the label, without signs, with the year."""
    if not number:
        return [f"{label} {issued_on[:4]}".strip()]
    parts = [part for part in re.split(r"[/\-.&\s]+", number) if part]
    short = parts[0] if len(parts) < 2 or not parts[1].isdigit() else number.partition("/")[0]
    found = [
        f"{label} {short}",
        f"{label} số {number}",
        " ".join(parts),
        "".join(part for part in parts[1:] if part.isalpha()).join((f"{short} ", "")),
        f"{label} {short} {issued_on[:4]}".strip(),
    ]
    return list(dict.fromkeys(found))
