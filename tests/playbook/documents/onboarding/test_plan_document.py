"""The onboarding plan: its dates, and sentences that follow them."""

from __future__ import annotations

import json
import shutil
from datetime import date, timedelta

import pytest
from engagements import client_of, engaged
from pages import shown

from playbook.blocks import Bullets, Callout, Chart, Heading, Kpis, Prose, Table, blocks_from
from playbook.clients.load import load_client
from playbook.documents import onboarding
from playbook.documents.onboarding.measures import AREAS
from playbook.documents.onboarding.method_page import bases
from playbook.documents.onboarding.timetable import cost_of_delay, gantt, must_start
from playbook.engagement.engagement import planned
from playbook.project.changes import slip_of
from playbook.project.phrases import chance, dated, working_days
from playbook.project.plan import inputs_due, last_working_day, waiting_for
from playbook.words.wording import day
from sim.messages import ProblemError
from sim.places import data_dir
from sim.tables.read import read_table

GO_LIVE = date(2010, 7, 31)

# Where each thing that a test changes stands in the client file.
KEYS = {
    "name": ("client", "name"),
    "as_of": ("client", "as_of"),
    "start_date": ("project", "start_date"),
    "go_live": ("project", "go_live"),
    "task_days": ("project", "task_days"),
    "country": ("office", "holidays"),
    "work_days": ("office", "days"),
}


def engagement_of(*, slip=None, samples=1_000, **facts):
    sections = {"client": {"as_of": date(2010, 6, 1)}, "project": {"go_live": GO_LIVE}}
    for fact, value in facts.items():
        section, key = KEYS[fact]
        sections.setdefault(section, {})[key] = value
    client = client_of("company_a", **sections)
    return engaged(client, seed=2010, samples=samples, slip=slip or {})


def plan_of(**facts):
    return engagement_of(**facts).plan


def text_of(blocks):
    """Return every word of the blocks, as a reader meets them."""
    return json.dumps([block.to_dict() for block in blocks], ensure_ascii=False)


def first(kind, blocks):
    return next(block for block in blocks if isinstance(block, kind))


@pytest.fixture(scope="module")
def company_a():
    return engagement_of(samples=5_000)


# The dates of the case


def test_the_plan_of_the_case_ends_on_30_july_with_about_one_chance_in_five(company_a):
    """domain.md 5.2: 43 working days, P(by end July) = 22 %, P50 44.9 working days."""
    assert company_a.plan.ends("GO") == date(2010, 7, 30)
    assert company_a.plan.deadline == 43
    assert company_a.plan.chance.value == pytest.approx(0.22, abs=0.03)


def test_the_charter_can_be_signed_eleven_working_days_before_the_go_live(company_a):
    """domain.md 5.2: the signature on working day 32, the go-live on working day 43."""
    assert last_working_day(company_a.plan, "GV6") == 32
    heading = first(Heading, onboarding.green_channel(company_a))
    assert heading.text == (
        "The green-channel charter can be signed 11 working days before the go-live"
    )


def test_the_interface_takes_over_on_working_day_80_within_the_two_months_of_the_case(company_a):
    assert last_working_day(company_a.plan, "LG9") == 80
    story = first(Prose, onboarding.erp_link(company_a)).text
    assert "lasted 2 months" in story
    assert "they would end on 30 September 2010, so this plan is sooner than the case" in story


# Sentences follow the data


@pytest.mark.parametrize("days", [-20, -5, -1, 0, 1, 4, 12, 40])
@pytest.mark.parametrize("country", ["CN", "none"])
def test_headline_story_and_decision_agree_with_the_numbers(days, country):
    engagement = engagement_of(go_live=GO_LIVE + timedelta(days=days), country=country)
    plan = engagement.plan
    page = onboarding.answer(engagement)
    asked = day(plan.go_live)
    assert first(Heading, page).text == (
        f"The chance of going live by {asked} is {chance(plan.chance)}"
    )
    story, decision = first(Prose, page).text, first(Callout, page)
    late = last_working_day(plan, "GO") - plan.deadline
    assert (f"too late for {asked}" in story) == (late > 0)
    assert (f"before {asked} is due" in story) == (late < 0)
    assert ("so nothing may go wrong" in story) == (late == 0)
    assert working_days(abs(late)) in story or late == 0
    assert decision.text.startswith("Confirm") == (plan.chance.value >= 0.8)
    assert (decision.tone == "good") == (plan.chance.value >= 0.8)
    assert (decision.tone == "bad") == (plan.chance.value < 0.5)


