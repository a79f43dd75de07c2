"""The questions that executives ask, each answered in a few computed words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from playbook.blocks import Blocks, Column, Heading, Prose, Table
from playbook.documents.business.answer_page import best_words, options_words, pay_back_words
from playbook.documents.method.basis_pages import behind_contribution, expert_share
from playbook.documents.onboarding.governance import NOTICE_DAYS, hand_over_items
from playbook.documents.own_people import range_words
from playbook.documents.pitch.answer_page import cheap_fix, deciding_cost, runner_up
from playbook.documents.pitch.decisions_asked import charter_day, decisions
from playbook.documents.pitch.delay_cost import longest_wait
from playbook.documents.pitch.must_be_true import deciding, weightiest
from playbook.documents.pitch.other_worlds import against_both, borders
from playbook.documents.pitch.quota_page import quota_words
from playbook.documents.pitch.review import review_rules, telling
from playbook.documents.pitch.risk_page import risk_words
from playbook.engagement.business import Business, business_of
from playbook.engagement.engagement import Engagement
from playbook.engagement.own_people import own_people
from playbook.engagement.quota import answer_time, lost_offers
from playbook.engagement.ranges import Delay, delay, swings
from playbook.engagement.verdict import chance_words, headline, nearest
from playbook.project.phrases import chance
from playbook.project.plan import inputs_due
from playbook.words.language import say, say_many
from playbook.words.names import cause_name, role_name
from playbook.words.phrases import begin, joined, signed, spread, tenths
from playbook.words.wording import day, hours, in_words, money, number, sentences, share
from sim.client.regimes import BASELINE


@dataclass(frozen=True)
class Answer:
    """Hold a question and its answer; ``rests_on`` says where more of it stands, one of ``RESTS``.

    A ``rule`` is the same for every client, though a number of this one may stand beside it.
    """

    question: str
    text: str
    rests_on: str = "pitch"


DAY_H = 24.0

RESTS = ("pitch", "business", "here", "rule")


def sixteen_answers(engagement: Engagement) -> Blocks:
    """Return the questions with their answers, in the order in which they are usually asked."""
    found = _answers(engagement)
    heading = say("{count} questions that executives ask, answered", count=len(found))
    return Blocks(
        [
            Heading(text=heading, id="questions"),
            Prose(text=where_from(found)),
            Table(
                title=say("Questions and answers"),
                columns=(
                    Column(name=say("no.")),
                    Column(name=say("question")),
                    Column(name=say("answer")),
                ),
                rows=tuple(
                    (str(place), one.question, one.text) for place, one in enumerate(found, start=1)
                ),
            ),
        ]
    )


def where_from(found: Sequence[Answer]) -> str:
    """Return what the answers rest on, each by its number."""
    pitch, business, here, rule = (
        in_words([str(place) for place, one in enumerate(found, start=1) if one.rests_on == rests])
        for rests in RESTS
    )
    return sentences(
        say("What answers {numbers} rest on stands on the other pages.", numbers=pitch),
        say("{numbers} come from the business case.", numbers=business),
        say("{numbers} are computed for this page alone.", numbers=here),
        say("The rules in {numbers} are the same for every client.", numbers=rule),
    )


def _answers(engagement: Engagement) -> tuple[Answer, ...]:
    return (*_first_answers(engagement), *_last_answers(engagement))


def _first_answers(engagement: Engagement) -> tuple[Answer, ...]:
    business = business_of(engagement)
    quota = say("How large should the quota be, and what if the agency is sales-driven?")
    return (
        Answer(say("What do we lose today?"), _lost(engagement)),
        Answer(say("What does one more day of delay cost?"), _delay(engagement), "here"),
        Answer(say("Could we just speed OA up?"), _speed(engagement)),
        Answer(quota, quota_words(engagement)),
        Answer(say("What is the worst that can happen in a month?"), risk_words(engagement)),
        Answer(say("What must never be delegated?"), _never(engagement), "rule"),
        Answer(
            say("When would OA be the better answer?"),
            against_both(engagement, borders(engagement)),
        ),
        Answer(say("When does it pay back?"), pay_back_words(business), "business"),
    )


def _last_answers(engagement: Engagement) -> tuple[Answer, ...]:
    business = business_of(engagement)
    to_do = say("What do we have to do, and what is the chance of the date?")
    return (
        Answer(say("Best, usual and worst case, and what decides?"), _spread(engagement), "here"),
        Answer(say("What must be true?"), _true(engagement)),
        _without_agency(business),
        Answer(to_do, _to_do(engagement)),
        Answer(say("Who signs what?"), _signs(engagement)),
        Answer(say("What if the agency leaves?"), _leaves(), "rule"),
        Answer(say("How shall we know in 90 days that it works?"), _review(engagement)),
        Answer(say("How sure are you, and which numbers are guesses?"), _sure(engagement)),
    )


def _without_agency(business: Business) -> Answer:
    """Return whether it is done without an agency: by an own build, or by people who take over."""
    worth = sentences(best_words(business), options_words(business))
    if business.is_new:
        return Answer(say("Build it ourselves, hire an agency, or wait?"), worth, "business")
    asked = say("Run it with our own people, or keep the agency?")
    turned = range_words(own_people(business))
    return Answer(asked, sentences(worth, turned), "business")


def _lost(engagement: Engagement) -> str:
    lost = lost_offers(engagement.comparison.results)
    cause, part = longest_wait(answer_time(engagement.comparison))
    return sentences(
        say(
            "About {lost} filed offers a month expire or go to a rival.",
            lost=tenths(lost / engagement.months),
        ),
        say(
            "{part} of the time to an answer is {cause}.",
            part=share(part),
            cause=cause_name(cause),
        )
        if part
        else "",
        headline(engagement),
    )


def _delay(engagement: Engagement) -> str:
    found = delay(engagement)
    price = found.cny_a_day if found else None
    if found is None or price is None:
        return say("The answer time of this chain cannot be moved by its approvers' attention.")
    return delay_words(found, price)


def delay_words(found: Delay, cny_a_day: float) -> str:
    """Return what slower answers change: a day's price, where the answers moved by a day."""
    told = {"quick": hours(found.quick_hours), "slow": hours(found.slow_hours)}
    if found.slow_hours - found.quick_hours < DAY_H:
        return say(
            "From {quick} to {slow} from offer to answer OA's contribution changes by {change} "
            "over the period; a whole day more was not tried.",
            **told,
            change=signed(found.slow_cny - found.quick_cny),
        )
    return say(
        "Between {quick} and {slow} from offer to answer, a day more changes OA's contribution "
        "by {price} over the period.",
        **told,
        price=signed(-cny_a_day),
    )


