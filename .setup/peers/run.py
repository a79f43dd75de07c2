"""Play seasons of the desks in one simulator; print their means and CPU milliseconds, as JSON."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from importlib.metadata import version
from time import process_time


def main(name: str, first: int, count: int) -> None:
    """Play seasons ``first`` and following; one is played before, for what is done only once."""
    peer = import_module(f"in_{name}")
    peer.seasons(range(first, first + 1))
    begun = process_time()
    means = peer.seasons(range(first, first + count))
    took = 1000 * (process_time() - begun) / count
    print(json.dumps({"means": means, "ms": took, "version": version(name)}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
