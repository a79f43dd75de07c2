"""Every notebook runs through the renderer, with few replications, and makes a document."""

import json

import pytest

from playbook.blocks import Callout, Heading, Provenance
from playbook.run.render import render
from sim.places import notebooks_dir

# As many seasons as other tests ask of the same clients, so that they are simulated once.
FEW = {
    "start_here": {},
    "pitch": {"replications": 6},
    "method": {"replications": 6},
    "evidence": {"replications": 6, "requests": 50},
    "summary": {"replications": 6},
    "business": {"replications": 6},
    "charter": {"replications": 6},
    "approval_rules": {"replications": 6},
    "memo": {"replications": 6},
    "what_if": {"replications": 6, "quota_per_decision_cny": 5000.0, "approver_speed": 4.0},
    "onboarding_plan": {"samples": 200, "replications": 6},
    "plan_logistics": {"samples": 200, "replications": 6},
    "plan_operations": {"samples": 200, "replications": 6},
    "plan_platform": {"samples": 200, "replications": 6},
    "plan_team": {"samples": 200, "replications": 6},
    "plan_product": {"samples": 200, "replications": 6},
}


def test_the_list_names_every_notebook():
    assert set(FEW) == {path.stem for path in notebooks_dir().glob("*.ipynb")}


@pytest.mark.parametrize("name", sorted(FEW))
def test_a_notebook_becomes_a_document(name, tmp_path):
    """The page, the executed notebook and the manifest lie side by side; no cell failed."""
    made = render(name, {"client": "data/clients/company_a.toml", **FEW[name]}, tmp_path / name)

    assert "<html" in made.documents["en", "html"].read_text(encoding="utf-8")
    assert any(isinstance(block, Heading) for block in made.blocks)
    manifest = json.loads(made.manifest.read_text(encoding="utf-8"))
    for parameter, value in FEW[name].items():
        assert manifest["parameters"][parameter] == value
    executed = json.loads(made.notebook.read_text(encoding="utf-8"))
    outputs = [out for cell in executed["cells"] for out in cell.get("outputs", [])]
    assert not [out for out in outputs if out["output_type"] == "error"]


def test_the_pitch_gives_the_same_bytes_twice(tmp_path):
    """The same inputs give the same page in two kernels."""
    wanted = {"client": "data/clients/company_a.toml", **FEW["pitch"]}
    first, second = (render("pitch", wanted, tmp_path / name) for name in ("first", "second"))
    assert first.documents["en", "html"].read_bytes() == second.documents["en", "html"].read_bytes()


def test_the_pitch_says_what_it_rests_on(tmp_path):
    made = render(
        "pitch",
        {"client": "data/clients/appliance_good_oa.toml", **FEW["pitch"]},
        tmp_path / "p",
    )
    (told,) = (block for block in made.blocks if isinstance(block, Provenance))
    assert (told.seed, told.replications) == (1, FEW["pitch"]["replications"])
    assert [name for name, _ in told.inputs] == ["appliance_good_oa.toml"]
    assert any(isinstance(block, Callout) for block in made.blocks)
