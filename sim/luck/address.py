"""A number of luck by its address: whoever names seed, replication, stream and index meets it.

Written in the kernel's subset of Python (``sim/kernel``): the same functions run as they stand, on
whole arrays, and compiled. Source: Salmon et al. 2011, "Parallel random numbers: as easy as
1, 2, 3", Threefry-2x32 in 20 rounds.
"""

from __future__ import annotations

WORD = 0xFFFFFFFF
"""The largest number of 32 bits; every part of an address lies in [0, ``WORD``]."""

PARITY = 0x1BD11BDA


def bits(seed: int, replication: int, stream: int, index: int) -> int:
    """Return the 52 bits of luck at an address.

    The key is (seed, replication), the counter (stream, index). Of the two words that come out
    the first is taken whole, of the second the upper 20 bits.
    """
    # Written out in eights, for a loop over single rounds takes plain Python half as long again.
    a, b, c = seed, replication, PARITY ^ seed ^ replication
    x, y = (stream + a) & WORD, (index + b) & WORD
    turn = 1
    while True:
        x = (x + y) & WORD
        y = ((y << 13) & WORD | y >> 19) ^ x
        x = (x + y) & WORD
        y = ((y << 15) & WORD | y >> 17) ^ x
        x = (x + y) & WORD
        y = ((y << 26) & WORD | y >> 6) ^ x
        x = (x + y) & WORD
        y = ((y << 6) & WORD | y >> 26) ^ x
        x, y = (x + b) & WORD, (y + c + turn) & WORD
        if turn == 5:
            return x << 20 | y >> 12
        x = (x + y) & WORD
        y = ((y << 17) & WORD | y >> 15) ^ x
        x = (x + y) & WORD
        y = ((y << 29) & WORD | y >> 3) ^ x
        x = (x + y) & WORD
        y = ((y << 16) & WORD | y >> 16) ^ x
        x = (x + y) & WORD
        y = ((y << 24) & WORD | y >> 8) ^ x
        x, y = (x + c) & WORD, (y + a + turn + 1) & WORD
        a, b, c = c, a, b
        turn += 2


def uniform(seed: int, replication: int, stream: int, index: int) -> float:
    """Return the uniform at an address, in (0, 1): neither end is ever met.

    >>> uniform(1, 0, 2, 3) == uniform(1, 0, 2, 3) != uniform(1, 0, 2, 4)
    True
    """
    return (bits(seed, replication, stream, index) + 0.5) / 4503599627370496.0
