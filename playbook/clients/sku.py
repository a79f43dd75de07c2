"""One SKU of a client: what it costs and sells for, what lies in stock, what is ready."""

from __future__ import annotations

from dataclasses import dataclass

from playbook.words.language import language
from sim.model.months import DAYS_A_MONTH


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
