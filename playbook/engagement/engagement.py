"""An engagement: one client, one method, and everything computed about them, each thing once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import TypeVar, cast

import sim
from playbook.blocks import Provenance
from playbook.clients.load import SkuList, listed_in, sku_file
from playbook.engagement.questions import (
    Method,
    Question,
    Questions,
    doubt,
    droppable,
    headline,
    under_fits,
)
from playbook.engagement.varied import uncertain
from playbook.project.changes import Deciding, deciding_of
from playbook.project.plan import OnboardingPlan, plan_of
from playbook.study.calibration.fits import Fits
from playbook.study.calibration.span import OverFits, fits_file, fits_told, named_by_rule
from playbook.study.choice import Stakes, stakes_of
from playbook.study.recommendation import (
    Outlook,
    Recommendation,
    compare_client,
    compare_together,
    method_of,
    outlook_of,
    recommend,
)
from playbook.study.season_cache import is_kept
from playbook.study.standing import ChoiceRule, Standing
from playbook.study.uncertain import InDoubt, draw_client
from sim.client.files import file_digest
from sim.client.load import Client
from sim.client.regimes import BASELINE
from sim.messages import Problem, ProblemError, Saying, msg
from sim.model.scenario import Scenario
from sim.results.chain_study import client_study
from sim.results.comparison import Comparison
from sim.results.experiment import Progress
from sim.results.fast_latency import timings_by
from sim.results.latency import Latency, latency_in

T = TypeVar("T")


def _unheard(done: int) -> None:
    return


@dataclass(frozen=True, kw_only=True)
class Known:
    """Hold what of an engagement is computed already; what is None is computed when it is read."""

    comparison: Comparison | None = None
    recommendation: Recommendation | None = None
    outlook: Outlook | None = None
    latency: Latency | None = None
    plan: OnboardingPlan | None = None
    skus: SkuList | None = None
    doubt: InDoubt | None = None


@dataclass(frozen=True)
class Engagement:  # one class: all that is computed of one client, each thing once
    """Hold a client and a method; nothing is computed before it is read, and nothing twice."""

    client: Client
    method: Method = field(default_factory=Method)
    known: Known = field(default_factory=Known)
    answered: dict[Question, Comparison] = field(default_factory=dict, repr=False, compare=False)
    _worked_out: dict[object, object] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @cached_property
    def comparison(self) -> Comparison:
        """Return the regimes (and the dated switch, if the client has one) compared.

        Raise ``ProblemError`` where there is nothing to decide.
        """
        return with_decisions(compared(self), self.client)

    @cached_property
    def recommendation(self) -> Recommendation:
        """Return what the rule recommends for this client."""
        return self.known.recommendation or recommend(
            compared(self), self.stakes, self.named_over_fits
        )

    @cached_property
    def rule(self) -> ChoiceRule:
        """Return the rule that recommends, with what it knows of the regimes compared."""
        return Standing.of(compared(self), self.stakes, self.named_over_fits).rule

    @cached_property
    def stakes(self) -> Stakes:
        """Return what the client weighs beside the contribution of the regimes."""
        return stakes_of(self.client)

    @cached_property
    def outlook(self) -> Outlook:
        """Return what comes of the client's offers when they are decided as recommended."""
        return self.known.outlook or outlook_of(compared(self), self.recommendation.regime)

    @cached_property
    def latency(self) -> Latency:
        """Return how long the client's own chain takes, by step and cause."""
        return self.known.latency or timed(self.client, self.method)

    @cached_property
    def plan(self) -> OnboardingPlan:
        """Return the client's onboarding plan, with the offers decided as recommended."""
        return self.known.plan or planned(self, self.method.slip)

    @property
    def candidate(self) -> str:
        """Return the regime that is weighed against OA."""
        return self.recommendation.candidate

    @property
    def rival(self) -> str:
        """Return the regime to which the candidate's lead is examined: the runner-up.

        Where nothing but OA is left beside the candidate, it is the first of those ruled out.
        """
        found = self.recommendation
        if found.runner_up != BASELINE:
            return found.runner_up
        return next(iter(found.ruled_out), BASELINE)

    @property
    def months(self) -> int:
        """Return how many months the season has."""
        return self.client.file.season.months

    @property
    def questions(self) -> Questions:
        """Return the questions that can be asked beside the headline."""
        return Questions(
            client=self.client,
            method=self.method,
            candidate=self.candidate,
            slowest=self.slowest,
        )

    @cached_property
    def fits(self) -> Fits | None:
        """Return the fits of the client to what it sold; None where there are none."""
        return fits_told(self.client, self.method.fits)

    @cached_property
    def over_fits(self) -> OverFits | None:
        """Return the regimes compared in each fit; None where the client has no fits."""
        if self.fits is None:
            return None
        studies = tuple(self.study(asked) for asked in under_fits(self.fits, self.method))
        return OverFits(fits=self.fits, comparisons=studies)

    @cached_property
    def named_over_fits(self) -> Mapping[str, int]:
        """Return in how many fits the rule names a regime, the most often named first."""
        if self.over_fits is None:
            return {}
        return dict(named_by_rule(self.client, self.over_fits).most_common())

    @cached_property
    def slowest(self) -> str:
        """Return the approver without whom the chain is quickest, empty where none can go."""
        known = droppable(self.client)
        without = [row for row in self.latency.without if row["role"] in known]
        return str(min(without, key=lambda row: row["cycle_h"]["mean"])["role"]) if without else ""

    def study(self, question: Question, progress: Progress = _unheard) -> Comparison:
        """Return the comparison that answers a question; each is simulated once."""
        if question not in self.answered:
            self.answered[question] = simulated(self.client, self.method, question, progress)
        return self.answered[question]

    def in_doubt(self, progress: Progress = _unheard) -> InDoubt:
        """Return the regimes in worlds whose uncertain inputs are all drawn, which is done once."""
        if self.known.doubt is not None:
            return self.known.doubt
        if drawn not in self._worked_out:
            self._worked_out[drawn] = drawn(self.client, self.method, self.stakes, progress)
        return cast(InDoubt, self._worked_out[drawn])

    def once(self, work: Callable[[Engagement], T]) -> T:
        """Return what a function works out of this engagement; it is called once."""
        if work not in self._worked_out:
            self._worked_out[work] = work(self)
        return cast(T, self._worked_out[work])


