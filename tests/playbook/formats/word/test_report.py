"""The report is opened again: its styles, numbers and fields; client strings stay words."""

import io
import re
import subprocess
import zipfile
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from machine import PROGRAMS
from pypdf import PdfReader

from playbook.blocks import (
    Blocks,
    Bullets,
    Column,
    Cover,
    Estimate,
    Forest,
    Heading,
    Prose,
    Provenance,
    Table,
)
from playbook.blocks.document import FEW_CHAPTERS, Document
from playbook.formats.word.report import render
from playbook.formats.word.styles import PROOF
from playbook.look.brand import Brand, load_brand
from playbook.words.language import speaking
from tests.playbook.conftest import charts_of

ROOT = Path(__file__).parents[4]
FIGURES = len(charts_of())
HOSTILE = '<w:br/> {{ x }} =cmd() "#let" ../ & %PAGE% ]]>'


@pytest.fixture(scope="session")
def file_of(sample_of):
    """Give the sample document's report by client and language, written once."""

    @cache
    def written(words="Company A", language="en"):
        return render(Document(blocks=sample_of(words), language=language))

    return written


@pytest.fixture
def report(file_of):
    """Give the same report, opened."""
    return lambda words="Company A", language="en": opened(file_of(words, language))


def opened(file):
    return docx.Document(io.BytesIO(file))


def written(*blocks, brand=None):
    return opened(render(Document(blocks=Blocks(blocks), brand=brand or Brand())))


def paragraphs(report, style):
    return [one for one in report.paragraphs if one.style.name == style]


def text_of(element):
    return "".join(one.text or "" for one in element.iter(qn("w:t")))


def tables_in_style(report):
    return [table for table in report.tables if table.style.name == "Report Table"]


def test_chapters_are_headings_that_word_numbers(report):
    one = report()
    assert [p.text for p in paragraphs(one, "Heading 1")] == ["Heading Company A"] * 2
    assert [p.text for p in paragraphs(one, "Heading 2")] == ["Part Company A"]
    numbering = one.styles["Heading 1"].element.pPr.numPr
    assert numbering.numId.val == one.styles["Heading 2"].element.pPr.numPr.numId.val
    levels = one.part.numbering_part.element.findall(f".//{qn('w:lvlText')}")
    assert [level.get(qn("w:val")) for level in levels[:2]] == ["%1", "%1.%2"]


def test_the_title_page_says_what_and_for_whom(report):
    one = report()
    assert [p.text for p in paragraphs(one, "Title")] == ["Title Company A"]
    assert [p.text for p in paragraphs(one, "Prepared For")] == ["Prepared for Company A"]
    assert one.tables[0].cell(0, 1).text == "1\u00a0June 2010"
    assert one.sections[0].different_first_page_header_footer
    first = one.sections[0].first_page_footer
    assert [p.text for p in first.paragraphs] == [Brand().confidential]


def chapters(count):
    """Return so many chapters, the first of them with a part."""
    first, *others = (Heading(text=f"Chapter {n}") for n in range(1, count + 1))
    return [first, Heading(text="Part", level=2), *others]


@pytest.mark.parametrize(("count", "listed"), [(FEW_CHAPTERS, False), (FEW_CHAPTERS + 1, True)])
def test_only_a_long_paper_has_a_page_of_contents(count, listed):
    one = written(*chapters(count))
    assert [p.text for p in paragraphs(one, "TOC Heading")] == ["Contents"] * listed


def test_the_contents_stand_filled_in_and_lead_to_their_headings():
    one = written(*chapters(FEW_CHAPTERS + 1))
    entries = [p for p in one.paragraphs if p.style.name.startswith("toc ")]
    assert [p.style.name for p in entries[:3]] == ["toc 1", "toc 2", "toc 1"]
    links = [p._p.find(qn("w:hyperlink")) for p in entries]
    told = ["1Chapter 1", "1.1Part", "2Chapter 2"]
    assert [text_of(link) for link in links[:3]] == told
    assert len(links) == FEW_CHAPTERS + 2
    marks = {
        mark.get(qn("w:name")): text_of(mark.getparent())
        for mark in one.element.iter(qn("w:bookmarkStart"))
    }
    for link in links:
        heading = marks[link.get(qn("w:anchor"))]
        assert text_of(link).endswith(heading), f"{text_of(link)} leads to {heading}"
    codes = [code.text.strip() for code in entries[0]._p.iter(qn("w:instrText"))]
    assert codes == [r'TOC \o "1-2" \h \z']


def test_opening_asks_the_reader_nothing(report):
    settings = report().settings.element
    assert settings.find(qn("w:updateFields")) is None
    dirty = [field for field in report().element.iter(qn("w:fldChar")) if field.get(qn("w:dirty"))]
    assert dirty == []


