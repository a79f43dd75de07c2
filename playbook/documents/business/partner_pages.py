"""Partner fit: the scorecard, who passes its gates, who fits best, and why the others do not.

Gates come first, then fit by weight; size and price carry none. The best is not the biggest, nor
the dearest; the most fitting is the best (S32). Of the three capabilities none may lack (S29), so
their score is the least of the three.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from playbook.blocks import Blocks, Bullets, Callout, Column, Heading, Prose, Table
from playbook.engagement.engagement import Engagement
from playbook.words.language import localised, say, say_many
from playbook.words.wording import in_words
from sim.messages import Problem, ProblemError, did_you_mean, msg
from sim.places import data_dir
from sim.tables.columns import Row
from sim.tables.read import column_dictionary, read_file, read_table

BEST = 5.0
GATE = "gate"


@dataclass(frozen=True, kw_only=True)
class Partner:
    """One agency with its scores from 0 to 5 by criterion."""

    name: str
    scores: Mapping[str, float]

    @cached_property
    def failed(self) -> tuple[Row, ...]:
        """Return the gates that it fails; one is enough to be out."""
        return tuple(row for row in criteria() if _is_gate(row) and self._of(row) < BEST)

    @cached_property
    def groups(self) -> dict[str, float]:
        """Return each group's points out of its weight, by the group's name in code."""
        found = {}
        for group, rows in groups().items():
            scores = [self._of(row) for row in rows]
            least = rows[0]["combine"] == "minimum"
            reached = min(scores) if least else sum(scores) / len(scores)
            found[group] = reached / BEST * rows[0].number("group_weight")
        return found

    @property
    def points(self) -> float:
        """Return the points out of 100, gates apart."""
        return sum(self.groups.values())

    @property
    def weakest(self) -> Row:
        """Return the criterion that costs it most points."""
        return max(
            (row for rows in groups().values() for row in rows),
            key=lambda row: (BEST - self._of(row)) * row.number("group_weight"),
        )

    def _of(self, row: Row) -> float:
        return self.scores[row.text("criterion_id")]


def criteria() -> list[Row]:
    """Return the criteria in the table's order."""
    return read_table("business/partner_scorecard")


def groups() -> dict[str, list[Row]]:
    """Return the criteria that carry weight, by group."""
    found: dict[str, list[Row]] = {}
    for row in criteria():
        if not _is_gate(row):
            found.setdefault(row.text("group"), []).append(row)
    return found


def ranked(partners: list[Partner]) -> list[Partner]:
    """Return the partners that pass every gate, the most fitting first, then those that are out."""
    return sorted(partners, key=lambda one: (bool(one.failed), -one.points, one.name))


def read_partners(path: Path) -> list[Partner]:
    """Return the agencies of a CSV file: a row an agency and criterion.

    Raise ``ProblemError`` with every problem: unknown criteria, missing ones, doubled ones.
    """
    where = path.name
    columns = column_dictionary(data_dir() / "clients")["partners"]
    rows, problems = read_file(path, columns, where)
    known = {row.text("criterion_id") for row in criteria()}
    scores: dict[str, dict[str, float]] = {}
    for number, row in rows.items():
        partner, criterion = row.text("partner"), row.text("criterion_id")
        place = msg("row {number}", number=number)
        if criterion not in known:
            rule = msg("no such criterion of the scorecard")
            problems.append(
                Problem(
                    where=where,
                    field=place,
                    value=criterion,
                    rule=rule,
                    remedy=did_you_mean(criterion, known),
                )
            )
        elif criterion in scores.setdefault(partner, {}):
            rule = msg("this agency has a score of it already")
            problems.append(Problem(where=where, field=place, value=criterion, rule=rule))
        scores.setdefault(partner, {})[criterion] = row.number("score")
    if not problems:
        problems += _missing(scores, known, where)
    if problems:
        raise ProblemError(problems)
    return [Partner(name=name, scores=found) for name, found in scores.items()]


def _missing(
    scores: Mapping[str, Mapping[str, float]], known: set[str], where: str
) -> Iterator[Problem]:
    if not scores:
        rule, remedy = msg("the list is empty"), msg("Write a row for each agency and criterion")
        yield Problem(where=where, rule=rule, remedy=remedy)
    for partner, found in scores.items():
        for criterion in sorted(known - found.keys()):
            rule = msg("has no score of this criterion")
            yield Problem(where=where, field=partner, value=criterion, rule=rule)


def criterion_name(row: Row) -> str:
    """Return a criterion's name in the language spoken."""
    return localised(row, "criterion")


def group_name(group: str) -> str:
    """Return a group's name in the language spoken."""
    return localised(groups()[group][0], "group")


def _is_gate(row: Row) -> bool:
    return row["group"] == GATE


def partner_fit(engagement: Engagement) -> Blocks:
    """Return the agencies of the client file by the scorecard, or how to score them."""
    section = engagement.client.file.partners
    if section is None:
        return Blocks(
            [
                Heading(text=say("Partner fit: no agency is scored yet"), id="partner-fit"),
                Prose(
                    text=say(
                        "The client file names no scores ([partners] file). The criteria and their"
                        " weights are these; to be big or dear earns no points."
                    )
                ),
                _weights(),
                _guide(),
            ]
        )
    found = ranked(read_partners(engagement.client.path.parent / section.file))
    cautions = []
    if section.basis == "EXPERT":
        text = say("Agencies and scores are invented (EXPERT) to show the method.")
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
