"""Both sides month by month: the client's cash and the agency's profit, with live sums."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import numpy as np

from playbook.areas.team.posts import AGENCY, posts
from playbook.blocks import Blocks, Column, Heading, Prose, Table
from playbook.documents.business.option_pages import span_names, start_name
from playbook.engagement.business import (
    MANAGED,
    Business,
    business_of,
    lines,
    start_costs,
    start_path,
)
from playbook.engagement.engagement import Engagement
from playbook.words.language import say, say_many
from playbook.words.names import regime_name
from playbook.words.phrases import signed
from playbook.words.wording import interval, money, sentences
from sim.client.regimes import BASELINE


def client_months(engagement: Engagement) -> Blocks:
    """Return the managed store month by month as the client sees it, adding up to its cash."""
    business = business_of(engagement)
    heads = (
        (say("sales"), "sales"),
        (say("contribution"), "contribution"),
        (say("1 in 10 below"), "p10"),
        (say("1 in 10 above"), "p90"),
        (say("own team"), "team"),
        (say("start and end"), "start"),
        (say("cash"), "cash"),
        (say("cash so far"), "so_far"),
    )
    heading = say(
        "Month by month the managed store brings {cash} in {months} months and the 90 days after",
        cash=money(sum(business.options[MANAGED].mean_path)),
        months=len(business.horizon),
    )
    return Blocks(
        [
            Heading(text=heading, id="client-months"),
            *_start_table(business),
            Table(
                title=say("The client's cash with {regime}", regime=regime_name(business.regime)),
                columns=_columns(heads),
                rows=_client_rows(business),
                formulas=(
                    ("cash", "contribution - team + start"),
                    ("so_far", "before(so_far) + cash"),
                ),
                note=say(
                    "Contribution is after goods, commissions, fees, promotion and errors. The "
                    "90 days after are the orders that follow after the last month; no fixed fee "
                    "and no team is paid in them. What is sold is bought again."
                ),
            ),
        ]
    )


def _columns(heads: tuple[tuple[str, str], ...]) -> tuple[Column, ...]:
    yuan = say("CNY")
    return (
        Column(name=say("month")),
        *(Column(name=name, unit=yuan, format="money", id=key) for name, key in heads),
    )


def _client_rows(business: Business) -> tuple[tuple[str | float, ...], ...]:
    sales, earned = (by_season(business, line) for line in ("sales", "contribution"))
    low, high = np.quantile(earned, (0.1, 0.9), axis=0)
    team = business.monthly(business.client.file.store.client_team_month_cny)
    start = start_path(business)
    cash = earned.mean(axis=0) - np.array(team) + np.array(start)
    columns = (sales.mean(axis=0), earned.mean(axis=0), low, high, team, start, cash)
    return _rows(business, *columns, tuple(accumulate(cash)))


def _rows(business: Business, *columns: object) -> tuple[tuple[str | float, ...], ...]:
    values = np.array(columns, dtype=float).T.tolist()
    return tuple((name, *row) for name, row in zip(span_names(business), values, strict=True))


def by_season(business: Business, line: str, regime: str = "") -> np.ndarray:
    """Return a line of the managed store's money, in CNY: a row a season, a column a span.

    The months of preparation are noughts. No ``regime`` is the recommended one.
    """
    sold = lines(business.study, regime or business.regime, line)
    return np.pad(sold, ((0, 0), (business.preparation, 0)))


def _start_table(business: Business) -> list[Table | Prose]:
    costs = start_costs(business)
    if not costs:
        return [
            Prose(
                text=say(
                    "The store exists: no set-up fee and no deposit is due before the start. The"
                    " platform's annual fee, the stock that lies there and the work of preparing"
                    " are not in this table."
                )
            )
        ]
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


@dataclass(frozen=True)
class AgencySide:
    """What the agency is paid for the managed store, and what its team costs it, in CNY.

    ``regime`` decides the store's offers; "" is the recommended one.
    """

    business: Business
    regime: str = ""

    @cached_property
    def commission(self) -> np.ndarray:
        """Return the commission: a row a season, a column a span."""
        return by_season(self.business, "agency_commission", self.regime)

    @cached_property
    def fee(self) -> np.ndarray:
        """Return the fixed fee: a row a season, a column a span."""
        return by_season(self.business, "agency_fee", self.regime)

    @property
    def setup(self) -> tuple[float, ...]:
        """Return the set-up fee, which is paid at once."""
        once = start_costs(self.business).get("setup", 0.0)
        return (once, *self.business.monthly(0.0)[1:])

    @property
    def team(self) -> tuple[float, ...]:
        """Return what the team costs by the client file, span by span."""
        return self.business.monthly(self.business.client.file.agency.monthly_cost_cny)

    @property
    def profits(self) -> np.ndarray:
        """Return the profit: a row a season, a column a span."""
        return np.array(self.commission + self.fee + np.array(self.setup) - np.array(self.team))

    @property
    def profit(self) -> float:
        """Return the mean profit over all spans."""
        return float(self.profits.sum(axis=1).mean())

    @property
    def through_oa(self) -> AgencySide:
        """Return the same store's agency with decisions through OA as it is."""
        return AgencySide(self.business, BASELINE)

    def profit_at(self, team_cny: float) -> float:
        """Return the mean profit over all spans with a team of this cost a month."""
        dearer = sum(self.business.monthly(team_cny)) - sum(self.team)
        return self.profit - dearer


