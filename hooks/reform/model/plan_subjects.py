"""What plans are about: codes of the list ``plan_subject``, and how names of files say them."""

import re
from collections.abc import Mapping

DEFAULT_SUBJECT = "administrative_reform"
"""What a plan is about that says nothing else."""

SUBJECT_SUFFIXES: Mapping[str, str] = {
    DEFAULT_SUBJECT: "",
    "digital_transformation": "-cds",
    "index_improvement": "-chi-so",
    "procedure_control": "-tthc",
    "emulation": "-thi-dua",
}
"""Subject to what the name of a plan's file has after the period: ``2026-cds.yaml``."""

_NUMBER = re.compile(r"-[2-9]$")


def period_part(stem: str, subject: str) -> str:
    """The part of a file's name that says the period: ``2026`` of ``2026-cds-2``."""
    return _NUMBER.sub("", stem).removesuffix(SUBJECT_SUFFIXES[subject])
