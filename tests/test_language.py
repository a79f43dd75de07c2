"""Every sentence is there in every language: what is said and what is translated are the same."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import click
import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from click import core, decorators, exceptions, formatting, parser, types

from playbook.commands import COMMANDS, group
from playbook.commands.compare import HEADLINES
from playbook.documents import start_here
from playbook.words.names import CAUSES
from sim.tables.read import column_dictionary, read_table

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("sim", "playbook")
SAYS = {"say": 1, "msg": 1, "say_many": 2, "msg_many": 2}
"""What takes a message, told now or later, and how many of its arguments are the message."""
KEYWORDS = {name: (1, 2) if count == 2 else None for name, count in SAYS.items()}
METHODS = [("**.py", "python"), ("**.j2", "jinja2")]
HAN = re.compile(r"[\u4e00-\u9fff]")
CATALOGUES = sorted((ROOT / "data" / "locale").glob("zh*.po"))

# What is said through a variable: where, and why it cannot stand in the call.
SAID_THROUGH_VARIABLES = {
    "playbook/words/language.py": "what say and say_many are given",
    "playbook/documents/start_here.py": "titles, parameters and sections, written where they hold",
    "playbook/clients/template.py": "a unit of data/market/assumptions.csv",
    "playbook/intake/words.py": "the same",
    "playbook/commands/__init__.py": "the commands' one-line helps, listed without importing them",
    "playbook/commands/screen.py": "a help text, written where click wants it",
    "playbook/commands/compare.py": "an outcome of HEADLINES, named in English as JSON names it",
    "playbook/commands/latency.py": "a cause of waiting, worded once for screen and documents",
    "playbook/words/names.py": "the same, and a unit of the assumptions or of a client's key",
}

# Translations without a Chinese letter: marks, units and patterns of values.
NO_LETTERS = {
    ", ",
    ",  ",
    "; ",
    "{number} %",
    "{place}: {rule}",
    "{what}: {value}",
    "{world} ({regime})",
    "{thing}: {what}",
    "{regime}: {gain}, {interval}",
    "OA: {role}",
    "{sentence} {remedy}",
    "{sentence}.",
    "{low} to {high}",
    "{name} ({unit})",
    "{title} ({part}/{parts})",
    "[{unit}] {meaning} ({basis})",
    "Weibull shape",
    "h",
}

Message = str | tuple[str, str]


def said_in_code() -> dict[Message, str]:
    """Return every literal message of code and templates, with a file that says it."""
    found = {}
    for folder in FOLDERS:
        for file, _, message, _, _ in extract_from_dir(
            ROOT / folder,
            method_map=METHODS,
            keywords=KEYWORDS,
        ):
            key = tuple(message[:2]) if isinstance(message, tuple) else message
            found.setdefault(key, f"{folder}/{file}")
    return found


def said_through_variables() -> dict[Message, str]:
    """Return the messages that a variable holds when they are said."""
    found: dict[Message, str] = dict.fromkeys(COMMANDS.values(), "playbook/commands/__init__.py")
    commands = [group.get_command(click.Context(group), name) for name in COMMANDS]
    for command in (group, *commands):
        options = (p for p in command.params if isinstance(p, click.Option))
        for text in (command.help, command.epilog, *(option.help for option in options)):
            if text:
                found[text] = f"playbook/commands ({command.name})"
    for outcome, _ in HEADLINES:
        found[outcome] = "playbook/commands/compare.py"
    for cause in CAUSES.values():
        found[cause] = "playbook/commands/latency.py"
    found |= dict.fromkeys(start_here.texts_read(), "playbook/documents/start_here.py")
    for row in read_table("market/assumptions"):
        found[str(row["unit"])] = "data/market/assumptions.csv"
    return found


def clicks_own() -> set[Message]:
    """Return the messages of click that a command of ours can show."""
    found: set[Message] = set()
    for module in (core, decorators, exceptions, formatting, parser, types):
        tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
        for call in ast.walk(tree):
            named = isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
            if named and call.func.id in ("_", "ngettext"):
                found.add(_message(call))
    return found


def _message(call: ast.Call) -> Message:
    """Return what gettext is asked for: a text, or a singular and a plural."""
    texts = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    return texts[0] if len(texts) == 1 else tuple(texts)


def translated() -> list[tuple[Message, str, Path]]:
    """Return what the catalogues hold: message, translation and file."""
    rows = []
    for path in CATALOGUES:
        with path.open("rb") as file:
            for entry in read_po(file, locale="zh_Hans_CN"):
                if entry.id:
                    key = entry.id if isinstance(entry.id, str) else tuple(entry.id)
                    text = entry.string if isinstance(entry.string, str) else entry.string[0]
                    rows.append((key, "" if entry.fuzzy else text, path))
    return rows


@pytest.fixture(scope="module")
def said():
    return {**said_through_variables(), **said_in_code()}


@pytest.fixture(scope="module")
def chinese():
    return {message: text for message, text, _ in translated()}


def places(text: str) -> list[str]:
    """Return the names of the places of a message, each once."""
    return sorted({name for _, name, _, _ in string.Formatter().parse(text) if name is not None})


def listed(messages) -> str:
    return "\n".join(sorted(str(message) for message in messages))


def test_the_extractors_find_what_is_said(said):
    """Were the extraction empty, every other test would pass."""
    assert len(said) > 300
    assert "no such file" in said
    assert any(isinstance(message, tuple) for message in said)
    assert any(place.endswith(".j2") for place in said.values())


def test_every_message_is_translated(said, chinese):
    missing = [f"{place}: {message}" for message, place in said.items() if not chinese.get(message)]
    assert not missing, f"{len(missing)} messages are not translated:\n{listed(missing)}"


def test_nothing_is_translated_that_nobody_says(said, chinese):
    obsolete = chinese.keys() - said.keys() - clicks_own()
    assert not obsolete, f"{len(obsolete)} translations are of no use:\n{listed(obsolete)}"


def test_a_message_is_translated_once():
    keys = [message for message, _, _ in translated()]
    twice = {message for message in keys if keys.count(message) > 1}
    assert not twice, listed(twice)


def test_no_translation_is_empty_or_fuzzy(chinese):
    assert not [message for message, text in chinese.items() if not text]


def test_a_translation_has_the_places_of_its_message(chinese):
    """A plural counts too: the singular may spell its number out."""
    wrong = []
    for message, text in chinese.items():
        if places(text) != places(message if isinstance(message, str) else message[1]):
            wrong.append(f"{message} -> {text}")
    assert not wrong, listed(wrong)


def test_a_translation_is_chinese(chinese):
    english = [
        message
        for message, text in chinese.items()
        if not HAN.search(text) and message not in NO_LETTERS
    ]
    assert not english, listed(english)


def test_no_list_of_exceptions_outlives_its_reason(chinese):
    assert chinese.keys() >= NO_LETTERS


def test_what_is_said_stands_in_the_call():
    """A message in a variable is found by no extractor; those of the list are gathered above."""
    hidden = {}
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*.py"):
            for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if _says_a_variable(call):
                    hidden[path.relative_to(ROOT).as_posix()] = call.lineno
    assert hidden.keys() == SAID_THROUGH_VARIABLES.keys(), hidden


def _says_a_variable(node: ast.AST) -> bool:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        if node.func.id == "map" and _is_say(node.args[0]):
            return True
        count = SAYS.get(node.func.id, 0)
        texts = [isinstance(arg, ast.Constant) for arg in node.args[:count]]
        return count > 0 and not all(texts)
    return isinstance(node, ast.Dict) and any(map(_is_say, node.values))


def _is_say(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Name) and node.id in SAYS


@pytest.mark.parametrize("name", sorted(column_dictionary()))
def test_a_column_in_english_has_its_chinese_beside_it(name):
    """``name_en`` and ``name_zh``, ``meaning`` and ``meaning_zh``: both filled, or both empty."""
    columns = column_dictionary()[name]
    english = [c for c in columns if c.endswith("_en")]
    missing = [c for c in english if f"{c.removesuffix('_en')}_zh" not in columns]
    assert not missing
    pairs = [(c, f"{c.removesuffix('_en')}_zh") for c in english]
    pairs += [(c, f"{c}_zh") for c in columns if f"{c}_zh" in columns]
    empty = [
        f"row {number} [{zh}]"
        for number, row in enumerate(read_table(name), start=2)
        for en, zh in pairs
        if bool(row[en]) != bool(row[zh])
    ]
    assert not empty, empty


def test_assumptions_mean_something_in_chinese():
    assert all(HAN.search(str(row.get("meaning_zh"))) for row in read_table("market/assumptions"))


def test_a_problem_is_told_only_where_it_is_shown():
    """It holds messages: no part of it was told in the language spoken when it was found."""
    early = [
        f"{path.relative_to(ROOT)}:{inner.lineno}"
        for path in sorted((ROOT / "playbook").rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if _calls(call, {"Problem", "RuleError", "refusal", "fault"})
        for inner in ast.walk(call)
        if _calls(inner, {"say", "say_many"})
    ]
    assert early == []


def _calls(node: ast.AST, names: set[str]) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names


@pytest.mark.parametrize(
    ("old", "term"),
    [
        ("贡献毛益", "边际贡献"),
        ("经营季", "销售季"),
        ("宽额度", "高额度"),
        ("接受咨询", "需征询"),
        ("引力魔方", "万相台无界版"),
        ("低于标价", "低于统一零售价"),
        ("专供装", "专供组合装"),
    ],
)
def test_a_term_has_one_chinese_word_in_sentences_and_tables(old, term):
    files = [ROOT / "data/locale/zh.po", *(ROOT / "data").rglob("*.csv")]
    texts = {file.name: file.read_text(encoding="utf-8") for file in files}
    assert [name for name, text in texts.items() if old in text] == []
    assert any(term in text for text in texts.values())
