"""The package as a stranger has it: built offline, installed elsewhere, run outside a checkout."""

import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from conftest import ROOT

PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
OFFLINE = ("--no-deps", "--no-index")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [*PIP, "wheel", *OFFLINE, "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(build, check=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_has_every_file_that_the_package_reads(wheel: Path) -> None:
    inside = set(ZipFile(wheel).namelist())
    rooms = {
        "hooks/reform": "reform",
        "hooks/templates": "reform/templates",
        "data/schemas": "reform/vocabulary/schemas",
        "data/search": "reform/vocabulary/search",
    }
    wanted = {
        f"{room}/{path.relative_to(ROOT / folder).as_posix()}"
        for folder, room in rooms.items()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    shared = {f"reform/vocabulary/{path.name}" for path in (ROOT / "data").iterdir() if path.suffix}
    own = {f"reform/vocabulary/{name}.csv" for name in ("legal_documents", "moved_addresses")}
    assert wanted | shared - own <= inside
    assert not [name for name in inside if "units/" in name]


def test_installed_elsewhere_it_checks_a_project_and_writes_invented_units(
    wheel: Path, tmp_path: Path
) -> None:
    target, project = tmp_path / "installed", tmp_path / "project"
    subprocess.run([*PIP, "install", *OFFLINE, "--target", str(target), str(wheel)], check=True)
    shutil.copytree(ROOT / "tests" / "small", project)
    reform = [sys.executable, str(target / "bin" / "reform")]

    def run(*command: str) -> str:
        done = subprocess.run(
            command,
            cwd=tmp_path,
            env={"PYTHONPATH": str(target)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    where = run(sys.executable, "-c", "import reform; print(reform.__file__)")
    assert Path(where.strip()).is_relative_to(target)
    assert "Dữ liệu hợp lệ." in run(*reform, "check", "--root", str(project))
    nation = ("nation", "--out", str(tmp_path / "country"), "--communes", "00004", "11824")
    assert run(*reform, *nation).startswith("2 invented plans")
