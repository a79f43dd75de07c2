"""What pip cannot bring: found on this machine, installed where that may be, else told how.

``make test`` and ``.ci/run`` ask before anything runs; the tests ask which of them to leave out.
The standard library only, for there is no environment yet.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import invalidate_caches
from importlib.util import find_spec
from pathlib import Path

Run = Callable[[Sequence[str]], object]


@dataclass(frozen=True)
class Program:
    """Hold how a program is found, and what each system calls it when it installs it.

    ``places`` are where macOS and Windows keep it, which put programs on no search path. ``parts``
    lie beside it where a Linux splits it into packages. What is ``spared`` can be done without: it
    says for which tests. ``module`` stands for what is no command but a part of Python.
    """

    name: str
    debian: tuple[str, ...]
    brew: str
    winget: str
    commands: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    module: str = ""
    spared: str = ""

    def found(self) -> str | None:
        """Return where the program is, or None when it or a part of it is missing."""
        if self.module:
            invalidate_caches()
            return sys.executable if find_spec(self.module) else None
        on_path = (shutil.which(command) for command in self.commands)
        kept = (os.path.expandvars(place) for place in self.places)
        there = [*filter(None, on_path), *(place for place in kept if Path(place).is_file())]
        return next((place for place in there if self._whole(Path(place))), None)

    def _whole(self, place: Path) -> bool:
        folder = place.resolve().parent
        split = sys.platform == "linux" and (folder / f"{place.name}.bin").exists()
        return not split or all((folder / part).exists() for part in self.parts)


_CHROME, _EDGE = r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe"

PROGRAMS = {
    "git": Program(name="git", commands=("git",), debian=("git",), brew="git", winget="Git.Git"),
    "make": Program(
        name="make", commands=("make",), debian=("make",), brew="make", winget="ezwinports.make"
    ),
    # Debian ships python3 without the part that fills a new environment with pip.
    "venv": Program(
        name="Python's venv",
        module="ensurepip",
        debian=("python3-venv",),
        brew="python",
        winget="Python.Python.3.13",
    ),
    "chromium": Program(
        name="Chromium",
        commands=(
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
            "chrome",
        ),
        places=(
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "/Applications/Chromium.app/Contents/MacOS/Chromium",
            rf"%ProgramFiles%\{_CHROME}",
            rf"%LocalAppData%\{_CHROME}",
            rf"%ProgramFiles(x86)%\{_EDGE}",
            rf"%ProgramFiles%\{_EDGE}",
        ),
        debian=("chromium",),
        brew="--cask google-chrome",
        winget="Google.Chrome",
        spared="open the web pages",
    ),
    "firefox": Program(
        name="Firefox",
        commands=("firefox-esr", "firefox"),
        places=(
            "/Applications/Firefox.app/Contents/MacOS/firefox",
            r"%ProgramFiles%\Mozilla Firefox\firefox.exe",
        ),
        debian=("firefox-esr",),
        brew="--cask firefox",
        winget="Mozilla.Firefox",
        spared="open the live page in a second browser",
    ),
    "office": Program(
        name="LibreOffice",
        commands=("soffice",),
        places=(
            "/Applications/LibreOffice.app/Contents/MacOS/soffice",
            r"%ProgramFiles%\LibreOffice\program\soffice.exe",
        ),
        parts=("swriter", "simpress", "scalc"),
        debian=("libreoffice-writer", "libreoffice-impress", "libreoffice-calc"),
        brew="--cask libreoffice",
        winget="TheDocumentFoundation.LibreOffice",
        spared="open the slides, texts and workbooks",
    ),
}


def leaves_nothing_out() -> bool:
    """Return whether a missing program is a failure: on CI it is."""
    return bool(os.environ.get("CI"))


def may_install() -> bool:
    """Return whether programs may be installed without asking: by root, where there is apt."""
    return shutil.which("apt-get") is not None and hasattr(os, "geteuid") and os.geteuid() == 0


def lacking(wanted: Sequence[Program]) -> list[Program]:
    """Return the programs that are not there."""
    return [program for program in wanted if program.found() is None]


def prepared(wanted: Sequence[Program], run: Run, *, installs: bool) -> list[Program]:
    """Install what is missing where that may be; return what is missing still.

    Each program is asked for alone, so that one that this Debian does not know keeps no other away.
    """
    missing = lacking(wanted)
    if not missing or not installs:
        return missing
    run(("apt-get", "update", "--quiet"))
    for program in missing:
        options = ("--yes", "--quiet", "--no-install-recommends")
        run(("apt-get", "install", *options, *program.debian))
    return lacking(missing)


def how_to_install(program: Program, system: str) -> str:
    """Return the command that installs a program on ``system``, as ``platform`` calls it."""
    known = {
        "Darwin": f"brew install {program.brew}",
        "Windows": f"winget install --exact --id {program.winget}",
    }
    return known.get(system, f"sudo apt-get install {' '.join(program.debian)}")


def told(missing: Sequence[Program], system: str) -> str:
    """Return in a few lines what is missing, for what it is needed, and how to install it."""
    needed = [program for program in missing if not program.spared or leaves_nothing_out()]
    head = "Install first:" if needed else "Missing here, so the tests that need it are left out:"
    lines = (
        f"  {program.name}{f', to {program.spared}' if program.spared else ''}:"
        f"  {how_to_install(program, system)}"
        for program in needed or missing
    )
    tail = "" if system != "Linux" else "\n(Debian's names; another Linux calls them alike.)"
    return "\n".join((head, *lines)) + tail


def main(names: Sequence[str]) -> int:
    """Prepare the programs that are named; return 1 when one that must be there is missing."""
    wanted = [PROGRAMS[name] for name in names]
    missing = prepared(wanted, _unasked, installs=may_install())
    if not missing:
        return 0
    print(told(missing, platform.system()), file=sys.stderr)
    return int(leaves_nothing_out() or not all(program.spared for program in missing))


def _unasked(command: Sequence[str]) -> None:
    """Run a command that asks nothing; what it fails to bring is seen afterwards."""
    print(f"$ {' '.join(command)}", file=sys.stderr)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, check=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
