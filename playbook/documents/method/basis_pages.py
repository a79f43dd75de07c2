"""Every number of a client's world with its basis, and how much of a headline is judgement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from math import floor, log10

from playbook.blocks import Blocks, Column, Heading, Prose, Sources, Table
from playbook.engagement.engagement import Engagement
from playbook.words.language import language, localised, say, translated
from playbook.words.names import basis_name, meaning_of, unit_of
from playbook.words.phrases import begin
from playbook.words.wording import day, interval, sentences
from sim.client.load import ASSESSMENT, CLIENT_FILE, Assumption
from sim.messages import msg
from sim.tables.columns import BASES
from sim.tables.read import by_key, read_table

SECTIONS = ("offers", "chain", "agency", "charter", "plan", "store", "supply", "choice")
WRITTEN, WORKED_OUT = 10, 4
"""The most digits of a number that somebody wrote, and of one that was worked out from another."""
EXPERT = "EXPERT"
JUDGEMENT = "expert"
"""How a source says that it is a judgement of the authors."""
_NO_REFERENCES = {
    JUDGEMENT: msg("judgement"),
    CLIENT_FILE: msg("client file"),
    ASSESSMENT: msg("readiness assessment"),
}

WORDS = (
    "offer",
    "decision_window",
    "capture_rate",
    "decision_latency",
    "regime",
    "charter",
    "exposure",
    "deal_value",
    "loss_making_deal",
    "contribution",
    "hurdle",
    "self_interest_of_the_agency",
    "stop_loss",
    "season",
)
"""The terms of the glossary that a reader of the method needs, in the order they are told."""


def expert_share(assumptions: Sequence[Assumption]) -> float:
    """Return the share of the numbers that are EXPERT judgements, in [0, 1]."""
    return sum(one.basis == EXPERT for one in assumptions) / len(assumptions)


CONTRIBUTION = ("offers", "chain", "agency", "charter", "plan", "store", "supply")
"""The sections of a client's world that the contribution reads."""


def behind_contribution(assumptions: Sequence[Assumption]) -> list[Assumption]:
    """Return the numbers that the contribution rests on, the headline of every document."""
    return _of(assumptions, CONTRIBUTION)


def bases(engagement: Engagement) -> Blocks:
    """Return how many numbers rest on what, and the share of judgements behind each headline."""
    found = engagement.client.assumptions
    counts = Counter(one.basis for one in found)
    heading = say(
        "{expert} of {all} numbers are judgements, {client} come from the client",
        expert=counts[EXPERT],
        all=len(found),
        client=counts["CLIENT"],
    )
    return Blocks(
        [
            Heading(text=heading, id="bases"),
            Prose(text=_meaning()),
            _by_section(found),
            _behind(found),
        ]
    )


def _meaning() -> str:
    return say(
        "SEED: told by the case. SOURCED: published. MEASURED: computed from data. EXPERT: a"
        " judgement, with its range. CLIENT: from the client file. The kinds of resources and the"
        " approvers are counted number by number; where a judgement starts from what was published"
        " or measured, its sources say so."
    )


def _by_section(found: Sequence[Assumption]) -> Table:
    rows: list[tuple[str | int, ...]] = []
    for section, name in _section_names().items():
        counts = Counter(one.basis for one in _of(found, (section,)))
        if counts:
            rows.append((name, sum(counts.values()), *(counts[basis] for basis in BASES)))
    counts = Counter(one.basis for one in found)
    rows.append((say("all"), len(found), *(counts[basis] for basis in BASES)))
    return Table(
        title=say("Numbers by basis"),
        columns=(
            Column(name=say("about")),
            Column(name=say("numbers"), format="integer"),
            *(Column(name=basis_name(basis), format="integer") for basis in BASES),
        ),
        rows=tuple(rows),
        total=True,
    )


def _behind(found: Sequence[Assumption]) -> Table:
    headlines = (
        (say("decision time through OA"), ("chain",)),
        (say("offers captured"), ("offers", "chain", "agency", "charter", "plan")),
        (say("sales"), CONTRIBUTION),
        (say("contribution and worst month"), CONTRIBUTION),
    )
    return Table(
        title=say("Judgements behind each headline"),
        columns=(
            Column(name=say("headline")),
            Column(name=say("numbers"), format="integer"),
            Column(name=say("EXPERT among them"), format="share"),
        ),
        rows=tuple(
            (name, len(_of(found, sections)), expert_share(_of(found, sections)))
            for name, sections in headlines
        ),
    )


def _of(found: Sequence[Assumption], sections: tuple[str, ...]) -> list[Assumption]:
    """Return the numbers of some sections; "other" is what belongs to none of ``SECTIONS``."""
    return [one for one in found if _section(one) in sections]


def _section(one: Assumption) -> str:
    section = one.path.partition(".")[0]
    return section if section in SECTIONS else "other"


