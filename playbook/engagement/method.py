"""How an engagement is computed: the luck, and how many seasons and plans it is computed on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from playbook.project.forecast import SAMPLES

SIDE_SEASONS = 60
"""Most seasons of a question beside the headline, such as another world or quota."""

RANGE_SEASONS = 12
"""Most seasons at an end of an input's range: there are seventy ends, and the luck is the same."""

LATENCY_REQUESTS = 600
"""Most requests that are sent through the client's own chain to time it."""


@dataclass(frozen=True, kw_only=True)
class Method:
    """Hold what beside the client decides the numbers of an engagement.

    ``slip`` makes tasks of the plan so many working days longer, on the same luck as without it;
    ``workers`` decides how soon the numbers are there, and none of them.
    """

    seed: int = 1
    replications: int = 200
    workers: int = 1
    samples: int = SAMPLES
    slip: Mapping[str, float] = field(default_factory=dict)

    @property
    def side_seasons(self) -> int:
        """Return how many seasons a question beside the headline gets."""
        return max(2, min(SIDE_SEASONS, self.replications // 4))

    @property
    def range_seasons(self) -> int:
        """Return how many seasons each end of an input's range gets."""
        return max(1, min(RANGE_SEASONS, self.replications // 8))

    @property
    def requests(self) -> int:
        """Return how many requests the client's own chain is timed on."""
        return max(50, min(LATENCY_REQUESTS, 10 * self.replications))
