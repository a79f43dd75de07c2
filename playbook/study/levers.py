"""The levers of a what-if question: what they may be, what they change, and how they are said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from playbook.words.language import say
from playbook.words.names import kind_name, role_name
from playbook.words.wording import in_words, money
from sim.client.load import Client
from sim.client.regimes import REGIMES, Terms
from sim.messages import Message, Problem, ProblemError, did_you_mean, msg
from sim.model.chain import Chasing
from sim.model.charter import Charter
from sim.model.units import fen


@dataclass(frozen=True, kw_only=True)
class Levers:
    """Hold the levers of one question; None leaves what the client file says.

    ``quota_*`` are in CNY of exposure, ``approver_speed`` 2 means that they look twice as soon,
    ``window_length`` 2 that offers stay open twice as long. Raise ``ProblemError`` on nonsense.
    """

    regime: str = "plan_green"
    quota_per_decision_cny: float | None = None
    quota_per_month_cny: float | None = None
    kinds_excluded: str | None = None
    dropped_signatures: str = ""
    approver_speed: float = 1.0
    self_interest: float | None = None
    window_length: float = 1.0

    def __post_init__(self) -> None:
        problems = [
            Problem(where="what_if", field=name, value=getattr(self, name), rule=rule)
            for name, rule in self._faults()
        ]
        if self.regime not in REGIMES:
            remedy = did_you_mean(self.regime, REGIMES)
            problems.append(
                Problem(
                    where="what_if",
                    field="regime",
                    value=self.regime,
                    rule=msg("no such regime"),
                    remedy=remedy,
                )
            )
        if problems:
            raise ProblemError(problems)

    def _faults(self) -> list[tuple[str, Message]]:
        amount = msg("must be an amount of at least 0, or None")
        multiple = msg("must be a multiple from 0.01 to 1000")
        rules = (
            ("quota_per_decision_cny", 0.0, 1e9, True, amount),
            ("quota_per_month_cny", 0.0, 1e9, True, amount),
            ("approver_speed", 0.01, 1000.0, False, multiple),
            ("self_interest", 0.0, 1.0, True, msg("must be a weight from 0 to 1, or None")),
            ("window_length", 0.01, 1000.0, False, multiple),
        )
        return [
            (name, rule)
            for name, low, high, optional, rule in rules
            if not _within(getattr(self, name), low, high, optional=optional)
        ]


def asked(client: Client, levers: Levers) -> list[str]:
    """Return the levers that are set, in words."""
    said = []
    if levers.quota_per_decision_cny is not None:
        quota = money(levers.quota_per_decision_cny)
        said.append(say("quota per decision {quota}", quota=quota))
    if levers.quota_per_month_cny is not None:
        said.append(say("quota per month {quota}", quota=money(levers.quota_per_month_cny)))
    if levers.kinds_excluded is not None:
        said.append(say("kinds outside: {kinds}", kinds=in_words(_kinds_outside(client, levers))))
    if levers.dropped_signatures:
        roles = in_words([role_name(role) for role in _words(levers.dropped_signatures)])
        said.append(say("without the signature of {roles}", roles=roles))
    if levers.approver_speed != 1.0:
        said.append(say("approvers look {times} times as soon", times=f"{levers.approver_speed:g}"))
    if levers.self_interest is not None:
        weight = f"{levers.self_interest:g}"
        said.append(say("agency's self-interest {weight}", weight=weight))
    if levers.window_length != 1.0:
        said.append(say("windows {times} times as long", times=f"{levers.window_length:g}"))
    return said


def _kinds_outside(client: Client, levers: Levers) -> list[str]:
    known = client.scenario.kinds
    words = _words(levers.kinds_excluded or "")
    return [kind_name(client.file, word) if word in known else word for word in words]


def changed_terms(client: Client, terms: Terms, levers: Levers) -> Terms:
    """Return the terms of the regimes with the levers; raise on an unknown kind or signature."""
    dropped = _dropped(client, levers)
    return replace(
        terms,
        charter=_changed_charter(client, terms.charter, levers),
        chasing=_sped_up(terms.chasing, levers, dropped),
        urged=_sped_up(terms.urged, levers, dropped),
    )


def _changed_charter(client: Client, charter: Charter, levers: Levers) -> Charter:
    if levers.quota_per_decision_cny is not None:
        quota = fen(levers.quota_per_decision_cny)
        above = round(client.file.charter.audit_above_share * quota)
        charter = replace(charter, quota=quota, audit_above=above)
    if levers.quota_per_month_cny is not None:
        charter = replace(charter, month_quota=fen(levers.quota_per_month_cny))
    if levers.kinds_excluded is not None:
        kinds = _known(
            client.scenario.kinds, levers.kinds_excluded, "kinds_excluded", msg("no such kind")
        )
        charter = replace(charter, kinds_excluded=frozenset(kinds))
    return charter


def _sped_up(chasing: Chasing, levers: Levers, dropped: frozenset[str]) -> Chasing:
    attention = chasing.attention / levers.approver_speed
    return replace(chasing, attention=attention, dropped=chasing.dropped | dropped)


def _dropped(client: Client, levers: Levers) -> frozenset[str]:
    """Return the signatures that are not asked; raise when nobody is left to sign."""
    roles = client.scenario.chain.approvers
    rule = msg("no such signature")
    dropped = _known(roles, levers.dropped_signatures, "dropped_signatures", rule)
    if len(dropped) == len(roles):
        rule = msg("nobody would be left to sign")
        raise ProblemError(Problem(where="what_if", field="dropped_signatures", rule=rule))
    return frozenset(dropped)


def _known(known: Mapping[str, object], text: str, field: str, rule: Message) -> tuple[str, ...]:
    words = _words(text)
    problems = [
        Problem(
            where="what_if",
            field=field,
            value=word,
            rule=rule,
            remedy=did_you_mean(word, known),
        )
        for word in words
        if word not in known
    ]
    if problems:
        raise ProblemError(problems)
    return words


def _within(value: object, low: float, high: float, *, optional: bool) -> bool:
    if value is None:
        return optional
    return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())
