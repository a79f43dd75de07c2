"""The money month by month: the client's profit and loss, the agency's, and the budget.

Every sum, difference and total is a formula of its table, so the workbook calculates on when a
reader changes a number.
"""

from __future__ import annotations

from itertools import accumulate

from playbook.blocks import Blocks, Column, Heading, Prose, Table
from playbook.engagement.cash import middle
from playbook.engagement.engagement import Engagement
from playbook.engagement.quota import mean_money, mean_of
from playbook.engagement.rights import asks_for_charter, chartered
from playbook.engagement.verdict import with_run_out
from playbook.words.language import say, say_many
from playbook.words.names import regime_name
from playbook.words.phrases import begin, doubt, moves
from playbook.words.wording import money, month, sentences
from sim.client.regimes import BASELINE
from sim.model.units import MONTHS_A_QUARTER
from sim.results.breakdowns import COSTS, RUN_OUT


def profit_and_loss(engagement: Engagement) -> Blocks:
    """Return the client's profit and loss by month with the regime recommended.

    Beside it stands what it adds to OA; where OA stays, what the nearest alternative would change.
    """
    results, regime = engagement.comparison.results, engagement.recommendation.regime
    ours = mean_money(results, regime)
    lost = [span for span in ours if span != RUN_OUT and ours[span]["contribution"] < 0]
    scatter = say(
        "Means over {count} runs; single runs scatter.",
        count=engagement.method.replications,
    )
    return Blocks(
        [
            Heading(text=_heading(engagement), id="profit-and-loss"),
            Prose(
                text=sentences(
                    _losing_months(lost), _own_team(engagement), scatter, _set_up(engagement)
                )
            ),
            _statement(regime, ours),
            *_by_month(engagement),
            _agency(engagement),
        ]
    )


def _heading(engagement: Engagement) -> str:
    """Return what the regime recommended earns or adds."""
    if not engagement.recommendation.stays_with_oa:
        return _added(engagement, engagement.recommendation.gain.mean)
    earned = engagement.comparison.summary(BASELINE, "contribution_cny").mean
    return say(
        "With OA as it is the store contributes {earned} in {span}",
        earned=money(earned),
        span=with_run_out(engagement.months),
    )


def _added(engagement: Engagement, total: float) -> str:
    regime = begin(regime_name(engagement.candidate))
    if not engagement.recommendation.gain.is_sure:
        return say(
            "{regime} {moves}{doubt}, the 90 days after the period included",
            regime=regime,
            moves=moves(total),
            doubt=doubt(engagement.recommendation.gain),
        )
    return say(
        "{regime} adds {total} to the contribution, the 90 days after the period included",
        regime=regime,
        total=money(total),
    )


def _losing_months(lost: list[str]) -> str:
    if not lost:
        return say("In no month of the period is the mean contribution negative.")
    return say_many(
        "In {n} month of the period the mean contribution is negative: {months}.",
        "In {n} months of the period the mean contribution is negative: {months}.",
        len(lost),
        months=", ".join(month(span) for span in lost),
    )


def _own_team(engagement: Engagement) -> str:
    """Return that the client's own team is still to be paid, out of these sums."""
    team = engagement.client.file.store.client_team_month_cny
    if not team:
        return ""
    return say(
        "Your own team ({team} a month) is not taken off here: the business case pays it out of"
        " these sums.",
        team=money(team),
    )


def _set_up(engagement: Engagement) -> str:
    """Return where what is paid before the season stands, which is the same under every regime."""
    if not engagement.client.file.offers.new_store:
        return say("The store exists: no set-up fee is due.")
    return say(
        "What is paid once before the period is in none of these tables, as it is the same under "
        "every way of deciding: the set-up fee ({fee}, the middle of the usual range), deposit, "
        "pages and opening stock stand in the business case, in both sides' months.",
        fee=money(middle("setup", engagement.client.file.client.era)),
    )


