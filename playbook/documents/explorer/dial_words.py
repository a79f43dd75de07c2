"""What every dial of the explorer is called and means, and what its named values are called."""

from __future__ import annotations

from playbook.study.explorer.dials import (
    ALL_INSIDE,
    AS_IT_IS,
    DEPUTIES,
    DIRECTOR,
    DROPPED,
    DUTY,
    EVENINGS,
    KINDS,
    NO,
    REGIME,
    YES,
)
from playbook.words.language import say
from playbook.words.names import kind_name, regime_name, role_name
from playbook.words.phrases import begin
from playbook.words.wording import in_words
from sim.client.schema import ClientFile


def dial_name(key: str) -> str:
    """Return what a dial is called."""
    return {
        "regime": say("Who decides"),
        "charter.quota_cny": say("Quota per decision"),
        "charter.month_quota_cny": say("Quota per month"),
        "charter.alone_cny": say("Agency signs alone up to"),
        "charter.stop_loss_cny": say("Stop-loss a month"),
        "charter.kinds_excluded": say("Kinds outside the charter"),
        "plan.coverage_share": say("Campaigns in the quarterly plan"),
        "approvers.dropped": say("Signatures left out"),
        "approvers.speed": say("Approvers look sooner"),
        "approvers.deputies": say("Deputies for the absent"),
        "approvers.evenings": say("Answers in the evening"),
        DUTY: say("Agency on duty"),
        DIRECTOR: say("Director on duty"),
        "offers.rate_factor": say("How many offers come"),
        "offers.window_factor": say("How long offers stay open"),
        "offers.rival_factor": say("How late rivals come"),
        "offers.visitors_factor": say("Visitors an offer brings"),
        "offers.conversion_factor": say("Visitors who buy"),
        "agency.self_interest": say("Agency's self-interest"),
        "agency.forecast_sigma": say("Error of forecasts"),
    }[key]


def dial_meaning(key: str) -> str:
    """Return in a line what a dial means."""
    return {
        "regime": say("Today's OA stays beside it for comparison, moved by no lever."),
        "charter.quota_cny": say("The largest exposure of one decision within the charter."),
        "charter.month_quota_cny": say("What all decisions of a month may put at stake together."),
        "charter.alone_cny": say("Above it the client's director countersigns."),
        "charter.stop_loss_cny": say("A month that loses so much suspends the channel."),
        "charter.kinds_excluded": say("What the agency may never take by itself."),
        "plan.coverage_share": say("Share of the planned campaigns that are approved beforehand."),
        "approvers.dropped": say("Roles of the OA chain that need not sign."),
        "approvers.speed": say("So many times as soon as today, in the OA chain."),
        "approvers.deputies": say("Somebody signs while an approver is away."),
        "approvers.evenings": say("Approvers answer until late on working days."),
        DUTY: say("Hours of every day in which the agency's duty manager answers."),
        DIRECTOR: say("Hours of every day in which the client's director countersigns."),
        "offers.rate_factor": say("Multiple of what the client file expects."),
        "offers.window_factor": say("Multiple of the hours until an offer is gone."),
        "offers.rival_factor": say("When half of the rivals have come, in windows of an offer."),
        "offers.visitors_factor": say("Multiple of what the client file expects."),
        "offers.conversion_factor": say("Multiple of the share of visitors who buy."),
        "agency.self_interest": say("0: it weighs what the client earns; 1: its commission alone."),
        "agency.forecast_sigma": say("Spread of its forecasts of visitors (log sigma)."),
    }[key]


def value_name(file: ClientFile, key: str, value: str) -> str:
    """Return what a named value of a dial is called."""
    if key == REGIME:
        return begin(regime_name(value))
    if key == KINDS:
        return _kinds(file, value)
    if key == DROPPED:
        return _roles(value.split(",")) if value else say("none left out")
    if key in (DUTY, DIRECTOR):
        return value.replace("-", "–")
    assert key in (DEPUTIES, EVENINGS)
    return {AS_IT_IS: say("as in the regime"), YES: say("yes"), NO: say("no")}[value]


def _roles(roles: list[str]) -> str:
    return begin(in_words([role_name(role) for role in roles]))


def _kinds(file: ClientFile, value: str) -> str:
    if value == AS_IT_IS:
        return say("as drafted")
    if value == ALL_INSIDE:
        return say("none: every kind is inside")
    return say("only {kind}", kind=kind_name(file, value))
