"""Many clients at once: the good ones get their documents, the bad ones are told at the end."""

import pytest
from click.testing import CliRunner

from playbook.commands import group
from playbook.commands.documents import Several
from playbook.engagement.opened import engagement
from playbook.engagement.questions import doubt, headline, under_fits
from playbook.run.hands import hands
from playbook.run.reports import Edition, Wanted, folders, make

COMPANY = "data/clients/company_a.toml"
APPLIANCE = "data/clients/appliance_good_oa.toml"


def said(*words):
    return CliRunner().invoke(group, [str(word) for word in words])


def test_a_failing_client_does_not_stop_the_others(tmp_path):
    (tmp_path / "bad.toml").write_text("[client]\nnmae = 'x'", encoding="utf-8")
    names, faults = folders([COMPANY, str(tmp_path / "bad.toml"), "none.toml", APPLIANCE])
    assert list(names) == [COMPANY, APPLIANCE]
    assert list(faults) == [str(tmp_path / "bad.toml"), "none.toml"]


def test_two_clients_of_one_name_do_not_share_a_folder(tmp_path):
    from sim.places import data_dir

    clients = data_dir() / "clients"
    copy = tmp_path / "copy.toml"
    copy.write_bytes((clients / "company_a.toml").read_bytes())
    for listed in ("company_a_skus.csv", "company_a_partners.csv"):
        (tmp_path / listed).write_bytes((clients / listed).read_bytes())
    names, faults = folders([COMPANY, str(copy)])
    assert names == {COMPANY: "company-a"}
    assert "another client file writes into the same folder ('company-a')" in str(faults[str(copy)])


def test_languages_and_clients_are_made_at_once_and_counted(tmp_path):
    """Two clients, two languages, in two processes; one notebook has no such parameter."""
    wanted = [
        Wanted(client=COMPANY, document="summary", parameters={"replications": 6}),
        Wanted(client=APPLIANCE, document="summary", parameters={"replicatoins": 6}),
    ]
    names, _ = folders([COMPANY, APPLIANCE])
    edition = Edition(languages=("en", "zh"), formats=("html",), out=tmp_path)
    steps = []
    with hands(2, len(wanted)) as at_work:
        done, refused = make(
            wanted, names, edition, hands=at_work, advance=lambda *step: steps.append(step)
        )

    assert done.rendered is not None
    assert sorted(path.name for path in done.rendered.folder.iterdir()) == [
        "company-a-summary-en.html",
        "company-a-summary-en.ipynb",
        "company-a-summary-zh.html",
        "company-a-summary-zh.ipynb",
        "manifest.json",
    ]
    assert [step[:2] for step in steps] == [(1, 4), (2, 4)]
    assert sorted(name for _, _, name in steps) == ["summary-en", "summary-zh"]
    assert refused.rendered is None
    assert "replicatoins = 6: no such parameter. Did you mean 'replications'?" in str(refused.error)
    assert not (tmp_path / "bright-appliances").exists()


def test_the_command_tells_failures_last_and_ends_with_one(tmp_path):
    found = said(
        "plan",
        "none.toml",
        COMPANY,
        "--samples",
        200,
        "--replications",
        4,
        "--format",
        "html",
        "--out",
        tmp_path,
    )
    assert found.exit_code == 1
    plan = tmp_path / "company-a" / "plan"
    assert f"1 file in {plan}" in found.stdout
    assert found.stdout.rstrip().endswith(str(tmp_path)), "of two clients the folder is opened"
    engaged = engagement(COMPANY, replications=4)
    known = engaged.client, engaged.method
    asked = [headline(*known), *under_fits(engaged.fits, engaged.method), doubt(engaged.method)]
    seasons = sum(question.replications for question in asked)
    assert f"{seasons} seasons to simulate, 1 document to make, 1 file in all." in found.stderr
    assert "none.toml: no such file" in found.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--format", "html,pfd"), "'pfd' is not one of: html, pdf, pptx, docx, xlsx."),
        (("--language", "en,fr"), "'fr' is not one of: en, zh."),
        (("--language", ","), "',' is not one of: en, zh."),
    ],
)
def test_a_strange_language_or_format_is_told_before_anything_runs(words, message):
    found = said("plan", COMPANY, *words)
    assert found.exit_code == 2
    assert message in " ".join(found.stderr.replace("│", " ").split())


def test_a_list_keeps_its_order_and_drops_repetitions():
    assert Several(("html", "pdf")).convert("pdf, HTML,pdf", None, None) == ("pdf", "html")
