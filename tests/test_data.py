"""The tables of ``data/``: complete, sourced, in range, and consistent with one another."""

from __future__ import annotations

import csv
import graphlib
import math
import re
import shutil
from collections import defaultdict
from datetime import timedelta
from itertools import pairwise

import pytest

from sim.problems import ProblemError
from sim.tables.columns import BASES
from sim.tables.places import data_dir
from sim.tables.read import DICTIONARY, column_dictionary, read_table

DATA = data_dir()
TABLES = sorted(column_dictionary())
SOURCED = [name for name in TABLES if name != "case/sources"]
# The case's company stays Company A. Its names stand here backwards, so that a search finds none.
_BACKWARDS = ("nottocrup", "代时棉全", "rotcetorp", "lacidem renniw", "疗医健稳")
NAMES = tuple(word[::-1] for word in _BACKWARDS)


def _split(cell):
    return [part for part in (cell or "").split(";") if part]


def _references(source):
    return [item.split(",")[0].strip() for item in source.split(";")]


# --- form ---


def test_every_file_is_in_the_dictionary_and_every_table_of_it_has_a_file():
    """No table without described columns, no description without a table."""
    files = {path.relative_to(DATA).with_suffix("").as_posix() for path in DATA.rglob("*.csv")}
    files = {name for name in files if not name.startswith("clients/")} - {DICTIONARY}
    assert files == set(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_reads_without_a_problem_and_has_rows(name):
    """Types, choices, bounds and ranges as the dictionary says."""
    assert read_table(name)


@pytest.mark.parametrize("name", [*TABLES, DICTIONARY])
def test_a_file_is_utf8_with_plain_line_ends_and_no_mark(name):
    """The same bytes on every machine."""
    content = (DATA / f"{name}.csv").read_bytes()
    content.decode("utf-8")
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    assert content.endswith(b"\n")


@pytest.mark.parametrize("name", TABLES)
def test_rows_are_told_apart_by_their_key(name):
    """No two rows say something about the same thing."""
    keys = {
        "market/resource_kinds": ("era", "kind_id"),
        "market/arrival_pattern": ("era", "pattern", "key"),
        "market/seasonality": ("category", "month"),
        "oa/approvers": ("era", "role"),
        "market/assumptions": ("path", "era"),
        "operations/channel_economics": ("channel", "measure"),
        "charter/clauses": ("clause_id",),
    }
    columns = keys.get(name, (next(iter(column_dictionary()[name])),))
    found = [tuple(row[column] for column in columns) for row in read_table(name)]
    assert len(found) == len(set(found))


@pytest.mark.parametrize("name", TABLES)
def test_chinese_columns_hold_chinese(name):
    """Every cell for a Chinese reader has Chinese characters, or is a figure that needs none."""
    columns = [c for c in column_dictionary()[name] if c.endswith("_zh") or c == "zh"]
    for row in read_table(name):
        for column in columns:
            cell = row[column]
            if cell is None and row.get(column.replace("_zh", "_en")) is None:
                continue  # a cell that may be empty is so in both languages
            figure = re.fullmatch(r"[\d.,%<>≤≥–+ ]+", str(cell))
            assert figure or re.search(r"[\u4e00-\u9fff]", str(cell)), (row, column)
            assert not re.search(r"[,;:?!()]", str(cell)), "Chinese punctuation is full-width"


@pytest.mark.parametrize("name", TABLES)
def test_derived_columns_are_not_stored(name):
    """What follows from other columns is computed, so that it cannot contradict them."""
    stored = set(column_dictionary()[name])
    assert not {c for c in stored if c.endswith("_sigma") or c.startswith("p_cost_gt")}
    assert "signatures" not in stored


# --- origin ---


@pytest.mark.parametrize("name", SOURCED)
def test_every_row_has_a_basis_and_a_source_that_resolves(name):
    """A number nobody can trace is no number."""
    known = {row["ref"] for row in read_table("case/sources")}
    known |= {row["claim_id"] for row in read_table("case/claims")}
    for row in read_table(name):
        assert row["basis"] in BASES
        assert not set(_references(row["source"])) - known, row


@pytest.mark.parametrize("name", SOURCED)
def test_a_sourced_row_cites_more_than_judgement(name):
    """SOURCED without a page, or SEED without a claim, would be a claim to authority."""
    for row in read_table(name):
        cited = set(_references(row["source"])) - {"expert"}
        if row["basis"] == "SEED":
            assert any(re.fullmatch(r"S\d+|seed_article", ref) for ref in cited), row
        if row["basis"] in ("SOURCED", "MEASURED"):
            assert cited, row


def test_a_source_says_how_it_was_read_unless_it_is_ours():
    """Who doubts a number can go where it was found, and knows how far to trust the place."""
    for row in read_table("case/sources"):
        assert row["accessed"] or row["ref"] in ("expert", "project_measurement")
        assert row["supports"]


@pytest.mark.parametrize("name", ["case/facts", "market/public_figures"])
def test_a_fact_rests_on_more_than_a_sales_page(name):
    """Sources of grade C serve for ranges only."""
    grade = {row["ref"]: row["reliability"] for row in read_table("case/sources")}
    grade |= {row["claim_id"]: "B" for row in read_table("case/claims")}
    for row in read_table(name):
        assert min(grade[ref] for ref in _references(row["source"])) < "C", row


@pytest.mark.parametrize("column", ["basis", "source"])
def test_a_number_without_basis_or_source_is_refused(tmp_path, column):
    """The rule bites: a copy with one emptied cell does not read."""
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    path = folder / "business" / "fees.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[3][column] = ""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    with pytest.raises(ProblemError, match=rf"fees\.csv row 5 \[{column}\] = '': empty"):
        read_table("business/fees", folder)


def test_a_plausible_range_in_the_dictionary_holds_the_value_and_has_an_origin():
    """Factors lie on both sides of 1; the range is sourced like any number."""
    with (DATA / f"{DICTIONARY}.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["low_factor"]]
    assert rows
    for row in rows:
        assert 0 < float(row["low_factor"]) <= 1 <= float(row["high_factor"])
        assert row["basis"] in BASES
        assert row["source"]


@pytest.mark.parametrize("name", ["market/resource_kinds", "oa/approvers"])
def test_every_quantity_of_a_wide_table_has_a_plausible_range(name):
    """Sensitivity analysis finds a range for each; a head count is a fact."""
    quantities = [c for c in column_dictionary()[name].values() if c.is_number]
    assert {c.name for c in quantities if c.low_factor is None} <= {"people"}


@pytest.mark.parametrize("name", TABLES)
def test_the_case_company_is_named_nowhere(name):
    """Company A is never named otherwise, in no table."""
    text = (DATA / f"{name}.csv").read_text(encoding="utf-8").lower()
    assert not [word for word in NAMES if word in text]


def test_no_client_or_chain_names_the_case_company():
    """The same for the files beside the tables."""
    for path in DATA.rglob("*.toml"):
        text = path.read_text(encoding="utf-8").lower()
        assert not [word for word in NAMES if word in text], path.name


# --- the case ---


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


# --- offers ---


def test_a_ninetieth_percentile_lies_above_its_median():
    """Window, cost and visitors of every kind."""
    for row in read_table("market/resource_kinds"):
        assert row["window_p90_h"] > row["window_median_h"] > 0
        assert row["cost_p90_cny"] > row["cost_median_cny"] > 0
        assert row["visitors_p90"] > row["visitors_median"] > 0


def test_planned_kinds_have_no_rate_and_ad_hoc_kinds_have_one():
    """A planned campaign comes from the dated calendar, never from the rate as well."""
    for row in read_table("market/resource_kinds"):
        assert (row["rate_per_month"] == 0) == row["planned"]


def test_the_ad_hoc_rates_add_up_to_the_published_ones():
    """22.4 offers a month in 2010 and 28.6 today, planned ones (0.5 and 0.6) included."""
    total = defaultdict(float)
    for row in read_table("market/resource_kinds"):
        total[row["era"]] += row["rate_per_month"]
    assert total["2010"] == pytest.approx(22.4 - 0.5)
    assert total["today"] == pytest.approx(28.6 - 0.6)


def test_costs_above_the_authority_steps_are_as_frequent_as_published():
    """2010, planned kinds at their 0.5 a month: 34 % of costs above 5,000, 18 % above 10,000."""
    normal_p90 = 1.2815515655446004
    kinds = [row for row in read_table("market/resource_kinds") if row["era"] == "2010"]

    def share_above(limit):
        total = above = 0.0
        for row in kinds:
            rate = row["rate_per_month"] or 0.5
            sigma = math.log(row["cost_p90_cny"] / row["cost_median_cny"]) / normal_p90
            z = math.log(limit / row["cost_median_cny"]) / sigma
            total += rate
            above += rate * math.erfc(z / math.sqrt(2)) / 2
        return above / total

    assert share_above(5000) == pytest.approx(0.34, abs=0.01)
    assert share_above(10000) == pytest.approx(0.18, abs=0.01)
    assert share_above(50000) == pytest.approx(0.016, abs=0.002)


def test_the_scope_of_a_kind_uses_known_instruments():
    """The charter permits instruments by these names."""
    used = {word for row in read_table("market/resource_kinds") for word in _split(row["scope"])}
    assert used == {"budget", "gift", "price", "inventory", "brand"}


@pytest.mark.parametrize("era", ["2010", "today"])
@pytest.mark.parametrize("pattern", ["weekday", "hour"])
def test_the_shares_of_a_pattern_add_up_to_one(era, pattern):
    """Every offer comes on some day and at some hour."""
    rows = read_table("market/arrival_pattern")
    shares = [r["value"] for r in rows if (r["era"], r["pattern"]) == (era, pattern)]
    assert math.fsum(shares) == pytest.approx(1, abs=1e-12)


def test_four_of_five_offers_come_from_monday_to_friday():
    """80 % on the five weekdays together, in both eras."""
    weekday = ("mon", "tue", "wed", "thu", "fri")
    rows = [row for row in read_table("market/arrival_pattern") if row["key"] in weekday]
    assert math.fsum(row["value"] for row in rows) == pytest.approx(2 * 0.8)


def test_a_campaign_is_announced_before_its_answer_is_due_and_due_before_it_starts():
    """And the answer is due 4 to 15 days after the announcement, as the sourced ones are."""
    for row in read_table("market/campaign_calendar"):
        assert row["announced_on"] <= row["signup_from"] <= row["signup_to"]
        assert row["signup_to"] < row["starts_on"] <= row["ends_on"]
        assert timedelta(4) <= row["signup_to"] - row["announced_on"] <= timedelta(15), row


def test_campaigns_are_of_planned_kinds_of_their_era():
    """A campaign of a kind that also comes at a rate would be counted twice."""
    planned = {
        (r["era"], r["kind_id"]) for r in read_table("market/resource_kinds") if r["planned"]
    }
    assert {(r["era"], r["kind_id"]) for r in read_table("market/campaign_calendar")} == planned


def test_the_case_months_hold_mid_autumn_national_day_and_double_11_but_no_double_12():
    """12.12 began in 2011."""
    starts = {
        row["campaign_id"]: row["starts_on"]
        for row in read_table("market/campaign_calendar")
        if row["starts_on"].year == 2010
    }
    assert set(starts) == {"mid_autumn_2010", "national_day_2010", "double_11_2010"}


def test_a_seasonal_index_has_mean_one():
    """It shapes the year and does not enlarge it."""
    months = defaultdict(list)
    for row in read_table("market/seasonality"):
        assert row["low"] < row["visits_factor"] < row["high"]
        months[row["category"]].append(row["visits_factor"])
    assert set(months) == {"cotton_daily", "cosmetics", "appliance"}
    for values in months.values():
        assert len(values) == 12
        assert math.fsum(values) == pytest.approx(12, abs=1e-12)


# --- approval ---


def test_the_authority_classes_rise_from_zero():
    """A class reaches from the one before to its own amount, so each amount belongs to one."""
    rows = read_table("oa/authority_classes")
    assert all(0 < low["up_to_cny"] < high["up_to_cny"] for low, high in pairwise(rows))


def test_the_signatures_by_amount_are_those_of_the_source():
    """Two below 1,000, then three, four, five and six."""
    assert [len(_split(row["roles"])) for row in read_table("oa/authority_classes")] == [
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
        role for row in read_table("oa/authority_classes") for role in _split(row["roles"])
    }
    assert signatories == {r["role"] for r in read_table("oa/approvers") if r["era"] == era}


def test_every_class_is_screened_by_finance_exactly_once():
    """One step compares the forecast with the hurdle."""
    screens = {row["role"] for row in read_table("oa/approvers") if row["screens"]}
    assert screens == {"finance_check", "finance"}
    assert all(
        len(screens & set(_split(r["roles"]))) == 1 for r in read_table("oa/authority_classes")
    )


def test_the_quantiles_of_a_benchmark_rise():
    """A later quantile is never a shorter time."""
    for row in read_table("oa/latency_benchmarks"):
        known = [row[q] for q in ("p10", "p25", "p50", "p75", "p90", "p95") if row[q] is not None]
        assert known == sorted(known), row


@pytest.mark.parametrize("era", ["2010", "today"])
def test_approvers_look_by_a_law_of_the_measured_shape(era):
    """The first people who sign were measured; the level of today is below all of them."""
    first = [row for row in read_table("oa/step_fits") if row["human_order"] == 1]
    shapes = [row["shape"] for row in first if row["shape"] is not None]
    scales = [row["scale_working_h"] for row in first if row["shape"] is not None]
    for row in read_table("oa/approvers"):
        if row["era"] == era:
            assert min(shapes) <= row["attention_shape"] <= max(shapes)
            slow = min(scales) <= row["attention_scale_h"] <= max(scales)
            assert slow if era == "2010" else row["attention_scale_h"] < min(scales)


def test_approvers_look_as_unevenly_as_the_measured_ones():
    """A Weibull law's 90th percentile over its median is (ln 10 / ln 2) ** (1 / shape)."""
    steps = {row["benchmark_id"]: row for row in read_table("oa/latency_benchmarks")}
    measured = (steps["bpic_supervisor_working"], steps["bpic_budget_working"])
    low, high = sorted(row["p90"] / row["p50"] for row in measured)
    for row in read_table("oa/approvers"):
        assert low < (math.log(10) / math.log(2)) ** (1 / row["attention_shape"]) < high


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


# --- the plan ---


def _tasks():
    return {row["task_id"]: row for row in read_table("project/tasks")}


def test_task_durations_are_ordered():
    """Optimistic, most likely, pessimistic."""
    for row in _tasks().values():
        assert (
            0
            < row["optimistic_workdays"]
            <= row["most_likely_workdays"]
            <= row["pessimistic_workdays"]
        ), row


def test_the_task_network_names_existing_tasks_and_has_no_cycle():
    """It can be scheduled."""
    graph = {task: _split(row["predecessors"]) for task, row in _tasks().items()}
    assert {before for befores in graph.values() for before in befores} <= set(graph)
    assert len(list(graphlib.TopologicalSorter(graph).static_order())) == 50


def test_every_task_leads_to_go_live_or_says_why_not():
    """A task that feeds nothing is a loose end."""
    tasks = _tasks()
    needed, frontier = set(), ["GO"]
    while frontier:
        task = frontier.pop()
        if task not in needed:
            needed.add(task)
            frontier += _split(tasks[task]["predecessors"])
    outside = set(tasks) - needed
    assert outside == {"GV5", "GV6", "LG7", "LG8", "LG9"}
    assert all(tasks[task]["note_en"] for task in ("GV6", "LG8", "LG9"))


def test_the_network_takes_43_working_days_by_most_likely_durations():
    """June and July 2010 exactly; the critical path worked out by hand in the domain study."""
    tasks = _tasks()
    graph = {task: _split(row["predecessors"]) for task, row in tasks.items()}
    finish = {}
    for task in graphlib.TopologicalSorter(graph).static_order():
        start = max((finish[before] for before in graph[task]), default=0)
        finish[task] = start + tasks[task]["most_likely_workdays"]
    path = ["GV1", "PD1", "PD2", "PF4", "PF5", "PF7", "PF8", "LG6", "OP9", "GO"]
    assert [finish[task] for task in path] == [3, 8, 12, 15, 23, 32, 36, 39, 42, 43]
    assert finish["LG9"] == 80
    assert finish["GV6"] == 32


def test_each_task_has_one_accountable_and_nobody_twice():
    """RACI: R does, A answers; who does it is not also consulted, who is consulted not informed."""
    for row in _tasks().values():
        assert row["r"]
        assert len(_split(row["a"])) == 1
        told = [*_split(row["c"]), *_split(row["i"])]
        assert row["i"]
        assert len(told) == len(set(told)), row
        assert not {row["a"], *_split(row["r"])} & set(told), row


def test_every_role_used_anywhere_is_in_the_role_table():
    """Tasks, decisions and approvers."""
    known = {row["role"] for row in read_table("team/roles")}
    used = {row["role"] for row in read_table("oa/approvers")}
    for row in _tasks().values():
        used |= {role for column in "raci" for role in _split(row[column])}
        used |= set(_split(row["decides_role"]))
    assert used <= known


def test_the_agency_team_costs_what_the_domain_study_says():
    """65,000 to 95,000 CNY a month in 2010."""
    team = [row for row in read_table("team/roles") if row["side"] == "agency"]
    cost = sum(row["full_time_people"] * row["monthly_cost_cny"] for row in team)
    assert 65_000 <= cost <= 95_000


def test_the_scorecard_weighs_one_hundred_and_has_three_gates():
    """Capability is the minimum of three; biggest and dearest carry no weight."""
    rows = read_table("business/partner_scorecard")
    weights = {row["group"]: row["group_weight"] for row in rows}
    assert sum(weights.values()) == 100
    assert {row["group"] for row in rows if row["combine"] == "minimum"} == {"capability"}
    assert sum(row["group"] == "capability" for row in rows) == 3
    assert sum(row["combine"] == "pass" for row in rows) == 3
    assert all(row["group_weight"] == weights[row["group"]] for row in rows)


def test_a_risk_cites_each_area_of_the_plan():
    """Five areas and governance all have risks and indicators."""
    areas = {"product", "platform", "operations", "logistics", "team", "governance"}
    assert areas <= {row["area"] for row in read_table("project/risks")}
    assert areas <= {row["area"] for row in read_table("project/kpis")}


def test_the_glossary_is_complete():
    """The words of the model and of the trade, each once."""
    terms = [row["en"] for row in read_table("case/glossary")]
    assert len(terms) >= 111
    words = {"offer", "decide", "regime", "charter", "exposure", "deal value", "green channel"}
    assert words <= set(terms)


def test_who_signs_a_decision_is_accountable_for_the_task():
    """One person answers for it: the decision tables and the RACI name the same."""
    for row in read_table("project/tasks"):
        assert row["decides_role"] in (None, row["a"]), row["task_id"]
