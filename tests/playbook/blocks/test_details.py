"""A table that is looked up stands in the workbook; what is read names it at its chapter's end."""

from io import BytesIO

import openpyxl
import pytest

from playbook.blocks import Blocks, Column, Heading, Prose, Table
from playbook.blocks.document import Document
from playbook.formats import render


def table(title, **more):
    return Table(title=title, columns=(Column(name=title),), rows=(("this",),), **more)


DOCUMENT = Document(
    blocks=Blocks(
        [
            Heading(text="Offers come late"),
            table("By kind"),
            table("By day", detail=True),
            Prose(text="So much for that."),
            table("By hour", detail=True),
            Heading(text="The team is small"),
            table("Posts", detail=True),
        ]
    )
)


def test_a_detail_is_named_at_the_end_of_its_chapter():
    first, second = DOCUMENT.sections
    assert [piece.block.title for piece in first.pieces if isinstance(piece.block, Table)] == [
        "By kind"
    ]
    assert first.pieces[-1].block.text == "In the workbook: By day; By hour."
    assert second.pieces[-1].block.text == "In the workbook: Posts."


def test_slides_do_not_name_what_is_looked_up():
    first, second = DOCUMENT.sections_on_slides
    assert [type(piece.block) for piece in first.pieces] == [Table, Prose]
    assert second.pieces == []


@pytest.mark.parametrize("format", ["html", "pdf", "pptx", "docx"])
def test_every_format_that_is_read_is_made_without_details(format):
    assert render(DOCUMENT, format)


def test_the_workbook_has_a_sheet_for_every_detail():
    book = openpyxl.load_workbook(BytesIO(render(DOCUMENT, "xlsx")))
    titles = {sheet["A1"].value for sheet in book}
    assert {"By kind", "By day", "By hour", "Posts"} <= titles
