"""The first page: the answer, its range, its risk, and the decision asked for."""

from __future__ import annotations

from playbook.blocks import Blocks, Bullets, Callout, Cover, Heading, Kpi, Kpis, Provenance
from playbook.pitch.case import BASELINE, MODEL, SIX, PitchCase
from playbook.regime_words import REGIMES
from playbook.wording import day, hours, interval, money, points, share


def cover(case: PitchCase) -> Blocks:
    """Return the cover, and what the numbers rest on."""
    file = case.client.file
    season = case.client.scenario
    first, last = season.start, season.date_of(season.days - 1)
    return Blocks(
        [
            Cover(
                title=title(case),
                subtitle=f"Decision rights for promotion resources of {file.client.brand}",
                client=file.client.name,
                as_of=file.client.as_of.isoformat(),
                facts=(
                    ("Season simulated", f"{day(first)} to {day(last)}"),
                    ("Regimes compared", "; ".join(REGIMES[name] for name in SIX)),
                    ("Method", f"{case.replications} seasons, every regime on the same luck"),
                ),
            ),
            Provenance(
                client=file.client.name,
                as_of=file.client.as_of.isoformat(),
                model_version=MODEL,
                seed=case.seed,
                replications=case.replications,
                inputs=case.client.files,
            ),
        ]
    )


def title(case: PitchCase) -> str:
    """Return the title: what the client should do."""
    name = case.client.file.client.name
    if case.recommendation.stays_with_oa:
        return f"{name} should keep its OA chain for promotion resources"
    verbs = {
        "oa_urged": "speed its OA chain up",
        "plan": "approve its campaigns in a quarterly plan",
        "green": "open a green channel",
        "plan_green": "join a quarterly plan with a green channel",
        "delegated": "delegate promotion decisions",
    }
    return f"{name} should {verbs[case.recommendation.regime]}"


def headline(case: PitchCase) -> str:
    """Return the answer in two sentences, with its interval."""
    gain, comparison = case.gain, case.comparison
    spread = interval(gain.low, gain.high, lambda value: money(value, signed=True))
    ours = comparison.summary(case.candidate, "capture_rate").mean
    theirs = comparison.summary(BASELINE, "capture_rate").mean
    capture = f"{share(ours)} of the offers are captured instead of {share(theirs)}"
    change = f"{money(gain.mean, signed=True)} of contribution in {case.months} months"
    if case.recommendation.stays_with_oa:
        limit = money(case.recommendation.matters)
        lead = (
            f"Keep the OA chain: the best alternative, {case.candidate_name}, would change {change}"
        )
        why = f"too little to act on (what matters begins at {limit})"
        if gain.mean == 0:
            why = "which is nothing"
        elif gain.low is None or gain.low <= 0:
            why = "which cannot be told from nothing" if (gain.high or 0) > 0 else "which is a loss"
        return (
            f"{lead.replace('would change', 'brings')} (95 % interval {spread}), {why}; {capture}."
        )
    return (
        f"With {case.candidate_name}, {capture}: {change} (95 % interval {spread}),"
        f" better in {share(gain.p_better)} of seasons."
    )


def answer(case: PitchCase) -> Blocks:
    """Return the executive page."""
    return Blocks(
        [
            Heading(text="The answer on one page"),
            Callout(
                text=headline(case), tone="neutral" if case.recommendation.stays_with_oa else "good"
            ),
            Kpis(items=_kpis(case)),
            Bullets(items=tuple(_points(case))),
            Heading(text="The decision asked for", level=2),
            Bullets(items=tuple(decisions(case)), numbered=True),
        ]
    )


def _kpis(case: PitchCase) -> tuple[Kpi, ...]:
    comparison, ours = case.comparison, case.candidate
    capture = comparison.difference(ours, "capture_rate")
    worst = comparison.summary(ours, "worst_month_cny")
    latency = comparison.summary(BASELINE, "decision_latency_h").mean
    return (
        Kpi(
            label="Offers captured",
            value=points(capture.mean),
            detail=f"{interval(capture.low, capture.high, points)}, against OA",
            tone="good" if capture.is_sure and capture.mean > 0 else "neutral",
        ),
        Kpi(
            label=f"Contribution, {case.months} months",
            value=money(case.gain.mean, signed=True),
            detail=interval(case.gain.low, case.gain.high, lambda v: money(v, signed=True)),
            tone=_tone(case.gain.mean, case.gain.is_sure),
        ),
        Kpi(
            label="Worst month, one season in 20",
            value=money(worst.mean),
            detail="deal value of the offers taken in it",
            tone="bad" if worst.mean < 0 else "neutral",
        ),
        Kpi(
            label="Decision today",
            value=hours(latency),
            detail="mean from offer to answer through OA",
            tone="neutral",
        ),
    )


