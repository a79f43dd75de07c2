"""Where another answer would be right: other worlds, each with what is chosen there."""

from engagements import advised, case

from playbook.documents.pitch.other_worlds import borders


def test_the_client_s_own_world_is_answered_as_on_the_first_page():
    """There all regimes on offer are weighed, and not only those of the table."""
    told = advised(case(), "urged_green", matters=1e9)
    own = borders(told)[0]
    assert own.choice is told.recommendation
    assert own.is_worth_it
