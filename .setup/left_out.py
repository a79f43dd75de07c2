"""A pytest plugin: tests that need a program of the machine are left out without it, and counted.

``@pytest.mark.needs("office")`` names a program of ``machine.PROGRAMS``. On CI nothing is left out:
there a missing program is a failure.
"""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Iterable

import pytest
from machine import PROGRAMS, how_to_install, leaves_nothing_out

LEFT_OUT = "left out for want of"
"""The property of a test's report that carries the program's name to the end of the run."""


def pytest_configure(config: pytest.Config) -> None:
    """Make the mark known."""
    config.addinivalue_line("markers", "needs(program): left out where the program is missing.")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave a test out, before its fixtures are made, or fail it on CI."""
    wanted = [PROGRAMS[name] for mark in item.iter_markers("needs") for name in mark.args]
    missing = next((program for program in wanted if program.found() is None), None)
    if missing is None:
        return
    remedy = how_to_install(missing, platform.system())
    if leaves_nothing_out():
        pytest.fail(f"{missing.name} is missing. {remedy}", pytrace=False)
    item.user_properties.append((LEFT_OUT, missing.name))
    pytest.skip(f"needs {missing.name}: {remedy}")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Say in the last line of all how many tests were left out for want of what."""
    screen = config.pluginmanager.get_plugin("terminalreporter")
    reports = screen.stats.get("skipped", ()) if screen else ()
    wanting = Counter(
        name
        for report in reports
        for key, name in getattr(report, "user_properties", ())
        if key == LEFT_OUT
    )
    if wanting:
        screen.write_line(counted(wanting.items()), yellow=True)


def counted(wanting: Iterable[tuple[str, int]]) -> str:
    """Return the line that counts aloud."""
    parts = (
        f"{number} test that needs {name}" if number == 1 else f"{number} tests that need {name}"
        for name, number in wanting
    )
    return f"left out: {', '.join(parts)}"
