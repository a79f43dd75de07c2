"""Write a client in the other form: TOML to read and compare, a workbook to fill in together.

Nothing that was stated is lost on the way and nothing is added: sections, SKU list and remarks,
which are comments in TOML.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from playbook.clients.fields import client_sections
from playbook.clients.load import load_client, read_rows, sku_columns
from playbook.clients.template import client_text, one_line, write_new
from playbook.clients.workbook.form import key_told, read_intake
from playbook.clients.workbook.sheets import is_workbook
from playbook.intake.form import Stated, form
from playbook.intake.toml_text import remarks_of, toml_text
from playbook.intake.words import Explained
from playbook.words.language import language, say
from playbook.words.slug import slug
from sim.client.files import find_file
from sim.messages import ProblemError
from sim.places import lies_there
from sim.tables.columns import Row
from sim.tables.text_file import bytes_of, text_of

Tree = dict[str, Any]


def write_workbook(name: str, era: str, out: Path | None = None) -> Path:
    """Write the intake workbook of a new client and return its path; never overwrite one."""
    path = out or Path(f"{slug(name)}.xlsx")
    tree = tomllib.loads(client_text(name, era, path.name, date.today()))
    write_new({path: form(Stated(era=era, tree=tree))})
    return path


def converted(source: str, name: str, *, xlsx: bool, out: Path | None = None) -> Path:
    """Write the client of a file anew, as a workbook or as TOML, and return the path.

    The SKU list goes along, into the workbook or beside the TOML file, and the list of agencies
    beside either. Nothing is overwritten.
    Raise ``ProblemError`` if the source has problems: what is not understood could be lost.
    """
    stated = stated_in(source)
    path = out or Path(f"{slug(name)}{'.xlsx' if xlsx else '.toml'}")
    files = _agencies(source, stated.tree, path.parent)
    if xlsx:
        write_new({path: form(stated), **files})
        return path
    tree = {section: dict(content) for section, content in stated.tree.items()}
    if stated.skus:
        beside = path.with_name(f"{path.stem}_skus.csv")
        files[beside] = sku_csv(stated.skus)
        tree["range"] = {"skus": beside.name} | tree.get("range", {})
    client = one_line(str(tree["client"]["name"]))
    preface = say(
        "{name}: a client of Green Channel.\n"
        "What is not stated here comes from data/market/assumptions.csv and the tables of the era.",
        name=client,
    )
    remarks = {**_meanings(stated.era), **stated.remarks}
    text = toml_text(tree, preface.splitlines(), remarks)
    write_new({path: text.encode("utf-8"), **files})
    return path


def _agencies(source: str, tree: Mapping[str, Any], folder: Path) -> dict[Path, bytes]:
    """Return the list of agencies that a client names, to be written where it is not yet."""
    named = tree.get("partners", {}).get("file")
    if named is None:
        return {}
    content = bytes_of(find_file(source).parent / named, named)
    beside = folder / named
    known = lies_there(beside) and bytes_of(beside, named) == content
    return {} if known else {beside: content}


def stated_in(source: str) -> Stated:
    """Return what a sound client file states, and nothing that it leaves to its defaults."""
    client = load_client(source)
    tree = _in_order(client.tree.sections)
    skus: tuple[Row, ...] = ()
    if client.file.range is not None:
        _, rows, problems = read_rows(client.path.parent / client.file.range.skus)
        if problems:
            raise ProblemError(problems)
        skus = tuple(rows.values())
        tree["range"] = {key: each for key, each in tree["range"].items() if key != "skus"}
    era = client.file.client.era
    return Stated(era=era, tree=tree, remarks=_remarks(client.path, source, era), skus=skus)


def _remarks(path: Path, source: str, era: str) -> Mapping[str, str]:
    """Return what was noted beside the keys of a file, by ``[section].key``."""
    if is_workbook(path):
        return read_intake(path, source).remarks
    return _own(remarks_of(text_of(path, source)), era)


def sku_csv(rows: Sequence[Row]) -> bytes:
    """Return a SKU list as CSV in UTF-8, its columns in the order of their dictionary."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = list(sku_columns())
    writer.writerow(names)
    writer.writerows([_cell(row[name]) for name in names] for row in rows)
    return out.getvalue().encode("utf-8")


def _cell(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value).removesuffix(".0")


def _in_order(tree: Mapping[str, Any]) -> Tree:
    """Return the sections in the order of the schema; empty ones state nothing."""
    return {
        section.name: tree[section.name]
        for section in client_sections()
        if tree.get(section.name) or (section.optional and section.name in tree)
    }


def _own(remarks: Mapping[str, str], era: str) -> dict[str, str]:
    """Return the remarks that are no mere meaning of their key."""
    meanings = {text for each in ("en", "zh") for text in _meanings(era, each).values()}
    return {key: remark for key, remark in remarks.items() if remark not in meanings}


def _meanings(era: str, spoken: str = "") -> dict[str, str]:
    """Return what each plain key means, by ``[section].key``, in a language."""
    explained = Explained(era)
    chinese = (spoken or language()) == "zh"
    found = {}
    for section in client_sections():
        for field in section.fields:
            words = explained.field(field)
            meaning = words.meaning_zh if chinese else words.meaning
            found[key_told(field.path)] = meaning
    return found
