"""The schedule: hand-computed networks, the laws of slack, and dates."""

from __future__ import annotations

from datetime import date

import pytest

from playbook.project.changes import slipped
from playbook.project.network import Network, standard_network
from playbook.project.schedule import Schedule, Timeline
from playbook.project.task import Task
from sim.client.worktime import Workdays

# 1 June 2010 is a Tuesday; 14 to 16 June is the Dragon Boat holiday, 12 and 13 June are worked.
CHINA_2010 = Timeline(start_date=date(2010, 6, 1), workdays=Workdays(country="CN"))


def task(task_id, days, *predecessors):
    return Task(
        task_id=task_id,
        area="product",
        name_en=f"Task {task_id}",
        responsible=("agency_merchandiser",),
        accountable=("client_sponsor",),
        optimistic=days,
        most_likely=days,
        pessimistic=days,
        predecessors=predecessors,
    )


def diamond():
    """Return A(3) -> B(2), C(6) -> GO(1), with D(4) after A that feeds nothing."""
    return Network(
        tasks=(
            task("A", 3),
            task("B", 2, "A"),
            task("C", 6, "A"),
            task("D", 4, "A"),
            task("GO", 1, "B", "C"),
        )
    )


def test_a_hand_computed_network():
    """A 0-3, B 3-5, C 3-9, GO 9-10; B may wait 4 days; D holds up nothing."""
    schedule = Schedule(network=diamond())
    assert schedule.start == {"A": 0, "B": 3, "C": 3, "D": 3, "GO": 9}
    assert schedule.finish == {"A": 3, "B": 5, "C": 9, "D": 7, "GO": 10}
    assert schedule.slack == {"A": 0, "B": 4, "C": 0, "D": float("inf"), "GO": 0}
    assert [each.task_id for each in schedule.critical_path] == ["A", "C", "GO"]


def test_the_standard_network_takes_43_working_days():
    """Critical path GV1 3 - PD1 8 - PD2 12 - PF4 15 - PF5 23 - PF7 32 - PF8 36 - ... - GO 43."""
    schedule = Schedule(network=standard_network())
    assert schedule.length == pytest.approx(43)
    ends = {each.task_id: schedule.finish[each.task_id] for each in schedule.critical_path}
    assert ends == pytest.approx(
        {
            "GV1": 3,
            "PD1": 8,
            "PD2": 12,
            "PF4": 15,
            "PF5": 23,
            "PF7": 32,
            "PF8": 36,
            "LG6": 39,
            "OP9": 42,
            "GO": 43,
        }
    )


def test_43_working_days_from_1_june_end_on_30_july_2010():
    """June has 21 and July 22 working days , so day 43 is 30 July."""
    assert CHINA_2010.day(1) == date(2010, 6, 1)
    assert CHINA_2010.last_day(43) == date(2010, 7, 30)
    assert CHINA_2010.working_days_until(date(2010, 7, 31)) == 43


def test_every_critical_task_has_no_slack_and_fills_the_path_without_gap():
    schedule = Schedule(network=standard_network())
    path = schedule.critical_path
    assert all(schedule.slack[each.task_id] == pytest.approx(0) for each in path)
    assert schedule.start[path[0].task_id] == 0
    assert [schedule.finish[each.task_id] for each in path[:-1]] == pytest.approx(
        [schedule.start[each.task_id] for each in path[1:]]
    )
    assert sum(each.most_likely for each in path) == pytest.approx(schedule.length)


@pytest.mark.parametrize("late", [1, 5.5])
def test_a_late_critical_task_delays_the_go_live_by_as_much(late):
    network = standard_network()
    schedule = Schedule(network=network)
    for each in schedule.critical_path:
        later = Schedule(network=slipped(network, {each.task_id: late}))
        assert later.length == pytest.approx(schedule.length + late)


def test_a_late_task_uses_its_slack_before_it_delays_the_go_live():
    """Exactly the slack is free; half a day more delays the go-live by half a day."""
    network = standard_network()
    schedule = Schedule(network=network)
    for each in network.tasks:
        slack = schedule.slack[each.task_id]
        if slack == float("inf"):
            continue
        assert Schedule(network=slipped(network, {each.task_id: slack})).length == pytest.approx(
            schedule.length
        )
        assert Schedule(
            network=slipped(network, {each.task_id: slack + 0.5})
        ).length == pytest.approx(schedule.length + 0.5)


def test_a_task_that_leads_nowhere_never_delays_the_go_live():
    network = diamond()
    assert Schedule(network=slipped(network, {"D": 500})).length == 10


def test_more_time_never_finishes_earlier():
    network = standard_network()
    ends = Schedule(network=network).finish
    for each in network.tasks:
        later = Schedule(network=slipped(network, {each.task_id: 2})).finish
        assert all(later[task_id] >= end - 1e-9 for task_id, end in ends.items())


def test_the_latest_start_moves_with_the_date_asked_for():
    """In the diamond B may start 4 days later than planned, and 2 more for 12 days in all."""
    schedule = Schedule(network=diamond())
    assert schedule.latest_start("B", go_live_after=10) == 7
    assert schedule.latest_start("B", go_live_after=12) == 9
    assert schedule.latest_start("A", go_live_after=8) == -2
    assert schedule.latest_start("D", go_live_after=10) == float("inf")


def test_a_task_of_three_days_from_the_start_fills_working_days_one_to_three():
    assert CHINA_2010.first_day(0) == date(2010, 6, 1)
    assert CHINA_2010.last_day(3) == date(2010, 6, 3)
    assert CHINA_2010.first_day(3) == date(2010, 6, 4)


def test_part_of_a_day_occupies_the_day():
    assert CHINA_2010.first_day(2.5) == CHINA_2010.last_day(2.5) == date(2010, 6, 3)


def test_a_sum_that_misses_a_whole_day_by_a_rounding_error_is_whole():
    assert CHINA_2010.last_day(3 + 1e-12) == date(2010, 6, 3)
    assert CHINA_2010.first_day(3 - 1e-12) == date(2010, 6, 4)


def test_a_start_on_a_rest_day_begins_on_the_next_working_day():
    saturday = Timeline(start_date=date(2010, 6, 5), workdays=Workdays(country="none"))
    assert saturday.day(1) == date(2010, 6, 7)


def test_days_before_the_start_are_counted_backwards():
    """Day 0 is Monday 31 May, day -1 Friday 28 May."""
    assert CHINA_2010.day(0) == date(2010, 5, 31)
    assert CHINA_2010.day(-1) == date(2010, 5, 28)


def test_holidays_and_make_up_days_move_the_plan():
    """Ten working days from 7 June: the 12th and 13th are worked, the 14th to 16th are not."""
    week = Timeline(start_date=date(2010, 6, 7), workdays=Workdays(country="CN"))
    plain = Timeline(start_date=date(2010, 6, 7), workdays=Workdays(country="none"))
    assert week.day(7) == date(2010, 6, 13)
    assert week.day(8) == date(2010, 6, 17)
    assert plain.day(8) == date(2010, 6, 16)


def test_a_six_day_week_goes_live_earlier():
    six = Workdays(country="none", days=("mon", "tue", "wed", "thu", "fri", "sat"))
    busy = Timeline(start_date=date(2010, 6, 1), workdays=six)
    assert busy.last_day(43) < CHINA_2010.last_day(43)
