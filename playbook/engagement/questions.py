"""What is asked of the simulator about a client: by which method, the headline, all beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from playbook.engagement.varied import (
    GREEDY,
    HONEST,
    Breadth,
    Lift,
    PlanePoint,
    breadth_under,
    breadths,
    lifts,
    plane_points,
    quotas,
    uncertain,
    with_quota,
    worlds,
)
from playbook.project.forecast import SAMPLES
from playbook.study.calibration.fits import Fits
from playbook.study.calibration.span import fits_told
from playbook.study.information import FEWEST
from playbook.study.uncertain import WORLDS
from sim.client.load import Client
from sim.client.readiness import MOST, items
from sim.client.regimes import BASELINE, CASE, REGIMES
from sim.results import SEASONS
from sim.results.drawn import SEASONS_A_WORLD

RANGE_SEASONS = 100
"""Most seasons at an end of an input's range, or at a point of a plane: there are many of these.

What an end changes is added to the headline's gain, so that the base is the headline's.
"""

LATENCY_REQUESTS = 600
"""Most requests that are sent through the client's own chain to time it."""


@dataclass(frozen=True, kw_only=True)
class Method:
    """Hold what beside the client decides the numbers of an engagement.

    ``fits`` is a file of fits, else the client's own are read;
    ``slip`` makes tasks of the plan so many working days longer, on the same luck as without it;
    ``workers`` and ``engine`` decide how soon the numbers are there, and none of them.
    """

    seed: int = 1
    replications: int = SEASONS
    workers: int = 1
    engine: str = "kernel"
    samples: int = SAMPLES
    slip: Mapping[str, float] = field(default_factory=dict)
    fits: str = ""

    @property
    def range_seasons(self) -> int:
        """Return how many seasons each end of an input's range gets."""
        return min(RANGE_SEASONS, self.replications)

    @property
    def worlds(self) -> int:
        """Return how many worlds are drawn whose inputs are all in doubt."""
        return max(FEWEST, min(WORLDS, self.replications))

    @property
    def requests(self) -> int:
        """Return how many requests the client's own chain is timed on."""
        return max(50, min(LATENCY_REQUESTS, 10 * self.replications))


CURVE_REGIME = "green"
"""The quota curve is drawn for this regime: with a quota of nought it is OA as it is."""

LONG_MONTHS = 24
"""How many months of the store the business case reckons with."""


Subject = Literal[
    "headline",
    "doubt",
    "world",
    "quota",
    "long_run",
    "readiness",
    "range",
    "limit",
    "charter",
    "plane",
    "fit",
]


@dataclass(frozen=True, kw_only=True)
class Question:
    """One comparison: what is set differently, which regimes meet it, over how many seasons.

    ``about`` says what is asked; two questions that differ in it alone have one answer.
    """

    about: Subject = field(compare=False)
    settings: tuple[str, ...] = ()
    names: tuple[str, ...]
    replications: int

    @property
    def replays(self) -> int:
        """Return how often a season is replayed: each under every regime, and under OA."""
        return self.replications * len({BASELINE, *self.names})


def headline(client: Client, method: Method) -> Question:
    """Return the headline's question: all regimes as the client file says."""
    names = headline_regimes(client)
    return Question(about="headline", names=names, replications=method.replications)


def under_fits(fits: Fits | None, method: Method) -> list[Question]:
    """Return the questions what all regimes bring in the world of each fit of a client."""
    return [
        Question(
            about="fit", settings=fit.settings, names=REGIMES, replications=method.range_seasons
        )
        for fit in (fits.fits if fits else ())
    ]


def headline_regimes(client: Client) -> tuple[str, ...]:
    """Return the regimes that are compared, and the dated switch if there is one."""
    switch = (CASE,) if client.file.season.switch_on else ()
    return (*REGIMES, *switch)


def doubt(method: Method) -> Question:
    """Return the question how the regimes do where all uncertain inputs are drawn at once."""
    return Question(about="doubt", names=REGIMES, replications=SEASONS_A_WORLD * method.worlds)


