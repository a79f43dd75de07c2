"""The pitch in Chinese: nothing left in English, and not one number that differs."""

import re
from dataclasses import replace

import pytest
from engagements import advised, case
from pages import pages_of

from playbook.clients.load import load_client
from playbook.documents import pitch
from playbook.documents.method import back_test
from playbook.engagement.engagement import Engagement
from playbook.engagement.questions import Method
from playbook.study.standing import Excluded
from playbook.words.language import speaking
from sim.results.comparison import Difference
from sim.tables.read import read_table

# In the other order than test_pitch.py: what one worker simulates the other finds done.
CLIENTS = ("appliance_good_oa", "company_a")
PAGES = [*pages_of("pitch"), *pages_of("method")[:10], *pages_of("summary")]

# Abbreviations of the trade, and units.
ALLOWED = {
    *(
        "OA",
        "ERP",
        "API",
        "SKU",
        "KPI",
        "RACI",
        "GMV",
        "DSR",
        "IT",
        "HR",
        "SLA",
        "U",
        "S",
        "GB",
        "GO",
    ),
}
# What no reader sees: names of blocks, formats and keys, and dates as charts take them.
UNSEEN = {"block", "kind", "format", "id", "key", "keys", "tone", "align", "orientation"}
UNSEEN |= {"start", "finish", "finish_late", "at", "row_ids", "formulas", "x_format", "y_format"}


@pytest.fixture(scope="module", params=CLIENTS)
def told(request):
    """Return every page of a client in both languages."""
    engagement, pages = case(request.param), {}
    for language in ("en", "zh"):
        with speaking(language):
            pages[language] = {page.__name__: page(engagement).to_dict()["items"] for page in PAGES}
    return request.param, pages


def texts(value, field=""):
    """Yield every text that a reader sees."""
    if isinstance(value, str):
        if field not in UNSEEN and not re.fullmatch(r"\d{4}-\d\d-\d\d|date", value):
            yield value
    elif isinstance(value, dict):
        if value.get("block") != "provenance":
            for name, item in value.items():
                yield from texts(item, name)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from texts(item, field)


def numbers(value):
    """Yield every number that a block holds as a number."""
    if isinstance(value, dict):
        for item in value.values():
            yield from numbers(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from numbers(item)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield value


def names_of(client):
    """Return the words of the client's own names, and the references of the sources."""
    file = load_client(f"data/clients/{client}.toml").file
    words = set(re.findall(r"[A-Za-z]+", f"{file.client.name} {file.client.brand}"))
    refs = " ".join(str(row["ref"]) for row in read_table("case/sources"))
    return words | set(re.findall(r"[A-Za-z]+", refs)) | {"toml"}


def test_a_chinese_page_holds_no_english_word(told):
    client, pages = told
    allowed = ALLOWED | names_of(client)
    strange = {}
    for name, page in pages["zh"].items():
        for text in texts(page):
            plain = re.sub(r"\b[A-Z]{1,2}\d+\b", "", text)  # a task, a claim, a conflict
            words = set(re.findall(r"[A-Za-z]{2,}", plain)) - allowed
            if words:
                strange.setdefault(name, []).append((sorted(words), text[:80]))
    assert not strange, strange


def test_chinese_sentences_have_chinese_punctuation(told):
    """No half-width mark after a Chinese letter, no space between two of them."""
    _, pages = told
    faults = [
        text
        for page in pages["zh"].values()
        for text in texts(page)
        if re.search(r"[\u4e00-\u9fff][,;:?!]|。 |[\u4e00-\u9fff] [\u4e00-\u9fff]", text)
    ]
    assert not faults


def test_no_place_is_left_unfilled(told):
    _, pages = told
    assert not [text for page in pages["zh"].values() for text in texts(page) if "{" in text]


def test_both_languages_hold_the_same_numbers(told):
    _, pages = told
    for name, page in pages["en"].items():
        english, chinese = list(numbers(page)), list(numbers(pages["zh"][name]))
        assert english == chinese, name
    assert sum(len(list(numbers(page))) for page in pages["en"].values()) > 100


def test_both_languages_have_the_same_blocks(told):
    _, pages = told
    for name, page in pages["en"].items():
        kinds = [block["block"] for block in page]
        assert kinds == [block["block"] for block in pages["zh"][name]], name


def test_a_reported_figure_agrees_or_not_and_lies_in_no_interval():
    """It holds within a tolerance: 10 % may agree though the mean's interval does not hold it."""
    with speaking("zh"):
        told = str(back_test(case("company_a")).to_dict())
    assert "相符" in told
    assert "在区间" not in told


def test_a_regime_beyond_the_limit_of_the_risk_says_that_it_is_exceeded():
    """The bare name of the quantity says nothing."""
    engagement = advised(case("company_a"), "oa", candidate="green")
    excluded = Excluded(
        reason="money_at_risk", forgone=Difference(mean=-1, low=-2, high=0, p_better=0)
    )
    found = replace(engagement.recommendation, ruled_out={"plan": excluded})
    engagement = replace(engagement, known=replace(engagement.known, recommendation=found))
    with speaking("zh"):
        told = str(pitch.behind(engagement).to_dict())
    assert "，风险金额超限）" in told


def test_the_part_that_is_answered_in_time_is_not_called_small():
    """Only few of the requests may need it."""
    with speaking("zh"):
        (heading, *_) = pitch.situation(case("appliance_good_oa"))
    assert "OA在此时间内完成" in heading.text
    assert "只" not in heading.text


def test_a_kind_of_the_client_s_own_is_called_as_it_writes():
    """Its Chinese name where it gives one, else the name that it gives."""
    row = "id='{0}', name='{1}'{2}, rate_per_month=5, window_h=[4, 8], cost_cny=[100, 200]"
    row += ", visitors=[5000, 9000], conversion_share=0.05"
    rows = [
        row.format("banner", "Banner", ", name_zh='首焦'"),
        row.format("mail", "Mail", ""),
    ]
    own = ", ".join("{" + each + "}" for each in rows)
    with speaking("zh"):
        client = load_client("data/clients/company_a.toml", [f"offers.own=[{own}]"])
        page = str(list(pitch.by_kind(Engagement(client, Method(replications=2)))[2:]))
    assert "首焦" in page
    assert "Mail" in page
    assert "Banner" not in page
