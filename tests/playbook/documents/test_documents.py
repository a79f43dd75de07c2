"""The one list of documents: each notebook stands in it once, each document has a command."""

from playbook.commands import COMMANDS
from playbook.documents import DOCUMENTS, LISTED, made_by
from sim.places import notebooks_dir


def test_every_notebook_is_listed_once():
    notebooks = sorted(path.stem for path in notebooks_dir().glob("*.ipynb"))
    assert sorted(listed.notebook for listed in LISTED) == notebooks


def test_every_document_is_made_by_a_command_and_every_command_says_what_it_does():
    assert {listed.command for listed in DOCUMENTS.values()} <= COMMANDS.keys()
    assert all(DOCUMENTS[listed.command].help for listed in DOCUMENTS.values())


def test_a_command_makes_its_own_document_first():
    for command in {listed.command for listed in DOCUMENTS.values()}:
        assert made_by(command)[0] == command


def test_the_pitch_brings_its_summary_and_its_method():
    assert made_by("pitch") == ("pitch", "summary", "method")
