"""A stand-in for the seasons: what targets do between the points that were played.

Only one point in a hundred of Company A's ranges agrees with its targets: to play them all would
take the thirtyfold of what an emulator takes. It is quadratic, of logarithms of logarithms.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.results.experiment import Floats

LEAST = 1e-9
"""What stands for nought where a logarithm is taken."""


@dataclass(frozen=True, kw_only=True)
class Emulator:
    """Hold the coefficients by target, and how far a point left out is missed, in log points."""

    coefficients: Floats
    doubt: Floats

    @classmethod
    def of(cls, points: Floats, means: Floats) -> Emulator:
        """Return the emulator of points that were played; a row a point."""
        terms, logs = _terms(points), np.log(np.maximum(means, LEAST))
        inverse = np.asarray(np.linalg.pinv(terms), float)
        left_out = (logs - terms @ (inverse @ logs)) / (1 - _leverage(terms, inverse))[:, None]
        return cls(coefficients=np.asarray(inverse @ logs, float), doubt=left_out.std(axis=0))

    def learned(self, points: Floats, means: Floats) -> Emulator:
        """Return the emulator moved by what it was mistaken by on average at some points."""
        mistaken = np.log(np.maximum(means, LEAST)) - np.log(self.means(points))
        moved = self.coefficients.copy()
        moved[0] += mistaken.mean(axis=0)
        return Emulator(coefficients=moved, doubt=mistaken.std(axis=0))

    def means(self, points: Floats) -> Floats:
        """Return what the targets would be at some points, a row a point."""
        return np.asarray(np.exp(_terms(points) @ self.coefficients))


def _leverage(terms: Floats, inverse: Floats) -> Floats:
    """Return how much each point decides its own value, short of all."""
    return np.asarray(np.minimum(np.einsum("ij,ji->i", terms, inverse), 0.99))


def _terms(points: Floats) -> Floats:
    count = points.shape[1]
    squares = [points[:, i] * points[:, j] for i in range(count) for j in range(i, count)]
    return np.column_stack([np.ones(len(points)), points, *squares])
