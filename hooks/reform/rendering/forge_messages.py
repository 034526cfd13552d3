"""Messages in the forms of forges: GitHub's annotations, GitLab's code quality, SARIF."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from reform.rendering.problem_messages import Message

_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
_COMMAND = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def as_github(found: Sequence[Message]) -> str:
    """One line for each message, which GitHub shows beside the line it is about."""
    return "\n".join(
        f"::error file={message.file.translate(_PROPERTY)},line={max(message.line, 1)},"
        f"title={message.code.translate(_PROPERTY)}::{_text(message).translate(_COMMAND)}"
        for message in found
    )


def as_gitlab(found: Sequence[Message]) -> str:
    """A report of GitLab's code quality: a JSON array."""
    return _json([_gitlab(message) for message in found])


def as_sarif(found: Sequence[Message]) -> str:
    """A SARIF 2.1.0 log, which most forges and editors read."""
    rules = [{"id": code} for code in sorted({message.code for message in found})]
    run = {
        "tool": {"driver": {"name": "reform check", "rules": rules}},
        "results": [_sarif(message) for message in found],
        "columnKind": "unicodeCodePoints",
    }
    return _json({"$schema": _SARIF, "version": "2.1.0", "runs": [run]})


FORGE_FORMATS: Mapping[str, Callable[[Sequence[Message]], str]] = {
    "github": as_github,
    "gitlab": as_gitlab,
    "sarif": as_sarif,
}


def _gitlab(message: Message) -> dict[str, Any]:
    about = f"{message.file}:{message.code}:{message.what}"
    return {
        "description": _text(message),
        "check_name": message.code,
        "fingerprint": hashlib.sha256(about.encode()).hexdigest(),
        "severity": "major",
        "location": {"path": message.file, "lines": {"begin": max(message.line, 1)}},
    }


def _sarif(message: Message) -> dict[str, Any]:
    place = {
        "artifactLocation": {"uri": message.file},
        "region": {"startLine": max(message.line, 1)},
    }
    return {
        "ruleId": message.code,
        "level": "error",
        "message": {"text": _text(message)},
        "locations": [{"physicalLocation": place}],
    }


def _text(message: Message) -> str:
    return f"{message.what}\n{message.why}\n{message.fix}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
