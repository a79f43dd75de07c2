"""What the numbers rest on: the method, the choice, and the page that names the document."""

from __future__ import annotations

from playbook.blocks import Blocks, Callout, Column, Cover, Heading, Prose, Table
from playbook.documents.method.back_test_page import back_test_in_short
from playbook.documents.method.basis_pages import behind_contribution, expert_share
from playbook.engagement.back_test import back_test_of
from playbook.engagement.engagement import Engagement, provenance
from playbook.engagement.verdict import chance_words, least_chance
from playbook.project.phrases import chance
from playbook.study.choice import RESAMPLES
from playbook.study.recommendation import Recommendation
from playbook.study.standing import Excluded, on_offer
from playbook.words.language import say, say_many, translated
from playbook.words.names import regime_name
from playbook.words.phrases import begin, ends, spread
from playbook.words.wording import bare, count, money, sentences, share
from sim.client.regimes import BASELINE
from sim.results.comparison import Difference


def cover(engagement: Engagement) -> Blocks:
    """Return the cover of the method document."""
    who = engagement.client.file.client
    page = Cover(
        title=say("How the numbers were made"),
        subtitle=say("Method, assumptions and sources of the pitch for {client}", client=who.name),
        client=who.name,
        as_of=who.as_of.isoformat(),
        facts=(
            (say("Seasons"), count(engagement.method.replications)),
            (say("Numbers with range and basis"), count(len(engagement.client.assumptions))),
            (
                say("EXPERT judgements among them"),
                share(expert_share(engagement.client.assumptions)),
            ),
        ),
    )
    return Blocks([page, provenance(engagement)])


def method(engagement: Engagement) -> Blocks:
    """Return the method and its limits on half a page, naming the document that tells all."""
    return Blocks(
        [
            Heading(text=_heading(engagement), id="method"),
            Prose(text=limits(engagement)),
            *back_test_in_short(engagement),
            *[Callout(text=translated(warning)) for warning in engagement.client.warnings],
            Prose(text=_in_the_other_document(engagement)),
        ]
    )


def _in_the_other_document(engagement: Engagement) -> str:
    """Return what the method document holds; a back-test only of a client that reported."""
    if back_test_of(engagement) is None:
        return say(
            "Every number with its range, basis and source, the conflicts between the sources and"
            " the meaning of the words stand in a document of its own: “How the numbers were made”."
        )
    return say(
        "Every number with its range, basis and source, the back-test, the conflicts between the"
        " sources and the meaning of the words stand in a document of its own: “How the numbers"
        " were made”."
    )


def how(engagement: Engagement) -> Blocks:
    """Return the method's own page in the method document."""
    return Blocks(
        [
            Heading(text=_heading(engagement), id="method"),
            Prose(text=limits(engagement)),
            Prose(
                text=say(
                    "An offer comes with a window, a cost and visitors that nobody knows exactly."
                    " The agency screens it, a regime decides it, rivals and the clock run on."
                    " What is captured brings visitors, orders and customers who return; 90 days of"
                    " consequences are counted. The interval of a mean says how well the number of"
                    " seasons fixes it; the band of the 10th to the 90th percentile says where"
                    " single seasons lie."
                )
            ),
            Prose(text=hurdle_words(engagement)),
            *[Callout(text=translated(warning)) for warning in engagement.client.warnings],
            Callout(title=say("The rule of the recommendation"), text=_rule(engagement)),
        ]
    )


def hurdle_words(engagement: Engagement) -> str:
    """Return who asks how much of an offer's value, and what becomes of one that falls short."""
    chain, terms = engagement.client.file.chain, engagement.client.file.charter
    reviewers = say(
        "A forecast is held against a hurdle: in the OA chain the reviewers refuse an offer whose"
        " deal value, its costs taken off, is below {share} of its cash cost by the client's own"
        " forecast.",
        share=share(chain.hurdle_share),
    )
    if terms.hurdle_share is None:
        return reviewers
    return sentences(
        reviewers,
        say(
            "The decision sheet of the green channel asks for {share} by what the agency reports;"
            " what falls short goes to OA.",
            share=share(terms.hurdle_share),
        ),
        say(
            "Where the client's director countersigns, he asks for the same {share} by the client's"
            " own forecast, and what falls short is refused for good.",
            share=share(terms.hurdle_share),
        ),
    )


def limits(engagement: Engagement) -> str:
    """Return what the intervals show and what they do not."""
    behind = behind_contribution(engagement.client.assumptions)
    return sentences(
        say(
            "Each way of deciding is run under the same conditions: the same offers, approvers' "
            "habits, rivals and customers. Differences are taken run by run; the intervals of "
            "contribution against OA hold for all ways of deciding at once in 95 % of studies, "
            "all others each for its own comparison."
        ),
        say(
            "{share} of the {number} numbers behind the contribution are judgements of ours: the "
            "intervals show chance, not the doubt about these inputs.",
            share=share(expert_share(behind)),
            number=len(behind),
        ),
    )


def _heading(engagement: Engagement) -> str:
    behind = behind_contribution(engagement.client.assumptions)
    return say(
        "{seasons} runs; {share} of the numbers behind the contribution are judgements",
        seasons=count(engagement.method.replications),
        share=share(expert_share(behind)),
    )


