"""What is outside the subset is refused with its file and line, and with what to write instead."""

import importlib

import pytest

from sim.kernel.sources import OutsideSubsetError
from sim.kernel.wasm import translate


@pytest.fixture
def translated(tmp_path, monkeypatch):
    """Translate a text as the module ``refused``."""
    monkeypatch.syspath_prepend(tmp_path)

    def of(text, *exports):
        (tmp_path / "refused.py").write_text(text, encoding="utf-8")
        importlib.invalidate_caches()
        return translate("refused", exports or ("rule",))

    return of


def rule(*body, takes="a: int, x: float, v: list[int]", gives="int"):
    return "\n".join([f"def rule({takes}) -> {gives}:", *(f"    {line}" for line in body), ""])


BODIES = {
    "a ** 2": "not in the subset",
    "x // 2.0": "float and float, but it is for whole numbers",
    "x % a": "float and int, but it is for whole numbers",
    "a / 2": r"Write float\(...\) / ...",
    "a < x": r"compared with a float. Write float\(...\)",
    "a + v": "int and ints, but it is for whole numbers",
    "x + v": "ints in arithmetic",
    "a and 1": "int where bool is needed",
    "not a": "int where bool is needed",
    "a if a else 1": "int where bool is needed",
    "a if a > 0 else x": "both sides of one kind",
    "min(a, x)": "values of one kind",
    "min(v)": "two or more values",
    "max(a)": "two or more values",
    "round(a)": "one float is needed",
    "round(x, 2)": "one float is needed",
    "sum(v)": "no such function in the subset",
    "sorted(v)": "no such function in the subset",
    "exp(x)": "no such function in the subset",
    "v.count(a)": "call functions by their names",
    "min(a, key=a)": "arguments by their places",
    "a << 64": "0 to 63 places",
    "a >> -1": "0 to 63 places",
    "1 << 63": "more than 64 bits",
    "v[x]": "float where int is needed",
    "v[0:1]": "not in the subset",
    "a[0]": "an element of an array only",
    "len(a)": "one ints or floats is needed",
    "unknown": "no such value here",
    "a is a": "by == != < <= > >=",
    "'text'": "not in the subset",
    "[a]": "not in the subset",
    "lambda: a": "not in the subset",
    "(a := 3)": "not in the subset",
    "x": "float where int is needed",
    "True": "bool where int is needed",
    "v": "ints where int is needed",
    "rule(a, x)": "3 arguments are needed",
    "rule(a, 1, v)": r"int where float is needed. Write float\(...\)",
}


@pytest.mark.parametrize("text", BODIES)
def test_an_expression_outside_the_subset_is_refused_with_its_line(translated, text):
    with pytest.raises(OutsideSubsetError, match=rf"refused.py:3: .*{BODIES[text]}"):
        translated(rule("b = a", f"return {text}"))


STATEMENTS = {
    "while a > 0: pass\nelse: return 1": "a loop without else only",
    "for i in v: pass": "a range with a step of 1 or -1 only",
    "for i in range(0, a, 2): pass": "a range with a step of 1 or -1 only",
    "for i, j in range(3): pass": "one name to count with",
    "w = v": "ints cannot be assigned",
    "a = x": "it holds int, not float",
    "a /= 2.0": "it holds int, not float",
    "v[0] = x": "float where int is needed",
    "v[0] += x": "it holds int, not float",
    "b: float = a": "its value is not float",
    "b: int": "give it a value",
    "a = b = 1": "one assignment at a time",
    "a, x = 1, 2.0, 3": "as many values as targets",
    "a.b = 1": "not in the subset",
    "a > 0": "has no effect",
    "assert a": "not in the subset",
    "import math": "not in the subset",
    "del a": "not in the subset",
    "with a: pass": "not in the subset",
    "def inner() -> int: return 1": "not in the subset",
    "return": "int is to be returned",
    "if a > 0: b = 1\nreturn b": "may be read before it is assigned",
    "for i in range(a): pass\nreturn i": "may be read before it is assigned",
    "while a > 0: b = 1; a -= 1\nreturn b": "may be read before it is assigned",
    "return b\nb = 1": "no such value here",
    "return a\na = 1": "never reached",
    "while True: a += 1\na = 1": "never reached",
    "if a > 0: return 1": "may end without returning anything",
    "while a > 0: return 1": "may end without returning anything",
}


@pytest.mark.parametrize("text", STATEMENTS)
def test_a_statement_outside_the_subset_is_refused(translated, text):
    with pytest.raises(OutsideSubsetError, match=rf"refused.py:\d+: .*{STATEMENTS[text]}"):
        translated(rule(*text.split("\n")))


HEADS = {
    "def rule(a) -> int: return 1": "annotate it as one of int, float, bool",
    "def rule(a: str) -> int: return 1": "annotate it as one of int, float, bool",
    "def rule(a: int): return 1": "annotate what it returns",
    "def rule(a: list[int]) -> list[int]: return a": "annotate what it returns",
    "def rule(a: int = 1) -> int: return a": "plain arguments only",
    "def rule(*a: int) -> int: return 1": "plain arguments only",
    "def rule(*, a: int) -> int: return a": "plain arguments only",
    "@cache\ndef rule(a: int) -> int: return a": "plain arguments only",
}


@pytest.mark.parametrize("text", HEADS)
def test_a_function_must_say_what_it_takes_and_gives(translated, text):
    with pytest.raises(OutsideSubsetError, match=HEADS[text]):
        translated(text)


def test_a_call_is_followed_into_the_module_it_comes_from(translated, tmp_path):
    """The line is that of the module in which the fault stands."""
    (tmp_path / "deeper.py").write_text("\n\ndef root(x: float) -> float:\n    return x**0.5\n")
    text = "from deeper import root\n\ndef rule(x: float) -> float:\n    return root(x)\n"
    with pytest.raises(OutsideSubsetError, match=r"deeper.py:4: x \*\* 0.5: not in the subset"):
        translated(text)


def test_what_is_not_called_may_be_any_python(translated):
    """So a rule can stand beside what only plain Python uses."""
    text = "from dataclasses import dataclass\n\n@dataclass\nclass Offer:\n    cost: int\n\n"
    text += "def price(offer: Offer) -> str:\n    return f'{offer.cost}'\n\n"
    assert translated(text + rule("return a")).startswith(b"\0asm")


def test_what_is_asked_for_must_be_there(translated):
    with pytest.raises(OutsideSubsetError, match=r"refused.py: other: no such function"):
        translated(rule("return a"), "other")
    with pytest.raises(OutsideSubsetError, match="nowhere_at_all: no such module"):
        translate("nowhere_at_all", ("rule",))


def test_a_constant_that_python_cannot_compute_is_no_constant(translated):
    with pytest.raises(OutsideSubsetError, match="NONE: no such value here"):
        translated("NONE = 1 // 0\n" + rule("return NONE"))
