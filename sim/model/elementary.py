"""The exponential, the logarithm, powers and the normal quantile, in + - x / and floor only.

All machines agree on them. The functions of a machine's mathematics library differ in the last bit
from one machine to the next, and a browser has its own. These are written in the kernel's subset of
Python: they run as they stand and compiled, and what has no branch in it runs on whole arrays, too
(``sim/luck/vectors.py``).
"""

from __future__ import annotations

from math import floor, inf, sqrt

HALF_ROOT_2 = 0.7071067811865476
ROOT_2 = 2.0 * HALF_ROOT_2
LARGE = 2.0**32
SMALL = 2.0**-32

LN_2_HIGH = 2977044471 / 2**32
"""The first 32 bits of the natural logarithm of 2, so that a small multiple of it is exact."""
LN_2_LOW = 1.9082149292705877e-10
LOG_2_E = 1.4426950408889634


def exp(x: float) -> float:
    """Return e to the power of ``x``, within one unit in the last place or two.

    >>> exp(0.0), exp(2.0), exp(-800.0), exp(800.0)
    (1.0, 7.38905609893065, 0.0, inf)
    """
    held = min(max(x, -746.0), 710.0)
    twos = floor(held * LOG_2_E + 0.5)
    return scaled(exp_near_0(held - twos * LN_2_HIGH, twos * LN_2_LOW), twos)


def exp_near_0(high: float, low: float) -> float:
    """Return e to the power of ``high - low``, at most ln(2)/2 from 0: 13 terms of the series."""
    r = high - low
    p = 1.0 / 6227020800.0
    p = p * r + 1.0 / 479001600.0
    p = p * r + 1.0 / 39916800.0
    p = p * r + 1.0 / 3628800.0
    p = p * r + 1.0 / 362880.0
    p = p * r + 1.0 / 40320.0
    p = p * r + 1.0 / 5040.0
    p = p * r + 1.0 / 720.0
    p = p * r + 1.0 / 120.0
    p = p * r + 1.0 / 24.0
    p = p * r + 1.0 / 6.0
    p = p * r + 0.5
    return 1.0 + (r + (r * r * p - (r - high + low)))


def scaled(y: float, twos: int) -> float:
    """Return ``y`` x 2**``twos``, rounded once however small it becomes."""
    first = twos // 2 if twos < -1000 or twos > 1000 else 0
    return y * two_to(first) * two_to(twos - first)


def two_to(power: int) -> float:
    """Return 2**``power`` for a power of at most 1000, exactly.

    >>> two_to(10), two_to(-3)
    (1024.0, 0.125)
    """
    return whole_power(2.0, power) if power >= 0 else whole_power(0.5, -power)


def whole_power(base: float, times: int) -> float:
    """Return ``base`` multiplied so many ``times`` with itself.

    >>> whole_power(0.5, 3), whole_power(0.0, 0)
    (0.125, 1.0)
    """
    square, left, found = base, times, 1.0
    while left > 0:
        if left & 1 == 1:
            found *= square
        square *= square
        left >>= 1
    return found


def log(x: float) -> float:
    """Return the natural logarithm of a positive number, within one unit in the last place or two.

    >>> log(1.0), log(10.0)
    (0.0, 2.302585092994046)
    """
    if not 0.0 < x < inf:
        raise ValueError("the logarithm of a number that is not positive and finite")
    m, twos = x, 0
    while m < SMALL:
        m, twos = m * LARGE, twos - 32
    while m >= LARGE:
        m, twos = m * SMALL, twos + 32
    while m < HALF_ROOT_2:
        m, twos = m * 2.0, twos - 1
    while m >= ROOT_2:
        m, twos = m * 0.5, twos + 1
    return log_of_scaled(m, float(twos))


