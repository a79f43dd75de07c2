"""What the explorer's page reads beside the arrays: dials, figures, months, causes, the client."""

from __future__ import annotations

from functools import partial
from typing import Any

from playbook.documents.explorer.cards import CARDS, card_name
from playbook.documents.explorer.dial_words import dial_meaning, dial_name, value_name
from playbook.engagement.engagement import MODEL, Engagement
from playbook.study.explorer.dials import APART, Dial
from playbook.words.language import in_both
from playbook.words.names import basis_name, cause_name
from playbook.words.wording import month
from sim.model.ledger import CAUSES
from sim.model.units import first_of_month
from sim.results.comparison import TAIL_SEASONS, mean_reach, tail_places
from sim.tables.text_file import text_of

MOST_SEASONS = 1000
BLOCK = 50
"""The page plays so many seasons at most, and so many at a time."""


def content(engagement: Engagement, dials: tuple[Dial, ...]) -> dict[str, Any]:
    """Return all of it as plain values."""
    counts = range(BLOCK, MOST_SEASONS + 1, BLOCK)
    return {
        "client": client_facts(engagement),
        "limits": {
            "redLine": engagement.stakes.red_line_share,
            "damage": engagement.stakes.damage_share,
            "risk": engagement.stakes.risk_limit_cny,
        },
        "apart": list(APART),
        "dials": [_dial(engagement, dial) for dial in dials],
        "cards": [
            {
                "outcome": card.outcome,
                "format": card.format,
                "better": card.better,
                "statistic": card.statistic,
                "name": in_both(partial(card_name, card)),
            }
            for card in CARDS
        ],
        "months": [in_both(partial(_month, engagement, nth)) for nth in _months(engagement)],
        "causes": [
            {
                "outcome": f"waiting_{cause}_h",
                "name": in_both(partial(cause_name, cause)),
            }
            for cause in CAUSES
        ],
        "reaches": [mean_reach(freedom) for freedom in range(1, MOST_SEASONS)],
        "tails": {str(n): tail_places(n, 0.05) for n in counts if n >= TAIL_SEASONS},
    }


def client_facts(engagement: Engagement) -> dict[str, Any]:
    """Return what a scenario file must fit: client, its file's digest, model, seed."""
    client = engagement.client
    is_toml = client.path.suffix == ".toml"
    return {
        "name": client.file.client.name,
        "digest": client.files[0][1],
        "version": MODEL,
        "seed": engagement.method.seed,
        "widest": client.file.choice.widest_factor,
        "attention": client.file.chain.attention_factor,
        "dropped": list(client.file.chain.dropped),
        "file": text_of(client.path, client.path.name) if is_toml else "",
    }


def _dial(engagement: Engagement, dial: Dial) -> dict[str, Any]:
    file = engagement.client.file
    named = dial.format == "name"
    return {
        "key": dial.key,
        "side": dial.side,
        "format": dial.format,
        "values": list(dial.values),
        "default": dial.default,
        "name": in_both(partial(dial_name, dial.key)),
        "meaning": in_both(partial(dial_meaning, dial.key)),
        "basis": in_both(partial(_basis, engagement, dial.key)),
        "labels": {
            str(value): in_both(partial(value_name, file, dial.key, str(value)))
            for value in dial.values
            if named
        },
    }


def _basis(engagement: Engagement, key: str) -> str:
    """Return what the client file's value of a dial rests on, "" where it is no assumption."""
    found = next((one for one in engagement.client.assumptions if one.path == key), None)
    return basis_name(found.basis) if found else ""


def _months(engagement: Engagement) -> range:
    return range(engagement.client.file.season.months)


def _month(engagement: Engagement, nth: int) -> str:
    return month(first_of_month(engagement.client.scenario.start, nth))
