"""The schema read key by key: what a form of it must offer."""

from typing import Annotated, Literal

import pytest
from pydantic import Field as Rule

from playbook.clients.fields import client_sections, sections_of
from sim.client.schema import ClientFile, FileSection, Text


class Partner(FileSection):
    name: Text
    terms: tuple[float, float] | None = None


class Depot(FileSection):
    city: Text = "Wuhan"
    doors: Annotated[int, Rule(gt=0, le=9)] | None = None


class Warehouse(FileSection):
    own: bool = True
    depot: Depot = Depot()
    kind: Literal["flat", "high"] = "flat"
    band: tuple[float, float] = (0.1, 0.2)
    notes: dict[str, Text] = {}  # noqa: RUF012  # as a section of the schema would have it
    odd: dict[str, dict[str, int]] | None = None


class Tomorrow(FileSection):
    """A schema that nobody has written yet."""

    warehouse: Warehouse | None = None
    partners: tuple[Partner, ...] = ()


@pytest.fixture(scope="module")
def sections():
    return {section.name: section for section in sections_of(Tomorrow)}


def test_every_key_of_the_schema_is_a_field_or_a_grid():
    """Hand count of one section of each kind; no key is passed over."""
    for section in client_sections():
        found = {field.path.split(".")[1] for field in section.fields}
        found |= {grid.path.split(".")[1] for grid in section.grids}
        info = ClientFile.model_fields[section.name]
        models = [info.annotation, *getattr(info.annotation, "__args__", ())]
        (model,) = [m for m in models if hasattr(m, "model_fields")]
        assert found == set(model.model_fields)


def test_bounds_stand_with_the_key():
    store = {f.path: f for s in client_sections() for f in s.fields}
    margin = store["store.margin_share"]
    assert (margin.kind, margin.low, margin.high) == ("share", 0.0001, 1)
    assert (margin.low_open, margin.high_open) == (False, True)
    assert store["client.era"].choices == ("2010", "today")


def test_a_new_section_appears_by_itself(sections):
    fields = {field.name: field for field in sections["warehouse"].fields}
    assert sections["warehouse"].optional
    assert list(fields) == [
        "warehouse.own",
        "warehouse.depot.city",
        "warehouse.depot.doors",
        "warehouse.kind",
        "warehouse.band[1]",
        "warehouse.band[2]",
    ]
    doors = fields["warehouse.depot.doors"]
    assert (doors.kind, doors.low, doors.low_open, doors.high) == ("integer", 0, True, 9)


def test_what_no_cell_is_made_for_is_written_as_in_toml(sections):
    odd = next(grid for grid in sections["warehouse"].grids if grid.path == "warehouse.odd")
    assert odd.plain
    assert [column.kind for column in odd.columns] == ["literal"]


def test_a_list_of_rows_and_a_section_by_names_are_grids(sections):
    (partners,) = sections["partners"].grids
    assert [column.name for column in partners.columns] == ["name", "terms[1]", "terms[2]"]
    notes = next(grid for grid in sections["warehouse"].grids if grid.path == "warehouse.notes")
    assert notes.named
    assert [column.name for column in notes.columns] == ["value"]
