"""What knowing an input is worth: known answers, and nothing where there is nothing to know."""

import numpy as np
import pytest
from scipy.stats import norm

from playbook.study.information import FEWEST, NOTHING, worth_of_knowing

WORLDS = 4000


def luck(seed=1):
    return np.random.default_rng(seed)


def linear(rng, own=1.0, weight=2.0):
    """A certain option, and one that brings ``own`` and ``weight`` times the first input."""
    inputs = rng.standard_normal((WORLDS, 2))
    lead = own + weight * inputs[:, 0] + 3.0 * rng.standard_normal(WORLDS)
    return inputs, np.stack([np.zeros(WORLDS), lead], axis=1)


def closed_form(own=1.0, weight=2.0):
    """The normal loss of Raiffa and Schlaifer: what is lost where the lead is below nought."""
    ratio = own / weight
    return weight * (norm.pdf(ratio) - ratio * norm.sf(ratio))


def test_the_worth_of_a_normal_input_is_its_normal_loss():
    inputs, benefits = linear(luck())
    found = worth_of_knowing(inputs[:, :1], benefits)
    assert found.mean == pytest.approx(closed_form(), abs=3 * found.error)
    assert found.is_clear


def test_an_input_that_moves_nothing_is_worth_nothing():
    inputs, benefits = linear(luck())
    found = worth_of_knowing(inputs[:, 1:], benefits)
    assert abs(found.mean) < 0.05 * closed_form()
    assert not found.is_clear


def test_an_input_handed_out_to_other_worlds_is_worth_nothing():
    inputs, benefits = linear(luck())
    shuffled = luck(2).permutation(inputs[:, :1])
    assert abs(worth_of_knowing(shuffled, benefits).mean) < 0.05 * closed_form()


def test_many_inputs_that_move_nothing_promise_nothing():
    _, benefits = linear(luck())
    noise = luck(3).standard_normal((1000, 30))
    found = worth_of_knowing(noise, benefits[:1000])
    assert found.mean < 2 * found.error + 1e-12


def published(rng, worlds=2 * WORLDS):
    """The drug that Brennan, Kharroubi, O'Hagan and Chilcott decide on (2007): nineteen inputs.

    Numbered as there, from 1; 5, 7, 14, 16 and 6, 15 hang together by 0.6.
    """
    means = [1000, 0.1, 5.2, 400, 0.7, 0.3, 3, 0.25, -0.1, 0.5]
    means += [1500, 0.08, 6.1, 0.8, 0.3, 3, 0.2, -0.1, 0.5]
    sds = [
        1,
        0.02,
        1,
        200,
        0.1,
        0.1,
        0.5,
        0.1,
        0.02,
        0.2,
        1,
        0.02,
        1,
        0.1,
        0.05,
        1,
        0.05,
        0.02,
        0.2,
    ]
    together = np.eye(19)
    for group in ([5, 7, 14, 16], [6, 15]):
        places = np.array(group) - 1
        together[np.ix_(places, places)] += 0.6 * (1 - np.eye(len(group)))
    inputs = rng.multivariate_normal(means, together * np.outer(sds, sds), worlds)
    t = dict(enumerate(inputs.T, start=1))
    old = 1e4 * (t[5] * t[6] * t[7] + t[8] * t[9] * t[10]) - (t[1] + t[2] * t[3] * t[4])
    new = 1e4 * (t[14] * t[15] * t[16] + t[17] * t[18] * t[19])
    new -= t[11] + t[12] * t[13] * t[4]
    return inputs, np.stack([old, new], axis=1)


@pytest.mark.parametrize(("known", "answer"), [((5, 14), 248), ((7, 16), 537)])
def test_a_published_example_has_its_published_answer(known, answer):
    """As Strong, Oakley and Brennan 2014 state them; integration by hand gives 247.8 and 536.8."""
    inputs, benefits = published(luck(4))
    found = worth_of_knowing(inputs[:, np.array(known) - 1], benefits)
    assert found.mean == pytest.approx(answer, abs=3 * found.error)
    assert found.error < 0.15 * answer


def test_what_knows_more_is_worth_more():
    inputs, benefits = published(luck(5), 2000)
    fewer, more = (worth_of_knowing(inputs[:, :count], benefits).mean for count in (5, 19))
    assert more > fewer


def test_of_a_handful_of_worlds_nothing_is_learned():
    inputs, benefits = linear(luck())
    assert worth_of_knowing(inputs[: FEWEST - 1], benefits[: FEWEST - 1]) is NOTHING


def test_where_there_is_no_choice_nothing_is_worth_knowing():
    inputs, benefits = linear(luck())
    assert worth_of_knowing(inputs, benefits[:, :1]) is NOTHING