@dataclass(frozen=True, kw_only=True)
class Questions:  # one class: a method a question, all of one client and candidate
    """Make the questions beside the headline, about the regime that is weighed against OA.

    ``slowest`` is the approver without whom the chain is quickest, empty where there is only one.
    """

    client: Client
    method: Method
    candidate: str
    slowest: str = ""

    def world(self, name: str) -> Question:
        """Return the question how all regimes do in another world."""
        return self._asked("world", *worlds(self.client.file)[name], names=REGIMES)

    def quota(self, quota_cny: float, self_interest: float) -> Question:
        """Return the question what a quota per decision brings with such an agency."""
        alone = breadth_under(self.client.file, self.candidate).alone
        settings = with_quota(self.client.file, quota_cny, self_interest, alone=alone)
        return self._asked("quota", *settings, names=(CURVE_REGIME,))

    def end_of_range(self, path: str, value: float, *, on_all: bool = False) -> Question:
        """Return the question how all regimes do with an input at an end of its range.

        It is asked on the first seasons, or ``on_all`` of them.
        """
        setting = f"{path}={int(value) if value.is_integer() else value}"
        return Question(
            about="range",
            settings=(setting,),
            names=REGIMES,
            replications=self.method.replications if on_all else self.method.range_seasons,
        )

    def long_run(self) -> Question:
        """Return the question what becomes of the store over two years, for the business case."""
        return self._asked("long_run", f"season.months={LONG_MONTHS}")

    def as_ready_as(self, score: int | None) -> Question:
        """Return the question how the candidate does with every readiness item at ``score``.

        None asks about the client as it is.
        """
        scored = () if score is None else (f"readiness.{item}={score}" for item in items())
        return self._asked("readiness", *scored)

    def charter(self, breadth: Breadth) -> Question:
        """Return the question what a charter brings whose clauses are set together."""
        settings = breadth.settings(self.client.file)
        return self._asked("charter", *settings, names=(CURVE_REGIME,))

    def plane(self, point: PlanePoint) -> Question:
        """Return the question how all regimes do with such windows and such an agency."""
        return Question(
            about="plane",
            settings=point.settings(self.client.file),
            names=REGIMES,
            replications=self.method.range_seasons,
        )

    def lifted(self, lift: Lift) -> Question:
        """Return the question what becomes of OA and the candidate with limits lifted."""
        return self._asked("limit", *lift.settings(self.client.file))

    def without_the_slowest(self) -> Question:
        """Return the question what becomes of OA with one signature fewer."""
        roles = ", ".join(f'"{role}"' for role in (*self.client.file.chain.dropped, self.slowest))
        return self._asked("limit", f"chain.dropped=[{roles}]")

    def every(self) -> Iterator[Question]:
        """Yield every question that some page asks."""
        file = self.client.file
        yield from (self.world(name) for name in worlds(file))
        yield from (self.quota(q, agency) for agency in (HONEST, GREEDY) for q in quotas(file))
        yield self.long_run()
        yield from (self.as_ready_as(score) for score in (None, MOST))
        yield from (self.lifted(lift) for lift in lifts(file))
        if self.slowest:
            yield self.without_the_slowest()
        yield from (self.charter(breadth) for breadth in breadths(file))
        yield from (self.plane(point) for point in plane_points())
        for number in uncertain(self.client):
            ends = (number.low, number.high)
            yield from (self.end_of_range(number.path, end) for end in ends if end is not None)

    def _asked(self, about: Subject, *settings: str, names: tuple[str, ...] = ()) -> Question:
        """Return a question on the seasons of the headline, about the candidate if of no other."""
        return Question(
            about=about,
            settings=settings,
            names=names or (self.candidate,),
            replications=self.method.replications,
        )


def first_asked(client: Client, method: Method) -> list[Question]:
    """Return the headline, as told, under each fit, and with all uncertain inputs drawn."""
    fits = fits_told(client, method.fits)
    return [headline(client, method), *under_fits(fits, method), doubt(method)]


def foreseen(client: Client, method: Method) -> list[Question]:
    """Return every question as far as it is known before the headline names the candidate.

    How many there are, and on how many seasons, does not depend on who that is.
    """
    sides = Questions(
        client=client,
        method=method,
        candidate=CURVE_REGIME,
        slowest=next(iter(droppable(client)), ""),
    )
    return [*first_asked(client, method), *sides.every()]


def droppable(client: Client) -> list[str]:
    """Return the approvers without whom somebody still signs every request."""
    gone = set(client.file.chain.dropped)
    signing = [set(each.roles) - gone for each in client.scenario.chain.classes]
    roles = sorted(set().union(*signing))
    return [role for role in roles if all(left - {role} for left in signing)]
