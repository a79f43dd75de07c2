"""What is imported is declared, what is declared is used, and what is needed is pinned."""

import ast
import json
import sys
import tomllib
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = ROOT / ".setup" / "requirements.lock"
OURS = {"sim", "playbook", "tests"}
# Declared without an import of ours, each with its reason.
USED_AS_A_PROGRAM = {
    "jupyterlab": "`make lab` opens it",
    "ipykernel": "the kernel in which papermill runs a notebook",
    "brotli": "fontTools writes WOFF2 with it",
    "justmytype-intl-cjk": "playbook/look/fonts.py reads the Chinese font in it",
    "manimgx-fonts": "playbook/look/fonts.py reads the other fonts in it",
    "build": "tests/test_wheel.py builds the wheel with it",
    "hatchling": "builds the wheel",
    "import-linter": "`make test` runs it",
    "mypy": "`make test` runs it",
    "oxlint": "tests/playbook/formats/explorer/test_scripts.py holds the page's scripts against it",
    "pandas-stubs": "mypy reads it",
    "pytest-xdist": "`make test` runs pytest on every core",
    "ruff": "`make test` runs it",
    "scipy-stubs": "mypy reads it",
}


def declared(lines):
    return {canonicalize_name(Requirement(line).name) for line in lines}


RUNTIME = declared(PROJECT["project"]["dependencies"])
TEST = declared(PROJECT["project"]["optional-dependencies"]["test"])
CLUSTER = declared(PROJECT["project"]["optional-dependencies"]["cluster"])


def code_of(path):
    """Return the Python of a module, or of a notebook's code cells together."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text
    cells = json.loads(text)["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


def imported_by(*folders):
    """Return the distributions that the code in these folders imports."""
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*.[pi][yp]*")]
    sources = [path for path in paths if path.suffix in {".py", ".ipynb"}]
    roots = set()
    for node in (node for path in sources for node in ast.walk(ast.parse(code_of(path)))):
        if isinstance(node, ast.Import):
            roots |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            roots.add(node.module.split(".")[0])
    owners = packages_distributions()
    # helpers of the tests, such as worlds.py, and the set-up's own modules
    beside = {path.stem for path in sources if path.is_relative_to(ROOT / "tests")}
    beside |= {path.stem for path in (ROOT / ".setup").rglob("*.py")}
    foreign = roots - OURS - beside - set(sys.stdlib_module_names)
    return {canonicalize_name(owners.get(root, [root])[0]) for root in foreign}


def pins():
    """Return (name, pinned requirement) of each line of the lock; one name may have several."""
    text = LOCK.read_text(encoding="utf-8")
    lines = [line.partition("#")[0].strip() for line in text.splitlines()]
    parsed = [Requirement(line) for line in lines if line]
    return [(canonicalize_name(each.name), each) for each in parsed]


def needed(name, extras, seen):
    """Walk what the installed distribution needs on this machine, extras included."""
    for requirement in map(Requirement, requires(name) or []):
        wanted = any(
            requirement.marker is None or requirement.marker.evaluate({"extra": extra})
            for extra in ("", *extras)
        )
        key = (canonicalize_name(requirement.name), frozenset(requirement.extras))
        if wanted and key not in seen:
            seen.add(key)
            needed(requirement.name, requirement.extras, seen)
    return {name for name, _ in seen}


def test_the_packages_import_only_what_is_declared():
    assert imported_by("sim", "playbook", "notebooks") <= RUNTIME | CLUSTER


def test_what_a_cluster_needs_is_declared_for_it_alone_and_tested():
    (line,) = PROJECT["project"]["optional-dependencies"]["cluster"]
    assert line in PROJECT["project"]["optional-dependencies"]["test"]
    assert not CLUSTER & RUNTIME


def test_every_declared_dependency_is_imported_or_has_its_reason():
    assert imported_by("sim", "playbook", "notebooks") >= RUNTIME - set(USED_AS_A_PROGRAM)


def test_the_tests_import_only_what_is_declared_for_them_and_use_all_of_it():
    used = imported_by("tests")
    assert used <= RUNTIME | TEST
    assert used >= TEST - set(USED_AS_A_PROGRAM)


def test_every_pin_is_exact_and_comes_from_no_stated_address():
    assert "://" not in LOCK.read_text(encoding="utf-8")
    for name, pin in pins():
        assert pin.url is None, name
        assert [bound.operator for bound in pin.specifier] == ["=="], name


@pytest.mark.parametrize("group", ["dependencies", "test"])
def test_the_pins_lie_in_the_declared_ranges_and_cover_them(group):
    lines = PROJECT["project"]["dependencies"]
    if group == "test":
        lines = PROJECT["project"]["optional-dependencies"]["test"]
    for each in map(Requirement, lines):
        found = [pin for name, pin in pins() if name == canonicalize_name(each.name)]
        assert found, f"{each.name} is not pinned"
        for pin in found:
            (bound,) = pin.specifier
            assert each.specifier.contains(bound.version), f"{pin} is outside {each}"


def test_the_lower_bound_of_a_dependency_is_the_series_that_is_tested():
    pinned = {name: str(pin.specifier).removeprefix("==") for name, pin in pins()}
    for each in map(Requirement, PROJECT["project"]["dependencies"]):
        (lowest,) = [bound.version for bound in each.specifier if bound.operator == ">="]
        version = pinned[canonicalize_name(each.name)]
        assert f"{version}.".startswith(f"{lowest}."), f"{each} is tested with {version}"


def test_the_lock_names_every_package_that_the_set_up_needs():
    """The set-up asks for no package beyond the lock, so none may be missing from it."""
    missing = set()
    for each in map(Requirement, [*RUNTIME, *TEST]):
        missing |= needed(each.name, each.extras, {(each.name, frozenset())})
    assert missing - {name for name, _ in pins()} == set()
