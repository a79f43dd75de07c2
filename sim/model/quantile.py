"""The normal quantile, in the kernel's subset of Python: all machines agree on it.

What has no branch in it runs on whole arrays, too (``sim/luck/vectors.py``).
"""

from __future__ import annotations

from math import sqrt

from sim.model.powers import log

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
