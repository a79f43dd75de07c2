"""Unit economics of free trial, membership and group buying: each with its break-even."""

from __future__ import annotations

from dataclasses import dataclass

from sim.client.load import Client
from sim.model.offers import FOLLOW_ON_DAYS, follow_on_contribution, organic_level, repeat_share
from sim.model.scenario import Scenario
from sim.tables.rules import channel, rule

FIRST_ORDERS = 1_000
YEAR = 365
FEN = 100


@dataclass(frozen=True, kw_only=True)
class Trial:
    """One free trial: packs are given away, some triers buy, reviews lift the conversion."""

    packs: float
    pack_cny: float
    follow_on_share: float
    orders_a_buyer: float
    order_value_cny: float
    order_left_cny: float
    uplift: float
    review_days: int
    visits_per_day: float

    @property
    def cost_cny(self) -> float:
        """Return what the packs cost."""
        return self.packs * self.pack_cny

    @property
    def orders(self) -> float:
        """Return the orders of triers."""
        return self.packs * self.follow_on_share * self.orders_a_buyer

    @property
    def sales_cny(self) -> float:
        """Return the sales to triers."""
        return self.orders * self.order_value_cny

    @property
    def orders_cny(self) -> float:
        """Return what the triers' orders leave."""
        return self.orders * self.order_left_cny

    @property
    def reviews_cny(self) -> float:
        """Return what the reviews bring while they work."""
        return self.visits_per_day * self.review_days * self.uplift * self.order_left_cny

    @property
    def result_cny(self) -> float:
        """Return what the trial leaves."""
        return self.orders_cny + self.reviews_cny - self.cost_cny

    @property
    def break_even_follow_on(self) -> float | None:
        """Return the share of triers that must buy; None if an order leaves nothing."""
        each = self.packs * self.orders_a_buyer * self.order_left_cny
        return max(0.0, self.cost_cny - self.reviews_cny) / each if each > 0 else None

    @property
    def break_even_visits(self) -> float | None:
        """Return the visits a day at which reviews pay for the trial; None if they never do."""
        each = self.review_days * self.uplift * self.order_left_cny
        return max(0.0, self.cost_cny - self.orders_cny) / each if each > 0 else None


@dataclass(frozen=True, kw_only=True)
class Membership:
    """Membership on 1,000 first orders and 90 days: more return, points and messages cost."""

    returning_share: float
    factor: float
    order_value_cny: float
    order_left_cny: float
    member_share: float
    points_share: float
    messages: float
    message_cny: float

    @property
    def more_orders(self) -> float:
        """Return the orders that would not come without membership."""
        return FIRST_ORDERS * self.returning_share * (self.factor - 1)

    @property
    def gain_cny(self) -> float:
        """Return what these orders leave."""
        return self.more_orders * self.order_left_cny

    @property
    def points_cny(self) -> float:
        """Return the points on the members' orders, first and returning."""
        orders = FIRST_ORDERS * (1 + self.returning_share * self.factor)
        return orders * self.member_share * self.order_value_cny * self.points_share

    @property
    def messages_cny(self) -> float:
        """Return the messages to the members."""
        return FIRST_ORDERS * self.member_share * self.messages * self.message_cny

    @property
    def result_cny(self) -> float:
        """Return what membership leaves."""
        return self.gain_cny - self.points_cny - self.messages_cny

    @property
    def break_even_factor(self) -> float | None:
        """Return how much oftener members must return; None if points eat every further order."""
        base = FIRST_ORDERS * self.returning_share
        points_an_order = self.member_share * self.order_value_cny * self.points_share
        each = base * (self.order_left_cny - points_an_order)
        if each <= 0:
            return None
        fixed = FIRST_ORDERS * points_an_order + self.messages_cny
        return (fixed + base * self.order_left_cny) / each


