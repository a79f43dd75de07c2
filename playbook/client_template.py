"""Write a new client file: what must be told stands open, everything else is a comment to undo."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

from playbook.names import slug
from sim.csv_tables import Row, read_table
from sim.problems import Problem, ProblemError

HEAD = """\
# {name}: a client of Green Channel.
# Lines without '#' must be told. Lines with '#' show what is assumed: take the '#' away and write
# the client's own number. Units stand in the names: _cny, _h (hours), _min, _share (0 to 1).
# `greenchannel check {file}` tells every gap; `greenchannel pitch {file}` makes the pitch.

[client]
name = {quoted}
brand = {quoted}
category = "cotton_daily"           # cotton_daily, cosmetics or appliance: seasonality
era = "{era}"{gap}# which tables hold: "2010" or "today"
as_of = {as_of}                  # the date that stands in every document

[project]
start_date = {start}             # preparation begins
go_live = {go_live}                # the store opens

[season]
start = {season}                  # simulated: full months from here
months = 4
# switch_on = {switch}            # a date on which the regime changes from OA to plan and channel

[office]
holidays = "CN"                     # public holidays: a country code, or "none"
days = ["mon", "tue", "wed", "thu", "fri"]
hours = ["09:00-12:00", "13:00-18:00"]
"""

TOLD: dict[str, tuple[tuple[str, object, str], ...]] = {
    "store": (
        ("order_value_cny", 150, "average order value"),
        ("margin_share", 0.6, "gross margin at list price"),
        ("shops", 0, "own shops"),
        ("shops_sales_month_cny", 0, "sales of the own shops a month; 0: none"),
    ),
    "supply": (
        ("opening_stock_orders", 12_000, "stock for the store, counted in orders"),
        ("api_from", None, "from this day the ERP link is automatic"),
        ("parcels_per_day", 1_000, "what the packing line can send"),
        ("chats_per_day", 3_000, "what the service team can answer"),
    ),
}

CHAIN = """
# Who signs what is taken from the standard authority table and its approvers. The client's own:
# [[chain.classes]]
# up_to_cny = 10000
# roles = ["ecom_manager", "finance"]
#
# [[chain.classes]]
# up_to_cny = 1000000000
# roles = ["ecom_manager", "finance", "gm"]
#
# [chain.approvers.gm]
# attention_scale_h = 7             # [working h] until the approver looks (Weibull scale)
# deputy = false                    # whether somebody signs while the approver is away
"""


def write_client_file(name: str, era: str, out: Path | None = None) -> Path:
    """Write the file of a new client and return its path; never overwrite one."""
    path = out or Path(f"{slug(name)}.toml")
    text = client_text(name, era, path.name, date.today())
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        remedy = "Choose another name, or move the file away"
        rule = "exists already and is not overwritten"
        raise ProblemError(Problem(where=str(path), rule=rule, remedy=remedy)) from None
    except OSError as error:
        rule = f"cannot be written: {error.strerror}"
        raise ProblemError(Problem(where=str(path), rule=rule)) from None
    return path


def client_text(name: str, era: str, file: str, today: date) -> str:
    """Return the text of a new client file; dates follow from ``today``."""
    start = today + timedelta(days=(7 - today.weekday()) % 7)
    go_live = start + timedelta(days=60 + 4 - (start + timedelta(days=60)).weekday())
    season = (go_live.replace(day=1) + timedelta(days=32)).replace(day=1)
    head = HEAD.format(
        name=_one_line(name),
        quoted=json.dumps(_one_line(name), ensure_ascii=False),
        file=file,
        era=era,
        gap=" " * (30 - len(era)),
        as_of=today.isoformat(),
        start=start.isoformat(),
        go_live=go_live.isoformat(),
        season=season.isoformat(),
        switch=(season + timedelta(days=32)).replace(day=1).isoformat(),
    )
    rows = [row for row in read_table("assumptions") if row["era"] in (era, "any")]
    sections = dict.fromkeys(str(row["path"]).split(".")[0] for row in rows)
    return head + "".join(_section(section, rows, season) for section in sections)


def _section(section: str, rows: list[Row], season: date) -> str:
    lines = [f"\n[{section}]"]
    for key, value, meaning in TOLD.get(section, ()):
        shown = season.isoformat() if value is None else value
        lines.append(f"{f'{key} = {shown}':<36}# {meaning}")
    told = {key for key, _, _ in TOLD.get(section, ())}
    for row in rows:
        place, key = str(row["path"]).split(".")
        if place == section and key not in told:
            setting = f"# {key} = {_number(row['value'])}"
            lines.append(f"{setting:<36}# [{row['unit']}] {row['meaning']} ({row['basis']})")
    if section == "chain":
        lines.append(CHAIN.rstrip())
    return "\n".join(lines) + "\n"


def _number(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) and abs(value) < 1e5 else str(value)


def _one_line(text: str) -> str:
    printed = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(printed.split()) or "client"
