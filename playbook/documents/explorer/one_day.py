"""One day of a simulated season under two regimes, out of the ledgers of the model of record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from playbook.blocks.day import BOTH, CHOSEN, TODAY, DayOffer, Moment, TwiceTold
from playbook.engagement.engagement import Engagement
from playbook.words.language import say
from playbook.words.names import kind_name, regime_name, role_name
from playbook.words.phrases import begin
from playbook.words.wording import count, day, hours, money, weekday_and_time
from sim.client.regimes import BASELINE, regimes_of
from sim.luck.draw import draw_season
from sim.model.ledger import Entry, Fate
from sim.model.replay import replay
from sim.model.units import DAY, in_cny, in_hours

MINUTE = 60_000_000
MOST_OFFERS = 3
SEASONS_SEARCHED = 5

Pair = tuple[Entry, Entry]


def one_day(engagement: Engagement) -> TwiceTold | None:
    """Return the day of the offer with the median window that only the candidate captures."""
    pairs = _pairs(engagement)
    if not pairs:
        return None
    first = pairs[0][0].offer.offered_at // DAY
    date = engagement.client.scenario.date_of(first)
    return TwiceTold(
        title=say("One day, two regimes: {date}", date=day(date)),
        lead=say(
            "A day of the simulated seasons, as the model played it: the same offers, the same"
            " luck, decided twice. It is the day of the offer with the median window among those"
            " that OA loses and the other regime takes; other days go otherwise."
        ),
        today=begin(regime_name(BASELINE)),
        chosen=begin(regime_name(engagement.candidate)),
        offers=tuple(_offer(engagement, pair, first) for pair in pairs),
    )


def _pairs(engagement: Engagement) -> list[Pair]:
    """Return the day's offers under both regimes as they come, none where none tells."""
    client = engagement.client
    regimes = regimes_of(client.file, client.scenario)
    for replication in range(SEASONS_SEARCHED):
        tape = draw_season(client.scenario, engagement.method.seed, replication)
        slow, fast = (replay(tape, regimes[name]) for name in (BASELINE, engagement.candidate))
        pairs = list(zip(slow.entries, fast.entries, strict=True))
        telling = sorted(filter(_tells, pairs), key=_window)
        if telling:
            found = telling[len(telling) // 2]
            same = [p for p in pairs if p is not found and _day(p) == _day(found) and p[0].filed]
            return sorted([found, *same][:MOST_OFFERS], key=_begins)
    return []


def _tells(pair: Pair) -> bool:
    slow, fast = pair
    lost = slow.fate in (Fate.LOST_TO_RIVAL, Fate.EXPIRED) and bool(slow.decision.signings)
    return lost and fast.fate is Fate.CAPTURED and fast.deal_value > 0


def _window(pair: Pair) -> int:
    return pair[0].offer.closes_at - pair[0].offer.offered_at


def _begins(pair: Pair) -> int:
    return pair[0].offer.offered_at


def _day(pair: Pair) -> int:
    return pair[0].offer.offered_at // DAY


def _offer(engagement: Engagement, pair: Pair, first: int) -> DayOffer:
    slow, fast = pair
    offer = slow.offer
    told = [
        (offer.offered_at, BOTH, _made(slow), "neutral"),
        *_ends(slow),
        *_of_chain(slow, TODAY),
        *_of_chain(fast, CHOSEN),
        *_answers(slow, TODAY),
        *_answers(fast, CHOSEN),
    ]
    moments = [(at - first * DAY, side, text, tone) for at, side, text, tone in told]
    return DayOffer(
        title=kind_name(engagement.client.file, offer.kind.id),
        opens=(offer.offered_at - first * DAY) // MINUTE,
        closes=(offer.dies_at - first * DAY) // MINUTE,
        moments=tuple(
            Moment(
                minute=at // MINUTE,
                clock=_clock(engagement, first * DAY + at),
                side=side,
                text=text,
                tone=tone,
            )
            for at, side, text, tone in sorted(moments, key=lambda row: row[0])
        ),
    )


Told = tuple[int, str, str, str]


def _clock(engagement: Engagement, at: int) -> str:
    start = datetime.combine(engagement.client.scenario.start, time())
    return weekday_and_time(start + timedelta(microseconds=at))


def _made(entry: Entry) -> str:
    offer = entry.offer
    return say(
        "The platform offers it: {cost} for about {visitors} visitors; it stays open {window}.",
        cost=money(in_cny(offer.cash_cost)),
        visitors=count(offer.seen_by_agency),
        window=hours(in_hours(offer.closes_at - offer.offered_at)),
    )


def _ends(entry: Entry) -> Iterator[Told]:
    """Give how the offer ends, where nobody has taken it."""
    offer = entry.offer
    if offer.rival_at < offer.closes_at:
        yield offer.rival_at, BOTH, say("A rival takes what is still open."), "bad"
    else:
        yield offer.closes_at, BOTH, say("The window closes."), "bad"


def _of_chain(entry: Entry, side: str) -> Iterator[Told]:
    """Give where a request lies, and who decides on it when."""
    for signing in entry.decision.signings:
        role = role_name(signing.role)
        lies = say("On the desk of {role}.", role=role)
        yield signing.activated_at, side, lies, "neutral"
        after = hours(in_hours(signing.decided_at - signing.activated_at))
        texts = {
            "approved": say("{role} approves, after {time}.", role=begin(role), time=after),
            "returned": say(
                "{role} returns it for rework, after {time}.", role=begin(role), time=after
            ),
            "rejected": say("{role} rejects it, after {time}.", role=begin(role), time=after),
        }
        other = say("{role}: the time is up, after {time}.", role=begin(role), time=after)
        yield signing.decided_at, side, texts.get(signing.action, other), "neutral"


def _answers(entry: Entry, side: str) -> Iterator[Told]:
    """Give the answer, and what it still was worth."""
    if entry.answered_at is None:
        return
    took = hours(in_hours(entry.answered_at - entry.offer.offered_at))
    yes = bool(entry.decision.yes)
    if entry.fate is Fate.CAPTURED:
        value = money(in_cny(entry.deal_value))
        text = say("Yes after {time}: taken. It brings {value}.", time=took, value=value)
    elif yes:
        late = hours(in_hours(entry.answered_at - entry.offer.dies_at))
        text = say("Yes after {time}: gone since {late}.", time=took, late=late)
    else:
        text = say("No, after {time}.", time=took)
    tone = "good" if entry.fate is Fate.CAPTURED else "bad" if yes else "neutral"
    yield entry.answered_at, side, text, tone