def test_a_generous_date_is_confirmed():
    page = onboarding.answer(engagement_of(go_live=date(2010, 8, 31)))
    assert first(Callout, page).text.startswith("Confirm 31 August 2010")
    assert "over 99 %" in first(Heading, page).text


def test_an_impossible_date_is_called_so():
    engagement = engagement_of(go_live=date(2010, 7, 1))
    page = onboarding.answer(engagement)
    assert "under 1 %" in first(Heading, page).text
    assert "too late for 1 July 2010" in first(Prose, page).text
    assert "Confirm" not in first(Callout, page).text


def test_the_days_to_win_bring_the_chance_to_four_in_five(company_a):
    """So many whole days cut from every sampled plan lift the chance to 80 %, no fewer do."""
    decision = first(Callout, onboarding.answer(company_a)).text
    needed = next(
        days
        for days in range(30)
        if company_a.plan.forecast.chance_by("GO", company_a.plan.deadline + days).value >= 0.8
    )
    assert f"take about {working_days(needed)} out of the chain" in decision


def test_a_late_charter_is_called_late():
    engagement = engagement_of(task_days={"GV6": (40, 60, 80)})
    plan = engagement.plan
    page = onboarding.green_channel(engagement)
    days = last_working_day(plan, "GV6") - last_working_day(plan, "GO")
    assert days > 0
    assert first(Heading, page).text.endswith(f"{days} working days after the go-live")
    assert first(Callout, page).tone == "bad"
    assert "Nothing in the work asks" not in first(Prose, page).text
    (kpi,) = (k for k in first(Kpis, onboarding.answer(engagement)).items if "charter" in k.label)
    assert (kpi.tone, kpi.detail) == ("bad", f"{days} working days after the go-live")


def test_a_slow_interface_is_later_than_the_case():
    story = first(Prose, onboarding.erp_link(engagement_of(task_days={"LG8": (80, 90, 100)}))).text
    assert "later than the case" in story
    assert "sooner than the case" not in story


def test_a_fast_interface_waits_for_the_go_live():
    """Tested before the store opens, it only needs the parallel run of ten working days."""
    engagement = engagement_of(task_days={"LG8": (1, 1, 1)})
    page = onboarding.erp_link(engagement)
    assert "10 working days after the go-live" in first(Heading, page).text
    assert "from then on only the go-live is waited for" in first(Prose, page).text


def test_every_chapter_title_changes_with_its_numbers():
    """Titles are computed: another calendar, start and go-live leave none of the dated ones."""
    dated = (
        onboarding.answer,
        onboarding.schedule,
        onboarding.likelihood,
        onboarding.erp_link,
    )
    ours = engagement_of()
    other = engagement_of(start_date=date(2010, 9, 1), go_live=date(2010, 12, 1))
    for chapter in dated:
        titles = {first(Heading, chapter(engagement)).text for engagement in (ours, other)}
        assert len(titles) == 2


# The client's own facts


def test_a_later_start_moves_every_date():
    early, late = plan_of(), plan_of(start_date=date(2010, 6, 8), go_live=date(2010, 8, 31))
    assert all(late.ends(t.task_id) > early.ends(t.task_id) for t in early.network.tasks)


def test_a_six_day_week_is_ready_earlier():
    six = plan_of(work_days=("mon", "tue", "wed", "thu", "fri", "sat"))
    assert six.ends("GO") < plan_of().ends("GO")
    assert six.chance.value > plan_of().chance.value


def test_the_clients_own_durations_change_the_plan_and_are_named_as_such():
    engagement = engagement_of(task_days={"PF7": (3, 4, 5)})
    plan = engagement.plan
    assert plan.ends("GO") < plan_of().ends("GO")
    assert bases(plan) == {"EXPERT": 147, "CLIENT": 3}
    assert first(Heading, onboarding.method(engagement)).text == (
        "98 % of the 150 durations are expert judgement"
    )
    assert first(Heading, onboarding.method(engagement_of())).text == (
        "All 150 durations behind the date are expert judgement"
    )


def test_a_client_name_is_data():
    name = '<script>alert("1")</script> =cmd() ../ {{ 7 * 7 }} 喆堃镕'
    document = shown("onboarding_plan", engagement_of(name=name))
    assert document[0].client == name
    assert blocks_from(json.loads(json.dumps(document.to_dict()))) == document


