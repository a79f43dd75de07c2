"""What is translated gives what Python gives, to the bit, and fails where Python fails."""

import inspect
from dataclasses import replace

import pytest
import torture
from both_ways import I64, agree, bits, outcome, watching
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.kernel.built import Kernel
from sim.kernel.cells import KernelStoppedError
from sim.kernel.engine import engine_of

FUNCTIONS = {
    name: each
    for name, each in vars(torture).items()
    if inspect.isfunction(each) and each.__module__ == "torture"
}
KERNEL = Kernel("torture", tuple(FUNCTIONS))
PLAIN = engine_of(KERNEL, compiled=False)
COMPILED = engine_of(KERNEL, compiled=True)
WATCHED = watching("torture")
ON_NUMBERS = {
    name: each
    for name, each in FUNCTIONS.items()
    if set(each.__annotations__.values()) <= {int, float, bool}
}

whole = st.one_of(
    st.integers(-20, 20),
    st.integers(-I64, I64 - 1),
    st.sampled_from([-I64, -I64 + 1, I64 - 1, 2**53 + 1, -(2**32), 2**32 - 1]),
)
floats = st.one_of(
    st.floats(-1e6, 1e6),
    st.floats(),
    st.integers(-9, 9).map(lambda n: n + 0.5),
    st.sampled_from([0.0, -0.0, 2.0**63, -(2.0**63), 2.0**52 + 0.5]),
)
VALUES = {int: whole, float: floats, bool: st.booleans()}
SMALL = {
    "called": (-40, 40),
    "early": (-20, 60),
    "factorial": (-2, 20),
    "is_even": (0, 60),
    "is_odd": (0, 60),
    "in_place": (-60, 120),
    "last_count": (-2, 9),
    "loops": (-9, 30),
    "root_above": (-9, 99),
    "shifted_left": (-3, 62),
    "shifted_right": (-3, 63),
}
"""Functions that count as far as they are told."""


@pytest.mark.parametrize("name", ON_NUMBERS)
@settings(deadline=None, max_examples=50)
@given(st.data())
def test_a_function_of_numbers_gives_what_python_gives(name, data):
    kinds = [kind for what, kind in FUNCTIONS[name].__annotations__.items() if what != "return"]
    drawn = {**VALUES, int: st.integers(*SMALL[name])} if name in SMALL else VALUES
    arguments = [data.draw(drawn[kind]) for kind in kinds]
    assert agree(PLAIN, COMPILED, name, arguments, WATCHED), arguments


@pytest.mark.parametrize("name", ["quotient", "remainder"])
def test_division_rounds_down_on_both_sides_of_nought(name):
    """Also at the ends of 64 bits; only the least number by -1 has no answer there."""
    ends = [-I64, -I64 + 1, -8, -7, -1, 0, 1, 7, 8, I64 - 1]
    for a in ends:
        for b in [each for each in ends if (a, each) != (-I64, -1)]:
            assert outcome(COMPILED, name, a, b) == outcome(PLAIN, name, a, b), (a, b)
    assert COMPILED.call("remainder", -I64, -1) == 0
    assert outcome(COMPILED, "quotient", -I64, -1) == "fails"


@pytest.mark.parametrize(
    ("x", "whole"), [(0.5, 0), (1.5, 2), (2.5, 2), (-0.5, 0), (-1.5, -2), (-2.5, -2)]
)
def test_a_half_is_rounded_to_the_even_neighbour(x, whole):
    assert COMPILED.call("rounded", x) == whole == round(x)


def test_of_equals_the_first_is_the_least_and_the_most():
    """The sign of nought tells which of the two was taken."""
    for name in ("least_float", "most_float"):
        more = (0.0,) if name == "most_float" else ()
        assert bits(COMPILED.call(name, 0.0, -0.0, *more)) == bits(0.0)
        assert bits(COMPILED.call(name, -0.0, 0.0, *more)) == bits(-0.0)


def test_a_yes_or_no_comes_back_as_one():
    assert COMPILED.call("is_even", 4) is True
    assert COMPILED.call("chained", 2, 1, 0) is False


@given(st.lists(st.integers(-9, 9), max_size=12))
def test_an_array_is_changed_as_a_list_is(values):
    cells = COMPILED.ints(values)
    listed = [*values]
    assert COMPILED.call("sort", cells) == torture.sort(listed)
    assert cells.read().tolist() == listed == sorted(values)