def simulate(
    engaged: Engagement, progress: Callable[[int, Question], None], *, headline_only: bool = False
) -> None:
    """Simulate what the pages ask, or the headline alone, as told and in doubt.

    ``progress`` is told how many replays of seasons are done, and which question they answer.
    """
    done = 0
    for group in _asked(engaged, headline_only=headline_only):
        question, replays = group[0][0], sum(one.replays for one, _ in group)
        heard = _heard(question, done, progress)
        if question.about == "doubt":
            engaged.in_doubt(heard)
        else:
            answer(engaged, group, heard)
        done += replays
        progress(done, question)


Group = Sequence[tuple[Question, Client]]
"""Questions about one world, on as many seasons, each with the client as it sets it."""


def _heard(question: Question, before: int, progress: Callable[[int, Question], None]) -> Progress:
    a_season = question.replays // question.replications
    return lambda seasons: progress(before + a_season * seasons, question)


def _asked(engaged: Engagement, *, headline_only: bool) -> Iterator[Group]:
    """Yield the headline, then every question beside it, which ask about what it recommends."""
    client, method = engaged.client, engaged.method
    first = headline(client, method)
    yield from _groups(client, [first, *under_fits(engaged.fits, method)])
    if not headline_only:
        with_decisions(engaged.study(first), client)
    yield from _groups(client, [doubt(method)])
    if not headline_only:
        yield from _groups(client, engaged.questions.every())


def _groups(client: Client, questions: Iterable[Question]) -> Iterator[Group]:
    """Yield the questions; those about one world that stand behind one another are together."""
    asked = ((question, asked_about(client, question)) for question in questions)
    for _, group in groupby(asked, key=_world_and_seasons):
        yield list(group)


def _world_and_seasons(asked: tuple[Question, Client]) -> tuple[Scenario, int]:
    question, client = asked
    return client.scenario, question.replications


def answer(engaged: Engagement, group: Group, progress: Progress = _unheard) -> None:
    """Simulate a group of questions; what was kept before is read when a page asks for it."""
    method = engaged.method
    missing = [(one, client) for one, client in group if not _is_known(engaged, one, client)]
    found = compare_together(
        [(client, one.names) for one, client in missing],
        replications=group[0][0].replications,
        seed=method.seed,
        workers=method.workers,
        engine=method.engine,
        progress=progress,
    )
    engaged.answered.update(zip((one for one, _ in missing), found, strict=True))


def _is_known(engaged: Engagement, asked: Question, client: Client) -> bool:
    """Tell whether a question was answered in this process, or in another one that kept it."""
    method = method_of(client, asked.names, asked.replications, engaged.method.seed)
    return asked in engaged.answered or is_kept(client, method)


