"""Problems of an input, told so that its owner can mend them: where, field, value, rule, remedy."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TypeVar

from sim.messages import ENGLISH, Catalogue, Message, Saying, listed, msg, told

T = TypeVar("T")


class _Nothing(Enum):
    """No value stands there; an enumeration's member is itself in every process."""

    VALUE = 0


_NO_VALUE = _Nothing.VALUE


@dataclass(frozen=True, kw_only=True)
class Problem(Message):
    """Say one thing that is wrong with an input and how to mend it.

    ``where`` is the file, workbook or argument; ``field`` the key, cell or column within it (may be
    empty); ``value`` what stands there.
    """

    where: Saying
    rule: Saying
    field: Saying = ""
    value: object = _NO_VALUE
    remedy: Saying = ""

    def told(self, catalogue: Catalogue = ENGLISH) -> str:
        """Return the problem in one or two sentences, in the words of a catalogue."""
        place = " ".join(told(part, catalogue) for part in (self.where, self.field)).strip()
        if self.value is not _NO_VALUE:
            place += f" = {_shown(self.value)}"
        rule, remedy = (_stopped(part, catalogue) for part in (self.rule, self.remedy))
        sentence = msg("{place}: {rule}", place=place, rule=rule)
        if remedy:
            sentence = msg("{sentence} {remedy}", sentence=sentence, remedy=remedy)
        return sentence.told(catalogue)


class ProblemError(Exception):
    """Carry every problem found in one go, so that nobody mends a file one error at a time."""

    def __init__(self, problems: Iterable[Problem] | Problem) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__(self.problems)

    def told(self, catalogue: Catalogue = ENGLISH) -> str:
        """Return one line a problem, in the words of a catalogue."""
        return "\n".join(problem.told(catalogue) for problem in self.problems)

    def __str__(self) -> str:
        return self.told()


def gathered(wanted: Callable[[], T], *others: Callable[[], object]) -> T:
    """Return what ``wanted`` returns; raise the problems of all steps together.

    >>> gathered(lambda: 1, lambda: 2)
    1
    """
    problems: list[Problem] = []
    found: list[T] = []
    for step in (lambda: found.append(wanted()), *others):
        try:
            step()
        except ProblemError as error:
            problems += error.problems
    if problems:
        raise ProblemError(problems)
    return found[0]


def did_you_mean(word: str, known: Iterable[str]) -> Message:
    """Return ``Did you mean 'x'?`` for the nearest known word, else the known words.

    >>> print(did_you_mean("qouta_cny", ["quota_cny", "scope"]))
    Did you mean 'quota_cny'?
    >>> print(did_you_mean("zzz", ["quota_cny", "scope"]))
    Known: quota_cny, scope.
    """
    known = sorted(known)
    near = nearest(word, known)
    return meant(near) if near else msg("Known: {words}.", words=listed(known))


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that is spelt most like this one, or nothing."""
    near = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return near[0] if near else ""


def meant(word: str) -> Message:
    """Return the question whether a word was meant."""
    return msg("Did you mean '{word}'?", word=word)


class _Word(str):
    """A value shown as it stands in a TOML file, without quotes."""

    def __repr__(self) -> str:
        return str(self)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        value = _Word(str(value).lower())
    elif isinstance(value, date):
        value = _Word(value.isoformat())
    text = repr(value).replace("\n", " ")
    return text if len(text) <= 80 else text[:77] + "..."


def _stopped(words: Saying, catalogue: Catalogue) -> str:
    """Return the text of words with a full stop, unless it is empty or has one."""
    sentence = told(words, catalogue)
    if not sentence or sentence.endswith((".", "?", "!", "。", "？", "！")):
        return sentence
    return msg("{sentence}.", sentence=sentence).told(catalogue)
