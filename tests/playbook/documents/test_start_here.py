from playbook.blocks import Provenance, Table
from playbook.clients.load import load_client
from playbook.documents import start_here
from playbook.documents.notebook_file import declared
from sim.client.schema import ClientFile
from sim.places import notebooks_dir

CLIENT = "data/clients/company_a.toml"


def table_in(blocks, title):
    return next(block for block in blocks if isinstance(block, Table) and title in block.title)


def test_every_notebook_is_listed_with_its_question():
    rows = table_in(start_here.questions(), "notebooks").rows
    assert {row[0] for row in rows} == {path.stem for path in notebooks_dir().glob("*.ipynb")}
    assert all(row[1].endswith("?") and row[2] for row in rows)


def test_every_parameter_is_listed_with_its_unit_and_meaning():
    rows = table_in(start_here.settings(), "Parameters").rows
    expected = [one for path in notebooks_dir().glob("*.ipynb") for one in declared(path)]
    assert sorted(row[3] for row in rows) == sorted(one.meaning for one in expected)


def test_every_section_of_the_client_file_is_explained():
    rows = table_in(start_here.client_file(load_client(CLIENT)), "Sections").rows
    assert [row[0] for row in rows] == [f"[{name}]" for name in ClientFile.model_fields]
    assert all(row[1] for row in rows)


def test_the_numbers_that_the_client_states_are_those_of_its_file():
    stated = [one.path for one in load_client(CLIENT).assumptions if one.basis == "CLIENT"]
    rows = table_in(start_here.client_file(load_client(CLIENT)), "states itself").rows
    assert [row[0] for row in rows] == stated


def test_the_page_says_which_file_it_rests_on():
    client = load_client(CLIENT)
    found = next(b for b in start_here.client_file(client) if isinstance(b, Provenance))
    assert found.inputs == client.files
    assert start_here.cover(client).client == client.file.client.name
