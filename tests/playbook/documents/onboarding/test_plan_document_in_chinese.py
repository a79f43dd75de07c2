"""The onboarding plan in Chinese: no English left in it, and the same plan as in English."""

from __future__ import annotations

import calendar
import json
import re
from datetime import date

import pytest
from engagements import client_of, engaged
from pages import shown

from playbook.blocks import Callout, Chart, Heading, Prose, Provenance, Table
from playbook.documents import onboarding
from playbook.documents.onboarding.timetable import gantt, must_start
from playbook.project.changes import slip_of
from playbook.project.network import standard_network
from playbook.project.phrases import (
    beside_go_live,
    chance,
    holidays_kept,
    mentioned,
    short,
    week,
    working_days,
)
from playbook.project.task import role_name, roles
from playbook.words.language import LANGUAGES, speaking
from sim.tables.read import read_table

CLIENTS = ("company_a", "cosmetics_today", "appliance_good_oa")
HAN = re.compile(r"[\u4e00-\u9fff]")

# What stays in Latin letters in a Chinese plan: abbreviations of the trade.
ALLOWED = {"OA", "ERP", "SKU", "KPI", "RACI", "API", "EXPERT", "SPF"} | {
    "Erlang",
    "Excel",
    "B",
    "C",
}
CODES = re.compile(r"\b(?:[A-Z]-[A-Z]{2}\d+|[A-Z]{2}\d+|GO|S\d+|[RACI])\b", re.ASCII)
SETTINGS = re.compile(r"\[\w+\](?: \w+)?", re.ASCII)
FILES = re.compile(r"\b(?:data/)?(?:\w+/)*\w+\.(?:csv|toml)\b", re.ASCII)

# English marks beside Chinese letters; a point or a comma between digits is a number.
MARKS = re.compile(r"[\u4e00-\u9fff”）％%][,.;:!?()]|[,.;:!?()][\u4e00-\u9fff“（]")
SPACES = re.compile(r"[\u4e00-\u9fff，。；：！？（）“”] | [，。；：！？（）]|\d [\u4e00-\u9fff]")


def engagement_of(name="company_a", /, *, slip="", **sections):
    return engaged(client_of(name, **sections), seed=2010, samples=300, slip=slip_of(slip))


# What else a plan of Company A can say.
OTHERS = {
    "slipping": {"slip": "PF7=2.5, OP8=1"},
    "generous": {"project": {"go_live": date(2010, 9, 10)}},
    "impossible": {"project": {"go_live": date(2010, 7, 1)}},
    "on a holiday": {"project": {"go_live": date(2010, 10, 1)}},
    "dated late": {"client": {"as_of": date(2010, 6, 20)}},
    "dated after its end": {"client": {"as_of": date(2010, 12, 20)}},
    "in a year to come": {
        "client": {"as_of": date(2031, 6, 1)},
        "project": {"start_date": date(2031, 6, 1), "go_live": date(2031, 7, 31)},
    },
    "late charter": {"project": {"task_days": {"GV6": (40, 60, 80)}}},
    "fast interface": {"project": {"task_days": {"LG8": (1, 1, 1), "GV6": (5, 5, 5)}}},
    "slow interface": {"project": {"task_days": {"LG8": (80, 90, 100)}}},
    "no calendar": {"office": {"holidays": "none", "days": ("mon", "tue", "sat")}},
}


@pytest.fixture(scope="module")
def plans():
    own = {name: engagement_of(name) for name in CLIENTS}
    return own | {name: engagement_of(**told) for name, told in OTHERS.items()}


@pytest.fixture(scope="module")
def both(plans):
    """Return each plan's blocks by language; a plan is computed once and read in both."""
    told = {}
    for language in LANGUAGES:
        with speaking(language):
            told[language] = {name: shown("onboarding_plan", one) for name, one in plans.items()}
    return {name: {spoken: told[spoken][name] for spoken in LANGUAGES} for name in plans}


