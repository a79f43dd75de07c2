"""What the what-if workbook says in both languages: heads, notes, and how far it may be off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from playbook.documents.explorer.cards import CARDS, Card, card_name
from playbook.documents.explorer.dial_words import dial_meaning, dial_name, value_name
from playbook.engagement.engagement import MODEL, Engagement
from playbook.engagement.verdict import title
from playbook.study.explorer.dials import REGIME
from playbook.study.explorer.grid import AnswerGrid, Miss, Misses
from playbook.words.language import in_both, say
from playbook.words.names import basis_name, regime_name
from playbook.words.phrases import begin
from playbook.words.wording import cell, count, day, money, sentences
from sim.client.regimes import REGIMES

Both = Mapping[str, str]


def book_title(engagement: Engagement) -> Both:
    """Return the title: what the client should do."""
    return in_both(partial(title, engagement))


def lead(engagement: Engagement) -> Both:
    """Return in a line what the workbook is."""
    file = engagement.client.file.client
    return in_both(
        lambda: say(
            "What if? {client}, {date}. Change what is blue; the answer is looked up in simulated"
            " seasons.",
            client=file.name,
            date=day(file.as_of),
        )
    )


def input_names(keys: tuple[str, ...]) -> list[tuple[Both, Both]]:
    """Return what each input is called and means."""
    return [(in_both(partial(dial_name, key)), in_both(partial(dial_meaning, key))) for key in keys]


def option_names(engagement: Engagement) -> tuple[Both, ...]:
    """Return what the regimes are called."""
    file = engagement.client.file
    return tuple(in_both(partial(value_name, file, REGIME, name)) for name in REGIMES)


def figure_name(card: Card) -> str:
    """Return what a figure is called, with the unit of its cells where they do not say it."""
    unit = {"money": say("CNY"), "hours": say("hours")}.get(card.format)
    return say("{name} ({unit})", name=card_name(card), unit=unit) if unit else card_name(card)


def column_names() -> tuple[Both, ...]:
    """Return the heads of the grid's columns."""
    own = (in_both(partial(figure_name, card)) for card in CARDS)
    today = (in_both(partial(_today, card)) for card in CARDS)
    return (*own, *today, in_both(lambda: say("how far the 95 % interval of the gain reaches")))


def _today(card: Card) -> str:
    return say("{what}, today's OA", what=figure_name(card))


def how_far_off(missed: Misses) -> tuple[Both, ...]:
    """Return by regime how far a gain that is looked up may be off."""
    return tuple(in_both(partial(_off, name, missed)) for name in REGIMES)


def _off(name: str, missed: Misses) -> str:
    found = missed.gains[name]
    return say(
        "{regime}: between the nodes the gain was off by {mean} on average and by {worst} at worst,"
        " at {points} points simulated beside the grid.",
        regime=begin(regime_name(name)),
        mean=money(found.mean),
        worst=money(found.worst),
        points=count(found.points),
    )


def notes(engagement: Engagement, grid: AnswerGrid) -> tuple[Both, ...]:
    """Return how the workbook was made and what it cannot do."""
    return tuple(in_both(words) for words in _notes(engagement, grid))


def _notes(engagement: Engagement, grid: AnswerGrid) -> Iterator[Callable[[], str]]:
    nodes = grid.values[..., 0].size
    widest = engagement.client.file.choice.widest_factor
    yield lambda: say(
        "The grid holds {nodes} nodes, each simulated on the same {seasons} seasons (seed {seed},"
        " {model}).",
        nodes=count(nodes),
        seasons=count(grid.seasons),
        seed=grid.seed,
        model=MODEL,
    )
    yield lambda: say(
        "Between nodes the answer is interpolated, linearly along each input. Outside the grid it"
        " is refused."
    )
    yield lambda: say(
        "The 95 % interval is that of the luck of the seasons, interpolated too; the error of the"
        " interpolation comes on top."
    )
    yield lambda: say(
        "Under the wide green channel the quota holds {factor} times as wide.", factor=f"{widest:g}"
    )
    yield lambda: sentences(
        say("All other levers stand as in the client file."),
        say("To move them, or to see single months, open the what-if page."),
    )
    yield lambda: say("Today's OA is moved by no lever, but by everything that nobody controls.")


Rows = tuple[tuple[Both, ...], ...]


def off_heads(first: Callable[[], str]) -> tuple[Both, ...]:
    """Return the heads of a table of errors."""
    return (
        in_both(first),
        in_both(lambda: say("off on average")),
        in_both(lambda: say("off at worst")),
    )


def off_by_figure(missed: Misses) -> Rows:
    """Return how far each figure was off between the nodes, under all regimes."""
    return tuple(
        (in_both(partial(card_name, card)), *_told(missed.outcomes[card.outcome], card.format))
        for card in CARDS
    )


def off_by_regime(engagement: Engagement, missed: Misses) -> Rows:
    """Return how far the gain was off between the nodes under each regime."""
    names = zip(option_names(engagement), REGIMES, strict=True)
    return tuple((name, *_told(missed.gains[regime], "money")) for name, regime in names)


def _told(found: Miss, format: str) -> tuple[Both, Both]:
    mean, worst = (partial(cell, value, format) for value in (found.mean, found.worst))
    return in_both(mean), in_both(worst)


def bases(engagement: Engagement) -> Rows:
    """Return how many numbers rest on what."""
    found = Counter(one.basis for one in engagement.client.assumptions)
    return tuple(
        (in_both(partial(basis_name, name)), in_both(partial(count, number)))
        for name, number in found.most_common()
    )
