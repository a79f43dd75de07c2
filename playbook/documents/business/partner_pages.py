"""Partner fit: the scorecard, who passes its gates, who fits best, and why the others do not.

Gates come first, then fit by weight; size and price carry none. The best is not the biggest, nor
the dearest; the most fitting is the best (S32). Of the three capabilities none may lack (S29), so
their score is the least of the three.
"""

from __future__ import annotations

from playbook.blocks import Blocks, Bullets, Callout, Column, Heading, Prose, Table
from playbook.clients.partners import Partner, criteria, groups, partners_of
from playbook.engagement.engagement import Engagement
from playbook.words.language import localised, say, say_many
from playbook.words.wording import in_words
from sim.tables.columns import Row


def ranked(partners: list[Partner]) -> list[Partner]:
    """Return the partners that pass every gate, the most fitting first, then those that are out."""
    return sorted(partners, key=lambda one: (bool(one.failed), -one.points, one.name))


def criterion_name(row: Row) -> str:
    """Return a criterion's name in the language spoken."""
    return localised(row, "criterion")


def group_name(group: str) -> str:
    """Return a group's name in the language spoken."""
    return localised(groups()[group][0], "group")


def partner_fit(engagement: Engagement) -> Blocks:
    """Return the agencies of the client file by the scorecard, or how to score them."""
    section, scored = engagement.client.file.partners, partners_of(engagement.client)
    if section is None or scored is None:
        return Blocks(
            [
                Heading(text=say("Partner fit: no agency is scored yet"), id="partner-fit"),
                Prose(
                    text=say(
                        "The client file names no scores. The criteria and their weights are "
                        "these; to be big or dear earns no points."
                    )
                ),
                _weights(),
                _guide(),
            ]
        )
    found = ranked(scored)
    cautions = []
    if section.basis == "EXPERT":
        text = say("Agencies and scores are invented to show the method.")
        cautions.append(Callout(title=say("An example"), text=text))
    return Blocks(
        [
            Heading(text=_heading(found), id="partner-fit"),
            Prose(
                text=say(
                    "A gate that fails is the end of it. Of the three capabilities - operation,"
                    " marketing resources, supply - the weakest counts, for none may lack. To be"
                    " big or dear earns no points."
                )
            ),
            *cautions,
            _table(found),
            Bullets(items=tuple(reason(one) for one in found)),
        ]
    )


def _heading(found: list[Partner]) -> str:
    inside = [one for one in found if not one.failed]
    if not inside:
        return say("Partner fit: none of the agencies passes the gates")
    return say(
        "Partner fit: {partner} fits best, with {points} of 100 points",
        partner=inside[0].name,
        points=f"{inside[0].points:.0f}",
    )


def reason(one: Partner) -> str:
    """Return in a sentence why a partner is out or comes behind."""
    if one.failed:
        gates = [f"“{criterion_name(row)}”" for row in one.failed]
        return say_many(
            "{partner} is out: it fails the gate {gates}.",
            "{partner} is out: it fails the gates {gates}.",
            len(gates),
            partner=one.name,
            gates=in_words(gates),
        )
    return say(
        "{partner}: {points} points; what costs it most: {criterion}.",
        partner=one.name,
        points=f"{one.points:.0f}",
        criterion=criterion_name(one.weakest),
    )


def _table(found: list[Partner]) -> Table:
    ids = [f"p{number}" for number in range(len(found))]
    rows: list[tuple[str | float, ...]] = [
        (
            group_name(group),
            members[0].number("group_weight"),
            *(one.groups[group] for one in found),
        )
        for group, members in groups().items()
    ]
    rows.append((say("points"), 100.0, *(one.points for one in found)))
    names = list(groups())
    return Table(
        title=say_many("{n} agency by the scorecard", "{n} agencies by the scorecard", len(found)),
        columns=(
            Column(name=say("group")),
            Column(name=say("weight"), format="integer", id="weight"),
            *(
                Column(name=one.name, format="tenths", id=key)
                for one, key in zip(found, ids, strict=True)
            ),
        ),
        rows=tuple(rows),
        row_ids=(*names, "points"),
        formulas=(("points", f"sum({', '.join(names)})"),),
        total=True,
        note=say("Agencies that fail a gate stand last, whatever their points."),
    )


def _weights() -> Table:
    return Table(
        title=say("Criteria and weights"),
        columns=(
            Column(name=say("group")),
            Column(name=say("weight"), format="integer"),
            Column(name=say("criteria")),
        ),
        rows=tuple(
            (
                group_name(group),
                rows[0].integer("group_weight"),
                in_words([criterion_name(row) for row in rows]),
            )
            for group, rows in groups().items()
        ),
    )


def _guide() -> Table:
    return Table(
        title=say("What the lowest and the highest score mean"),
        columns=(
            Column(name=say("criterion")),
            Column(name=say("score 0")),
            Column(name=say("score 5")),
        ),
        rows=tuple(
            (criterion_name(row), localised(row, "guide_0"), localised(row, "guide_5"))
            for row in criteria()
        ),
        note=say("A gate is passed with 5; what lies between is judged."),
    )