def test_values_are_read_before_any_target_is_written():
    """And an index that the statement changes is the changed one, as in Python."""
    for engine in (PLAIN, COMPILED):
        whole, half = engine.ints([5, 6, 2]), engine.floats([1.0, 2.0])
        engine.call("rotate", whole, half, 2)
        assert whole.read().tolist() == [8, 7, 2]
        assert half.read().tolist() == [1.5, -6.0]


@pytest.mark.parametrize("at", [-I64, -1, 3, 2**32, 2**60, I64 - 1])
def test_an_element_outside_its_array_is_not_read(at):
    """Python would count -1 from the end; compiled it fails."""
    COMPILED.ints([7, 7, 7])
    cells = COMPILED.ints([1, 2, 3])
    assert outcome(COMPILED, "element", cells, at) == "fails"


def test_arrays_do_not_lie_one_in_the_other():
    """Neither of no length nor of more than memory held before."""
    engine = engine_of(KERNEL)
    arrays = [engine.floats([float(n)] * size) for n, size in enumerate((0, 1, 30_000, 0, 3))]
    for n, (each, size) in enumerate(zip(arrays, (0, 1, 30_000, 0, 3), strict=True)):
        assert each.read().tolist() == [float(n)] * size == [float(n)] * len(each)
        assert engine.call("total", each) == n * size


def test_an_array_keeps_its_length():
    for engine in (PLAIN, COMPILED):
        cells = engine.ints(3)
        assert cells.read().tolist() == [0, 0, 0]
        cells.write([1, 2, 3])
        assert cells.read().tolist() == [1, 2, 3]
        with pytest.raises(ValueError, match="2 values for an array of 3"):
            cells.write([1, 2])


def test_a_function_stops_and_says_which_it_was():
    with pytest.raises(KernelStoppedError, match="elif_chain: "):
        COMPILED.call("elif_chain", 0)
    assert COMPILED.call("elif_chain", 1) == 3, "the next call is served"


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        ("sum_of", (I64 - 1, 1)),
        ("sum_of", (-I64, -1)),
        ("difference", (-I64, 1)),
        ("difference", (0, -I64)),
        ("product", (2**32, 2**31)),
        ("product", (-I64, -1)),
        ("product", (-1, -I64)),
        ("three_times", (2**62,)),
        ("three_times", (-(2**62),)),
        ("shifted_left", (1, 63)),
        ("shifted_left", (-3, 62)),
        ("negative", (-I64,)),
        ("size", (-I64,)),
        ("days_in_us", (2**40,)),
        ("rounded", (2.0**63,)),
    ],
)
def test_what_is_beyond_64_bits_stops_the_program(function, arguments):
    assert not -I64 <= PLAIN.call(function, *arguments) < I64
    assert outcome(COMPILED, function, *arguments) == "fails"


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        ("sum_of", (I64 - 1, 0)),
        ("sum_of", (-I64, I64 - 1)),
        ("difference", (-I64, -1)),
        ("difference", (-1, I64 - 1)),
        ("product", (2**32, -(2**31))),
        ("product", (-I64, 1)),
        ("product", (I64 - 1, -1)),
        ("product", (0, -I64)),
        ("three_times", (I64 // 3,)),
        ("three_times", (-(I64 // 3),)),
        ("shifted_left", (-1, 63)),
        ("negative", (I64 - 1,)),
        ("rounded", (-(2.0**63),)),
        ("last_bits", (I64 - 1, I64 - 1)),
    ],
)
def test_what_has_64_bits_just_so_is_exact(function, arguments):
    """Under a mask more than that may pass on the way."""
    found = COMPILED.call(function, *arguments)
    assert found == PLAIN.call(function, *arguments)


UNCHECKED = engine_of(replace(KERNEL, checked=False), compiled=True)


@pytest.mark.parametrize("name", ["called", "early", "loops", "last_bits", "turned", "by_seven"])
@settings(deadline=None, max_examples=40)
@given(st.integers(-40, 60), st.integers(-40, 60))
def test_unchecked_a_program_gives_the_same_as_long_as_it_need_not_stop(name, a, b):
    arguments = (a, b)[: FUNCTIONS[name].__code__.co_argcount]
    assert outcome(UNCHECKED, name, *arguments) == outcome(COMPILED, name, *arguments)


def test_unchecked_a_program_does_not_stop_where_a_number_is_too_long():
    """Which is why programs are checked unless somebody asks otherwise."""
    assert UNCHECKED.call("sum_of", I64 - 1, 1) == -I64
    assert outcome(COMPILED, "sum_of", I64 - 1, 1) == "fails"
    assert outcome(UNCHECKED, "quotient", 1, 0) == "fails", "a division by nought always stops"
