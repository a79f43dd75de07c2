"""The five areas in the plan's order: how each one's success is measured, what can go wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from playbook.areas.operations.levers import order_left_cny
from playbook.areas.product.chapter import range_plan
from playbook.blocks import Block, Column, Table
from playbook.engagement.engagement import Engagement, deciding
from playbook.project.changes import fitting, is_linked
from playbook.study.recommendation import Outlook
from playbook.words.language import localised, say
from playbook.words.wording import hours, in_words, interval, number, sentences, share
from sim.tables.columns import Row
from sim.tables.read import read_table

AREAS = ("product", "platform", "operations", "logistics", "team", "governance")


def area_title(area: str) -> str:
    """Return the name of an area of ``AREAS``."""
    return {
        "product": say("Product"),
        "platform": say("Platform"),
        "operations": say("Operations"),
        "logistics": say("Logistics"),
        "team": say("Team"),
        "governance": say("Governance"),
    }[area]


def area_purpose(engagement: Engagement, area: str) -> str:
    """Return what an area of ``AREAS`` is there for with this client, as a sentence."""
    file = engagement.client.file
    product = say(
        "Choose the range that sells online, give every product its role, and sign one price "
        "list{same}.",
        same=say(" that is the same in the shops and in the store: gifts, not discounts")
        if file.store.shops
        else "",
    )
    platform = say(
        "{store}, and build the pages that make a stranger trust the product.",
        store=say("Open the flagship store in the brand's own name")
        if file.offers.new_store
        else say("Renew the structure of the existing flagship store"),
    )
    return {
        "product": product,
        "platform": platform,
        "operations": say(
            "Plan the sales target, the traffic and the campaigns that reach it, and rehearse "
            "the launch before customers see it."
        ),
        "logistics": _logistics(engagement),
        "team": say(
            "Name the people on both sides, train them, and agree how they meet and what they "
            "are measured by."
        ),
        "governance": _governance(engagement),
    }[area]


def _logistics(engagement: Engagement) -> str:
    return say(
        "Pick, pack and send single parcels on the day they are ordered, and keep the store's "
        "stock and the client's ERP in step{way}.",
        way=say(" through the existing interface")
        if is_linked(engagement.client.file)
        else say(", first by hand, later by interface"),
    )


def _governance(engagement: Engagement) -> str:
    if engagement.outlook.regime == "delegated":
        return say("Decide who decides: the agency, each campaign and each offer by itself.")
    ours = deciding(engagement)
    if ours.has_plan:
        return say(
            "Decide who decides: a quarterly plan for what can be foreseen, and {way} for what"
            " cannot.",
            way=say("a green channel with a quota and a scope")
            if ours.has_channel
            else say("the client's OA chain"),
        )
    if ours.has_channel:
        return say(
            "Decide who decides: a green channel with a quota and a scope for what lies within"
            " them, and the client's OA chain for the rest, each campaign and each offer by itself."
        )
    return say(
        "Decide who decides: the client's OA chain, each campaign and each offer by itself. The"
        " calendar and the budget of the campaigns approve none of them."
    )


GOVERNANCE = "governance"


GOOD, BAD = 0.25, 0.4
"""By how much of the expected value a figure is good, and worse by how much is a red flag."""

HEROES, ROI = "hero_share", "paid_traffic_roi"

WATCHED = ("capture_rate", "decision_latency")
"""What plan and pitch watch by the same alarm in the first months."""

TOO_MUCH = 0.75
"""The heroes' share of the sales above which the range hangs on too few (EXPERT)."""


_RANGE = re.compile(r"(?<=\d)-(?=\d)")


def kpis(engagement: Engagement, area: str) -> Iterator[Block]:
    """Yield the table of an area's measures, if it has any.

    What the plan itself expects of this client replaces the usual target.
    """
    heads = (say("KPI"), say("Formula"), say("Target at the start"), say("Good"), say("Red flag"))
    texts = ("kpi", "formula", "start_target", "good", "red_flag")
    expected = _expected(engagement)
    found = _of(engagement, "project/kpis", area)
    rows = [
        (
            *(localised(row, text) for text in texts[:2]),
            *(
                expected.get(row.text("kpi_id"))
                or tuple(with_signs(localised(row, text)) for text in texts[2:])
            ),
        )
        for row in found
    ]
    yield from _table(say("How success is measured"), heads, rows, _reckoned(found, expected))


def with_signs(text: str) -> str:
    """Return ``text`` with the signs that calculated targets have.

    >>> with_signs(">= 90 % at go-live"), with_signs("50-70 %")
    ('≥ 90 % at go-live', '50–70 %')
    """
    return _RANGE.sub("–", text.replace(">=", "≥").replace("<=", "≤"))


