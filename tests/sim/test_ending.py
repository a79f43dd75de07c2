"""Who stops the work is heard at once, is told what is finished, and waits two seconds at most."""

import signal
import subprocess
import sys

import pytest

from sim.ending import STOPS, Stopped, noting, stopping

STOPPED = """
import sys, time
from sim.ending import Stopped, stopping
try:
    with stopping():
        print("at work", flush=True)
        time.sleep(60)
except Stopped as stop:
    print("leaving the block")
    sys.exit(stop.code)
"""


def ended_by(number, script, *words):
    """Return the exit code of a script that a signal stopped, and what it said after that."""
    command = [sys.executable, "-c", script, *map(str, words)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as work:
        assert work.stdout.readline() == "at work\n"
        work.send_signal(number)
        return work.wait(10), work.stdout.read()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stop_passes_through_the_block_with_its_exit_code(number, code):
    assert ended_by(number, STOPPED) == (code, "leaving the block\n")


def test_what_is_finished_is_told_from_the_inside_out():
    def stopped():
        with noting(lambda: ["outer"]), noting(lambda: ["inner", "also"]):
            raise Stopped(signal.SIGINT)

    with pytest.raises(Stopped) as caught:
        stopped()
    assert caught.value.__notes__ == ["inner", "also", "outer"]


def test_after_the_block_signals_are_heard_as_before():
    before = [signal.getsignal(one) for one in STOPS]
    with stopping():
        assert [signal.getsignal(one) for one in STOPS] != before
    assert [signal.getsignal(one) for one in STOPS] == before


UNDISTURBED = """
import sys, time
from sim.ending import Stopped, stopping, undisturbed
try:
    with stopping():
        with undisturbed():
            print("at work", flush=True)
            time.sleep(0.3)
            print("whole")
        print("never")
except Stopped as stop:
    sys.exit(stop.code)
"""


def test_what_may_not_be_done_by_half_is_done_before_the_stop():
    assert ended_by(signal.SIGTERM, UNDISTURBED) == (143, "whole\n")


STUBBORN = """
import sys, time
from pathlib import Path
from sim import ending
ending.GRACE_S = 0.1
ending.UNDER_WAY.add(Path(sys.argv[1]))
with ending.stopping():
    try:
        print("at work", flush=True)
        time.sleep(60)
    finally:
        time.sleep(60)
"""


def test_what_does_not_end_in_time_ends_hard_and_leaves_no_folder(tmp_path):
    folder = tmp_path / "under way"
    (folder / "inside").mkdir(parents=True)
    assert ended_by(signal.SIGTERM, STUBBORN, folder) == (143, "")
    assert not folder.exists()
