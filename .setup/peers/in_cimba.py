"""The desks in Cimba: a process a desk that takes what waits longest, compiled before it runs."""

from __future__ import annotations

import cimba as cb
import cimba.random as luck
import desks
import numpy as np

OTHER = -1.0
"""What stands in a queue for other work; for a request it is when it was filed."""


class Desk(cb.Model):
    """One desk: its queue, its other work, and the desk that signs after it."""

    waiting: cb.Store[float]
    onward: cb.Ref[Desk]
    is_last: int
    stays: cb.Dataset

    @cb.process
    def others(self):
        """Let other work come."""
        cb.hold(luck.exponential(1.0 / desks.OTHERS_AN_HOUR))
        while cb.now() < desks.SEASON_H:
            self.waiting.put(OTHER)
            cb.hold(luck.exponential(1.0 / desks.OTHERS_AN_HOUR))

    @cb.process
    def sign(self):
        """Take what waits longest, and hand a request on."""
        while True:
            filed = self.waiting.get()
            cb.hold(luck.exponential(desks.HANDLING_H))
            if filed >= 0.0:
                if self.is_last == 0:
                    self.onward.waiting.put(filed)
                elif filed >= desks.FIRST_H and filed < desks.LAST_H:
                    self.stays.record(cb.now() - filed)


class Line(cb.Model):
    """The desks behind one another, and the requests that come to the first."""

    first: Desk
    second: Desk
    third: Desk
    fourth: Desk
    last: Desk
    mean_stay: cb.Output[float]

    @cb.process
    def requests(self):
        """Let requests come."""
        cb.hold(luck.exponential(1.0 / desks.REQUESTS_AN_HOUR))
        while cb.now() < desks.SEASON_H:
            self.first.waiting.put(cb.now())
            cb.hold(luck.exponential(1.0 / desks.REQUESTS_AN_HOUR))

    @cb.on_end
    def tell(self):
        """Keep the mean stay."""
        self.mean_stay = self.last.stays.sample_mean()


def seasons(seeds: range) -> list[float]:
    """Return the mean stay of each season's requests; one thread plays them."""
    experiment = cb.Experiment(_LINE, replications=len(seeds), seed=seeds.start)
    found = np.asarray(experiment.run(workers=1)[_LINE].mean_stay.values)
    return [float(mean) for mean in found.ravel()]


def _made() -> Line:
    """Return the line with every desk handing on to the next; the last one hands nothing on."""
    line = Line()
    line.first, line.second, line.third, line.fourth, line.last = row = [Desk() for _ in range(5)]
    assert len(row) == desks.DESKS
    for desk, onward in zip(row, [*row[1:], line.last], strict=True):
        desk.onward, desk.is_last = onward, int(desk is line.last)
    return line


_LINE = _made()
