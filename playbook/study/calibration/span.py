"""What a client's regimes bring in the world of each fit, on the same seasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playbook.study.calibration.fits import Fits, check_fits, read_fits
from playbook.study.choice import stakes_of
from playbook.study.recommendation import compare_client
from playbook.study.standing import MONEY, Standing
from sim.client.load import Client
from sim.client.regimes import BASELINE
from sim.messages import ProblemError
from sim.results.comparison import Comparison, Difference

SEASONS_OF_A_FIT = 50
"""Most seasons of a fit's comparison: there are some dozens of fits, and the luck is the same."""


@dataclass(frozen=True, kw_only=True)
class OverFits:
    """Hold a comparison by fit, all on the same seasons."""

    fits: Fits
    comparisons: tuple[Comparison, ...]

    @property
    def seasons(self) -> int:
        """Return how many seasons each fit met."""
        return self.comparisons[0].replications

    def gains(self, regime: str) -> list[Difference]:
        """Return by fit what a regime's contribution is above OA's."""
        return [one.between(regime, BASELINE, MONEY) for one in self.comparisons]

    def span(self, regime: str) -> tuple[float, float]:
        """Return the lowest and the highest mean gain of a regime over the fits."""
        means = [gain.mean for gain in self.gains(regime)]
        return min(means), max(means)

    def middle(self, regime: str) -> float:
        """Return the median over the fits of a regime's mean gain."""
        return median(gain.mean for gain in self.gains(regime))

    def span_holding_all(self, regime: str) -> tuple[float, float] | None:
        """Return the span over the fits that agree with what is held out; None where none does."""
        holding = self.fits.holding_all
        pairs = zip(self.fits.fits, self.gains(regime), strict=True)
        means = [gain.mean for fit, gain in pairs if fit in holding]
        return (min(means), max(means)) if means else None

    def ahead(self, regime: str) -> int:
        """Return in how many fits a regime is surely better than OA."""
        return sum(gain.is_sure and gain.mean > 0 for gain in self.gains(regime))


def over_fits(
    client: Client,
    fits: Fits,
    *,
    names: tuple[str, ...] = (),
    replications: int = SEASONS_OF_A_FIT,
    seed: int = 1,
    workers: int = 1,
    engine: str = "kernel",
    progress: Callable[[int], None] = lambda done: None,
) -> OverFits:
    """Return the regimes compared in each fit's world; ``progress`` is told the seasons done."""
    comparisons = []
    for nth, fit in enumerate(fits.fits):
        comparisons.append(
            compare_client(
                client.with_settings(*fit.settings),
                replications=replications,
                seed=seed,
                names=names,
                workers=workers,
                engine=engine,
            )
        )
        progress((nth + 1) * replications)
    return OverFits(fits=fits, comparisons=tuple(comparisons))


def named_by_rule(client: Client, over: OverFits) -> Counter[str]:
    """Return in how many fits the rule of recommendation names a regime."""
    return Counter(
        Standing.of(comparison, stakes_of(client.with_settings(*fit.settings))).choice.regime
        for fit, comparison in zip(over.fits.fits, over.comparisons, strict=True)
    )


def fits_told(client: Client, path: str = "") -> Fits | None:
    """Return the fits of a file, or those that the client's own file names.

    What is asked for must be this client's; what its file names is left out where it is of another
    state of the client, or is not there.
    """
    file = fits_file(client, path)
    if file is None:
        return None
    try:
        return check_fits(read_fits(file, path), client, path or file.name)
    except ProblemError:
        if path:
            raise
        return None


def fits_file(client: Client, path: str = "") -> Path | None:
    """Return the file of fits that is given, or the one that the client's own file names."""
    if path:
        return Path(path)
    told = client.file.reported
    return None if told is None or told.fits is None else client.path.parent / told.fits


def own_fits_are_left_out(client: Client) -> bool:
    """Tell whether a client's file names fits that are of another state of it, or not there."""
    return fits_file(client) is not None and fits_told(client) is None


def best_first(over: OverFits) -> Sequence[str]:
    """Return the regimes compared with OA, the one with the highest median first."""
    names = over.comparisons[0].alternatives
    return sorted(names, key=lambda name: -over.middle(name))
