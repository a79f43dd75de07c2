"""The charter's document prints the client's own numbers, and changes with them."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from engagements import advised, case, changed
from pypdf import PdfReader

from playbook.blocks import Blocks, PageBreak, Prose, Table
from playbook.blocks.document import Document
from playbook.clients.load import load_client
from playbook.documents import charter as decision_rights
from playbook.engagement.articles import articles
from playbook.engagement.clauses import clauses_of
from playbook.engagement.quota import curves, enough_by_agency, enough_for_both
from playbook.engagement.rights import ChannelUse, audits, charter_under, chartered, use_of
from playbook.formats import render
from playbook.words.language import LANGUAGES, speaking
from playbook.words.wording import exact_money, share
from sim.model.units import in_cny
from sim.results.experiment import Results

COMPANY_A = "data/clients/company_a.toml"
GOOD_OA = "data/clients/appliance_good_oa.toml"


def table(blocks, title):
    """Return the table of that title."""
    return next(b for b in blocks if isinstance(b, Table) and b.title == title)


@pytest.fixture(scope="module")
def rights():
    """Return the engagement with Company A on half a dozen seasons."""
    return case()


@pytest.mark.parametrize("client", [COMPANY_A, GOOD_OA, "data/clients/cosmetics_today.toml"])
def test_the_clauses_hold_the_client_file_s_numbers(client):
    loaded = load_client(client)
    found, file = {c.id: c.value for c in clauses_of(loaded)}, loaded.file
    assert found["alone_limit"] == exact_money(file.charter.alone_cny)
    assert found["quota_per_decision"] == exact_money(file.charter.quota_cny)
    assert found["quota_per_month"] == exact_money(file.charter.month_quota_cny)
    assert found["audit_share"] == share(file.charter.audit_share)
    assert found["stop_loss"] == exact_money(file.charter.stop_loss_cny)


def letter(engagement):
    """Return the text of the letter of authority."""
    (prose,) = (b for b in decision_rights.charter(engagement) if isinstance(b, Prose))
    return prose.text


def test_both_parties_sign_seal_and_date_the_letter(rights):
    signed = table(decision_rights.charter(rights), "Signatures")
    assert [column.name for column in signed.columns] == ["of", "Party A", "Party B"]
    assert {"signature", "company seal", "date"} <= {row[0] for row in signed.rows}
    assert signed.by_hand


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("regime", ["green", "alone_green", "wide_green", "urged_green"])
def test_the_letter_takes_three_pages_at_most_and_ends_its_last(rights, regime, language):
    with speaking(language):
        blocks = decision_rights.charter(advised(rights, regime))
    assert isinstance(blocks[-1], PageBreak)
    made = render(Document(blocks=Blocks(blocks[:-1]), language=language), "pdf")
    assert len(PdfReader(io.BytesIO(made)).pages) <= 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letter_holds_no_statistics_and_no_place_that_is_not_filled(rights, language):
    with speaking(language):
        text = letter(rights)
    assert not re.search(r"simulat|interval|season|usual|模拟|置信|销售季|惯例", text)
    assert not re.search(r"[{}]", text)


def test_what_is_never_delegated_is_the_first_article(rights):
    first = articles(rights.client, "charter")[0]
    assert first.number == 1
    assert "No sale below the list price" in first.text
    assert letter(rights).split("\n\n")[1] == first.printed


def test_articles_are_numbered_without_a_gap_and_none_is_empty(rights):
    for paper in ("charter", "rules", "approval"):
        told = articles(rights.client, paper)
        assert [one.number for one in told] == list(range(1, len(told) + 1))
        assert all(one.title and one.text.endswith(".") for one in told)


def test_the_letter_s_limits_are_the_simulator_s(rights):
    for regime in ("green", "wide_green"):
        told = advised(rights, regime)
        charter = charter_under(told.client, regime)
        amounts = (charter.alone_limit, charter.quota, charter.month_quota, charter.stop_loss)
        assert all(exact_money(in_cny(one)) in letter(told) for one in amounts)


def test_an_amount_stands_in_capital_words_too_where_the_letter_is_chinese(rights):
    with speaking("zh"):
        text = letter(advised(rights, "green"))
    assert "人民币5,000元（大写：伍仟元整）" in text
    assert "人民币60,000元（大写：陆万元整）" in text


def test_a_charter_without_a_stop_loss_has_no_sentence_on_it(rights):
    free = changed(rights.client, charter={"stop_loss_cny": None})
    told = " ".join(one.text for one in articles(free, "charter"))
    assert "have lost" in letter(rights)
    assert "have lost" not in told


def test_a_charter_that_is_dated_says_from_when_to_when(rights):
    dated = {"valid_from": date(2010, 8, 1), "valid_until": date(2010, 10, 31)}
    told = " ".join(one.text for one in articles(changed(rights.client, charter=dated), "charter"))
    assert "holds 1 August 2010 to 31 October 2010" in told
    assert "____" not in told


@pytest.mark.parametrize(
    ("regime", "quota", "alone", "mark"),
    [
        ("urged_green", 20_000, 5_000, "usual"),
        ("wide_green", 60_000, 15_000, "3 x the usual"),
    ],
)
def test_every_page_is_of_the_charter_recommended(rights, regime, quota, alone, mark):
    """Letter, clauses, the sheet's formulas: the draft's limits, or three times them."""
    told = advised(rights, regime)
    assert f"Up to a commitment of {exact_money(alone)} the agent decides alone" in letter(told)
    assert f"every decision above {exact_money(0.8 * quota)}" in letter(told)
    values = [row[-1] for row in table(decision_rights.terms(told), "Clauses").rows]
    assert values[:2] == [f"{exact_money(each)} ({mark})" for each in (alone, quota)]
    printed = " ".join(b.text for b in decision_rights.terms(told) if isinstance(b, Prose))
    assert ("every limit is 3 times that of the draft" in printed) == (quota == 60_000)
    formulas = dict(table(decision_rights.decision_sheet(told), "The calculation").formulas)
    assert formulas["left"].startswith(f"{float(quota)!r} ")
    assert f"step({float(alone)!r} - exposure)" in formulas["signs"]


def test_where_the_agency_signs_alone_no_clause_asks_the_director(rights):
    """One limit, no hours and no answer of a second signature; the sheet never asks for it."""
    told = advised(rights, "alone_green")
    clauses = {one.id: one.printed() for one in clauses_of(chartered(told))}
    assert clauses["alone_limit"] == exact_money(20_000)
    drafted = {one.id for one in clauses_of(told.client)}
    assert drafted - clauses.keys() == {"dual_limit", "director_hours", "director_answer"}
    forms = [decision_rights.filing_form(each) for each in (told, advised(rights, "green"))]
    asked = [{row[0] for row in table(form, "Filed after each decision").rows} for form in forms]
    assert asked[1] - asked[0] == {"signed by (alone or dual sign)"}
    printed = [b.text for b in decision_rights.terms(told) if isinstance(b, Prose)]
    assert "the agency signs alone" in printed[-1]
    assert f"Up to a commitment of {exact_money(20_000)} the agent decides alone" in letter(told)
    assert "countersign" not in letter(told).lower()
    signs = {
        row[2] for row in table(decision_rights.decision_sheet(told), "Who decides, and why").rows
    }
    assert not [who for who in signs if "director" in str(who)]


def test_the_sheet_judges_by_the_charter_recommended(rights):
    """Offers above the draft's quota are within eight times as much; nothing else is changed."""
    client = rights.client.with_settings("choice.widest_factor=8")
    draft, widest = (
        table(
            decision_rights.decision_sheet(advised(replace(rights, client=client), regime)),
            "Who decides, and why",
        ).rows
        for regime in ("urged_green", "wide_green")
    )
    above = "above the quota per decision"
    assert [above in row[3] for row in draft].count(True) > 1
    assert not [row for row in widest if above in row[3]]
    for before, after in zip(draft, widest, strict=True):
        assert before[3].replace(f"{above}; ", "") == after[3]