def texts(value):
    """Yield every text in a block as a reader meets it; ids, kinds and dates of data aside."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        unread = {"block", "kind", "id", "tone", "align", "format", "as_of", "inputs", "unit", "at"}
        unread |= {"orientation"}
        unread |= {"start", "finish", "finish_late", "model_version", "formulas", "row_ids", "key"}
        for key, inner in value.items():
            if key not in unread:
                yield from texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner)


def read(blocks):
    return [
        text
        for block in blocks
        if not isinstance(block, Provenance) and not getattr(block, "language", "")
        for text in texts(block.to_dict())
    ]


def names_of(engagement):
    """Return the client's own words, which stay as they are."""
    file = engagement.client.file
    contacts = file.contacts
    people = [name for name in vars(contacts).values() if name] if contacts else []
    titled = [name.partition(" ")[2] for name in people]
    return (file.client.name, file.client.brand, *people, *filter(None, titled))


def english_in(text, names):
    for name in names:
        text = text.replace(name, "")
    return [
        word
        for word in re.findall(r"[A-Za-z]+", CODES.sub("", SETTINGS.sub("", FILES.sub("", text))))
        if word not in ALLOWED
    ]


@pytest.mark.parametrize("name", [*CLIENTS, *OTHERS])
def test_no_english_is_left(plans, both, name):
    names = names_of(plans[name])
    left = {text: words for text in read(both[name]["zh"]) if (words := english_in(text, names))}
    assert not left


@pytest.mark.parametrize("name", [*CLIENTS, *OTHERS])
def test_the_marks_between_chinese_letters_are_chinese(plans, both, name):
    """Full-width marks, and no space between letters, marks and numbers."""
    names = names_of(plans[name])
    wrong = []
    for text in read(both[name]["zh"]):
        bare = CODES.sub("", SETTINGS.sub("", FILES.sub("", text)))
        for own in names:
            bare = bare.replace(own, "某")
        if MARKS.search(bare) or SPACES.search(bare):
            wrong.append(text)
    assert not wrong


def test_the_checks_of_text_can_fail():
    assert english_in("OA审批要5 days，见PF7", ()) == ["days"]
    assert english_in("CNY 5", ()) == ["CNY"]
    assert all(MARKS.search(text) for text in ("上线.", "上线, 然后", "上线(一)"))
    assert all(SPACES.search(text) for text in ("5 个工作日", "上线。 然后"))
    assert not MARKS.search("1,000次，12.5%")


@pytest.mark.parametrize("name", [*CLIENTS, *OTHERS])
def test_both_languages_have_the_same_blocks_and_tables(both, name):
    shapes = [
        [
            (type(block), len(block.rows), len(block.columns), [c.format for c in block.columns])
            if isinstance(block, Table)
            else (type(block), len(getattr(block, "items", ())), getattr(block, "tone", ""))
            for block in both[name][language]
        ]
        for language in LANGUAGES
    ]
    assert len(shapes[0]) > 50
    assert shapes[0] == shapes[1]


def test_both_languages_have_the_same_numbers_in_their_tables(both):
    for name, told in both.items():
        tables = [[b for b in told[language] if isinstance(b, Table)] for language in LANGUAGES]
        for english, chinese in zip(*tables, strict=True):
            numbers = [
                [[cell for cell in row if not isinstance(cell, str)] for row in table.rows]
                for table in (english, chinese)
            ]
            assert numbers[0] == numbers[1], (name, english.title)


def bare(data):
    """Return a chart's data without the words in it."""
    words = {"label", "labels", "name", "area", "x", "x_label", "value_label"}
    if isinstance(data, dict):
        return {key: bare(value) for key, value in data.items() if key not in words}
    if isinstance(data, list | tuple):
        return [bare(value) for value in data]
    return data


def test_both_languages_draw_the_same_charts(both):
    drawn = 0
    for told in both.values():
        charts = [
            [
                json.loads(json.dumps(bare(b.to_dict()["data"])))
                for b in told[language]
                if isinstance(b, Chart)
            ]
            for language in LANGUAGES
        ]
        drawn += len(charts[0])
        assert charts[0] == charts[1]
    assert drawn > 30


