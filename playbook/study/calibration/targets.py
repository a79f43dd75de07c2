"""What the fits shall agree with: reported figures or monthly sales, and what is held out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from playbook.study.calibration.sales import FEWEST, MonthlySales
from playbook.study.reported import FIRST, LATEST, TOLERANCE, Figure, reported
from sim.client.load import Client
from sim.client.schema import ClientFile
from sim.messages import Message, Problem, ProblemError, msg
from sim.model.units import first_of_month
from sim.results.experiment import Floats

OF_THE_LATEST = (LATEST, "online_share")
"""Figures of the latest month, which is held out."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """Hold one figure to agree with, and how far a mean of seasons may lie from it, as a share.

    ``figure`` is an outcome, ``FIRST``, ``LATEST`` or a month such as ``2010-08``. Nothing is
    fitted to what is ``held_out``. A ``single`` month of one season may lie off the mean by what
    seasons scatter, too.
    """

    figure: str
    value: float
    at_least: bool = False
    held_out: bool = False
    single: bool = False
    tolerance: float = TOLERANCE

    def error(self, mean: float) -> float:
        """Return how far a mean lies from the figure, as a share of it."""
        return mean / self.value - 1

    def distance(self, mean: float) -> float:
        """Return how far a mean misses the figure, in tolerances: up to 1 it agrees."""
        return float(self.distances(np.array(mean)))

    def distances(self, means: Floats) -> Floats:
        """Return the distance of each of several means."""
        errors = means / self.value - 1
        missed = np.maximum(-errors, 0.0) if self.at_least else np.abs(errors)
        return np.asarray(missed / self.tolerance)

    def with_luck(self, scatter: float) -> Target:
        """Return the target when single seasons scatter by such a share of their mean."""
        return replace(self, tolerance=self.tolerance + scatter) if self.single else self


def targets_of(
    client: Client, sales: MonthlySales | None = None, tolerance: float = TOLERANCE
) -> tuple[Target, ...]:
    """Return the targets of a client; raise ``ProblemError`` where they make no sense together."""
    told = _reported(client)
    problems = [*_contradictions(client.file, told, sales, tolerance)]
    found = [*(_of_sales(sales) if sales else _of_report(told)), *_of_shares(told)]
    if not any(not target.held_out for target in found):
        remedy = msg("State [reported] in the client file, or give monthly sales with --sales")
        problems.append(_problem(client.file, "[reported]", msg("nothing to fit to"), remedy))
    if problems:
        raise ProblemError(problems)
    return tuple(replace(target, tolerance=tolerance) for target in found)


def _reported(client: Client) -> dict[str, Figure]:
    told = client.file.reported
    return {} if told is None else {one.outcome: one for one in reported(told) if one.value}


def _of_report(told: dict[str, Figure]) -> Iterator[Target]:
    total, latest = told.get("sales_cny"), told.get(LATEST)
    if total and latest:
        yield Target(figure=FIRST, value=total.value - latest.value)
    elif total:
        yield Target(figure="sales_cny", value=total.value)
    if latest:
        yield Target(figure=LATEST, value=latest.value, held_out=True)


def _of_sales(sales: MonthlySales) -> Iterator[Target]:
    *first, last = zip(sales.months, sales.amounts_cny, strict=True)
    yield Target(figure=FIRST, value=sum(amount for _, amount in first))
    for month, amount in first:
        if amount:
            yield Target(figure=f"{month:%Y-%m}", value=amount, single=True)
    yield Target(figure=LATEST, value=last[1], held_out=True)


def _of_shares(told: dict[str, Figure]) -> Iterator[Target]:
    for name in ("conversion", "returning_share", "online_share"):
        if figure := told.get(name):
            yield Target(
                figure=name,
                value=figure.value,
                at_least=figure.at_least,
                held_out=name in OF_THE_LATEST,
            )


def season_months(file: ClientFile) -> list[date]:
    """Return the months of a client's season."""
    return [first_of_month(file.season.start, nth) for nth in range(file.season.months)]