def _statement(regime: str, ours: dict[str, dict[str, float]]) -> Table:
    spans = list(ours)
    ids = [f"m{number}" for number in range(len(spans))]
    lines = ["sales", *COSTS]
    rows = [
        (_line_name(line), *values, sum(values))
        for line in lines
        for values in [[ours[span][line] for span in spans]]
    ]
    earned = [ours[span]["sales"] - sum(ours[span][line] for line in COSTS) for span in spans]
    rows.append((say("contribution"), *earned, sum(earned)))
    return Table(
        title=say("Profit and loss of the store with {regime}", regime=regime_name(regime)),
        columns=(
            Column(name=say("line")),
            *(
                Column(name=_span_name(span), unit=say("CNY"), format="money", id=name)
                for span, name in zip(spans, ids, strict=True)
            ),
            Column(name=say("total"), unit=say("CNY"), format="money", id="total"),
        ),
        rows=tuple(rows),
        row_ids=(*lines, "contribution"),
        formulas=(
            ("contribution", f"sales - sum({', '.join(COSTS)})"),
            ("total", f"sum({', '.join(ids)})"),
        ),
        total=True,
        note=say(
            "Means over the simulated runs. Price reductions: discounts below list, the thinner "
            "margin of special packs and brand damage, which the ledger does not tell apart."
        ),
    )


def _by_month(engagement: Engagement) -> list[Table]:
    """Return OA's contribution by month beside the candidate's; a rejected one as a difference."""
    if engagement.candidate == BASELINE:
        return []
    results = engagement.comparison.results
    oa, other = (
        [lines["contribution"] for lines in mean_money(results, regime).values()]
        for regime in (BASELINE, engagement.candidate)
    )
    spans = [_span_name(span) for span in mean_money(results, BASELINE)]
    more = [theirs - ours for ours, theirs in zip(oa, other, strict=True)]
    so_far = list(accumulate(more))
    if engagement.recommendation.stays_with_oa:
        return [_against_oa(engagement, tuple(zip(spans, oa, more, so_far, strict=True)))]
    return [_gain(engagement, tuple(zip(spans, oa, other, more, so_far, strict=True)))]


def _gain(
    engagement: Engagement, rows: tuple[tuple[str, float, float, float, float], ...]
) -> Table:
    columns = (
        (regime_name(BASELINE), "money", "oa"),
        (regime_name(engagement.candidate), "money", "ours"),
        (say("difference"), "signed_money", "difference"),
        (say("difference so far"), "signed_money", "so_far"),
    )
    return Table(
        title=say("Contribution by month, and what adds up"),
        detail=True,
        columns=(Column(name=say("month")), *(_yuan(*column) for column in columns)),
        rows=rows,
        formulas=(("difference", "ours - oa"), ("so_far", "before(so_far) + difference")),
    )


def _against_oa(engagement: Engagement, rows: tuple[tuple[str, float, float, float], ...]) -> Table:
    columns = (
        (regime_name(BASELINE), "money", "oa"),
        (_change_to(engagement), "signed_money", "difference"),
        (say("difference so far"), "signed_money", "so_far"),
    )
    return Table(
        title=say("Contribution by month, and what the nearest alternative would change"),
        detail=True,
        columns=(Column(name=say("month")), *(_yuan(*column) for column in columns)),
        rows=rows,
        formulas=(("so_far", "before(so_far) + difference"),),
    )


def _change_to(engagement: Engagement) -> str:
    return say("change with {regime}", regime=regime_name(engagement.candidate))


def _yuan(name: str, format: str, key: str = "") -> Column:
    return Column(name=name, unit=say("CNY"), format=format, id=key)