def agency_months(engagement: Engagement) -> Blocks:
    """Return the agency's side month by month."""
    business = business_of(engagement)
    side = AgencySide(business)
    return Blocks(
        [
            Heading(
                text=say("The agency {earns} over the same months", earns=_earns(side.profit)),
                id="agency-months",
            ),
            Prose(text=_agency_words(engagement, side)),
            _agency_table(side),
        ]
    )


def _agency_table(side: AgencySide) -> Table:
    profit = side.profits.mean(axis=0)
    means = (side.commission.mean(axis=0), side.fee.mean(axis=0))
    heads = [
        (say("commission"), "commission"),
        (say("fixed fee"), "fee"),
        (say("set-up fee"), "setup"),
        (say("its team"), "team"),
        (say("agency profit"), "profit"),
        (say("profit so far"), "so_far"),
    ]
    columns = [*means, side.setup, side.team, profit, tuple(accumulate(profit))]
    if side.business.regime != BASELINE:
        heads.append((say("profit so far through OA"), "oa_so_far"))
        columns.append(tuple(accumulate(side.through_oa.profits.mean(axis=0))))
    return Table(
        title=say("The agency's profit by month"),
        columns=_columns(tuple(heads)),
        rows=_rows(side.business, *columns),
        formulas=(
            ("profit", "commission + fee + setup - team"),
            ("so_far", "before(so_far) + profit"),
        ),
    )


def _earns(profit: float) -> str:
    if profit > 0:
        return say("earns {amount}", amount=money(profit))
    return say("loses {amount}", amount=money(-profit))


def _agency_words(engagement: Engagement, side: AgencySide) -> str:
    business = side.business
    low, high = np.quantile(side.profits.sum(axis=1), (0.1, 0.9))
    planned = sum(post.cost_cny for post in posts(engagement) if post.side == AGENCY)
    return sentences(
        say_many(
            "10th to 90th percentile of {n} simulated run: {band}.",
            "10th to 90th percentile of {n} simulated runs: {band}.",
            business.replications,
            band=interval(float(low), float(high), signed),
        ),
        ""
        if business.regime == BASELINE
        else say(
            "With decisions through OA as it is the agency {earns}.",
            earns=_earns(side.through_oa.profit),
        ),
        say("An agency that loses with a client will not stay, or will save on its team."),
        say(
            "By the posts and rates of the onboarding plan, our estimates, its team would cost "
            "{planned} a month instead of {stated}; its profit would then be {profit}.",
            planned=money(planned),
            stated=money(business.client.file.agency.monthly_cost_cny),
            profit=money(side.profit_at(planned)),
        ),
    )