def _section_names() -> dict[str, str]:
    return {
        "offers": say("offers and windows"),
        "chain": say("OA chain"),
        "agency": say("agency"),
        "charter": say("charter"),
        "plan": say("quarterly plan"),
        "store": say("store and customers"),
        "supply": say("supply and logistics"),
        "choice": say("what a choice weighs"),
        "other": say("season, project and reported figures"),
    }


def assumptions(engagement: Engagement) -> Blocks:
    """Return every number with range, basis and source."""
    found = engagement.client.assumptions
    return Blocks(
        [
            Heading(
                text=say("All {number} numbers, each with its basis", number=len(found)),
                id="assumptions",
            ),
            Table(
                title=say("Every number, with range and basis"),
                columns=(
                    Column(name=say("number")),
                    Column(name=say("value"), align="right"),
                    Column(name=say("unit")),
                    Column(name=say("range"), align="right"),
                    Column(name=say("basis")),
                    Column(name=say("source")),
                ),
                rows=tuple(_assumption(one) for one in found),
                note=sentences(
                    say("The references of the sources are resolved on the page of sources."),
                    say(
                        "Where a client's own value lies outside the usual range, that range is"
                        " drawn to its size."
                    ),
                ),
            ),
        ]
    )


def _assumption(found: Assumption) -> tuple[str, ...]:
    return (
        begin(meaning_of(found)),
        _shown(found.value),
        unit_of(found),
        interval(found.low, found.high, _shown),
        basis_name(found.basis),
        source_words(found.source),
    )


def _shown(value: float | date) -> str:
    return day(value) if isinstance(value, date) else readable(value)


def readable(value: float) -> str:
    """Return a number as it was written; one that was worked out with four digits or all whole.

    >>> readable(0.0125), readable(83.7037037037), readable(12345.67890123), readable(0.1 * 3)
    ('0.0125', '83.7', '12,346', '0.3')
    """
    if float(f"{value:.{WRITTEN}g}") == value:
        return f"{value:,.{WRITTEN}g}"
    decimals = max(0, WORKED_OUT - 1 - floor(log10(abs(value))))
    return f"{round(value, decimals):,.{WRITTEN}g}"


def source_words(source: str) -> str:
    """Return a cell of references for a reader; locators are in English and stand there only."""
    parts = [part.strip() for part in source.split(";")]
    if language() != "en":
        parts = [part.partition(",")[0] for part in parts]
    return say("; ").join(translated(_NO_REFERENCES.get(part, part)) for part in parts)


def sources(engagement: Engagement) -> Blocks:
    """Return the sources that the numbers name."""
    rows = by_key("case/sources")
    cited = [
        ref for ref in _cited(one.source for one in engagement.client.assumptions) if ref in rows
    ]
    items = [
        f"{ref}: {rows[ref]['title']}. {rows[ref]['address']}" for ref in cited if ref != JUDGEMENT
    ]
    items.append(say("S and a number: a claim of the article that tells the case."))
    heading = say("{number} published sources stand behind the numbers", number=len(items) - 1)
    return Blocks([Heading(text=heading, id="sources"), Sources(items=tuple(items))])


def _cited(cells: Iterable[str]) -> list[str]:
    found = {part.partition(",")[0].strip() for cell in cells for part in cell.split(";")}
    return sorted(found)


def conflicts(engagement: Engagement) -> Blocks:
    """Return where the sources contradict each other, and which reading is used.

    How the case is read is told to the client alone whose reported figures are its figures.
    """
    told = engagement.client.file.reported is not None
    rows = [row for row in read_table("case/conflicts") if told or not row.has("only_of")]
    return Blocks(
        [
            Heading(
                text=say("The sources contradict one another in {number} points", number=len(rows)),
                id="conflicts",
            ),
            Table(
                title=say("Conflicts and the reading used"),
                columns=tuple(
                    Column(name=name)
                    for name in (
                        say("no."),
                        say("subject"),
                        say("one reading"),
                        say("another reading"),
                        say("used here"),
                    )
                ),
                rows=tuple(
                    (
                        row.text("conflict_id"),
                        *(
                            row.text(name if language() == "en" else f"{name}_{language()}")
                            for name in ("subject", "reading_a", "reading_b", "rule_used")
                        ),
                    )
                    for row in rows
                ),
            ),
        ]
    )


def words(engagement: Engagement) -> Blocks:
    """Return the words of the document, each in both languages, with what they mean here."""
    terms = by_key("case/glossary")
    used = [terms[term] for term in WORDS]
    return Blocks(
        [
            Heading(
                text=say("{number} words and what they mean here", number=len(used)),
                id="words",
            ),
            Table(
                title=say("Words in both languages"),
                columns=(
                    Column(name=say("English")),
                    Column(name=say("Chinese")),
                    Column(name=say("meaning here")),
                ),
                rows=tuple(
                    (row.text("en"), row.text("zh"), localised(row, "definition")) for row in used
                ),
            ),
        ]
    )