def _agency(engagement: Engagement) -> Table:
    """Return the agency's profit under OA, and under the candidate or what that would change."""
    oa = _agency_lines(engagement, BASELINE)
    columns, heads = [oa], [_yuan(regime_name(BASELINE), "money")]
    if engagement.candidate != BASELINE:
        other = _agency_lines(engagement, engagement.candidate)
        stays = engagement.recommendation.stays_with_oa
        columns.append([b - a for a, b in zip(oa, other, strict=True)] if stays else other)
        heads.append(
            _yuan(_change_to(engagement), "signed_money")
            if stays
            else _yuan(regime_name(engagement.candidate), "money")
        )
    names = (
        say("commission"),
        say("fixed fee"),
        say("its team"),
        say("filing, plan work and breaches"),
        say("agency profit"),
    )
    return Table(
        title=say("The agency's side, period and the 90 days after"),
        detail=True,
        columns=(Column(name=say("line")), *heads),
        rows=tuple((name, *values) for name, *values in zip(names, *columns, strict=True)),
        row_ids=("commission", "fee", "team", "breaches", "profit"),
        formulas=(("profit", "commission + fee - team - breaches"),),
        total=True,
    )


def _agency_lines(engagement: Engagement, regime: str) -> list[float]:
    """Return commission, fee, team, breaches and profit; breaches are what its outcome leaves."""
    results = engagement.comparison.results
    spans = mean_money(results, regime).values()
    commission = sum(lines["agency_commission"] for lines in spans)
    fee = sum(lines["agency_fee"] for lines in spans)
    team = engagement.client.file.agency.monthly_cost_cny * engagement.months
    told = mean_of(results.seasons(regime, "agency_profit_cny"))
    breaches = round(commission + fee - team - told, 2) + 0.0  # no minus nought
    return [commission, fee, team, breaches, commission + fee - team - breaches]


def budget(engagement: Engagement) -> Blocks:
    """Return the promotion budget of a quarter: the plan's part and what is held back."""
    plan, charter = engagement.client.file.plan, chartered(engagement).file.charter
    reserve = plan.quarter_budget_cny * plan.reserve_share
    quotas = charter.month_quota_cny * MONTHS_A_QUARTER
    heading = say(
        "Of {budget} a quarter, {reserve} is held back for ad-hoc offers",
        budget=money(plan.quarter_budget_cny),
        reserve=money(reserve),
    )
    asked = asks_for_charter(engagement)
    return Blocks(
        [
            Heading(text=heading, id="budget"),
            *([Prose(text=_quotas_fit(quotas, reserve))] if asked else []),
            _budget_table(plan.quarter_budget_cny, reserve),
        ]
    )


def _quotas_fit(quotas: float, reserve: float) -> str:
    return say(
        "Three months' quota of the green channel ({quotas}) {fits}.",
        quotas=money(quotas),
        fits=say("is more than that") if quotas > reserve else say("fits in it"),
    )


def _budget_table(budget_cny: float, reserve: float) -> Table:
    return Table(
        title=say("Promotion budget of a quarter"),
        columns=(
            Column(name=say("what for")),
            Column(name=say("amount"), unit=say("CNY"), format="money", id="amount"),
        ),
        rows=(
            (say("planned campaigns"), budget_cny - reserve),
            (say("reserve for ad-hoc offers"), reserve),
            (say("promotion budget a quarter"), budget_cny),
        ),
        row_ids=("campaigns", "reserve", "budget"),
        formulas=(("budget", "campaigns + reserve"),),
        total=True,
    )


def _span_name(span: str) -> str:
    return say("90 days after") if span == RUN_OUT else month(span)


def _line_name(line: str) -> str:
    names = {
        "sales": say("sales"),
        "returned_goods": say("returned goods"),
        "goods": say("cost of goods"),
        "price_reductions": say("price reductions"),
        "parcels": say("parcels"),
        "platform_commission": say("platform commission"),
        "agency_commission": say("agency commission"),
        "promotion": say("promotion cost"),
        "errors": say("errors and cancelled orders"),
        "agency_fee": say("agency's fixed fee"),
        "deciding": say("cost of deciding"),
    }
    return names[line]
