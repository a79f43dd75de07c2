"""What is said of inputs in doubt, on the pitch, in the plan and in the method document."""

import json

import pytest
from engagements import case, engaged

from playbook.documents import method, onboarding, pitch
from playbook.documents.in_doubt import gain_line, group_name, group_of, how_measured, measures
from playbook.documents.method.oa_wins_page import regrets
from playbook.engagement import knowing as knowing_module
from playbook.engagement.knowing import gain_in_doubt
from playbook.engagement.varied import uncertain, worlds
from playbook.study.information import GROUPS, Information, Knowing
from playbook.words.phrases import signed
from sim.client.regimes import REGIMES


@pytest.fixture
def knowing(monkeypatch):
    """Give an engagement whose inputs are worth so much to know, in CNY, each surely so."""

    def asked(**worths):
        told = engaged()
        paths = told.in_doubt().draws.paths
        inputs = {path: worths.get(path.partition(".")[2], 0.0) for path in paths}
        groups = {
            group: sum(cny for path, cny in inputs.items() if group_of(path) == group)
            for group in GROUPS
        }
        ordered = sorted(inputs.items(), key=lambda pair: -pair[1])
        found = Information(
            everything=worth(sum(inputs.values())),
            groups={name: worth(cny) for name, cny in groups.items()},
            inputs={path: worth(cny) for path, cny in ordered},
        )
        monkeypatch.setattr(knowing_module, "information_of", lambda doubt: found)
        return told

    return asked


def words_of(blocks):
    """Return every word of the blocks, as a reader meets them."""
    return json.dumps([block.to_dict() for block in blocks], ensure_ascii=False)


def worth(cny):
    return Knowing(mean=cny, error=cny / 10)


def test_the_first_page_has_the_gain_of_the_method_document():
    computed = case()
    mean = signed(gain_in_doubt(computed).mean)
    assert mean in gain_line(computed)
    assert gain_line(computed) in words_of(pitch.behind(computed))
    assert mean in method.in_doubt(computed)[0].text


def test_what_is_worth_most_is_measured_first(knowing):
    asked = knowing(attention_factor=900.0, margin_share=5_000.0)
    first, second = measures(asked)
    assert "CNY 5,000" in first
    assert group_name("store") in first
    assert "how long approvers let a request lie" in second


def test_the_plan_measures_what_the_pitch_asks_for(knowing):
    asked = knowing(attention_factor=900.0)
    (wanted,) = measures(asked)
    assert wanted in words_of(pitch.measure_first(asked))
    assert wanted in words_of(onboarding.measured(asked))


def test_where_nothing_is_worth_knowing_nothing_is_measured(knowing):
    asked = knowing()
    assert measures(asked) == []
    assert "Nothing need be measured" in pitch.measure_first(asked)[0].text


@pytest.mark.parametrize("group", GROUPS)
def test_every_group_has_a_name_and_a_way_to_be_measured(group):
    assert group_name(group)
    assert how_measured(group)


def test_every_input_in_doubt_lies_in_a_group_that_can_be_measured():
    assert {group_of(number.path) for number in uncertain(engaged().client)} == set(GROUPS)


def test_one_choice_of_every_world_is_regretted_by_nobody():
    found = regrets(case())
    for world in worlds(case().client.file):
        assert min(one.by_world[world] for one in found) == 0


def test_regret_is_told_of_every_way_of_deciding_the_least_of_the_worst_first():
    found = [block for block in method.oa_wins(case()) if "regrets" in getattr(block, "title", "")]
    worst = [row[1] for row in found[0].rows]
    assert worst == sorted(worst)
    assert len(worst) == len(REGIMES)
    assert sum(row[4] for row in found[0].rows) >= len(worlds(case().client.file))
