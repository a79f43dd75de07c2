"""The promises of the set-up: one list of dependencies, a fixed top level, clean text."""

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NAMED_BY_THE_USER = {"jupyterlab", "matplotlib", "numpy", "pandas", "papermill", "simpy"}
TOP_LEVEL = {
    *("notebooks", "playbook", "sim", "data", "tests"),
    *("environment.yml", "README.md", "pyproject.toml", "Makefile", "LICENSE", "CHANGELOG.md"),
}
BINARY = {".png", ".woff2"}
# A bracketed letter keeps this file from containing what it looks for.
MACHINE_BOUND = re.compile(
    r"(?<![\w.:-])/(wor[k]|tmp/g[c]|roo[t]|hom[e]|opt/py[p]i)/"
    r"|py[p]i\.org|pythonho[s]ted\.org|conda\.anacond[a]\.org|registry\.npm[j]s"
    r"|--(extra-)?index[-]url|--find[-]links"
)


def repository_files():
    """Return what is committed or could be: git's list without what .gitignore leaves out."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


def requirements(lines):
    parsed = [Requirement(line) for line in lines]
    return {canonicalize_name(each.name): each for each in parsed}


def dependencies():
    return requirements(PROJECT["project"]["dependencies"])


def test_environment_yml_names_the_packages_and_ranges_of_pyproject():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    *conda, by_pip = environment["dependencies"]
    *from_pip, ourselves = by_pip["pip"]
    listed = requirements([*conda, *from_pip])

    python = listed.pop("python")
    del listed["pip"]

    assert (
        python.specifier == Requirement(f"python{PROJECT['project']['requires-python']}").specifier
    )
    assert {name: each.specifier for name, each in listed.items()} == {
        name: each.specifier for name, each in dependencies().items()
    }
    assert ourselves == "--editable ."
    assert set(listed) >= NAMED_BY_THE_USER


def test_every_range_ends_before_the_next_major_release():
    """A new major release may break us, and a user should not be the one to find out."""
    for name, each in dependencies().items():
        bounds = {bound.operator: bound.version for bound in each.specifier}
        assert set(bounds) == {">=", "<"}, name
        assert int(bounds["<"]) == int(bounds[">="].split(".")[0]) + 1, name


def test_the_top_level_holds_the_agreed_names_and_dot_files_only():
    names = {path.relative_to(ROOT).parts[0] for path in repository_files()}
    assert {name for name in names if not name.startswith(".")} <= TOP_LEVEL


def test_every_text_file_is_utf8_with_line_feeds_and_ends_with_one():
    faults = []
    for path in repository_files():
        content = b"\n" if path.suffix in BINARY else path.read_bytes()
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            faults.append(f"{path}: not UTF-8")
            continue
        if text.startswith("\ufeff") or "\r" in text or (text and not text.endswith("\n")):
            faults.append(
                f"{path}: a byte order mark, a carriage return or no line feed at the end"
            )
    assert faults == []


def test_no_file_names_a_place_of_one_machine_or_a_registry():
    faults = []
    for path in repository_files():
        if path.suffix not in BINARY:
            lines = path.read_text(encoding="utf-8").splitlines()
            found = [
                f"{path}:{at}" for at, line in enumerate(lines, 1) if MACHINE_BOUND.search(line)
            ]
            faults.extend(found)
    assert faults == []


@pytest.mark.parametrize(
    "bad", ["cd /wor" + "k/main", "https://py" + "pi.org/x", "--index" + "-url"]
)
def test_such_a_place_would_be_found(bad):
    assert MACHINE_BOUND.search(bad)


@pytest.mark.needs("make")  # not on every Windows machine
def test_make_help_lists_every_target():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, flags=re.MULTILINE))
    # Without MAKEFLAGS, which `make test` hands down, this make is nobody's child.
    alone = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    shown = subprocess.run(
        ["make", "--no-print-directory", "help"],
        cwd=ROOT,
        env=alone,
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert set(re.findall(r"^  make ([a-z]+) +\S", shown, flags=re.MULTILINE)) == targets
    assert {"help", "pitch", "test", "lab", "clean"} <= targets