def log_of_scaled(m: float, twos: float) -> float:
    """Return the logarithm of ``m`` x 2**``twos`` for ``m`` between root 1/2 and root 2.

    With f = m - 1 and s = f / (2 + f) it is ln(1 + f) = f - s (f - R), and R is the rest of the
    series of 2 artanh(s) divided by s.
    """
    f = m - 1.0
    s = f / (2.0 + f)
    z = s * s
    p = 2.0 / 21.0
    p = p * z + 2.0 / 19.0
    p = p * z + 2.0 / 17.0
    p = p * z + 2.0 / 15.0
    p = p * z + 2.0 / 13.0
    p = p * z + 2.0 / 11.0
    p = p * z + 2.0 / 9.0
    p = p * z + 2.0 / 7.0
    p = p * z + 2.0 / 5.0
    p = p * z + 2.0 / 3.0
    return twos * LN_2_HIGH - (s * (f - z * p) - twos * LN_2_LOW - f)


def power(base: float, exponent: float) -> float:
    """Return a positive ``base`` to the power of ``exponent``."""
    return exp(exponent * log(base))


CENTRE = 0.425
"""So far from 1/2 one approximation of the normal quantile holds; there begin the tails."""
TAIL = 5.0
"""From here on, as the root of minus the tail's logarithm, a tail is a far one."""


def normal_quantile(u: float) -> float:
    """Return what a standard normal number is below with chance ``u`` in (0, 1), to 15 digits.

    Source: Wichura 1988, "Algorithm AS 241: the percentage points of the normal distribution".

    >>> normal_quantile(0.5), round(normal_quantile(0.975), 12)
    (0.0, 1.95996398454)
    """
    q = u - 0.5
    if -CENTRE <= q <= CENTRE:
        return q * quantile_at_centre(CENTRE * CENTRE - q * q)
    r = sqrt(-log(u if q < 0.0 else 1.0 - u))
    z = quantile_near_tail(r - 1.6) if r <= TAIL else quantile_far_tail(r - TAIL)
    return -z if q < 0.0 else z


def quantile_at_centre(r: float) -> float:
    """Return the normal quantile divided by its distance q, at r = 0.425 squared less q squared."""
    over = 2509.0809287301226727
    over = over * r + 33430.575583588128105
    over = over * r + 67265.770927008700853
    over = over * r + 45921.953931549871457
    over = over * r + 13731.693765509461125
    over = over * r + 1971.5909503065514427
    over = over * r + 133.14166789178437745
    over = over * r + 3.3871328727963666080
    under = 5226.4952788528545610
    under = under * r + 28729.085735721942674
    under = under * r + 39307.895800092710610
    under = under * r + 21213.794301586595867
    under = under * r + 5394.1960214247511077
    under = under * r + 687.18700749205790830
    under = under * r + 42.313330701600911252
    under = under * r + 1.0
    return over / under


def quantile_near_tail(r: float) -> float:
    """Return the size of the normal quantile in a tail, at r = the tail's root less 1.6."""
    over = 7.74545014278341407640e-4
    over = over * r + 0.0227238449892691845833
    over = over * r + 0.241780725177450611770
    over = over * r + 1.27045825245236838258
    over = over * r + 3.64784832476320460504
    over = over * r + 5.76949722146069140550
    over = over * r + 4.63033784615654529590
    over = over * r + 1.42343711074968357734
    under = 1.05075007164441684324e-9
    under = under * r + 5.47593808499534494600e-4
    under = under * r + 0.0151986665636164571966
    under = under * r + 0.148103976427480074590
    under = under * r + 0.689767334985100004550
    under = under * r + 1.67638483018380384940
    under = under * r + 2.05319162663775882187
    under = under * r + 1.0
    return over / under


def quantile_far_tail(r: float) -> float:
    """Return the size of the normal quantile in a far tail, at r = the tail's root less 5."""
    over = 2.01033439929228813265e-7
    over = over * r + 2.71155556874348757815e-5
    over = over * r + 1.24266094738807843860e-3
    over = over * r + 0.0265321895265761230930
    over = over * r + 0.296560571828504891230
    over = over * r + 1.78482653991729133580
    over = over * r + 5.46378491116411436990
    over = over * r + 6.65790464350110377720
    under = 2.04426310338993978564e-15
    under = under * r + 1.42151175831644588870e-7
    under = under * r + 1.84631831751005468180e-5
    under = under * r + 7.86869131145613259100e-4
    under = under * r + 0.0148753612908506148525
    under = under * r + 0.136929880922735805310
    under = under * r + 0.599832206555887937690
    under = under * r + 1.0
    return over / under
