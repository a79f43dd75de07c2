"""No agency at all, in words: what a store that exists is worth with the client's own people."""

from __future__ import annotations

from dataclasses import replace

from playbook.areas.team.posts import AGENCY, posts
from playbook.engagement.business import Business, business_of
from playbook.engagement.engagement import Engagement
from playbook.engagement.own_people import OwnPeople, own_people
from playbook.words.language import say
from playbook.words.names import regime_name
from playbook.words.phrases import signed
from playbook.words.wording import interval, money, sentences, share
from sim.tables.rules import rule


def worth_words(business: Business) -> str:
    """Return which is worth more, own people or the agency, and whether their ranges turn it."""
    found = own_people(business)
    told = {
        "own": money(found.value),
        "kept": money(found.managed),
        "gap": money(abs(found.gap)),
        "months": len(business.horizon),
    }
    compared = say(
        "With your own people in the agency's place the store is worth {own} over {months} months,"
        " {gap} less than with the agency ({kept}).",
        **told,
    )
    if found.gap > 0:
        compared = say(
            "With your own people in the agency's place the store is worth {own} over {months}"
            " months, {gap} more than with the agency ({kept}).",
            **told,
        )
    return sentences(compared, range_words(found))


def better_alone(engagement: Engagement) -> Business | None:
    """Return the business of a client with a store whose own people are worth more, else None."""
    business = business_of(engagement)
    return None if business.is_new or own_people(business).gap <= 0 else business


def range_words(found: OwnPeople) -> str:
    """Return the difference over the ranges of the own people's cost and hand-over."""
    told = {
        "alone": interval(*found.alone, signed),
        "together": interval(*found.together, signed),
    }
    if not found.is_sure:
        return say(
            "Moved alone over their ranges, what the agency's people cost, how much more your own"
            " do and the hand-over make the difference {alone}: the answer turns. All three at once"
            " make it {together}.",
            **told,
        )
    return say(
        "Moved alone over their ranges, what the agency's people cost, how much more your own do"
        " and the hand-over make the difference {alone}: the answer stays. All three at once make"
        " it {together}.",
        **told,
    )


def doubt_words(found: OwnPeople) -> str:
    """Return the clause that a range may turn the answer; nothing where none does."""
    return "" if found.is_sure else say(", which the cost of your own people may turn")


def planned_words(engagement: Engagement) -> str:
    """Return the difference with a team of the posts and rates of the onboarding plan."""
    planned = sum(post.cost_cny for post in posts(engagement) if post.side == AGENCY)
    return at_cost_words(own_people(business_of(engagement)), planned)


def at_cost_words(found: OwnPeople, agency_cny: float) -> str:
    """Return the difference where the agency's people cost so much, and whether it turns."""
    month = replace(found.team, agency_cny=agency_cny).month_cny
    gap = found.gap_at(month)
    told = say(
        "At the posts and rates of the onboarding plan they would cost {cost} a month instead of"
        " {team}; the difference would then be {gap}.",
        cost=money(month),
        team=money(found.team.month_cny),
        gap=signed(gap),
    )
    if found.gap > 0 >= gap:
        return sentences(told, say("At that cost the agency is worth more."))
    if found.gap <= 0 < gap:
        return sentences(told, say("At that cost your own people are worth more."))
    return told


def behind_words(business: Business) -> tuple[str, ...]:
    """Return what the comparison rests on: what is supposed, where it turns, what is left out."""
    told = (_assumed(business), even_words(own_people(business)), _left_out())
    return tuple(filter(None, told))


def _assumed(business: Business) -> str:
    """Return what is supposed of the own people: the same store and OA, their cost, a hand-over."""
    factor, months = rule("business.own_team_factor"), rule("business.own_hand_over_months")
    return sentences(
        say(
            "Store, sales and won offers stay as they are, decided by {regime}; nothing is built "
            "and nothing stands still. For {months} months ({low} to {high}) your own people are "
            "paid beside the agency, which serves on; after that there is no fee and no "
            "commission.",
            regime=regime_name(business.own_regime),
            months=f"{months.value:g}",
            low=f"{months.low:g}",
            high=f"{months.high:g}",
        ),
        say(
            "They cost {factor} times what the agency's people cost ({low} to {high}), {team} a"
            " month, and your e-commerce team of today stays beside them. All of this is a"
            " judgement.",
            factor=f"{factor.value:g}",
            low=f"{factor.low:g}",
            high=f"{factor.high:g}",
            team=money(own_people(business).team.month_cny),
        ),
    )


def even_words(found: OwnPeople) -> str:
    """Return at which cost, or at which earning, own people and the agency are worth the same."""
    least, less = found.even_month_cny, found.even_share
    at_cost = at_earning = ""
    if least > 0:
        at_cost = say(
            "Both are worth the same if your own people cost {cost} a month.", cost=money(least)
        )
    if less is not None:
        part = share(abs(less))
        at_earning = say(
            "They would have to bring {part} more than the agency's people, before either is"
            " paid, to be worth as much.",
            part=part,
        )
        if less > 0:
            at_earning = say(
                "They may bring {part} less than the agency's people, before either is paid, and"
                " still be worth as much.",
                part=part,
            )
    return sentences(at_cost, at_earning)


def _left_out() -> str:
    """Return what the comparison does not hold, for either side."""
    return say(
        "Not in it, as no number here measures it: what your people have to learn, who cannot be"
        " hired, recruiting fees, and what leaves with the agency, all of which speak for the"
        " agency; and what people without a commission would file otherwise, which speaks for"
        " your own."
    )
