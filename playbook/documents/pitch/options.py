"""The regimes side by side, and the sales they bring."""

from __future__ import annotations

from collections.abc import Container

from playbook.blocks import (
    Blocks,
    Chart,
    Estimate,
    Forest,
    Heading,
    Lines,
    Prose,
    Table,
)
from playbook.documents.by_regime import ALL_SALES, monthly_series, outcome_columns, outcome_rows
from playbook.engagement.engagement import Engagement
from playbook.words.language import say, say_many
from playbook.words.names import regime_name
from playbook.words.phrases import begin, joined, months, signed, spread
from playbook.words.wording import in_words, money, month, sentences, share
from sim.client.regimes import BASELINE, CASE
from sim.model.offers import FOLLOW_ON_DAYS
from sim.results.comparison import Difference

COLUMNS = (
    ("capture_rate", "share"),
    ("decision_latency_h", "hours"),
    (ALL_SALES, "money"),
    ("contribution_cny", "money"),
    ("deciding_cost_cny", "money"),
    ("spend_cny", "money"),
    ("loss_making_deals", "tenths"),
    ("agency_profit_cny", "money"),
)


def regimes(engagement: Engagement) -> Blocks:
    """Return all regimes with their outcomes and paired differences."""
    comparison = engagement.comparison
    differences = {
        name: comparison.joint_difference(name, "contribution_cny")
        for name in comparison.alternatives
    }
    return Blocks(
        [
            Heading(text=options_title(differences), id="options"),
            Prose(text=_best(engagement, differences)),
            forest(differences, engagement.recommendation.ruled_out),
            _outcomes(engagement),
        ]
    )


def options_title(differences: dict[str, Difference]) -> str:
    """Return how many regimes on offer surely beat OA, or that none does."""
    allowed = {name: found for name, found in differences.items() if name != CASE}
    better = [name for name, found in allowed.items() if found.is_sure and found.mean > 0]
    worse = [name for name, found in allowed.items() if found.is_sure and found.mean < 0]
    count = len(allowed)
    if not better:
        return _none_better(count, len(worse))
    return say_many(
        "{n} of {count} ways of deciding on offer beats OA beyond chance: {regimes}",
        "{n} of {count} ways of deciding on offer beat OA beyond chance: {regimes}",
        len(better),
        count=count,
        regimes=in_words([regime_name(name) for name in better]),
    )


def _none_better(count: int, worse: int) -> str:
    """Return the title where no regime surely beats OA: luck hides no gain where all lose."""
    if worse == count:
        return say(
            "Each of {count} ways of deciding on offer is clearly worse than OA as it is",
            count=count,
        )
    if not worse:
        return say(
            "None of {count} ways of deciding on offer differs from OA as it is beyond chance",
            count=count,
        )
    return say_many(
        "None of {count} ways of deciding on offer clearly beats OA as it is; {n} is clearly worse",
        "None of {count} ways of deciding on offer clearly beats OA as it is; {n} are clearly "
        "worse",
        worse,
        count=count,
    )


def _best(engagement: Engagement, differences: dict[str, Difference]) -> str:
    best = max(
        (name for name in differences if name != CASE), key=lambda name: differences[name].mean
    )
    told = {"regime": begin(regime_name(best)), "gain": signed(differences[best].mean)}
    if best in engagement.recommendation.ruled_out:
        return say(
            "{regime} shows the best contribution against OA ({gain}); why it is not recommended"
            " stands on the first page.",
            **told,
        )
    if best != engagement.candidate:
        return say(
            "{regime} shows the best contribution against OA ({gain}); why {candidate} is weighed"
            " before it stands on the first page.",
            **told,
            candidate=regime_name(engagement.candidate),
        )
    return say("{regime} shows the best contribution against OA ({gain}).", **told)


def forest(
    differences: dict[str, Difference],
    ruled_out: Container[str],
    *,
    title: str = "",
    told: str = "",
) -> Chart:
    """Return the paired differences in contribution with their intervals, one mark a regime.

    What is ruled out is marked, so that the longest bar is not taken for the answer. ``told`` says
    what the ends are where they are no intervals of the mean.
    """
    return Forest(
        title=title or say("Contribution against OA as it is, on the same runs"),
        alt=joined(
            say(
                "{regime}: {gain}, {interval}",
                regime=regime_name(name),
                gain=signed(found.mean),
                interval=spread(found),
            )
            for name, found in differences.items()
        ),
        points=tuple(
            Estimate(
                label=_label(name, is_ruled_out=name in ruled_out),
                key=name,
                value=found.mean,
                low=found.low,
                high=found.high,
            )
            for name, found in differences.items()
        ),
        format="signed_money",
        note=sentences(
            told
            or say(
                "Mean difference with its interval; in 95 % of studies all of these intervals "
                "hold at once. They are of the mean, single runs scatter more."
            ),
            say("Ruled out is what goes beyond your limits.")
            if any(name in ruled_out for name in differences)
            else "",
        ),
    )


