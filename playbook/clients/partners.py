"""The agencies that a client has scored: their file, the scorecard, its gates and its weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sim.client.load import Client
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
        return tuple(row for row in criteria() if is_gate(row) and self._of(row) < BEST)

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
        if not is_gate(row):
            found.setdefault(row.text("group"), []).append(row)
    return found


def partners_of(client: Client) -> list[Partner] | None:
    """Return the agencies that a client's file names; None where it names none."""
    section = client.file.partners
    return None if section is None else read_partners(client.path.parent / section.file)


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


def is_gate(row: Row) -> bool:
    """Return whether a criterion is a gate, which carries no weight and must be passed."""
    return row["group"] == GATE
