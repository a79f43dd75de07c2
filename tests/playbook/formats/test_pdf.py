"""The PDF is read back: its words, its tags, its bookmarks; client strings stay words."""

import io
import re
from functools import cache

import pytest
from pypdf import PdfReader

from playbook.blocks import (
    Blocks,
    Chart,
    Column,
    Cover,
    Estimate,
    Forest,
    Heading,
    Kpi,
    Kpis,
    Prose,
    Provenance,
    Sources,
    Table,
)
from playbook.blocks.document import FEW_CHAPTERS, Document
from playbook.formats import pdf
from playbook.look.brand import load_brand
from sim.messages import ProblemError

HOSTILE = (
    "<script>alert(1)</script>",
    '=HYPERLINK("x")',
    '#import "x": *; #panic("no")',
    "*bold* _low_ $1$ @ref `raw` \\ // [x] ~ <label>",
    "../../etc",
    "n" * 200,
    "喆堃镕 🎁",
    "مرحبا שלום",
)


@pytest.fixture(scope="module")
def made(sample_of):
    """Return a sample document's PDF by language and client, made once."""

    @cache
    def reader(language="en", words="Company A"):
        blocks = sample_of(words)
        return PdfReader(io.BytesIO(pdf.render(Document(blocks=blocks, language=language))))

    return reader


def text_of(reader):
    return "\n".join(page.extract_text() for page in reader.pages)


def squeezed(text):
    """Return the letters alone: a line may break anywhere on paper."""
    return re.sub(r"[\s\u200b]", "", text)


@pytest.mark.parametrize(("language", "tag"), [("en", "en-GB"), ("zh", "zh-CN")])
def test_it_is_tagged_titled_and_in_its_language(made, language, tag):
    reader = made(language)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].lower() == tag.lower()
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Title Company A – Company A"
    assert reader.metadata.author == ("绿色通道" if language == "zh" else "Green Channel")


def test_it_claims_to_be_archivable_and_accessible(made):
    told = made().xmp_metadata.stream.get_data().decode("utf-8")
    assert "<pdfaid:part>2</pdfaid:part>" in told
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in told
    assert "<pdfuaid:part>1</pdfuaid:part>" in told


def test_the_bookmarks_are_the_headings(made, sample_of):
    def titles(outline):
        for entry in outline:
            yield from titles(entry) if isinstance(entry, list) else [entry.title]

    said = list(titles(made().outline))
    for block in sample_of("Company A"):
        if isinstance(block, Heading):
            assert any(block.text in title for title in said), block.text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_words_and_cells_are_on_the_page(made, sample_of, language):
    page = squeezed(text_of(made(language)))
    for block in sample_of("Company A"):
        if isinstance(block, Prose):
            assert squeezed(str(block)) in page
        if isinstance(block, Table):
            for row in block.rows:
                assert all(squeezed(value) in page for value in row if isinstance(value, str))


def test_every_picture_says_what_it_shows(made, sample_of):
    """The alternative text of each chart stands in the tree of tags."""
    root = made().trailer["/Root"]["/StructTreeRoot"]
    told, waiting = [], [root]
    while waiting:
        node = waiting.pop()
        node = node.get_object()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            told += [str(node["/Alt"])] if "/Alt" in node else []
            waiting += [node["/K"]] if "/K" in node else []
    charts = [block.alt for block in sample_of("Company A") if isinstance(block, Chart)]
    assert charts
    assert set(charts) <= set(told)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_words(words):
    blocks = Blocks([Heading(text="Findings"), Prose(text=f"{words} stands here.")])
    reader = PdfReader(io.BytesIO(pdf.render(Document(blocks=blocks))))
    page = squeezed(text_of(reader))
    if words.startswith("مرحبا"):
        assert set("مرحباשלום") <= set(page)  # read back from right to left
    else:
        assert squeezed(words) in page


def test_a_letter_without_a_glyph_stops_the_page():
    document = Document(blocks=Blocks([Heading(text="𓀀")]))
    with pytest.raises(ProblemError, match=r"U\+13000"):
        pdf.render(document)


@pytest.mark.parametrize("words", ["喆堃镕", "<b>&amp;", "مرحبا"])
def test_the_labels_of_a_chart_are_words_in_any_script(words, sample_of):
    chart = next(block for block in sample_of(words) if isinstance(block, Chart))
    chart = chart.changed(title="T", alt="A")
    blocks = Blocks([Heading(text="Findings"), chart])
    reader = PdfReader(io.BytesIO(pdf.render(Document(blocks=blocks))))
    page = squeezed(text_of(reader))
    assert set(words) <= set(page)
    assert words in page or words == "مرحبا"  # read back from right to left


def test_right_to_left_marks_change_no_letter(sample_of):
    blocks = Blocks([Heading(text="Findings"), Prose(text="\u202ereversed\u202c stands here.")])
    reader = PdfReader(io.BytesIO(pdf.render(Document(blocks=blocks))))
    page = squeezed(text_of(reader))
    assert "reversed" in page or "desrever" in page
    assert "standshere." in page


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_font_is_embedded_and_no_letter_is_lost(made, language):
    reader = made(language)
    fonts = {
        str(font["/DescendantFonts"][0]["/FontDescriptor"]["/FontName"]): font["/DescendantFonts"][
            0
        ]["/FontDescriptor"]
        for page in reader.pages
        for font in (each.get_object() for each in page["/Resources"]["/Font"].values())
    }
    assert fonts
    assert all("NotoSans" in name or "NotoEmoji" in name for name in fonts)
    assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts.values())
    text = text_of(reader)
    assert "\ufffd" not in text
    assert "\x00" not in text


