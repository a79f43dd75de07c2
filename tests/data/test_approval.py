"""Who approves, by which authority, and what the charter and the fees say."""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import pairwise

import pytest

from sim.tables.read import read_table


def test_the_authority_classes_rise_from_zero():
    """A class reaches from the one before to its own amount, so each amount belongs to one."""
    rows = read_table("oa/authority_classes")
    assert all(0 < low["up_to_cny"] < high["up_to_cny"] for low, high in pairwise(rows))


def test_the_signatures_by_amount_are_those_of_the_source():
    """Two below 1,000, then three, four, five and six."""
    assert [len(row.parts("roles")) for row in read_table("oa/authority_classes")] == [
        2,
        3,
        4,
        5,
        6,
    ]


@pytest.mark.parametrize("era", ["2010", "today"])
def test_every_signatory_is_an_approver_of_both_eras(era):
    """The chain can be built from the two tables."""
    signatories = {
        role for row in read_table("oa/authority_classes") for role in row.parts("roles")
    }
    assert signatories == {r["role"] for r in read_table("oa/approvers") if r["era"] == era}


def test_every_class_is_screened_by_finance_exactly_once():
    """One step compares the forecast with the hurdle."""
    screens = {row["role"] for row in read_table("oa/approvers") if row["screens"]}
    assert screens == {"finance_check", "finance"}
    assert all(
        len(screens & set(r.parts("roles"))) == 1 for r in read_table("oa/authority_classes")
    )


def test_the_quantiles_of_a_benchmark_rise():
    """A later quantile is never a shorter time."""
    for row in read_table("oa/latency_benchmarks"):
        known = [row[q] for q in ("p10", "p25", "p50", "p75", "p90", "p95") if row[q] is not None]
        assert known == sorted(known), row


def numbers_of(era):
    """Return the approvers' numbers by role."""
    found = defaultdict(dict)
    for row in read_table("oa/approver_numbers"):
        if row["era"] == era:
            found[row["role"]][row["quantity"]] = row["value"]
    return found


@pytest.mark.parametrize("era", ["2010", "today"])
def test_every_approver_has_the_same_numbers(era):
    """One that is missing would be nought: a desk that never errs, or never waits."""
    roles = {row["role"] for row in read_table("oa/approvers") if row["era"] == era}
    found = numbers_of(era)
    assert set(found) == roles
    assert len({frozenset(numbers) for numbers in found.values()}) == 1


def test_the_higher_the_approver_the_fewer_refusals_as_the_log_has_it():
    """Supervisors 2.8 %, budget owners 2.0 %, directors none of 613."""
    fits = {row["fit_id"]: row["reject_share"] for row in read_table("oa/step_fits")}
    for numbers in (numbers_of("2010"), numbers_of("today")):
        assert numbers["department_head"]["reject_share"] == fits["F02"]
        assert numbers["finance"]["reject_share"] == fits["F03"]
        assert fits["F06"] <= numbers["gm"]["reject_share"] < fits["F05"]


@pytest.mark.parametrize("era", ["2010", "today"])
def test_approvers_look_by_a_law_of_the_measured_shape(era):
    """The first people who sign were measured; the level of today is below all of them."""
    first = [row for row in read_table("oa/step_fits") if row["human_order"] == 1]
    shapes = [row["shape"] for row in first if row["shape"] is not None]
    scales = [row["scale_working_h"] for row in first if row["shape"] is not None]
    for numbers in numbers_of(era).values():
        assert min(shapes) <= numbers["attention_shape"] <= max(shapes)
        slow = min(scales) <= numbers["attention_scale_h"] <= max(scales)
        assert slow if era == "2010" else numbers["attention_scale_h"] < min(scales)


def test_approvers_look_as_unevenly_as_the_measured_ones():
    """A Weibull law's 90th percentile over its median is (ln 10 / ln 2) ** (1 / shape)."""
    steps = {row["benchmark_id"]: row for row in read_table("oa/latency_benchmarks")}
    measured = (steps["bpic_supervisor_working"], steps["bpic_budget_working"])
    low, high = sorted(row["p90"] / row["p50"] for row in measured)
    for numbers in (*numbers_of("2010").values(), *numbers_of("today").values()):
        assert low < (math.log(10) / math.log(2)) ** (1 / numbers["attention_shape"]) < high


def test_a_fitted_law_has_both_its_parameters():
    """A Weibull law without its scale is none."""
    for row in read_table("oa/step_fits"):
        fitted = row["distribution"] == "weibull"
        assert (row["shape"] is not None) == (row["scale_working_h"] is not None) == fitted


def test_charter_defaults_lie_in_their_range():
    """For both eras; the sixteen clauses are all there."""
    rows = read_table("charter/clauses")
    assert {row["clause_no"] for row in rows} == set(range(1, 17))
    for row in rows:
        for default in (row["default_2010"], row["default_today"]):
            assert (default is None) == (row["low"] is None) == (row["unit"] is None)
            assert default is None or row["low"] <= default <= row["high"], row


def test_charter_defaults_are_those_the_model_assumes():
    """The document and the simulator state the same quota."""
    assumed = {(r["path"], r["era"]): r["value"] for r in read_table("market/assumptions")}
    agreed = 0
    for row in read_table("charter/clauses"):
        for era in ("2010", "today"):
            path = next(iter(row.parts("modelled_by")), "")
            value = assumed.get((path, era), assumed.get((path, "any")))
            if value is not None and path.startswith("charter."):
                assert row[f"default_{era}"] == value, (row["clause_id"], era)
                agreed += 1
    assert agreed >= 20


def test_fees_are_ranges():
    """A low end and a high end, or neither, for each era; at least one era."""
    for row in read_table("business/fees"):
        pairs = [(row[f"low_{era}"], row[f"high_{era}"]) for era in ("2010", "today")]
        assert any(low is not None for low, _ in pairs)
        assert all((low is None) == (high is None) for low, high in pairs)
        assert all(low <= high for low, high in pairs if low is not None)


@pytest.mark.parametrize(
    ("figure", "fee", "era", "per"),
    [
        ("P17", "platform_annual_2010", "2010", 1),
        ("P18", "platform_deposit_2010", "2010", 1),
        ("P19", "platform_annual_2012", "today", 1),
        ("P20", "platform_deposit_2012", "today", 1),
        ("P21", "monthly_fixed_today", "today", 1),
        ("P22", "commission_today", "today", 100),
        ("P23", "all_in_take_rate", "today", 100),
    ],
)
def test_a_sourced_fee_is_the_published_one(figure, fee, era, per):
    """Percent in print are shares in the model."""
    (published,) = (r for r in read_table("market/public_figures") if r["figure_id"] == figure)
    (used,) = (row for row in read_table("business/fees") if row["fee_id"] == fee)
    ends = (used[f"low_{era}"] * per, used[f"high_{era}"] * per)
    assert ends == pytest.approx((published["value_from"], published["value_to"]))
