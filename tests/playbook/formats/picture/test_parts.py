import re
from collections import Counter

from playbook.formats.picture.charts import Label, Picture, pictures, svgs
from playbook.look.brand import Brand
from playbook.look.theme import ACCENT, INK, MUTED

LABEL = Label(x=1.5, y=2, size=11, bold=True, anchor=0.5, colour=INK, text="a <b> & c")


def picture_of(*colours):
    shapes = "".join(f'<path style="fill: {colour}"/>' for colour in colours)
    return Picture(svg=f"<svg>{shapes}</svg>", width=720, height=90, labels=(LABEL,))


def test_shapes_and_words_of_every_kind_are_told_apart(charts_by_kind):
    for chart in charts_by_kind.values():
        for picture in pictures(chart):
            assert "<text" not in picture.svg
            assert picture.labels


def test_a_page_gets_the_words_as_text_that_is_escaped():
    assert (
        '<text x="1.5" y="2" style="font-size: 11px; font-weight: 600; text-anchor: middle; '
        f'fill: var(--ink, {INK})">a &lt;b&gt; &amp; c</text>'
    ) in picture_of().for_page("alt")


def test_a_page_may_change_the_colours_of_ink_and_grid():
    assert f"fill: var(--muted, {MUTED})" in picture_of(MUTED).for_page("alt")


def test_on_paper_the_colours_are_the_brands():
    brand = Brand(accent="#112233", ink="#223344")
    picture = picture_of(ACCENT, "#0072b2").on_paper(brand)
    assert "#112233" in picture.svg
    assert "#0072b2" in picture.svg
    assert ACCENT not in picture.svg
    assert [label.colour for label in picture.labels] == ["#223344"]


def test_a_brand_may_use_one_of_our_colours_for_something_else():
    picture = picture_of(INK, MUTED).on_paper(Brand(ink=MUTED, muted="#445566"))
    assert picture.svg.index(MUTED) < picture.svg.index("#445566")


def test_pictures_on_one_page_share_no_id(charts_by_kind):
    charts = [chart.changed(title=f"{kind}") for kind, chart in charts_by_kind.items()]
    page = "".join(svg for chart in charts for svg in svgs(chart))
    ids = Counter(re.findall(r'\bid="([^"]+)"', page))
    assert ids
    assert ids.most_common(1)[0][1] == 1


def test_every_reference_leads_to_a_shape_of_the_same_picture(charts_by_kind):
    for chart in charts_by_kind.values():
        for svg in svgs(chart):
            ids = set(re.findall(r'\bid="([^"]+)"', svg))
            assert set(re.findall(r"(?:url\(|href=\")#([\w-]+)", svg)) == ids
