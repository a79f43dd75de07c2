"""What several commands can be asked alike: luck, settings, regimes, workers, engine."""

from __future__ import annotations

from typing import Any

import click

_SEED: dict[str, Any] = {
    "type": click.IntRange(0, 2**32 - 1),
    "default": 1,
    "show_default": True,
}
_WORKERS: dict[str, Any] = {
    "type": click.IntRange(1, 256),
    "help": "Processes [default: the cores].",
}
_ENGINE: dict[str, Any] = {
    "type": click.Choice(["kernel", "simpy"]),
    "default": "kernel",
    "show_default": True,
    "help": "Simulate compiled, or event by event: the numbers are the same.",
}

_FITS: dict[str, Any] = {
    "default": "",
    "metavar": "FILE",
    "help": "Fits of one client, made by calibrate: they have a say in which regime is named"
    " [default: those its file names].",
}

seed = click.option("--seed", **_SEED)
workers = click.option("--workers", **_WORKERS)
engine = click.option("--engine", **_ENGINE)
regimes = click.option(
    "--regime", "regimes", multiple=True, help="Only this regime, beside oa; repeatable."
)
settings = click.option(
    "--set", "settings", multiple=True, metavar="PATH=VALUE", help="Change a setting."
)


def seed_option() -> click.Option:
    """Return the seed for a command that is made of a list of parameters."""
    return click.Option(("--seed",), **_SEED)


def workers_option() -> click.Option:
    """Return the workers for a command that is made of a list of parameters."""
    return click.Option(("--workers",), **_WORKERS)


def engine_option() -> click.Option:
    """Return the engine for a command that is made of a list of parameters."""
    return click.Option(("--engine",), **_ENGINE)


def fits_option() -> click.Option:
    """Return the fits for a command that is made of a list of parameters."""
    return click.Option(("--fits",), **_FITS)