def _reckoned(rows: Sequence[Row], expected: Mapping[str, tuple[str, str, str]]) -> str:
    """Return which targets are the plan's own, and what good and bad mean of them."""
    own = {row.text("kpi_id"): localised(row, "kpi") for row in rows if row["kpi_id"] in expected}
    heroes, roi = own.pop(HEROES, None), own.pop(ROI, None)
    first = [own.pop(name) for name in WATCHED if name in own]
    better = say(
        "The targets of {names} are what this plan itself reckons with; good is {good} better, a "
        "red flag {bad} worse (our estimate).",
        names=in_words([f"“{name}”" for name in own.values()]),
        good=share(GOOD),
        bad=share(BAD),
    )
    near = say(
        "“{name}” is better neither high nor low: good is within {good} of what this plan "
        "reckons with, a red flag is {bad} below it, or above {most} (our estimate).",
        name=heroes,
        good=share(GOOD),
        bad=share(BAD),
        most=share(TOO_MUCH),
    )
    return sentences(
        better if own else "", near if heroes else "", _of_the_review(first), _break_even(roi)
    )


def _of_the_review(first: Sequence[str]) -> str:
    """Return what the red flag of those measures is that the review watches, too."""
    if not first:
        return ""
    return say(
        "{names}: of the first three months; the red flag is the alarm of the pitch's review.",
        names=in_words([f"“{name}”" for name in first]),
    )


def _break_even(roi: str | None) -> str:
    if not roi:
        return ""
    return say(
        "“{name}”: below its target an order leaves less than its clicks cost, which is the red"
        " flag.",
        name=roi,
    )


def _expected(engagement: Engagement) -> dict[str, tuple[str, str, str]]:
    """Return target, good and red flag of the measures that the plan itself reckons with."""
    store, outlook = engagement.client.file.store, engagement.outlook
    found = {
        "conversion": _above(store.conversion_share, share),
        "return_rate": _below(store.return_share, share),
    }
    worked_out = range_plan(engagement)
    if worked_out is not None:
        found[HEROES] = _about(worked_out.range.hero_share)
    left = order_left_cny(engagement.client.scenario)
    if left > 0:
        target, good, _ = _above(store.order_value_cny / left, number)
        found[ROI] = target, good, f"< {number(store.order_value_cny / left)}"
    if not engagement.client.file.offers.new_store:
        found["returning_customers"] = _above(store.repeat_share, share)
    return found | _watched(outlook)


def _watched(outlook: Outlook) -> dict[str, tuple[str, str, str]]:
    """Return target and good of what the first months are watched by; the alarm is the red flag."""
    found = {}
    if (capture := outlook.early.get("capture_rate")) is not None:
        target, good, _ = _above(capture.expected, share)
        found["capture_rate"] = target, good, f"< {share(capture.alarm)}"
    if (answer := outlook.early.get("decision_latency")) is not None:
        target, good, _ = _below(answer.expected, hours)
        found["decision_latency"] = target, good, f"> {hours(answer.alarm)}"
    return found


def _above(value: float, write: Callable[[float], str]) -> tuple[str, str, str]:
    good, bad = write(value * (1 + GOOD)), write(value * (1 - BAD))
    return f"≥ {write(value)}", f"≥ {good}", f"< {bad}"


def _below(value: float, write: Callable[[float], str]) -> tuple[str, str, str]:
    good, bad = write(value * (1 - GOOD)), write(value * (1 + BAD))
    return f"≤ {write(value)}", f"≤ {good}", f"> {bad}"


def _about(heroes: float) -> tuple[str, str, str]:
    """Return the measure of the heroes' share, of which too little is as bad as too much."""
    most = max(heroes, min(heroes * (1 + GOOD), TOO_MUCH))
    return (
        say("about {value}", value=share(heroes)),
        interval(heroes * (1 - GOOD), most, share),
        say(
            "< {low} or > {high}",
            low=share(heroes * (1 - BAD)),
            high=share(max(heroes, TOO_MUCH)),
        ),
    )


def risks(engagement: Engagement, area: str) -> Iterator[Block]:
    """Yield the table of what can go wrong in an area, if anything can."""
    heads = (
        *(say("Risk"), say("Early sign"), say("Likelihood"), say("Impact")),
        say("Control"),
    )
    rows = [
        (
            localised(row, "risk"),
            localised(row, "early_sign"),
            _degree(row.text("likelihood")),
            _degree(row.text("impact")),
            localised(row, "control"),
        )
        for row in _of(engagement, "project/risks", area)
    ]
    yield from _table(say("What can go wrong, and what holds it"), heads, rows)


def _degree(word: str) -> str:
    return {"high": say("high"), "medium": say("medium"), "low": say("low")}[word]


def _of(engagement: Engagement, source: str, area: str) -> list[Row]:
    """Return an area's rows; what belongs to none (contract, channel, data) is governance."""
    rows = fitting(engagement.client.file, read_table(source), deciding(engagement))
    return [row for row in rows if (row["area"] if row["area"] in AREAS else GOVERNANCE) == area]


def _table(
    title: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]], note: str = ""
) -> Iterator[Block]:
    if rows:
        columns = tuple(Column(name=head) for head in heads)
        yield Table(title=title, columns=columns, rows=tuple(rows), note=note)
