"""What if: today's OA against a chosen regime, as the client file says and with other levers.

Levers of the policy (quota, scope, signatures, approvers' speed) change the chosen regime only;
today's OA stays as it is. Levers of the world (the agency's self-interest, the length of windows)
change the seasons that all of them meet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from playbook.blocks import Blocks, Callout, Chart, Column, Cover, Heading, Prose, Provenance, Table
from playbook.pitch.case import BASELINE, MODEL
from playbook.regime_words import REGIMES
from playbook.wording import day, interval, money, month, points, share
from sim.chain import Chasing
from sim.charter import Charter
from sim.comparison import Comparison, Difference, Summary, compare
from sim.experiment import Experiment
from sim.loader import Client, load_client
from sim.problems import Problem, ProblemError, did_you_mean
from sim.regime_catalogue import SIX, charter_of, plan_of
from sim.regimes import Delegated, Green, Oa, Planned, Regime
from sim.units import fen

CHOSEN = "as the client file says"
CHANGED = "with these levers"

COLUMNS = (
    ("captured", "capture_rate", "share", ""),
    ("answer, all filed", "decision_latency_h", "hours", ""),
    ("answer, captured", "captured_latency_h", "hours", ""),
    ("sales", "sales_cny", "money", "CNY"),
    ("contribution", "contribution_cny", "money", "CNY"),
    ("spent", "spend_cny", "money", "CNY"),
    ("loss-making deals", "loss_making_deals", "tenths", ""),
    ("worst month", "worst_month_cny", "money", "CNY"),
)


@dataclass(frozen=True, kw_only=True)
class Levers:
    """Hold the levers of one question; None leaves what the client file says.

    ``quota_*`` are in CNY of exposure, ``approver_speed`` 2 means that they look twice as soon,
    ``window_length`` 2 that offers stay open twice as long. Raise ``ProblemError`` on nonsense.
    """

    regime: str = "plan_green"
    quota_per_decision_cny: float | None = None
    quota_per_month_cny: float | None = None
    kinds_excluded: str | None = None
    dropped_signatures: str = ""
    approver_speed: float = 1.0
    self_interest: float | None = None
    window_length: float = 1.0

    def __post_init__(self) -> None:
        problems = [
            Problem(where="what_if", field=name, value=getattr(self, name), rule=rule)
            for name, rule in self._faults()
        ]
        if self.regime not in SIX:
            remedy = did_you_mean(self.regime, SIX)
            problems.append(
                Problem(
                    where="what_if",
                    field="regime",
                    value=self.regime,
                    rule="no such regime",
                    remedy=remedy,
                )
            )
        if problems:
            raise ProblemError(problems)

    def _faults(self) -> list[tuple[str, str]]:
        rules = {
            "quota_per_decision_cny": (0.0, 1e9, "an amount of at least 0, or None"),
            "quota_per_month_cny": (0.0, 1e9, "an amount of at least 0, or None"),
            "approver_speed": (0.01, 1000.0, "a multiple from 0.01 to 1000"),
            "self_interest": (0.0, 1.0, "a weight from 0 to 1, or None"),
            "window_length": (0.01, 1000.0, "a multiple from 0.01 to 1000"),
        }
        return [
            (name, f"must be {rule}")
            for name, (low, high, rule) in rules.items()
            if not _within(getattr(self, name), low, high, optional="None" in rule)
        ]


@dataclass(frozen=True)
class WhatIf:
    """Hold one question and its answer on the same seasons."""

    client: Client
    levers: Levers
    seed: int
    replications: int
    workers: int

    @cached_property
    def comparison(self) -> Comparison:
        """Return today's OA, the chosen regime, and the chosen regime with the levers."""
        experiment = Experiment(
            scenario=self.client.scenario,
            regimes=self.regimes,
            seed=self.seed,
            replications=self.replications,
            workers=self.workers,
        )
        return compare(self.client.file.client.name, self.seed, experiment.run())

    @cached_property
    def regimes(self) -> Mapping[str, Regime]:
        """Return the three regimes that are compared, today's OA first."""
        charter = charter_of(self.client.file, self.client.scenario)
        as_told = _regime(self.client, self.levers.regime, charter, Chasing())
        changed = _regime(
            self.client,
            self.levers.regime,
            _changed_charter(self.client, charter, self.levers),
            _chasing(self.client, self.levers),
        )
        return {BASELINE: Oa(), CHOSEN: as_told, CHANGED: changed}


