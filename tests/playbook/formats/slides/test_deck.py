import io
import os
import re
import subprocess
import sys
import zipfile
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from engagements import case
from machine import PROGRAMS
from openpyxl import load_workbook
from pptx import Presentation
from pptx.util import Pt
from pypdf import PdfReader

from playbook.blocks import (
    Bars,
    Blocks,
    Bullets,
    Callout,
    Column,
    Cover,
    Dot,
    Gantt,
    Heading,
    Kpi,
    Kpis,
    Prose,
    Provenance,
    Scatter,
    Table,
)
from playbook.blocks.document import Document
from playbook.documents import pitch
from playbook.formats.native import measure
from playbook.formats.native.numbers import embedded_x
from playbook.formats.native.scatter import placed
from playbook.formats.slides.deck import embedded, render
from playbook.look.brand import Brand, load_brand
from playbook.words.language import speaking
from tests.playbook.conftest import charts_of, document_of

HOSTILE = (
    "<script>alert(1)</script>",
    '=HYPERLINK("http://x")',
    "../../etc",
    "long" * 50,
    "مرحبا & <b>بالعالم</b>",
    "喆堃镕\u202ereversed",
    "{{ 7 * 7 }} {0} %s",
)


@cache
def deck_bytes(words="Company A", language="en"):
    return render(Document(blocks=document_of(words), language=language))


def opened(data):
    return Presentation(io.BytesIO(data))


def deck_of(*blocks, **document):
    return opened(render(Document(blocks=Blocks(blocks), **document)))


def bare(text):
    return " ".join(text.replace("\u00a0", " ").split())


def titles(deck):
    return [bare(slide.shapes.title.text_frame.text) for slide in deck.slides]


def words_of(deck):
    found = []
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            if shape.has_table:
                found += [cell.text_frame.text for row in shape.table.rows for cell in row.cells]
    return bare(" ".join(found))


def charts(deck):
    return [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def tables(deck):
    return [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]


def notes(deck):
    return bare(" ".join(slide.notes_slide.notes_text_frame.text for slide in deck.slides))


def long_table(count, title="A plan"):
    columns = (Column(name="Task"), Column(name="Cost", unit="CNY", format="exact_money"))
    rows = tuple((f"Task {number}", 1000.0 + number) for number in range(count))
    return Table(title=title, columns=columns, rows=rows, note="Costs are estimates.")


def chapters_deck(language="en"):
    long = "One sentence that a consultant says about what the chart beside it shows. " * 5
    chart = charts_of(title="It pays")["forest"]
    return deck_of(
        Cover(title="A title", client="Company A", as_of="2010-06-01"),
        Heading(text="The first answer pays"),
        Callout(text=long),
        Kpis(items=tuple(Kpi(label=f"Label {n}", value="+CNY 146 k") for n in range(5))),
        Bullets(items=(long, long, "short")),
        Heading(text="What to do", level=2),
        Bullets(items=("first", "then"), numbered=True),
        Heading(text="The second answer follows"),
        Prose(text=long),
        chart,
        Heading(text="The third one is long"),
        Prose(text="\n\n".join([long] * 12)),
        long_table(40),
        Heading(text="The fourth one is short"),
        Callout(text="Done.", title="Enough"),
        language=language,
    )


def test_each_chapter_begins_a_slide_that_its_heading_names():
    deck = chapters_deck()
    wanted = [
        "A title",
        "Contents",
        "The first answer pays",
        "The second answer follows",
        "The third one is long",
        "The fourth one is short",
    ]
    found = titles(deck)
    assert [title for title in found if title in wanted] == wanted
    kickers = {
        bare(shape.text_frame.text)
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_text_frame and shape.top < Pt(20) and not shape.is_placeholder
    }
    others = [title for title in found if title not in wanted]
    assert others
    assert any("The third one is long" in kicker for kicker in kickers)


def test_a_heading_of_level_two_is_on_the_slide_of_what_it_heads():
    deck = chapters_deck()
    (slide,) = [one for one in deck.slides if "first then" in bare(_text(one))]
    assert "What to do" in _text(slide)


def test_a_message_that_would_stand_alone_moves_to_an_earlier_slide_of_its_chapter():
    kpis = Kpis(items=(Kpi(label="Chance", value="22 %"),))
    whole = charts_of(title="The plan")["gantt"]
    fills_a_slide = whole.changed(bars=whole.bars[:12])
    decision = Callout(title="Decision asked for", text="Choose one of two days.")
    deck = deck_of(Heading(text="How sure is it?"), kpis, fills_a_slide, decision)
    (slide,) = [one for one in deck.slides if "Decision asked for" in _text(one)]
    assert "22 %" in bare(_text(slide))
    assert "Choose one of two days." in bare(_text(slide))


def test_the_words_below_a_chart_stand_beside_it_with_their_heading():
    chart = charts_of(title="It pays")["forest"]
    asked = Bullets(items=("Sign the charter.", "Name a deputy."), numbered=True)
    deck = deck_of(
        Heading(text="The answer"),
        chart,
        Heading(text="Decisions asked for", level=2),
        asked,
    )
    (slide,) = [one for one in deck.slides if "Sign the charter." in _text(one)]
    assert "Decisions asked for" in _text(slide)
    assert any(shape.has_chart for shape in slide.shapes)


def _text(slide):
    return " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", sorted(charts_of()))
