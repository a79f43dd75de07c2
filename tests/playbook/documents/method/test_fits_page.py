"""The fits on paper: the headline's span, the month held out, and what is not identified."""

from dataclasses import replace

import pytest
from command_line import greenchannel
from engagements import advised, case

from playbook.blocks import Callout, Scatter, Table
from playbook.documents.method.fits_page import fits, fits_line
from playbook.engagement.engagement import provenance
from playbook.engagement.verdict import headline, headline_title
from playbook.words.phrases import signed
from playbook.words.wording import interval, money
from sim.results.comparison import Difference


@pytest.fixture(scope="module")
def engaged():
    return case()


def span(engaged):
    return engaged.over_fits.span(engaged.candidate)


def test_the_headline_of_a_client_with_fits_is_the_span_over_them(engaged):
    low, high = span(engaged)
    sure = Difference(mean=60_000.0, low=50_000.0, high=70_000.0, p_better=1.0)
    told = advised(engaged, engaged.candidate, gain=sure)
    assert low > 0
    assert interval(low, high, money) in headline_title(told)
    assert interval(low, high, signed) in headline(told)


def test_a_client_without_fits_has_no_word_of_them():
    assert fits_line(case("cosmetics_today")) == []
    assert list(fits(case("cosmetics_today"))) == []


def test_the_first_page_tells_the_error_of_the_month_held_out_and_what_is_not_identified(engaged):
    (line,) = fits_line(engaged)
    assert "The latest month was held out: the fits miss it by −" in line
    assert "the channel, the ERP interface and Double 11 came together" in line


def test_the_method_shows_every_target_every_input_and_a_point_for_every_fit(engaged):
    page = list(fits(engaged))
    targets, inputs = (block for block in page if isinstance(block, Table))
    (picture,) = (block for block in page if isinstance(block, Scatter))
    assert [len(each) for each in (targets.rows, inputs.rows, picture.points)] == [
        len(each) for each in (engaged.fits.targets, engaged.fits.inputs, engaged.fits.fits)
    ]


def test_the_input_that_the_figures_force_out_of_its_range_is_named(engaged):
    told = " ".join(block.text for block in fits(engaged) if hasattr(block, "text"))
    assert "Sought in a wider range than usual: monthly growth of organic visits, 0.20" in told


def test_fits_that_the_file_names_and_that_do_not_hold_are_told_as_left_out(engaged):
    client = engaged.client.with_settings('reported.fits="elsewhere.toml"')
    (told,) = fits(replace(engaged, client=client))
    assert isinstance(told, Callout)
    assert "left out" in told.text


def test_fits_of_one_client_are_refused_for_two():
    clients = ("data/clients/company_a.toml", "data/clients/cosmetics_today.toml")
    said = greenchannel("pitch", *clients, "--fits", "data/case/company_a_fits.toml")
    assert said.returncode == 2
    assert "--fits holds for one client; 2 are given." in said.stderr


def test_a_pitch_is_made_with_the_fits_that_are_given(tmp_path):
    """Nothing is made with those of another client."""
    words = ("--fits", "data/case/company_a_fits.toml", "--out", tmp_path)
    said = greenchannel("pitch", "data/clients/cosmetics_today.toml", *words)
    assert said.returncode == 1
    assert "made for another client, Company A" in said.stderr
    assert list(tmp_path.iterdir()) == []


def test_what_a_document_rests_on_names_the_file_of_fits(engaged):
    assert [name for name, _ in provenance(engaged).inputs] == [
        "company_a.toml",
        "company_a_fits.toml",
    ]
