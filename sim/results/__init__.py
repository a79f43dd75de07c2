"""What comes out: outcomes of a ledger, seasons run, regimes compared, the chain's latency."""

SEASONS = 1000
"""How many seasons are simulated where nobody says otherwise."""