def test_every_field_begins_and_ends(file_of):
    with zipfile.ZipFile(io.BytesIO(file_of())) as package:
        for name in package.namelist():
            content = package.read(name).decode("utf-8", "replace")
            kinds = [content.count(f'fldCharType="{kind}"') for kind in ("begin", "end")]
            assert kinds[0] == kinds[1], f"{name}: {kinds[0]} begin, {kinds[1]} end"


def test_captions_are_counted_and_kept_with_what_they_name(report):
    one = report()
    captions = paragraphs(one, "Caption")
    figures = FIGURES
    labels = [re.split("\u2002", caption.text)[0] for caption in captions]
    assert labels == ["Table\u00a01", *(f"Figure\u00a0{n}" for n in range(1, figures + 1))]
    codes = [text.text.strip() for p in captions for text in p._p.iter(qn("w:instrText"))]
    assert codes == [r"SEQ Table \* ARABIC", *[r"SEQ Figure \* ARABIC"] * figures]
    assert one.styles["Caption"].paragraph_format.keep_with_next


def test_a_table_repeats_its_head_and_no_row_is_torn(report):
    (table,) = tables_in_style(report())
    heads = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") for row in table.rows]
    assert heads[0] is not None
    assert heads[1:] == [None, None]
    for row in table.rows:
        assert row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
    caption = table._tbl.tblPr.find(qn("w:tblCaption"))
    assert caption.get(qn("w:val")) == "Company A"


def test_a_table_shows_its_numbers_on_the_right(report):
    (table,) = tables_in_style(report())
    assert table.cell(0, 1).text == "Cost CNY k"
    assert table.cell(1, 0).text == "Company A"
    assert table.cell(1, 1).text == "1,324"
    assert table.cell(2, 1).text == "–"
    styles = [table.cell(1, column).paragraphs[0].style.name for column in (0, 1)]
    assert styles == ["Table Text", "Table Number"]


def test_a_short_table_stays_whole_and_a_long_one_flows_from_its_fourth_row():
    def kept(rows):
        block = Table(
            title="T", columns=(Column(name="c"),), rows=tuple(("x",) for _ in range(rows))
        )
        one = written(block)
        cells = [row.cells[0].paragraphs[0] for row in one.tables[0].rows[1:]]
        return [cell.paragraph_format.keep_with_next for cell in cells]

    assert kept(3) == [True, True, None]
    assert kept(14) == [True] * 13 + [None]
    assert kept(15) == [True] * 3 + [None] * 12


def test_the_first_words_of_a_chapter_stay_with_the_table_they_introduce():
    table = Table(title="T", columns=(Column(name="c"),), rows=(("x",),))
    one = written(Heading(text="H"), Prose(text="Lead."), table, Prose(text="After."), table)
    kept = {p.text: p.paragraph_format.keep_with_next for p in one.paragraphs}
    assert kept["Lead."] is True
    assert kept["After."] is None


def test_a_long_chart_leaves_room_for_its_first_words_unless_these_fill_a_page():
    points = [Estimate(label=f"Row {n}", value=1.0, low=0.5, high=2.0) for n in range(20)]
    chart = Forest(title="T", alt="a", points=points, format="number")
    for words, stay in (("Words. " * 120, True), ("Words. " * 900, None)):
        one = written(Heading(text="H"), Prose(text=words), chart)
        (lead,) = paragraphs(one, "Body Text")
        assert lead.paragraph_format.keep_with_next is stay
    (high,) = one.element.body.xpath(".//wp:extent/@cy")
    assert int(high) / 12700 <= 420


def test_a_page_is_headed_by_a_whole_title_or_else_by_the_client():
    for title, head in (
        ("A green channel", "A green channel – Company A"),
        ("A green channel in which " + "the agency signs " * 4, None),
        ("A green channel in which " + "the agency signs " * 9, "Company A"),
    ):
        cover = Cover(title=title.strip(), client="Company A", as_of="2010-06-01")
        one = written(cover, Heading(text="H"), Prose(text="Words."))
        assert one.sections[0].header.paragraphs[0].text.split("\t")[0] == (head or title.strip())


def test_a_leaflet_is_set_closer_than_a_report():
    points = [Estimate(label=f"Row {n}", value=1.0, low=0.5, high=2.0) for n in range(6)]
    chart = Forest(title="T", alt="a", points=points, format="number")
    leaflet = written(Heading(text="H"), chart)
    report = written(Heading(text="H"), chart, Heading(text="I"))

    def closeness(told):
        (high,) = (int(high) for high in told.element.body.xpath(".//wp:extent/@cy"))
        line = told.styles["Normal"].paragraph_format.line_spacing
        return high, line, told.styles["Heading 1"].paragraph_format.space_before

    assert all(
        close < wide for close, wide in zip(closeness(leaflet), closeness(report), strict=True)
    )


