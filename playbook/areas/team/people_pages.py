"""The team in the plan: who is needed on both sides, hired by when, trained, and paid for what."""

from __future__ import annotations

from collections.abc import Iterator

from playbook.areas.team.posts import (
    AGENCY,
    CLIENT,
    SERVICE,
    Post,
    first_days,
    incentives,
    meetings,
    posts,
    reports,
    training,
)
from playbook.blocks import Block, Blocks, Callout, Column, Heading, Prose, Table
from playbook.engagement.engagement import Engagement
from playbook.project.plan import OnboardingPlan
from playbook.project.task import role_name
from playbook.words.language import say, say_many
from playbook.words.names import person_name
from playbook.words.wording import in_words, money, sentences
from sim.tables.rules import rule


def team(engagement: Engagement) -> Blocks:
    """Return the chapter: posts with costs and dates, names, training, meetings, incentives."""
    plan = engagement.plan
    found = posts(engagement)
    sides = {side: [post for post in found if post.side == side] for side in (AGENCY, CLIENT)}
    heading = say(
        "The team: {agency} full-time posts at the agency, {client} at {name}",
        agency=_tenths(sides[AGENCY]),
        client=_tenths(sides[CLIENT]),
        name=engagement.client.file.client.name,
    )
    return Blocks(
        [
            Heading(text=heading, id="team"),
            Prose(text=_costs(engagement, sides)),
            *_late(plan, found),
            _posts_table(plan, found),
            *_names(engagement),
            training(engagement),
            meetings(engagement),
            reports(engagement),
            *(incentives(side) for side in (AGENCY, CLIENT)),
        ]
    )


def _tenths(found: list[Post]) -> str:
    return f"{sum(post.full_time for post in found):.1f}"


def _costs(engagement: Engagement, sides: dict[str, list[Post]]) -> str:
    file = engagement.client.file
    ours = sum(post.cost_cny for post in sides[AGENCY])
    agents = next((post.full_time for post in sides[AGENCY] if post.role == SERVICE), 0.0)
    return sentences(
        say(
            "At the rates of the table, our estimates, the agency's team costs {cost} a month; "
            "this plan reckons with {stated}.",
            cost=money(ours),
            stated=money(file.agency.monthly_cost_cny),
        ),
        say(
            "Of it {agents} are service agents, as the two shifts of a normal week ask (Erlang C).",
            agents=f"{agents:g}",
        ),
        say(
            "The client's own share of time costs {cost} a month during the preparation.",
            cost=money(sum(post.cost_cny for post in sides[CLIENT])),
        ),
    )


def _late(plan: OnboardingPlan, found: list[Post]) -> Iterator[Block]:
    """Yield a warning for agency posts whose search should have begun before the plan does."""
    late = [
        post
        for post in found
        if post.side == AGENCY and post.search and post.search < plan.timeline.start_date
    ]
    if late:
        names = in_words([role_name(post.role) for post in late])
        yield Callout(
            title=say("To be named from the present staff"),
            text=say_many(
                "{n} post of the agency is needed sooner than somebody can be hired: {names}."
                " Whoever takes it must be there already.",
                "{n} posts of the agency are needed sooner than somebody can be hired: {names}."
                " Whoever takes them must be there already.",
                len(late),
                names=names,
            ),
        )


def _posts_table(plan: OnboardingPlan, found: list[Post]) -> Table:
    return Table(
        title=say("Posts on both sides"),
        detail=True,
        columns=(
            Column(name=say("Role")),
            Column(name=say("Full-time posts"), format="plain", id="posts"),
            Column(name=say("Cost a month"), unit=say("CNY"), format="exact_money", id="cost"),
            Column(name=say("Needed on")),
            Column(name=say("Search from")),
        ),
        rows=(
            *(
                (
                    role_name(post.role),
                    post.full_time,
                    post.cost_cny,
                    plan.dated(post.needed),
                    plan.dated(post.search) if post.side == AGENCY else "–",
                )
                for post in found
            ),
            (
                say("Together"),
                sum(post.full_time for post in found),
                sum(post.cost_cny for post in found),
                "",
                "",
            ),
        ),
        row_ids=(*(post.role for post in found), "together"),
        formulas=(("together", f"sum({', '.join(post.role for post in found)})"),),
        total=True,
        note=say(
            "Needed on: the first task of the role by most likely durations. Search from: {lead} "
            "working days before it, {service} for service (our estimates).",
            lead=f"{rule('team.hire_lead_workdays').value:g}",
            service=f"{rule('team.hire_lead_service_workdays').value:g}",
        ),
    )


def _names(engagement: Engagement) -> Iterator[Block]:
    """Yield which of the client's contacts have a name, and by when the others need one."""
    plan = engagement.plan
    contacts = engagement.client.file.contacts
    first = first_days(plan)
    rows = []
    for contact, role in CONTACTS.items():
        told = getattr(contacts, contact, None) if contacts else None
        name = person_name(told) if told else None
        rows.append((role_name(role), name or say("open"), plan.dated(first.get(role))))
    open_ones = sum(1 for _, name, _ in rows if name == say("open"))
    title = say_many(
        "{n} contact of the client still without a name",
        "{n} contacts of the client still without a name",
        open_ones,
    )
    if not open_ones:
        title = say("The client's contacts")
    yield Table(
        title=title,
        columns=(
            Column(name=say("Role")),
            Column(name=say("Name")),
            Column(name=say("Needed on")),
        ),
        rows=tuple(rows),
        note=say("Names come from the contacts of the client file."),
    )


CONTACTS = {
    "sponsor": "client_sponsor",
    "director": "client_ecom_director",
    "product": "client_product_lead",
    "supply": "client_supply_lead",
    "finance": "client_finance",
    "it": "client_it_lead",
    "logistics": "client_logistics_lead",
    "brand": "client_brand",
}
"""The contacts of a client file, and the roles that they hold."""