def what_if(
    client: str,
    *,
    seed: int = 1,
    replications: int = 100,
    workers: int = 1,
    **levers: str | float | None,
) -> WhatIf:
    """Return the question that ``levers`` ask of a client file."""
    asked = Levers(**levers)  # type: ignore[arg-type]
    loaded = load_client(client)
    world = [f"offers.window_factor={loaded.file.offers.window_factor * asked.window_length}"]
    if asked.self_interest is not None:
        world.append(f"agency.self_interest={asked.self_interest}")
    return WhatIf(load_client(client, world), asked, seed, replications, workers)


def cover(question: WhatIf) -> Blocks:
    """Return the cover: what is asked."""
    file, levers = question.client.file, question.levers
    season = question.client.scenario
    return Blocks(
        [
            Cover(
                title=f"What if {file.client.brand} decided otherwise?",
                subtitle=f"{REGIMES[levers.regime].capitalize()} against today's OA",
                client=file.client.name,
                as_of=file.client.as_of.isoformat(),
                facts=(
                    ("Levers", "; ".join(_asked(levers)) or "none: as the client file says"),
                    ("Season", f"{day(season.start)}, {file.season.months} months"),
                ),
            ),
            Provenance(
                client=file.client.name,
                as_of=file.client.as_of.isoformat(),
                model_version=MODEL,
                seed=question.seed,
                replications=question.replications,
                inputs=question.client.files,
            ),
        ]
    )


def answer(question: WhatIf) -> Blocks:
    """Return the answer: the levers against the file's settings, and against today's OA."""
    comparison = question.comparison
    levers = comparison.between(CHANGED, CHOSEN, "contribution_cny")
    oa = comparison.difference(CHANGED, "contribution_cny")
    capture = comparison.between(CHANGED, CHOSEN, "capture_rate")
    verdict = "cannot be told from nothing" if not levers.is_sure else "is beyond doubt"
    text = (
        f"With these levers {REGIMES[question.levers.regime]} changes contribution by"
        f" {_signed(levers)} against the client file's settings, which {verdict};"
        f" captured offers change by {points(capture.mean)}. Against today's OA contribution"
        f" changes by {_signed(oa)}."
    )
    if not _asked(question.levers):
        text = (
            f"No lever is set: {REGIMES[question.levers.regime]} as the client file says changes"
            f" contribution by {_signed(oa)} against today's OA."
        )
    return Blocks([Heading(text="The answer"), Callout(text=text)])


def side_by_side(question: WhatIf) -> Blocks:
    """Return the outcomes of all three, and the paired differences to today's OA."""
    comparison = question.comparison
    names = {BASELINE: "today's OA", CHOSEN: CHOSEN, CHANGED: CHANGED}
    return Blocks(
        [
            Heading(text="Side by side"),
            Table(
                title=f"Means over {question.replications} seasons",
                columns=(
                    Column(name="scenario"),
                    *(Column(name=n, format=f, unit=u, align="right") for n, _, f, u in COLUMNS),
                ),
                rows=tuple(
                    (names[name], *(_mean(row[outcome]) for _, outcome, _, _ in COLUMNS))
                    for name, row in comparison.regimes.items()
                ),
            ),
            Chart(
                kind="forest",
                title="Contribution against today's OA",
                alt="; ".join(
                    f"{name}: {_signed(comparison.difference(name, 'contribution_cny'))}"
                    for name in (CHOSEN, CHANGED)
                ),
                data={
                    "points": [_point(comparison, name) for name in (CHOSEN, CHANGED)],
                    "format": "signed_money",
                },
                note="Mean paired difference with its 95 % interval.",
            ),
        ]
    )


def months(question: WhatIf) -> Blocks:
    """Return sales month by month, with the band of single seasons."""
    found = question.comparison.months
    better = question.comparison.difference(CHANGED, "sales_cny")
    keys = {BASELINE: BASELINE, CHOSEN: question.levers.regime, CHANGED: "case"}
    text = (
        f"Sales change by {_signed(better)} against today's OA over the season;"
        f" they are higher in {share(better.p_better)} of seasons."
    )
    told = Blocks([Heading(text="Month by month"), Prose(text=text)])
    if len(found[BASELINE]) < 2:
        return told  # a line needs two months
    return told + Blocks(
        [
            Chart(
                kind="lines",
                title="Sales by month",
                alt="; ".join(
                    f"{name}: " + ", ".join(f"{month(r['month'])} {money(r['mean'])}" for r in rows)
                    for name, rows in found.items()
                ),
                data={
                    "x": [month(row["month"]) for row in found[BASELINE]],
                    "series": [
                        {
                            "name": "today's OA" if name == BASELINE else name,
                            "key": keys[name],
                            "values": [row["mean"] for row in rows],
                            "low": [row["p10"] for row in rows],
                            "high": [row["p90"] for row in rows],
                        }
                        for name, rows in found.items()
                    ],
                    "format": "money",
                    "band": "10th to 90th percentile of seasons",
                },
            ),
        ]
    )


