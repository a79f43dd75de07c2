"""The page that says how many offers are bad, and what judging them is worth."""

import pytest

from playbook.blocks import Callout, Heading, Table
from playbook.clients.load import load_client
from playbook.documents import method
from playbook.engagement.engagement import Engagement
from playbook.engagement.questions import Method
from playbook.engagement.worth import offered
from playbook.words.language import speaking
from playbook.words.wording import money, share

COMPANY_A = "data/clients/company_a.toml"


def engaged(*settings):
    """Return Company A with settings on twenty seasons."""
    return Engagement(load_client(COMPANY_A, settings), Method(replications=8))


@pytest.fixture(scope="module")
def engagement():
    return engaged()


@pytest.fixture(scope="module")
def page(engagement):
    return method.offers(engagement)


def of(page, block):
    return [each for each in page if isinstance(each, block)]


def test_the_title_tells_the_share_and_the_loss_of_the_last_row(page):
    (heading,) = of(page, Heading)
    *_, told = of(page, Table)[0].rows
    assert heading.text.startswith(share(told[3]))
    assert money(told[5]) in heading.text


def test_the_kinds_add_up_to_all(page):
    *kinds, every = of(page, Table)[0].rows
    assert sum(row[1] for row in kinds) == pytest.approx(every[1])
    assert sum(row[5] for row in kinds) == pytest.approx(every[5])
    assert sum(row[1] * row[2] for row in kinds) == pytest.approx(every[1] * every[2])


def test_no_party_judges_better_than_perfectly(page):
    *parties, perfect = of(page, Table)[1].rows
    assert all(row[1] < perfect[1] for row in parties)
    assert perfect[1] == of(page, Table)[0].rows[-1][5]


def test_the_best_twentieth_is_told_with_its_interval(engagement, page):
    top = offered(engagement).allowed.top_share
    (callout,) = of(page, Callout)
    assert share(top.mean) in callout.text
    assert share(top.low) in callout.text


def test_a_number_of_one_kind_moves_that_kind_alone():
    """Offers that bring nobody lose their cost; the others keep their luck."""
    before, after = (
        {row[0]: row for row in of(method.offers(one), Table)[0].rows}
        for one in (engaged(), engaged("offers.numbers.platform_push.conversion_share=0"))
    )
    name = "Platform message or e-mail push"
    assert after[name][3] == 1.0 > before[name][3]
    assert {k: v for k, v in before.items() if k not in (name, "all")} == {
        k: v for k, v in after.items() if k not in (name, "all")
    }


def test_the_page_speaks_chinese(engagement):
    with speaking("zh"):
        (heading,) = of(method.offers(engagement), Heading)
    assert "价值为负" in heading.text
