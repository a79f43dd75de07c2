"""Both sides month by month: the client's cash and the agency's profit, with live sums."""

from __future__ import annotations

import numpy as np

from playbook.blocks import Blocks, Column, Heading, Prose, Table
from playbook.business.case import MANAGED, BusinessCase, lines
from playbook.business.words import start_name
from playbook.pitch.phrases import signed
from playbook.regime_words import regime_name
from playbook.wording import interval, money, month, sentences
from sim.language import say


def client_months(business: BusinessCase) -> Blocks:
    """Return the managed store month by month as the client sees it, adding up to its cash."""
    seasons = business.study.of(business.regime)
    ours, team = business.options[MANAGED], business.case.client.file.store.client_team_month_cny
    start = business.start_path()
    sales = np.array([lines(season, "sales") for season in seasons])
    earned = np.array([lines(season, "contribution") for season in seasons])
    rows: list[tuple[object, ...]] = []
    so_far = 0.0
    for number, first in enumerate(business.horizon):
        sold = number - business.preparation
        means = (0.0, 0.0, 0.0, 0.0)
        if sold >= 0:
            at = earned[:, sold]
            means = (
                float(sales[:, sold].mean()),
                float(at.mean()),
                float(np.quantile(at, 0.1)),
                float(np.quantile(at, 0.9)),
            )
        own = team if sold >= 0 or business.is_new else 0.0
        cash = means[1] - own + start[number]
        so_far += cash
        rows.append((month(first), *means, own, start[number], cash, so_far))
    heads = (
        (say("sales"), "sales"),
        (say("contribution"), "contribution"),
        (say("P10"), "p10"),
        (say("P90"), "p90"),
        (say("own team"), "team"),
        (say("start and end"), "start"),
        (say("cash"), "cash"),
        (say("cash so far"), "so_far"),
    )
    heading = say(
        "Month by month the managed store brings {cash} in {months} months",
        cash=money(sum(ours.mean_path)),
        months=len(business.horizon),
    )
    return Blocks(
        [
            Heading(text=heading, id="client-months"),
            *_start_table(business),
            Table(
                title=say("The client's cash with {regime}", regime=regime_name(business.regime)),
                columns=(
                    Column(name=say("month")),
                    *(
                        Column(name=name, unit=say("CNY"), format="money", id=key)
                        for name, key in heads
                    ),
                ),
                rows=tuple(rows),  # type: ignore[arg-type]
                formulas=(
                    ("cash", "contribution - team + start"),
                    ("so_far", "before(so_far) + cash"),
                ),
                note=say(
                    "Contribution is after goods, commissions, fees, promotion and errors; the 90"
                    " days after the last month count in it. Stock is bought at the start, and what"
                    " is sold is bought again."
                ),
            ),
        ]
    )


def _start_table(business: BusinessCase) -> list[Table | Prose]:
    costs = business.start_costs()
    if not costs:
        return [Prose(text=say("The store exists: nothing has to be paid before the start."))]
    return [
        Table(
            title=say("Paid before the opening"),
            columns=(
                Column(name=say("what for")),
                Column(name=say("amount"), unit=say("CNY"), format="money", id="amount"),
            ),
            rows=(
                *((start_name(item), amount) for item, amount in costs.items()),
                (say("together"), sum(costs.values())),
            ),
            row_ids=(*costs, "together"),
            formulas=(("together", f"sum({', '.join(costs)})"),),
            total=True,
            note=say("Fees: the middle of the range. Stock: the client's opening stock at cost."),
        )
    ]


def agency_months(business: BusinessCase) -> Blocks:
    """Return the agency's side month by month."""
    agency = business.case.client.file.agency
    seasons = business.study.of(business.regime)
    commission, fee = (
        np.array([lines(season, line) for season in seasons])
        for line in ("agency_commission", "agency_fee")
    )
    setup = business.start_costs().get("setup", 0.0)
    rows = []
    so_far = 0.0
    profits = np.zeros(len(seasons))
    for number, first in enumerate(business.horizon):
        sold = number - business.preparation
        parts = (
            (0.0, 0.0)
            if sold < 0
            else (float(commission[:, sold].mean()), float(fee[:, sold].mean()))
        )
        once = setup if number == 0 else 0.0
        team = agency.monthly_cost_cny if sold >= 0 or business.is_new else 0.0
        profit = sum(parts) + once - team
        if sold >= 0:
            profits += commission[:, sold] + fee[:, sold]
        profits += once - team
        so_far += profit
        rows.append((month(first), *parts, once, team, profit, so_far))
    low, high = np.quantile(profits, (0.1, 0.9))
    heading = (
        say("The agency earns {profit} over the same months", profit=money(so_far))
        if so_far > 0
        else say("The agency loses {loss} over the same months", loss=money(-so_far))
    )
    heads = (
        (say("commission"), "commission"),
        (say("fixed fee"), "fee"),
        (say("set-up fee"), "setup"),
        (say("its team"), "team"),
        (say("agency profit"), "profit"),
        (say("profit so far"), "so_far"),
    )
    return Blocks(
        [
            Heading(text=heading, id="agency-months"),
            Prose(
                text=sentences(
                    say(
                        "Eight of ten seasons: {band}.",
                        band=interval(float(low), float(high), signed),
                    ),
                    say(
                        "An agency that loses with a client will not stay, or will save on its"
                        " team."
                    ),
                )
            ),
            Table(
                title=say("The agency's profit by month"),
                columns=(
                    Column(name=say("month")),
                    *(
                        Column(name=name, unit=say("CNY"), format="money", id=key)
                        for name, key in heads
                    ),
                ),
                rows=tuple(rows),
                formulas=(
                    ("profit", "commission + fee + setup - team"),
                    ("so_far", "before(so_far) + profit"),
                ),
            ),
        ]
    )
