"""The language of what is said: one catalogue of messages, English in the code, the rest in data.

A message is written in English where it is said, with named places for what is filled in:
``say("Half of the answers take more than {time}.", time=hours(3))``. ``data/locale/zh.po`` holds
the Chinese (gettext, read with Babel). Values are filled in after the translation and are never
read as patterns, so a client's words are data in every language.

The simulator says nothing itself: it hands out messages and problems (``sim.messages``), and
``translated`` tells them where they are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

from sim.messages import (
    Catalogue,
    Problem,
    ProblemError,
    Saying,
    Template,
    did_you_mean,
    msg,
    msg_many,
)
from sim.places import data_dir

LANGUAGES = ("en", "zh")
"""English, in which the messages are written, and Chinese."""

TAGS = {"en": "en", "zh": "zh-Hans"}
"""How each language is called in a document (BCP 47)."""

_SPOKEN: ContextVar[str] = ContextVar("language", default="en")


def language() -> str:
    """Return the language that is spoken now.

    >>> language()
    'en'
    """
    return _SPOKEN.get()


def speak(wanted: str) -> None:
    """Speak this language from now on; what is not known is refused."""
    _SPOKEN.set(checked(wanted))


@contextmanager
def speaking(wanted: str) -> Iterator[None]:
    """Speak a language for a while.

    >>> with speaking("zh"):
    ...     language()
    'zh'
    """
    token = _SPOKEN.set(checked(wanted))
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def checked(wanted: str) -> str:
    """Return a known language's code; raise ``ProblemError`` for any other."""
    if wanted in LANGUAGES:
        return wanted
    remedy = did_you_mean(str(wanted), LANGUAGES)
    raise ProblemError(
        Problem(where="language", value=wanted, rule=msg("is not spoken here"), remedy=remedy)
    )


def say(message: str, **values: object) -> str:
    """Return a message in the language spoken, with its places filled.

    >>> say("{count} of {all} regimes", count=2, all=6)
    '2 of 6 regimes'
    """
    return translated(msg(message, **values))


def say_many(singular: str, plural: str, number: float, **values: object) -> str:
    """Return the message that fits ``number``; the place ``{n}`` holds it, thousands grouped.

    >>> say_many("{n} signature", "{n} signatures", 1), say_many("{n} day", "{n} days", 3)
    ('1 signature', '3 days')
    """
    return translated(msg_many(singular, plural, number, **values))


def translated(what: Saying | ProblemError) -> str:
    """Return a message, a problem or all problems of an error in the language spoken."""
    return what if isinstance(what, str) else what.told(_catalogue(language()))


def in_both(words: Callable[[], str]) -> dict[str, str]:
    """Return what is said in each language.

    >>> in_both(lambda: say("Language"))
    {'en': 'Language', 'zh': '语言'}
    """
    told = {}
    for each in LANGUAGES:
        with speaking(each):
            told[each] = words()
    return told


def localised(row: Mapping[str, Any], column: str) -> str:
    """Return the text of a table's row in the language spoken: ``column_en`` or ``column_zh``.

    >>> with speaking("zh"):
    ...     localised({"name_en": "Team", "name_zh": "团队"}, "name")
    '团队'
    """
    return str(row[f"{column}_{language()}"])


@cache
def _catalogue(spoken: str) -> Catalogue:
    """Return what is said for each English message; English says itself."""
    if spoken == "en":
        return {}
    from babel.messages.pofile import read_po  # only other languages need it

    messages: dict[Template, str] = {}
    with (data_dir() / "locale" / f"{spoken}.po").open("rb") as file:
        for message in read_po(file, locale=spoken):
            if message.id and message.string and not message.fuzzy:
                one = isinstance(message.string, str)
                messages[_key(message.id)] = str(message.string if one else message.string[0])
    return messages


def _key(identity: object) -> Template:
    """Return a message as it is looked up: its text, or singular and plural together."""
    if isinstance(identity, str):
        return identity
    assert isinstance(identity, tuple | list)
    return str(identity[0]), str(identity[1])
