"""Who decides: six regimes behind one protocol, and a dated switch between any two of them."""

from sim.model.regimes.base import Office, Regime, Seat
from sim.model.regimes.delegated import Delegated
from sim.model.regimes.green import Green
from sim.model.regimes.oa import Oa
from sim.model.regimes.planned import Planned
from sim.model.regimes.switch import Switch

__all__ = ["Delegated", "Green", "Oa", "Office", "Planned", "Regime", "Seat", "Switch"]