def test_the_same_inputs_give_the_same_document():
    assert text_of(shown("onboarding_plan", engagement_of())) == text_of(
        shown("onboarding_plan", engagement_of())
    )


def test_the_provenance_names_the_seed_and_the_file():
    engagement = engagement_of()
    rests_on = onboarding.cover(engagement)[1]
    assert rests_on.seed == 2010
    assert [name for name, _ in rests_on.inputs] == ["company_a.toml", "company_a_skus.csv"]


# What if a task slips


def test_a_slip_on_the_critical_path_moves_the_go_live_and_says_from_where_to_where():
    """Five working days after 30 July 2010 is 6 August."""
    engagement = engagement_of(slip={"PF7": 5})
    plan = engagement.plan
    called = first(Callout, onboarding.answer(engagement))
    assert "a slip of PF7 (copy and detail pages) by 5 working days" in called.text
    assert "The likely go-live moves from 30 July 2010 to 6 August 2010." in called.text
    before = chance(planned(engagement, {}).chance)
    assert f"from {before} to {chance(plan.chance)} with the same draws" in called.text


def test_a_slip_within_its_slack_leaves_the_go_live_where_it_is():
    engagement = engagement_of(slip={"OP8": 1})
    assert "The likely go-live stays on 30 July 2010" in text_of(onboarding.answer(engagement))


def test_without_a_slip_nothing_is_said_about_one(company_a):
    assert "slip" not in text_of(onboarding.answer(company_a))


def test_an_unreadable_slip_is_named():
    with pytest.raises(ProblemError, match=r"slip = 'PF7': must be a task and its working days"):
        slip_of("PF7, PF2=x")


def test_a_slip_of_an_unknown_task_is_refused():
    with pytest.raises(ProblemError, match=r"slip PF77: no such task. Did you mean 'PF7'?"):
        onboarding.answer(engagement_of(slip={"PF77": 3}))


# Inputs, decisions and open points


def test_the_first_inputs_are_those_of_the_week():
    table = [b for b in onboarding.answer(engagement_of()) if isinstance(b, Table)][-1]
    assert table.title == (
        f"{len(table.rows)} inputs from Company A in the week from 1 June 2010 to 7 June 2010"
    )
    week = {date(2010, 6, 1) + timedelta(days=n) for n in range(7)}
    assert len(table.rows) == sum(when in week for when, _ in inputs_due(plan_of()))


def test_a_plan_dated_before_its_start_asks_for_the_first_week_of_work():
    table = [
        b for b in onboarding.answer(engagement_of(as_of=date(2010, 5, 3))) if isinstance(b, Table)
    ]
    assert "1 June 2010 to 7 June 2010" in table[-1].title


def test_a_plan_dated_after_its_end_asks_for_nothing():
    page = onboarding.answer(engagement_of(as_of=date(2010, 12, 20)))
    assert "No input of the client falls due in the week from 20 December 2010" in text_of(page)


def test_inputs_due_before_the_date_of_the_plan_are_an_open_point():
    points = first(Bullets, onboarding.open_points(engagement_of(as_of=date(2010, 6, 10)))).items
    assert points[0].startswith("7 inputs of Company A fell due before 10 June 2010")
    assert "fell due" not in text_of(onboarding.open_points(engagement_of()))


def test_every_decision_names_a_signatory_and_stands_in_the_order_of_its_date():
    engagement = engagement_of()
    plan = engagement.plan
    table = first(Table, onboarding.decisions(engagement))
    assert len(table.rows) == sum(bool(task.decided_by) for task in plan.network.tasks)
    dates = sorted(plan.ends(task.task_id) for task in plan.network.tasks if task.decided_by)
    assert [row[0] for row in table.rows] == [plan.dated(when) for when in dates]
    assert all(row[4] for row in table.rows)


def test_who_signs_a_decision_is_asked_for_its_input():
    """The chairman's decision comes from the chairman, the CFO's sign-off from the CFO."""
    rows = first(Table, onboarding.client_inputs(engagement_of())).rows
    givers = {row[3].split()[0]: row[2] for row in rows}
    assert givers["GV6"] == "Chairman"
    assert givers["LG9"] == "Chief financial officer"
    assert givers["GO"] == "Executive sponsor"
    assert givers["PF1"] == "Legal counsel"


