"""How sure the page is: what its numbers rest on, and what it is worth to know each better."""

from __future__ import annotations

from collections import Counter

from playbook.blocks import Blocks, Column, Prose, Table
from playbook.documents.in_doubt import begun, gain_line
from playbook.documents.input_names import bare_unit, in_its_unit
from playbook.documents.measure_first import measure_first
from playbook.engagement.engagement import Engagement
from playbook.engagement.knowing import bases, information, parts
from playbook.study.information import Knowing
from playbook.words.language import say
from playbook.words.names import basis_name
from playbook.words.phrases import joined
from playbook.words.wording import count
from sim.client.load import Assumption


def sure(engagement: Engagement) -> Blocks:
    """Return what the gain is with all inputs in doubt, what to measure first, and the bases."""
    text = say(
        "{all} numbers stand behind this page. The intervals show the luck of seasons; how far the"
        " numbers themselves may be wrong is what the uncertainties move.",
        all=count(len(engagement.client.assumptions)),
    )
    doubt = Prose(text=gain_line(engagement))
    return Blocks([Prose(text=text), doubt, *measure_first(engagement), _by_basis(engagement)])


def _by_basis(engagement: Engagement) -> Table:
    return Table(
        title=say("What the numbers rest on"),
        columns=(
            Column(name=say("basis")),
            Column(name=say("numbers"), format="integer", align="right"),
            Column(name=say("of them in doubt"), format="integer", align="right"),
            *_worth_columns(),
        ),
        rows=tuple(
            (basis_name(one.name), one.numbers, len(one.doubtful), *_worth(one.worth))
            for one in bases(engagement)
        ),
        note=say(
            "Worth: what a choice that knows them brings a season over one that does not. It holds"
            " for the client file, wherever the levers of this page stand."
        ),
    )


def each_input(engagement: Engagement) -> Table:
    """Return every input in doubt: basis, range, what it moves, and what it is worth to know.

    What is worth nothing alone stands by how much of the spread of gains it explains.
    """
    numbers = {one.path: one for one in engagement.client.assumptions}
    worths, shares = information(engagement).inputs, parts(engagement).inputs
    order = sorted(worths, key=lambda path: (-worths[path].cny, -shares[path].share))
    return Table(
        title=say("Every uncertain input, the one worth most to know first"),
        columns=(
            Column(name=say("input")),
            Column(name=say("basis")),
            Column(name=say("client file"), align="right"),
            Column(name=say("lowest"), align="right"),
            Column(name=say("highest"), align="right"),
            Column(name=say("of the spread of gains"), format="share", align="right"),
            *_worth_columns(),
        ),
        rows=tuple(
            (
                _named(numbers[path]),
                basis_name(numbers[path].basis),
                *_range(numbers[path]),
                shares[path].share,
                *_worth(worths[path]),
            )
            for path in order
        ),
        note=say(
            "Not told from nothing: less than two standard errors above it. Spread: what the input"
            " alone explains of the gains of single seasons (first-order Sobol index)."
        ),
    )


def _named(number: Assumption) -> str:
    unit = bare_unit(number)
    return (
        say("{name} ({unit})", name=begun(number.path), unit=unit) if unit else begun(number.path)
    )


def _range(number: Assumption) -> tuple[str, ...]:
    """Return the value in the client file and both ends."""
    return tuple(in_its_unit(value, number) for value in (number.amount, number.low, number.high))


def _worth_columns() -> tuple[Column, ...]:
    yuan = say("CNY")
    return (
        Column(name=say("worth of knowing"), unit=yuan, format="money", align="right"),
        Column(name=say("standard error"), unit=yuan, format="money", align="right"),
        Column(name=say("told from nothing")),
    )


def _worth(worth: Knowing) -> tuple[float, float, str]:
    return worth.cny, worth.error, say("yes") if worth.is_clear else say("no")


def bases_line(engagement: Engagement) -> str:
    """Return in one line what the numbers rest on, for a printed page that has no room for more."""
    by_basis = Counter(one.basis for one in engagement.client.assumptions)
    told = [
        say("{count} {basis}", count=count(n), basis=basis_name(name))
        for name, n in by_basis.most_common()
    ]
    return say(
        "{total} numbers rest on: {bases}.",
        total=count(by_basis.total()),
        bases=joined(told),
    )
