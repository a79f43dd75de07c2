"""The what-if page of company A, made once, and a Chromium to open it in."""

import pytest
from machine import PROGRAMS

from playbook.engagement.opened import engagement
from playbook.look.brand import Brand
from playbook.run.explorer import write_explorer


@pytest.fixture(scope="session")
def engaged():
    return engagement("data/clients/company_a.toml", replications=20)


@pytest.fixture(scope="session")
def place(engaged, tmp_path_factory):
    made = tmp_path_factory.mktemp("explorer") / "company-a.html"
    page = write_explorer(engaged, Brand(), made)
    assert len(page.content) < 1_000_000
    return made


@pytest.fixture(scope="module")
def chromium():
    """Give a browser to one module: while it is there, no event loop can be started."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        found = PROGRAMS["chromium"].found()
        yield player.chromium.launch(executable_path=found, args=["--no-sandbox"])
