"""The simulator: what happens to a season of promotion offers under each decision regime."""

__version__ = "0.1.0"
