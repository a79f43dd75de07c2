"""The charter search tells which clause matters."""

from playbook.blocks import Table
from playbook.documents import pitch
from playbook.words.wording import share


def test_the_last_table_of_the_search_names_the_clause_that_matters_most():
    """And no clause explains less with the others than alone, nor more than there is."""
    page = pitch.charter_search(pitch.engagement("data/clients/company_a.toml", replications=6))
    *_, table = (block for block in page if isinstance(block, Table))
    most, *_ = table.rows
    assert table.title.startswith(f"{most[0]}: {share(most[3])}")
    assert most[3] == max(row[3] for row in table.rows)
    for _, levels, alone, with_others, _ in table.rows:
        assert levels > 1
        assert 0 <= alone <= with_others <= 1
