"""A sound SKU to change one thing of, and lists and files made of such SKUs."""

import csv
from dataclasses import fields
from datetime import date

import pytest
from engagements import client_of

from playbook.clients.sku import Sku
from playbook.clients.skus import SkuList

# Margin 0.64; with a gift of 8 % 0.56. 300 a month are 10 a day, so 900 in stock last 90 days.
SOUND = {
    "code": "A",
    "name_en": "Tissues",
    "name_zh": "柔巾",
    "category": "tissues",
    "unit_cost_cny": 9.0,
    "list_price_cny": 25.0,
    "store_price_cny": 25.0,
    "shop_price_cny": 25.0,
    "stock_units": 900,
    "lead_days": 23,
    "weight_kg": 0.2,
    "cycle_days": 30,
    "units_per_month": 300.0,
    "one_photo": True,
    "photo_ready": True,
    "certificate_ready": True,
    "gift_only": False,
}


@pytest.fixture
def sku_of():
    """Give the sound SKU with changes."""
    return lambda **changes: Sku(**{**SOUND, **changes})


@pytest.fixture
def list_of():
    """Give a list of SKUs as if it had been read."""
    return lambda *skus: SkuList(where="skus.csv", skus=skus)


@pytest.fixture
def file_of(tmp_path):
    """Write rows, each the sound SKU with changes, and give the file."""

    def write(*changes):
        path = tmp_path / "acme_skus.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([field.name for field in fields(Sku)])
            writer.writerows(
                [_cell(value) for value in {**SOUND, **one}.values()] for one in changes
            )
        return path

    return write


def _cell(value):
    return "" if value is None else str(value).lower() if isinstance(value, bool) else value


@pytest.fixture
def file_with():
    """Give the client file of Company A, with some keys changed."""

    def file(**sections):
        usual = {"client": {"as_of": date(2010, 5, 31)}, "range": {"basis": "CLIENT"}}
        return client_of("company_a", **(usual | sections)).file

    return file
