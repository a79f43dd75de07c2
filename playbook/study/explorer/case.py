"""A setting of the dials as a world and its regimes: today's OA, and what is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from playbook.study.explorer.dials import (
    ALL_INSIDE,
    APART,
    AS_IT_IS,
    DEPUTIES,
    DROPPED,
    DUTY,
    EVENINGS,
    KINDS,
    ON_DUTY,
    REGIME,
    SPEED,
    WORLD,
    YES,
    Setting,
    Value,
    own_value,
)
from sim.client.load import Client
from sim.client.regimes import Terms, chasing_of, regimes_under, terms_of
from sim.client.schema import ClientFile
from sim.client.world import scenario_of
from sim.model.chain import Chasing
from sim.model.regimes import Oa, Regime
from sim.model.scenario import Scenario

TODAY = "today"
"""The OA chain as the client file says: no lever moves it, every uncertainty does."""

SPARE = {"late": Chasing(late=True), "chased": Chasing(late=True, deputies=True)}
"""Regimes that nobody plays, so that everybody's evening hours are on the arrays beforehand."""


@dataclass(frozen=True)
class Case:
    """Hold a client and where every dial stands."""

    client: Client
    setting: Setting

    @cached_property
    def file(self) -> ClientFile:
        """Return the client file with the dials that are keys of it."""
        changed: dict[str, dict[str, Any]] = {}
        for key, value in self.setting.items():
            section, _, name = key.partition(".")
            if key == KINDS:
                changed.setdefault(section, {})[name] = self._kinds_outside
            elif key in (*WORLD, DUTY) or section in ("charter", "plan"):
                changed.setdefault(section, {})[name] = value
        return _with(self.client.file, changed)

    @property
    def _kinds_outside(self) -> tuple[str, ...] | None:
        kinds = self.setting[KINDS]
        if kinds == AS_IT_IS:
            return self.client.file.charter.kinds_excluded
        return () if kinds == ALL_INSIDE else (str(kinds),)

    @cached_property
    def scenario(self) -> Scenario:
        """Return the world with its uncertainties and hours of duty; no other lever moves it."""
        if all(self.setting[key] == own_value(self.client.file, key) for key in (*WORLD, *ON_DUTY)):
            return self.client.scenario
        return scenario_of(self.file)

    @property
    def of_today(self) -> Case:
        """Return the case in which today's OA is played: this one where no lever moves it."""
        own = {key: own_value(self.client.file, key) for key in APART}
        return (
            self
            if own.items() <= self.setting.items()
            else Case(self.client, {**self.setting, **own})
        )

    @cached_property
    def every(self) -> dict[str, Regime]:
        """Return the spare regimes, today's OA, and every regime with the levers."""
        spare = {name: Oa(chasing=chasing) for name, chasing in SPARE.items()}
        today = Oa(chasing=chasing_of(self.client.file))
        return {**spare, TODAY: today, **regimes_under(self._terms)}

    @property
    def compared(self) -> dict[str, Regime]:
        """Return today's OA and the regime that is chosen, under their names here."""
        chosen = str(self.setting[REGIME])
        return {TODAY: self.every[TODAY], chosen: self.every[chosen]}

    @property
    def _terms(self) -> Terms:
        terms = terms_of(self.file, self.scenario)
        chasing, urged = self._chased(terms.chasing), self._chased(terms.urged)
        return replace(terms, chasing=chasing, urged=urged)

    def _chased(self, chasing: Chasing) -> Chasing:
        speed, dropped = self.setting[SPEED], self.setting[DROPPED]
        assert isinstance(speed, int | float)
        return replace(
            chasing,
            attention=chasing.attention / speed,
            dropped=frozenset(str(dropped).split(",") if dropped else []),
            deputies=_switched(self.setting[DEPUTIES], chasing.deputies),
            late=_switched(self.setting[EVENINGS], chasing.late),
        )


def _switched(value: Value, own: bool) -> bool:
    return own if value == AS_IT_IS else value == YES


def _with(file: ClientFile, changed: Mapping[str, Mapping[str, Any]]) -> ClientFile:
    sections = {
        section: getattr(file, section).model_copy(update=dict(keys))
        for section, keys in changed.items()
    }
    return file.model_copy(update=sections)
