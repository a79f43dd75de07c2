"""The questions that executives ask, each answered in a few computed words."""

from __future__ import annotations

import numpy as np

from playbook.blocks import Blocks, Column, Heading, Prose, Table
from playbook.documents.business.answer_page import best_words, options_words, pay_back_words
from playbook.documents.method.basis_pages import expert_share
from playbook.documents.onboarding.governance import NOTICE_DAYS, hand_over_items
from playbook.documents.pitch.answer_page import cheap_fix, runner_up
from playbook.documents.pitch.decisions_asked import decisions
from playbook.documents.pitch.must_be_true import deciding, turning_points
from playbook.documents.pitch.other_worlds import against_candidate, borders, loses
from playbook.documents.pitch.quota_page import quota_words
from playbook.documents.pitch.review import indicators, kill_criteria
from playbook.documents.pitch.risk_page import risk_words
from playbook.engagement.business import business_of
from playbook.engagement.engagement import Engagement
from playbook.engagement.quota import lost_offers, mean_waits
from playbook.engagement.ranges import delay, swings
from playbook.engagement.verdict import chance_words, headline
from playbook.project.plan import inputs_due
from playbook.words.language import say, say_many
from playbook.words.names import cause_name, role_name
from playbook.words.phrases import begin, joined, signed, spread, tenths
from playbook.words.wording import day, hours, in_words, money, number, sentences, share
from sim.client.regimes import BASELINE


def sixteen_answers(engagement: Engagement) -> Blocks:
    """Return the questions with their answers, in the order in which they are usually asked."""
    rows = tuple(
        (str(place), question, answer)
        for place, (question, answer) in enumerate(_answers(engagement), start=1)
    )
    heading = say("{count} questions that executives ask, answered", count=len(rows))
    return Blocks(
        [
            Heading(text=heading, id="questions"),
            Prose(text=say("Each answer is computed; the pages before say what it rests on.")),
            Table(
                title=say("Questions and answers"),
                columns=(
                    Column(name=say("no.")),
                    Column(name=say("question")),
                    Column(name=say("answer")),
                ),
                rows=rows,
            ),
        ]
    )


def _answers(engagement: Engagement) -> tuple[tuple[str, str], ...]:
    business = business_of(engagement)
    return (
        (say("What do we lose today?"), _lost(engagement)),
        (say("What does one more day of delay cost?"), _delay(engagement)),
        (say("Could we just speed OA up?"), _speed(engagement)),
        (
            say("How large should the quota be, and what if the agency is greedy?"),
            quota_words(engagement),
        ),
        (say("What is the worst that can happen in a month?"), risk_words(engagement)),
        (say("What must never be delegated?"), _never(engagement)),
        (say("When would OA be the better answer?"), _oa_better(engagement)),
        (say("When does it pay back?"), pay_back_words(business)),
        (say("Best, usual and worst case, and what decides?"), _spread(engagement)),
        (say("What must be true?"), _true(engagement)),
        (
            say("Build it ourselves, hire an agency, or wait?"),
            sentences(best_words(business), options_words(business)),
        ),
        (say("What do we have to do, and what is the chance of the date?"), _to_do(engagement)),
        (say("Who signs what?"), _signs(engagement)),
        (say("What if the agency leaves?"), _leaves()),
        (say("How shall we know in 90 days that it works?"), _review(engagement)),
        (say("How sure are you, and which numbers are guesses?"), _sure(engagement)),
    )


def _lost(engagement: Engagement) -> str:
    lost = lost_offers(engagement.comparison.results)
    waits = mean_waits(engagement.comparison)
    told = [
        say(
            "About {lost} filed offers a month expire or go to a rival.",
            lost=tenths(lost / engagement.months),
        )
    ]
    if sum(waits.values()):
        longest = max(waits, key=lambda cause: waits[cause])
        told.append(
            say(
                "{part} of the wait comes of this: {cause}.",
                part=share(waits[longest] / sum(waits.values())),
                cause=cause_name(longest),
            )
        )
    return sentences(*told, headline(engagement))


