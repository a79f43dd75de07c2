"""What the simulator hands out is told in the language of whoever reads it."""

import pickle

import pytest

from playbook.clients.load import load_client
from playbook.words.language import say, speaking, translated
from sim.messages import Problem, ProblemError, did_you_mean, listed, msg, msg_many
from sim.tables.read import read_table

A = "data/clients/company_a.toml"


def test_a_message_is_told_in_the_language_spoken_when_it_is_shown():
    message = msg("no such file")
    assert translated(message) == str(message) == "no such file"
    with speaking("zh"):
        assert translated(message) == "没有这个文件"


def test_a_message_within_a_message_is_told_with_it():
    with speaking("zh"):
        assert translated(did_you_mean("zzz", ["scope", "quota"])) == "可选：quota、scope。"
        assert say("must be one of {words}", words=listed("ab")) == "必须是以下之一：a、b"


def test_one_and_many_are_one_message_in_chinese():
    one, many = (
        msg_many("{n} file in {folder}", "{n} files in {folder}", n, folder="out")
        for n in (1, 2000)
    )
    with speaking("zh"):
        assert [translated(one), translated(many)] == ["out：共1个文件", "out：共2,000个文件"]


def test_a_problem_that_came_from_another_process_is_told_in_the_language_spoken():
    raised = ProblemError(Problem(where="a.toml", field="[x].y", rule=msg("is missing")))
    with speaking("zh"):
        assert translated(pickle.loads(pickle.dumps(raised))) == "a.toml [x].y：缺失。"


def test_a_table_s_place_is_told_in_chinese(tmp_path):
    (tmp_path / "columns.csv").write_text("table\nshops\n,\n", encoding="utf-8")
    with pytest.raises(ProblemError) as caught:
        read_table("shops", tmp_path)
    with speaking("zh"):
        assert translated(caught.value.problems[0]).endswith(
            "columns.csv 表头 = 'column'：缺少这一列。"
        )


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        (
            "charter.qouta_cny=5",
            "[charter].qouta_cny = 5：没有这个设置项。您要写的是“quota_cny”吗？",
        ),
        (
            "store.margin_share=1.2",
            "[store].margin_share = 1.2：必须小于1。比例，既不能为0也不能为100%：0.6即60%。",
        ),
        ('charter.quota_cny="9"', "[charter].quota_cny = '9'：必须是数字，不加引号。"),
        ('office.hours=["9 to 5"]', "#1 = '9 to 5'：时段写作HH:MM-HH:MM，例如09:00-12:00。"),
        ("season.start=2010-08-02", "销售季由整月组成，须从某月1日开始。请写2010-08-01。"),
        ('client.era="2011"', '“2011”不是可用的时期。请写era = "2010"或era = "today"。'),
    ],
)
def test_a_problem_is_told_in_chinese_with_chinese_stops(setting, told):
    with pytest.raises(ProblemError) as caught:
        load_client(A, [setting])
    with speaking("zh"):
        assert translated(caught.value).endswith(told)


def test_a_warning_is_told_in_chinese():
    (warning,) = load_client(A, ["project.go_live=2010-07-31"]).warnings
    with speaking("zh"):
        assert translated(warning) == "project.go_live = 2010-07-31，当天是休息日。"
