"""RACI tables come from the columns of the task table, with names from the role table."""

from __future__ import annotations

import pytest

from playbook.project.network import standard_network
from playbook.project.task import (
    Task,
    client_roles,
    is_client,
    raci_table,
    role_ids,
    role_name,
    roles,
)


def task(**fields):
    return Task(
        **{
            "task_id": "PF6",
            "area": "platform",
            "name_en": "Photography",
            "responsible": ("agency_photographer",),
            "accountable": ("agency_store_manager",),
            "consulted": ("client_product_lead", "client_brand"),
            "informed": ("agency_designer",),
            "optimistic": 6,
            "most_likely": 10,
            "pessimistic": 15,
        }
        | fields
    )


def test_a_row_names_the_four_parts_in_their_columns():
    table = raci_table([task()], title="Who does what")
    assert [column.name for column in table.columns][1:] == [
        "Responsible",
        "Accountable",
        "Consulted",
        "Informed",
    ]
    assert table.rows == (
        (
            "PF6 Photography",
            "Agency photographer",
            "Agency store manager",
            "Product liaison; Brand manager",
            "Agency designer",
        ),
    )


def test_every_task_of_the_standard_network_has_one_accountable_and_someone_informed():
    for each in standard_network().tasks:
        assert len(each.accountable) == 1, each.task_id
        assert each.informed, each.task_id


def test_every_role_of_the_network_has_a_name_and_a_side():
    named = {role for each in standard_network().tasks for _, role in each.role_cells()}
    assert named <= role_ids()
    assert all(roles()[role].name and roles()[role].side for role in named)


def test_names_are_told_apart_in_one_task():
    """Two roles of one task must not read alike in its row."""
    for each in standard_network().tasks:
        ids = {role for column, role in each.role_cells() if column in "raci"}
        assert len({role_name(role) for role in ids}) == len(ids), each.task_id


def test_remarks_in_a_role_name_stay_out_of_tables():
    assert role_name("client_chairman") == "Chairman"


def test_everyone_is_a_word_of_its_own():
    assert role_name("all") == "Everyone"


@pytest.mark.parametrize(
    ("role", "answer"),
    [("client_cfo", True), ("agency_it", False), ("platform_category_manager", False)],
)
def test_the_side_of_a_role_comes_from_the_table(role, answer):
    assert is_client(role) is answer


def test_the_clients_roles_come_with_the_working_one_first():
    mixed = task(responsible=("client_legal",), accountable=("client_cfo",))
    assert client_roles(mixed) == (
        "client_legal",
        "client_cfo",
        "client_product_lead",
        "client_brand",
    )
