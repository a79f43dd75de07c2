"""The engagement with a client is opened from its file, and shared by the documents of one run."""

from playbook.engagement.opened import engagement, shared_engagements
from playbook.words.language import speaking

CLIENT = "data/clients/company_a.toml"


def test_documents_of_one_run_read_the_same_engagement():
    with shared_engagements():
        assert engagement(CLIENT, seed=3) is engagement(CLIENT, seed=3)


def test_another_question_or_language_opens_another():
    with shared_engagements():
        first = engagement(CLIENT, seed=3)
        assert engagement(CLIENT, seed=4) is not first
        assert engagement(CLIENT, seed=3, slip="PF7=5") is not first
        with speaking("zh"):
            assert engagement(CLIENT, seed=3) is not first


def test_outside_a_run_a_file_is_read_each_time():
    assert engagement(CLIENT, seed=3) is not engagement(CLIENT, seed=3)
