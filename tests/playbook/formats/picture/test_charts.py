import json
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from itertools import combinations

import matplotlib as mpl
import pytest

from playbook.blocks import (
    Bars,
    Dot,
    Estimate,
    Forest,
    Gantt,
    GroupedBars,
    Lines,
    Milestone,
    Scatter,
    Series,
    Span,
    StackedBars,
)
from playbook.formats.picture.charts import pictures, svgs
from playbook.formats.picture.sheet import PAGE, PHONE
from playbook.look.measure import text_width
from playbook.look.theme import INK, PAPER, REGIME_LOOKS, contrast
from playbook.words.language import speaking
from playbook.words.wording import money

LONG = {
    "en": "A home-page focus slot of the mall, weekends and festivals included, released late",
    "zh": "华东区家居频道首页焦点图资源位（含周末与节假日，临时释放，需当日确认）",
}


def words_of(chart):
    return [label.text for picture in pictures(chart) for label in picture.labels]


def titled(kind, **fields):
    return kind(title="t", alt="a", **fields)


def bars(values, **more):
    labels = tuple(f"l{index}" for index in range(len(values)))
    return titled(Bars, values=values, **({"labels": labels, "format": "money"} | more))


def hard_cases(language):
    """Return charts that are hard to label: losses only, one point, long names, many of a kind."""
    long = LONG[language]
    many = [f"{long[:12]} {index}" for index in range(24)]
    return {
        "losses only": bars((-1.3e6, -2e5), labels=(long, "b"), low=(-1.5e6, -3e5), high=(0, 1e5)),
        "standing with a loss": bars((-1.3e6, 4e6, None), orientation="vertical"),
        "one bar": bars((1.3e6,), labels=(long,)),
        "nothing but nought": bars((0.0, 0.0)),
        "many bars": bars([1e5 * (-1) ** index * index for index in range(24)], labels=many),
        "long names of series": titled(
            GroupedBars,
            labels=("a", "b"),
            series=[Series(name=long + end, values=(5e5, -2e5)) for end in "xy"],
            format="money",
        ),
        "stacked losses": titled(
            StackedBars,
            labels=(long, "b"),
            series=[Series(name=name, values=(-5e5, -2e4)) for name in "ab"],
            format="money",
            orientation="horizontal",
        ),
        "many stacked months": titled(
            StackedBars,
            labels=[f"2010-{month}" for month in range(10, 24)],
            series=[Series(name=name, values=[1e6] * 14) for name in "abc"],
            format="money",
            orientation="vertical",
        ),
        "many lines that end together": titled(
            Lines,
            x=[f"{2010 + month // 12}年{month % 12 + 1}月" for month in range(40)],
            series=[Series(name=name, values=[0.01 * m for m in range(40)]) for name in many[:9]],
            format="share",
            x_label=long,
            value_label=long[:20],
        ),
        "lines over numbers": titled(
            Lines,
            x=(-30_000, 50_000, 2_000_000),
            series=(Series(name=long, values=(None, -2e5, 1e5)),),
            format="signed_money",
        ),
        "one difference": titled(
            Forest,
            points=(Estimate(label=long, value=0.1, low=None, high=None),),
            format="points",
        ),
        "differences far from the reference": titled(
            Forest,
            points=[Estimate(label=name, value=-9e6, low=-9.1e6, high=-8.9e6) for name in many],
            format="signed_money",
            reference=-1e6,
            x_label=long,
        ),
        "a plan of one day": titled(
            Gantt,
            unit="date",
            bars=(Span(label=long, area=long, start="2026-01-06", finish="2026-01-06"),),
            milestones=[Milestone(label=long, at="2026-01-06")] * 3,
        ),
        "a plan of years": titled(
            Gantt,
            unit="date",
            bars=[
                Span(label=name, area="a", start=f"{2010 + i}-01-05", finish=f"{2012 + i}-01-05")
                for i, name in enumerate(many)
            ],
        ),
        "a plan in working days": titled(
            Gantt,
            unit="working_day",
            bars=[Span(label=name, area="a", start=i, finish=i + 5) for i, name in enumerate(many)],
            milestones=[Milestone(label=name, at=4 * i) for i, name in enumerate(many[:6])],
        ),
        "points in one place": titled(
            Scatter,
            points=[Dot(label=name[-4:], x=1e5, y=-1e5) for name in many[:4]],
            x_format="money",
            y_format="money",
            x_label=long[:30],
            y_label=long[:30],
        ),
        "one point at nought": titled(
            Scatter,
            points=(Dot(label=long, x=0, y=0),),
            x_format="money",
            y_format="share",
            x_label="x",
            y_label="y",
        ),
    }


def test_every_kind_is_valid_svg_with_its_alternative_text(charts_by_kind):
    for kind, chart in charts_by_kind.items():
        for svg in svgs(chart):
            root = ElementTree.fromstring(svg)
            assert root.get("role") == "img"
            assert root.get("aria-label").startswith(f"A chart of {kind}")


