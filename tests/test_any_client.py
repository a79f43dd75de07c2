"""After ``check`` says yes nothing falls: clients built from bounds, files with accidents."""

import os
from contextlib import suppress
from datetime import date
from functools import cache

import fuzz
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playbook.clients.fields import FieldGrid, client_sections
from playbook.clients.load import load_client
from sim.messages import ProblemError

COMPANY_A = "data/clients/company_a.toml"
ROWS = {"chain.approvers": "gm", "offers.numbers": "group_buy"}
"""A row of each grid that has names."""
NOT_LONGER = {"season.months": 4}

EXAMPLES = int(os.environ.get("GREENCHANNEL_EXAMPLES", "30"))
"""Few in the suite; ``make fuzz`` asks for more."""


@cache
def company_a():
    return load_client(COMPANY_A)


def fields():
    """Give the path and the field of every key of one plain value below a section."""
    for section in client_sections():
        yield from ((field.path, field) for field in section.fields if not field.part)
        for grid in (part for part in section.grids if isinstance(part, FieldGrid)):
            if grid.path in ROWS:
                row = ROWS[grid.path]
                yield from (
                    (f"{grid.path}.{row}.{field.path}", field) for field in grid.columns[1:]
                )


def texts(path, field):
    """Return a strategy of the values between the bounds of a field, as TOML writes them."""
    if field.kind == "bool":
        return st.sampled_from(("true", "false"))
    if field.kind == "choice":
        return st.sampled_from(field.choices).map(lambda word: f'"{word}"')
    if field.kind == "date":
        return st.dates(date(1990, 1, 1), date(2100, 12, 31)).map(date.isoformat)
    if field.kind == "integer":
        most = min(int(field.high), NOT_LONGER.get(path, int(field.high)))
        return st.integers(int(field.low), most).map(str)
    if field.kind in ("number", "share"):
        ends = {"exclude_min": field.low_open, "exclude_max": field.high_open}
        return st.floats(field.low, field.high, **ends).map(repr)
    return None


IN_BOUNDS = {path: found for path, field in fields() if (found := texts(path, field)) is not None}
SETTINGS = st.lists(
    st.sampled_from(sorted(IN_BOUNDS)), min_size=1, max_size=6, unique=True
).flatmap(
    lambda paths: st.tuples(*(IN_BOUNDS[path].map(lambda v, p=path: f"{p}={v}") for path in paths))
)


def test_nearly_every_key_is_varied():
    """Names, lists and tables of rows are not."""
    assert len(IN_BOUNDS) > 200


@settings(deadline=None, max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])
@given(chosen=SETTINGS)
def test_a_client_within_the_bounds_is_refused_in_words_or_played(chosen):
    """Two seasons and the plan; a chain too slow for every calendar is told when it is met."""
    with suppress(ProblemError):
        fuzz.play(company_a().with_settings(*chosen))


@pytest.mark.parametrize("number", range(40))
def test_a_file_with_accidents_is_refused_in_words_or_played(number, tmp_path):
    path = tmp_path / "client.toml"
    path.write_text(fuzz.case_of(15, number), encoding="utf-8", newline="\n")
    assert fuzz.fate(path) in ("refused", "refused later", "played")
