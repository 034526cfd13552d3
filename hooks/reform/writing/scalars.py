"""How one value is written in YAML: plain where every reader takes it alike, else quoted."""

import json
import re
from typing import Any

from reform.sources.yaml_files import Plain, read_value

_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,9})?")
_PLAIN = {
    "number": _NUMBER,
    "integer": _NUMBER,
    "boolean": re.compile("true|false"),
    "date": re.compile(r"\d{4}-\d{2}-\d{2}"),
}
"""What stands without quotes in a column of that type."""
_LIKE_A_NUMBER = re.compile(
    r"[-+.~]?[0-9][0-9.,_:+/ -]*([eE][-+]?[0-9]+)?|0[xXoO][0-9a-fA-F]+|[-+.~]+|\.(nan|inf)",
    re.IGNORECASE,
)
"""Text that some reader or other takes for a number, a day or an hour."""
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf"})
_LINE_BREAK = re.compile("[\n\r\x85\u2028\u2029]")


def scalar(value: Any, type_: str = "", *, in_list: bool = False) -> str:
    """The value as it is written in a column of that type; ``in_list`` between brackets.

    What the type does not take stays what it was: a number in quotes where it stood in quotes.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    is_text = isinstance(value, str) and not isinstance(value, Plain)
    if not is_text and type_ != "string":
        return text
    pattern = _PLAIN.get(type_)
    if pattern and pattern.fullmatch(text):
        return text
    return text if _is_plain(text, in_list=in_list) else _quoted(text)


def _quoted(text: str) -> str:
    """In double quotes; in single ones where that spares the reader backslashes."""
    if re.search(r'["\\]', text) and "'" not in text and text.isprintable():
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False)


def _is_plain(text: str, *, in_list: bool) -> bool:
    """Whether the text without quotes is read as itself."""
    if _LIKE_A_NUMBER.fullmatch(text) or text.casefold() in _WORDS or _LINE_BREAK.search(text):
        return False
    if not text.isprintable() or text != text.strip():
        return False
    written = f"[{text}]" if in_list else f"key: {text}"
    read = read_value(written)
    return bool(read == [text] if in_list else read == {"key": text})