def simulated(
    client: Client, method: Method, question: Question, progress: Progress = _unheard
) -> Comparison:
    """Return the comparison that answers a question about a client."""
    return compare_client(
        asked_about(client, question),
        replications=question.replications,
        seed=method.seed,
        names=question.names,
        workers=method.workers,
        engine=method.engine,
        progress=progress,
    )


def drawn(client: Client, method: Method, stakes: Stakes, progress: Progress = _unheard) -> InDoubt:
    """Return a client's regimes in worlds whose uncertain inputs are drawn at once."""
    draws = draw_client(
        client,
        uncertain(client),
        worlds=method.worlds,
        seed=method.seed,
        workers=method.workers,
        engine=method.engine,
        progress=progress,
    )
    return InDoubt(client=client.file.client.name, seed=method.seed, draws=draws, stakes=stakes)


def asked_about(client: Client, question: Question) -> Client:
    """Return the client as a question sets it."""
    if not question.settings:
        return client
    return client.with_settings(*question.settings)


def with_decisions(comparison: Comparison, client: Client) -> Comparison:
    """Return the comparison; raise ``ProblemError`` where its seasons leave nothing to decide."""
    missing = _nothing_to_decide(comparison)
    if missing:
        rule = msg("{reason}, so there is nothing to decide", reason=missing)
        raise ProblemError(Problem(where=client.path.name, field="[offers]", rule=rule))
    return comparison


def _nothing_to_decide(comparison: Comparison) -> Saying:
    if comparison.summary_if_any(BASELINE, "capture_rate") is None:
        return msg("no offer comes in any run")
    if comparison.summary_if_any(BASELINE, "decision_latency_h") is None:
        return msg("the agency files none of the offers: none would pay")
    return ""


def compared(engaged: Engagement) -> Comparison:
    """Return the regimes compared, also where there is nothing to decide."""
    question = headline(engaged.client, engaged.method)
    return engaged.known.comparison or engaged.study(question)


def timed(client: Client, method: Method) -> Latency:
    """Return how long a client's own chain takes, by step and cause."""
    study = client_study(client, method.requests, method.seed)
    return latency_in(timings_by(method.engine, study))


def deciding(engaged: Engagement) -> Deciding:
    """Return what the way of deciding has with which the offers are decided."""
    return deciding_of(engaged.outlook.regime)


def planned(engaged: Engagement, slip: Mapping[str, float]) -> OnboardingPlan:
    """Return the client's plan with another slip, on the same luck."""
    method = engaged.method
    return plan_of(
        engaged.client,
        deciding=deciding(engaged),
        seed=method.seed,
        samples=method.samples,
        slip=slip,
    )


def sku_list(engaged: Engagement) -> SkuList | None:
    """Return the client's SKU list, read once; None where its file names none."""
    return engaged.known.skus or engaged.once(_listed)


def _listed(engaged: Engagement) -> SkuList | None:
    return listed_in(engaged.client)


def files_read(engaged: Engagement) -> tuple[tuple[str, str], ...]:
    """Return name and digest of the client file and of its SKU list; one file may hold both."""
    return engaged.once(_digests)


def _digests(engaged: Engagement) -> tuple[tuple[str, str], ...]:
    path = sku_file(engaged.client)
    listed = () if path is None else ((path.name, file_digest(path)),)
    return tuple(dict.fromkeys((*engaged.client.files, *listed)))


MODEL = f"greenchannel {sim.__version__}"


def provenance(engagement: Engagement) -> Provenance:
    """Return what the numbers of a document of this engagement rest on."""
    method, inputs = engagement.method, engagement.client.files
    file = fits_file(engagement.client, method.fits)
    if file is not None and engagement.fits is not None:
        inputs = (*inputs, (file.name, file_digest(file)))
    return rests_on(
        engagement.client, seed=method.seed, replications=method.replications, inputs=inputs
    )


def rests_on(
    client: Client,
    *,
    seed: int | None = None,
    replications: int | None = None,
    inputs: tuple[tuple[str, str], ...] | None = None,
) -> Provenance:
    """Return what is computed from a client's files, or from other ``inputs`` than these."""
    who = client.file.client
    return Provenance(
        client=who.name,
        as_of=who.as_of.isoformat(),
        model_version=MODEL,
        seed=seed,
        replications=replications,
        inputs=client.files if inputs is None else inputs,
    )
