import xml.etree.ElementTree as ElementTree

import pytest

from playbook.blocks import Gantt, Milestone, Span
from playbook.formats.picture.charts import pictures, svgs
from playbook.words.language import speaking


def plan(*bars, **more):
    return Gantt(title="t", alt="a", unit="date", bars=bars, **more)


def task(label="Task", start="2026-01-05", finish="2026-01-09", **more):
    return Span(label=label, area="Area", start=start, finish=finish, **more)


def words_of(chart):
    return [label.text for picture in pictures(chart) for label in picture.labels]


def test_a_long_plan_is_cut_into_panels_that_fit_a_page(charts_by_kind):
    panels = svgs(charts_by_kind["gantt"])
    assert len(panels) > 1
    for number, panel in enumerate(panels, start=1):
        root = ElementTree.fromstring(panel)
        assert float(root.get("viewBox").split()[3]) < 1000
        assert root.get("aria-label").endswith(f"(part {number} of {len(panels)})")
    shown = words_of(charts_by_kind["gantt"])
    assert all(any(word.startswith(f"Task {index}:") for word in shown) for index in range(45))


def test_an_area_that_goes_on_is_named_again_on_the_next_panel(charts_by_kind):
    for picture in pictures(charts_by_kind["gantt"]):
        bold = [label.y for label in picture.labels if label.bold]
        tasks = [label.y for label in picture.labels if label.text.startswith("Task ")]
        assert min(bold) < min(tasks)


def test_every_panel_has_the_same_calendar(charts_by_kind):
    weeks = [
        {label.text: label.x for label in picture.labels if label.text == "28 Jun"}
        for picture in pictures(charts_by_kind["gantt"])
    ]
    assert all(one == pytest.approx(weeks[0], abs=0.5) for one in weeks)


def test_a_short_plan_is_shown_by_weeks_and_a_long_one_by_months():
    assert "12 Jan" in words_of(plan(task(), task(finish="2026-01-20")))
    assert "Mar 2026" in words_of(plan(task(), task(finish="2026-06-20")))


def test_a_plan_without_a_monday_shows_its_first_day():
    assert "6 Jan" in words_of(plan(task(start="2026-01-06", finish="2026-01-07")))


def test_no_line_of_a_milestone_crosses_the_words_of_another():
    days = {"Go": "2026-01-05", "Live": "2026-01-09"}
    milestones = [Milestone(label=label, at=at) for label, at in days.items()]
    (picture,) = pictures(plan(task(), milestones=milestones))
    told = {label.text: label for label in picture.labels}
    go, live = told["Go: 5 January 2026"], told["Live: 9 January 2026"]
    assert go.anchor == live.anchor == 1
    assert go.x < live.x
    assert go.y - live.y >= 1.4 * go.size
    assert min(one.y for one in picture.labels if one.y > go.y) - go.y >= 1.4 * go.size


def test_the_legend_names_only_what_the_plan_shows():
    assert "On the critical path" not in words_of(plan(task()))
    assert "Task" not in words_of(plan(task("Work", critical=True)))
    assert "Room to slip" in words_of(plan(task("Work", finish_late="2026-01-12")))


def test_what_a_plan_adds_to_its_picture_is_in_the_language_spoken(charts_by_kind):
    with speaking("zh"):
        drawn = "".join(svgs(charts_by_kind["gantt"]))
    assert "关键路径" in drawn
    assert "On the critical path" not in drawn


def test_a_chinese_milestone_has_chinese_marks():
    with speaking("zh"):
        found = words_of(plan(task(), milestones=[Milestone(label="上线", at="2026-01-09")]))
    assert "上线：2026年1月9日" in found
