"""What the client is asked to decide, and where it signs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from playbook.blocks import Blocks, Column, Heading, Prose, Table
from playbook.documents.own_people import better_alone, doubt_words
from playbook.documents.pitch.charter_search_page import clauses_words
from playbook.documents.pitch.must_be_true import weightiest
from playbook.documents.pitch.other_worlds import borders
from playbook.engagement.charter_search import better, is_narrower, most, searched, weighed
from playbook.engagement.engagement import Engagement
from playbook.engagement.own_limits import alternatives
from playbook.engagement.own_people import own_people
from playbook.engagement.ranges import swings
from playbook.engagement.rights import charter_under, is_alone
from playbook.project.plan import SAFE
from playbook.study.standing import MONEY
from playbook.words.language import say, say_many
from playbook.words.names import role_name
from playbook.words.phrases import begin, joined, signed, spread
from playbook.words.wording import count, day, in_words, money, sentences
from sim.model.units import in_cny

QUARTERLY_PLAN, CHARTER = "GV4", "GV6"
"""The tasks of the plan that end with a signature."""


@dataclass(frozen=True, kw_only=True)
class DecisionAsked:
    """One decision that is asked for, the role that signs it, and what to know with it.

    ``what`` names it in a few words; it is signed when ``task`` of the plan is done, "" is today.
    ``is_asked`` tells the decisions that the first page asks for from those that follow of them.
    """

    what: str
    text: str
    signs: str
    note: str = ""
    task: str = ""
    is_asked: bool = False

    @property
    def whole(self) -> str:
        """Return the decision with what to know with it."""
        return sentences(self.text, self.note)


def decisions(engagement: Engagement) -> list[DecisionAsked]:
    """Return what the client is asked to decide."""
    if engagement.recommendation.stays_with_oa:
        return [*_stay(engagement), _date(engagement)]
    wanted = {
        "plan_green": (_quarterly_plan, _charter),
        "urged_green": (_speed_up, _charter),
        "alone_green": (_charter,),
        "wide_green": (_charter,),
        "green": (_charter,),
        "plan": (_quarterly_plan,),
        "oa_urged": (_speed_up,),
        "delegated": (_delegate,),
    }
    chosen = [asked(engagement) for asked in wanted[engagement.recommendation.regime]]
    return [*_more_seasons(engagement), *chosen, _people(), _date(engagement)]


def asked_for(engagement: Engagement) -> str:
    """Return what the client is asked first of all."""
    return sentences(*(one.text for one in decisions(engagement) if one.is_asked))


def to_sign(engagement: Engagement) -> str:
    """Return who signs what by when, whoever signs first before the others."""
    found: dict[tuple[date, str], list[str]] = {}
    for one in decisions(engagement):
        found.setdefault((due(engagement, one), role_name(one.signs)), []).append(one.what)
    return sentences(
        *(
            say("{role} by {day}: {what}.", role=begin(role), day=day(by), what=joined(what))
            for (by, role), what in sorted(found.items())
        )
    )


def due(engagement: Engagement, asked: DecisionAsked) -> date:
    """Return the day by which a decision is signed: the plan's, else that of the client's file."""
    known = {task.task_id for task in engagement.plan.network.tasks}
    if asked.task in known:
        return engagement.plan.ends(asked.task)
    return engagement.client.file.client.as_of


def signatures(engagement: Engagement) -> Blocks:
    """Return the page on which the decisions are signed."""
    asked = decisions(engagement)
    signers = list(dict.fromkeys(role_name(decision.signs) for decision in asked))
    heading = say_many(
        "{n} decision for the signature of {signers}",
        "{n} decisions for the signature of {signers}",
        len(asked),
        signers=in_words(signers),
    )
    return Blocks(
        [
            Heading(text=heading, id="signatures"),
            Prose(
                text=sentences(
                    say("Who signs agrees to what stands in the line."),
                    ""
                    if engagement.recommendation.stays_with_oa
                    else say("What is not signed stays as it is."),
                )
            ),
            Table(
                title=say("Decisions and signatures"),
                columns=tuple(
                    Column(name=name)
                    for name in (say("decision"), say("signs"), say("signature"), say("date"))
                ),
                rows=tuple((one.whole, role_name(one.signs), "", "") for one in asked),
                note=say("A working document, not legal advice."),
            ),
        ]
    )


def _stay(engagement: Engagement) -> list[DecisionAsked]:
    return [
        DecisionAsked(
            what=say("the OA chain as it is"),
            text=say(
                "Keep the OA chain for promotion resources, and measure its latency each quarter."
            ),
            is_asked=True,
            signs="client_process_owner",
        ),
        *_fewer(engagement),
        *_wider(engagement),
        *_own_people(engagement),
        DecisionAsked(
            what=say("when to come back"), text=_come_back(engagement), signs="client_sponsor"
        ),
    ]


def _own_people(engagement: Engagement) -> list[DecisionAsked]:
    """Return the question of the contract itself, where own people are worth more than it."""
    business = better_alone(engagement)
    if business is None:
        return []
    text = say(
        "Decide before the contract with the agency is renewed whether your own people run the"
        " store: over {months} months they are worth {gap} more{doubt}.",
        months=len(business.horizon),
        gap=money(own_people(business).gap),
        doubt=doubt_words(own_people(business)),
    )
    what = say("own people or agency")
    return [DecisionAsked(what=what, text=text, signs="client_chairman")]


def _fewer(engagement: Engagement) -> list[DecisionAsked]:
    """Return the cheapest change of all where it surely brings something: a signature fewer."""
    found = [one for one in alternatives(engagement) if one.dropped]
    return [
        DecisionAsked(
            what=say("a signature fewer"),
            text=say(
                "Let requests for promotion resources pass without the signature of {role}: that "
                "takes no outlay and brings {gain} over the period ({interval}); what the "
                "signature checks is lost with it.",
                role=role_name(one.dropped),
                gain=money(one.net.mean),
                interval=spread(one.net),
            ),
            signs="client_process_owner",
        )
        for one in found
        if one.net.is_sure and one.net.mean > 0
    ]


def _wider(engagement: Engagement) -> list[DecisionAsked]:
    """Return that a charter was found which the headline did not compare and that may be worth it.

    It is found on fewer seasons, as the best of many, so that it is asked for and not recommended.
    """
    best = most(searched(engagement))
    if best is None or not best.is_worth_it:
        return []
    text = say(
        "Have the charter with {clauses} compared over {many} runs before you close the "
        "question: on {few} it adds {gain} ({interval}) within what you bear, more than the "
        "{matters} from which on OA is worth leaving for it.",
        clauses=clauses_words(best),
        many=engagement.comparison.replications,
        few=best.seasons,
        gain=money(best.gain.mean),
        interval=spread(best.gain),
        matters=money(best.matters_cny),
    )
    what = say("a wider charter compared")
    return [DecisionAsked(what=what, text=text, signs="client_process_owner")]


def _come_back(engagement: Engagement) -> str:
    """Return in which of the worlds tried the answer would be another one."""
    _, *others = borders(engagement)
    worth = [border.told for border in others if not border.choice.stays_with_oa]
    told = say(
        "Come back to the question when matters change to one of these: {worlds}.",
        worlds=joined(worth),
    )
    if not worth:
        told = say(
            "Come back to the question when the chain or the agency's contract changes; in none "
            "of the other stress tests does the rule leave OA.",
        )
    return sentences(told, _or_input(engagement))


def _or_input(engagement: Engagement) -> str:
    """Return beyond which value an uncertain input, alone, would turn the answer."""
    values = weightiest(swings(engagement))
    if not values:
        return ""
    return say("Come back too if, alone, this proves true: {values}.", values=values)


def _more_seasons(engagement: Engagement) -> list[DecisionAsked]:
    """Return the decision that comes first where the seasons are too few to sign on."""
    if engagement.recommendation.gain.is_sure:
        return []
    text = say("Have more runs simulated, and sign the rest only if the answer stands.")
    what = say("more runs simulated")
    return [DecisionAsked(what=what, text=text, signs="client_process_owner")]


def _quarterly_plan(engagement: Engagement) -> DecisionAsked:
    budget = money(engagement.client.file.plan.quarter_budget_cny)
    return DecisionAsked(
        what=say("quarterly plan"),
        text=say("Approve a quarterly plan with a budget of {budget}.", budget=budget),
        signs="client_chairman",
        task=QUARTERLY_PLAN,
        is_asked=True,
    )


def charter_day(engagement: Engagement) -> date:
    """Return the day by which the charter is signed: the plan's, else that of the client's file."""
    plan = engagement.plan
    planned = any(task.task_id == CHARTER for task in plan.network.tasks)
    return plan.ends(CHARTER) if planned else engagement.client.file.client.as_of


def _charter(engagement: Engagement) -> DecisionAsked:
    charter = charter_under(engagement.client, engagement.recommendation.regime)
    sign = say(
        "Sign the green-channel charter by {day}: {quota} a decision, {month} a month, in force"
        " from the go-live on.",
        day=day(charter_day(engagement)),
        quota=money(in_cny(charter.quota)),
        month=money(in_cny(charter.month_quota)),
    )
    if is_alone(engagement):
        text = sentences(sign, say("The agency signs alone in it."))
        return _charter_signed(text, _countersigned(engagement))
    text = sentences(
        sign,
        say(
            "Up to {alone} the agency signs alone, above it your director countersigns.",
            alone=money(in_cny(charter.alone_limit)),
        ),
    )
    return _charter_signed(text, _uncountersigned(engagement))


def _charter_signed(text: str, note: str) -> DecisionAsked:
    return DecisionAsked(
        what=say("green-channel charter"),
        text=text,
        signs="client_chairman",
        note=note,
        task=CHARTER,
        is_asked=True,
    )


def _countersigned(engagement: Engagement) -> str:
    """Return what the director's signature would cost, where the agency is to sign alone."""
    changes = engagement.comparison.between("green", "alone_green", MONEY)
    deciding = engagement.comparison.between("green", "alone_green", "deciding_cost_cny")
    return say(
        "Say if the director is to countersign all the same: that changes the gain by {less}"
        " ({interval}), of which {deciding} is his paid time and standing by. Where evenings and"
        " weekends draw no pay, a wider charter that he countersigns may be better: state his pay.",
        less=signed(changes.mean),
        interval=spread(changes),
        deciding=money(deciding.mean),
    )