def _rule(engagement: Engagement) -> str:
    stakes, file = engagement.stakes, engagement.client.file
    limit = file.charter.stop_loss_cny
    return sentences(
        say(
            "Ruled out is a regime with more than {line} of its sales beyond the brand's red line.",
            line=share(stakes.red_line_share),
        ),
        ""
        if limit is None
        else say(
            "So is one that may lose more than {limit} within a month, the stop-loss, in one season"
            " in 20.",
            limit=money(limit),
        ),
        say(
            "The rest are compared by their mean contribution, what it costs to change taken off:"
            " {change} once for plan and channel together, to be earned back within {months}"
            " months, the others by their part of it. Means decide, never their significance: few"
            " seasons make a choice less certain, not simpler.",
            change=money(file.choice.change_cny),
            months=f"{file.choice.pay_back_months:g}",
        ),
        say(
            "What hands nothing over needs only to pay: it takes OA's place where it surely earns"
            " what changing costs. What lets the agency sign alone must bring {limit} more, {share}"
            " of OA's contribution, than the best that does not.",
            limit=money(engagement.recommendation.indifferent),
            share=share(stakes.indifferent_share),
        ),
        say(
            "Where money cannot tell between such, less is handed over: of those within that"
            " difference of the best of them, the one under which the agency signs least alone in a"
            " decision is named."
        ),
        say(
            "Where settings were found that fit the months before the last, the rule is asked under"
            " each of them: what it names under most takes the place if the agency signs less"
            " alone, and if it is worth leaving OA for as told, too."
        )
        if engagement.fits
        else "",
    )


def choosing(engagement: Engagement) -> Blocks:
    """Return how the regimes stand by the rule, and the probability of a correct choice."""
    found, seasons = engagement.recommendation, engagement.comparison.replications
    return Blocks(
        [
            Heading(text=_choosing_heading(found), id="choosing"),
            Prose(text=sentences(chance_words(engagement), *_meaning_of_chance(found, seasons))),
            _standing(engagement),
            Callout(title=say("The formula"), text=_formula()),
        ]
    )


def _choosing_heading(found: Recommendation) -> str:
    if found.chance is None:
        return say("One season cannot say how likely the choice is right")
    if found.instead_of:
        return say("The settings fitted decide between the regimes, the seasons as told do not")
    return say(
        "As far as seasons can tell, the choice among what the limits allow is right with a"
        " probability of {chance}",
        chance=chance(found.chance.resampled),
    )


def _meaning_of_chance(found: Recommendation, seasons: int) -> tuple[str, ...]:
    if found.chance is None or found.instead_of:
        return ()
    return (
        say(
            "It is counted over seasons drawn anew, {resamples} times, every regime on the same"
            " ones; by formula it is at least {bound}. It speaks of the luck of seasons alone, and"
            " takes what was ruled out as ruled out.",
            resamples=count(RESAMPLES),
            bound=least_chance(found.chance.at_least),
        ),
        say(
            "Read off the seasons that chose, it is too high where a rival is better by hardly more"
            " than that difference."
        ),
        say_many(
            "What {n} season can find is another matter: were one regime better than each of the"
            " others by just that difference, it would be chosen with at least {guaranteed}. The"
            " chance above speaks of how close the regimes really are.",
            "What {n} seasons can find is another matter: were one regime better than each of the"
            " others by just that difference, it would be chosen with at least {guaranteed}. The"
            " chance above speaks of how close the regimes really are.",
            seasons,
            guaranteed=least_chance(found.chance.guaranteed),
        ),
    )


def _standing(engagement: Engagement) -> Table:
    yuan = say("CNY")
    others = [name for name in on_offer(engagement.comparison) if name != BASELINE]
    spans = tuple(ends(_gain(engagement, name)) for name in others)
    return Table(
        title=say("Every regime by the rule, a season"),
        columns=(
            Column(name=say("regime")),
            Column(name=say("gain over OA"), unit=yuan, format="signed_money"),
            Column(name=say("interval, all at once"), align="right", ends=spans),
            Column(name=say("cost of changing"), unit=yuan, format="money"),
            Column(name=say("gain less that cost"), unit=yuan, format="signed_money"),
            Column(name=say("standing")),
        ),
        rows=tuple(_standing_row(engagement, name) for name in others),
        note=say(
            "In 95 % of studies all the intervals of the gain hold at once: each of {count} leaves"
            " out 5 % / {count} (Bonferroni, paired t).",
            count=len(engagement.comparison.alternatives),
        ),
    )


def _gain(engagement: Engagement, name: str) -> Difference:
    return engagement.comparison.joint_difference(name, "contribution_cny")


def _standing_row(engagement: Engagement, name: str) -> tuple[str | float, ...]:
    gain = _gain(engagement, name)
    change = engagement.stakes.change(name)
    return (
        begin(regime_name(name)),
        gain.mean,
        bare(spread(gain)),
        change,
        gain.mean - change,
        standing_words(engagement.recommendation, name, gain.mean, engagement.rule.matters(name)),
    )


def standing_words(found: Recommendation, name: str, gain: float, matters: float) -> str:
    """Return how a regime stands by the rule that gains so much, and must gain ``matters``."""
    if name in found.ruled_out:
        return _excluded_words(found.ruled_out[name])
    if name == found.regime:
        return say("recommended")
    if gain < matters:
        return say("too little: {matters} is needed", matters=money(matters))
    return say("allowed")


def _excluded_words(found: Excluded) -> str:
    if found.reason != "red_line":
        return say("ruled out: money at risk")
    if found.tie_share is None:
        return say("ruled out: red line")
    return say(
        "ruled out: red line; it would tie if the damage were {share} of the sales beyond it",
        share=share(found.tie_share),
    )


def _formula() -> str:
    return sentences(
        say(
            "P(correct) ≥ 1 − Σ T((−m) / (s / √n)) over all rivals: m and s are mean and standard"
            " deviation over n paired seasons of what the choice brings more than the rival,"
            " changing paid, plus the difference that is not worth telling apart; T is Student's"
            " distribution with n − 1 degrees of freedom."
        ),
        say(
            "The charter chosen among those searched is held to the same bound, on the seasons of"
            " the search and before changing is paid."
        ),
    )
