"""What deploy/ promises, asked of the real servers and of the schemas of the forges."""

import gzip
import http.client
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest
import yaml

from conftest import ROOT
from reform.command_group import command_names
from reform.publication.releases import Building, current_release
from reform.publication.sealing import CHECKSUMS, seal
from reform.publication.verifying import Difference, differences
from web_servers import DEPLOY, SERVERS, ServerMissingError, served

POLICY = re.search(r'content_security_policy: "(.+)"', (ROOT / "mkdocs.yml").read_text("utf-8"))
PROGRAM = "assets-0123456789/reading.js"
FILES = {
    "index.html": "<!doctype html><title>Nhà</title>" + "Trang chủ. " * 50,
    "404.html": "<!doctype html><title>404</title>" + "Không tìm thấy trang. " * 50,
    "ke-hoach/index.html": "<!doctype html><title>Kế hoạch</title>" + "Kế hoạch. " * 50,
    PROGRAM: "void 0;" * 100,
    "assets-0123456789/base.css": "body { color: #000 }" * 50,
    "assets/favicon.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "data/plans.csv": "plan_id\r\n" + "11824\r\n" * 100,
    "data/datapackage.json": '{"name": "ke-hoach-mo"}' + " " * 300,
    "lich/11824-vinh-bao.ics": "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" * 20,
    "sitemap.xml": "<urlset/>",
    "robots.txt": "User-agent: *",
}


def _publish(site: Path, files: dict[str, str]) -> None:
    building = Building(site)
    folder = building.start(lambda: None)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    building.switch(seal(folder, current_release(site)))