def test_the_same_block_gives_the_same_bytes(charts_by_kind):
    for chart in charts_by_kind.values():
        assert svgs(chart) == svgs(type(chart).model_validate(chart.to_dict()))


def test_another_process_gives_the_same_bytes(charts_by_kind):
    program = (
        "import json, sys; from playbook.blocks import from_dict;"
        "from playbook.formats.picture.charts import svgs;"
        "sys.stdout.buffer.write(''.join(svgs(from_dict(json.load(sys.stdin)))).encode('utf-8'))"
    )
    chart = charts_by_kind["stacked_bars"]
    answer = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps(chart.to_dict()).encode("utf-8"),
        capture_output=True,
        check=True,
    )
    assert answer.stdout.decode("utf-8") == "".join(svgs(chart))


def test_the_readers_own_matplotlib_settings_change_nothing(charts_by_kind):
    plain = svgs(charts_by_kind["lines"])
    again = charts_by_kind["lines"].changed(note="drawn anew")
    with mpl.rc_context({"font.size": 30, "lines.antialiased": False, "figure.dpi": 200}):
        assert svgs(again) == plain


def test_the_words_in_a_chart_are_the_numbers_of_its_block():
    values = [4350.0, 516_234.0, 1_324_000.0, None, -82_000.0]
    written = {money(value) for value in values}
    assert [word for word in words_of(bars(values)) if word in written] == [
        money(value) for value in values
    ]


def test_hours_of_one_chart_are_written_in_one_unit():
    assert {"0.5 d", "4.0 d"} <= set(words_of(bars([12.0, 96.0], format="hours")))


def test_an_axis_says_what_it_measures_and_in_which_unit(charts_by_kind):
    shown = words_of(charts_by_kind["scatter"])
    assert {"Money at risk", "Contribution", "CNY 100 k"} <= set(shown)


def test_a_regime_keeps_its_colour_whatever_its_place():
    looks = REGIME_LOOKS.values()
    assert len({look.colour for look in looks}) == len(looks)
    assert len({look.marker for look in looks}) == len(looks)
    hatched = [look.hatch for look in looks if look.hatch]
    assert len(set(hatched)) == len(hatched) == len(looks) - 2
    for keys in (["plan_green", "oa"], ["oa", "plan_green"]):
        (svg,) = svgs(bars([1.0, 2.0], keys=keys))
        places = [svg.index(f"fill: {REGIME_LOOKS[key].colour}") for key in keys]
        assert places == sorted(places)


def test_ink_stands_out_on_paper():
    assert contrast(INK, PAPER) > 12


@pytest.mark.parametrize("page", [PAGE, PHONE])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_label_stands_in_the_picture_and_meets_no_other(charts_by_kind, language, page):
    with speaking(language):
        for name, chart in {**charts_by_kind, **hard_cases(language)}.items():
            for picture in pictures(chart, page):
                for label in picture.labels:
                    left, top, right, bottom = box_of(label)
                    assert -1 <= left <= right <= picture.width + 1, (name, label)
                    assert -1 <= top <= bottom <= picture.height + 1, (name, label)
                for one, other in combinations(picture.labels, 2):
                    assert not meet(box_of(one), box_of(other)), (name, one, other)


@pytest.mark.parametrize("kind", [Bars, Forest])
def test_a_long_name_is_written_whole_in_a_row_that_has_room_for_it(kind):
    name = "OA as it is with one signature fewer (the E-commerce manager's) and all limits lifted"
    labels = [name, "b"]
    if kind is Bars:
        chart = bars([1.0, 2.0], labels=labels, orientation="horizontal")
    else:
        points = [Estimate(label=one, value=1.0, low=0.5, high=2.0) for one in labels]
        chart = Forest(title="t", alt="a", points=points, format="number")
    for page in (PAGE, PHONE):
        words = " ".join(label.text for one in pictures(chart, page) for label in one.labels)
        assert name in words


def test_dollars_and_mark_up_in_a_label_stay_text():
    label = 'a $x^2$ <b> & "font: 9px y" style="font: 3px x" #1b2733 url(#z)'
    (svg,) = svgs(bars([1.0, 2.0], labels=(label, "b")))
    shown = " ".join(element.text or "" for element in ElementTree.fromstring(svg).iter())
    for part in label.split():
        assert part in shown


@pytest.mark.filterwarnings("error")
def test_glyphs_that_matplotlib_lacks_neither_warn_nor_vanish():
    names = ("喆堃镕", "🎁", "مرحبا")
    assert set(names) <= set(words_of(bars([1.0, 2.0, 3.0], labels=names)))


def box_of(label):
    """Return left, top, right and bottom of a label in a generous font."""
    width = text_width(label.text, label.size)
    left = label.x - label.anchor * width
    return left, label.y - 0.8 * label.size, left + width, label.y + 0.2 * label.size


def meet(one, other):
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > 0.5 and down > 0.5
