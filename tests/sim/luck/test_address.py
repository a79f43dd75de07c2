"""Luck by address: known answers, one number wherever it is asked for, and no tie between two."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.client.files import tree_in_toml
from sim.client.load import client_of
from sim.luck.address import WORD, bits, stream_number, uniform
from sim.luck.draw import draw_season
from sim.luck.streams import Luck
from sim.luck.vectors import threefry, uniforms, uniforms_of
from sim.messages import ProblemError

words = st.integers(0, WORD)

# Random123 1.14, tests/kat_vectors, threefry2x32 with 20 rounds: counter, key, both words.
KNOWN = [
    ((0, 0), (0, 0), (0x6B200159, 0x99BA4EFE)),
    ((WORD, WORD), (WORD, WORD), (0x1CB996FC, 0xBB002BE7)),
    ((0x243F6A88, 0x85A308D3), (0x13198A2E, 0x03707344), (0xC4923A9C, 0x483DF7A0)),
]


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN)
def test_the_generator_gives_the_answers_of_its_inventors(counter, key, answer):
    first, second = (np.array([part], dtype=np.uint32) for part in counter)
    found = threefry(key, first, second)
    assert tuple(int(word[0]) for word in found) == answer
    assert bits(*key, *counter) == answer[0] << 20 | answer[1] >> 12


@given(words, words, words, words)
def test_a_number_and_an_array_of_one_are_the_same_bits(seed, replication, stream, index):
    one = [np.array([part], dtype=np.uint32) for part in (stream, index)]
    x, y = threefry((seed, replication), *one)
    assert int(x[0]) << 20 | int(y[0]) >> 12 == bits(seed, replication, stream, index)


@given(words, words, st.integers(1, 50))
def test_a_named_stream_is_its_numbers_one_by_one(seed, replication, count):
    stream = stream_number("slot/window")
    alone = [uniform(seed, replication, stream, index) for index in range(count)]
    assert uniforms(seed, replication, "slot/window", count).tolist() == alone


def test_streams_drawn_together_are_the_streams_drawn_alone():
    """Also where a stream begins in one block of the work and ends in another."""
    counts = {"a": 20_000, "b": 3, "none": 0, "c": 1}
    together = uniforms_of(1, 2, counts)
    assert list(together) == list(counts)
    for name, count in counts.items():
        assert np.array_equal(together[name], uniforms(1, 2, name, count))


def test_the_first_rows_do_not_depend_on_how_many_are_drawn():
    assert np.array_equal(uniforms(1, 0, "x", (5, 3)), uniforms(1, 0, "x", (15, 3))[:5])


def test_the_ends_are_never_met():
    """The least and the greatest of 52 bits lie half a step inside; so 1 - u is exact, too."""
    least, most = 0.5 / 2**52, (2**52 - 0.5) / 2**52
    assert least > 0.0
    assert most < 1.0
    assert 1.0 - most == least


@pytest.mark.parametrize("part", ["seed", "replication"])
@pytest.mark.parametrize("value", [-1, 2**32])
def test_a_part_of_an_address_that_does_not_fit_is_refused(part, value):
    with pytest.raises(ValueError, match=rf"{part} = {value}: must lie in \[0, 4294967295\]"):
        uniforms(**{"seed": 1, "replication": 0, part: value}, name="x", shape=1)


def test_a_stream_keeps_its_number_for_ever():
    """A changed number moves every published result."""
    assert stream_number("store/organic_orders") == 2025746303


def test_two_streams_with_one_number_are_not_both_given():
    stream_number("kind_12211/arrival")
    with pytest.raises(
        ProblemError, match="luck kind_34086/arrival: draws the same luck as 'kind_12211/arrival'"
    ):
        stream_number("kind_34086/arrival")


@pytest.mark.parametrize(
    "client", ["company_a", "appliance_good_oa", "cosmetics_today", "loyal_house_today"]
)
def test_all_streams_of_an_example_client_have_numbers_of_their_own(client, monkeypatch):
    names, drawn = set(), Luck.__call__

    def noted(luck, name, shape):
        names.add(name)
        return drawn(luck, name, shape)

    monkeypatch.setattr(Luck, "__call__", noted)
    world = client_of(tree_in_toml(f"data/clients/{client}.toml")).scenario
    draw_season(world, 1, 987)  # a season that no other test draws and leaves behind
    assert len(names) > 50
    assert len({stream_number(name) for name in names}) == len(names)


def test_uniforms_are_uniform():
    """In 1,000 cells and against the straight line; a bend of one part in 50 would be seen."""
    drawn = uniforms(1, 0, "uniform", 200_000)
    assert stats.kstest(drawn, "uniform").pvalue > 1e-3
    assert stats.kstest(drawn**1.02, "uniform").pvalue < 1e-6
    cells = np.bincount((drawn * 1000).astype(int), minlength=1000)
    assert stats.chisquare(cells).pvalue > 1e-3


NEIGHBOURS = {
    "the next index": lambda n: (uniforms(1, 0, "x", n + 1)[1:], uniforms(1, 0, "x", n)),
    "the next replication": lambda n: (uniforms(1, 1, "x", n), uniforms(1, 0, "x", n)),
    "the next seed": lambda n: (uniforms(2, 0, "x", n), uniforms(1, 0, "x", n)),
    "seed and replication exchanged": lambda n: (uniforms(0, 1, "x", n), uniforms(1, 0, "x", n)),
    "another name": lambda n: (uniforms(1, 0, "slot/1", n), uniforms(1, 0, "slot/2", n)),
}


@pytest.mark.parametrize("near", NEIGHBOURS)
def test_neighbouring_luck_is_independent(near):
    """No cell of 32 x 32 is met too often; it would be seen if one in 50 were the other's copy."""
    one, other = NEIGHBOURS[near](200_000)
    assert pairs_fill_the_square(one, other)
    copied = np.arange(len(one)) % 50 == 0
    assert not pairs_fill_the_square(one, np.where(copied, one, other))


def pairs_fill_the_square(one, other):
    cells = np.histogram2d(one, other, bins=32, range=((0, 1), (0, 1)))[0]
    return stats.chisquare(cells.ravel()).pvalue > 1e-3


def test_every_bit_of_an_address_moves_half_of_the_bits_of_luck():
    """Whichever bit of seed, replication, stream or index is turned: 26 of 52, give or take 1."""
    rng = np.random.default_rng(1)
    for part in range(4):
        for place in range(32):
            moved = []
            for address in rng.integers(0, WORD, size=(60, 4), endpoint=True).tolist():
                turned = [*address]
                turned[part] ^= 1 << place
                moved.append((bits(*address) ^ bits(*turned)).bit_count())
            assert 23.5 < np.mean(moved) < 28.5, (part, place)
