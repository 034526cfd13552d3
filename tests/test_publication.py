"""Whatever happens to a build, the last good site answers, whole."""

import hashlib
import json
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import minisign
import pytest
from bs4 import BeautifulSoup

from conftest import AS_OF, EPOCH, ROOT, build_site_into
from publishing import publish
from reform.cli import main
from reform.layout import Layout
from reform.publication.releases import KEPT, current_release, releases, roll_back
from reform.publication.sealing import CHECKSUMS, seal
from reform.publication.verifying import Difference, differences
from reform.source_state import data_digest
from site_pages import leads_on

KILLS = 25
FILES = 60
PROGRAM = (sys.executable, str(ROOT / "tests" / "publishing.py"))


def _start(site: Path, version: str, *options: str) -> subprocess.Popen[str]:
    command = [*PROGRAM, str(site), version, str(FILES), *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _answer(site: Path) -> str:
    """The one version that all files of the site speak of; the site is whole and as listed."""
    folder = site.resolve()
    assert list(differences(str(folder))) == []
    pages = sorted(folder.glob("page-*.html"))
    assert len(pages) == FILES
    (version,) = {page.read_text("utf-8").split()[0] for page in pages}
    return version


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A published site that says ``good``."""
    publish(tmp_path / "site", "good", FILES)
    return tmp_path / "site"


def test_a_killed_build_leaves_a_whole_site(site: Path) -> None:
    versions = ["good"]
    for number in range(KILLS):
        build = _start(site, f"v{number}")
        assert build.stdout is not None
        build.stdout.readline()
        time.sleep(0.0025 * number)  # from the first file to beyond the last
        build.kill()
        build.communicate()
        versions.append(f"v{number}")
        assert _answer(site) in versions
    publish(site, "after", FILES)
    assert _answer(site) == "after"
    assert not list(site.with_name("site.releases").glob(".building-*"))


def test_a_failing_page_leaves_the_last_good_site(site: Path) -> None:
    build = _start(site, "bad", "fail")
    assert "a page fails" in build.communicate()[1]
    assert build.returncode != 0
    assert _answer(site) == "good"
    assert len(releases(site)) == 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with room for one site and a half."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("a full disk needs a file system of its own, which only root may mount")
    mount = ["mount", "-t", "tmpfs", "-o", "size=2000k", "tmpfs", str(folder)]
    if subprocess.run(mount, check=False, capture_output=True).returncode != 0:
        pytest.skip("no tmpfs may be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_leaves_the_last_good_site(small_disk: Path) -> None:
    site = small_disk / "site"
    publish(site, "good", FILES)
    build = _start(site, "x" * 300)
    assert "No space left" in build.communicate()[1]
    assert _answer(site) == "good"
    publish(site, "next", FILES)
    assert _answer(site) == "next"


def test_a_folder_that_cannot_be_written_leaves_the_last_good_site(site: Path) -> None:
    """Root may write everywhere; so the place of the releases is taken by a file."""
    home = site.with_name("site.releases")
    home.rename(site.with_name("aside"))
    home.write_text("", "utf-8")
    build = _start(site, "bad")
    build.communicate()
    assert build.returncode != 0
    home.unlink()
    site.with_name("aside").rename(home)
    assert _answer(site) == "good"


def test_two_builds_at_once_wait_for_each_other_and_say_so(site: Path) -> None:
    builds = [_start(site, f"v{number}") for number in range(4)]
    said = [build.communicate()[0] for build in builds]
    assert [build.returncode for build in builds] == [0] * 4
    assert any("waiting" in text for text in said)
    assert _answer(site) in {"v0", "v1", "v2", "v3"}
    assert len(releases(site)) == KEPT


def test_rolling_back_serves_the_release_before_or_the_named_one(site: Path) -> None:
    for version in ("second", "third"):
        publish(site, version, FILES)
    first, second, third = releases(site)
    assert site.with_name("site.previous").resolve() == second
    assert roll_back(site) == second
    assert _answer(site) == "second"
    assert roll_back(site, third.name) == third
    assert roll_back(site, first.name) == first
    with pytest.raises(LookupError):
        roll_back(site)
    publish(site, "fourth", FILES)
    assert _answer(site) == "fourth"


def test_a_folder_built_in_place_by_an_older_version_becomes_a_release(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "old.html").write_text("old", "utf-8")
    publish(tmp_path / "site", "new", FILES)
    assert _answer(tmp_path / "site") == "new"
    assert (releases(tmp_path / "site")[0] / "old.html").exists()


def test_a_web_server_can_read_what_was_built_under_a_strict_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        publish(tmp_path / "site", "good", 2)
    finally:
        os.umask(before)
    folder = (tmp_path / "site").resolve()
    for path in (folder, folder.parent, *folder.rglob("*")):
        wanted = 0o755 if path.is_dir() else 0o644
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path


def test_what_did_not_change_keeps_its_time_and_its_compressed_twins(site: Path) -> None:
    page = site / "page-0.html"
    before = page.stat().st_mtime_ns
    publish(site, "good", FILES)
    assert page.stat().st_mtime_ns == before
    publish(site, "other", FILES)
    assert page.stat().st_mtime_ns > before
    assert _answer(site) == "other"  # which opens every compressed twin


def test_the_list_is_one_that_sha256sum_reads(site: Path) -> None:
    check = ["sha256sum", "--check", "--strict", "--quiet", CHECKSUMS]
    assert subprocess.run(check, cwd=site, check=False).returncode == 0


def test_a_changed_missing_or_added_file_is_found(site: Path) -> None:
    (site / "page-0.html").write_text("changed", "utf-8")
    (site / "page-1.html").unlink()
    (site / "added.html").write_text("added", "utf-8")
    (site / "page-2.html.gz").write_bytes(b"damaged")
    found = set(differences(str(site.resolve())))
    assert found >= {
        Difference("page-0.html", "changed"),
        Difference("page-1.html", "missing"),
        Difference("added.html", "unlisted"),
        Difference("page-2.html.gz", "bad-twin"),
    }
    assert {entry.path for entry in found} == {
        "added.html",
        *(f"page-0.html{ending}" for ending in ("", ".br", ".gz")),
        *(f"page-1.html{ending}" for ending in ("", ".br", ".gz")),
        "page-2.html.gz",
    }


def test_the_digest_of_a_release_is_that_of_its_content(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.html").write_text("same", "utf-8")
    assert seal(tmp_path / "a") == seal(tmp_path / "b")
    sums = (tmp_path / "a" / CHECKSUMS).read_bytes()
    assert seal(tmp_path / "a") == hashlib.sha256(sums).hexdigest()[:12]


@pytest.fixture(scope="module")
def small_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that MkDocs builds quickly; its root."""
    root = tmp_path_factory.mktemp("small") / "project"
    shutil.copytree(ROOT / "tests" / "small", root)
    for name in ("hooks", "content"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(
        f"{config}\nextra: {{vocabulary: '{ROOT / 'data'}'}}\n", "utf-8"
    )
    return root


def _mkdocs(root: Path, site: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-d", str(site)],
        cwd=root,
        env={"PATH": "/usr/bin:/bin", "SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_mkdocs_publishes_only_what_is_whole(small_project: Path, tmp_path: Path) -> None:
    """Killed while it writes, and failing on a page: the site stays; then it is replaced."""
    site = build_site_into(tmp_path / "site", small_project)
    first = current_release(site)
    assert list(differences(str(site.resolve()))) == []
    build = _mkdocs(small_project, site)
    while build.poll() is None and not list(site.parent.glob("site.releases/.building-*/*")):
        time.sleep(0.01)
    build.send_signal(signal.SIGKILL)
    build.wait()
    assert current_release(site) == first
    page = small_project / "content" / "huong-dan" / "index.md"
    text = page.read_text("utf-8")
    page.write_text(f"{text}\n[nowhere](nowhere.md)\n", "utf-8")  # a warning: --strict gives up
    assert _mkdocs(small_project, site).wait() != 0
    assert current_release(site) == first
    page.write_text(f"{text}\nMore.\n", "utf-8")
    assert _mkdocs(small_project, site).wait() == 0
    assert current_release(site) != first
    assert list(differences(str(site.resolve()))) == []


def test_every_page_leads_to_what_it_was_made_from(built_site: Path) -> None:
    """Said once: a page in which nothing changed stays the same bytes."""
    package = json.loads((built_site / "data" / "datapackage.json").read_text("utf-8"))
    index = json.loads((built_site / "data" / "index.json").read_text("utf-8"))
    made_from = package["madeFrom"]
    assert index["as_of"] == AS_OF.isoformat()
    assert index["madeFrom"] == made_from
    assert made_from["data"] == data_digest(Layout.of(ROOT))
    assert re.fullmatch("([0-9a-f]{40}(-dirty)?)?", made_from["commit"])
    for path in built_site.rglob("*.html"):
        text = path.read_text("utf-8")
        if leads_on(BeautifulSoup(text, "lxml")):
            continue
        assert re.search(r"(\.\./|du-lieu/|\"|\./)#dung-tu-dau\"", text), path
    said = (built_site / "du-lieu" / "index.html").read_text("utf-8")
    assert 'id="dung-tu-dau"' in said
    assert made_from["data"] in said
    assert made_from["commit"] in said


def test_the_digest_of_the_data_is_that_of_every_file(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests" / "small", tmp_path / "a")
    shutil.copytree(ROOT / "tests" / "small", tmp_path / "b")
    first, second = (Layout.of(tmp_path / name, ROOT / "data") for name in ("a", "b"))
    assert data_digest(first) == data_digest(second)
    plan = next(second.units.rglob("*.yaml"))
    plan.write_text(plan.read_text("utf-8") + "\n", "utf-8")
    assert data_digest(first) != data_digest(second)


def test_a_stranger_is_told_in_words_and_by_the_exit_code(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", str(site.resolve())]) == 0
    assert capsys.readouterr().out == "whole and unchanged\n"
    publish(tmp_path / "own", "own", FILES)
    assert main(["verify", str(site.resolve()), "--against", str(tmp_path / "own")]) == 1
    assert "changed: page-0.html" in capsys.readouterr().out
    assert main(["verify", str(tmp_path / "nowhere")]) == 1
    assert "no-list: SHA256SUMS" in capsys.readouterr().out


def test_going_back_is_a_command(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    publish(site, "second", FILES)
    assert main(["roll-back", str(site)]) == 0
    assert _answer(site) == "good"
    assert main(["roll-back", str(site)]) == 2
    assert "no earlier release" in capsys.readouterr().err


def test_a_signature_of_the_owner_and_of_nobody_else_is_accepted(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    owner, other = minisign.KeyPair.generate(), minisign.KeyPair.generate()
    key = tmp_path / "key"
    key.write_bytes(bytes(owner.secret_key))
    assert main(["sign", str(site), "--key", str(key)]) == 0
    place = str(site.resolve())
    public = owner.public_key.to_base64().decode()
    assert main(["verify", place, "--public-key", public]) == 0
    stranger = other.public_key.to_base64().decode()
    assert main(["verify", place, "--public-key", stranger]) == 1
    assert "not-signed" in capsys.readouterr().out
    assert main(["sign", str(site), "--key", str(tmp_path / "nothing")]) == 2
