"""One SKU of a client - cost, price, stock, what is ready - and one price in store and shops."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from playbook.words.language import language, translated
from sim.client.schema import StoreSection
from sim.messages import Message, Problem, listed, msg
from sim.model.units import DAYS_A_MONTH


@dataclass(frozen=True, kw_only=True, slots=True)
class Sku:
    """Hold one row of the SKU list; ``data/clients/columns.csv`` says what each value means.

    ``shop_price_cny`` is None for what the shops do not sell, ``cycle_days`` for what a customer
    buys once in years.
    """

    code: str
    name_en: str
    name_zh: str
    category: str
    unit_cost_cny: float
    list_price_cny: float
    store_price_cny: float
    shop_price_cny: float | None
    stock_units: int
    lead_days: int
    weight_kg: float
    cycle_days: int | None
    units_per_month: float
    one_photo: bool
    photo_ready: bool
    certificate_ready: bool
    gift_only: bool

    @property
    def name(self) -> str:
        """Return the name in the language spoken, or the only one there is."""
        names = {"en": self.name_en or self.name_zh, "zh": self.name_zh or self.name_en}
        return names[language()]

    @property
    def margin_share(self) -> float:
        """Return the gross margin as a share of the store price."""
        return 1 - self.unit_cost_cny / self.store_price_cny

    @property
    def sales_month_cny(self) -> float:
        """Return the forecast sales of a month; nothing for a gift."""
        return 0.0 if self.gift_only else self.units_per_month * self.store_price_cny

    @property
    def profit_month_cny(self) -> float:
        """Return the forecast gross profit of a month."""
        return self.sales_month_cny * self.margin_share

    @property
    def units_per_day(self) -> float:
        """Return the forecast units of a day."""
        return self.units_per_month / DAYS_A_MONTH

    @property
    def stock_days(self) -> float | None:
        """Return the days the stock lasts by the forecast; None if nothing is forecast."""
        return self.stock_units / self.units_per_day if self.units_per_month else None


@dataclass(frozen=True, kw_only=True)
class PriceRules:
    """Say which rules of the brand bind its prices.

    ``same_price``: the store sells at the shops' price (线上线下同价, S18); ``gift_not_discount``:
    the store gives rather than sells below list (宁送不折, S17). What does not bind only warns.
    """

    same_price: bool = True
    gift_not_discount: bool = True


def price_rules(store: StoreSection) -> PriceRules:
    """Return the rules that bind a client's prices."""
    return PriceRules(same_price=store.same_price, gift_not_discount=store.gift_not_discount)


def price(amount_cny: float) -> str:
    """Return the price of one unit to the fen, so that two prices never look the same by rounding.

    >>> price(12.9), price(199.95), price(149)
    ('CNY 12.9', 'CNY 199.95', 'CNY 149')
    """
    return translated(_priced(amount_cny))


def _priced(amount_cny: float) -> Message:
    return msg("CNY {amount}", amount=fen(amount_cny))


def fen(amount_cny: float) -> str:
    """Return a price for a table whose head says CNY.

    >>> fen(1299.5), fen(7.92)
    ('1,299.5', '7.92')
    """
    return f"{amount_cny:,.2f}".rstrip("0").rstrip(".")


def broken_rules(skus: Mapping[int, Sku], rules: PriceRules, where: str) -> Iterator[Problem]:
    """Yield the prices that break a rule of the brand; ``skus`` by row number."""
    for row, sku in _sold(skus):
        if rules.same_price and differs_from_shops(sku):
            yield _disparity(row, sku, where)
        if rules.gift_not_discount and _below_list(sku):
            yield _discount(row, sku, where)


def warnings(skus: Mapping[int, Sku], rules: PriceRules, where: str) -> Iterator[Problem]:
    """Yield the prices that should be looked at, though no rule forbids them."""
    for row, sku in _sold(skus):
        if sku.store_price_cny < sku.unit_cost_cny:
            yield _below_cost(row, sku, where)
        if not rules.gift_not_discount and _below_list(sku):
            yield _discount(row, sku, where)


def differs_from_shops(sku: Sku) -> bool:
    """Return whether a SKU has another price in the shops than in the store."""
    return sku.shop_price_cny is not None and sku.shop_price_cny != sku.store_price_cny


def _sold(skus: Mapping[int, Sku]) -> Iterator[tuple[int, Sku]]:
    return ((row, sku) for row, sku in skus.items() if not sku.gift_only)


def _below_list(sku: Sku) -> bool:
    return sku.store_price_cny < sku.list_price_cny


def _disparity(row: int, sku: Sku, where: str) -> Problem:
    shop = sku.shop_price_cny
    assert shop is not None
    rule = msg(
        "{code} costs {store} in the store and {shop} in the shops; the rule is one price",
        code=sku.code,
        store=_priced(sku.store_price_cny),
        shop=_priced(shop),
    )
    remedy = msg("Give a gift with it, or sell a special pack the shops do not have")
    return _wrong_price(row, sku, where, rule, remedy)


def _discount(row: int, sku: Sku, where: str) -> Problem:
    rule = msg(
        "{code} is discounted: {store} in the store, {listed} in the price list",
        code=sku.code,
        store=_priced(sku.store_price_cny),
        listed=_priced(sku.list_price_cny),
    )
    remedy = msg("Sell it at list price and give a gift (gift, not discount)")
    return _wrong_price(row, sku, where, rule, remedy)


def _below_cost(row: int, sku: Sku, where: str) -> Problem:
    rule = msg(
        "{code} is sold below its cost of {cost}", code=sku.code, cost=_priced(sku.unit_cost_cny)
    )
    remedy = msg("Raise the price, or mark it as gift only")
    return _wrong_price(row, sku, where, rule, remedy)


def _wrong_price(row: int, sku: Sku, where: str, rule: Message, remedy: Message) -> Problem:
    field = listed([msg("row {number}", number=row), "[store_price_cny]"], " ")
    return Problem(where=where, field=field, value=sku.store_price_cny, rule=rule, remedy=remedy)
