"""The replay path runs where NumPy does not: in a browser, later."""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

IMPORT_AND_NAME_WHAT_CAME = """
import importlib, pkgutil, sys
before = set(sys.modules)
for name in sys.argv[1:]:
    module = importlib.import_module(name)
    for found in pkgutil.walk_packages(getattr(module, "__path__", []), name + "."):
        importlib.import_module(found.name)
came = {name.partition(".")[0] for name in set(sys.modules) - before}
print(*sorted(came - set(sys.stdlib_module_names)))
"""


def test_the_replay_path_brings_simpy_and_nothing_else():
    """import-linter sees what is written; this sees what is loaded, ``sim/__init__`` included."""
    (contract,) = [
        each
        for each in PROJECT["tool"]["importlinter"]["contracts"]
        if each.get("id") == "replay-path"
    ]
    came = subprocess.run(
        [sys.executable, "-c", IMPORT_AND_NAME_WHAT_CAME, *contract["source_modules"]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert came.stdout.split() == ["sim", "simpy"]
