"""Make .venv as the lock says; ``make`` asks for it when .venv is missing or out of date."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"


def main() -> None:
    """Install the locked packages and this one; a first step that fails ends it."""
    import machine  # is read by Python 3.11 only

    if machine.main(["venv"]):
        sys.exit(1)
    print("Setting up .venv from .setup/requirements.lock; the first time takes a minute or two.")
    _run(sys.executable, "-m", "venv", str(FOLDER))
    # The lock names every package, so pip looks for no others: what CI ran is what is installed.
    _pip("--requirement", str(ROOT / ".setup" / "requirements.lock"))
    _pip("--no-build-isolation", "--editable", str(ROOT))
    (FOLDER / ".ready").touch()


def _pip(*what: str) -> None:
    python = FOLDER / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    options = ("--quiet", "--disable-pip-version-check", "--no-deps")
    _run(str(python), "-m", "pip", "install", *options, *what)


def _run(*command: str) -> None:
    if code := subprocess.run(command, check=False).returncode:
        sys.exit(code)


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 # an older one should say so, not stumble
        sys.exit(
            "Green Channel needs Python 3.11 or newer."
            " Name one: make PYTHON=/path/to/python3.12 ..."
        )
    main()
