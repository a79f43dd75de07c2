"""What a command says of itself, in the language of the screen: help, options, and click's words.

A command's help is written in English where the command is defined, before any language is known;
it is looked up in the catalogue when it is shown.
"""

from __future__ import annotations

from copy import copy

import click
from click import core, decorators, exceptions, formatting, parser, types

from playbook.words.language import say


class Spoken(click.Command):
    """Show the help of a command and of its options in the language spoken now."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help of a copy of this command whose texts are said."""
        said = copy(self)
        said.help, said.epilog = _said(self.help), _said(self.epilog)
        said.params = [_with_help_said(param) for param in self.params]
        said._help_option = None  # made anew, in words of this language
        super(Spoken, said).format_help(ctx, formatter)


def _with_help_said(param: click.Parameter) -> click.Parameter:
    if not isinstance(param, click.Option):
        return param
    option = copy(param)
    option.help = _said(option.help)
    return option


def _said(text: str | None) -> str | None:
    return say(text) if text else text


def _said_many(singular: str, plural: str, number: float) -> str:
    return say(singular if number == 1 else plural)


def _let_click_speak() -> None:
    """Let click look its own messages up in our catalogue: gettext knows no Chinese for them."""
    for module in (core, decorators, exceptions, formatting, parser, types):
        vars(module).update({"_": say, "ngettext": _said_many})


_let_click_speak()
