"""The OA chain by hand: calendar, returns, refusals, sign modes, chasing, time-outs, desks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from worlds import (
    MORNING_AND_AFTERNOON,
    OFFICE,
    WORKDAYS,
    approver,
    at,
    chain,
    luck,
    request,
    round_the_clock,
    walk,
)

from sim.model.chain import Attendance, Chasing
from sim.model.clock import daily_looks, weekly_clock
from sim.model.scenario import Signatures
from sim.model.units import DAY, HOUR, MINUTE, fen

HERE = Attendance(away={}, looks={})


def _answer(chain_, asked, **how):
    (one,) = walk(chain_, [asked], **how)
    return one


def _away(role: str, *dates: str) -> Attendance:
    return Attendance(away={role: frozenset(at(day) // DAY for day in dates)}, looks={})


def test_one_request_goes_through_lunch_weekend_and_a_return_as_written_out_here():
    """Filed Friday 11:00; two signatures; the second returns it; two hours later it comes back.

    Friday  11:00 head looks after 2 working hours (lunch between): 14:00, signs for 30 min: 14:30
            14:30 cfo looks after 3 working hours: 17:30, handles 60 min: 18:00 and Monday 09:30
    Monday  09:30 returned, 2 h to resubmit (no office hours needed): 11:30
            11:30 head looks after 1 working hour (lunch): 13:30, signs for 15 min: 13:45
            13:45 cfo looks at once and signs at once: yes
    """
    asked = request(
        {
            "head": [[luck(2, 30)], [luck(1, 15)]],
            "cfo": [[luck(3, 60, returns=0.0)], [luck(0, 0)]],
        },
        filed_at=at("2024-01-05 11:00"),
        resubmissions=[2 * HOUR, 0],
    )
    two = chain(approver("head"), approver("cfo", returns_later=0.025), rounds=1)
    one = _answer(two, asked)
    story = [
        (s.role, s.round, s.activated_at, s.attended_at, s.started_at, s.decided_at, s.action)
        for s in one.decision.signings
    ]
    friday, monday = "2024-01-05 ", "2024-01-08 "
    assert story == [
        (
            "head",
            0,
            at(friday + "11:00"),
            at(friday + "14:00"),
            at(friday + "14:00"),
            at(friday + "14:30"),
            "approved",
        ),
        (
            "cfo",
            0,
            at(friday + "14:30"),
            at(friday + "17:30"),
            at(friday + "17:30"),
            at(monday + "09:30"),
            "returned",
        ),
        (
            "head",
            1,
            at(monday + "11:30"),
            at(monday + "13:30"),
            at(monday + "13:30"),
            at(monday + "13:45"),
            "approved",
        ),
        (
            "cfo",
            1,
            at(monday + "13:45"),
            at(monday + "13:45"),
            at(monday + "13:45"),
            at(monday + "13:45"),
            "approved",
        ),
    ]
    assert one.decision.resubmissions == [(at(monday + "09:30"), at(monday + "11:30"))]
    assert one.yes
    assert one.answered_at == at(monday + "13:45")


def test_the_last_round_returns_nothing():
    """Rounds are bounded: whoever would return a request a second time must decide."""
    stubborn = [[luck(returns=0.0)], [luck(returns=0.0)]]
    one = _answer(chain(approver("head", returns_first=0.5), rounds=1), request({"head": stubborn}))
    assert one.yes
    assert [signing.action for signing in one.decision.signings] == ["returned", "approved"]


def test_the_first_step_returns_at_its_own_rate_and_later_ones_at_theirs():
    """10 % at the first human step, 2.5 % later."""
    person = {"returns_first": 0.10, "returns_later": 0.025}
    two = chain(approver("head", **person), approver("cfo", **person), rounds=1)
    undecided = [[luck(returns=0.05)], [luck()]]
    first = _answer(two, request({"head": undecided, "cfo": [[luck()], [luck()]]}))
    assert len(first.decision.signings) == 3, "the head's .05 is below .10"
    later = _answer(two, request({"head": [[luck()], [luck()]], "cfo": undecided}))
    assert len(later.decision.signings) == 2, "the cfo's .05 is not below .025"


def test_a_refusal_ends_the_walk_with_a_no():
    """Nobody after it is asked."""
    two = chain(approver("head", rejects=0.025), approver("cfo"))
    one = _answer(two, request({"head": luck(rejects=0.01), "cfo": luck()}))
    assert not one.yes
    assert one.decision.reason == "reviewer"
    assert [signing.role for signing in one.decision.signings] == ["head"]


def test_the_screening_role_judges_and_its_rule_is_the_reason():
    """The screen is asked of the first role that screens, not of every role."""
    asked_of = []

    def screen(role):
        asked_of.append(role)
        return "hurdle"

    three = chain(approver("head"), approver("finance", screens=True), approver("cfo"))
    one = _answer(three, request({"head": luck(), "finance": luck(), "cfo": luck()}), screen=screen)
    assert (one.yes, one.decision.reason, asked_of) == (False, "hurdle", ["finance"])
    assert [s.action for s in one.decision.signings] == ["approved", "rejected"]


def test_without_a_screening_role_the_last_signature_judges():
    """Otherwise a chain that dropped its finance signature would let everything through."""
    two = chain(approver("head"), approver("cfo"))
    one = _answer(
        two,
        request({"head": luck(), "cfo": luck()}),
        screen=lambda role: "red_line" if role == "cfo" else "",
    )
    assert (one.yes, one.decision.reason) == (False, "red_line")


def test_a_bound_of_the_authority_table_belongs_to_the_lower_class():
    """5,000 CNY sharp needs three signatures, one fen more needs four."""
    table = chain(
        classes=(
            Signatures(above=0, up_to=fen(5000), roles=("head",)),
            Signatures(above=fen(5000), up_to=fen(10_000), roles=("head", "cfo")),
        )
    )
    assert table.route(fen(5000), budgeted=False) == ("head",)
    assert table.route(fen(5000) + 1, budgeted=False) == ("head", "cfo")
    assert table.route(fen(99_999), budgeted=False) == ("head", "cfo"), "the top class has no top"


def test_unbudgeted_requests_climb_to_the_top_when_the_client_says_so():
    """Budgeted ones keep their class."""
    table = replace(
        chain(
            classes=(
                Signatures(above=0, up_to=fen(5000), roles=("head",)),
                Signatures(above=fen(5000), up_to=1 << 60, roles=("head", "cfo")),
            )
        ),
        unbudgeted_climbs=True,
    )
    assert table.route(fen(10), budgeted=False) == ("head", "cfo")
    assert table.route(fen(10), budgeted=True) == ("head",)


def test_where_all_must_sign_the_slowest_decides_when():
    """会签: two hours and five hours make five."""
    both = chain(approver("board", people=2, sign="all"))
    asked = request({"board": [[luck(2), luck(5)]]}, at("2024-01-02 09:00"))
    assert _answer(both, asked).answered_at == at("2024-01-02 15:00")


def test_where_any_may_sign_the_quickest_decides_when():
    """或签: two hours and five hours make two."""
    either = chain(approver("board", people=2, sign="any"))
    asked = request({"board": [[luck(5), luck(2)]]}, at("2024-01-02 09:00"))
    assert _answer(either, asked).answered_at == at("2024-01-02 11:00")


def test_where_all_must_sign_one_unwilling_is_enough():
    """The second person refuses, whoever signs last."""
    both = chain(approver("board", people=2, sign="all", rejects=0.5))
    assert not _answer(both, request({"board": [[luck(5), luck(2, rejects=0.1)]]})).yes
    assert _answer(both, request({"board": [[luck(5), luck(2)]]})).yes


def test_where_any_may_sign_whoever_signs_decides():
    """The slow refuser is not asked any more."""
    either = chain(approver("board", people=2, sign="any", rejects=0.5))
    assert _answer(either, request({"board": [[luck(5, rejects=0.1), luck(2)]]})).yes
    assert not _answer(either, request({"board": [[luck(5), luck(2, rejects=0.1)]]})).yes


def test_whoever_is_away_looks_the_next_day_and_a_deputy_looks_today():
    """Absence takes the whole day out of the clock; a deputy gives it back."""
    asked = request({"head": luck(1)}, at("2024-01-02 09:00"))

    def answered_at(people, chasing=None):
        away = _away("head", "2024-01-02")
        return _answer(people, asked, attendance=away, chasing=chasing).answered_at

    assert answered_at(chain()) == at("2024-01-03 10:00")
    assert answered_at(chain(approver(deputy=True))) == at("2024-01-02 10:00")
    assert answered_at(chain(), Chasing(deputies=True)) == at("2024-01-02 10:00")


def test_chased_approvers_look_sooner_and_answer_in_the_evening():
    """oa_urged: attention x 0.25 and hours until 21:00."""
    late = weekly_clock(
        (MORNING_AND_AFTERNOON[0], (13 * HOUR, 21 * HOUR)), -10, 400, WORKDAYS.__contains__
    )
    one = chain(approver(late_clock=late))
    asked = request({"head": luck(16)}, at("2024-01-02 16:00"))
    assert _answer(one, asked).answered_at == at("2024-01-04 16:00")
    urged = Chasing(attention=0.25, late=True)
    assert _answer(one, asked, chasing=urged).answered_at == at("2024-01-02 20:00")


def test_a_reminder_shortens_what_is_left_and_the_rest_do_not_wait_for_it():
    """8 h, a reminder after 2 h that halves the rest: 2 + 3 = 5 h; a second: 2 + 2 + .5 = 4.5 h."""
    once = Chasing(reminders=1, remind_after=2 * HOUR, shortens=0.5)
    assert once.chased(8 * HOUR) == 5 * HOUR
    assert replace(once, reminders=2).chased(8 * HOUR) == 4.5 * HOUR
    assert once.chased(1 * HOUR) == 1 * HOUR, "who looks in time is not reminded"


def test_a_dropped_signature_is_not_asked():
    """The lever behind what a signature costs."""
    two = chain(approver("head"), approver("cfo"))
    asked = request({"head": luck(1), "cfo": luck(1)}, at("2024-01-02 09:00"))
    less = _answer(two, asked, chasing=Chasing(dropped=frozenset({"cfo"})))
    assert less.answered_at == at("2024-01-02 10:00")
    assert [signing.role for signing in less.decision.signings] == ["head"]


def test_fixed_looks_clear_all_that_lies_there_oldest_first():
    """Looks at 10:00 and 16:00; three requests of 10 minutes wait for the same look."""
    one = chain(approver(queued=True, looks=(10 * HOUR, 16 * HOUR)))
    looks = Attendance(
        away={}, looks={"head": daily_looks([10 * HOUR, 16 * HOUR], sorted(WORKDAYS))}
    )
    asked = [
        request({"head": luck(99, 10)}, at(f"2024-01-02 {time}"), n)
        for n, time in enumerate(["10:30", "11:00", "15:59"])
    ]
    done = walk(one, asked, attendance=looks)
    assert [each.answered_at for each in done] == [
        at("2024-01-02 16:10"),
        at("2024-01-02 16:20"),
        at("2024-01-02 16:30"),
    ]


def test_what_comes_after_the_last_look_waits_for_the_next_working_day():
    """Friday 16:01 is seen on Monday at 10:00."""
    one = chain(approver(looks=(10 * HOUR, 16 * HOUR)))
    looks = Attendance(
        away={}, looks={"head": daily_looks([10 * HOUR, 16 * HOUR], sorted(WORKDAYS))}
    )
    found = _answer(one, request({"head": luck(0, 5)}, at("2024-01-05 16:01")), attendance=looks)
    assert found.answered_at == at("2024-01-08 10:05")


@pytest.mark.parametrize(
    ("action", "yes", "recorded"),
    [
        ("approve", True, "time_out_approved"),
        ("escalate", False, "time_out_escalated"),
        ("reject", False, "time_out_rejected"),
    ],
)
def test_a_time_out_takes_its_default_action_at_its_moment(action, yes, recorded):
    """A day of wall time a step; attention would have taken 20 working hours.

    Above the last signature there is nobody to escalate to: nobody's name approves nothing.
    """
    slow = chain(time_out=24 * HOUR, on_time_out=action)
    one = _answer(slow, request({"head": luck(20)}, at("2024-01-02 09:00")))
    assert one.yes is yes
    assert one.answered_at == at("2024-01-03 09:00")
    assert one.decision.signings[0].action == recorded
    assert one.decision.signings[0].handling == 0


def test_a_time_out_also_ends_the_wait_in_a_queue():
    """The first request holds the desk for 30 hours; the second is not begun within 24."""
    busy = chain(round_the_clock("head"), time_out=24 * HOUR)
    first, second = walk(
        busy,
        [request({"head": luck(0, 30 * 60)}, 0, 0), request({"head": luck(0, 10)}, HOUR, 1)],
    )
    assert first.answered_at == 30 * HOUR
    assert second.answered_at == 25 * HOUR
    assert second.decision.signings[0].action == "time_out_approved"


def test_attention_total_contains_absence_contention_and_handling():
    """Fitted on whole sojourns: the other clocks are off."""
    total = chain(approver(queued=True), attention_total=True)
    asked = [request({"head": luck(2, 60)}, at("2024-01-02 09:00"), n) for n in (0, 1)]
    done = walk(total, asked, attendance=_away("head", "2024-01-02"))
    assert [each.answered_at for each in done] == [at("2024-01-02 11:00")] * 2


def test_a_desk_serves_in_the_order_in_which_attention_ends():
    """Known trap: queue order is time order, whatever was filed first."""
    desk = chain(round_the_clock("head"))
    late, early = walk(
        desk,
        [request({"head": luck(5, 60)}, 0, 0), request({"head": luck(1, 60)}, 2 * HOUR, 1)],
    )
    assert (early.answered_at, late.answered_at) == (4 * HOUR, 6 * HOUR)
    assert late.decision.signings[0].started_at == 5 * HOUR


def test_a_desk_of_two_serves_two_at_once():
    """The third waits for the first to be done."""
    desk = chain(round_the_clock("head", people=2))
    done = walk(desk, [request({"head": luck(0, 60)}, n * MINUTE, n) for n in range(3)])
    assert [each.answered_at // MINUTE for each in done] == [60, 61, 120]


def test_other_oa_work_waits_in_the_same_queue():
    """An hour of other work that came first delays the offer by an hour."""
    desk = chain(round_the_clock("head"))
    (one,) = walk(
        desk,
        [request({"head": luck(0, 10)}, 30 * MINUTE)],
        other_work={"head": ((0, HOUR),)},
    )
    assert one.answered_at == 70 * MINUTE


def test_a_desk_pauses_off_duty_and_goes_on_with_the_same_request():
    """An hour's work begun at 17:30 on Friday ends on Monday at 09:30."""
    desk = chain(approver(clock=OFFICE, queued=True))
    asked = [request({"head": luck(0, 60)}, at("2024-01-05 17:30"), n) for n in (0, 1)]
    done = walk(desk, asked)
    assert done[0].answered_at == at("2024-01-08 09:30")
    assert done[1].answered_at == at("2024-01-08 10:30")


