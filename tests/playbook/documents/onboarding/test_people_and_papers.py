"""People and papers in the plan: posts, dates, meetings, sheets, the letter and the baseline."""

from datetime import date

import pytest
from engagements import client_of, engaged

from playbook.areas.platform.paper_pages import letter
from playbook.areas.team.people_pages import CONTACTS
from playbook.areas.team.posts import SERVICE, first_meeting, posts, service_agents
from playbook.blocks import Prose, Table
from playbook.documents import onboarding
from playbook.documents.onboarding.measures import AREAS
from playbook.project.task import roles
from playbook.words.language import speaking
from sim.tables.read import read_table
from sim.tables.rules import rule

CLIENTS = ("company_a", "cosmetics_today", "appliance_good_oa")


@pytest.fixture(scope="module")
def plans():
    """Return the plans of the three clients."""
    return {name: engaged(client_of(name)) for name in CLIENTS}


def tables(blocks, word):
    return [block for block in blocks if isinstance(block, Table) and word in block.title]


def test_service_agents_grow_with_the_visits(plans):
    found = [service_agents(engagement) for engagement in plans.values()]
    visits = [p.client.file.store.organic_visits_per_day for p in plans.values()]
    ranked = [agents for _, agents in sorted(zip(visits, found, strict=True))]
    assert ranked == sorted(ranked)
    assert ranked[0] < ranked[-1]


def test_a_search_begins_its_lead_before_the_post_is_needed(plans):
    engagement = plans["company_a"]
    for post in posts(engagement):
        service = "service_" if post.role.startswith("agency_cs") else ""
        kind = f"hire_lead_{service}workdays"
        worked = engagement.plan.timeline.workdays.between(post.search, post.needed)
        assert len(worked) == rule(f"team.{kind}").value + 1


def test_agents_are_needed_on_the_day_of_the_go_live_at_latest(plans):
    for engagement in plans.values():
        (agents,) = [post for post in posts(engagement) if post.role == SERVICE]
        plan = engagement.plan
        assert agents.needed <= max(plan.go_live, plan.ends(plan.network.goal))


def test_the_posts_add_up(plans):
    for engagement in plans.values():
        (table,) = tables(onboarding.team(engagement), "Posts on both sides")
        *rows, total = table.rows
        assert total[1] == pytest.approx(sum(row[1] for row in rows))
        assert total[2] == pytest.approx(sum(row[2] for row in rows))


def test_meetings_begin_with_the_go_live_of_company_a(plans):
    """Live on Friday 30 July 2010: Monday 2 August, 20 August, and before October's quarter."""
    engagement = plans["company_a"]
    assert first_meeting(engagement, "project") == date(2010, 6, 7)
    assert first_meeting(engagement, "daily") == date(2010, 7, 30)
    assert first_meeting(engagement, "weekly") == date(2010, 8, 2)
    assert first_meeting(engagement, "monthly") == date(2010, 8, 20)
    filed = engagement.client.file.plan.filed_days
    workdays, first = engagement.plan.timeline.workdays, first_meeting(engagement, "quarterly")
    before = workdays.between(first, date(2010, 9, 30))
    assert len(before) == filed


def test_each_incentive_sheet_weighs_a_whole():
    rows = read_table("team/incentives")
    for side in ("agency", "client"):
        assert sum(row["weight"] for row in rows if row["side"] == side) == pytest.approx(1)


def test_contacts_without_a_name_are_counted_by_client(plans):
    assert set(CONTACTS.values()) <= set(roles())
    assert tables(onboarding.team(plans["company_a"]), "5 contacts of the client still without")
    assert tables(onboarding.team(plans["appliance_good_oa"]), "The client's contacts")


def test_the_letter_speaks_of_this_client(plans):
    texts = {}
    for name, engagement in plans.items():
        file = engagement.client.file
        texts[name] = letter(engagement)
        assert file.client.brand in texts[name]
        assert ("our shops" in texts[name]) == bool(file.store.shops and file.store.same_price)
        with speaking("zh"):
            assert file.client.brand in letter(engagement)
    assert len(set(texts.values())) == len(texts)


@pytest.mark.parametrize(("spoken", "other"), [("en", "zh"), ("zh", "en")])
def test_the_letter_stands_in_both_languages(plans, spoken, other):
    """The document's own first; the other is marked, so that a reader's voice speaks it right."""
    engagement = plans["company_a"]
    with speaking(spoken):
        letters = [b for b in onboarding.papers(engagement) if isinstance(b, Prose)][-2:]
        own = letter(engagement)
    with speaking(other):
        theirs = letter(engagement)
    assert [(one.text, one.language) for one in letters] == [(own, ""), (theirs, other)]


def test_reports_begin_with_the_meetings_of_their_rhythm(plans):
    engagement = plans["company_a"]
    (reports,) = tables(onboarding.team(engagement), "Reports, and the first of each")
    (meetings,) = tables(onboarding.team(engagement), "Meetings, and the first of each")
    assert [row[-1] for row in reports.rows] == [row[-1] for row in meetings.rows[1:]]
    assert {str(row["from_role"]) for row in read_table("team/reports")} <= set(roles())


def test_a_store_that_exists_files_no_papers(plans):
    assert not tables(onboarding.papers(plans["appliance_good_oa"]), "Papers of the client")
    (papers,) = tables(onboarding.papers(plans["company_a"]), "Papers of the client")
    assert len(papers.rows) == len(read_table("platform/store_papers"))


def test_every_area_has_checks_and_questions(plans):
    for area in AREAS:
        told = "\n".join(str(block) for block in onboarding.area(plans["company_a"], area))
        assert "To be true before the go-live" in told
        assert "Open questions" in told


@pytest.mark.parametrize("name", ["company_a", "appliance_good_oa", "cosmetics_today"])
def test_a_month_is_looked_back_on_before_a_quarter_is(name):
    """A go-live at the end of August leaves nothing to review on 10 September."""
    engagement = engaged(client_of(name))
    monthly, quarterly = (first_meeting(engagement, one) for one in ("monthly", "quarterly"))
    assert engagement.plan.go_live < monthly < quarterly
