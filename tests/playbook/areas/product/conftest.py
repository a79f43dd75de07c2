"""What the tests of the range share: the facts of Company A."""

from datetime import date

import pytest

from playbook.clients.range import RangeFacts
from sim.client.workdays import Workdays


@pytest.fixture
def facts():
    """Give the facts of Company A."""
    return RangeFacts(
        client="Company A",
        as_of=date(2010, 5, 31),
        go_live=date(2010, 7, 30),
        order_value_cny=150,
        margin_share=0.6,
        workdays=Workdays(country="CN"),
    )
