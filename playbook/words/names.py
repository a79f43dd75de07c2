"""How things are called in the language spoken, and what the numbers of a client mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from playbook.words.language import language, localised, say
from playbook.words.wording import hours, money, number, points
from sim.client.load import Assumption
from sim.client.schema import ClientFile
from sim.places import data_dir
from sim.tables.columns import Row
from sim.tables.read import by_key, read_table

CAUSES = {
    "rework": "rework",
    "absence": "approver away",
    "off_duty": "nights, weekends, holidays",
    "contention": "queue at the desk",
    "attention": "until the approver looks",
}
"""The causes of waiting in English, in the order in which a moment is counted as one of them."""


def regime_name(regime: str) -> str:
    """Return how a regime is called, for the middle of a sentence."""
    return localised(_rows("charter/regimes")[regime], "name")


def regime_meaning(regime: str) -> str:
    """Return in a sentence what a regime asks of people, "" where its name says it."""
    meanings = {
        "oa_urged": say(
            "Faster OA means: the same signatures, but the agency chases every request, every"
            " approver has a deputy, and answers come until late on working days."
        ),
        "urged_green": say(
            "Faster OA + green channel means: the agency decides within the charter; what lies"
            " outside goes to an OA that is chased, with deputies and until late."
        ),
        "alone_green": say(
            "The single-sign green channel means: the charter as drafted, but up to its quota the"
            " agency signs alone and nobody of the client countersigns; what lies outside goes"
            " through OA."
        ),
        "wide_green": say(
            "The wide green channel means: the charter with its limits drawn wide, the red line, "
            "minimum return, audit and stop-loss kept; what lies outside goes through OA."
        ),
        "delegated": say("Full delegation means: the agency decides at once, without a quota."),
    }
    return meanings.get(regime, "")


def basis_in_words(basis: str) -> str:
    """Return in words what a number rests on, for who reads no file.

    >>> basis_in_words("EXPERT")
    'our judgement'
    """
    bases = {
        "SEED": say("the case"),
        "SOURCED": say("published"),
        "MEASURED": say("measured"),
        "EXPERT": say("our judgement"),
        "CLIENT": say("your own"),
    }
    return bases[basis]


def person_name(name: str) -> str:
    """Return a person's name with the title where the language spoken has it.

    >>> from playbook.words.language import speaking
    >>> with speaking("zh"):
    ...     person_name("Mr Zhou"), person_name("Ms Tang"), person_name("唐女士")
    ('Zhou先生', 'Tang女士', '唐女士')
    """
    title, _, rest = name.partition(" ")
    titles = {"Mr": "先生", "Mrs": "女士", "Ms": "女士"} if language() == "zh" else {}
    return rest + titles[title] if rest and title in titles else name


def basis_name(basis: str) -> str:
    """Return how the basis of a number is called; in English as client files write it.

    >>> basis_name("SOURCED")
    'SOURCED'
    """
    names = {
        "SEED": say("SEED"),
        "SOURCED": say("SOURCED"),
        "MEASURED": say("MEASURED"),
        "EXPERT": say("EXPERT"),
        "CLIENT": say("CLIENT"),
    }
    return names[basis]


def cause_name(cause: str) -> str:
    """Return how a cause of waiting is called."""
    return say(CAUSES[cause])


def clause_name(clause: str) -> str:
    """Return why an offer lies outside the charter."""
    names = {
        "term": say("outside the charter's term"),
        "red_line": say("beyond the brand's red line"),
        "kind": say("kind not in scope"),
        "instrument": say("instrument not in scope"),
        "quota_per_decision": say("above the quota per decision"),
        "aggregation": say("same resource within the aggregation time"),
        "quota_per_month": say("month's quota used up"),
        "quota_per_quarter": say("quarter's quota used up"),
        "hurdle": say("below the minimum return of the decision sheet"),
        "stock": say("more than the charter's share of free stock"),
        "suspended": say("channel suspended"),
    }
    return names[clause]


def route_name(route: str) -> str:
    """Return by which way an offer was decided."""
    names = {
        "oa": say("through the OA chain"),
        "green": say("within the charter"),
        "plan": say("foreseen in the quarterly plan"),
        "delegated": say("the agency alone"),
    }
    return names[route]


def kind_name(file: ClientFile, kind: str) -> str:
    """Return how a kind of resource is called; a client's own kind as its file writes it."""
    row = _rows("market/resource_kinds").get(kind)
    if row is not None:
        return localised(row, "name")
    own = next(each for each in file.offers.own if each.id == kind)
    return own.name_zh or own.name if language() == "zh" else own.name