def _contradictions(
    file: ClientFile, told: dict[str, Figure], sales: MonthlySales | None, tolerance: float
) -> Iterator[Problem]:
    if sales:
        yield from _other_season(file, sales)
        yield from _against_report(told, sales, tolerance)
    else:
        yield from _within_report(file, told)
    yield from _shares_apart(file, told, sales, tolerance)


def _other_season(file: ClientFile, sales: MonthlySales) -> Iterator[Problem]:
    months = season_months(file)
    if list(sales.months) != months[: len(sales.months)]:
        rule = msg(
            "the months {first} to {last} are not the first of the season, which begins with"
            " {start} and has {n}",
            first=f"{sales.months[0]:%Y-%m}",
            last=f"{sales.months[-1]:%Y-%m}",
            start=f"{months[0]:%Y-%m}",
            n=len(months),
        )
        remedy = msg("Set [season].start and [season].months to the months that were sold")
        yield Problem(where=sales.where, rule=rule, remedy=remedy)
    if not sum(sales.amounts_cny[:-1]) or not sales.amounts_cny[-1]:
        rule = msg("nothing was sold in the last month, or in all before it")
        yield Problem(where=sales.where, rule=rule)


def _against_report(
    told: dict[str, Figure], sales: MonthlySales, tolerance: float
) -> Iterator[Problem]:
    amounts = {"sales_cny": sum(sales.amounts_cny), LATEST: sales.amounts_cny[-1]}
    keys = {"sales_cny": "[reported].sales_cny", LATEST: "[reported].last_month_sales_cny"}
    for name, amount in amounts.items():
        if name in told and abs(amount / told[name].value - 1) > tolerance:
            rule = msg(
                "contradicts {key} = {told}: the file gives {amount}",
                key=keys[name],
                told=f"{told[name].value:,.0f}",
                amount=f"{amount:,.0f}",
            )
            yield Problem(where=sales.where, rule=rule, remedy=msg("Correct one of the two"))


def _within_report(file: ClientFile, told: dict[str, Figure]) -> Iterator[Problem]:
    total, latest = told.get("sales_cny"), told.get(LATEST)
    if total and latest and latest.value >= total.value:
        rule = msg(
            "{latest} leaves nothing of the season's {total} for the months before",
            latest=f"{latest.value:,.0f}",
            total=f"{total.value:,.0f}",
        )
        remedy = msg("Correct one of the two")
        yield _problem(file, "[reported].last_month_sales_cny", rule, remedy)
    if told and file.season.months < FEWEST:
        rule = msg("{n} months; at least {least} are needed", n=file.season.months, least=FEWEST)
        remedy = msg("Two are fitted to, the last one is held out")
        yield _problem(file, "[season].months", rule, remedy)


def _shares_apart(
    file: ClientFile, told: dict[str, Figure], sales: MonthlySales | None, tolerance: float
) -> Iterator[Problem]:
    """Yield that the online share cannot be what the last month makes beside the own shops."""
    latest = sales.amounts_cny[-1] if sales else told[LATEST].value if LATEST in told else 0.0
    shops, online = file.store.shops_sales_month_cny, told.get("online_share")
    if not online or not latest or not shops:
        return
    made = latest / (latest + shops)
    if made < online.value * (1 - tolerance):
        rule = msg(
            "a last month of {latest} beside {shops} of the own shops is {made} of all, not over"
            " {told}",
            latest=f"{latest:,.0f}",
            shops=f"{shops:,.0f}",
            made=f"{made:.2f}",
            told=f"{online.value:.2f}",
        )
        remedy = msg("Correct one of the three")
        yield _problem(file, "[reported].online_share", rule, remedy)


def _problem(file: ClientFile, field: str, rule: Message, remedy: Message) -> Problem:
    return Problem(where=file.client.name, field=field, rule=rule, remedy=remedy)
