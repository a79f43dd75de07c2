"""Write the README's module map from the first line of each module, so that the map is always true.

Run ``make map`` after a module came, went or changed its first line; a test compares the two.
"""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
BEGIN, END = "<!-- module map: written by `make map` -->\n", "<!-- end of the module map -->"


def module_map() -> str:
    """Return one line a module, the simulator first."""
    return "\n".join(f"{_package(name)}\n" for name in ("sim", "playbook"))


def with_map(readme: str) -> str:
    """Return the README with the map between its two marks made anew."""
    before, _, rest = readme.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{module_map()}\n{END}{after}"


def _package(name: str) -> str:
    modules = sorted((ROOT / name).rglob("*.py"), key=lambda path: path.as_posix())
    return "\n".join(_line(path) for path in modules if path != ROOT / name / "__init__.py")


def _line(path: Path) -> str:
    shown = path.parent if path.name == "__init__.py" else path
    place = shown.relative_to(ROOT).as_posix() + ("/" if shown != path else "")
    summary = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "(says nothing yet)"
    return f"- `{place}`: {summary.splitlines()[0]}"


if __name__ == "__main__":
    README.write_text(with_map(README.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