def _points(case: PitchCase) -> list[str]:
    comparison, ours = case.comparison, case.candidate
    lines = []
    if ours == "oa_urged":
        lines.append(_runner_up(case))
    else:
        gain = comparison.difference("oa_urged", "contribution_cny")
        versus = comparison.between(ours, "oa_urged", "contribution_cny")
        lines.append(
            f"The cheap fix - deputies, chasing, answers until the evening - alone changes"
            f" contribution by {money(gain.mean, signed=True)}; {case.candidate_name} differs from"
            f" it by {money(versus.mean, signed=True)}"
            f" ({interval(versus.low, versus.high, lambda v: money(v, signed=True))})"
            f"{'' if versus.is_sure else ', which cannot be told from nothing'}."
        )
    losses = comparison.summary(ours, "loss_making_deals").mean
    risk = comparison.regimes[ours]["money_at_risk_cny"]
    risk_words = (
        f" and in one season in 20 the channel's deals fall by more than {money(risk.mean)}"
        " within a month"
        if risk is not None
        else ""
    )
    lines.append(f"The price: {losses:.1f} loss-making deals a season on average{risk_words}.")
    for name, reason in case.recommendation.ruled_out.items():
        lines.append(_ruled_out(case, name, reason))
    return lines


def _runner_up(case: PitchCase) -> str:
    """Return how far the second best regime lies behind the recommended one."""
    second = case.recommendation.runner_up
    behind = case.comparison.between(second, case.candidate, "contribution_cny")
    spread = interval(behind.low, behind.high, lambda v: money(v, signed=True))
    doubt = "" if behind.is_sure else ", which cannot be told from nothing"
    return (
        f"{REGIMES[second].capitalize()} comes next: its contribution differs by"
        f" {money(behind.mean, signed=True)} ({spread}){doubt}."
    )


def _ruled_out(case: PitchCase, name: str, reason: str) -> str:
    gain = case.comparison.difference(name, "contribution_cny")
    lead = f"{REGIMES[name].capitalize()} shows {money(gain.mean, signed=True)} but is ruled out: "
    if reason == "red_line":
        damage = case.comparison.summary(name, "brand_damage_cny").mean
        losses = case.comparison.summary(name, "loss_making_deals").mean
        return (
            f"{lead}it crosses the brand's red line (damage of {money(damage)} a season)"
            f" and takes {losses:.1f} loss-making deals."
        )
    risk = case.comparison.summary(name, "money_at_risk_cny").mean
    return f"{lead}it may lose {money(risk)} within a month, more than the stop-loss allows."


def decisions(case: PitchCase) -> list[str]:
    """Return what the client is asked to decide."""
    charter, plan = case.client.file.charter, case.client.file.plan
    go_live = case.client.file.project.go_live
    if case.recommendation.stays_with_oa:
        return [
            "Keep the OA chain for promotion resources, and measure its latency each quarter.",
            "Come back to the question when windows get shorter, or when the agency is paid on"
            " contribution instead of sales (see: when OA is the better choice).",
        ]
    asked = {
        "green": f"Sign the green-channel charter: {money(charter.quota_cny)} a decision,"
        f" {money(charter.month_quota_cny)} a month, before the store opens on {day(go_live)}.",
        "plan": f"Approve a quarterly plan with a budget of {money(plan.quarter_budget_cny)}.",
        "oa_urged": "Name a deputy for every approver and answer on the phone until the evening.",
    }
    wanted = {
        "plan_green": ("plan", "green"),
        "green": ("green",),
        "plan": ("plan",),
        "oa_urged": ("oa_urged",),
    }
    chosen = [asked[key] for key in wanted.get(case.recommendation.regime, ())]
    return [*chosen, "Name one decision maker and a deputy, and agree on the 90-day review."]


def _tone(value: float, sure: bool) -> str:
    if not sure:
        return "neutral"
    return "good" if value > 0 else "bad"
