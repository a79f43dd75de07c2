"""The model of record: what happens in a season, event by event; SimPy and the standard library."""