def test_what_must_begin_follows_the_date_asked_for():
    """With a month more only later tasks press; with a month less many are late already."""
    pressing = must_start(engagement_of(go_live=date(2010, 7, 1)))
    relaxed = must_start(engagement_of(go_live=date(2010, 8, 31)))
    assert len(pressing.rows) > 5
    assert "Nothing has to have begun by 7 June 2010" in relaxed.text


def test_a_loose_end_is_shown_with_what_waiting_for_it_would_cost():
    engagement = engagement_of()
    plan = engagement.plan
    points = first(Bullets, onboarding.open_points(engagement)).items
    (loose,) = (point for point in points if "(GV6)" in point)
    waiting = waiting_for(plan, "GV6")
    assert "would stay on 30 July 2010" in loose
    assert f"would be {chance(waiting.chance)} instead of {chance(plan.chance)}" in loose
    assert waiting.chance.value <= plan.chance.value


def test_what_comes_after_the_go_live_is_no_loose_end():
    assert "(LG9)" not in text_of(onboarding.open_points(engagement_of()))


# Dates that deserve a warning or an error


def test_a_go_live_on_a_weekend_is_a_warning_and_no_error():
    page = onboarding.open_points(engagement_of(go_live=date(2010, 7, 31)))
    called = first(Callout, page)
    assert f"{dated(date(2010, 7, 31))} is a weekly rest day" in called.text
    assert f"the last working day before it is {dated(date(2010, 7, 30))}" in called.text


def test_a_go_live_on_a_holiday_names_it():
    called = first(Callout, onboarding.open_points(engagement_of(go_live=date(2010, 10, 1))))
    assert "public holiday (National Day" in called.text


def test_a_go_live_on_a_working_day_or_a_make_up_day_is_no_warning():
    for go_live in (date(2010, 7, 30), date(2010, 9, 25)):
        page = onboarding.open_points(engagement_of(go_live=go_live))
        assert not any(isinstance(block, Callout) for block in page)


def test_a_year_whose_moved_workdays_are_not_announced_is_provisional():
    engagement = engagement_of(
        as_of=date(2031, 6, 1), start_date=date(2031, 6, 1), go_live=date(2031, 7, 31)
    )
    assert "Moved workdays of 2031 are not announced yet" in text_of(
        onboarding.open_points(engagement)
    )


def test_a_start_after_the_go_live_is_an_error():
    with pytest.raises(
        ProblemError,
        match=r"company_a.toml go_live = '2010-05-31': lies before the start of the plan, "
        r"2010-06-01. Move the go-live after start_date",
    ):
        plan_of(go_live=date(2010, 5, 31))


def test_a_go_live_in_another_decade_is_an_error():
    with pytest.raises(ProblemError, match="more than three years after the start"):
        plan_of(go_live=date(2110, 7, 31))


def test_wrong_durations_of_a_client_name_the_file():
    engagement = engagement_of(task_days={"PF7": (9, 4, 5)})
    with pytest.raises(ProblemError, match=r"company_a.toml \[project\].task_days \[PF7\] days"):
        onboarding.answer(engagement)


# The chapters


def test_every_task_stands_in_the_schedule_and_the_raci_of_its_area_once():
    engagement = engagement_of()
    plan = engagement.plan
    for name in AREAS:
        wanted = sorted(task.task_id for task in plan.network.tasks if task.area == name)
        tables = [block for block in onboarding.area(engagement, name) if isinstance(block, Table)]
        for start in ("Schedule", "Who does what"):
            (table,) = (each for each in tables if each.title.startswith(start))
            assert sorted(row[0].split()[0] for row in table.rows) == wanted


def test_every_area_shows_its_kpis_and_risks():
    engagement = engagement_of()
    for name in AREAS:
        titles = {b.title for b in onboarding.area(engagement, name) if isinstance(b, Table)}
        assert {"How success is measured", "What can go wrong, and what holds it"} <= titles


def test_no_risk_and_no_kpi_is_lost_between_the_areas():
    engagement = engagement_of()
    shown = {"How success is measured": 0, "What can go wrong, and what holds it": 0}
    for name in AREAS:
        for block in onboarding.area(engagement, name):
            if isinstance(block, Table) and block.title in shown:
                shown[block.title] += len(block.rows)
    assert list(shown.values()) == [
        len(read_table("project/kpis")),
        len(read_table("project/risks")),
    ]


