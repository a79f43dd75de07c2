"""The subset of Python that runs as it stands and compiled: its translator, and how it is run."""