def test_a_native_chart_holds_the_numbers_of_its_block_in_the_unit_it_names(kind, language):
    block = charts_of()[kind]
    with speaking(language):
        unit = embedded(block)
        across = embedded_x(block) if isinstance(block, Scatter) else None
    found = charts(deck_of(Heading(text="One"), block, language=language))
    if isinstance(block, Gantt):
        _compare_plan(found, block)
        return
    (shape,) = found
    plot = shape.chart.plots[0]
    held = [list(series.values) for series in plot.series]
    if isinstance(block, Scatter):
        assert [values[0] * unit.divisor for values in held] == pytest.approx(
            [point.y for point in block.points]
        )
        x = [float(one.text) for one in shape.chart._chartSpace.xpath(".//c:xVal//c:v")]
        assert [value * across.divisor for value in x] == pytest.approx(
            [point.x for point in block.points]
        )
        return
    wanted = [list(one.values) for one in block.series]
    for values, block_values in zip(held, wanted, strict=False):
        scaled = [None if value is None else value * unit.divisor for value in values]
        assert scaled == pytest.approx(block_values)
    words = [title.text for title in shape.chart._chartSpace.xpath(".//c:title//a:t")]
    assert unit.name == "" or any(unit.name in word for word in words)
    book = load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
    column = [row[1] for row in book.active.iter_rows(min_row=2, values_only=True)]
    assert column == pytest.approx(held[0]), "the workbook behind the chart says the same"


def _compare_plan(found, plan):
    """Compare every task's first day and length, over the slides of the plan."""
    epoch = date(1899, 12, 30)
    drawn = {}
    for shape in found:
        plot = shape.chart.plots[0]
        rows = zip(plot.categories, *(series.values for series in plot.series), strict=True)
        names = [series.name for series in plot.series]
        for label, *values in rows:
            row = dict(zip(names, values, strict=True))
            if row["Start" if "Start" in row else "开始"] is not None:
                drawn[label] = row
    english = [row for row in drawn.values() if "Start" in row]
    critical = "On the critical path" if english else "关键路径"
    task, start = ("Task", "Start") if english else ("任务", "开始")
    assert len(drawn) == len(plan.bars) + len(plan.milestones)
    for bar in plan.bars:
        label = next(one for one in drawn if one[:60] == bar.label[:60])
        row = drawn[label]
        first, last = date.fromisoformat(bar.start), date.fromisoformat(bar.finish)
        assert row[start] == (first - epoch).days
        assert row[critical if bar.critical else task] == (last - first).days + 1


def test_the_whiskers_of_a_chart_are_the_ends_of_its_intervals():
    block = charts_of()["forest"]
    (shape,) = charts(deck_of(Heading(text="One"), block))
    for side, end in (("plus", "high"), ("minus", "low")):
        lengths = shape.chart._chartSpace.xpath(f".//c:errBars/c:{side}//c:v")
        assert [float(one.text) * 1e6 for one in lengths] == pytest.approx(
            [abs(getattr(point, end) - point.value) for point in block.points]
        )


