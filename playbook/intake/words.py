"""What the intake form says of each key, in both languages: meaning, unit, default, usual range."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from playbook.clients.fields import Field
from playbook.words.language import say, speaking
from playbook.words.names import client_keys
from sim.tables.columns import Row
from sim.tables.read import read_table


@dataclass(frozen=True, kw_only=True)
class KeyWords:
    """Explain one key; ``default`` holds when it is not stated, ``low`` to ``high`` is usual."""

    meaning: str
    meaning_zh: str
    unit: str = ""
    unit_zh: str = ""
    example: str = ""
    default: object = None
    basis: str = ""
    low: float | None = None
    high: float | None = None

    @property
    def shown_example(self) -> str:
        """Return the example as it stands in the form."""
        return f"e.g. 例: {self.example}" if self.example else ""


class Explained:
    """Explain the keys of a client file for one era.

    What neither ``data/clients/keys.csv`` nor ``data/market/assumptions.csv`` explains, such as a
    key that came yesterday, is explained by its own name.
    """

    def __init__(self, era: str) -> None:
        rows = read_table("market/assumptions")
        self._assumed = {row.text("path"): row for row in rows if row["era"] in (era, "any")}
        self._keys = client_keys()

    def section(self, path: str) -> tuple[str, str]:
        """Return the name of a section or a grid in English and Chinese."""
        row = self._keys.get(path)
        if row is None:
            return path.rpartition(".")[2].replace("_", " ").capitalize(), ""
        return row.text("meaning"), row.text("meaning_zh")

    def field(self, field: Field, grid: str = "") -> KeyWords:
        """Return what is said of a key, or of a column of a grid."""
        path = f"{grid}.{field.name}" if grid else field.name
        if path in self._assumed:
            return self._of_assumption(self._assumed[path])
        row = self._keys.get(path)
        if row is None:
            unit, unit_zh = _unit(field.path)
            return KeyWords(
                meaning=field.name.rpartition(".")[2].replace("_", " "),
                meaning_zh="",
                default=field.default,
                unit=unit,
                unit_zh=unit_zh,
            )
        return KeyWords(
            meaning=row.text("meaning"),
            meaning_zh=row.text("meaning_zh"),
            unit=row.text("unit"),
            unit_zh=row.text("unit_zh"),
            example=row.text("example"),
            default=field.default,
        )

    def is_assumed(self, path: str) -> bool:
        """Tell whether an assumption stands in for this key when it is not stated."""
        return path in self._assumed

    def _of_assumption(self, row: Row) -> KeyWords:
        unit = row.text("unit")
        with speaking("zh"):
            unit_zh = say(unit)
        value = row.number("value")
        return KeyWords(
            meaning=row.text("meaning"),
            meaning_zh=row.text("meaning_zh"),
            unit=unit,
            unit_zh=unit_zh,
            default=int(value) if value.is_integer() else value,
            basis=row.text("basis"),
            low=row.number_if_any("low"),
            high=row.number_if_any("high"),
        )


def _unit(path: str) -> tuple[str, str]:
    units = {
        "cny": ("CNY", "元"),
        "share": ("share", "比例"),
        "h": ("h", "小时"),
        "min": ("min", "分钟"),
        "days": ("days", "天"),
    }
    return units.get(path.rsplit("_", 1)[-1], ("", ""))


def shown(value: object) -> str:
    """Return a value as the form shows it beside the cell to fill in."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, tuple | list):
        return "; ".join(shown(each) for each in value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