def _delay(engagement: Engagement) -> str:
    found = delay(engagement)
    price = found.cny_a_day if found else None
    if found is None or price is None:
        return say("The answer time of this chain cannot be moved by its approvers' attention.")
    return say(
        "Between {quick} and {slow} from offer to answer, a day more changes OA's contribution by"
        " {price} a season.",
        quick=hours(found.quick_hours),
        slow=hours(found.slow_hours),
        price=signed(-price),
    )


def _speed(engagement: Engagement) -> str:
    if engagement.recommendation.regime != "oa_urged":
        return cheap_fix(engagement)
    yes = say("Yes: it is what is recommended.")
    return sentences(yes, runner_up(engagement))


def _never(engagement: Engagement) -> str:
    line = say(
        "Prices below list, stock that is not held and the use of the brand's name, whatever the"
        " quota."
    )
    damage = engagement.comparison.summary("delegated", "brand_damage_cny").mean
    if not damage:
        return line
    return sentences(
        line, say("Full delegation costs the brand {damage} a season.", damage=money(damage))
    )


def _oa_better(engagement: Engagement) -> str:
    found = borders(engagement)
    wins = [border.label for border in found if loses(border.candidate)]
    fails = [border.label for border in found if loses(border.delegated)]
    against = say("Full delegation loses to OA in none of the worlds tried.")
    if fails:
        against = say("Full delegation loses to OA in: {worlds}.", worlds=joined(fails))
    return sentences(against_candidate(engagement, wins), against)


def _spread(engagement: Engagement) -> str:
    ours, theirs = (
        engagement.comparison.results.seasons(regime, "contribution_cny")
        for regime in (engagement.candidate, BASELINE)
    )
    worst, usual, best = np.quantile(ours - theirs, (0.1, 0.5, 0.9))
    inputs = in_words(deciding(swings(engagement)))
    return sentences(
        say(
            "Against OA on the same season: {worst} in the worst of ten seasons, {usual} in the"
            " middle one, {best} in the best of ten.",
            worst=signed(float(worst)),
            usual=signed(float(usual)),
            best=signed(float(best)),
        ),
        say("The inputs that decide: {inputs}.", inputs=inputs) if inputs else "",
    )


def _true(engagement: Engagement) -> str:
    values = turning_points(swings(engagement))
    if values:
        return say("Alone, an input turns the answer at {values}.", values=joined(values))
    return say(
        "No uncertain input, moved alone over its range, turns the answer against OA; several at"
        " once may."
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
            chance=share(plan.chance.value),
        ),
    )


def _signs(engagement: Engagement) -> str:
    by: dict[str, int] = {}
    for decision in decisions(engagement):
        by[decision.signs] = by.get(decision.signs, 0) + 1
    signed_by = [
        say("{role} ({count} today)", role=role_name(role), count=n) for role, n in by.items()
    ]
    tasks = sum(bool(task.decided_by) for task in engagement.plan.network.tasks)
    return say(
        "{signers}; the plan lists {count} further decisions with their last day.",
        signers=begin(joined(signed_by)),
        count=tasks,
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
        for one in indicators(engagement)[:3]
    ]
    return say_many(
        "By figures with an alarm each ({alarms}) and {n} rule to stop by.",
        "By figures with an alarm each ({alarms}) and {n} rules to stop by.",
        len(kill_criteria(engagement)),
        alarms=joined(told),
    )


def _sure(engagement: Engagement) -> str:
    told = say(
        "The luck of seasons leaves {interval} for the gain; {expert} of the numbers behind it are"
        " EXPERT judgements, each with its range in the method document.",
        interval=spread(engagement.recommendation.gain),
        expert=share(expert_share(engagement.client.assumptions)),
    )
    return sentences(told, chance_words(engagement))
