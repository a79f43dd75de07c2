"""The three clients as the plan of operations sees them."""

import pytest

from playbook.areas.operations.facts import operations_facts
from sim.client.load import load_client
from sim.tables.places import data_dir


@pytest.fixture(scope="session")
def facts_of():
    """Give the facts of a client, with changed sections of its file."""

    def facts(client, **changes):
        file = load_client(str(data_dir() / "clients" / f"{client}.toml")).file
        return operations_facts(file.model_copy(update=changes))

    return facts
