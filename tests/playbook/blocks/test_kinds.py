import json

import numpy as np
import pytest

from playbook.blocks import (
    MIME,
    Bars,
    Blocks,
    Bullets,
    Callout,
    Column,
    Cover,
    Gantt,
    Heading,
    Kpi,
    Prose,
    Provenance,
    Span,
    Table,
    blocks_from,
    from_dict,
)
from sim.messages import ProblemError

NAME = Column(name="Regime")
COST = Column(name="Cost", format="money")
BARS = {"title": "t", "alt": "a", "labels": ["a"], "values": [1.0], "format": "money"}


def test_every_block_survives_the_way_through_json(sample):
    for block in sample:
        assert from_dict(json.loads(json.dumps(block.to_dict()))) == block
    assert blocks_from(json.loads(json.dumps(sample.to_dict()))) == sample


def test_nested_blocks_are_levelled_and_added():
    one, two = Prose(text="one"), Prose(text="two")
    joined = Blocks([one, Blocks([two, [one]])]) + Blocks([two])
    assert list(joined) == [one, two, one, two]


def test_a_cell_that_ends_with_blocks_carries_all_of_them():
    blocks = Blocks([Heading(text="Findings"), Prose(text="None.")])
    bundle = blocks._repr_mimebundle_()
    assert blocks_from(bundle[MIME]) == blocks
    assert bundle["text/plain"] == "# Findings\n\nNone."


def test_a_single_block_carries_itself():
    block = Prose(text="one")
    assert from_dict(block._repr_mimebundle_()[MIME]) == block


def test_numbers_of_numpy_become_pythons_own():
    table = Table(
        title="t", columns=(NAME, COST), rows=[["a", np.float32(2.5)], ["b", np.int64(3)]]
    )
    assert table.rows == (("a", 2.5), ("b", 3))
    assert [type(row[1]) for row in table.rows] == [float, int]


def test_a_chart_keeps_its_numbers_when_the_caller_changes_his():
    values = [1.0]
    chart = Bars(**BARS | {"values": values})
    values[0] = 9.0
    assert chart.values == (1.0,)


def test_an_anchor_is_made_from_the_heading():
    assert Heading(text="What does <OA> cost?").id == "what-does-oa-cost"
    assert Heading(text="🎁").id == "section"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Prose(text=" "), r"text = ' ': must not be empty\."),
        (lambda: Prose(text=7), r"Prose text = 7: must be text\."),
        (lambda: Prose(text="a\x00b"), "must not hold control characters"),
        (lambda: Prose(text="a\ud800b"), "must not hold control characters"),
        (lambda: Heading(text="x", level=3), "level = 3: is not known"),
        (lambda: Heading(text="x", level=True), "level = true: must be a whole number"),
        (lambda: Heading(text="x", id="a b"), "must be letters, digits and dashes"),
        (
            lambda: Callout(text="x", tone="god"),
            r"tone = 'god': is not known\. Did you mean 'good'",
        ),
        (lambda: Kpi(label="x", value=3), r"Kpi 'x' value = 3: must be text\."),
        (lambda: Bullets(items=()), "items .*: must have at least 1 member"),
        (lambda: Bullets(items="abc"), "items = 'abc': must be a sequence"),
        (lambda: Column(name="x", format="mony"), "Did you mean 'money'"),
        (
            lambda: Cover(title="t", client="c", as_of="1.6.2010"),
            "as_of = '1.6.2010': must be a date such as '2010-10-01'",
        ),
        (
            lambda: Provenance(client="c", as_of="2010-06-01", model_version="1", seed=True),
            "seed = true: must be a whole number",
        ),
        (lambda: Blocks(["text"]), "only blocks may stand here"),
        (
            lambda: Table(title="t", columns=(NAME, COST), rows=(("a", True),)),
            r"Table 't' rows\[0\]\[1\] = true: must be a number\.",
        ),
        (
            lambda: Table(title="t", columns=(NAME, COST), rows=(("a", "5"),)),
            r"rows\[0\]\[1\] = '5': must be a number\.",
        ),
        (
            lambda: Table(title="t", columns=(NAME, COST), rows=(("a", float("nan")),)),
            "must be finite. Use None for what does not exist",
        ),
        (lambda: Table(title="t", columns=(NAME,), rows=((3,),)), r"\[0\]\[0\] = 3: must be text"),
        (
            lambda: Table(title="t", columns=(NAME, COST), rows=(("a",),)),
            r"rows\[0\] = \('a',\): must have 2 cells",
        ),
        (lambda: Bars(**BARS | {"alt": ""}), r"Bars 't' alt = '': must not be empty"),
    ],
)
def test_a_wrong_value_is_refused_with_its_place(make, message):
    with pytest.raises(ProblemError, match=message):
        make()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"values": [1.0, 2.0]}, r"values = .*: must have 1 members, one for each label"),
        ({"values": [True]}, r"values\[0\] = true: must be a number"),
        ({"values": [float("inf")]}, r"values\[0\] = inf: must be finite"),
        ({"vales": [1.0]}, r"vales = \[1.0\]: no such entry. Did you mean 'values'"),
        ({"format": "euro"}, "format = 'euro': is not known"),
        ({"orientation": "up"}, "orientation = 'up': is not known"),
    ],
)
def test_wrong_chart_data_is_refused_with_its_place(change, message):
    with pytest.raises(ProblemError, match=message):
        Bars(**BARS | change)


def test_a_bar_of_a_plan_must_not_end_before_it_starts():
    bar = Span(label="x", area="y", start="2010-06-02", finish="2010-06-01")
    with pytest.raises(ProblemError, match=r"bars\[0\].finish = '2010-06-01': lies before its st"):
        Gantt(title="t", alt="a", bars=(bar,), unit="date")


def test_all_faults_of_a_block_are_told_at_once():
    with pytest.raises(ProblemError) as caught:
        Table(title="", columns=(NAME, COST), rows=(("a", True), (2, None)))
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([], "must be a mapping with the key 'block'"),
        ({"block": "proze", "text": "x"}, "Did you mean 'prose'"),
        ({"block": "prose", "text": "x", "bold": True}, "prose 'x' bold = true: no such entry"),
        ({"block": "prose"}, "prose text: is missing"),
        ({"block": "kpis", "items": [{"label": "x"}]}, r"kpis items\[0\].value: is missing"),
        ({"block": "blocks", "items": 3}, "must be a sequence"),
    ],
)
def test_strange_json_is_refused(data, message):
    with pytest.raises(ProblemError, match=message):
        blocks_from(data)
