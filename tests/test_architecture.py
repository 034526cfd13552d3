"""The shape of the code: which module may import which, and what may not stand in Python."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from conftest import ROOT

PACKAGE = ROOT / "hooks" / "reform"
LAYERS = (
    {"problems", "model", "shipped", "imprint", "media_types", "workers", "build_cache"},
    {"build_day", "layout", "sources"},
    {"loading"},
    {"validation"},
    {"derivations"},
    {"subjects"},
    {"project", "published", "source_state"},
    {"doubts"},
    {"edition"},
    {"addresses"},
    {"contexts"},
    {"page_kinds"},
    {"rendering", "pictures"},
    {"downloads"},
    {"search"},
    {"download_kinds"},
    {"site"},
    {"editing"},
    {"nation", "publication", "checked"},
    {"preview"},
    {"writing"},
    {"forms", "drafting"},
    {"terminal"},
    {"commands"},
    {"command_group"},
    {"cli"},
)
"""Lowest first; a module imports from its own layer and from those above it in this list."""

SHELL = ROOT / "hooks" / "mkdocs_events.py"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_MODULE = 250


def _layer(part: str) -> int:
    return next(index for index, parts in enumerate(LAYERS) if part in parts)


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: a relative import hides its layer"
            found.update(_imported_from(node.module, alias.name) for alias in node.names)
    return found


def _imported_from(module: str, name: str) -> str:
    """The module that an imported name is, or else the one it comes from."""
    folder = PACKAGE.parent.joinpath(*module.split("."))
    is_module = (folder / f"{name}.py").exists() or (folder / name / "__init__.py").exists()
    return f"{module}.{name}" if is_module else module


def _name(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", [p for p in MODULES if _name(p) != "__init__"], ids=str)
def test_imports_run_one_way(path: Path) -> None:
    own = _name(path)
    parts = {name.split(".")[1] for name in _imports(path) if name.startswith("reform.")}
    wrong = {part for part in parts if part != own and _layer(part) >= _layer(own)}
    assert wrong == set()


def test_no_module_imports_itself_in_a_circle() -> None:
    graph = {
        ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(
            ".__init__"
        ): {name for name in _imports(path) if name.startswith("reform")}
        for path in MODULES
    }
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " → ".join((*trail, module))
        if module in done:
            return
        for name in graph.get(module, ()):
            visit(name, (*trail, module))
        done.add(module)

    for module in graph:
        visit(module, ())


def test_only_one_module_imports_frictionless() -> None:
    found = [path for path in MODULES if any(n.startswith("frictionless") for n in _imports(path))]
    assert [path.relative_to(PACKAGE).as_posix() for path in found] == ["validation/checking.py"]


def test_only_the_shell_imports_mkdocs() -> None:
    assert not [path for path in MODULES if any(n.startswith("mkdocs") for n in _imports(path))]
    assert any(name.startswith("mkdocs") for name in _imports(SHELL))


def test_the_shell_has_only_events_that_mkdocs_knows() -> None:
    tree = ast.parse(SHELL.read_text("utf-8"))
    events = [
        n.name for n in tree.body if isinstance(n, ast.FunctionDef) and n.name.startswith("on_")
    ]
    assert events == [
        "on_startup",
        "on_config",
        "on_files",
        "on_env",
        "on_template_context",
        "on_page_content",
        "on_page_context",
        "on_post_build",
        "on_build_error",
    ]


def test_no_module_is_too_long_to_hold_in_the_head() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in (*MODULES, SHELL)}
    assert {str(path): n for path, n in lengths.items() if n > LONGEST_MODULE} == {}


def test_every_environment_escapes_and_only_a_page_s_body_is_marked_safe() -> None:
    templates = [p for p in (ROOT / "hooks").rglob("*") if p.suffix in (".html", ".j2")]
    marked = re.compile(r"\|\s*safe\b|autoescape|Markup")
    found = {path.name: marked.findall(path.read_text("utf-8")) for path in templates}
    assert {name: words for name, words in found.items() if words} == {"main.html": ["| safe"]}
    assert "{{ page.content | safe }}" in (ROOT / "hooks/theme/main.html").read_text("utf-8")
    code = {path: path.read_text("utf-8") for path in (*MODULES, SHELL)}
    makers = {
        path.name for path, text in code.items() if re.search(r"\b(Environment|Template)\(", text)
    }
    assert makers == {"environment.py"}
    assert not [path for path, text in code.items() if re.search("autoescape *= *False", text)]
    # A chart is serialized by an XML library just there; markup.py takes markup apart.
    assert {path.name for path, text in code.items() if "Markup(" in text} == {
        "charts.py",
        "markup.py",
    }
    unescapers = {path.name for path, text in code.items() if re.search("unescape|striptags", text)}
    assert unescapers == {"markup.py"}


def _strings(path: Path) -> list[str]:
    tree = ast.parse(path.read_text("utf-8"))
    docstrings = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
    ]


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_no_html_stands_in_python(path: Path) -> None:
    tag = re.compile(r"</?[a-z][a-z0-9]*(\s[^<>]*)?/?>")
    assert [text for text in _strings(path) if tag.search(text) and r"\1" not in text] == []


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_no_vietnamese_sentence_stands_in_python(path: Path) -> None:
    """Single words, such as the names of unit types, are keys of other people's data."""
    letters = re.compile(
        r"[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE
    )
    assert [text for text in _strings(path) if letters.search(text) and len(text.split()) > 2] == []
