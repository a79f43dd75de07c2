"""A module in the kernel's subset that does what translators get wrong; tests run it both ways."""

from math import ceil, floor, sqrt

from sim.luck.address import normal, poisson, uniform, unit_exponential, weibull
from sim.model import units
from sim.model.elementary import exp, log

SEVEN = 7
A_THIRD = 1.0 / 3.0
DAY = 24 * 3_600_000_000
NOUGHT, ONE, TWO = range(3)


def sum_of(a: int, b: int) -> int:
    return a + b


def difference(a: int, b: int) -> int:
    return a - b


def product(a: int, b: int) -> int:
    return a * b


def three_times(a: int) -> int:
    return 3 * a


def minus_times(a: int) -> int:
    return a * -10 + a * 0 + a * -1


def days_in_us(a: int) -> int:
    return a * DAY


def named(a: int) -> int:
    """Use constants that a range counts, and those of a module by its name."""
    return a * TWO + NOUGHT - ONE + (units.MONTHS_A_YEAR if a > units.DAY else units.SECOND)


def last_bits(a: int, b: int) -> int:
    """Go beyond 64 bits on the way to the last eight, in all the ways that are allowed."""
    return ((a * b + a - (b << 9) ^ a * a) & 255) + (1023 & (a * 5 | b + b))


def quotient(a: int, b: int) -> int:
    return a // b


def remainder(a: int, b: int) -> int:
    return a % b


def by_seven(a: int) -> int:
    return a // SEVEN * 1000 + a % SEVEN


def by_minus_seven(a: int) -> int:
    return a // -SEVEN * 1000 + a % -SEVEN


def days(a: int) -> int:
    return a // DAY


def time_of_day(a: int) -> int:
    return a % DAY


def eighths(a: int) -> int:
    return a // 8 + a % 8


def shifted_left(a: int, by: int) -> int:
    return a << by


def shifted_right(a: int, by: int) -> int:
    return a >> by


def low_bits(a: int, b: int) -> int:
    return (a & b) ^ (a | b) ^ ~a


def negative(a: int) -> int:
    return -a


def size(a: int) -> int:
    return abs(a)


def size_of_float(x: float) -> float:
    return abs(x)


def least_of(a: int, b: int, c: int) -> int:
    return min(a, b, c)


def most_of(a: int, b: int) -> int:
    return max(a, b)


def least_float(x: float, y: float) -> float:
    return min(x, y)


def most_float(x: float, y: float, z: float) -> float:
    return max(x, y, z)


def rounded(x: float) -> int:
    return round(x)


def rounded_half(a: int) -> int:
    return round(a * 0.5)


def cut(x: float) -> int:
    return int(x)


def below(x: float) -> int:
    return floor(x)


def above(x: float) -> int:
    return ceil(x)


def root(x: float) -> float:
    return sqrt(x)


def ratio(x: float, y: float) -> float:
    return x / y


def share(a: int, b: int) -> float:
    return float(a) / b


def mixed(a: int, x: float) -> float:
    return a * x + a - x * A_THIRD


def orders(a: int, b: int) -> int:
    return (
        int(a < b)
        + 2 * int(a <= b)
        + 4 * int(a > b)
        + 8 * int(a >= b)
        + 16 * int(a == b)
        + 32 * int(a != b)
    )


def float_orders(x: float, y: float) -> int:
    return (
        int(x < y)
        + 2 * int(x <= y)
        + 4 * int(x > y)
        + 8 * int(x >= y)
        + 16 * int(x == y)
        + 32 * int(x != y)
    )


def chained(a: int, b: int, c: int) -> bool:
    return a < b <= c != a


