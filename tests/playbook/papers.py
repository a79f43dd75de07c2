"""All papers of a client as they are read: every text of every block, with the place it stands in.

Formats draw the same blocks, which tests beside each format show; so what is said here of a block
holds for every format.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from engagements import case
from pages import shown

from playbook.blocks import (
    Bullets,
    Callout,
    Chart,
    Cover,
    Heading,
    Kpis,
    Prose,
    Provenance,
    Sources,
    Table,
)
from playbook.documents import DOCUMENTS
from playbook.documents.papers import fitting
from playbook.words.language import LANGUAGES, speaking

CLIENTS = ("company_a", "cosmetics_today", "appliance_good_oa", "loyal_house_today")
"""The example clients, who are advised differently: three answers and two kinds of store."""


@dataclass(frozen=True, kw_only=True)
class Read:
    """One text as a reader meets it: in which paper and language, and what kind of text it is.

    ``kind`` is title, caption, head, cell, figure, label or sentence; ``where`` names its block.
    """

    document: str
    language: str
    kind: str
    where: str
    text: str


@cache
def papers_of(client):
    """Return the blocks of every document that a client gets, by document and language."""
    engagement = case(client)
    told = {}
    for language in LANGUAGES:
        with speaking(language):
            for name in fitting(engagement, DOCUMENTS):
                told[name, language] = shown(DOCUMENTS[name].notebook, engagement)
    return told


@cache
def texts_of(client):
    """Return every text of every document of an example client, in their order."""
    return tuple(
        one
        for (document, language), blocks in papers_of(client).items()
        for one in read(blocks, document, language)
    )


def read(blocks, document, language):
    """Yield the texts of a document; what is written for others in their language is left out."""
    chapter = ""
    with speaking(language):
        for block in blocks:
            if isinstance(block, Heading):
                chapter = block.text
            foreign = getattr(block, "language", "") not in ("", language)
            if foreign or isinstance(block, Provenance):
                continue
            for kind, where, text in _texts(block):
                if text:
                    place = where or chapter
                    yield Read(
                        document=document, language=language, kind=kind, where=place, text=text
                    )


def _texts(block):
    """Yield kind, place and text of everything in a block that is read."""
    if isinstance(block, Cover):
        yield "caption", "cover", block.title
        yield "sentence", "cover", block.subtitle
        yield from (("cell", "cover", text) for pair in block.facts for text in pair)
    elif isinstance(block, Heading):
        yield "title", "", block.text
    elif isinstance(block, Prose):
        yield from (("sentence", "", text) for text in block.paragraphs())
    elif isinstance(block, Bullets | Sources):
        yield from (("sentence", "", text) for text in block.items)
    elif isinstance(block, Callout):
        yield "caption", "", block.title
        yield "sentence", block.title, block.text
    elif isinstance(block, Kpis):
        for item in block.items:
            yield from (("label", "key figures", item.label), ("figure", item.label, item.value))
            yield "sentence", item.label, item.detail
    elif isinstance(block, Table):
        yield from _table(block)
    elif isinstance(block, Chart):
        yield from _chart(block)


def _table(table):
    yield "caption", table.title, table.title
    yield "sentence", table.title, table.note
    for name, unit in table.heads():
        yield "head", table.title, f"{name} {unit}".strip()
    for row in range(len(table.rows)):
        yield from (("cell", table.title, text) for text in table.words(row))


def _chart(chart):
    yield "caption", chart.title, chart.title
    yield "sentence", chart.title, chart.alt
    yield "sentence", chart.title, getattr(chart, "note", "")
    yield from (("label", chart.title, text) for text in _labels(chart.to_dict()["data"]))


_LABELS = ("label", "labels", "name", "area", "x_label", "y_label", "value_label", "band")


def _labels(data):
    """Yield the words in a chart's data."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key in _LABELS:
                yield from ([value] if isinstance(value, str) else value)
            elif isinstance(value, dict | list):
                yield from _labels(value)
    elif isinstance(data, list):
        for value in data:
            yield from _labels(value)