def test_a_part_before_any_chapter_is_a_first_heading():
    blocks = Blocks([Heading(text="Early", level=2), Prose(text="None.")])
    assert "Early" in text_of(PdfReader(io.BytesIO(pdf.render(Document(blocks=blocks)))))


def test_the_brand_is_on_the_page(tmp_path, sample_of):
    logo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    (tmp_path / "logo.svg").write_text(logo, encoding="utf-8")
    file = tmp_path / "brand.toml"
    words = 'agency_en = "North"\nfooter_en = "North, Hangzhou"\nlogo = "logo.svg"\nlogo_alt = "N"'
    file.write_text(words, encoding="utf-8")
    document = Document(blocks=sample_of("Company A"), brand=load_brand(file))
    reader = PdfReader(io.BytesIO(pdf.render(document)))
    assert reader.metadata.author == "North"
    assert "North, Hangzhou" in text_of(reader)


def test_two_processes_write_the_same_bytes(sample_of, made_elsewhere):
    here = pdf.render(Document(blocks=sample_of("Company A"), language="zh"))
    assert made_elsewhere(sample_of("Company A"), "pdf") == here


@pytest.mark.parametrize("columns", [3, 9])
def test_no_word_of_a_table_is_broken_inside_if_its_column_holds_it(columns):
    heads = [Column(name=f"loss-making {at}") for at in range(columns)]
    table = Table(title="Deals", columns=heads, rows=[["quarterly plan"] * columns])
    made = pdf.render(Document(blocks=Blocks([Heading(text="Title"), table]), language="en"))
    read = text_of(PdfReader(io.BytesIO(made)))
    assert "\u200b" not in read
    assert len(re.findall(r"\bquarterly\b", read)) == columns
    assert len(re.findall(r"\bmaking\b", read)) == columns


@pytest.mark.parametrize(("count", "listed"), [(FEW_CHAPTERS, False), (FEW_CHAPTERS + 1, True)])
def test_only_a_long_paper_has_a_page_of_contents(count, listed):
    pages = pages_of(*(Heading(text=f"Chapter {n}") for n in range(count)))
    assert ("Contents" in pages[1]) == listed


def test_the_foot_names_client_and_date_and_the_last_page_seed_and_model(made):
    """What the numbers rest on is said once, where a reader looks for it."""
    pages = [page.extract_text() for page in made().pages]
    assert all("as of 1" in page for page in pages[1:])
    assert [n for n, page in enumerate(pages) if "0.1.0" in page] == [len(pages) - 1]


def pages_of(*blocks):
    cover = Cover(title="T", client="C", as_of="2010-06-01")
    made = pdf.render(Document(blocks=Blocks((cover, *blocks))))
    return [squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(made)).pages]


def filling(lines):
    """Return so many paragraphs of a line, which push what follows down the page."""
    return Prose(text="\n\n".join(["Words."] * lines))


def rows(count, cell="{n}"):
    columns = (Column(name="c"), Column(name="d"))
    told = tuple((f"row{n:02}x", cell.format(n=n)) for n in range(count))
    return Table(title="Long table", columns=columns, rows=told)


@pytest.mark.parametrize("lines", range(24, 46, 3))
def test_a_long_table_begins_where_four_of_its_rows_have_room(lines):
    pages = pages_of(Heading(text="H"), filling(lines), rows(20))
    begun = next(page for page in pages if "Longtable" in page)
    assert "row03x" in begun


def test_no_row_of_a_table_is_torn_by_the_end_of_a_page():
    cell = "begin{n:02} " + "Words of a long cell. " * 30 + " end{n:02}"
    pages = pages_of(Heading(text="H"), rows(30, cell))
    assert len(pages) > 3
    for n in range(30):
        (page,) = (page for page in pages if f"begin{n:02}" in page)
        assert f"end{n:02}" in page


@pytest.mark.parametrize("lines", range(36, 48, 2))
def test_what_a_document_rests_on_never_stands_alone_on_its_last_page(lines):
    told = Provenance(
        client="C", as_of="2010-06-01", model_version="m 1", inputs=(("f", "a" * 64),)
    )
    last = (Prose(text="Lastwords."), Sources(items=[f"Source {n}, lastwords." for n in range(3)]))
    for block in last:
        *_, page = pages_of(Heading(text="H"), filling(lines), block, told)
        assert "astwords." in page
        assert "Whatthisrestson" in page


def test_first_words_stay_on_the_page_before_a_chart_that_leaves_them_no_room():
    points = [Estimate(label=f"Row {n}", value=1.0, low=0.5, high=2.0) for n in range(26)]
    chart = Forest(title="Tall", alt="a", points=points, format="number")
    _, first, second, *more = pages_of(
        Heading(text="H"), filling(8), Heading(text="I"), Prose(text="Lead. " * 300), chart
    )
    assert "Lead." in first
    assert "Tall" in second
    assert not more


@pytest.mark.parametrize(("language", "caption"), [("en", "Table\u00a01"), ("zh", "表1")])
def test_a_caption_is_numbered_as_its_language_does(made, language, caption):
    assert caption in text_of(made(language))


@pytest.mark.parametrize("value", ["+21.7个百分点", "2010年12月30日"])
def test_a_chinese_figure_of_a_card_stays_on_one_line(value):
    cards = Kpis(items=[Kpi(label="资源", value=value)] * 4)
    made = pdf.render(Document(blocks=Blocks([Heading(text="答案"), cards]), language="zh"))
    read = text_of(PdfReader(io.BytesIO(made)))
    assert sum(line.strip() == value for line in read.splitlines()) == 4, read