@pytest.mark.parametrize("alone", [True, False])
def test_the_value_of_a_loss_stands_between_its_interval_and_the_names(alone):
    losses = Bars(
        title="T",
        alt="a",
        labels=["A first name that is long enough", "Another"],
        values=[-120e3, 61e3],
        low=[-123e3, 53e3],
        high=[-118e3, 70e3],
        format="signed_money",
        orientation="horizontal",
    )
    words = () if alone else (Prose(text="What is said beside it."),)
    (shape,) = charts(deck_of(Heading(text="One"), losses, *words))
    (loss, gain) = (one.text for one in shape.chart._chartSpace.xpath(".//c:dLbl//a:t"))
    assert (loss, gain) == ("−CNY 120 k\u00a0", "\u00a0+CNY 61,000")
    axis = shape.chart.value_axis
    plot = float(shape.chart._chartSpace.xpath(".//c:plotArea/c:layout//c:w/@val")[0])
    points = plot * shape.width.pt / (axis.maximum_scale - axis.minimum_scale)
    assert (-123 - axis.minimum_scale) * points >= measure.width(loss, 11, bold=True)
    assert (axis.maximum_scale - 70) * points >= measure.width(gain, 11, bold=True)


def test_names_of_points_that_lie_together_do_not_meet():
    spots = [(100, 50), (101, 52), (99, 90), (480, 51)]
    first, second, low, far = placed(spots, ["one charter", "another", "a third", "the last"], 500)
    assert (first.moved, low.moved, far.moved) == (0, 0, 0)
    assert second.middle - first.middle >= 11
    assert (first.is_right, far.is_right) == (True, False)
    assert far.left + far.wide < 480


def test_a_name_covers_no_mark_of_a_row_of_points():
    """The mark on its right stands where the name would be: it stands under it."""
    spots = [(100, 50), (147, 50), (194, 50), (100, 100)]
    first, *_ = placed(spots, ["wide green channel", "", "", ""], 500)
    assert first.is_right
    assert 50 + 11 <= first.middle <= 100 - 11


def test_a_point_has_its_name_on_one_line_in_the_native_chart():
    points = tuple(
        Dot(label=f"limits x {n}, countersigned", x=1.0, y=1 + n / 900) for n in range(3)
    )
    block = Scatter(
        title="T",
        alt="a",
        points=points,
        x_format="number",
        y_format="number",
        x_label="x",
        y_label="y",
    )
    (shape,) = charts(deck_of(Heading(text="One"), block))
    labels = shape.chart._chartSpace.xpath(".//c:dLbl[c:tx]")
    assert len(labels) == 3
    assert all(one.xpath(".//a:bodyPr/@wrap") == ["none"] for one in labels)
    heights = [float(one) for one in shape.chart._chartSpace.xpath(".//c:dLbl//c:y/@val")]
    assert heights
    assert all(height > 0 for height in heights)


def test_the_title_slide_names_every_fact_whole():
    regimes = "; ".join(f"a regime whose name is long, number {n}" for n in range(9))
    cover = Cover(title="T", client="C", as_of="2010-06-01", facts=(("Regimes", regimes),))
    title, *_ = deck_of(cover, Heading(text="One"), Prose(text="Words.")).slides
    assert regimes in [p.text for s in title.shapes for p in s.text_frame.paragraphs]


def test_chinese_money_is_embedded_in_myriads_and_the_axis_says_so():
    block = charts_of()["lines"]
    with speaking("zh"):
        assert (embedded(block).divisor, embedded(block).name) == (1e4, "万元")
    assert (embedded(block).divisor, embedded(block).name) == (1e3, "CNY k")


def test_a_table_is_native_with_its_cells_in_words_and_numbers_on_the_right():
    (table,) = tables(deck_of(Heading(text="One"), long_table(3)))
    found = [[bare(cell.text_frame.text) for cell in row.cells] for row in table.rows]
    assert found == [
        ["Task", "Cost (CNY)"],
        ["Task 0", "1,000"],
        ["Task 1", "1,001"],
        ["Task 2", "1,002"],
    ]
    assert str(table.cell(1, 1).text_frame.paragraphs[0].alignment).startswith("RIGHT")
    header = table.cell(0, 0).fill.fore_color.theme_color
    assert str(header).startswith("ACCENT_1")