@pytest.mark.parametrize("format", ["pptx", "docx", "xlsx"])
def test_slides_report_and_workbook_carry_the_widest_charter_s_numbers(rights, format):
    told = advised(rights, "wide_green")
    pages = decision_rights.charter(told) + decision_rights.terms(told)
    with zipfile.ZipFile(io.BytesIO(render(Document(blocks=pages), format))) as parts:
        text = "".join(parts.read(name).decode() for name in parts.namelist() if "xml" in name)
    assert all(f"{amount:,}" in text for amount in (15_000, 60_000, 180_000))
    assert "20,000" not in text.replace("720,000", "")


def test_the_recommended_quota_is_the_smaller_of_the_two_agencies(rights):
    found = curves(rights)
    least = min(point.quota_cny for point in enough_by_agency(found).values())
    assert enough_for_both(found).quota_cny == least


def test_audits_are_all_large_decisions_and_a_share_of_the_others():
    """10 decisions a month, 2 of them large: 2 + 25 % of 8 = 4."""
    use = ChannelUse(decided=10, large=2, stopped={})
    assert audits(use, 0.25) == 4
    assert audits(use, 0) == 2


def test_a_suspension_counts_its_season_once_and_large_is_above_the_limit():
    """Two stop-losses in one of two seasons: half of them; one of three decisions is large."""
    rows = [
        (0, "green", "exposure_cny", "1", 900.0),
        (0, "green", "exposure_cny", "2", 1000.0),
        (0, "green", "suspensions", "stop_loss", 2),
        (1, "green", "exposure_cny", "1", 1000.01),
    ]
    use = use_of(Results.of_rows(rows), "green", limit_cny=1000.0, months=4)
    assert use.stopped == {"stop_loss": 0.5, "audit": 0.0}
    assert (use.decided, use.large) == (3 / 8, 1 / 8)


def test_the_sheet_says_who_decides_as_the_rule_does(rights):
    """The words under each offer are those of the rule; the last column waits for an offer."""
    blocks = decision_rights.decision_sheet(rights)
    sheet, answers = table(blocks, "The calculation"), table(blocks, "Who decides, and why")
    signs = sheet.words(sheet.row_ids.index("signs"))[2:-1]
    names = [column.name for column in sheet.columns[2:-1]]
    every = {row[0]: row[2] for row in answers.rows}
    assert signs == [every[name] for name in names]
    assert set(signs) == set(every.values()), "each way of deciding has an example"
    assert len(names) == 5
    assert "CNY" not in "".join(sheet.words(0)[2:]), "the unit stands in its own column"
    assert sheet.columns[-1].name == "your offer"


def test_the_sheet_says_how_many_of_the_typical_offers_it_works_out(rights):
    calculation = table(decision_rights.decision_sheet(rights), "The calculation")
    kinds = len(rights.client.scenario.kinds)
    assert calculation.note.startswith(f"Worked out: 5 of the {kinds} typical offers")


def test_a_request_that_the_director_refuses_is_said_to_be_declined_for_good():
    found = {one.id: one.rule for one in clauses_of(load_client(GOOD_OA))}
    assert "A request that he refuses is declined for good" in found["dual_limit"]