def either_or(a: int, b: int) -> bool:
    return (a > 0 and b // a > 1) or not (a < 0 or b < 0)


def chosen(a: int, b: int) -> int:
    return a // b if b != 0 and a > b else b - a


def chosen_float(x: float, y: float) -> float:
    return x if x > y else -y


def turned(a: int, b: int) -> int:
    a, b = b, a
    a, b = b - a, a
    return a * 3 - b


def called(a: int, b: int) -> int:
    """Call what is put in place and what is not, one in the other."""
    return quotient(chosen(a, b), by_seven(a) + 1) + turned(b, quotient(a, 3))


def factorial(n: int) -> int:
    return 1 if n < 2 else n * factorial(n - 1)


def is_even(n: int) -> bool:
    return True if n == 0 else is_odd(n - 1)


def is_odd(n: int) -> bool:
    return False if n == 0 else is_even(n - 1)


def loops(a: int, b: int) -> int:
    """Break, continue, count down, change the counter and the limit, and loop in loops."""
    n = 0
    limit = a
    for i in range(limit):
        limit = 2
        if i % 3 == 0:
            continue
        if i > 17:
            break
        for j in range(i, b):
            if j == 3:
                continue
            n += i * j
            while n > 50:
                n -= 17
                if n < 20:
                    break
        i = 100
        n += i
    for k in range(b, -3, -1):
        n = n * 3 % 1009 + k
    for k in range(5, 5):
        n = -k
    return n * 100 + limit


def early(a: int, b: int) -> int:
    for i in range(100):
        if i * i > a:
            return i
        j = 0
        while True:
            j += 1
            if j > b:
                break
            if i * j == a:
                return -j
    else_ = 7
    return else_


def clipped(a: int) -> int:
    """Change the parameter, which is the caller's no less."""
    if a > 50:
        a = 50
    elif a < -50:
        return -50
    return a


def root_above(a: int, most: int) -> int:
    """Return from a loop in a loop."""
    n = 0
    while True:
        for each in range(3):
            if n * n + each > a:
                return n
        n += 1
        if n > most:
            return -1


def in_place(a: int, b: int) -> int:
    """Call short functions in sums, in tests, in loops, and one within the other."""
    found = clipped(a) * 3 - clipped(b)
    for n in range(4):
        if root_above(clipped(a), n + 2) > n:
            continue
        if clipped(b) == b and root_above(b, clipped(clipped(n))) < 0:
            break
        found += clipped(root_above(a - n, 9)) * 1000
    return found + clipped(b) * 7


def last_count(n: int) -> int:
    k = -1
    for k in range(n):  # noqa: B007  # what is left in k is what the test looks at
        pass
    return k


def elif_chain(a: int) -> int:
    if a < -5:
        found = 1
    elif a < 0:
        found = 2
    elif a == 0:
        raise ValueError("nought")
    else:
        found = 3
    return found


def element(values: list[int], at: int) -> int:
    return values[at]


def total(values: list[float]) -> float:
    found = 0.0
    for i in range(len(values)):
        found += values[i]
    return found


def sort(values: list[int]) -> int:
    """Sort in place and return how many exchanges it took."""
    count = 0
    for i in range(1, len(values)):
        j = i
        while j > 0 and values[j - 1] > values[j]:
            values[j - 1], values[j] = values[j], values[j - 1]
            count += 1
            j -= 1
    return count


def rotate(values: list[int], other: list[float], i: int) -> None:
    """Write elements by names that the same statement changes."""
    i, values[i] = values[i], i
    values[0] += 3
    other[0] *= 1.5
    other[1] -= float(values[0])
    add_one(values, 1)


def add_one(values: list[int], at: int) -> None:
    if at < 0:
        return
    values[at] += 1


def sum_of_both(values: list[int]) -> float:
    return twice(values[0], values[1]) + half(values[1])


def twice(a: int, b: int) -> int:
    return a + a + b


def half(a: int) -> float:
    return a * 0.5


def fill_luck(seed: int, replication: int, stream: int, out: list[float]) -> None:
    """Fill an array with five laws in turn, each from its own uniform."""
    for i in range(len(out)):
        u = uniform(seed, replication, stream, i)
        if i % 6 == 0:
            out[i] = u
        elif i % 6 == 1:
            out[i] = normal(u)
        elif i % 6 == 2:
            out[i] = unit_exponential(u)
        elif i % 6 == 3:
            out[i] = weibull(3.0, 0.75, u)
        elif i % 6 == 4:
            out[i] = exp(4.0 * normal(u)) + log(u)
        else:
            out[i] = float(poisson(30.0, u))
