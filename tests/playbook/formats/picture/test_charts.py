import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import matplotlib as mpl
import pytest

from playbook.blocks import Bars
from playbook.formats.picture.charts import svgs
from playbook.formats.picture.text import text_width
from playbook.look.theme import INK, PAPER, REGIME_LOOKS, contrast
from playbook.words.language import speaking
from playbook.words.wording import money

SVG = "{http://www.w3.org/2000/svg}"


def words_of(svg):
    return [element.text or "" for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def bars(values, **more):
    labels = tuple(f"l{index}" for index in range(len(values)))
    told = {"title": "t", "alt": "a", "labels": labels, "format": "money"}
    return Bars(values=values, **(told | more))


def heights(svg):
    """Return the heights of the filled rectangles of one picture."""
    found = []
    for path in re.findall(r'<path d="([^"]+z)\s*" style="fill: #', svg):
        downs = [float(y) for _, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", path)]
        found.append(max(downs) - min(downs))
    return found


@pytest.mark.parametrize("kind", ["bars", "grouped_bars", "stacked_bars", "lines", "forest"])
def test_every_kind_is_valid_svg_with_its_alternative_text(charts_by_kind, kind):
    for svg in svgs(charts_by_kind[kind]):
        root = ElementTree.fromstring(svg)
        assert root.get("role") == "img"
        assert root.get("aria-label") == f"A chart of {kind}"


def test_the_same_block_gives_the_same_bytes(charts_by_kind):
    for chart in charts_by_kind.values():
        assert svgs(chart) == svgs(chart)


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
    chart = charts_by_kind["lines"]
    plain = svgs(chart)
    with mpl.rc_context({"font.size": 30, "lines.antialiased": False, "figure.dpi": 200}):
        assert svgs(chart) == plain


def test_the_words_in_a_chart_are_the_numbers_of_its_block():
    values = [4350.0, 516_234.0, 1_324_000.0, None, -82_000.0]
    (svg,) = svgs(bars(values))
    assert [word for word in words_of(svg) if word in {money(value) for value in values}] == [
        money(value) for value in values
    ]


def test_the_height_of_a_bar_is_proportional_to_its_value():
    (svg,) = svgs(bars([10.0, 20.0, 40.0], orientation="vertical"))
    low, middle, high = heights(svg)
    assert middle == pytest.approx(2 * low, rel=1e-3)
    assert high == pytest.approx(4 * low, rel=1e-3)


def test_hours_of_one_chart_are_written_in_one_unit():
    (svg,) = svgs(bars([12.0, 96.0], format="hours"))
    assert {"0.5 d", "4.0 d"} <= set(words_of(svg))


def test_a_long_plan_is_cut_into_panels_that_fit_a_page(charts_by_kind):
    panels = svgs(charts_by_kind["gantt"])
    assert len(panels) > 1
    for number, panel in enumerate(panels, start=1):
        root = ElementTree.fromstring(panel)
        assert float(root.get("viewBox").split()[3]) < 1000
        assert root.get("aria-label").endswith(f"(part {number} of {len(panels)})")
    shown = [word for panel in panels for word in words_of(panel)]
    assert all(any(word.startswith(f"Task {index}:") for word in shown) for index in range(45))


def test_a_regime_keeps_its_colour_whatever_its_place():
    assert len({look.colour for look in REGIME_LOOKS.values()}) == 6
    assert len({look.marker for look in REGIME_LOOKS.values()}) == 6
    assert len({look.hatch for look in REGIME_LOOKS.values() if look.hatch}) == 4
    for keys in (["plan_green", "oa"], ["oa", "plan_green"]):
        (svg,) = svgs(bars([1.0, 2.0], keys=keys))
        places = [svg.index(f"fill: {REGIME_LOOKS[key].colour}") for key in keys]
        assert places == sorted(places)


def test_ink_stands_out_on_paper():
    assert contrast(INK, PAPER) > 12


def test_no_label_leaves_the_picture(charts_by_kind):
    for kind, chart in charts_by_kind.items():
        for svg in svgs(chart):
            for element in ElementTree.fromstring(svg).iter(f"{SVG}text"):
                left, right = span_of(element)
                assert left >= -1, (kind, element.text)
                assert right <= 721, (kind, element.text)


def test_no_two_labels_of_a_chart_overlap(charts_by_kind):
    for kind, chart in charts_by_kind.items():
        for svg in svgs(chart):
            boxes = [box_of(element) for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]
            for index, one in enumerate(boxes):
                for other in boxes[index + 1 :]:
                    assert not overlap(one, other), (kind, one, other)


def test_dollars_and_mark_up_in_a_label_stay_text():
    label = 'a $x^2$ <b> & "font: 9px y" style="font: 3px x" #1b2733 url(#z)'
    (svg,) = svgs(bars([1.0, 2.0], labels=(label, "b")))
    shown = " ".join(words_of(svg))
    for part in label.split():
        assert part in shown


@pytest.mark.filterwarnings("error")
def test_glyphs_that_matplotlib_lacks_neither_warn_nor_vanish():
    (svg,) = svgs(bars([1.0, 2.0, 3.0], labels=("喆堃镕", "🎁", "مرحبا")))
    assert {"喆堃镕", "🎁", "مرحبا"} <= set(words_of(svg))


def span_of(element):
    x = float(element.get("x") or re.search(r"translate\((-?[\d.]+)", element.get("transform"))[1])
    size = float(re.search(r"font-size: ([\d.]+)px", element.get("style"))[1])
    width = text_width(element.text or "", size)
    anchor = re.search(r"text-anchor: (\w+)", element.get("style") or "")
    start = {"middle": x - width / 2, "end": x - width}.get(anchor[1] if anchor else "", x)
    return start, start + width


def box_of(element):
    left, right = span_of(element)
    size = float(re.search(r"font-size: ([\d.]+)px", element.get("style"))[1])
    transform = element.get("transform") or ""
    moved = re.search(r"translate\(-?[\d.]+[ ,]+(-?[\d.]+)", transform)
    y = float(element.get("y") or moved[1])
    return left, y - 0.8 * size, right, y + 0.2 * size, element.text


def overlap(one, other):
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > 0.5 and down > 0.5


def test_what_a_plan_adds_to_its_picture_is_in_the_language_spoken(charts_by_kind):
    with speaking("zh"):
        drawn = "".join(svgs(charts_by_kind["gantt"]))
    assert "关键路径" in drawn
    assert "On the critical path" not in drawn
