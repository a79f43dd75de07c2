"""The command line in Chinese: by an option, by the environment, from the first word on."""

import re
from datetime import date

import pytest
from command_line import COMPANY_A, greenchannel, in_a_process

from playbook.clients.template import client_text
from playbook.words.language import speaking

HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("words", [("--language", "zh", "--help"), ("--help", "--language", "zh")])
def test_help_speaks_chinese_wherever_the_option_stands(words):
    told = in_a_process(*words).stdout
    assert told.startswith("用法：")
    assert "一次列出客户文件的全部问题。" in told


@pytest.mark.parametrize("words", [("--help",), ()])
def test_the_environment_chooses_the_language(words):
    done = in_a_process(*words, GREENCHANNEL_LANGUAGE="zh")
    assert "界面语言" in done.stdout + done.stderr


def test_the_option_overrules_the_environment():
    told = greenchannel("--language", "en", "--help", GREENCHANNEL_LANGUAGE="zh").stdout
    assert told.startswith("Usage:")
    assert not HAN.search(told)


def test_a_language_that_is_not_spoken_is_refused():
    done = greenchannel("check", COMPANY_A, GREENCHANNEL_LANGUAGE="de")
    assert done.returncode == 2
    assert "'de' is not one of 'en', 'zh'" in done.stderr


@pytest.mark.parametrize(
    "command", ["new", "check", "compare", "pitch", "plan", "charter", "business"]
)
def test_a_commands_help_and_its_options_are_chinese(command):
    """Every paragraph and every option that says something says it in Chinese."""
    told = greenchannel("--language", "zh", command, "--help").stdout
    head, _, rest = told.partition("选项:")
    assert HAN.search(head.partition("\n")[2])
    options = [line for line in rest.splitlines() if line.startswith("  -")]
    silent = [line for line in options if not HAN.search(line)]
    assert options
    assert not silent


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("pich", COMPANY_A), "没有命令“pich”。您要写的是“pitch”吗？"),
        (("check",), "缺少参数"),
        (("check", "--foo"), "没有选项'--foo'。"),
        (("check", "a.toml", "b.toml", "c.toml"), "多余的参数（b.toml c.toml）"),
        (("new", "acme", "--era", "1999"), "'1999'不在可选范围之内：'2010', 'today'。"),
        (("new", "acme", "--era"), "选项'--era'须带1个值。"),
        (("compare", COMPANY_A, "--replications", "0"), "0不在范围1<=x<=100000之内。"),
        (("compare", "nowhere.toml"), "nowhere.toml：没有这个文件。"),
        (("compare", COMPANY_A, "--regime", "gren"), "没有这种决策机制。您要写的是“green”吗？"),
    ],
)
def test_what_is_wrong_is_told_in_chinese(words, said):
    done = greenchannel("--language", "zh", *words)
    assert done.returncode in (1, 2)
    assert said in done.stderr


def test_where_nothing_can_be_kept_the_help_is_there_all_the_same(tmp_path):
    """Ours in Chinese, click's own words in English: gettext has no compiled catalogue to read."""
    (tmp_path / "file").touch()
    done = in_a_process("--language", "zh", "--help", GREENCHANNEL_CACHE=str(tmp_path / "file"))
    assert done.returncode == 0
    assert "一次列出客户文件的全部问题。" in done.stdout


def test_the_language_of_the_machine_changes_nothing():
    told = in_a_process("check", "--foo", LANG="zh_CN.UTF-8", LANGUAGE="zh").stderr
    assert "No such option" in told


def test_the_tables_are_chinese():
    words = ("latency", "data/chains/example.toml", "--requests", 10)
    told = greenchannel("--language", "zh", *words).stdout
    assert "从提交到确认，共10份申请" in told
    assert "部门负责人" in told
    assert not re.search(r"\b(?:mean|step|without|working)\b", told)


def test_json_is_the_same_in_every_language():
    words = ("compare", COMPANY_A, "--replications", 2, "--json")
    assert greenchannel("--language", "zh", *words).stdout == greenchannel(*words).stdout


def test_a_new_client_file_is_explained_in_chinese(tmp_path):
    """Every comment; and the file passes check."""
    made = greenchannel("--language", "zh", "new", "acme", cwd=tmp_path)
    assert "已生成acme.toml" in made.stdout
    lines = (tmp_path / "acme.toml").read_text(encoding="utf-8").splitlines()
    comments = [line.partition("  # ")[2] for line in lines if "  # " in line]
    assert len(comments) > 50
    assert all(HAN.search(comment) for comment in comments)
    assert greenchannel("check", "acme.toml", cwd=tmp_path).returncode == 0


def test_a_new_client_file_has_the_same_settings_in_every_language():

    def settings(language):
        with speaking(language):
            lines = client_text("acme", "today", "acme.toml", date(2026, 5, 3)).splitlines()
        return [re.split(" +# ", line)[0] for line in lines if " = " in line]

    assert len(settings("en")) > 100
    assert settings("en") == settings("zh")
