"""TOML without bounds is refused by one rule, at once, whatever Python would make of it."""

import pytest

from sim.client.files import read_toml
from sim.messages import ProblemError, RuleError
from sim.tables.toml import DEEPEST, NotTomlError, toml_tree, toml_value

ENDLESS = {
    "digits": ("quota = " + "9" * 5_000, "a number in it has thousands of digits"),
    "a number beyond 64 bits": ("[a]\nb = [1, " + "9" * 20 + "]", "'b' has more than 19 digits"),
    "lists": ("a = " + "[" * 500 + "]" * 500, "nested more than 12 levels deep"),
    "tables": ("a = " + "{b = " * 500 + "1" + "}" * 500, "nested more than 12 levels deep"),
    "dots": (".".join("a" * 4_900) + " = 1", "nested more than 12 levels deep"),
    "heads": ("[" + ".".join("a" * 4_900) + "]", "nested more than 12 levels deep"),
    "a line": ("a = 1\n" + ".".join("a" * 100_000) + " = 1", "line 2 is longer than 10,000"),
    "lines": ("a = 1\n" * 200_000, "longer than 1,000,000 characters"),
}


@pytest.mark.parametrize(("text", "rule"), ENDLESS.values(), ids=ENDLESS)
def test_toml_without_an_end_is_refused(text, rule):
    with pytest.raises(RuleError, match=rule):
        toml_tree(text)


def test_what_is_no_toml_is_told_apart_from_what_has_no_end():
    with pytest.raises(NotTomlError, match=r"not valid TOML: .*line 1"):
        toml_value("5 000")


def test_a_tree_as_deep_as_the_bound_is_read():
    """The last level holds the value."""
    keys = ".".join("a" * (DEEPEST - 1))
    assert toml_tree(f"{keys} = 1")["a"]


def test_a_file_without_an_end_is_a_problem_with_its_name(tmp_path):
    path = tmp_path / "deep.toml"
    path.write_text("a = " + "[" * 500 + "]" * 500, encoding="utf-8")
    with pytest.raises(ProblemError, match=r"deep\.toml: nested more than 12 levels deep\."):
        read_toml(path, path.name)
