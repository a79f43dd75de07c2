"""The set of fits: what was sought, to what it agrees, and a file that every command accepts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from playbook.clients.toml_values import as_toml
from playbook.study.calibration.inputs import FittedInput
from playbook.study.calibration.search import FittedWorld, Harvest, Nearest, Search, agrees
from playbook.study.calibration.targets import Target
from playbook.study.reported import LATEST
from sim.client.files import problems_of, read_toml
from sim.client.load import Client, client_of
from sim.client.schema import FileSection
from sim.keeping import write_whole
from sim.messages import Problem, ProblemError, msg

MADE_BY = "greenchannel calibrate"

WORLD = ("season", "office", "offers", "chain", "agency", "store", "supply", "reported")
"""The sections that say what world a client lives in; what it decides may change."""

ABOUT_FITS = "reported.fits"
"""The key that names the file of fits, which says nothing of the world."""


@dataclass(frozen=True, kw_only=True)
class Fits:  # one class: the set, and what is asked of it
    """Hold the fits of a client: settings under which its seasons agree with what was sold.

    ``world`` is a digest of what the client's file states of its world; ``tried`` how many points
    were measured for the fits, each on ``seasons``, with the offers decided by ``regime``;
    ``nearest`` the point that comes nearest to all targets, those held out among them.
    """

    client: str
    world: str
    regime: str
    seed: int
    seasons: int
    tried: int
    targets: tuple[Target, ...]
    inputs: tuple[FittedInput, ...]
    fits: tuple[FittedWorld, ...]
    nearest: Nearest

    @property
    def paths(self) -> tuple[str, ...]:
        """Return the keys that are fitted."""
        return tuple(one.path for one in self.inputs)

    @property
    def widened(self) -> tuple[FittedInput, ...]:
        """Return the inputs that were sought beyond their usual range."""
        return tuple(one for one in self.inputs if one.is_widened)

    @property
    def holding_all(self) -> tuple[FittedWorld, ...]:
        """Return the fits that agree with what is held out, too."""
        return tuple(fit for fit in self.fits if agrees(self.targets, fit, held_out=True))

    def held_out_errors(self) -> list[float]:
        """Return by fit how far its latest month lies from the one sold; none where none is."""
        return [
            error for fit in self.fits if (error := held_out_error(self.targets, fit)) is not None
        ]

    def spread_of(self, target: Target) -> tuple[float, float]:
        """Return the lowest and the highest mean that the fits give a target."""
        means = [fit.means[self.targets.index(target)] for fit in self.fits]
        return min(means), max(means)

    def found_of(self, path: str) -> tuple[float, float]:
        """Return between what an input lies in the fits."""
        values = [values_of(fit)[path] for fit in self.fits]
        return min(values), max(values)


def held_out_error(targets: tuple[Target, ...], fit: FittedWorld) -> float | None:
    """Return how far a fit's latest month lies from the one sold, as a share of it."""
    pairs = zip(targets, fit.means, strict=True)
    return next((t.error(mean) for t, mean in pairs if t.figure == LATEST and t.held_out), None)


def values_of(fit: FittedWorld) -> dict[str, float]:
    """Return what a fit sets, by key."""
    parted = (setting.partition("=") for setting in fit.settings)
    return {path: float(value) for path, _, value in parted}


def fits_of(search: Search, found: Harvest) -> Fits:
    """Return the set of what was found."""
    return Fits(
        client=search.player.client.file.client.name,
        world=world_of(search.player.client),
        regime=search.player.regime,
        seed=search.player.seed,
        seasons=search.seasons,
        tried=found.tried,
        targets=found.targets,
        inputs=search.inputs,
        fits=found.fits,
        nearest=found.nearest_all,
    )


def world_of(client: Client) -> str:
    """Return a digest of what a client's file states of its world, whatever its form."""
    own = client_of(client.tree)
    told = own.file.model_dump(mode="json")
    keys = sorted(key for key in own.stated if key.split(".")[0] in WORLD and key != ABOUT_FITS)
    stated = {key: told[key.split(".")[0]][key.split(".")[1]] for key in keys}
    return hashlib.sha256(json.dumps(stated, sort_keys=True).encode("utf-8")).hexdigest()


def check_fits(fits: Fits, client: Client, where: str) -> Fits:
    """Return the fits; raise ``ProblemError`` where they are not this client's as it is told."""
    fitted = {setting.partition("=")[0].strip() for setting in client.settings} & {*fits.paths}
    if fits.world != world_of(client):
        rule = (
            msg("these fits were made for another state of this client's file")
            if fits.client == client.file.client.name
            else msg("these fits were made for another client, {client}", client=fits.client)
        )
        remedy = msg("Make its own: greenchannel calibrate CLIENT --out FILE")
        raise ProblemError(Problem(where=where, rule=rule, remedy=remedy))
    if fitted:
        rule = msg("this key is fitted")
        remedy = msg("Leave it out, or leave out the fits")
        raise ProblemError(
            Problem(where="--set", field=key, rule=rule, remedy=remedy) for key in sorted(fitted)
        )
    return fits