@pytest.fixture(scope="module", params=sorted(SERVERS))
def root(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that serves a small site."""
    home = tmp_path_factory.mktemp(request.param)
    for folder in (home, *home.parents[:3]):
        folder.chmod(0o755)  # the server's own user must come through
    _publish(home / "site", FILES)
    _publish(home / "site", {**FILES, "index.html": FILES["index.html"] + "Mới."})
    try:
        with served(request.param, home) as address:
            yield address
    except ServerMissingError as error:
        pytest.skip(f"no {request.param} here: {error}")


class Answer:
    """What a server says to one request."""

    def __init__(self, root: str, path: str, **headers: str) -> None:
        parts = urlsplit(root)
        connection = http.client.HTTPConnection(parts.netloc, timeout=20)
        connection.request("GET", f"/{path}", headers=headers)
        answer = connection.getresponse()
        self.status = answer.status
        self.body = answer.read()
        self.headers = answer.headers
        connection.close()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", "text/html"),
        ("ke-hoach/", "text/html"),
        (PROGRAM, "text/javascript"),
        ("assets-0123456789/base.css", "text/css"),
        ("assets/favicon.svg", "image/svg+xml"),
        ("data/plans.csv", "text/csv"),
        ("data/datapackage.json", "application/json"),
        ("lich/11824-vinh-bao.ics", "text/calendar"),
        (CHECKSUMS, "text/plain"),
        ("robots.txt", "text/plain"),
    ],
)
def test_every_kind_of_file_has_its_type(root: str, path: str, kind: str) -> None:
    answer = Answer(root, path)
    assert answer.status == 200
    assert answer.headers.get_content_type() == kind
    if kind != "image/svg+xml":
        assert (answer.headers.get_content_charset() or "").lower() == "utf-8"


def test_every_answer_carries_the_policy_and_the_other_protections(root: str) -> None:
    assert POLICY is not None
    for path in ("", "data/plans.csv", "assets/favicon.svg", "nowhere/"):
        headers = Answer(root, path).headers
        policies = headers.get_all("Content-Security-Policy")
        assert policies == [f"{POLICY[1]}; frame-ancestors 'none'"], path
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
        assert "geolocation=()" in headers["Permissions-Policy"]
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_the_editing_desk_states_its_own_policy_and_may_sign_in_elsewhere(root: str) -> None:
    headers = Answer(root, "quan-tri/11824/").headers
    assert headers.get_all("Content-Security-Policy") == ["frame-ancestors 'none'"]
    assert headers.get_all("Cross-Origin-Opener-Policy") == ["same-origin-allow-popups"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_data_may_be_read_by_other_sites_and_pages_may_not(root: str) -> None:
    for path in ("data/plans.csv", "data/datapackage.json", "lich/11824-vinh-bao.ics"):
        headers = Answer(root, path, Origin="https://elsewhere.example").headers
        assert headers.get_all("Access-Control-Allow-Origin") == ["*"]
        assert headers.get_all("Cross-Origin-Resource-Policy") == ["cross-origin"]
    headers = Answer(root, "ke-hoach/").headers
    assert headers["Access-Control-Allow-Origin"] is None
    assert headers.get_all("Cross-Origin-Resource-Policy") == ["same-origin"]


def test_only_a_name_with_a_digest_is_kept_for_ever(root: str) -> None:
    found = {
        path: Answer(root, path).headers.get_all("Cache-Control")
        for path in ("", PROGRAM, "assets/favicon.svg", "data/plans.csv", "nowhere/")
    }
    assert found == {
        "": ["public, max-age=300"],
        PROGRAM: ["public, max-age=31536000, immutable"],
        "assets/favicon.svg": ["public, max-age=86400"],
        "data/plans.csv": ["public, max-age=300"],
        "nowhere/": ["public, max-age=300"],
    }


@pytest.mark.parametrize("path", ["ke-hoach/", PROGRAM, "data/plans.csv"])
def test_what_the_build_compressed_is_sent_as_it_is(root: str, path: str) -> None:
    plain = Answer(root, path, **{"Accept-Encoding": "identity"}).body
    for coding, opened in (("gzip", gzip.decompress), ("br", brotli.decompress)):
        answer = Answer(root, path, **{"Accept-Encoding": coding})
        assert answer.headers["Content-Encoding"] == coding
        assert "Accept-Encoding" in answer.headers["Vary"]
        assert len(answer.body) < len(plain)
        assert opened(answer.body) == plain
        assert answer.headers.get_content_type() != "application/gzip"


def test_an_unchanged_page_is_not_sent_again(root: str) -> None:
    tag = Answer(root, "ke-hoach/").headers["ETag"]
    again = Answer(root, "ke-hoach/", **{"If-None-Match": tag})
    assert (again.status, again.body) == (304, b"")


def test_what_is_not_there_is_answered_by_the_sites_own_page(root: str) -> None:
    for path in ("nowhere/", "nowhere.csv", ".lock", "../site.releases/", "assets-9999999999/a.js"):
        answer = Answer(root, path)
        assert answer.status in {400, 404}, path
        assert answer.status == 400 or "Không tìm thấy trang" in answer.body.decode()
        assert "immutable" not in (answer.headers["Cache-Control"] or "")


def test_a_page_has_one_address(root: str) -> None:
    for path, wanted in (("ke-hoach", "/ke-hoach/"), ("ke-hoach/index.html", "/ke-hoach/")):
        answer = Answer(root, path)
        assert answer.status in {301, 308}
        assert urlsplit(answer.headers["Location"]).path == wanted


def test_a_server_names_no_version_of_itself(root: str) -> None:
    assert not re.search(r"\d", Answer(root, "").headers["Server"] or "")


def test_a_stranger_verifies_the_site_by_its_address(root: str) -> None:
    assert list(differences(root)) == []


def test_the_switch_needs_no_reload_and_pages_read_before_find_their_program(
    tmp_path: Path,
) -> None:
    for server in SERVERS:
        home = tmp_path / server
        home.mkdir()
        for folder in (home, tmp_path, *tmp_path.parents[:3]):
            folder.chmod(0o755)
        _publish(home / "site", FILES)
        later = {**FILES, "index.html": "Mới", "assets-abcdefabcd/reading.js": "void 1;"}
        del later[PROGRAM]
        try:
            with served(server, home) as root:
                assert "Trang chủ" in Answer(root, "").body.decode()
                _publish(home / "site", later)
                assert Answer(root, "").body.decode() == "Mới"
                assert Answer(root, "assets-abcdefabcd/reading.js").status == 200
                before = Answer(root, PROGRAM)
                assert (before.status, before.body.decode()) == (200, FILES[PROGRAM])
                (home / "site" / "index.html").write_text("Bị sửa", "utf-8")
                assert Difference("index.html", "changed") in set(differences(root))
        except ServerMissingError as error:
            pytest.skip(f"no {server} here: {error}")


def test_hosts_that_read_headers_from_a_file_get_the_same_policy() -> None:
    assert POLICY is not None
    assert f"{POLICY[1]}; frame-ancestors 'none'" in (DEPLOY / "_headers").read_text("utf-8")
    for line in (DEPLOY / "_redirects").read_text("utf-8").splitlines():
        assert line.startswith("#") or re.fullmatch(r"/\S* /\S* 301", line)


@pytest.mark.parametrize(
    ("schema", "name"),
    [("vendor.github-workflows", "github/pages.yml"), ("vendor.gitlab-ci", "gitlab/gitlab-ci.yml")],
)
def test_the_pipelines_fit_the_schemas_of_their_forges(schema: str, name: str) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema]
    fill = ["--data-transform", "gitlab-ci"] if "gitlab" in schema else []
    done = subprocess.run(
        [*command, *fill, str(DEPLOY / name)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_the_pipelines_check_before_they_publish_and_hold_no_secret() -> None:
    for name in ("github/pages.yml", "gitlab/gitlab-ci.yml"):
        text = (DEPLOY / name).read_text("utf-8")
        assert text.index("make check") < text.index("make site"), name
        assert not re.search(r"secrets\.|password|token:(?! write)", text), name
        targets = set(re.findall(r"make ([a-z-]+)", json.dumps(yaml.safe_load(text))))
        makefile = (ROOT / "Makefile").read_text("utf-8")
        assert {target for target in targets if f"\n{target}:" not in makefile} <= {"make"}


def test_owners_are_named_for_folders_that_are_there_the_general_first() -> None:
    lines = (DEPLOY / "github" / "CODEOWNERS").read_text("utf-8").splitlines()
    rules = [line.split() for line in lines if line and not line.startswith("#")]
    paths = [rule[0] for rule in rules]
    assert paths[0] == "*"
    assert paths[1:] == sorted(paths[1:], key=lambda path: path.count("/"))
    for path in paths[1:]:
        assert (ROOT / path.strip("/")).is_dir(), path
    assert all(owner.startswith("@") for rule in rules for owner in rule[1:])


def test_hooks_before_a_commit_run_commands_that_are_there() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    entries = [hook["entry"] for repo in config["repos"] for hook in repo["hooks"]]
    commands = [entry.split()[1] for entry in entries if entry.startswith(".venv/bin/reform")]
    assert commands == ["check", "format"]
    assert set(commands) <= set(command_names())
