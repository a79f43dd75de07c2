"""The stock: what is free, what is oversold and when, and when the factory delivers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from worlds import SUPPLY

from sim.model.store.shelf import Shelf


@dataclass
class Wish:
    """Want orders, and remember how many came."""

    wanted: int
    orders: int = 0
    holder: int = -1
    promised: bool = False


def _shelf(stock=100, **changes):
    return Shelf(replace(SUPPLY, opening_stock=stock, **changes))


def test_orders_are_filled_in_turn_until_the_stock_is_gone():
    """60 and 60 of 100: the second gets 40."""
    first, second = Wish(60), Wish(60)
    shelf = _shelf()
    assert shelf.sell([first, second], day=0) == (0, 20)
    assert (first.orders, second.orders, shelf.stock) == (60, 40, 0)


def test_what_is_held_for_an_event_is_sold_to_its_visitors_only():
    """70 of 100 held for event 7: the store sells 30, the event its 70 and no more."""
    shelf = _shelf()
    shelf.hold(7, 70)
    store, event = Wish(60), Wish(90, holder=7)
    oversold, lost = shelf.sell([store, event], day=0)
    assert oversold + lost == 30 + 20
    assert (store.orders, event.orders, shelf.stock, shelf.free) == (30, 70, 0, 0)


def test_the_store_oversells_only_while_the_link_is_manual():
    """Stock copied twice a day: half of the excess is sold before the store notices."""
    shelf = _shelf(api_from=10, syncs_per_day=2)
    assert shelf.sell([Wish(140)], day=9) == (20, 20)
    shelf = _shelf(api_from=10, syncs_per_day=2)
    assert shelf.sell([Wish(140)], day=10) == (0, 40)


def test_more_synchronisations_oversell_less():
    """Copied eight times a day, an eighth of the excess."""
    assert _shelf(api_from=10, syncs_per_day=8).sell([Wish(180)], day=0) == (10, 70)


def test_what_is_held_for_an_event_is_not_free():
    """Until it is let go; nobody holds what another one holds already."""
    shelf = _shelf()
    shelf.hold(1, 70)
    assert shelf.free == 30
    shelf.hold(2, 50)
    assert shelf.free == 0
    shelf.let_go(1)
    assert shelf.free == 70, "the second holds 30"


def test_a_reorder_arrives_after_the_lead_time_and_is_not_ordered_twice():
    """Sold out on day 0, seen on day 7, delivered on day 7 + 21."""
    shelf = _shelf(review_days=7, lead_days=21)
    arrived = {}
    for day in range(60):
        shelf.open_day(day, in_season=True)
        arrived[day] = shelf.stock
        if day == 0:
            shelf.sell([Wish(100)], day)
    assert arrived[27] == 0
    assert arrived[28] == 100
    assert arrived[59] == 100, "what is on its way is not ordered again"


def test_after_the_season_nothing_is_reordered():
    """The run-out sells what is there."""
    shelf = _shelf(review_days=1, lead_days=1)
    shelf.sell([Wish(100)], 0)
    for day in range(1, 9):
        shelf.open_day(day, in_season=False)
    assert shelf.stock == 0


def test_cover_follows_recent_sales():
    """300 a day and 2 days of cover: the stock aims at 600, above the opening 100."""
    shelf = _shelf(stock=100, review_days=1, lead_days=1, cover_days=2)
    for day in range(3):
        shelf.open_day(day, in_season=True)
        shelf.sell([Wish(300)], day)
    shelf.open_day(3, in_season=True)
    shelf.open_day(4, in_season=True)
    assert shelf.stock == 600


def test_what_was_promised_is_cancelled_before_and_after_the_link():
    """120 wanted of 100: an event that promised them cancels 20, whatever the link."""
    for api_from in (0, 100):
        assert _shelf(api_from=api_from).sell([Wish(120, promised=True)], 5) == (20, 0)