def test_a_long_table_goes_on_over_slides_that_repeat_its_header():
    deck = deck_of(Heading(text="One"), long_table(50))
    parts = tables(deck)
    assert len(parts) > 1
    assert all(bare(part.cell(0, 1).text_frame.text) == "Cost (CNY)" for part in parts)
    shown = [row.cells[0].text_frame.text for part in parts for row in list(part.rows)[1:]]
    assert [bare(text) for text in shown] == [f"Task {number}" for number in range(50)]
    assert f"A plan ({len(parts)}/{len(parts)})" in titles(deck)
    counts = [len(part.rows) for part in parts]
    assert max(counts) - min(counts) <= 3, "no slide with an orphan row"


def test_a_very_long_table_shows_its_first_rows_and_says_where_all_are():
    deck = deck_of(Heading(text="One"), long_table(113))
    (table,) = tables(deck)
    shown = len(table.rows) - 1
    assert f"The first {shown} of 113 rows; the workbook and the report hold all" in words_of(deck)


def test_the_speaker_notes_hold_what_a_chart_shows_and_its_caveat():
    chart = charts_of(alt="In words")["bars"].changed(note="Only a model.")
    deck = deck_of(Heading(text="One"), chart, long_table(3))
    for words in ("In words", "Only a model.", "Costs are estimates."):
        assert words in notes(deck)


@pytest.mark.parametrize(("language", "tag"), [("en", "en-GB"), ("zh", "zh-CN")])
def test_the_brand_is_the_theme_and_every_run_has_the_language(language, tag):
    brand = Brand(font="Lato", font_zh="DengXian", accent="#7a1f5c", confidential_zh="机密")
    data = render(Document(blocks=document_of(), language=language, brand=brand))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name).decode() for name in package.namelist() if "xml" in name}
    themes = [text for name, text in parts.items() if "/theme/" in name]
    assert len(themes) == 2, "slides and notes"
    for theme in themes:
        assert theme.count('<a:latin typeface="Lato"') == 2
        assert theme.count('<a:ea typeface="DengXian"') == 2
        assert re.search(r"<a:accent1>\s*<a:srgbClr val=\"7A1F5C\"", theme)
    slides = "".join(text for name, text in parts.items() if "/slides/slide" in name)
    assert slides.count("<a:rPr") == slides.count(f'<a:rPr lang="{tag}"') + len(
        re.findall(rf'<a:rPr (?!lang=)[^>]*lang="{tag}"', slides)
    )
    assert "<a:r><a:t>" not in slides
    deck = opened(data)
    assert deck.core_properties.language == tag
    assert bare(deck.core_properties.title) == "Title Company A – Company A"


def test_the_footer_and_the_number_stand_on_every_slide_but_the_title():
    deck = opened(deck_bytes())
    for slide in list(deck.slides)[1:]:
        kinds = {int(one.placeholder_format.type): one for one in slide.placeholders}
        assert "Company A" in kinds[15].text_frame.text
        assert "Confidential" in kinds[15].text_frame.text
        assert kinds[13].element.xpath(".//a:fld[@type='slidenum']")


def test_the_last_slide_says_what_the_results_rest_on():
    told = Provenance(
        client="Company A",
        as_of="2010-06-01",
        model_version="0.1.0",
        seed=7,
        inputs=(("client.toml", "ab" * 32),),
    )
    deck = deck_of(Heading(text="One"), Heading(text="Two"), Prose(text="Text."), told)
    assert titles(deck)[-1] == "What this rests on"
    assert "sha256 abababababababab" in words_of(deck)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_stands_outside_its_slide_and_no_text_overflows(language):
    for deck in (opened(deck_bytes(language=language)), chapters_deck(language)):
        with speaking(language):
            for slide in deck.slides:
                for shape in slide.shapes:
                    _check_place(deck, slide, shape)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_literal_and_stay_on_their_slides(words):
    deck = opened(deck_bytes(words))
    assert bare(words) in words_of(deck)
    assert bare(words) in bare(tables(deck)[0].cell(1, 0).text_frame.text)
    for slide in deck.slides:
        for shape in slide.shapes:
            _check_place(deck, slide, shape)
    for shape in charts(deck):
        book = load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
        for row in book.active.iter_rows():
            assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)