@dataclass(frozen=True, kw_only=True)
class GroupBuy:
    """One day of group buying of a special pack that is not sold otherwise.

    ``pack_left_cny`` is price less goods and parcel; ``commission_share`` goes to platform and
    agency; ``slot_cny`` is the fee of the place.
    """

    packs: float
    price_cny: float
    pack_left_cny: float
    parcel_cny: float
    commission_share: float
    slot_cny: float
    repeat_share: float
    order_left_cny: float

    @property
    def before_fees_cny(self) -> float:
        """Return what the packs leave before commission and slot."""
        return self.packs * self.pack_left_cny

    @property
    def fees_cny(self) -> float:
        """Return commission and slot."""
        return self.packs * self.price_cny * self.commission_share + self.slot_cny

    @property
    def repeat_cny(self) -> float:
        """Return what the buyers' later orders leave."""
        return self.packs * self.repeat_share * self.order_left_cny

    @property
    def result_cny(self) -> float:
        """Return what the day leaves."""
        return self.before_fees_cny - self.fees_cny + self.repeat_cny

    @property
    def break_even_repeat(self) -> float | None:
        """Return the share of buyers that must return; None if an order leaves nothing."""
        each = self.packs * self.order_left_cny
        return max(0.0, self.fees_cny - self.before_fees_cny) / each if each > 0 else None

    @property
    def floor_cny(self) -> float:
        """Return the price below which the pack is not sold: goods, parcel and a margin."""
        goods = self.price_cny - self.pack_left_cny - self.parcel_cny
        return (goods + self.parcel_cny) * (1 + rule("operations.pack_floor_share").value)


def order_left_cny(scenario: Scenario) -> float:
    """Return what one ordinary order leaves after goods, commissions, returns and parcel."""
    return follow_on_contribution(scenario) / FEN


def trial_of(client: Client) -> Trial:
    """Return the client's trial; its reviews meet the visits of the middle of the season."""
    store, demand = client.file.store, client.scenario.demand
    return Trial(
        packs=store.trial_packs_per_month or rule("operations.trial_packs").value,
        pack_cny=store.trial_pack_cny,
        follow_on_share=store.trial_follow_on_share,
        orders_a_buyer=store.trial_orders,
        order_value_cny=store.order_value_cny,
        order_left_cny=order_left_cny(client.scenario),
        uplift=demand.review_uplift,
        review_days=demand.review_days,
        visits_per_day=organic_level(client.scenario, client.scenario.days // 2),
    )


def membership_of(client: Client) -> Membership:
    """Return membership with the client's repeat share, letter included, within 90 days."""
    store = client.file.store
    return Membership(
        returning_share=_returning(client, FOLLOW_ON_DAYS),
        factor=store.membership_factor,
        order_value_cny=store.order_value_cny,
        order_left_cny=order_left_cny(client.scenario),
        member_share=rule("operations.member_share").value,
        points_share=rule("operations.points_share").value,
        messages=rule("operations.messages").value,
        message_cny=channel("returning_member", "cost").value,
    )


def yearly_return(client: Client) -> float:
    """Return the chance that an order is followed by another within a year, without membership."""
    return _returning(client, YEAR)


def _returning(client: Client, days: int) -> float:
    store = client.file.store
    plain = store.repeat_share * (store.letter_factor if store.letter else 1.0)
    return plain * repeat_share(client.scenario, days)


def group_buy_of(client: Client) -> GroupBuy:
    """Return a group-buying day: the store's own without a fee, else one on a platform slot."""
    store = client.file.store
    slots = ("group_buy", "juhuasuan_today")
    kinds = [client.scenario.kinds[one] for one in slots if one in client.scenario.kinds]
    return GroupBuy(
        packs=store.special_packs or rule("operations.group_packs").value,
        price_cny=store.special_pack_price_cny,
        pack_left_cny=store.special_pack_contribution_cny,
        parcel_cny=store.parcel_cny,
        commission_share=store.platform_commission_share + client.file.agency.commission_share,
        slot_cny=kinds[0].cost_cny[0] if kinds and not store.special_packs else 0.0,
        repeat_share=store.special_pack_repeat_share,
        order_left_cny=order_left_cny(client.scenario),
    )
