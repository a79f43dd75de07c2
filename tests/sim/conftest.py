"""Put the shared builders (``worlds.py``) within reach of the tests of the simulator."""

import sys
from pathlib import Path

# pytest imports test files by their path, so that their folder is not on the search path.
sys.path.insert(0, str(Path(__file__).parent))
