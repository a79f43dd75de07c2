"""Many points on the same seasons: the grid, the blocks, what is kept, and what it says."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
from time import monotonic, sleep

import distributed
import pytest
from command_line import COMPANY_A, ROOT, greenchannel

from playbook.clients.load import load_client
from playbook.study.recommendation import compare_client
from playbook.study.sweep import blocks, folder, hands
from playbook.study.sweep.blocks import Sweep, content_of, table_in
from playbook.study.sweep.chart import chart_of
from playbook.study.sweep.folder import SweepFolder
from playbook.study.sweep.grid import PointGrid, grid_of, in_worlds, worlds_of
from playbook.study.sweep.run import played
from playbook.study.sweep.summary import best, summed_up
from sim.messages import ProblemError
from sim.results import facts
from sim.results.outcomes import OUTCOMES

QUOTAS = "charter.quota_cny=2000:200000:20"
EIGHT = "charter.quota_cny=2000:90000:8"
FEW = "charter.quota_cny=5000,20000,60000"


def values_of(text):
    (axis,) = grid_of([text]).axes
    return axis.values


def sweep_of(*overs, **method):
    wanted = {"names": ("green",), "replications": 2} | method
    client = load_client(COMPANY_A)
    return Sweep.of(client, in_worlds(client, grid_of(overs)), **wanted)


def rows_of(sweep, block=0):
    columns = ["point", "regime", "replication", *OUTCOMES]
    return table_in(content_of(sweep, block), columns)


@pytest.fixture
def small_blocks(monkeypatch):
    """Let a block have one point, so that a small sweep has several."""
    monkeypatch.setattr(blocks, "MOST_POINTS", 1)


def test_a_span_has_both_its_ends_and_steps_between_them_that_can_be_read():
    assert values_of("charter.quota_cny=2000:9000:4") == ("2000", "4333.33", "6666.67", "9000")


def test_a_span_over_a_key_of_whole_numbers_has_whole_numbers_each_once():
    assert values_of("chain.reminders=0:3:7") == ("0", "1", "2", "3")


def test_a_list_is_cut_at_commas_that_stand_in_no_brackets():
    text = 'charter.instruments=["price","gift"],["price"], []'
    assert values_of(text) == ('["price","gift"]', '["price"]', "[]")


def test_the_points_are_all_combinations_and_point_nought_is_the_client_as_told():
    grid = grid_of([FEW, "chain.reminders=0,2"])
    assert grid.count == len(grid.points) == 7
    assert grid.points[0] == ()
    assert grid.points[2] == ("charter.quota_cny=5000", "chain.reminders=2")


def test_keys_that_change_the_world_move_slowest_so_that_its_points_share_its_seasons():
    asked = grid_of([FEW, "store.conversion_share=0.02,0.03"])
    assert in_worlds(load_client(COMPANY_A), asked).keys[1] == "charter.quota_cny"


def test_the_worlds_of_a_grid_are_those_of_its_keys_that_change_the_world():
    client = load_client(COMPANY_A)
    found = worlds_of(client, grid_of([FEW, "store.conversion_share=0.02,0.03"]))
    assert [one.file.store.conversion_share for one in found] == [
        client.file.store.conversion_share,
        0.02,
        0.03,
    ]


def test_every_point_has_the_numbers_that_compare_has_with_its_settings():
    rows = rows_of(sweep_of(FEW, "store.conversion_share=0.02,0.03"))
    client = load_client(COMPANY_A, ["charter.quota_cny=60000", "store.conversion_share=0.02"])
    found = compare_client(client, replications=2, names=("green",)).results
    for regime in ("oa", "green"):
        ours = rows[(rows["point"] == 3) & (rows["regime"] == regime)]
        for outcome in OUTCOMES:
            alone = found.of(regime, outcome).set_index("replication")["value"].reindex([0, 1])
            assert ours[outcome].tolist() == pytest.approx(alone.tolist(), abs=0, nan_ok=True)


def test_oa_is_played_once_for_all_points_of_a_world(monkeypatch):
    asked = []
    play = Sweep.experiment

    def noted(sweep, client, regimes):
        asked.append(len(regimes))
        return play(sweep, client, regimes)

    monkeypatch.setattr(Sweep, "experiment", noted)
    content_of(sweep_of(FEW), 0)
    assert asked == [4], "OA, and the green channel with the three quotas, one of them as told"


def test_the_summary_is_paired_with_oa_at_the_point_and_with_the_client_as_told(tmp_path):
    sweep, place = sweep_of(FEW, replications=5), SweepFolder(tmp_path / "out")
    place.begin(sweep)
    found = played(sweep, place, hands.here, place.missing(sweep))
    assert [one.point for one in found] == [0, 0, 1, 1, 2, 2, 3, 3]
    told, same = found[1], found[5]
    assert told.values == same.values == ("20000",)
    assert told.contribution == same.contribution
    assert (same.to_told.mean, found[4].to_baseline.mean) == (0, 0)
    alone = compare_client(load_client(COMPANY_A), replications=5, names=("green",))
    gain = alone.difference("green", "contribution_cny")
    assert told.to_baseline.mean == pytest.approx(gain.mean)
    assert told.to_baseline.low < gain.low, "holds for all points at once"
    assert best(found[2:], 3)[0][0].contribution == max(one.contribution for one in found[2:])


def test_points_that_bring_the_same_are_one_line_of_the_table(tmp_path):
    sweep, place = sweep_of("charter.quota_cny=150000,160000,170000"), SweepFolder(tmp_path)
    place.begin(sweep)
    found = played(sweep, place, hands.here, place.missing(sweep))
    ((first, alike),) = best([one for one in found if one.point], 10)
    assert (first.point, alike) == (1, 2)


def test_the_summary_opens_in_a_spreadsheet(tmp_path):
    done = greenchannel("sweep", COMPANY_A, "--over", FEW, "--regime", "green",
                        "--replications", 2, "--out", tmp_path / "out")  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "best of 3 points" in done.stdout
    content = (tmp_path / "out" / "sweep.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf"), "or a spreadsheet takes it for another alphabet"
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [row["charter.quota_cny"] for row in rows[::2]] == ["20000", "5000", "20000", "60000"]
    assert float(rows[3]["contribution_cny_over_oa"]) != 0
    assert "<svg" in (tmp_path / "out" / "sweep.svg").read_text(encoding="utf-8")


def test_one_key_has_a_line_a_regime_and_two_keys_a_line_a_value(tmp_path):
    sweep, place = sweep_of(FEW, "charter.alone_cny=0,5000"), SweepFolder(tmp_path)
    place.begin(sweep)
    found = played(sweep, place, hands.here, place.missing(sweep))
    chart = chart_of(sweep.grid, found)
    assert chart.x == (5000, 20000, 60000)
    assert [line.name for line in chart.series] == [
        "charter.alone_cny = 0",
        "charter.alone_cny = 5000",
    ]
    assert chart_of(PointGrid(axes=sweep.grid.axes * 2), found) is None, "four keys have no picture"


def contents(place):
    return {path.name: path.read_bytes() for path in sorted(place.rglob("*.*")) if path.is_file()}


MANY = (COMPANY_A, "--over", "charter.quota_cny=2000:200000:9", "--regime", "green",
        "--replications", "20", "--workers", "1")  # fmt: skip


SMALL_BLOCKS = "from playbook.study.sweep import blocks; blocks.MOST_POINTS = 2\n"
RUN = "from playbook.commands import main; main()"


def begun(place):
    """Begin a sweep of five blocks and return it when the first of them is there."""
    command = [sys.executable, "-c", SMALL_BLOCKS + RUN, "sweep", *MANY, "--out", str(place)]
    child = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    patience = monotonic() + 60
    while not (place / "blocks" / "00000.parquet").exists() and monotonic() < patience:
        sleep(0.005)
    return child


def test_a_sweep_that_is_killed_goes_on_and_computes_no_finished_block_again(tmp_path, monkeypatch):
    monkeypatch.setattr(blocks, "MOST_POINTS", 2)
    child = begun(tmp_path / "killed")
    child.send_signal(signal.SIGKILL)
    assert child.wait() == -signal.SIGKILL
    there = sorted((tmp_path / "killed" / "blocks").glob("*.parquet"))
    assert 1 <= len(there) < 5
    moments = {path: path.stat().st_mtime_ns for path in there}
    again = greenchannel("sweep", *MANY, "--out", tmp_path / "killed")
    assert f"{len(there)} of 5 blocks are there and are kept." in again.stderr
    assert moments == {path: path.stat().st_mtime_ns for path in there}
    whole = greenchannel("sweep", *MANY, "--out", tmp_path / "whole")
    assert whole.stdout.splitlines()[:-1] == again.stdout.splitlines()[:-1]
    assert contents(tmp_path / "killed") == contents(tmp_path / "whole")


def test_two_workers_write_the_bytes_of_one(tmp_path, monkeypatch, small_blocks):
    monkeypatch.setattr(hands, "SEASONS_FOR_PROCESSES", 1)
    for number in (1, 2):
        sweep, place = sweep_of(FEW), SweepFolder(tmp_path / str(number))
        place.begin(sweep)
        played(sweep, place, hands.processes(number), place.missing(sweep))
    assert contents(tmp_path / "1") == contents(tmp_path / "2")


@pytest.fixture
def workers():
    """Begin a scheduler, and give its address and two worker processes that have reached it."""
    with distributed.LocalCluster(
        n_workers=0, dashboard_address=None, silence_logs="CRITICAL"
    ) as cluster:
        address = cluster.scheduler_address
        with pytest.raises(ProblemError, match="the cluster has no worker yet"):
            list(hands.cluster(address, 2)(sweep_of(FEW), [0]))
        command = [sys.executable, "-m", "dask", "worker", address, "--nthreads", "1"]
        children = [
            subprocess.Popen(
                [*command, "--no-nanny", "--no-dashboard"],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            for _ in range(2)
        ]
        with distributed.Client(cluster) as client:
            client.wait_for_workers(2, timeout=60)
        yield address, children
        for child in children:
            child.kill()
            child.wait()


def test_a_worker_of_a_cluster_that_is_killed_costs_time_only(workers, tmp_path, small_blocks):
    """It holds blocks when it dies; the other one plays them."""
    address, children = workers
    sweep, place = sweep_of(EIGHT), SweepFolder(tmp_path / "cluster")
    place.begin(sweep)
    done = []

    def kill_one(seasons):
        done.append(seasons)
        if len(done) == 2:
            children[0].kill()

    played(sweep, place, hands.cluster(address, 2), place.missing(sweep), kill_one)
    assert (len(done), children[0].wait()) == (9, -signal.SIGKILL)
    alone = SweepFolder(tmp_path / "alone")
    alone.begin(sweep)
    played(sweep, alone, hands.here, alone.missing(sweep))
    assert contents(tmp_path / "cluster") == contents(tmp_path / "alone")


def test_a_cluster_that_is_begun_here_plays_a_sweep_too(tmp_path):
    sweep, place = sweep_of(FEW), SweepFolder(tmp_path)
    place.begin(sweep)
    played(sweep, place, hands.cluster("local", 1), place.missing(sweep))
    assert place.block(0).read_bytes() == content_of(sweep, 0)


def test_a_disk_that_is_full_loses_nothing_that_is_finished(tmp_path, monkeypatch, small_blocks):
    sweep, place = sweep_of(FEW), SweepFolder(tmp_path)
    place.begin(sweep)
    write_whole = folder.write_whole

    def full(path, content):
        if path.name == "00002.parquet":
            raise OSError(28, "No space left on device")
        write_whole(path, content)

    monkeypatch.setattr(folder, "write_whole", full)
    with pytest.raises(ProblemError, match=r"No space left on device.*the same command goes on"):
        played(sweep, place, hands.here, place.missing(sweep))
    monkeypatch.undo()
    assert place.missing(sweep) == [2, 3]


def test_half_a_file_is_no_block_and_is_removed(tmp_path, small_blocks):
    sweep, place = sweep_of(FEW), SweepFolder(tmp_path)
    place.begin(sweep)
    (tmp_path / "blocks" / ".00001.parquet-x7").write_bytes(b"PAR1")
    place.keep(0, b"PAR1 cut off")
    assert place.missing(sweep) == [0, 1, 2, 3]
    assert not list((tmp_path / "blocks").glob(".*"))


@pytest.mark.parametrize(
    ("overs", "changed", "what"),
    [
        ((QUOTAS,), {}, "the grid"),
        ((FEW,), {"seed": 2}, "the seed"),
        ((FEW,), {"names": ("plan",)}, "the regimes"),
        ((FEW,), {"replications": 3}, "the number of seasons"),
    ],
)
def test_the_folder_of_another_sweep_is_refused_and_left_alone(tmp_path, overs, changed, what):
    SweepFolder(tmp_path).begin(sweep_of(FEW))
    before = contents(tmp_path)
    with pytest.raises(ProblemError, match=f"holds another sweep; it differs in {what}"):
        SweepFolder(tmp_path).begin(sweep_of(*overs, **changed))
    assert contents(tmp_path) == before


def test_a_sweep_of_another_version_of_the_model_is_another_sweep(tmp_path):
    place = SweepFolder(tmp_path)
    place.begin(sweep_of(FEW))
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    place.write("manifest.json", json.dumps(manifest | {"model": "older"}))
    with pytest.raises(ProblemError, match="it differs in the version of the model"):
        place.begin(sweep_of(FEW))


def test_a_folder_with_files_of_others_is_refused(tmp_path):
    (tmp_path / "thesis.docx").write_bytes(b"mine")
    with pytest.raises(ProblemError, match="holds files that this program did not write"):
        SweepFolder(tmp_path).begin(sweep_of(FEW))
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


REFUSED = {
    "an unknown key": (
        ["--over", "charter.qouta_cny=1,2"],
        "--over [charter].qouta_cny = 1: no such setting. Did you mean 'quota_cny'?",
    ),
    "no key": ([], "--over: nothing is varied."),
    "no value": (["--over", "charter.quota_cny="], "charter.quota_cny: has no value to take."),
    "none of a span": (["--over", "charter.quota_cny=1:2:0"], "has no value to take."),
    "a value out of its bounds": (
        ["--over", "charter.hurdle_share=0.1,-2"],
        "--over [charter].hurdle_share = -2: must be",
    ),
    "a word for a number": (["--over", "charter.quota_cny=a:b:3"], "a:b:3: is no span."),
    "a key twice": (["--over", FEW, "--over", FEW], "charter.quota_cny: is varied twice."),
    "too many points": (
        ["--over", "charter.quota_cny=1:2:200", "--over", "charter.alone_cny=1:2:100"],
        "--over: 20,000 points on 1,000 seasons are too many: at most 10,000",
    ),
    "no address": (
        ["--over", FEW, "--cluster", "here"],
        "--cluster = 'here': is no address. Write local, or an address such as",
    ),
    "an unknown regime": (["--over", FEW, "--regime", "gren"], "Did you mean 'green'?"),
    "a file in the way": (["--over", FEW, "--out", COMPANY_A], "company_a.toml: is not a folder."),
    "a folder that cannot be": (["--over", FEW, "--out", f"{COMPANY_A}/x"], "cannot be written"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_bad_input_is_told_in_one_line_and_leaves_nothing(case, tmp_path):
    words, said = REFUSED[case]
    done = greenchannel("sweep", COMPANY_A, "--out", tmp_path / "out", *words)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert said in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_cluster_that_does_not_answer_is_told_and_the_same_command_goes_on(tmp_path, monkeypatch):
    monkeypatch.setattr(hands, "CONNECT_S", 0.3)
    asked = ["sweep", COMPANY_A, "--over", FEW, "--replications", 2, "--out", tmp_path / "out"]
    done = greenchannel(*asked, "--cluster", "tcp://127.0.0.1:9")
    assert done.returncode == 1
    assert "--cluster = 'tcp://127.0.0.1:9': no cluster answers there" in done.stderr
    assert greenchannel(*asked, "--regime", "green").returncode == 1, "other regimes"
    assert greenchannel(*asked).returncode == 0


def test_without_dask_a_cluster_is_refused_with_what_to_install(monkeypatch):
    monkeypatch.setattr(hands, "find_spec", lambda name: None)
    with pytest.raises(ProblemError, match=r"Dask is not installed.*greenchannel\[cluster\]"):
        hands.cluster("local", 2)


def test_a_worker_of_another_version_is_refused(monkeypatch):
    sweep = sweep_of(FEW)
    monkeypatch.setattr(blocks, "model_digest", lambda: "another")
    with pytest.raises(ProblemError, match="another version of this program"):
        content_of(sweep, 0)


def test_both_engines_write_the_same_bytes():
    sweep = sweep_of(FEW, replications=1)
    assert content_of(sweep, 0) == content_of(sweep_of(FEW, replications=1, engine="simpy"), 0)


def test_what_the_kernel_cannot_play_is_swept_event_by_event_and_that_is_said(
    tmp_path, monkeypatch
):
    asked = ("sweep", COMPANY_A, "--over", FEW, "--replications", 1, "--regime", "green")
    fast = greenchannel(*asked, "--out", tmp_path / "fast")
    monkeypatch.setattr(facts, "find_spec", lambda name: None)
    slow = greenchannel(*asked, "--out", tmp_path / "slow")
    assert "note: wasmtime is not installed, so seasons are simulated event by" in slow.stderr
    assert (fast.returncode, slow.returncode) == (0, 0)
    assert contents(tmp_path / "fast") == contents(tmp_path / "slow")


def test_a_damaged_block_is_told(tmp_path):
    sweep, place = sweep_of(FEW), SweepFolder(tmp_path)
    place.begin(sweep)
    place.keep(0, b"PAR1 damaged PAR1")
    with pytest.raises(ProblemError, match=r"is damaged\. Delete it and give the same command"):
        summed_up(sweep, place)