def test_the_gantt_chart_shows_each_task_from_its_first_to_its_last_day():
    engagement = engagement_of()
    plan = engagement.plan
    chart = gantt(plan)
    bars = {bar.label.split()[0]: bar for bar in chart.bars}
    assert (bars["PF7"].start, bars["PF7"].finish) == ("2010-07-05", "2010-07-15")
    assert bars["PF7"].critical is True
    assert bars["OP8"].critical is False
    assert bars["OP8"].finish_late == plan.must_end("OP8").isoformat()
    assert chart.title == (
        "10 of the 48 tasks that are done by the go-live have no slack; the last one ends on"
        " 30 July 2010"
    )


def test_weekend_days_that_are_worked_are_named_below_the_chart():
    """Two days before the Dragon Boat holiday and one before Mid-Autumn were made up for."""
    note = gantt(plan_of()).note
    assert "Sat\xa012\xa0Jun, Sun\xa013\xa0Jun and Sun\xa019\xa0Sep" in note
    assert "Weekend days" not in gantt(plan_of(country="none")).note


def test_the_task_that_decides_is_not_one_that_every_plan_must_pass(company_a):
    story = first(Prose, onboarding.likelihood(company_a)).text
    often = company_a.plan.forecast.criticality
    named = next(task for task in often if f"({task})" in story)
    assert often[named] == max(value for value in often.values() if value < 0.9)


def test_the_curve_of_dates_reads_the_headline_on_its_day(company_a):
    chart = first(Chart, onboarding.likelihood(company_a))
    shares = dict(zip(chart.x, chart.series[0].values, strict=True))
    assert shares["30 Jul"] == company_a.plan.chance.value
    assert chance(company_a.plan.chance) in chart.title


def test_a_delay_costs_chance_on_the_same_luck(company_a):
    table = cost_of_delay(company_a.plan)
    assert table.rows[0][0].startswith("PF7 ")
    assert all(row[2] <= company_a.plan.chance.value for row in table.rows)


def test_the_three_clients_get_three_plans():
    clients = ("company_a", "cosmetics_today", "appliance_good_oa")
    documents = [
        text_of(shown("onboarding_plan", engaged(client_of(client)))) for client in clients
    ]
    assert len(set(documents)) == 3


def test_the_facts_of_a_client_file_reach_the_plan(tmp_path):
    """The go-live, the working week and the durations of the file are those of the plan."""
    source = (data_dir() / "clients" / "company_a.toml").read_text(encoding="utf-8")
    shutil.copy(data_dir() / "clients" / "company_a_skus.csv", tmp_path)
    changed = tmp_path / "changed.toml"
    changed.write_text(
        source.replace(
            "go_live = 2010-07-30", "go_live = 2010-08-20\ntask_days = { PF7 = [3, 4, 5] }"
        ),
        encoding="utf-8",
    )
    engagement = engaged(load_client(changed))
    assert engagement.plan.go_live == date(2010, 8, 20)
    assert engagement.plan.network["PF7"].days == (3, 4, 5)


@pytest.mark.parametrize("samples", [1, 2, 30])
def test_a_handful_of_samples_still_makes_a_document(samples):
    assert len(shown("onboarding_plan", engagement_of(samples=samples))) > 50


def test_a_plan_without_working_days_before_its_date_has_no_chance():
    """From Friday to Sunday of a holiday week nobody works."""
    engagement = engagement_of(start_date=date(2010, 10, 1), go_live=date(2010, 10, 3))
    plan = engagement.plan
    assert plan.deadline == 0
    assert plan.chance.value == 0
    assert "too late for 3 October 2010" in first(Prose, onboarding.answer(engagement)).text


def test_a_running_store_with_an_interface_and_no_shops_gets_no_such_tasks():
    """What the client has behind it is left out, and the plan says so."""
    engagement = engaged(client_of("appliance_good_oa"))
    gone = {"PF1", "PF2", "PF3", "LG5", "LG7", "LG8", "LG9", "PD3"}
    assert not gone & {task.task_id for task in engagement.plan.network.tasks}
    told = "\n".join(str(block) for block in onboarding.open_points(engagement))
    for task_id in gone:
        assert f"({task_id})" in told
    assert "keyed by hand for" not in "\n".join(str(b) for b in onboarding.erp_link(engagement))


def test_the_case_needs_every_task():
    assert len(engaged().plan.network.tasks) == 50
