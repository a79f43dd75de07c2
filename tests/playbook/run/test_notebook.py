import atexit

from IPython.core.interactiveshell import InteractiveShell

from playbook.blocks import MIME, Blocks, Heading, Prose
from playbook.run.notebook import begin
from playbook.words.language import language, speaking

BEGINS = "from playbook.run.notebook import begin\n\nbegin('zh')"


def shown(value):
    """Return the forms in which a notebook that has begun shows a value."""
    shell = InteractiveShell()
    atexit.unregister(shell.atexit_operations)  # it would look for the history of a session
    with speaking("en"):
        shell.run_cell(BEGINS)
        return shell.display_formatter.format(value)[0]


def test_a_notebook_that_has_begun_shows_blocks_as_they_look_in_the_document():
    several = Blocks([Heading(text="Findings"), Prose(text="None.")])
    for value in (several, several[0]):
        forms = shown(value)
        assert "Findings" in forms["text/html"]
        assert MIME in forms


def test_without_a_notebook_only_the_language_is_spoken():
    with speaking("en"):
        begin("zh")
        assert language() == "zh"
