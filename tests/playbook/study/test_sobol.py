"""Sobol indices of drawn worlds: published answers, luck beside the inputs, and the very worlds."""

from dataclasses import replace

import numpy as np
import pytest
from drawn_worlds import doubt_of

from playbook.clients.load import load_client
from playbook.engagement.varied import uncertain
from playbook.study.choice import Stakes
from playbook.study.sobol import draw_again, sobol_indices
from playbook.study.uncertain import InDoubt, draw_client
from sim.results.drawn import SEASONS_A_WORLD
from sim.results.redrawn import Redrawn

CLIENT = load_client("data/clients/company_a.toml")
KEYS = ("offers.rate_factor", "store.margin_share")


def indices_of(gain, inputs, *, worlds=1000, again=500):
    """Return the indices of a gain that is a function of inputs in [-1, 1] and of luck, alike."""
    rng = np.random.default_rng(1)
    values, others = rng.uniform(-1, 1, (2, worlds, inputs))
    luck = rng.standard_normal((worlds, SEASONS_A_WORLD))
    anew = np.repeat(values[:again, None, :], inputs, axis=1)
    for nth in range(inputs):
        anew[:, nth, nth] = others[:again, nth]
    gains = np.stack([gain(anew[:, nth], luck[:again]) for nth in range(inputs)], axis=1)
    found = sobol_indices(doubt_of(values, gain(values, luck)), "green", Redrawn(gains))
    return [found.inputs[f"offers.input_{nth}"] for nth in range(inputs)]


def ishigami(values, luck):
    """Ishigami and Homma 1990 with a = 7 and b = 0.1; it has no luck."""
    x, y, z = np.pi * values.T
    brought = np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x)
    return np.repeat(brought[:, None], luck.shape[1], axis=1)


@pytest.mark.parametrize(
    ("nth", "alone", "total"), [(0, 0.3139, 0.5576), (1, 0.4424, 0.4424), (2, 0.0, 0.2437)]
)
def test_the_indices_of_ishigami_s_function_are_those_that_are_published(nth, alone, total):
    found = indices_of(ishigami, 3)[nth]
    assert found.alone.share == pytest.approx(alone, abs=0.04)
    assert found.total.share == pytest.approx(total, abs=0.06)
    assert found.total.low < total < found.total.high


def test_without_luck_the_total_is_what_inputs_do_together():
    for found in indices_of(ishigami, 3):
        assert found.with_inputs.share == pytest.approx(found.total.share)


def test_what_an_input_does_with_luck_is_in_the_total_alone():
    """The input stretches the luck: it moves no mean, and without it there is no spread at all."""
    stretched, idle = indices_of(lambda values, luck: values[:, [0]] * luck, 2)
    assert stretched.alone.share == pytest.approx(0, abs=0.03)
    assert stretched.with_inputs.share == pytest.approx(0, abs=0.05)
    assert stretched.total.share == pytest.approx(1, abs=0.1)
    assert idle.total.share == 0


def test_two_inputs_that_act_only_together_have_no_part_alone():
    """Of a product of two, each alone explains nothing and each total is all."""
    first, second = indices_of(lambda values, luck: values[:, [0]] * values[:, [1]] + 0 * luck, 2)
    for found in (first, second):
        assert found.alone.share == pytest.approx(0, abs=0.03)
        assert found.with_inputs.share == pytest.approx(1, abs=0.15)


def test_luck_that_is_only_added_leaves_the_total_what_the_input_does_alone():
    (found,) = indices_of(lambda values, luck: values[:, [0]] * 3**0.5 + luck, 1)
    assert found.alone.share == pytest.approx(0.5, abs=0.06)
    assert found.total.share == pytest.approx(0.5, abs=0.06)


def numbers_of(keys):
    return [one for one in uncertain(CLIENT) if one.path in keys]


def in_two_worlds(numbers):
    draws = draw_client(CLIENT, numbers, worlds=2, names=("green",))
    return InDoubt(client="Acme", seed=1, draws=draws, stakes=Stakes())


@pytest.fixture(scope="module")
def drawn():
    """Return two worlds of two inputs, and the numbers that were drawn."""
    numbers = numbers_of(KEYS)
    return in_two_worlds(numbers), numbers


def test_an_input_drawn_as_it_was_brings_what_it_brought():
    """The seasons are the world's own: with nothing changed nothing is another."""
    numbers = [replace(one, low=one.amount, high=one.amount) for one in numbers_of(KEYS)]
    doubt = in_two_worlds(numbers)
    gains = draw_again(CLIENT, numbers, doubt, "green").gains
    for place in range(len(KEYS)):
        assert (gains[:, place] == doubt.over_oa("green")).all()


def test_each_input_drawn_anew_changes_what_is_gained(drawn):
    doubt, numbers = drawn
    gains = draw_again(CLIENT, numbers, doubt, "green").gains
    assert gains.shape == (2, len(KEYS), SEASONS_A_WORLD)
    assert (gains != doubt.over_oa("green")[:, None]).any(axis=(0, 2)).all()


def test_worlds_played_again_are_kept_and_read(drawn):
    doubt, numbers = drawn
    first, told = draw_again(CLIENT, numbers, doubt, "green"), []
    again = draw_again(CLIENT, numbers, doubt, "green", progress=told.append)
    assert (again.gains == first.gains).all()
    assert told == [2 * len(KEYS)]


@pytest.mark.parametrize("content", [b"", b"nothing"])
def test_what_holds_no_gains_is_refused(content):
    with pytest.raises(ValueError, match="no redrawn worlds"):
        Redrawn.from_bytes(content)
