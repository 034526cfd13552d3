"""The lines of a YAML file that YAML does not read as they were meant, each with what was meant.

Asked for when the parser gives up. A line is mended in memory, so that what stands behind it is
read and checked too: one slip hides no other. Plan files are plain: one key and one value a line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_KEY = r"[A-Za-z_][A-Za-z0-9_]*"
_LINE = re.compile(rf"([ \t]*)((?:- +)?)({_KEY})(?:: +|:$)(.*)")
_CONFLICT = re.compile(r"(<{7}|>{7}|={7}|\|{7})( |$)")
_NO_SPACE = re.compile(rf"([ \t]*(?:- +)?{_KEY}):(?!//)([^\s:].*)")
_WIDE = re.compile(rf"([ \t]*(?:- +)?{_KEY}) ?[\uff1a\ufe55] *(.*)")
_NO_DASH_SPACE = re.compile(rf"([ \t]*)[-\u2013\u2014]({_KEY}: .*)")
_LONG_DASH = re.compile(rf"([ \t]*)[\u2013\u2014\u2022] *({_KEY}: .*)")
_NO_COLON = re.compile(rf"([ \t]*(?:- +)?)({_KEY})(?: +(\S.*))?")
_CUT = re.compile(r"\s+#.*$")
_ESCAPE = re.compile(r'\\(?![0abtnvfre "/\\N_LPxuU\t])|\\x(?![0-9A-Fa-f]{2})|\\u(?![0-9A-Fa-f]{4})')
_CLOSED = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*(#.*)?$""")
_SHORTHAND = re.compile(r"[&*][A-Za-z0-9_-]+( *[\[{].*)?")
"""The parser tells a shorthand itself."""
_STARTS = ">*[@%!&|`{},?#"


@dataclass(frozen=True)
class Slip:
    """One line, what is wrong with it, and the line as it was meant."""

    line: int
    code: str
    mended: str
    value: str = ""


def slips(text: str, known: frozenset[str]) -> Iterator[Slip]:
    """Every line with a known slip, from the top; ``known`` are the keys a file may hold."""
    is_told = False
    for number, line in enumerate(text.split("\n"), start=1):
        bare = line.rstrip()
        if not bare or bare.lstrip().startswith("#"):
            continue
        if _CONFLICT.match(bare):
            if not is_told:
                yield Slip(number, "yaml-conflict", "", bare)
            is_told = True
            continue
        found = _slip(bare, known)
        if found:
            code, mended = found
            yield Slip(number, code, mended, bare.strip()[:60])


def _slip(line: str, known: frozenset[str]) -> tuple[str, str] | None:
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        mended = indent.replace("\t", "  ") + line.lstrip()
        return "yaml-tab", (_slip(mended, known) or ("", mended))[1]
    if match := _LINE.fullmatch(line):
        return _value_slip(match)
    for code, pattern, mended in (
        ("yaml-wide-colon", _WIDE, r"\1: \2"),
        ("yaml-dash", _NO_DASH_SPACE, r"\1- \2"),
        ("yaml-dash", _LONG_DASH, r"\1- \2"),
        ("yaml-space", _NO_SPACE, r"\1: \2"),
    ):
        if pattern.fullmatch(line):
            return code, pattern.sub(mended, line)
    match = _NO_COLON.fullmatch(line)
    if match and match[2] in known:
        return "yaml-no-colon", f"{match[1]}{match[2]}: {match[3] or ''}".rstrip()
    return None


def _value_slip(match: re.Match[str]) -> tuple[str, str] | None:
    """What is wrong with the value of a line that has a key and a colon."""
    value = match[4].strip()
    head = f"{match[1]}{match[2]}{match[3]}: "
    if value[:1] in ("'", '"'):
        return _quoted_slip(head, value) if value else None
    if value[:1] == "[" and value.count("[") != value.count("]"):
        ids = re.findall(r"[^\[\],\s]+", value)
        return "yaml-bracket", f"{head}[{', '.join(ids)}]"
    if _SHORTHAND.fullmatch(value):
        return None
    is_list = value[:1] == "[" and value.endswith("]")
    if value and not is_list and (value[0] in _STARTS or value.startswith(("- ", ": "))):
        return "yaml-start", head + quoted(value)
    if not is_list and (": " in value or value.endswith(":")):
        return "yaml-colon", head + quoted(value)
    return None


def _quoted_slip(head: str, value: str) -> tuple[str, str] | None:
    quote = value[0]
    inner = value[1:].rstrip()
    if not _CLOSED.fullmatch(value):
        if quote in inner:
            return "yaml-inner-quote", head + quoted(value)
        return "yaml-quote", head + quoted(inner)
    if quote == '"' and _ESCAPE.search(inner):
        return "yaml-backslash", head + quoted(inner.rstrip('"'))
    return None


def quoted(value: str) -> str:
    """A value between single quotes, in which nothing has a meaning of its own."""
    return "'" + value.replace("'", "''") + "'"


def cut_comments(text: str) -> Iterator[Slip]:
    """Lines whose plain text is cut at " #": YAML takes what follows for a remark."""
    for number, line in enumerate(text.split("\n"), start=1):
        match = _LINE.fullmatch(line.rstrip()) if " #" in line else None
        value = match[4] if match else ""
        if match and value[:1] not in ("", '"', "'", "[", "|", ">", "#") and _CUT.search(value):
            head = f"{match[1]}{match[2]}{match[3]}: "
            yield Slip(number, "yaml-comment", head + quoted(value), _CUT.sub("", value)[:60])
        elif match and value.startswith("#") and len(value) > 1 and value[1] not in " #":
            head = f"{match[1]}{match[2]}{match[3]}: "
            yield Slip(number, "yaml-start", head + quoted(value), line.strip()[:60])
