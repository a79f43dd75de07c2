"""What holds for all tests: one that needs a program of the machine is left out without it."""

import gc

pytest_plugins = ["left_out"]

# What tests make is small and short-lived; to look through it after every 700 objects, as Python
# does by itself, takes a fifth of the suite's time.
gc.set_threshold(20_000, 50, 50)


def pytest_collection_finish() -> None:
    """Leave what was collected out of every later look: thousands of tests that all stay."""
    gc.collect()
    gc.freeze()