def test_what_a_report_rests_on_stands_on_one_page(report):
    told = report().tables[-1]
    kept = [
        [p.paragraph_format.keep_with_next for p in row.cells[0].paragraphs] for row in told.rows
    ]
    assert kept == [[True]] * (len(kept) - 1) + [[None]]


def test_the_last_words_go_with_what_a_report_rests_on():
    told = Provenance(client="C", as_of="2010-06-01", model_version="m 1")
    cover = Cover(title="T", client="C", as_of="2010-06-01")
    one = written(cover, Heading(text="H"), Prose(text="First."), Prose(text="Last."), told)
    first, last = paragraphs(one, "Body Text")
    assert first.paragraph_format.keep_with_next is None
    assert last.paragraph_format.keep_with_next is True


def test_only_a_table_with_a_total_has_a_last_row_of_its_own():
    def last(total):
        columns = (Column(name="c"), Column(name="n", format="integer"))
        block = Table(title="T", columns=columns, rows=(("x", 1), ("all", 1)), total=total)
        one = written(block)
        return one.tables[0]._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:lastRow"))

    assert (last(True), last(False)) == ("1", "0")


def test_two_numbered_lists_both_begin_at_one():
    lists = [Bullets(items=("a", "b"), numbered=True), Bullets(items=("c",), numbered=True)]
    one = written(*lists)
    numbers = [p._p.pPr.numPr.numId.val for p in paragraphs(one, "List Number")]
    assert numbers[0] == numbers[1] != numbers[2]
    for number in set(numbers):
        (num,) = one.part.numbering_part.element.xpath(f"w:num[@w:numId='{number}']")
        assert num.xpath("w:lvlOverride/w:startOverride/@w:val") == ["1"]


@pytest.mark.parametrize(("language", "latin"), [("en", "en-GB"), ("zh", "en-US")])
def test_styles_name_the_fonts_and_languages_of_both_scripts(report, language, latin):
    one = report(language=language)
    look = one.styles["Normal"].element.rPr
    fonts = look.find(qn("w:rFonts"))
    assert fonts.get(qn("w:eastAsia")) == "Microsoft YaHei"
    assert fonts.get(qn("w:ascii")) == "Calibri"
    tongue = look.find(qn("w:lang"))
    assert tongue.get(qn("w:val")) == latin
    assert tongue.get(qn("w:eastAsia")) == "zh-CN"
    strangers = [
        style.name
        for style in one.styles
        if style.name != "Normal"
        and style.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}") is not None
    ]
    assert strangers == [], "these styles leave the brand's fonts"


def test_each_chart_and_picture_has_words(report):
    one = report("甲公司")
    drawings = list(one.element.iter(qn("wp:docPr")))
    assert len(drawings) == FIGURES - 1 + 3  # the plan needs three pictures
    words = [drawing.get("descr") for drawing in drawings]
    assert all(text.startswith("alt 甲公司") for text in words), words
    numbers = [drawing.get("id") for drawing in drawings]
    assert len(set(numbers)) == len(numbers)


def test_all_charts_but_the_plan_can_be_edited(file_of):
    with zipfile.ZipFile(io.BytesIO(file_of())) as package:
        names = package.namelist()
    charts = [name for name in names if re.fullmatch(r"word/charts/chart\d+\.xml", name)]
    books = [name for name in names if name.endswith(".xlsx")]
    assert len(charts) == len(books) == FIGURES - 1


@pytest.mark.parametrize(("language", "tag"), [("en", "en"), ("zh", "zh-Hans")])
def test_the_file_says_what_it_is(report, language, tag):
    facts = report(language=language).core_properties
    assert facts.title == "Title Company A – Company A"
    with speaking(language):
        assert facts.author == Brand().agency
    assert facts.language == tag
    assert facts.created.date().isoformat() == "2010-06-01"
    assert facts.comments == ""


def test_each_page_says_where_it_comes_from_and_its_number(report):
    section = report().sections[0]
    assert section.header.paragraphs[0].text == "Title Company A – Company A\tGreen Channel"
    foot = section.footer.paragraphs[0]
    assert foot.text.startswith("Company A  ·  as of 1\u00a0June 2010")
    assert "seed" not in foot.text
    codes = [code.text.strip() for code in foot._p.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]


def test_a_hostile_client_is_only_text(report):
    one = report(HOSTILE)
    assert paragraphs(one, "Title")[0].text == f"Title {HOSTILE}"
    assert paragraphs(one, "Heading 1")[0].text == f"Heading {HOSTILE}"
    assert tables_in_style(one)[0].cell(1, 0).text == HOSTILE
    assert HOSTILE in one.core_properties.title
    assert all(HOSTILE in drawing.get("descr") for drawing in one.element.iter(qn("wp:docPr")))
    codes = {code.text.split()[0] for code in one.element.iter(qn("w:instrText"))}
    assert codes == {"SEQ"}


