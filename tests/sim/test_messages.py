"""A message keeps its English and its values apart until somebody tells it."""

from sim.messages import RuleError, listed, msg, msg_many

GERMAN = {
    "no such kind in {era}": "keine solche Art in {era}",
    ", ": "; ",
    ("{n} day", "{n} days"): "{n} Tage",
}


def test_a_message_is_its_english():
    assert str(msg("no such kind in {era}", era="2010")) == "no such kind in 2010"


def test_a_catalogue_tells_what_it_knows_and_english_the_rest():
    assert msg("no such kind in {era}", era="2010").told(GERMAN) == "keine solche Art in 2010"
    assert msg("no such file").told(GERMAN) == "no such file"


def test_braces_of_a_message_without_values_are_text():
    assert str(msg("write {name} = 1")) == "write {name} = 1"


def test_braces_of_a_value_are_text():
    assert str(msg("'{word}' is not known", word="{era}")) == "'{era}' is not known"


def test_values_are_told_in_the_same_language():
    assert msg("{a} and {b}", a=listed(["x", "y"]), b=1).told(GERMAN) == "x; y and 1"


def test_a_number_chooses_between_one_and_many():
    assert [str(msg_many("{n} day", "{n} days", n)) for n in (1, 1200)] == ["1 day", "1,200 days"]
    assert msg_many("{n} day", "{n} days", 1).told(GERMAN) == "1 Tage"


def test_equal_words_are_equal_messages():
    assert msg("no such file") == msg("no such file")
    assert msg("{a}", a=1) != msg("{a}", a=2)


def test_a_broken_rule_is_an_error_of_a_value_that_names_it():
    error = RuleError(msg("a whole number is needed"))
    assert isinstance(error, ValueError)
    assert str(error) == str(error.rule) == "a whole number is needed"