def _check_place(deck, slide, shape):
    where = f"{slide.shapes.title.text_frame.text[:40]} / {shape.name}"
    assert min(shape.left, shape.top) >= 0, where
    assert shape.left + shape.width <= deck.slide_width, where
    assert shape.top + shape.height <= deck.slide_height, where
    body = shape.top + shape.height <= Pt(498) or shape.is_placeholder or shape.top >= Pt(498)
    assert body, f"{where} reaches into the footer"
    if shape.has_text_frame and shape.text_frame.text:
        frame = shape.text_frame
        room = (shape.width - frame.margin_left - frame.margin_right) / 12700
        assert _text_height(frame, room) <= shape.height / 12700 + 1, where
    if shape.has_table:
        for row in shape.table.rows:
            for cell, column in zip(row.cells, shape.table.columns, strict=True):
                room = (column.width - cell.margin_left - cell.margin_right) / 12700
                assert _text_height(cell.text_frame, room) <= row.height / 12700 + 1, where


def _text_height(frame, room):
    total = 0.0
    for index, paragraph in enumerate(frame.paragraphs):
        size = max((run.font.size or Pt(9) for run in paragraph.runs), default=Pt(9)).pt
        properties = paragraph._p.pPr
        indent = int(properties.get("marL") or 0) / 12700 if properties is not None else 0
        total += measure.height(paragraph.text, room - indent, size)
        if index < len(frame.paragraphs) - 1 and paragraph.space_after:
            total += paragraph.space_after.pt
    return total


def test_every_chart_table_and_picture_has_words_for_who_cannot_see_it():
    deck = opened(deck_bytes())
    seen = 0
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table or shape.shape_type == 13:
                seen += 1
                assert shape._element.xpath(".//p:cNvPr/@descr")[0], shape.name
    assert seen >= 9


@pytest.mark.parametrize("name", ["logo.png", "logo.svg"])
def test_a_logo_stands_on_master_and_title_with_its_words(tmp_path, name):
    if name.endswith("svg"):
        (tmp_path / name).write_text(
            '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="20">'
            '<rect width="80" height="20" fill="#0b4f7d"/></svg>',
            encoding="utf-8",
        )
    else:
        from PIL import Image

        Image.new("RGB", (80, 20), "#0b4f7d").save(tmp_path / name)
    file = tmp_path / "brand.toml"
    file.write_text(f'logo = "{name}"\nlogo_alt = "Our sign"\n', encoding="utf-8")
    brand = load_brand(file)
    data = render(Document(blocks=document_of(), brand=brand))
    deck = opened(data)
    for holder in (deck.slide_master, deck.slides[0].slide_layout):
        (picture,) = [shape for shape in holder.shapes if shape.shape_type == 13]
        assert picture._element.xpath(".//p:cNvPr/@descr") == ["Our sign"]
        assert picture.width / picture.height == pytest.approx(4, rel=0.05)
    assert data == render(Document(blocks=document_of(), brand=brand))


def test_two_processes_write_the_same_bytes_a_fixed_day_apart_from_the_clock():
    script = (
        "import sys, hashlib; from playbook.blocks.document import Document;"
        "from playbook.formats.slides.deck import render;"
        "from tests.playbook.conftest import document_of;"
        "print(hashlib.sha256(render(Document(blocks=document_of()))).hexdigest())"
    )
    found = [
        subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[4],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"))
    ]
    assert found[0] == found[1] != ""
    with zipfile.ZipFile(io.BytesIO(deck_bytes())) as package:
        assert {entry.date_time for entry in package.infolist()} == {(2010, 6, 1, 0, 0, 0)}
        assert not [name for name in package.namelist() if "thumbnail" in name]


@pytest.mark.needs("office")
def test_a_presentation_program_opens_the_deck_and_shows_every_slide(tmp_path):
    office = PROGRAMS["office"].found()
    file = tmp_path / "deck.pptx"
    file.write_bytes(deck_bytes(language="zh"))
    profile = (tmp_path / "profile").as_uri()
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(file)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    pages = PdfReader(tmp_path / "deck.pdf").pages
    assert len(pages) == len(opened(deck_bytes(language="zh")).slides)
    assert "Company A" in pages[0].extract_text()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_summary_to_leave_behind_is_its_answers_on_one_slide_and_its_picture_on_the_next(
    language,
):
    """Side by side both would stand in letters that nobody reads from a chair."""
    with speaking(language):
        blocks = pitch.summary(case())
    first, second = opened(render(Document(blocks=blocks, language=language))).slides
    assert any(shape.has_table for shape in first.shapes)
    assert any(shape.has_chart for shape in second.shapes)
