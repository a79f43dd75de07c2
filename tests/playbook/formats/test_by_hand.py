"""A row that is filled in with a pen leaves room for a signature and a seal, in every format."""

import io
import zipfile

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

from playbook.blocks import Blocks, Column, Heading, Table
from playbook.blocks.document import Document
from playbook.formats import render
from playbook.look.hand import HAND_MM, HAND_POINTS

SIGNED = Table(
    title="Signatures",
    columns=(Column(name="of"), Column(name="Party A"), Column(name="Party B")),
    rows=(("company seal", "", ""), ("date", "", "")),
    by_hand=True,
)


def made(format, table=SIGNED):
    """Return a letter in a format."""
    blocks = Blocks([Heading(text="A letter to be signed today"), table])
    return render(Document(blocks=blocks), format)


def places():
    """Return where the words of the report begin, in points: from the left, and from below."""
    found = {}

    def note(text, matrix, place, font, size):
        for word in text.split():
            found[word] = place[4] + matrix[4], place[5] + matrix[5]

    PdfReader(io.BytesIO(made("pdf"))).pages[0].extract_text(visitor_text=note)
    return found


def test_a_box_is_twelve_millimetres_high_at_least():
    assert HAND_MM >= 12
    assert pytest.approx(HAND_MM / 25.4 * 72) == HAND_POINTS


def test_the_report_s_rows_are_that_high():
    words = places()
    assert abs(words["date"][1] - words["seal"][1]) >= 12 / 25.4 * 72


def test_the_rows_of_word_slides_and_workbook_are_that_high():
    with zipfile.ZipFile(io.BytesIO(made("docx"))) as parts:
        assert f'w:val="{round(20 * HAND_POINTS)}" w:hRule="atLeast"' in parts.read(
            "word/document.xml"
        ).decode().replace('w:hRule="atLeast" w:val', "w:val")
    slides = Presentation(io.BytesIO(made("pptx"))).slides
    heights = [r.height.pt for s in slides for h in s.shapes if h.has_table for r in h.table.rows]
    assert min(heights[1:3]) >= HAND_POINTS - 0.1
    book = load_workbook(io.BytesIO(made("xlsx")))
    tall = [d.height for sheet in book for d in sheet.row_dimensions.values() if d.height]
    assert sum(one >= HAND_POINTS - 0.5 for one in tall) >= 2


def test_the_page_gives_them_a_class_of_their_own():
    assert 'class="gc-hand"' in made("html").decode()
    assert 'class="gc-hand"' not in made("html", SIGNED.changed(by_hand=False)).decode()


def test_empty_boxes_are_wider_than_what_names_them():
    words = places()
    of, first, second = (words[name][0] for name in ("of", "A", "B"))
    assert first - of < second - first
