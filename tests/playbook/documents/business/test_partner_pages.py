"""Partners by fit: gates, the weakest capability, and no point for size or price."""

import shutil

import pytest

from playbook.clients.partners import Partner, criteria, groups, read_partners
from playbook.documents.business.partner_pages import ranked, reason
from sim.messages import ProblemError
from sim.places import data_dir

EXAMPLE = data_dir() / "clients" / "company_a_partners.csv"


def partner(name="One", **changed):
    """Return a partner with four points everywhere and every gate passed."""
    scores = {str(row["criterion_id"]): 4.0 for row in criteria()}
    scores |= {str(row["criterion_id"]): 5.0 for row in criteria() if row["group"] == "gate"}
    return Partner(name=name, scores=scores | changed)


def test_the_weights_sum_to_a_hundred_and_full_marks_reach_it():
    assert sum(float(rows[0]["group_weight"]) for rows in groups().values()) == 100
    best = Partner(name="Best", scores={str(row["criterion_id"]): 5.0 for row in criteria()})
    assert best.points == pytest.approx(100)


def test_of_the_three_capabilities_the_weakest_counts():
    """Two fives and a one are worth a one: 20 points x 1 / 5."""
    weak = partner(store_operation=5.0, marketing_resource=5.0, supply_understanding=1.0)
    assert weak.groups["capability"] == pytest.approx(4)
    assert weak.weakest["criterion_id"] == "supply_understanding"


def test_one_failed_gate_is_the_end_of_it():
    out, weak = partner("Out", reference_in_category=0.0), partner("Weak", same_category=0.0)
    assert [one.name for one in ranked([out, weak])] == ["Weak", "Out"]
    assert [row["criterion_id"] for row in out.failed] == ["reference_in_category"]


def test_the_gate_that_is_failed_is_named_as_one():
    one = partner("Out", reference_in_category=0.0)
    two = partner("Out", reference_in_category=0.0, not_direct_rival=0.0)
    assert reason(one) == "Out is out: it fails the gate “A reference in the category”."
    assert reason(two) == (
        "Out is out: it fails the gates “A reference in the category” and “Does not run the direct"
        " rival”."
    )


def test_no_criterion_is_about_size():
    words = " ".join(str(row["criterion_en"]).lower() for row in criteria())
    assert not any(word in words for word in ("size", "big", "turnover of the agency", "revenue"))


def test_the_big_agency_of_the_example_loses_to_the_fitting_one():
    found = ranked(read_partners(EXAMPLE))
    assert [one.name for one in found] == ["Agency North", "Big Group", "Cheap Studio"]
    big = found[1].scores
    assert big["store_operation"] == big["marketing_resource"] == 5
    assert found[0].points > found[1].points


def test_all_problems_of_a_list_are_told_at_once(tmp_path):
    path = tmp_path / "partners.csv"
    shutil.copyfile(EXAMPLE, path)
    text = path.read_text(encoding="utf-8")
    text = text.replace("Big Group,price_band", "Big Group,price_bnad")
    text = text.replace("Cheap Studio,turnover,2", "Cheap Studio,turnover,9")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProblemError) as caught:
        read_partners(path)
    told = str(caught.value)
    assert "no such criterion of the scorecard. Did you mean 'price_band'?" in told
    assert "9" in told
    assert len(caught.value.problems) == 2


def test_a_missing_score_is_named(tmp_path):
    path = tmp_path / "partners.csv"
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("Big Group,turnover")]
    path.write_text("\n".join(kept), encoding="utf-8")
    with pytest.raises(ProblemError, match=r"Big Group = 'turnover': has no score"):
        read_partners(path)
