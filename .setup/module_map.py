"""Print every module with the first sentence it says of itself, room by room (``make map``)."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def module_map() -> str:
    """Return one line a module under a line a package, the simulator first."""
    packages = (path for name in ("sim", "playbook") for path in sorted((ROOT / name).rglob("*")))
    folders = [ROOT / "sim", ROOT / "playbook"]
    folders += [path for path in packages if (path / "__init__.py").is_file()]
    return "\n\n".join(_package(folder) for folder in sorted(folders, key=_in_order))


def _in_order(folder: Path) -> tuple[bool, str]:
    place = folder.relative_to(ROOT).as_posix()
    return not place.startswith("sim"), place


def _package(folder: Path) -> str:
    modules = sorted(path for path in folder.glob("*.py") if path.name != "__init__.py")
    head = f"{folder.relative_to(ROOT).as_posix()}/: {_says(folder / '__init__.py')}"
    return "\n".join([head, *(f"  {path.stem}: {_says(path)}" for path in modules)])


def _says(path: Path) -> str:
    summary = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "(says nothing yet)"
    return summary.splitlines()[0]


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # the rooms have Chinese names, too
    print(module_map())
