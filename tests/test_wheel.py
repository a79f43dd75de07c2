"""The package works without its checkout: the wheel, in an empty folder, makes a pitch."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def run(*command, **options):
    """Run a command and show what it said when it fails."""
    done = subprocess.run(
        [str(word) for word in command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        **options,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Build the wheel once for this module."""
    folder = tmp_path_factory.mktemp("dist")
    build = ["-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT]
    run(sys.executable, *build)
    (built,) = folder.glob("greenchannel-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """Install the wheel in a folder of its own; return it and an environment that prefers it."""
    target = tmp_path_factory.mktemp("site")
    pip = ["-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", target, wheel]
    run(sys.executable, *pip)
    # On the path before the checkout's editable install, and in the notebook's kernel too.
    environment = {**os.environ, "PYTHONPATH": str(target), "PYTHONUTF8": "1"}
    return target, environment


def content_of(name):
    """Return the committed kind of files of a folder: no caches, no checkpoints."""
    paths = (path.relative_to(ROOT / name) for path in (ROOT / name).rglob("*") if path.is_file())
    return {
        path.as_posix()
        for path in paths
        if not any(part.startswith((".", "__pycache__")) for part in path.parts)
    }


@pytest.mark.parametrize("name", ["data", "notebooks"])
def test_the_wheel_carries_the_folder_whole(wheel, name):
    packed = zipfile.ZipFile(wheel).namelist()
    inside = {path.removeprefix(f"sim/_{name}/") for path in packed if f"sim/_{name}/" in path}
    assert content_of(name) <= inside
    assert inside, f"{name} is empty"


def test_the_wheel_holds_our_two_packages_and_no_tests(wheel):
    tops = {path.split("/")[0] for path in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"sim", "playbook"}


def test_an_installed_package_finds_its_own_data_and_notebooks(installed, tmp_path):
    target, environment = installed
    asked = "from sim import places; print(places.data_dir(), places.notebooks_dir(), sep='\\n')"
    said = run(sys.executable, "-c", asked, cwd=tmp_path, env=environment)
    assert [Path(line) for line in said.splitlines()] == [
        (target / "sim" / name).resolve() for name in ("_data", "_notebooks")
    ]


def test_a_stranger_makes_a_first_document_in_an_empty_folder(installed, tmp_path):
    """Run `new acme`, `check` and `plan`: of all documents it asks the fewest seasons."""
    target, environment = installed
    command = shutil.which("greenchannel", path=str(target / "bin"))
    assert command, "the wheel installs no greenchannel command"

    run(command, "new", "acme", cwd=tmp_path, env=environment)
    run(command, "check", "acme.toml", cwd=tmp_path, env=environment)
    plan = ["plan", "acme.toml", "--replications", "2", "--language", "zh"]
    run(command, *plan, cwd=tmp_path, env=environment)

    assert {path.name for path in tmp_path.iterdir()} == {"acme.toml", "out"}
    made = {path.suffix for path in (tmp_path / "out" / "acme" / "plan").iterdir()}
    assert made == {".html", ".pdf", ".pptx", ".docx", ".xlsx", ".ipynb", ".json"}
