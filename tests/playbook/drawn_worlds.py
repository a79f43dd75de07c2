"""Drawn worlds whose inputs and gains are told, so that what must be found in them is known."""

import numpy as np
import pandas as pd

from playbook.study.choice import Stakes
from playbook.study.uncertain import InDoubt
from sim.results.drawn import DrawnWorlds
from sim.results.experiment import COLUMNS, Results


def doubt_of(values, gains):
    """Return worlds with these inputs in which the green channel gains so much, by season."""
    money = np.stack([np.zeros(gains.size), gains.ravel()])
    frame = pd.DataFrame(
        {
            "replication": np.tile(np.arange(gains.size), 2),
            "regime": np.repeat(["oa", "green"], gains.size),
            "outcome": "contribution_cny",
            "item": "",
            "value": money.ravel(),
        },
        columns=COLUMNS,
    )
    paths = tuple(f"offers.input_{nth}" for nth in range(values.shape[1]))
    draws = DrawnWorlds(paths, values, Results(frame))
    return InDoubt(client="Acme", seed=1, draws=draws, stakes=Stakes())
