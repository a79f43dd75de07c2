"""Messages that are not told yet: the English, and the values of its places.

The simulator says nothing in any language but English. A message keeps its template and its values
apart, so that whoever shows it can look the template up in a catalogue and tell it in the reader's
language. ``str()`` of a message is its English.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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
