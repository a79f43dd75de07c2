"""A regime as a tree of walkers, packed: who decides, and whom he passes an offer on to."""

from __future__ import annotations

from collections.abc import Sequence

from sim.flat import places as at
from sim.flat.memory import Hours, Memory, NoFlatFormError
from sim.model import rules
from sim.model.chain import Chasing
from sim.model.charter import Charter
from sim.model.regimes import Delegated, Green, Oa, Planned, Regime, Switch
from sim.model.scenario import Kind, Scenario
from sim.model.units import NEVER

NOBODY = -1
NO_SHARE = -1.0
"""What stands for a stock share where no clause limits it."""

Row = tuple[dict[int, int], dict[int, float]]


class Walkers:
    """Number the regimes of a tree; ``planned`` are those with a plan as they begin."""

    def __init__(
        self, memory: Memory, scenario: Scenario, hours: Hours, kinds: Sequence[Kind]
    ) -> None:
        self.memory, self.scenario = memory, scenario
        self.hours, self.kinds = hours, kinds
        self.planned: list[int] = []
        self._rows: list[Row] = []
        self._chasing: list[Chasing | None] = []

    @property
    def count(self) -> int:
        """Return how many regimes stand in the tree."""
        return len(self._rows)

    def plant(self, regime: Regime) -> list[int]:
        """Write a tree down and return the row that states it; its plans are a season's."""
        memory, months = self.memory, self.memory.ints[at.MONTH_COUNT]
        root = self._add(regime, NOBODY)
        routes = [self._routes(chasing) for chasing in self._chasing]
        for numbers, _ in self._rows:
            numbers[at.BOOK_ROOM] = memory.whole(months * at.BOOK_WIDTH)
        classes = self.scenario.chain.classes
        memory.ints[at.CLASS_COUNT] = len(classes)
        memory.whole([row.up_to for row in classes], at.CLASSES)
        ways = memory.whole([number for each in routes for number in each])
        nodes, terms = len(memory.ints), len(memory.reals)
        for numbers, shares in self._rows:
            memory.whole_row(at.NODE_WIDTH, numbers)
            memory.fractional_row(at.X_NODE_WIDTH, shares)
        return [root, nodes, self.count, terms, ways, 0, 0]

    def _add(self, regime: Regime, book: int) -> int:
        """Give numbers to a regime and to those behind it; ``book`` is that of its plan."""
        number = len(self._rows)
        numbers: dict[int, int] = {at.NEXT: NOBODY, at.NEXT_AFTER: NOBODY, at.BOOK: book}
        shares: dict[int, float] = {}
        self._rows.append((numbers, shares))
        self._chasing.append(None)
        match regime:
            case Oa(chasing=chasing):
                self._chase(number, chasing, at.OA)
            case Delegated():
                numbers[at.TYPE] = at.DELEGATED
            case Green(charter=charter, fallback=fallback):
                numbers |= self._clauses(charter)
                shares |= _shares(charter)
                numbers[at.NEXT] = self._add(fallback, book)
            case Planned(plan=plan, fallback=fallback, chasing=chasing):
                self._chase(number, chasing, at.PLANNED)
                numbers[at.MONTH_QUOTA] = plan.month_envelope
                numbers[at.ROLLING] = int(plan.rolling)
                shares[at.COVERAGE] = plan.coverage
                numbers[at.NEXT] = self._add(fallback, number)
                self.planned.append(number)
            case Switch(before=before, after=after, at=moment):
                numbers[at.TYPE], numbers[at.SWITCH_AT] = at.SWITCH, moment
                numbers[at.NEXT] = self._add(before, book)
                numbers[at.NEXT_AFTER] = self._add(after, book)
            case _:
                raise NoFlatFormError(f"{type(regime).__name__}: a regime without flat form")
        return number

    def _chase(self, number: int, chasing: Chasing, type_: int) -> None:
        numbers, shares = self._rows[number]
        self._chasing[number] = chasing
        numbers |= {
            at.TYPE: type_,
            at.REMINDERS: chasing.reminders,
            at.REMIND_AFTER: chasing.remind_after,
            at.BY_DEPUTIES: int(chasing.deputies),
            at.LATE_HOURS: int(chasing.late),
            at.PRESSES: int(chasing.presses),
            at.CHASED_CLOCKS: self._clocks(chasing),
            at.CHASED_LOOKS: self.hours.look_rows(deputies=chasing.deputies),
        }
        shares |= {
            at.ATTENTION: chasing.attention,
            at.FATIGUE: chasing.fatigue,
            at.SHORTENS: chasing.shortens,
        }

    def _clocks(self, chasing: Chasing) -> int:
        """Return where each role's clock under this chasing is named; of who is dropped, usual."""
        clocks = []
        for role in self.scenario.chain.approvers:
            asked = role not in chasing.dropped
            deputies, late = asked and chasing.deputies, asked and chasing.late
            clocks.append(self.hours.of(role, deputies=deputies, late=late))
        return self.memory.whole(clocks)

    def _routes(self, chasing: Chasing | None) -> list[int]:
        """Return the way of each class of amounts: its roles, how many, and who judges.

        There is room for the class's every role, so that a dropped signature moves nothing else.
        """
        chain = self.scenario.chain
        numbers = {role: number for number, role in enumerate(chain.approvers)}
        found: list[int] = []
        for row in chain.classes:
            roles = [r for r in row.roles if chasing is None or r not in chasing.dropped]
            judges = [place for place, r in enumerate(roles) if chain.approvers[r].screens]
            judge = judges[0] if judges else len(roles) - 1
            way = [numbers[r] for r in roles] + [NOBODY] * (len(row.roles) - len(roles))
            found += [self.memory.whole(way), len(roles), judge]
        return found

    def _clauses(self, charter: Charter) -> dict[int, int]:
        return {
            at.TYPE: at.GREEN,
            at.QUOTA: charter.quota,
            at.ALONE_LIMIT: charter.alone_limit,
            at.MONTH_QUOTA: charter.month_quota,
            at.QUARTER_QUOTA: charter.quarter_quota,
            at.AGGREGATION: charter.aggregation,
            at.HAS_HURDLE: int(charter.hurdle is not None),
            at.HAS_STOP_LOSS: int(charter.stop_loss is not None),
            at.STOP_LOSS: charter.stop_loss or 0,
            at.AUDIT_ABOVE: charter.audit_above,
            at.DEVIATIONS_ALLOWED: charter.deviations_allowed,
            at.PAID_BY_AGENCY: int(charter.breach_paid_by_agency),
            at.VALID_FROM: max(charter.valid_from, -NEVER),
            at.VALID_UNTIL: min(charter.valid_until, NEVER),
            at.LAPSES_AFTER: charter.lapses_after,
            at.COVERS_ANY: int(charter.covers_any(self.scenario.kinds)),
            at.KIND_FLAGS: self.memory.whole([_kind_flag(charter, kind) for kind in self.kinds]),
        }


def _shares(charter: Charter) -> dict[int, float]:
    return {
        at.STOCK_SHARE: NO_SHARE if charter.stock_share is None else charter.stock_share,
        at.HURDLE: charter.hurdle or 0.0,
        at.AUDIT_SHARE: charter.audit_share,
        at.REPORT_TOLERANCE: charter.report_tolerance,
    }


def _kind_flag(charter: Charter, kind: Kind) -> int:
    """Return the clauses that keep a whole kind out."""
    found = rules.KIND if kind.id in charter.kinds_excluded else 0
    gift_alone = "gift" in kind.asks and "price" not in kind.asks
    too_large = gift_alone and kind.margin_lost > charter.gift_share
    return found | (rules.INSTRUMENT if too_large or not kind.asks <= charter.instruments else 0)