def test_chinese_reports_speak_chinese(report):
    one = report("甲公司", "zh")
    captions = [p.text for p in paragraphs(one, "Caption")]
    assert captions[0] == "表1\u3000甲公司"
    assert captions[1].startswith("图1\u3000")
    foot = one.sections[0].footer.paragraphs[0].text
    assert foot.endswith("第1页，共1页"), foot


def test_the_brand_colours_the_styles(sample_of):
    brand = Brand(accent="#7a1f3d", font="Arial", font_zh="SimSong")
    one = written(*sample_of("Company A"), brand=brand)
    colour = one.styles["Heading 1"].element.rPr.find(qn("w:color")).get(qn("w:val"))
    assert colour == "7A1F3D"
    head = one.styles["Report Table"].element.find(f".//{qn('w:tblStylePr')}//{qn('w:shd')}")
    assert head.get(qn("w:fill")) == "7A1F3D"
    assert one.styles["Normal"].font.name == "Arial"


def test_a_logo_stands_on_the_title_page(sample_of, tmp_path):
    square = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    (tmp_path / "logo.svg").write_text(square, encoding="utf-8")
    file = tmp_path / "brand.toml"
    file.write_text('logo = "logo.svg"\nlogo_alt = "The mark"', encoding="utf-8")
    brand = load_brand(file)
    one = written(*sample_of("Company A"), brand=brand)
    drawing = next(one.paragraphs[0]._p.iter(qn("wp:docPr")))
    assert drawing.get("descr") == "The mark"


def test_a_report_without_a_title_page_begins_with_its_title():
    two = written(Heading(text="First"), Heading(text="Second"))
    assert paragraphs(two, "Title")[0].text == "First"
    assert not two.sections[0].different_first_page_header_footer


def test_a_leaflet_has_neither_title_page_nor_contents():
    one = written(Heading(text="Alone"))
    assert paragraphs(one, "Title") == []
    assert paragraphs(one, "TOC Heading") == []


def test_two_processes_write_the_same_bytes(sample_of, file_of, made_elsewhere):
    here = file_of(language="zh")
    assert made_elsewhere(sample_of("Company A"), "docx") == here
    dates = {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(here)).infolist()}
    assert dates == {(2010, 6, 1, 0, 0, 0)}


@pytest.mark.needs("office")
def test_a_word_processor_opens_the_report(file_of, tmp_path):
    words = "Company <b>&amp;</b>"
    (tmp_path / "report.docx").write_bytes(file_of(words))
    profile = (tmp_path / "profile").as_uri()
    office = PROGRAMS["office"].found()
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(tmp_path / "report.docx")],
        check=True,
        capture_output=True,
        timeout=180,
    )
    pages = [page.extract_text() for page in PdfReader(tmp_path / "report.pdf").pages]
    assert 6 <= len(pages) <= 12, f"{len(pages)} pages"
    assert words in pages[0]
    assert f"Heading {words}" in pages[1]
    assert f"Page 2 of {len(pages)}" in pages[1]
    assert all("as of 1" in page for page in pages[1:])
    assert [n for n, page in enumerate(pages) if "0.1.0" in page] == [len(pages) - 1]


def test_a_second_chapter_flows_and_a_page_break_starts_a_page(report):
    one = report()
    breaks = [p.text for p in one.paragraphs if p.paragraph_format.page_break_before]
    # after the title page, and where the document says so
    assert breaks == ["Heading Company A", "Heading Company A"]


def test_numbers_stay_with_their_units():
    one = written(Prose(text="It costs CNY 1.32 m,  or 46.8 %."))
    (paragraph,) = paragraphs(one, "Body Text")
    assert paragraph.text == "It costs CNY\u00a01.32\u00a0m, or 46.8\u00a0%."


def test_every_kind_of_chart_is_drawn_alone(charts_by_kind):
    for kind, chart in charts_by_kind.items():
        one = written(chart)
        assert len(list(one.element.iter(qn("wp:docPr")))) >= 1, kind


def test_words_in_another_language_say_so_also_where_they_lead_to_a_table():
    """A letter stands between its heading and a table: Word still checks it in its own language."""
    letter = Prose(text="亲爱的顾客。", language="zh")
    table = Table(title="Figures", columns=(Column(name="a"),), rows=(("1",),))
    blocks = Blocks([Heading(text="Store"), Heading(text="Letter", level=2), letter, table])
    body = docx.Document(io.BytesIO(render(Document(blocks=blocks)))).element.body
    (run,) = [run for run in body.iter(qn("w:r")) if "亲爱的顾客" in "".join(run.itertext())]
    assert run.rPr.find(qn("w:lang")).get(qn("w:eastAsia")) == PROOF["zh"][1]
