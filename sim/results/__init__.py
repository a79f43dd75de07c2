"""What comes out: outcomes of a ledger, seasons run, regimes compared, the chain's latency."""