MONTHS = {name: number for number, name in enumerate(calendar.month_name)}


def dates_in(text):
    """Return the whole dates of a text, in order, whichever language it speaks."""
    english = [
        (int(year), MONTHS[month], int(day))
        for day, month, year in re.findall(r"(\d+) ([A-Z][a-z]+) (\d{4})", text)
        if month in MONTHS  # not the campaign "99 Sale 2026"
    ]
    chinese = [
        tuple(int(part) for part in found) for found in re.findall(r"(\d{4})年(\d+)月(\d+)日", text)
    ]
    return sorted(english + chinese)


@pytest.mark.parametrize("name", [*CLIENTS, *OTHERS])
def test_headings_stories_and_callouts_name_the_same_dates(both, name):
    """Long dates only: short ones carry no year."""
    found = 0
    for english, chinese in zip(both[name]["en"], both[name]["zh"], strict=True):
        if isinstance(english, Heading | Prose | Callout) and "\xa0" not in english.text:
            assert dates_in(english.text) == dates_in(chinese.text), english.text
            found += len(dates_in(english.text))
    assert found > 10


def test_the_first_page_says_what_the_english_one_says():
    """43 working days, the last of which is the date asked for."""
    with speaking("zh"):
        page = onboarding.answer(engagement_of())
    heading, story = (next(b for b in page if isinstance(b, kind)) for kind in (Heading, Prose))
    assert heading.text.startswith("按期于2010年7月30日上线的概率为2")
    assert "店铺将于2010年7月30日上线，历时43个工作日，恰好用尽" in story.text


def test_a_plan_computed_in_one_language_is_read_in_another():
    """The language is chosen when a text is read, not when the plan is made."""
    engagement = engagement_of()
    assert must_start(engagement).title.startswith("For 30 July 2010")
    with speaking("zh"):
        assert must_start(engagement).title.startswith("为保证2010年7月30日上线")
        assert gantt(engagement.plan).bars[0].label == "PD1 货品梳理"
    assert gantt(engagement.plan).bars[0].label == "PD1 SKU audit and range review"


def test_a_task_is_mentioned_in_quotation_marks_without_its_remarks():
    task = standard_network()["GV1"]
    assert mentioned(task) == "kick-off and project charter"
    with speaking("zh"):
        assert mentioned(task) == "“启动会与项目章程”"
        assert short("启动会；章程（草案）") == "启动会"


def test_chances_spans_and_calendars_are_said_in_chinese():
    with speaking("zh"):
        assert (chance(0.22), chance(0.001), chance(0.999)) == ("22%", "不到1%", "99%以上")
        assert (working_days(1), working_days(2.5)) == ("1个工作日", "2.5个工作日")
        assert (beside_go_live(11), beside_go_live(-3)) == ("上线前11个工作日", "上线后3个工作日")
        assert holidays_kept("CN") == "计入中国法定节假日"
        assert week(("mon", "sun")) == "周一和周日"


def test_a_holiday_has_its_chinese_name(both):
    callout = next(
        block
        for block in both["on a holiday"]["zh"]
        if isinstance(block, Callout) and block.title == "上线日期适逢休息日"
    )
    assert "法定节假日（国庆节）" in callout.text


def test_an_agency_role_is_named_as_such_and_remarks_stay_out():
    with speaking("zh"):
        assert role_name("agency_store_manager") == "代运营方店长"
        assert role_name("client_chairman") == "董事长"
        names = [role_name(role) for role in roles()]
    assert all(HAN.search(name) and "（" not in name for name in names)


@pytest.mark.parametrize("table", ["project/tasks", "project/kpis", "project/risks", "team/roles"])
def test_the_tables_are_written_with_chinese_marks(table):
    for row in read_table(table):
        for column, value in row.items():
            if column.endswith("_zh"):
                assert not re.search(r"[,;()!?]|[\u4e00-\u9fff] | [\u4e00-\u9fff]", str(value)), (
                    value
                )
