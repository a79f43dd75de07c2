"""Rules that nobody would write: random expressions and programs, translated and run both ways."""

import importlib
import sys
from itertools import chain, count

import pytest
from both_ways import I64, agree, watching
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.kernel.built import Kernel
from sim.kernel.engine import engine_of
from sim.kernel.sources import OutsideSubsetError

NUMBERS = st.one_of(st.integers(-9, 9), st.sampled_from([-I64, I64 - 1, 2**31, -(2**53), 86_400]))
FLOATS = st.sampled_from([0.0, 0.5, -1.5, 2.5, 3.0, 1e9, 1e-9, 0.1])
HEADER = "from math import ceil, floor, sqrt\n\n\n"
FORMS = settings(
    deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def of_whole_numbers(inner):
    two = st.tuples(inner["int"], inner["int"])
    return st.one_of(
        two.flatmap(
            lambda pair: st.sampled_from(["+", "-", "*", "//", "%", "&", "|", "^", "& 255 &"]).map(
                lambda sign: f"({pair[0]} {sign} {pair[1]})"
            )
        ),
        st.tuples(inner["int"], st.sampled_from(["<<", ">>"]), st.integers(0, 9)).map(
            lambda parts: "({} {} {})".format(*parts)
        ),
        two.map(lambda pair: "min({}, {})".format(*pair)),
        two.map(lambda pair: "max({}, {}, 5)".format(*pair)),
        inner["int"].map(lambda one: f"abs(-{one})"),
        inner["bool"].map(lambda one: f"int({one})"),
        st.tuples(inner["int"], inner["bool"], inner["int"]).map(
            lambda parts: "({} if {} else {})".format(*parts)
        ),
        st.tuples(st.sampled_from(["round", "floor", "ceil", "int"]), inner["float"]).map(
            lambda parts: "{}({})".format(*parts)
        ),
    )


def of_floats(inner):
    two = st.tuples(inner["float"], st.sampled_from("+-*/"), inner["float"])
    return st.one_of(
        two.map(lambda parts: "({} {} {})".format(*parts)),
        st.tuples(inner["float"], st.sampled_from("+-*/"), inner["int"]).map(
            lambda parts: "({} {} {})".format(*parts)
        ),
        st.tuples(st.sampled_from(["min", "max"]), inner["float"], inner["float"]).map(
            lambda parts: "{}({}, {})".format(*parts)
        ),
        inner["float"].map(lambda one: f"sqrt(abs({one}))"),
        inner["int"].map(lambda one: f"float({one})"),
        st.tuples(inner["float"], inner["bool"], inner["float"]).map(
            lambda parts: "({} if {} else {})".format(*parts)
        ),
    )


def of_truths(inner):
    order = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
    pairs = [st.tuples(inner[kind], order, inner[kind]) for kind in ("int", "float")]
    return st.one_of(
        *(pair.map(lambda parts: "({} {} {})".format(*parts)) for pair in pairs),
        st.tuples(inner["int"], order, inner["int"], order, inner["int"]).map(
            lambda parts: "({} {} {} {} {})".format(*parts)
        ),
        st.tuples(inner["bool"], st.sampled_from(["and", "or"]), inner["bool"]).map(
            lambda parts: "({} {} {})".format(*parts)
        ),
        inner["bool"].map(lambda one: f"(not {one})"),
    )


def grown(depth):
    """Return the expressions of each kind that are so many operations deep at most."""
    inner = {
        "int": st.one_of(st.sampled_from(["a", "b", "c"]), NUMBERS.map(lambda n: f"({n})")),
        "float": st.one_of(st.sampled_from(["x", "y"]), FLOATS.map(lambda n: f"({n})")),
        "bool": st.sampled_from(["t", "a < b", "x < y"]),
    }
    for _ in range(depth):
        more = {"int": of_whole_numbers, "float": of_floats, "bool": of_truths}
        inner = {kind: st.one_of(inner[kind], grow(inner)) for kind, grow in more.items()}
    return inner


EXPRESSIONS = grown(3)
ARGUMENTS = st.tuples(NUMBERS, NUMBERS, st.integers(-99, 99), FLOATS, FLOATS, st.booleans())
TAKES = "a: int, b: int, c: int, x: float, y: float, t: bool"


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Write a rule as a module of its own and return its kernel."""
    monkeypatch.syspath_prepend(tmp_path)
    names = (f"rule_{n}" for n in count())

    def written(text):
        name = next(names)
        (tmp_path / f"{name}.py").write_text(HEADER + text, encoding="utf-8")
        importlib.invalidate_caches()
        return Kernel(name, ("rule",))

    yield written
    for name in [each for each in sys.modules if each.startswith("rule_")]:
        del sys.modules[name]


def gives_the_same(kernel, all_arguments):
    """Tell whether a rule gives the same both ways; a constant of more than 64 bits is passed."""
    try:
        engine = engine_of(kernel, compiled=True)
    except OutsideSubsetError as error:
        return "has more than 64 bits" in str(error)
    plain, told = engine_of(kernel, compiled=False), watching(kernel.module)
    return all(agree(plain, engine, "rule", each, told) for each in all_arguments)


@pytest.mark.parametrize("kind", ["int", "float", "bool"])
@FORMS
@given(data=st.data())
def test_a_random_expression_gives_what_python_gives(kind, data, write):
    text = data.draw(EXPRESSIONS[kind])
    kernel = write(f"def rule({TAKES}) -> {kind}:\n    return {text}\n")
    assert gives_the_same(kernel, data.draw(st.lists(ARGUMENTS, min_size=4, max_size=4)))


def lines(depth):
    """Return random statements on a, b, c and x, as lists of lines."""
    simple = st.one_of(
        EXPRESSIONS["int"].map(lambda text: [f"a = {text} % 1000"]),
        EXPRESSIONS["int"].map(lambda text: [f"b += {text} % 77"]),
        EXPRESSIONS["float"].map(lambda text: [f"x = min(max({text}, -9.0), 9.0)"]),
        st.just(["a, b = b, a"]),
        st.just(["c -= 1"]),
    )
    if depth == 0:
        return simple
    body = st.lists(lines(depth - 1), min_size=1, max_size=3).map(lambda parts: [*chain(*parts)])
    leave = st.sampled_from([[], ["if a < b:", "    break"], ["if x < y:", "    continue"]])
    return st.one_of(
        simple,
        st.tuples(EXPRESSIONS["bool"], body, body).map(
            lambda parts: [f"if {parts[0]}:", *inset(parts[1]), "else:", *inset(parts[2])]
        ),
        st.tuples(st.integers(0, 5), leave, body).map(
            lambda parts: [f"for i in range({parts[0]}):", *inset([*parts[1], "a ^= i", *parts[2]])]
        ),
        st.tuples(leave, body).map(
            lambda parts: [
                "turns = 0",
                "while turns < 4:",
                *inset(["turns += 1", *parts[0], *parts[1]]),
            ]
        ),
        st.tuples(EXPRESSIONS["bool"]).map(lambda parts: [f"if {parts[0]}:", "    return c"]),
    )


def inset(body):
    return [f"    {line}" for line in body]


@FORMS
@given(st.lists(lines(2), min_size=1, max_size=5), st.lists(ARGUMENTS, min_size=3, max_size=3))
def test_a_random_program_gives_what_python_gives(write, body, given_values):
    statements = inset([*chain(*body), "return a * 31 + b * 7 + c + round(x * 1000.0)"])
    kernel = write("\n".join([f"def rule({TAKES}) -> int:", *statements, ""]))
    assert gives_the_same(kernel, given_values)
