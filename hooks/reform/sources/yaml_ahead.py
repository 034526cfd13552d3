"""Many YAML files read at once: those of an earlier build from the cache, the others by several
processes. What comes out is what ``read_written`` gives, file by file.
"""

import json
from collections.abc import Iterator, Sequence
from functools import cache, partial
from math import isfinite
from pathlib import Path
from typing import Any

import yaml

from reform.build_cache import BuildCache, code_digest, digest
from reform.sources.yaml_files import Plain, YamlReading, read_written
from reform.workers import each

_AT_ONCE = 256
"""Files whose documents are in memory in two forms at a time."""

Named = tuple[Path, str]
"""A file, and how people call it."""


def read_all(
    files: Sequence[Named], known: frozenset[str], kept: BuildCache
) -> Iterator[YamlReading]:
    """What came of each file, in order. Only what was read without a problem is kept."""
    for start in range(0, len(files), _AT_ONCE):
        yield from _read_some(files[start : start + _AT_ONCE], known, kept)


def _read_some(
    files: Sequence[Named], known: frozenset[str], kept: BuildCache
) -> Iterator[YamlReading]:
    keys = [_key(path) for path, _ in files]
    written = kept.get(key for key in keys if key)
    new = [index for index, key in enumerate(keys) if key not in written]
    readings = dict(
        zip(
            new,
            each(partial(_reading, known=known), [(files[n], keys[n]) for n in new], 4),
            strict=True,
        )
    )
    made: dict[bytes, bytes] = {}
    for index, key in enumerate(keys):
        found = readings.get(index)
        if isinstance(found, YamlReading):
            yield found
            continue
        text = written[key] if found is None else found
        if found is not None:
            made[key] = text
        yield YamlReading(_document(text), [], "")
    kept.put(made)


def _key(path: Path) -> bytes:
    return digest(_code(), path.read_bytes()) if path.is_file() else b""


def _reading(asked: tuple[Named, bytes], known: frozenset[str]) -> YamlReading | bytes:
    """The reading, or its document written as JSON where nothing else came of the file."""
    file, key = asked
    reading = read_written(*file, known)
    if reading.problems or _key(file[0]) != key:  # somebody saved it just now
        return reading
    return _written(reading.document) or reading


class _Unwritable(Exception):  # noqa: N818 - no error: such a file is read every time
    """A document that JSON would not give back as it is."""


def _written(document: Any) -> bytes | None:
    try:
        return json.dumps(_in_json(document), ensure_ascii=False).encode()
    except _Unwritable:
        return None


def _in_json(value: Any) -> Any:
    """What is no text to YAML becomes a number of JSON, whose digits are text again when read."""
    if isinstance(value, dict):
        return {key: _in_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_in_json(inner) for inner in value]
    if isinstance(value, Plain):
        for number in (int, float):
            try:
                found = number(value)
            except ValueError:
                continue
            if repr(found) == value and isfinite(found):
                return found
        raise _Unwritable
    return value


def _document(written: bytes) -> Any:
    return json.loads(written, parse_int=Plain, parse_float=Plain)


@cache
def _code() -> bytes:
    here = Path(__file__)
    ours = ("yaml_ahead.py", "yaml_files.py", "yaml_lines.py", "text_files.py")
    return code_digest((here.with_name(name) for name in ours), yaml.__version__)
