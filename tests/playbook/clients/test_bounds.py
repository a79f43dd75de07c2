"""Every number of a client file ends somewhere, and says what it counts where it ends."""

import pytest

from playbook.clients.fields import Field, FieldGrid, sections_of
from sim.client.chain_file import ChainFile
from sim.client.schema import ClientFile

A = "data/clients/company_a.toml"


def numbers(model):
    """Return every key of a schema that holds a number, columns of its grids included."""
    for section in sections_of(model):
        for part in (*section.fields, *section.grids):
            fields = part.columns if isinstance(part, FieldGrid) else (part,)
            for field in fields:
                if isinstance(field, Field) and field.kind in ("number", "share", "integer"):
                    yield (
                        f"{part.path}.{field.name}" if fields[0] is not part else field.name,
                        field,
                    )


@pytest.mark.parametrize("model", [ClientFile, ChainFile])
def test_every_number_has_a_lower_and_an_upper_bound(model):
    endless = [name for name, field in numbers(model) if field.low is None or field.high is None]
    assert endless == []
    assert len([*numbers(model)]) > 5
