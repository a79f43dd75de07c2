"""What is told in the reader's language later: messages, and problems of an input made of them.

The simulator says nothing in any language but English. A message keeps its template and its values
apart, so that whoever shows it can look the template up in a catalogue and tell it in the reader's
language. ``str()`` of a message is its English. A problem is told so that the input's owner can
mend it: where, field, value, rule, remedy.
"""

from __future__ import annotations

import difflib
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TypeVar

Template = str | tuple[str, str]
"""What a message is looked up by: its English; singular and plural where a number decides."""

Catalogue = Mapping[Template, str]
"""What is told in the place of each template."""

ENGLISH: Catalogue = {}
"""English tells each template itself."""


class Message(ABC):
    """Something to tell in any language."""

    @abstractmethod
    def told(self, catalogue: Catalogue = ENGLISH) -> str:
        """Return the text in the words of a catalogue, in English where it has none."""

    def __str__(self) -> str:
        return self.told()


Saying = str | Message
"""What needs no translation, such as a name, or what has one."""


def told(words: Saying, catalogue: Catalogue = ENGLISH) -> str:
    """Return the text of words in the language of a catalogue."""
    return words if isinstance(words, str) else words.told(catalogue)


@dataclass(frozen=True)
class _Filled(Message):
    template: Template
    english: str
    values: Mapping[str, object]

    def told(self, catalogue: Catalogue = ENGLISH) -> str:
        text = catalogue.get(self.template) or self.english
        if not self.values:
            return text
        values = self.values.items()
        return text.format(
            **{k: v.told(catalogue) if isinstance(v, Message) else v for k, v in values}
        )


@dataclass(frozen=True)
class _Listed(Message):
    parts: tuple[Saying, ...]
    between: Saying

    def told(self, catalogue: Catalogue = ENGLISH) -> str:
        return told(self.between, catalogue).join(told(part, catalogue) for part in self.parts)


def msg(template: str, **values: object) -> Message:
    """Return a message with its places filled; a value may be a message itself.

    >>> str(msg("no such kind in era {era}", era="2010"))
    'no such kind in era 2010'
    """
    return _Filled(template, template, values)


def msg_many(singular: str, plural: str, number: float, **values: object) -> Message:
    """Return the message that fits ``number``; the place ``{n}`` holds it, thousands grouped.

    >>> str(msg_many("{n} day", "{n} days", 1200))
    '1,200 days'
    """
    english = singular if number == 1 else plural
    return _Filled((singular, plural), english, {"n": f"{number:,}", **values})


def listed(parts: Iterable[Saying], between: Saying | None = None) -> Message:
    """Return the parts one after another, with a comma between them or with other words.

    >>> str(listed(["quota_cny", "scope"]))
    'quota_cny, scope'
    """
    return _Listed(tuple(parts), msg(", ") if between is None else between)


class RuleError(ValueError):
    """Refuse a value by a rule that is told later, in the reader's language."""

    def __init__(self, rule: Message) -> None:
        self.rule = rule
        super().__init__(rule)


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
        place = " ".join(_cut(told(part, catalogue)) for part in (self.where, self.field)).strip()
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
    return _cut(repr(value).replace("\n", " "), 80)


def _cut(text: str, longest: int = 200) -> str:
    """Return a text that fits a line: a name of thousands of characters hides what is wrong."""
    return text if len(text) <= longest else text[: longest - 3] + "..."


def _stopped(words: Saying, catalogue: Catalogue) -> str:
    """Return the text of words with a full stop, unless it is empty or has one."""
    sentence = told(words, catalogue)
    if not sentence or sentence.endswith((".", "?", "!", "。", "？", "！")):
        return sentence
    return msg("{sentence}.", sentence=sentence).told(catalogue)
