"""An empty Word document in the brand's look, without what python-docx's template brings along."""

from __future__ import annotations

import re
from typing import Any

import docx

from playbook.blocks.document import Document, shortened
from playbook.formats.native.theme import theme_of
from playbook.formats.word import styles
from playbook.formats.word.style_parts import fill_lists
from playbook.formats.word.xml import node
from playbook.look.brand import Brand

_STRANGERS = re.compile("thumbnail|customXml|stylesWithEffects|webSettings|fontTable")
_APPLICATION = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'extended-properties"><Application>Microsoft Office Word</Application></Properties>'
)

_WORD = "http://schemas.microsoft.com/office/word"
_LONGEST_PROPERTY = 255


def blank(brand: Brand, language: str) -> Any:
    """Return an empty document with the report's styles, lists, theme and settings."""
    empty = docx.Document()
    package = empty.part.package
    for holder in (package, empty.part):
        for key, relation in list(holder.rels.items()):
            if _STRANGERS.search(relation.reltype):
                holder.rels.pop(key)
    for part in package.iter_parts():
        if part.partname == "/docProps/app.xml":
            part._blob = _APPLICATION.encode()
    theme_of(empty.part, brand)
    styles.fill(empty.styles.element, brand, language)
    fill_lists(empty.part.numbering_part.element, brand.accent)
    _settle(empty.settings.element, language)
    return empty


def describe(empty: Any, document: Document) -> None:
    """Write title, author, language and the fixed moment into the file's properties."""
    agency = shortened(document.brand.agency, _LONGEST_PROPERTY)
    moment = document.moment.replace(tzinfo=None)  # python-docx writes naive times as UTC
    facts = empty.core_properties
    facts.title = shortened(" ".join(document.title.split()), _LONGEST_PROPERTY)
    facts.author = facts.last_modified_by = agency
    facts.language = document.tag
    facts.created = facts.modified = moment
    facts.comments = facts.keywords = facts.category = ""
    facts.subject = shortened(document.cover.client, _LONGEST_PROPERTY) if document.cover else ""
    facts.revision = 1


def _settle(settings: Any, language: str) -> None:
    """Replace the settings: Word 2013's layout and the languages, and no question at opening.

    ``updateFields`` is left out: with it, Word asks the reader at opening whether to update fields
    that "may refer to other files".
    """
    for child in list(settings):
        settings.remove(child)
    latin, chinese = styles.PROOF[language]
    levels = {"compatibilityMode": 15, "overrideTableStyleFontSizeAndJustification": 1}
    levels |= {"enableOpenTypeFeatures": 1, "doNotFlipMirrorIndents": 1}
    mapping = {"bg1": "light1", "t1": "dark1", "bg2": "light2", "t2": "dark2"}
    mapping |= {f"accent{number}": f"accent{number}" for number in range(1, 7)}
    mapping |= {"hyperlink": "hyperlink", "followedHyperlink": "followedHyperlink"}
    settings.extend(
        [
            node("w:zoom", percent=100),
            node("w:defaultTabStop", val=720),
            node("w:characterSpacingControl", val="doNotCompress"),
            node(
                "w:compat",
                *(
                    node("w:compatSetting", name=name, uri=_WORD, val=level)
                    for name, level in levels.items()
                ),
            ),
            node("w:themeFontLang", val=latin, eastAsia=chinese),
            node("w:clrSchemeMapping", **mapping),
            node("w:decimalSymbol", val="."),
            node("w:listSeparator", val=","),
        ]
    )
