"""What the site is made with: every package pinned, its licence known and compatible with ours."""

import csv
import json
import re

import pytest

from audit.known_faults import verdict
from conftest import ROOT

LICENCES = ROOT / "requirements" / "licences.csv"
FREE = re.compile(
    r"MIT|BSD|Apache|ISC|0BSD|PSF|MPL|Mozilla Public License|OFL-1\.1|Artistic License",
    re.IGNORECASE,
)
"""Licences under which a package may be used beside MIT code, as permissive or file by file."""

SPOKEN_FOR = {
    # Its packages name no licence; its LICENSE file is MIT.
    "axe-playwright-python",
    # Its packages name no licence, its repository GPL-3.0-or-later. It is used, not copied: the
    # site is made of names and codes, which are facts; who hands on code and package together
    # does so under the GPL.
    "vietnam-provinces",
}


def _pins(name: str) -> set[str]:
    text = (ROOT / "requirements" / name).read_text("utf-8")
    return {_plain(pin) for pin in re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE)}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _licences() -> dict[str, str]:
    with LICENCES.open(encoding="utf-8", newline="") as file:
        return {_plain(row["Name"]): row["License"] for row in csv.DictReader(file)}


def test_every_package_of_a_build_has_its_licence_listed() -> None:
    # Some are installed only on other systems or other versions of Python.
    assert len(_pins("site.txt") - _licences().keys()) <= 4


def test_every_licence_is_compatible_or_spoken_for() -> None:
    found = _licences()
    unclear = {name: text for name, text in found.items() if not FREE.search(text)}
    assert unclear.keys() == SPOKEN_FOR
    assert set(unclear.values()) == {"UNKNOWN"}


@pytest.mark.parametrize("name", ["site.txt", "test.txt", "lock.txt", "supply.txt"])
def test_every_pin_has_hashes_and_no_address(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text("utf-8")
    blocks = re.split(r"\n(?=[a-z0-9])", text)
    pinned = [block for block in blocks if "==" in block.split("\n")[0]]
    assert len(pinned) >= 1
    assert [block.split()[0] for block in pinned if "--hash=sha256:" not in block] == []
    assert "://" not in text


def test_what_only_tests_and_signing_need_is_not_in_a_build() -> None:
    site = _pins("site.txt")
    assert not site & {"playwright", "pytest", "mypy", "ruff", "cryptography", "check-jsonschema"}


def _row(name: str, *faults: str, mended: tuple[str, ...] = ()) -> dict[str, object]:
    vulns = [{"id": fault, "fix_versions": list(mended)} for fault in faults]
    return {"name": name, "version": "1.0", "vulns": vulns}


UNKNOWN = {"name": "x", "skip_reason": "Dependency not found"}
NOT_REACHED = (True, False, "osv.dev cannot be reached from here.")


@pytest.mark.parametrize(
    ("report", "said"),
    [
        ("", NOT_REACHED),
        ("Traceback …", NOT_REACHED),
        ("[]", NOT_REACHED),
        ({"dependencies": []}, NOT_REACHED),
        ({"dependencies": [UNKNOWN]}, NOT_REACHED),
        (
            {"dependencies": [_row("a"), _row("b")]},
            (True, True, "2 of 2 packages looked up at osv.dev.\nNo known fault in them."),
        ),
        (
            {"dependencies": [_row("a"), UNKNOWN]},
            (
                True,
                True,
                (
                    "1 of 2 packages looked up at osv.dev.\nNo known fault in them.\n"
                    "NOT looked up, unknown there: x"
                ),
            ),
        ),
        (
            {"dependencies": [_row("a", "CVE-1", mended=("1.1", "2.0")), _row("b", "CVE-2")]},
            (
                False,
                True,
                (
                    "2 of 2 packages looked up at osv.dev.\n"
                    "Known fault in a 1.0: CVE-1, mended in 1.1, 2.0\n"
                    "Known fault in b 1.0: CVE-2, mended in no release yet"
                ),
            ),
        ),
    ],
)
def test_the_audit_for_known_faults_says_what_it_could_not_ask(
    report: str | dict[str, object], said: tuple[bool, bool, str]
) -> None:
    text = report if isinstance(report, str) else json.dumps(report)
    found = verdict(text, "osv.dev")
    assert (found.is_good, found.is_reached, found.text) == said
