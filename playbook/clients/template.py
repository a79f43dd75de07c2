"""Write a new client file: what must be told stands open, everything else is a comment to undo."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from playbook.words.language import say
from playbook.words.names import meaning_in
from playbook.words.slug import slug
from sim.keeping import write_whole
from sim.messages import Problem, ProblemError, msg
from sim.model.units import first_of_month
from sim.tables.columns import Row
from sim.tables.read import read_table

COMMENT_COLUMN = 36


def write_client_file(name: str, era: str, out: Path | None = None) -> Path:
    """Write the file of a new client and return its path; never overwrite one."""
    path = out or Path(f"{slug(name)}.toml")
    text = client_text(name, era, path.name, date.today())
    write_new({path: text.encode("utf-8")})
    return path


def write_new(files: Mapping[Path, bytes]) -> None:
    """Write files that are not there yet; if one of them is, none is written."""
    for path in files:
        if path.exists():
            remedy = msg("Choose another name, or move the file away")
            rule = msg("exists already and is not overwritten")
            raise ProblemError(Problem(where=str(path), rule=rule, remedy=remedy))
    for path, content in files.items():
        try:
            write_whole(path, content)
        except OSError as error:
            rule = msg("cannot be written: {fault}", fault=error.strerror)
            raise ProblemError(Problem(where=str(path), rule=rule)) from None


def client_text(name: str, era: str, file: str, today: date) -> str:
    """Return the text of a new client file; dates follow from ``today``."""
    start = today + timedelta(days=(7 - today.weekday()) % 7)
    go_live = start + timedelta(days=60 + 4 - (start + timedelta(days=60)).weekday())
    season = first_of_month(go_live, 1)
    known = {
        "name": json.dumps(one_line(name), ensure_ascii=False),
        "era": f'"{era}"',
        "as_of": today.isoformat(),
        "start": start.isoformat(),
        "go_live": go_live.isoformat(),
        "season": season.isoformat(),
        "switch": first_of_month(season, 1).isoformat(),
    }
    rows = [row for row in read_table("market/assumptions") if row["era"] in (era, "any")]
    sections = dict.fromkeys(row.text("path").split(".")[0] for row in rows)
    parts = (_preface(one_line(name), file), _head(known))
    told = (_section(section, rows, season) for section in sections)
    return "".join((*parts, *told, _warehouse()))


def _preface(name: str, file: str) -> str:
    text = say(
        "{name}: a client of Green Channel.\n"
        "Lines without '#' must be told. Lines with '#' show what is assumed: take the '#' away and"
        " write\nthe client's own number. Units stand in the names: _cny, _h (hours), _min, _share"
        " (0 to 1).\n"
        "`greenchannel check {file}` tells every gap; `greenchannel pitch {file}` makes the pitch.",
        name=name,
        file=file,
    )
    return "".join(f"# {line}\n" for line in text.splitlines())


def _head(known: Mapping[str, str]) -> str:
    """Return the sections that every client must fill in."""
    lines = (
        "",
        "[client]",
        f"name = {known['name']}",
        f"brand = {known['name']}",
        _line(
            'category = "cotton_daily"', say("cotton_daily, cosmetics or appliance: seasonality")
        ),
        _line(f"era = {known['era']}", say('which tables hold: "2010" or "today"')),
        _line(f"as_of = {known['as_of']}", say("the date that stands in every document")),
        "",
        "[project]",
        _line(f"start_date = {known['start']}", say("preparation begins")),
        _line(f"go_live = {known['go_live']}", say("the store opens")),
        "",
        "[season]",
        _line(f"start = {known['season']}", say("simulated: full months from here")),
        "months = 4",
        _line(
            f"# switch_on = {known['switch']}",
            say("a date on which the regime changes from OA to plan and channel"),
        ),
        "",
        "# [targets]",
        _line("# sales_month_cny = 500000", say("the sales that the client asks for, a month")),
        "",
        "[office]",
        _line('holidays = "CN"', say('public holidays: a country code, or "none"')),
        'days = ["mon", "tue", "wed", "thu", "fri"]',
        'hours = ["09:00-12:00", "13:00-18:00"]',
    )
    return "\n".join(lines) + "\n"


def _told(section: str, season: date) -> dict[str, tuple[object, str]]:
    """Return the settings of a section that a client must tell, with a first value."""
    if section == "store":
        return {
            "order_value_cny": (150, say("average order value")),
            "margin_share": (0.6, say("gross margin at list price")),
            "shops": (0, say("own shops")),
            "shops_sales_month_cny": (0, say("sales of the own shops a month; 0: none")),
        }
    if section == "supply":
        return {
            "opening_stock_orders": (12_000, say("stock for the store, counted in orders")),
            "api_from": (season.isoformat(), say("from this day the ERP link is automatic")),
            "parcels_per_day": (1_000, say("what the packing line can send")),
            "chats_per_day": (3_000, say("what the service team can answer")),
        }
    return {}


def _section(section: str, rows: list[Row], season: date) -> str:
    told = _told(section, season)
    lines = [f"\n[{section}]"]
    lines += [_line(f"{key} = {value}", meaning) for key, (value, meaning) in told.items()]
    for row in rows:
        place, key = row.text("path").split(".")
        if place == section and key not in told:
            lines.append(_assumed(key, row))
    if section == "chain":
        lines += _own_chain()
    return "\n".join(lines) + "\n"


def _assumed(key: str, row: Row) -> str:
    """Return a setting as a comment: what holds unless the client writes a number of its own."""
    comment = say(
        "[{unit}] {meaning} ({basis})",
        unit=say(row.text("unit")),
        meaning=meaning_in(row),
        basis=row.text("basis"),
    )
    return _line(f"# {key} = {_number(row.number('value'))}", comment)


def _own_chain() -> tuple[str, ...]:
    return (
        "",
        "# "
        + say(
            "Who signs what is taken from the standard authority table and its approvers."
            " The client's own:"
        ),
        "# [[chain.classes]]",
        "# up_to_cny = 10000",
        '# roles = ["ecom_manager", "finance"]',
        "#",
        "# [[chain.classes]]",
        "# up_to_cny = 1000000000",
        '# roles = ["ecom_manager", "finance", "gm"]',
        "#",
        "# [chain.approvers.gm]",
        _line(
            "# attention_scale_h = 7",
            say("[working h] until the approver looks (Weibull scale)"),
        ),
        _line("# deputy = false", say("whether somebody signs while the approver is away")),
    )


def _warehouse() -> str:
    """Return the section on the warehouse as comments: a client may not know it yet."""
    lines = (
        "",
        "# [warehouse]",
        _line("# own = true", say("false where a third party picks, packs and sends")),
        _line("# pickers = 1", say("people who pick orders on a normal day")),
        _line("# packers = 1", say("people who pack parcels on a normal day")),
        _line("# clerks = 1", say("people who key orders into the ERP")),
        _line("# hours_per_day = 8", say("[h] a shift")),
        _line("# collected_per_day = 400", say("parcels that the carriers collect a day")),
        _line("# second_carrier = false", say("whether a second carrier is under contract")),
        _line("# free_m2 = 250", say("[m²] floor left for the store")),
        _line("# lines_per_order = 2.2", say("[lines] picked for an order")),
    )
    return "\n".join(lines) + "\n"


def _line(setting: str, comment: str) -> str:
    return f"{setting:<{COMMENT_COLUMN}}# {comment}"


def _number(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) and abs(value) < 1e5 else str(value)


def one_line(text: str) -> str:
    """Return a text without breaks and control characters."""
    printed = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(printed.split()) or "client"