def _label(name: str, *, is_ruled_out: bool) -> str:
    """Return a regime's name for its mark; the dated switch of a case is no choice."""
    label = begin(regime_name(name))
    if is_ruled_out:
        return say("{regime} (ruled out)", regime=label)
    return say("{regime} (not on offer)", regime=label) if name == CASE else label


def _outcomes(engagement: Engagement) -> Table:
    yuan = say("CNY")
    heads = (
        (say("won"), ""),
        (say("answer, all filed"), ""),
        (say("sales"), yuan),
        (say("contribution"), yuan),
        (say("deciding"), yuan),
        (say("cash spent"), yuan),
        (say("loss-making deals"), ""),
        (say("agency profit"), yuan),
    )
    return Table(
        title=say(
            "Means over {number} runs of {span}",
            number=engagement.comparison.replications,
            span=months(engagement.months),
        ),
        detail=True,
        columns=outcome_columns(heads, COLUMNS),
        rows=outcome_rows(engagement.comparison, engagement.comparison.regimes, COLUMNS),
        note=sentences(
            say(
                "Sales, contribution and agency profit also hold the {n} days in which what the "
                "period began is sold out.",
                n=FOLLOW_ON_DAYS,
            ),
            say(
                "What deciding costs is taken off contribution already. The other columns are of "
                "the period's offers."
            ),
        ),
    )


def sales(engagement: Engagement) -> Blocks:
    """Return the sales month by month under OA and the candidate, with their bands."""
    names = (BASELINE, engagement.candidate)
    ours, theirs = (engagement.comparison.summary(name, "sales_cny") for name in reversed(names))
    text = say(
        "Over {span} the store sells {ours} with {regime} and {theirs} under OA. Single runs "
        "scatter: nine in ten bring at least {ours_low} and {theirs_low}.",
        span=months(engagement.months),
        regime=regime_name(engagement.candidate),
        ours=money(ours.mean),
        theirs=money(theirs.mean),
        ours_low=money(ours.p10),
        theirs_low=money(theirs.p10),
    )
    told = Blocks([Heading(text=_sales_heading(engagement), id="sales"), Prose(text=text)])
    if len(engagement.comparison.sales_by_month(BASELINE)) < 2:
        return told  # a line needs two months
    return told + Blocks([_by_month(engagement, names)])


def _sales_heading(engagement: Engagement) -> str:
    gain = engagement.comparison.difference(engagement.candidate, "sales_cny")
    base = engagement.comparison.summary(BASELINE, "sales_cny").mean
    if not gain.is_sure:
        return say(
            "Sales with {regime} cannot be told from those under OA",
            regime=regime_name(engagement.candidate),
        )
    told = {
        "regime": begin(regime_name(engagement.candidate)),
        "money": money(abs(gain.mean)),
        "share": share(abs(gain.mean) / base if base else None),
    }
    if gain.mean > 0:
        return say("{regime} sells {money} more than OA ({share})", **told)
    return say("{regime} sells {money} less than OA ({share})", **told)


def _by_month(engagement: Engagement, names: tuple[str, str]) -> Chart:
    rows = {name: engagement.comparison.sales_by_month(name) for name in names}
    last = {name: found[-1] for name, found in rows.items()}
    return Lines(
        title=say(
            "In {month} the store sells {ours} with {regime} and {theirs} under OA",
            month=month(last[BASELINE]["month"]),
            ours=money(last[engagement.candidate]["mean"]),
            theirs=money(last[BASELINE]["mean"]),
            regime=regime_name(engagement.candidate),
        ),
        alt=joined(
            say(
                "{what}: {value}",
                what=regime_name(name),
                value=say(", ").join(
                    say("{what}: {value}", what=month(row["month"]), value=money(row["mean"]))
                    for row in found
                ),
            )
            for name, found in rows.items()
        ),
        x=tuple(month(row["month"]) for row in rows[BASELINE]),
        series=monthly_series(
            rows, {name: begin(regime_name(name)) for name in rows}, {name: name for name in rows}
        ),
        format="money",
        band=say("10th to 90th percentile of runs"),
        note=say("The band is where eight of ten runs lie, not the interval of the mean."),
    )