def write_fits(fits: Fits, path: Path, command: str) -> None:
    """Write the set, whole or not at all; ``command`` says in its head how it was made."""
    try:
        write_whole(path, as_text(fits, command).encode("utf-8"))
    except OSError as fault:
        rule = msg("cannot be written ({fault})", fault=fault.strerror or type(fault).__name__)
        raise ProblemError(Problem(where=str(path), rule=rule)) from None


def as_text(fits: Fits, command: str) -> str:
    """Return the file of a set."""
    return "\n".join([*_head(fits, command), *_body(fits)]) + "\n"


def _head(fits: Fits, command: str) -> Iterator[str]:
    yield f"# Fits of {fits.client}: settings under which its seasons agree with what was sold."
    yield f"# Made by: {command}"
    yield f'made_by = "{MADE_BY}"'
    about = {"client": fits.client, "world": fits.world, "regime": fits.regime}
    method = {"seed": fits.seed, "seasons": fits.seasons, "tried": fits.tried}
    for key, value in {**about, **method}.items():
        yield f"{key} = {as_toml(value)}"


def _body(fits: Fits) -> Iterator[str]:
    yield from ("", "# What is held out was not fitted to.", "targets = [")
    yield from (f"  {as_toml(asdict(target))}," for target in fits.targets)
    yield from (
        "]",
        "",
        "# Sought from low to high; usual is the range of the tables.",
        "inputs = [",
    )
    yield from (f"  {as_toml(asdict(one))}," for one in fits.inputs)
    yield from ("]", "", "# Settings in the order of the inputs, means in that of the targets;")
    yield from ("# distance is the largest to a target, in tolerances.", "fits = [")
    for fit in fits.fits:
        yield f"  {as_toml(_measured(fits.targets, fit))},"
    yield from ("]", "", "# The point that comes nearest to all targets, and who sits at an end.")
    nearest = _measured(fits.targets, fits.nearest.fit) | {"ends": fits.nearest.ends}
    yield f"nearest = {as_toml(nearest)}"


def _measured(targets: tuple[Target, ...], fit: FittedWorld) -> dict[str, Any]:
    pairs = list(zip(targets, fit.means, strict=True))
    error = held_out_error(targets, fit)
    return {
        "values": list(values_of(fit).values()),
        "means": [float(f"{mean:.6g}") for mean in fit.means],
        "distance": round(max(t.distance(mean) for t, mean in pairs if not t.held_out), 3),
        **({} if error is None else {"held_out_error": round(error, 3)}),
    }


class TargetRow(FileSection):
    """A target of a file of fits."""

    figure: str
    value: Annotated[float, Field(gt=0)]
    at_least: bool
    held_out: bool
    single: bool
    tolerance: Annotated[float, Field(gt=0)]


class InputRow(FileSection):
    """An input of a file of fits."""

    path: str
    told: float
    low: float
    high: float
    usual_low: float
    usual_high: float


Numbers = Annotated[tuple[float, ...], Field(strict=False)]


class FitRow(FileSection):
    """A fit of a file of fits."""

    values: Numbers
    means: Numbers
    distance: float
    held_out_error: float | None = None


class NearestRow(FitRow):
    """The nearest point of a file of fits."""

    ends: dict[str, float]


class FitsFile(FileSection):
    """A file of fits as it is read."""

    made_by: Literal["greenchannel calibrate"]
    client: str
    world: str
    regime: str
    seed: int
    seasons: Annotated[int, Field(ge=1)]
    tried: int
    targets: Annotated[tuple[TargetRow, ...], Field(min_length=1, strict=False)]
    inputs: Annotated[tuple[InputRow, ...], Field(min_length=1, strict=False)]
    fits: Annotated[tuple[FitRow, ...], Field(min_length=1, strict=False)]
    nearest: NearestRow


def read_fits(path: Path, where: str = "") -> Fits:
    """Return the set of a file; raise ``ProblemError`` where it is none, or was changed by hand."""
    where = where or path.name
    content = read_toml(path, where)
    if content.get("made_by") != MADE_BY:
        rule = msg("is no set of fits that greenchannel calibrate made")
        raise ProblemError(Problem(where=where, rule=rule))
    try:
        told = FitsFile.model_validate(content)
    except ValidationError as error:
        raise ProblemError(problems_of(error, where, FitsFile)) from None
    _check_lengths(told, where)
    inputs = tuple(FittedInput(**row.model_dump()) for row in told.inputs)
    return Fits(
        **told.model_dump(include={"client", "world", "regime", "seed", "seasons", "tried"}),
        targets=tuple(Target(**row.model_dump()) for row in told.targets),
        inputs=inputs,
        fits=tuple(_fit(row, inputs) for row in told.fits),
        nearest=Nearest(fit=_fit(told.nearest, inputs), ends=told.nearest.ends),
    )


def _check_lengths(told: FitsFile, where: str) -> None:
    for row in (*told.fits, told.nearest):
        if len(row.values) != len(told.inputs) or len(row.means) != len(told.targets):
            rule = msg("a fit has not one value for each input and one mean for each target")
            raise ProblemError(Problem(where=where, field="[fits]", rule=rule))


def _fit(row: FitRow, inputs: tuple[FittedInput, ...]) -> FittedWorld:
    pairs = zip(inputs, row.values, strict=True)
    return FittedWorld(
        settings=tuple(one.setting_of(value) for one, value in pairs), means=row.means
    )
