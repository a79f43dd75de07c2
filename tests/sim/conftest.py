"""Put the shared builders (``worlds.py``) within reach of the tests, and the clients they read."""

import sys
from pathlib import Path

import pytest

from sim.client.files import tree_in_toml
from sim.client.load import client_of

# pytest imports test files by their path, so that their folder is not on the search path.
sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def company_a():
    """Give the case of 2010."""
    return client_of(tree_in_toml("data/clients/company_a.toml"))


@pytest.fixture(scope="session")
def good_oa():
    """Give the client whose OA is fast."""
    return client_of(tree_in_toml("data/clients/appliance_good_oa.toml"))
