"""What the case states, number by number."""

from __future__ import annotations

from sim.tables.read import read_table


def test_the_claims_are_complete_and_in_order():
    """S1 to S32, none left out."""
    assert [row["claim_id"] for row in read_table("case/claims")] == [f"S{n}" for n in range(1, 33)]


def test_a_case_fact_is_a_number_or_a_date_with_its_range():
    """Exactly one of the two, inside what the words allow."""
    for row in read_table("case/facts"):
        assert (row["value"] is None) != (row["on_date"] is None), row
        if row["on_date"] is not None:
            assert row["earliest"] <= row["on_date"] <= row["latest"]
        else:
            assert row["low"] <= row["value"] <= row["high"]


def test_the_sales_figures_agree_with_each_other_when_read_as_four_months():
    """Ambiguity A1: 500,000 a month for four months are 2 million; five months give 400,000."""
    fact = {row["fact_id"]: row for row in read_table("case/facts")}
    months, total, mean = (fact[f"sales_{name}"] for name in ("months", "total", "month_mean"))
    assert months["value"] * mean["value"] == total["value"]
    assert months["high"] * mean["low"] == total["value"]


def test_every_ambiguity_has_a_rule():
    """A1 to A10, then the conflicts between sources."""
    ids = [row["conflict_id"] for row in read_table("case/conflicts")]
    assert ids[:10] == [f"A{n}" for n in range(1, 11)]
    assert all(identity.startswith("C") for identity in ids[10:])
