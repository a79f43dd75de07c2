"""What the tests of the range share: the facts of Company A."""

from datetime import date

import pytest
from engagements import client_of


@pytest.fixture
def file_with():
    """Give the client file of Company A, with some keys changed."""

    def file(**sections):
        usual = {"client": {"as_of": date(2010, 5, 31)}, "range": {"basis": "CLIENT"}}
        return client_of("company_a", **(usual | sections)).file

    return file