def campaign_name(campaign: str) -> str:
    """Return how a campaign of the calendar is called."""
    return localised(_rows("market/campaign_calendar")[campaign], "name")


def instrument_name(instrument: str) -> str:
    """Return how an instrument is called; one of the client's own kinds as its file writes it."""
    names = {
        "budget": say("media budget"),
        "gift": say("gifts"),
        "price": say("price events"),
        "inventory": say("reserved stock"),
        "brand": say("brand content"),
    }
    return names.get(instrument, instrument)


def role_name(role: str) -> str:
    """Return how a role is called, without remarks; a client's own role as it is written."""
    row = _rows("team/roles").get(role)
    if row is None:
        return role.replace("_", " ")
    return localised(row, "name").partition("（")[0].partition(" (")[0]


def signed_format(outcome: str) -> Callable[[float], str]:
    """Return how a difference of an outcome is written, with its sign."""
    if outcome.endswith(("_cny", "_cny_month")):
        return lambda value: money(value, signed=True)
    if outcome.endswith("_h"):
        return lambda value: hours(value, signed=True)
    if outcome.endswith(("_rate", "_share")) or outcome in ("conversion",):
        return points
    return lambda value: ("+" if value > 0 else "") + number(round(value, 2))


@cache
def _rows(table: str) -> Mapping[str, Row]:
    return by_key(table)


def meaning_of(number: Assumption) -> str:
    """Return what a number means: as ``data/clients/keys.csv`` says, else as the assumptions do.

    A number of a kind of offer or of an approver is told with whose it is.
    """
    key, thing = _key_of(number)
    row = key or _assumed().get((number.path, number.meaning))
    if row is None:
        return number.meaning
    what = meaning_in(row)
    return say("{thing}: {what}", thing=thing, what=what) if thing else what


def unit_of(number: Assumption) -> str:
    """Return the unit of a number."""
    key, thing = _key_of(number)
    if key is not None and number.path.startswith(_SCORES):
        return key.text("unit" if language() == "en" else f"unit_{language()}")
    if key is not None and thing and language() != "en":
        return key.text(f"unit_{language()}")
    return number.unit if thing else say(number.unit)


_SCORES = "readiness."
"""Where the scores of an assessment stand: what they are counted in, no key's ending tells."""


def _key_of(number: Assumption) -> tuple[Row | None, str]:
    """Return the key of the client file that a number is, and whose it is, "" if nobody's."""
    section, _, quantity = number.path.rpartition(".")
    grid, _, thing = section.rpartition(".")
    if grid in _NAMED:
        return client_keys().get(f"{grid}.{quantity}"), _NAMED[grid](thing)
    return client_keys().get(number.path), ""


def meaning_in(row: Row) -> str:
    """Return the meaning that stands in a table's row."""
    return row.text("meaning" if language() == "en" else f"meaning_{language()}")


def _kind(kind: str) -> str:
    return localised(by_key("market/resource_kinds")[kind], "name")


_NAMED: Mapping[str, Callable[[str], str]] = {"offers.numbers": _kind, "chain.approvers": role_name}
"""The grids of a client file whose rows have names, and how a row is called."""


@cache
def client_keys() -> Mapping[str, Row]:
    """Return what is said of the keys of a client file that no assumption explains, by path."""
    return by_key("keys", data_dir() / "clients")


@cache
def _assumed() -> Mapping[tuple[str, str], Row]:
    """Return the assumptions by path and meaning: an era may mean something of its own."""
    return {
        (row.text("path"), row.text("meaning")): row for row in read_table("market/assumptions")
    }
