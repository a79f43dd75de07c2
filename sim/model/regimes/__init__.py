"""Who decides: the regimes behind one protocol, and a dated switch between any two of them."""

from sim.model.regimes.base import Decider, Office, Regime
from sim.model.regimes.green import Green
from sim.model.regimes.oa import Delegated, Oa
from sim.model.regimes.planned import Planned
from sim.model.regimes.switch import Switch

__all__ = ["Decider", "Delegated", "Green", "Oa", "Office", "Planned", "Regime", "Switch"]
