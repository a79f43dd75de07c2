"""What every format starts from: numbers of chapters, the foot, the moment, leaflets."""

import io
from datetime import UTC, datetime

import docx
import pytest
from pypdf import PdfReader

from playbook.blocks import Blocks, Callout, Chart, Heading, Prose, Provenance, Table
from playbook.blocks.document import Document
from playbook.formats import render

PROVENANCE = Provenance(client="Acme", as_of="2010-06-01", model_version="model 9", seed=4)
LEAFLET = Blocks([Heading(text="Say yes"), Callout(text="It pays."), PROVENANCE])


def test_chapters_parts_figures_and_tables_are_numbered_in_their_order(sample):
    pieces = [
        piece
        for section in Document(blocks=sample).sections
        for piece in ([section.heading] if section.heading else []) + section.pieces
    ]

    def numbers(kind):
        return [piece.number for piece in pieces if isinstance(piece.block, kind)]

    assert numbers(Heading) == ["1", "1.1", "2"]
    assert numbers(Table) == ["1"]
    assert numbers(Chart) == [str(number) for number in range(1, 8)]


def test_the_foot_says_what_the_document_rests_on_in_its_language():
    english, chinese = (Document(blocks=LEAFLET, language=each).running for each in ("en", "zh"))
    assert english == "Acme  ·  as of 1 June 2010  ·  seed 4  ·  model model 9"
    assert chinese == "Acme  ·  截至2010年6月1日  ·  随机种子4  ·  模型版本model 9"


def test_the_moment_is_the_client_files_date_never_now():
    assert Document(blocks=LEAFLET).moment == datetime(2010, 6, 1, tzinfo=UTC)
    undated = Document(blocks=Blocks([Prose(text="Words.")]))
    assert undated.moment == datetime(1980, 1, 1, tzinfo=UTC)


def test_two_chapters_or_a_cover_make_a_report(sample):
    assert Document(blocks=LEAFLET).is_leaflet
    assert not Document(blocks=Blocks([*LEAFLET, Heading(text="More")])).is_leaflet
    assert not Document(blocks=sample).is_leaflet


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_leaflet_is_one_page_whose_title_stands_once(language):
    page = PdfReader(io.BytesIO(render(Document(blocks=LEAFLET, language=language), "pdf")))
    assert len(page.pages) == 1
    assert page.pages[0].extract_text().count("Say yes") == 1
    text = docx.Document(io.BytesIO(render(Document(blocks=LEAFLET, language=language), "docx")))
    assert [each.text for each in text.paragraphs if "Say yes" in each.text] == ["Say yes"]


def test_a_format_that_does_not_exist_is_refused():
    with pytest.raises(LookupError, match="pfd"):
        render(Document(blocks=LEAFLET), "pfd")