def _uncountersigned(engagement: Engagement) -> str:
    """Return that another charter may be signed: as good and narrower, or better and alone."""
    tried = searched(engagement)
    best, ours = better(engagement, tried), weighed(engagement, tried)
    if best is None:
        return ""
    told = {
        "width": f"{best.breadth.factor:g}",
        "clauses": clauses_words(best),
        "alone": money(best.alone_cny),
        "apart": money(abs(best.gain.mean - ours.gain.mean)),
        "seasons": count(best.seasons),
    }
    if is_narrower(best, ours):
        return say(
            "Say with it whether a narrower one is to do: with {clauses} the agency signs alone "
            "up to {alone}, and {apart} over the period lie between them, not worth telling "
            "apart.",
            **told,
        )
    if not best.breadth.alone:
        return ""
    return say(
        "Say with it whether the director countersigns: the best charter found, with limits x "
        "{width} of the draft, goes without and brings {apart} more on {seasons} runs.",
        **told,
    )


def _speed_up(engagement: Engagement) -> DecisionAsked:
    return DecisionAsked(
        what=say("rules for faster approvals"),
        is_asked=True,
        text=say(
            "Name a deputy for every approver, answer until {hour}:00 on working days, and let the"
            " agency chase every request.",
            hour=f"{engagement.client.file.chain.urged_until_h:g}",
        ),
        signs="client_process_owner",
    )


