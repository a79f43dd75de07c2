"""Forecasts held to account: what deals were foretold to bring, and what they brought."""

import pytest

from playbook.blocks import GroupedBars, Heading, Prose, Table
from playbook.documents import method, pitch
from playbook.engagement.worth import calibration
from playbook.words.language import speaking
from playbook.words.wording import money
from sim.results.experiment import Results


def seasons(*told):
    """Return seasons of one regime, each given as captured, foretold and brought by kind."""
    names = ("captured", "foretold_value", "deal_value")
    return Results.of_rows(
        (number, "green", name, kind, value)
        for number, season in enumerate(told)
        for kind, values in season.items()
        for name, value in zip(names, values, strict=True)
    )


def test_a_deal_s_miss_is_what_it_brought_less_what_was_foretold():
    """Three deals over two seasons, foretold 900 and 300 in all, brought 500 and 190."""
    found = calibration(seasons({"slot": (2, 900, 500)}, {"slot": (1, 300, 190)}), "green")
    slot, every = found
    assert (slot.kind, slot.deals, slot.foretold) == ("slot", 1.5, 400)
    assert (slot.brought.mean, slot.miss.mean) == pytest.approx((230, -170))
    assert (every.foretold, every.miss) == (slot.foretold, slot.miss)


def test_a_kind_of_which_no_deal_was_captured_is_left_out():
    found = calibration(seasons({"slot": (0, 0, 0), "push": (1, 50, 60)}), "green")
    assert [one.kind for one in found] == ["push", ""]
    assert calibration(seasons({"slot": (0, 0, 0)}), "green") == []


def test_what_seasons_cannot_tell_apart_is_not_sure():
    """A deal of each season misses by -100 and by +100, or by -100 and by -120."""
    doubtful, sure = (
        calibration(seasons(*({"slot": (1, 400, 400 + miss)} for miss in misses)), "green")[-1]
        for misses in ((-100, 100), (-100, -101))
    )
    assert (doubtful.is_sure, sure.is_sure) == (False, True)


@pytest.fixture(scope="module")
def engagement():
    return pitch.engagement("data/clients/company_a.toml", replications=6)


@pytest.fixture(scope="module")
def page(engagement):
    return method.forecasts(engagement)


def of(page, block):
    (found,) = (each for each in page if isinstance(each, block))
    return found


def test_the_title_tells_the_row_of_all_deals(engagement, page):
    """On six seasons of Company A the sheets are too hopeful: the interval is below nought."""
    *_, every, _ = of(page, Table).rows
    heading = of(page, Heading).text
    assert calibration(engagement.comparison.results, engagement.candidate)[-1].is_sure
    assert every[4] < 0
    assert heading.endswith(f"{money(-every[4])} less")
    assert money(every[2]) in heading


def test_the_kinds_add_up_to_all_deals(page):
    *kinds, every, _ = of(page, Table).rows
    for column in (2, 3, 4):
        total = sum(row[1] * row[column] for row in kinds)
        assert total == pytest.approx(every[1] * every[column])


def test_the_chart_draws_what_the_table_tells(page):
    *kinds, _, _ = of(page, Table).rows
    foretold, brought = of(page, GroupedBars).series
    drawn = list(zip(foretold.values, brought.values, strict=True))
    assert drawn == [(row[2], row[3]) for row in kinds][: len(drawn)]


def test_the_last_row_is_of_the_deals_under_oa(engagement, page):
    every = calibration(engagement.comparison.results, "oa")[-1]
    assert of(page, Table).rows[-1][1:4] == (every.deals, every.foretold, every.brought.mean)


def test_only_an_agency_that_writes_sheets_is_told_to_write_them_up():
    """The house comes nearest to change with the plan alone: no sheet is written."""
    told = [
        of(method.forecasts(pitch.engagement(f"data/clients/{name}.toml", replications=6)), Prose)
        for name in ("company_a", "loyal_house_today")
    ]
    assert ["On its sheet" in prose.text for prose in told] == [True, False]


def test_the_page_speaks_chinese(engagement):
    with speaking("zh"):
        assert "预测价值" in of(method.forecasts(engagement), Heading).text
