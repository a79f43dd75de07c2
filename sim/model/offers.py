"""An offer of a promotion resource, with all the luck that belongs to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from sim.model.scenario import Kind


@dataclass(frozen=True, slots=True)
class SigningLuck:
    """Hold what one person would do with one request at one step: microseconds and uniforms."""

    attention: int
    handling: int
    rejects: float
    returns: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Hold what the OA chain is asked to sign; ``luck[role][round][person]``."""

    number: int
    filed_at: int
    amount: int
    budgeted: bool
    luck: Mapping[str, tuple[tuple[SigningLuck, ...], ...]]
    resubmissions: tuple[int, ...]


class Proposal(Protocol):
    """State what of an offer its forecast and the charter's clauses read; an ``Offer`` is one."""

    @property
    def kind(self) -> Kind:
        """Return the kind of resource."""
        ...

    @property
    def offered_at(self) -> int:
        """Return when it is offered, in microseconds of the season."""
        ...

    @property
    def cash_cost(self) -> int:
        """Return fee and gifts, in fen."""
        ...

    @property
    def out_of_scope(self) -> bool:
        """Tell whether it asks for what the brand's red line forbids."""
        ...

    @property
    def event_day(self) -> int:
        """Return the day of the season on which its visits begin."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Hold one offer: what the platform offers, until when, and every party's luck with it.

    Money is in fen, moments and durations in microseconds. ``visitors`` is the truth,
    ``seen_by_agency`` and ``seen_by_reviewers`` are the forecasts. ``event_day`` is the day
    number on which its visits begin.
    """

    number: int
    kind: Kind
    campaign: str
    offered_at: int
    closes_at: int
    rival_at: int
    cash_cost: int
    visitors: int
    seen_by_agency: int
    seen_by_reviewers: int
    out_of_scope: bool
    event_day: int
    event_days: int
    request: Request
    think: int
    dual_think: int
    confirm: int
    u_foreseen: float
    u_appears: float
    u_complies: float
    u_splits: float
    u_files_late: float
    u_audited: float
    u_orders: tuple[float, ...]
    u_repeat: float

    @property
    def dies_at(self) -> int:
        """Return the moment from which a yes is worth nothing: window's end or rival's claim."""
        return min(self.closes_at, self.rival_at)