def _within(value: object, low: float, high: float, *, optional: bool) -> bool:
    if value is None:
        return optional
    return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _asked(levers: Levers) -> list[str]:
    """Return the levers that are set, in words."""
    said = []
    if levers.quota_per_decision_cny is not None:
        said.append(f"quota per decision {money(levers.quota_per_decision_cny)}")
    if levers.quota_per_month_cny is not None:
        said.append(f"quota per month {money(levers.quota_per_month_cny)}")
    if levers.kinds_excluded is not None:
        said.append(f"kinds outside: {levers.kinds_excluded or 'none'}")
    if levers.dropped_signatures:
        said.append(f"without the signature of {levers.dropped_signatures}")
    if levers.approver_speed != 1.0:
        said.append(f"approvers look {levers.approver_speed:g} times as soon")
    if levers.self_interest is not None:
        said.append(f"agency's self-interest {levers.self_interest:g}")
    if levers.window_length != 1.0:
        said.append(f"windows {levers.window_length:g} times as long")
    return said


def _changed_charter(client: Client, charter: Charter, levers: Levers) -> Charter:
    if levers.quota_per_decision_cny is not None:
        quota = fen(levers.quota_per_decision_cny)
        above = round(client.file.charter.audit_above_share * quota)
        charter = replace(charter, quota=quota, audit_above=above)
    if levers.quota_per_month_cny is not None:
        charter = replace(charter, month_quota=fen(levers.quota_per_month_cny))
    if levers.kinds_excluded is not None:
        kinds = _known(client.scenario.kinds, levers.kinds_excluded, "kinds_excluded", "kind")
        charter = replace(charter, kinds_excluded=frozenset(kinds))
    return charter


def _chasing(client: Client, levers: Levers) -> Chasing:
    roles = client.scenario.chain.approvers
    dropped = _known(roles, levers.dropped_signatures, "dropped_signatures", "signature")
    if len(dropped) == len(roles):
        rule = "nobody would be left to sign"
        raise ProblemError(Problem(where="what_if", field="dropped_signatures", rule=rule))
    return Chasing(attention=1.0 / levers.approver_speed, dropped=frozenset(dropped))


def _known(known: Mapping[str, object], text: str, field: str, what: str) -> tuple[str, ...]:
    words = _words(text)
    problems = [
        Problem(
            where="what_if",
            field=field,
            value=word,
            rule=f"no such {what}",
            remedy=did_you_mean(word, known),
        )
        for word in words
        if word not in known
    ]
    if problems:
        raise ProblemError(problems)
    return words


def _regime(client: Client, name: str, charter: Charter, chasing: Chasing) -> Regime:
    """Return one of the six regimes over a chain that is worked as ``chasing`` says."""
    chain, plan = Oa(chasing=chasing), plan_of(client.file)
    green = Green(charter=charter, fallback=chain)
    factor = client.file.chain.urged_attention_factor
    urged = replace(chasing, attention=chasing.attention * factor, deputies=True, late=True)
    regimes: dict[str, Regime] = {
        "oa": chain,
        "oa_urged": Oa(chasing=urged),
        "plan": Planned(plan=plan, fallback=chain),
        "green": green,
        "plan_green": Planned(plan=plan, fallback=green),
        "delegated": Delegated(),
    }
    return regimes[name]


def _signed(difference: Difference) -> str:
    spread = interval(difference.low, difference.high, lambda v: money(v, signed=True))
    return f"{money(difference.mean, signed=True)} (95 % interval {spread})"


def _mean(summary: Summary | None) -> float | None:
    return None if summary is None else summary.mean


def _point(comparison: Comparison, name: str) -> dict[str, str | float | None]:
    found = comparison.difference(name, "contribution_cny")
    return {"label": name, "value": found.mean, "low": found.low, "high": found.high}
