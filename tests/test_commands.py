"""The commands as a whole: words in both languages, and a sentence for what was typed wrongly."""

from __future__ import annotations

from itertools import chain
from typing import Any

import pytest
from jinja2 import meta

from conftest import ROOT
from reform.cli import main
from reform.command_group import application, command_names
from reform.rendering.environment import message_environment
from reform.terminal.wording import COMMON, FOLDER, LANGUAGES, language, told, words_of

NAMES = command_names()
BEFORE = {
    "check": {"--root", "--vocabulary", "--format", "--as-of", "--since"},
    "nation": {"--out", "--seed", "--communes"},
    "verify": {"--against", "--public-key"},
    "roll-back": {"--to"},
    "sign": {"--key"},
}
"""Options that people and pipelines type already."""


def _command(name: str) -> Any:
    group = application()
    return group.get_command(group.make_context("reform", [name]), name)


def test_every_command_that_was_there_keeps_its_name_and_options() -> None:
    for name, options in BEFORE.items():
        assert options <= set(chain(*(p.opts for p in _command(name).params)))


def test_commands_and_their_words_are_the_same_list() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} == {*NAMES.values(), COMMON}


@pytest.mark.parametrize("name", NAMES)
def test_every_option_is_told_in_both_languages_and_no_text_is_left_over(name: str) -> None:
    words = words_of(NAMES[name])
    shared = words_of(COMMON)["options"]
    shown = {p.name for p in _command(name).params if not p.hidden}
    own = words.get("options") or {}
    assert shown - shared.keys() <= own.keys() <= shown
    texts = (words["summary"], *own.values(), *(words.get("said") or {}).values())
    for text in texts:
        assert text.keys() == set(LANGUAGES)
        assert all(part.strip() for part in text.values())


@pytest.mark.parametrize("name", NAMES)
def test_a_text_of_a_command_asks_for_the_same_values_in_both_languages(name: str) -> None:
    for key, text in (words_of(NAMES[name]).get("said") or {}).items():
        asked = {tongue: _asked(text[tongue]) for tongue in LANGUAGES}
        assert asked["vi"] == asked["en"], key


def _asked(template: str) -> set[str]:
    return meta.find_undeclared_variables(message_environment().parse(template))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--help"], "Cách gọi: reform"),
        (["--help"], "Kiểm mọi dữ liệu"),
        (["--lang", "en", "--help"], "Check all data"),
        (["check", "--lang=en", "--help"], "Usage: reform check"),
        (["check", "--help"], "Thư mục gốc của dự án"),
    ],
)
def test_help_is_vietnamese_and_english_where_asked(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 0
    assert said in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek"], "Không có lệnh “chek”. Có phải bạn định gõ: check?"),
        (["--lang", "en", "chek"], "There is no command “chek”. Did you mean: check?"),
        (["check", "--sinc", "x"], "không có tùy chọn --sinc. Có phải bạn định gõ: --since?"),
        (["check", "--as-of", "31/12/2026"], "Giá trị ghi ở '--as-of' không dùng được"),
        (["sign"], "còn thiếu"),
        (["check", "--lang", "fr"], "Giá trị ghi ở '--lang' không dùng được"),
        (["roll-back", "a", "b"], "Lệnh gõ chưa đúng"),
    ],
)
def test_what_was_typed_wrongly_is_told_in_words_and_ends_with_two(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    told_wrong = capsys.readouterr().err
    assert said in told_wrong
    assert "Traceback" not in told_wrong


def test_several_communes_follow_one_option_as_before(
    tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["nation", "--out", str(tmp_path), "--communes", "00004", "11824"]) == 0
    assert capsys.readouterr().out.startswith("2 invented plans")


def test_a_value_is_never_taken_for_markup() -> None:
    token = language.set("vi")
    try:
        said = told(COMMON, "UnknownCommandError", name="[red]<b>&", possibilities="")
    finally:
        language.reset(token)
    assert "“[red]<b>&”" in said


def test_the_console_command_stays_thin() -> None:
    assert len((ROOT / "hooks/reform/cli.py").read_text("utf-8").splitlines()) < 30
