"""The quarterly plan's money: an envelope a month, passed on within the quarter."""

from __future__ import annotations

from worlds import at, plan, scenario

from sim.model.quarterly_plan import PlanBook
from sim.model.units import fen


def _book(**terms):
    book = PlanBook(plan(**terms), scenario(days=200))
    book.in_force_from = {(2024, 0): 0, (2024, 1): at("2024-04-01")}
    return book


def test_a_month_has_its_envelope_and_what_is_spent_is_gone():
    """1,000 a month, 600 spent."""
    book = _book(month_envelope=fen(1000), rolling=False)
    book.spend(fen(600), at("2024-01-10"))
    assert book.left(at("2024-01-11")) == fen(400)
    assert book.left(at("2024-02-01")) == fen(1000), "nothing passes on without revision"


def test_rolling_revision_passes_on_what_is_left_and_opens_the_next_month_on_the_20th():
    """Only inside the quarter's total."""
    book = _book(month_envelope=fen(1000), rolling=True)
    book.spend(fen(600), at("2024-01-10"))
    assert book.left(at("2024-01-19")) == fen(400)
    assert book.left(at("2024-01-20")) == fen(1400)
    assert book.left(at("2024-02-01")) == fen(1400)
    assert book.left(at("2024-03-25")) == fen(2400), "three months and no more"
    assert book.left(at("2024-04-01")) == fen(1000), "the next quarter starts afresh"


def test_money_drawn_ahead_is_missing_later():
    """1,800 in January after the 20th leave 200 in February."""
    book = _book(month_envelope=fen(1000), rolling=True)
    book.spend(fen(1800), at("2024-01-25"))
    assert book.left(at("2024-02-05")) == fen(200)


def test_a_campaign_is_covered_up_to_the_last_fen():
    """The envelope itself may be spent."""
    book = _book(month_envelope=fen(1000), rolling=False)
    now = at("2024-01-10")
    assert book.covers("festival", fen(1000), 0.0, now)
    assert not book.covers("festival", fen(1000) + 1, 0.0, now)


def test_coverage_says_which_campaigns_were_foreseen():
    """Luck below the coverage: foreseen. An ad-hoc offer has no campaign and never is."""
    book = _book(coverage=0.7)
    now = at("2024-01-10")
    assert book.covers("festival", 0, 0.699, now)
    assert not book.covers("festival", 0, 0.7, now)
    assert not book.covers("", 0, 0.0, now)


def test_a_plan_stands_from_its_approval_on():
    """And each quarter needs its own."""
    book = _book()
    book.in_force_from = {(2024, 0): at("2024-01-10")}
    assert not book.covers("festival", 0, 0.0, at("2024-01-09"))
    assert book.covers("festival", 0, 0.0, at("2024-01-10"))
    assert not book.covers("festival", 0, 0.0, at("2024-04-10"))
