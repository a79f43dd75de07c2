"""Write the README's table of speeds from what ``make bench`` measured."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MEASURED = ROOT / "data" / "bench" / "measured.json"
README = ROOT / "README.md"
PLACE = re.compile(r"(<!-- speeds -->\n).*?(<!-- end -->\n)", flags=re.DOTALL)
BUSY = 1.5
"""From such a load on others worked beside what was measured: milliseconds are then too many."""
CLIENTS = {
    "company_a": "company A",
    "cosmetics_today": "cosmetics",
    "appliance_good_oa": "appliances",
    "company_a, desks with other work": "company A, other work on all desks",
}
PEERS = {"cimba": "Cimba", "simpy": "SimPy", "ciw": "Ciw", "salabim": "salabim"}


def table(measured: dict[str, Any]) -> str:
    """Return the table and the sentence below it."""
    rows = [
        "| CPU ms a season and regime | event by event | plain Python | compiled | times as fast |",
        "| --- | --- | --- | --- | --- |",
        *(_row(CLIENTS[name], one) for name, one in measured["clients"].items()),
    ]
    return "\n".join([*rows, "", _below(measured), ""])


def _row(name: str, one: dict[str, float]) -> str:
    event_by_event = one["drawing"] + one["simpy"]
    return (
        f"| {name} | {_ms(event_by_event)} | {_ms(one['plain'])} | {_ms(one['kernel'])} |"
        f" {one['kernel ratio']:.0f} |"
    )


def _below(measured: dict[str, Any]) -> str:
    desks, about = measured["desks"], measured["about"]
    peers = ", ".join(
        f"{called} {_ms(desks['ms'][name])} ({_times(desks['ratio'][name])})"
        for name, called in PEERS.items()
    )
    beside = " beside other work" if about["load"] > BUSY else ""
    return (
        "Five loaded desks alone, ms a season: ours, a store beside them,"
        f" {_ms(desks['ms']['kernel'])}, {peers}."
        f"{_two_threads(measured['threads'])} Measured {about['date']} on {about['cores']} cores"
        f" ({about['machine']}){beside}, Python {about['python']}; each season draws its luck."
    )


def _two_threads(threads: dict[str, float] | None) -> str:
    return f" Two threads: {threads['ratio']:.1f} times as fast as one." if threads else ""


def _times(ratio: float) -> str:
    return f"{ratio:,.0f} times that" if ratio >= 10 else f"{ratio:.1f} times that"


def _ms(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def main() -> None:
    """Put the table of the committed result into the README."""
    measured = json.loads(MEASURED.read_text(encoding="utf-8"))
    page = README.read_text(encoding="utf-8")
    README.write_text(
        PLACE.sub(lambda found: found[1] + table(measured) + found[2], page),
        encoding="utf-8",
        newline="\n",
    )


if __name__ == "__main__":
    main()