def _speed(engagement: Engagement) -> str:
    if engagement.candidate != "oa_urged":
        return cheap_fix(engagement)
    if engagement.recommendation.stays_with_oa:
        return sentences(nearest(engagement), deciding_cost(engagement))
    yes = say("Yes: it is what is recommended.")
    return sentences(yes, deciding_cost(engagement), runner_up(engagement))


def _never(engagement: Engagement) -> str:
    line = say(
        "Prices below list, stock that is not held and the use of the brand's name, whatever the"
        " quota."
    )
    damage = engagement.comparison.summary("delegated", "brand_damage_cny").mean
    if not damage:
        return line
    return sentences(
        line,
        say(
            "Under full delegation the damage to the brand alone is {damage} over the period; "
            "what it earns and loses besides stands on the other pages.",
            damage=money(damage),
        ),
    )


def _spread(engagement: Engagement) -> str:
    ours, theirs = (
        engagement.comparison.results.seasons(regime, "contribution_cny")
        for regime in (engagement.candidate, BASELINE)
    )
    worst, usual, best = np.quantile(ours - theirs, (0.1, 0.5, 0.9))
    inputs = in_words(deciding(swings(engagement)))
    return sentences(
        say(
            "Against OA on the same run: one run in ten is worse than {worst}, the middle one "
            "has {usual}, one in ten is better than {best}.",
            worst=signed(float(worst)),
            usual=signed(float(usual)),
            best=signed(float(best)),
        ),
        say("The inputs that decide: {inputs}.", inputs=inputs) if inputs else "",
    )


def _true(engagement: Engagement) -> str:
    values = weightiest(swings(engagement))
    if values:
        return say("Alone, this turns the answer: {values}.", values=values)
    return say(
        "No uncertain input, moved alone over its range, turns the answer; several at once may."
    )


def _to_do(engagement: Engagement) -> str:
    plan = engagement.plan
    inputs = [when for when, _ in inputs_due(plan)]
    needed = say_many(
        "{n} input from your side by {last}.",
        "{n} inputs from your side by {last}.",
        len(inputs),
        last=day(max(inputs, default=plan.go_live)),
    )
    return sentences(
        needed,
        say(
            "The chance of going live by {date} is {chance}.",
            date=day(plan.go_live),
            chance=chance(plan.chance),
        ),
    )


def _signs(engagement: Engagement) -> str:
    by: dict[str, int] = {}
    for decision in decisions(engagement):
        by[decision.signs] = by.get(decision.signs, 0) + 1
    signed_by = [
        say("{role} ({count} here)", role=role_name(role), count=n) for role, n in by.items()
    ]
    tasks = sum(bool(task.decided_by) for task in engagement.plan.network.tasks)
    told = {"signers": begin(joined(signed_by)), "count": tasks}
    if not engagement.outlook.has_channel:
        return say("{signers}; the plan lists {count} decisions, each with its last day.", **told)
    return say(
        "{signers}; the plan lists {count} decisions, each with its last day, and among them the"
        " charter's signature on {day}.",
        **told,
        day=day(charter_day(engagement)),
    )


def _leaves() -> str:
    return say(
        "Store, accounts, data and pictures are the brand's; {items} items are handed over within"
        " the notice of {days} days, and service goes on until then.",
        items=len(hand_over_items()),
        days=number(NOTICE_DAYS),
    )


def _review(engagement: Engagement) -> str:
    told = [
        say("{what}: {value}", what=one.name, value=one.shown(one.alarm))
        for one in telling(engagement)[:3]
    ]
    rules = len(review_rules(engagement))
    if not told:
        return say_many(
            "No figure tells it from OA so soon; {n} rule calls for a review.",
            "No figure tells it from OA so soon; {n} rules call for a review.",
            rules,
        )
    return say_many(
        "By figures with an alarm each ({alarms}); {n} rule calls for a review.",
        "By figures with an alarm each ({alarms}); {n} rules call for a review.",
        rules,
        alarms=joined(told),
    )


def _sure(engagement: Engagement) -> str:
    told = say(
        "Chance alone leaves {interval} for the change in contribution; {expert} of the numbers "
        "behind it are judgements of ours, each with its range in the method document.",
        interval=spread(engagement.recommendation.gain),
        expert=share(expert_share(behind_contribution(engagement.client.assumptions))),
    )
    return sentences(told, chance_words(engagement))
