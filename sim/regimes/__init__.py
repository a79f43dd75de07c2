"""Who decides: six regimes behind one protocol, and a dated switch between any two of them."""

from sim.regimes.base import Office, Regime, Seat
from sim.regimes.delegated import Delegated
from sim.regimes.green import Green
from sim.regimes.oa import Oa
from sim.regimes.planned import Planned
from sim.regimes.switch import Switch

__all__ = ["Delegated", "Green", "Oa", "Office", "Planned", "Regime", "Seat", "Switch"]
