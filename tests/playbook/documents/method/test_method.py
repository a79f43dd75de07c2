"""The method document: every number with its basis, the back-test, conflicts, words, sources."""

import pytest
from engagements import advised, case

from playbook.blocks import Callout, Cover, Heading, Provenance, Sources, Table
from playbook.documents import method, pitch
from playbook.study.standing import on_offer
from playbook.words.names import regime_name
from playbook.words.phrases import begin
from sim.tables.read import read_table

CLIENTS = ("company_a", "appliance_good_oa")


@pytest.fixture(scope="module", params=CLIENTS)
def engagement(request):
    """Return one client's case on a few seasons."""
    return case(request.param)


def tables(blocks):
    return [block for block in blocks if isinstance(block, Table)]


def test_a_client_without_reported_results_gets_no_back_test(engagement):
    told = engagement.client.file.reported is not None
    assert bool(len(method.back_test(engagement))) == told


def test_the_pitch_says_only_of_a_client_that_reported_where_its_back_test_stands(engagement):
    told = engagement.client.file.reported is not None
    assert ("the back-test" in pitch.method(engagement)[-1].text) == told


def test_the_back_test_counts_the_rows_that_its_title_tells():
    blocks = method.back_test(case())
    figures, controls = tables(blocks)
    hits = sum(row[-1] == "holds it" for row in figures.rows)
    assert f"holds {hits} of {len(figures.rows)} reported figures" in blocks[0].text
    assert controls.rows[0][-1] == hits
    assert [row[-1] for row in figures.rows] == list(controls.rows[0][1:-1])
    (callout,) = (block for block in blocks if isinstance(block, Callout))
    assert "does not identify" in callout.text


def test_every_regime_is_held_against_the_reported_figures():
    engagement = case()
    _, controls = tables(method.back_test(engagement))
    names = [begin(regime_name(name)) for name in engagement.comparison.regimes]
    assert sorted(row[0] for row in controls.rows) == sorted(names)


def test_the_page_of_the_choice_has_a_row_for_every_alternative(engagement):
    (table,) = tables(method.choosing(engagement))
    choice, change = engagement.recommendation, engagement.stakes.change
    names = on_offer(engagement.comparison)[1:]
    assert [row[0] for row in table.rows] == [begin(regime_name(name)) for name in names]
    for name, row in zip(names, table.rows, strict=True):
        assert row[3] == change(name)
        assert row[4] == row[1] - row[3]
        assert row[5].startswith("ruled out") == (name in choice.ruled_out)
        assert (row[5] == "recommended") == (name == choice.regime)


@pytest.mark.parametrize("regime", ["urged_green", "wide_green"])
def test_the_page_of_the_choice_recommends_one_regime_with_whatever_charter(regime):
    """The file's own charter after a chain that is chased, and the widest one."""
    (table,) = tables(method.choosing(advised(case(), regime, ruled_out={})))
    standing = {row[0]: row[5] for row in table.rows}
    assert standing.pop(begin(regime_name(regime))) == "recommended"
    assert all(told == "allowed" or told.startswith("too little:") for told in standing.values())


def test_every_assumption_stands_in_the_table_with_its_basis(engagement):
    (table,) = tables(method.assumptions(engagement))
    assert len(table.rows) == len(engagement.client.assumptions)
    assert {row[4] for row in table.rows} <= {"SEED", "SOURCED", "EXPERT", "MEASURED", "CLIENT"}


def test_the_bases_add_up(engagement):
    by_section, behind = tables(method.bases(engagement))
    *rows, total = by_section.rows
    for column in range(1, len(total)):
        assert sum(row[column] for row in rows) == total[column]
    assert total[1] == len(engagement.client.assumptions) == sum(total[2:])
    assert all(0 <= row[2] <= 1 for row in behind.rows)


def test_the_title_of_the_bases_counts_judgements(engagement):
    found = [one.basis for one in engagement.client.assumptions]
    (heading,) = (block for block in method.bases(engagement) if isinstance(block, Heading))
    assert heading.text.startswith(f"{found.count('EXPERT')} of {len(found)} numbers")


def test_every_conflict_is_told_to_whom_it_concerns(engagement):
    (table,) = tables(method.conflicts(engagement))
    told, is_case = {row[0] for row in table.rows}, engagement.client.file.reported is not None
    assert told == {
        row["conflict_id"] for row in read_table("case/conflicts") if is_case or not row["only_of"]
    }


def test_every_source_of_a_number_is_resolved(engagement):
    """Each reference is in the list, is a claim of the case, or says that it is a judgement."""
    (block,) = (block for block in method.sources(engagement) if isinstance(block, Sources))
    listed = {item.partition(":")[0] for item in block.items}
    claims = {row["claim_id"] for row in read_table("case/claims")}
    for one in engagement.client.assumptions:
        for part in one.source.split(";"):
            ref = part.partition(",")[0].strip()
            assert ref in listed | claims | {"expert", "client file", "readiness assessment"}, ref


def test_the_words_are_the_glossary_s(engagement):
    (table,) = tables(method.words(engagement))
    assert len(table.rows) >= 10
    assert {row[:2] for row in table.rows} <= {
        (row["en"], row["zh"]) for row in read_table("case/glossary")
    }


def test_pitch_method_and_summary_rest_on_the_same(engagement):
    """One seed, one number of seasons, one file in all three documents."""
    pages = (pitch.cover(engagement), method.cover(engagement), pitch.summary(engagement))
    told = [next(b for b in page if isinstance(b, Provenance)) for page in pages]
    assert told[0] == told[1] == told[2]


def test_the_pitch_names_the_method_document(engagement):
    """The page that sends a reader there and the document's cover say the same title."""
    (cover,) = (block for block in method.cover(engagement) if isinstance(block, Cover))
    assert cover.title in "".join(map(str, pitch.method(engagement)))
