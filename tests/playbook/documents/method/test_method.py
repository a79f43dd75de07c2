"""The method document: every number with its basis, the back-test, conflicts, words, sources."""

import pytest

from playbook.blocks import Callout, Cover, Heading, Provenance, Sources, Table
from playbook.documents import pitch
from sim.tables.read import read_table

CLIENTS = ("company_a", "cosmetics_today", "appliance_good_oa")


@pytest.fixture(scope="module", params=CLIENTS)
def case(request):
    """Return one client's case on a few seasons."""
    return pitch.pitch_case(f"data/clients/{request.param}.toml", replications=6)


def tables(blocks):
    return [block for block in blocks if isinstance(block, Table)]


def test_a_client_without_reported_results_gets_no_back_test(case):
    told = case.client.file.reported is not None
    assert bool(len(pitch.back_test(case))) == told


def test_the_back_test_counts_the_rows_that_its_title_tells():
    case = pitch.pitch_case("data/clients/company_a.toml", replications=6)
    blocks = pitch.back_test(case)
    (table,) = tables(blocks)
    hits = sum(row[-1] == "holds it" for row in table.rows)
    assert f"holds {hits} of {len(table.rows)} reported figures" in blocks[0].text
    (callout,) = (block for block in blocks if isinstance(block, Callout))
    assert "does not identify" in callout.text


def test_every_assumption_stands_in_the_table_with_its_basis(case):
    (table,) = tables(pitch.assumptions(case))
    assert len(table.rows) == len(case.client.assumptions)
    assert {row[4] for row in table.rows} <= {"SEED", "SOURCED", "EXPERT", "MEASURED", "CLIENT"}


def test_the_bases_add_up(case):
    by_section, behind = tables(pitch.bases(case))
    *rows, total = by_section.rows
    for column in range(1, len(total)):
        assert sum(row[column] for row in rows) == total[column]
    assert total[1] == len(case.client.assumptions) == sum(total[2:])
    assert all(0 <= row[2] <= 1 for row in behind.rows)


def test_the_title_of_the_bases_counts_judgements(case):
    found = [one.basis for one in case.client.assumptions]
    (heading,) = (block for block in pitch.bases(case) if isinstance(block, Heading))
    assert heading.text.startswith(f"{found.count('EXPERT')} of {len(found)} numbers")


def test_every_conflict_is_told(case):
    (table,) = tables(pitch.conflicts(case))
    told = {row[0] for row in table.rows}
    assert told == {row["conflict_id"] for row in read_table("conflicts")}


def test_every_source_of_a_number_is_resolved(case):
    """Each reference is in the list, is a claim of the case, or says that it is a judgement."""
    (block,) = (block for block in pitch.sources(case) if isinstance(block, Sources))
    listed = {item.partition(":")[0] for item in block.items}
    claims = {row["claim_id"] for row in read_table("claims")}
    for one in case.client.assumptions:
        for part in one.source.split(";"):
            ref = part.partition(",")[0].strip()
            assert ref in listed | claims | {"expert", "client file", "readiness assessment"}, ref


def test_the_words_are_the_glossary_s(case):
    (table,) = tables(pitch.words(case))
    assert len(table.rows) >= 10
    assert {row[:2] for row in table.rows} <= {
        (row["en"], row["zh"]) for row in read_table("glossary")
    }


def test_pitch_method_and_summary_rest_on_the_same(case):
    """One seed, one number of seasons, one file in all three documents."""
    pages = (pitch.cover(case), pitch.method_cover(case), pitch.summary(case))
    told = [next(b for b in page if isinstance(b, Provenance)) for page in pages]
    assert told[0] == told[1] == told[2]


def test_the_pitch_names_the_method_document(case):
    """The page that sends a reader there and the document's cover say the same title."""
    (cover,) = (block for block in pitch.method_cover(case) if isinstance(block, Cover))
    assert cover.title in "".join(map(str, pitch.method(case)))