def test_one_more_signature_never_answers_sooner():
    """Monotone on one tape, on independent desks."""
    people = [approver(f"step{n}") for n in range(5)]
    asked = request({f"step{n}": luck(1.5 * n, 20) for n in range(5)}, at("2024-01-03 15:00"))
    ends = [_answer(chain(*people[:n]), asked).answered_at for n in range(1, 6)]
    assert ends == sorted(ends)


def test_scaling_all_times_scales_the_answers_round_the_clock():
    """Twice the attention, work and gaps between arrivals: twice every latency."""
    desk = chain(round_the_clock("head"), round_the_clock("cfo"))

    def latencies(scale):
        asked = [
            request(
                {
                    "head": luck(scale * (n % 3), scale * 50),
                    "cfo": luck(scale * (n % 2), scale * 70),
                },
                scale * n * HOUR,
                n,
            )
            for n in range(30)
        ]
        done = walk(desk, asked)
        return [one.answered_at - r.filed_at for one, r in zip(done, asked, strict=True)]

    assert latencies(2) == [2 * latency for latency in latencies(1)]


def test_a_judge_who_times_out_does_not_skip_the_screen():
    """The next signature judges instead; where there is none the rule is applied all the same."""
    screens = {"screen": lambda role: "hurdle"}
    judge, after = approver("judge", screens=True), approver("after")
    asked = {"judge": luck(20), "after": luck()}
    for people, judged in (((judge, after), "after"), ((judge,), "judge")):
        slow = chain(*people, time_out=24 * HOUR, on_time_out="approve")
        (one,) = walk(slow, [request(asked, at("2024-01-02 09:00"))], **screens)
        assert not one.yes
        assert one.decision.reason == "hurdle"
        assert one.decision.signings[-1].role == judged


def test_nobody_signs_before_he_is_there():
    """No attention and no handling: what comes on Saturday is signed on Monday morning."""
    one = _answer(chain(), request({"head": luck()}, at("2024-01-06 10:00")))
    assert one.answered_at == at("2024-01-08 09:00")


def test_what_chasing_gains_fades_by_the_month():
    """Four hours chased to one: after a month with a fatigue of a half, two and a half."""
    chasing = Chasing(attention=0.25, fatigue=0.5)
    month = round(365.25 / 12 * DAY)
    assert chasing.chased(4 * HOUR, 0) == HOUR
    assert chasing.chased(4 * HOUR, month) == 2.5 * HOUR
    assert Chasing(attention=0.25).chased(4 * HOUR, month) == HOUR
