"""What the numbers of a client file count: the unit of each, its bounds, and why it ends there.

Bounds are far beyond what a store has seen: what lies outside is a slip of the keyboard or of the
unit, and would take minutes or overflow. What is legal but unusual is said by ``usual``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, TypeVar

from pydantic import AfterValidator, Field, NaiveDatetime

from sim.messages import Message, RuleError, msg


@dataclass(frozen=True, eq=False)
class Counted:
    """Say what a number counts and why it ends where it does: told when a bound is broken.

    Each is equal to itself only: a message has no hash, which a type is asked for.
    """

    told: Message


Share = Annotated[float, Field(ge=0, le=1), Counted(msg("A share of the whole: 0.03 is 3 %"))]
PartShare = Annotated[
    float, Field(ge=0, lt=1), Counted(msg("A share, never the whole: 0.03 is 3 %"))
]
Ratio = Annotated[
    float, Field(ge=0, le=100), Counted(msg("A share that may be above 1: 0.03 is 3 %, 2 is 200 %"))
]
MarginShare = Annotated[
    float,
    Field(ge=0.0001, lt=1),
    Counted(msg("A share, neither nought nor the whole: 0.6 is 60 %")),
]
SomeShare = Annotated[
    float, Field(ge=0.0001, le=1), Counted(msg("A share, never nought: 0.03 is 3 %"))
]
Correlation = Annotated[
    float, Field(ge=-1, le=1), Counted(msg("A correlation, from -1 to 1; 0 is none"))
]
Score = Annotated[int, Field(ge=0, le=4), Counted(msg("0 is nothing, 4 is shown in full"))]

Amount = Annotated[
    float, Field(ge=0, le=1e12), Counted(msg("In CNY; no client has a million million"))
]
Price = Annotated[
    float, Field(ge=0, le=1e6), Counted(msg("In CNY for one piece, parcel, error or hour"))
]
OrderValue = Annotated[
    float, Field(ge=0.01, le=1e6), Counted(msg("In CNY for one order or pack; a fen at least"))
]
Worth = Annotated[float, Field(ge=-1e6, le=1e6), Counted(msg("In CNY for one offer or pack"))]
OfferCost = Annotated[
    float, Field(ge=0, le=1e8), Counted(msg("In CNY for one offer; no place is dearer"))
]

Multiple = Annotated[
    float,
    Field(ge=0.01, le=100),
    Counted(msg("A multiple: 1 changes nothing, from a hundredth to a hundred times")),
]
WindowFactor = Annotated[
    float,
    Field(ge=0.01, le=10_000),
    Counted(msg("A multiple: 1 changes nothing, at 10,000 no offer ever closes")),
]
Factor = Annotated[
    float, Field(ge=0, le=100), Counted(msg("A multiple: 1 changes nothing, 0 takes all away"))
]
Widening = Annotated[float, Field(ge=1, le=100), Counted(msg("A multiple: 1 changes nothing"))]
Spread = Annotated[
    float,
    Field(ge=1, le=20),
    Counted(msg("The 90th percentile over the median; what differs more is two kinds")),
]
Sigma = Annotated[
    float,
    Field(ge=0, le=3),
    Counted(msg("Log sigma: at 3 one in ten is 47 times the median or more")),
]
LogPoints = Annotated[
    float, Field(ge=0, le=5), Counted(msg("Log points: 0 is the truth, at 5 it is told 148-fold"))
]
Variation = Annotated[
    float, Field(ge=0, le=10), Counted(msg("Standard deviation over mean; 1 varies much"))
]
WeibullShape = Annotated[
    float,
    Field(ge=0.3, le=10),
    Counted(
        msg("1 is without memory; below 0.3 a few waits outlast all others, above 10 none vary")
    ),
]

Minutes = Annotated[float, Field(ge=0, le=10_080), Counted(msg("In minutes; a week has 10,080"))]
Hours = Annotated[float, Field(ge=0, le=8_784), Counted(msg("In hours; a year has 8,784"))]
SomeHours = Annotated[
    float,
    Field(ge=0.01, le=8_784),
    Counted(msg("In hours, half a minute at least; a year has 8,784")),
]
HourOfDay = Annotated[float, Field(ge=0, le=24), Counted(msg("Hour of the day, 0 to 24"))]
HoursADay = Annotated[float, Field(ge=0.1, le=24), Counted(msg("In hours; a day has 24"))]
Days = Annotated[int, Field(ge=0, le=1_100), Counted(msg("In days; a season has 1,100 at most"))]
SomeDays = Annotated[
    int, Field(ge=1, le=1_100), Counted(msg("In days, 1 at least; a season has 1,100 at most"))
]
DelayDays = Annotated[
    float, Field(ge=0.1, le=3_650), Counted(msg("In days; who has not come in ten years does not"))
]
TaskDays = Annotated[
    float,
    Field(ge=0.1, le=250),
    Counted(msg("In working days, an hour's work (0.1) at least; a year has 250")),
]
Months = Annotated[float, Field(ge=0, le=120), Counted(msg("In months; ten years at most"))]
SomeMonths = Annotated[
    float,
    Field(ge=0.1, le=120),
    Counted(msg("In months, three days (0.1) at least; ten years at most")),
]

HourlyRate = Annotated[
    float,
    Field(ge=0.01, le=1_000),
    Counted(msg("Requests a working hour; 0.01 is one in a fortnight")),
]
WeeklyRate = Annotated[
    float, Field(ge=0.1, le=100_000), Counted(msg("Requests a week; 0.1 is one in ten weeks"))
]
Rate = Annotated[
    float,
    Field(ge=0, le=1_000),
    Counted(msg("Offers of one kind a month; more than 30 a day nobody decides one by one")),
]
Visits = Annotated[
    float, Field(ge=0, le=1e7), Counted(msg("In visits; no store has more than ten million"))
]
Growth = Annotated[
    float,
    Field(ge=-0.9, le=3),
    Counted(msg("Growth a month: 0.1 is 10 % more, 3 is four times as much")),
]
Orders = Annotated[
    int, Field(ge=0, le=100_000_000), Counted(msg("A whole number; a hundred million at most"))
]
Packs = Annotated[
    float, Field(ge=0, le=1e6), Counted(msg("In packs; a million of one kind is more than is made"))
]
WholePacks = Annotated[
    int,
    Field(ge=0, le=1_000_000),
    Counted(msg("In packs; a million of one kind is more than is made")),
]
Chats = Annotated[
    int, Field(ge=1, le=100_000_000), Counted(msg("A whole number; a hundred million at most"))
]
OrdersEach = Annotated[
    float, Field(ge=0, le=100), Counted(msg("Orders of one buyer; nobody orders a hundred times"))
]
Lines = Annotated[float, Field(ge=1, le=1_000), Counted(msg("Lines of an order; it has one"))]
Shops = Annotated[int, Field(ge=0, le=100_000), Counted(msg("A number of shops"))]
People = Annotated[int, Field(ge=1, le=1_000), Counted(msg("A number of people, 1 at least"))]
Hands = Annotated[int, Field(ge=0, le=10_000), Counted(msg("A number of people"))]
Items = Annotated[
    float, Field(ge=0, le=1_000), Counted(msg("Items a day; one a minute fills 8 hours with 480"))
]
SquareMetres = Annotated[float, Field(ge=0, le=1e6), Counted(msg("In square metres"))]

SeasonMonths = Annotated[
    int, Field(ge=1, le=36), Counted(msg("In months; a season has 36 at most"))
]
EventDays = Annotated[int, Field(ge=1, le=30), Counted(msg("In days; an event has 30 at most"))]
FiledDays = Annotated[
    int, Field(ge=1, le=60), Counted(msg("In days before the quarter, which has 90"))
]
Rounds = Annotated[
    int, Field(ge=0, le=3), Counted(msg("Rounds; after three returns nobody files again"))
]
Reminders = Annotated[
    int, Field(ge=0, le=10), Counted(msg("Reminders a step; a third stops working"))
]
Deviations = Annotated[int, Field(ge=1, le=10_000), Counted(msg("A whole number, 1 at least"))]
Syncs = Annotated[
    int, Field(ge=1, le=96), Counted(msg("Times a day; 96 is every quarter of an hour"))
]

FIRST_YEAR, LAST_YEAR = 1990, 2100
"""The years for which calendars hold."""

AnyDay = TypeVar("AnyDay", date, datetime)


def _in_calendar(day: AnyDay) -> AnyDay:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        rule = msg("calendars reach from {first} to {last}", first=FIRST_YEAR, last=LAST_YEAR)
        raise RuleError(rule)
    return day


Day = Annotated[date, AfterValidator(_in_calendar)]
Moment = Annotated[NaiveDatetime, AfterValidator(_in_calendar)]
