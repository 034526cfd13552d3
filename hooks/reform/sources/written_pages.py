"""The hand-written pages and what lies beside them: names, front matter, text.

A page is ``content/…/<name>.md``; it begins with its title between lines of ``---``. Beside pages
lie pictures; what could run in a reader's browser lies only among the site's own assets.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reform.problems import Problem
from reform.sources.text_files import read_text
from reform.sources.yaml_files import read_yaml_text

FRONT_MATTER = ("title", "description", "lang")
"""What a page may say of itself."""
LANGUAGES = ("vi", "en")
ASSETS = "assets"
"""The folder of the site's own styles, scripts and icons, which its developers write."""
BESIDE_PAGES = frozenset(
    (".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif", ".pdf", ".csv", ".txt")
)
"""Endings of files that are published as they are and that no browser runs."""
_FOR_HOSTS = frozenset(("_headers", "_redirects", "CNAME", "robots.txt", ".nojekyll"))
"""Files that tell a host how to serve the site; they lie right in the folder of the pages."""
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FRONT = re.compile(r"---[ \t]*\n(.*?\n)??---[ \t]*(?:\n|\Z)", re.DOTALL)


@dataclass(frozen=True)
class WrittenPage:
    """One hand-written page."""

    source: str
    """Path below the folder of the pages: ``huong-dan/bien-tap.md``."""
    file: str
    """The path that messages name."""
    title: str
    description: str
    lang: str
    text: str
    """Its Markdown, without the front matter."""
    first_line: int
    """The line of the file on which ``text`` begins, from 1."""

    @property
    def address(self) -> str:
        """Where it is published: ``huong-dan/bien-tap/``; ``index`` names the folder itself."""
        name = self.source.removesuffix(".md")
        return f"{name}/".removesuffix("index/") if name != "index" else ""


def read_written_pages(folder: Path, name: str) -> tuple[tuple[WrittenPage, ...], list[Problem]]:
    """Every page below a folder, which messages call ``name``, and what is wrong with them and
    with the files beside them.
    """
    pages: list[WrittenPage] = []
    problems: list[Problem] = []
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        source = path.relative_to(folder).as_posix()
        if not path.is_file() or source.startswith(f"{ASSETS}/"):
            continue
        if path.suffix == ".md" and all(
            map(_NAME.fullmatch, source.removesuffix(".md").split("/"))
        ):
            page, wrong = _page(path, source, f"{name}/{source}")
            pages += [page] if page else []
            problems += wrong
        elif code := _misfit(path, source):
            problems.append(Problem(f"{name}/{source}", 0, code, {"name": path.name}))
    return tuple(pages), problems


def _misfit(path: Path, source: str) -> str:
    """Why a file may not lie where it lies; empty where it may."""
    if path.suffix.casefold() in (".md", ".markdown", ".mdown", ".mkd", ".mkdn"):
        return "page-name"
    if source in _FOR_HOSTS or path.suffix.casefold() in BESIDE_PAGES:
        return ""
    return "page-file-kind"


def _page(path: Path, source: str, file: str) -> tuple[WrittenPage | None, list[Problem]]:
    text, problems = read_text(path, file)
    if text is None:
        return None, problems
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT.match(text)
    meta, wrong = read_yaml_text(front[1] or "", file) if front else (None, None)
    if wrong:
        line = wrong.line + 1 if wrong.line else 0
        code = "page-front-syntax" if wrong.code == "yaml-syntax" else wrong.code
        return None, [*problems, Problem(file, line, code, wrong.values)]
    problems += _front_problems(meta, file)
    values = meta if isinstance(meta, dict) else {}
    written = {key: str(values.get(key) or "") for key in FRONT_MATTER}
    end = front.end() if front else 0
    body, first = text[end:], text.count("\n", 0, end) + 1
    return WrittenPage(source, file, **written, text=body, first_line=first), problems


def _front_problems(meta: Any, file: str) -> Iterator[Problem]:
    if not isinstance(meta, dict) or not meta.get("title"):
        yield Problem(file, 1, "page-without-title")
        return
    unknown = [str(key) for key in meta if key not in FRONT_MATTER]
    if unknown:
        yield Problem(file, 1, "front-matter-left-out", {"value": ", ".join(unknown)})
    for key in FRONT_MATTER:
        value = meta.get(key)
        if value is not None and not isinstance(value, str | int | float):
            yield Problem(file, 1, "page-value-not-text", {"key": key})
    lang = meta.get("lang")
    if isinstance(lang, str) and lang not in LANGUAGES:
        yield Problem(file, 1, "page-language", {"value": lang, "known": ", ".join(LANGUAGES)})