def _delegate(engagement: Engagement) -> DecisionAsked:
    return DecisionAsked(
        what=say("full delegation"),
        is_asked=True,
        text=say("Delegate decisions on promotion resources to the agency."),
        signs="client_chairman",
    )


def _people() -> DecisionAsked:
    return DecisionAsked(
        what=say("decision maker, deputy and review"),
        text=say("Name one decision maker and a deputy, and agree on the 90-day review."),
        signs="client_sponsor",
    )


def _date(engagement: Engagement) -> DecisionAsked:
    plan = engagement.plan
    asked, safe = day(plan.go_live), day(plan.ready_with(SAFE))
    if plan.chance.value >= SAFE:
        text = say("Confirm {date} as the date of the go-live.", date=asked)
    else:
        text = say(
            "Announce {safe} as the date of the go-live, or keep {asked} and shorten the tasks that"
            " set it.",
            safe=safe,
            asked=asked,
        )
    stays = engagement.recommendation.stays_with_oa
    note = "" if stays else _missed(engagement)
    what = say("date of the go-live")
    return DecisionAsked(what=what, text=text, signs="client_sponsor", note=note)


def _missed(engagement: Engagement) -> str:
    """Return how much of the season reckoned with is over before the safe date, if any is."""
    begins, safe = engagement.client.file.season.start, engagement.plan.ready_with(SAFE)
    late = (safe - begins).days
    if late <= 0 or engagement.plan.chance.value >= SAFE:
        return ""
    return say_many(
        "The period reckoned with begins on {begins}: by {safe} {n} day of it is over.",
        "The period reckoned with begins on {begins}: by {safe} {n} days of it are over, and "
        "with them their part of what is gained.",
        late,
        begins=day(begins),
        safe=day(safe),
    )
