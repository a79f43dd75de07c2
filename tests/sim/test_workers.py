"""Processes and threads end with whoever has them work."""

import os
import signal
import subprocess
import sys
import time
from multiprocessing import active_children
from pathlib import Path

import pytest

from sim.ending import Stopped
from sim.messages import ProblemError
from sim.workers import processes, threads


def held_back():
    return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])


def test_processes_hear_no_ctrl_c_and_are_there_until_the_work_is_done():
    with processes(2) as pool:
        assert list(pool.map(divmod, (7, 9), (2, 2))) == [(3, 1), (4, 1)]
        assert pool.submit(held_back).result()
        assert pool.submit(signal.getsignal, signal.SIGINT).result() == signal.SIG_IGN
        assert not held_back()
    assert active_children() == []


def test_processes_are_killed_when_work_is_stopped():
    begun = time.monotonic()

    def stopped():
        with processes(1) as pool:
            pool.submit(time.sleep, 60)
            raise Stopped(signal.SIGINT)

    with pytest.raises(Stopped):
        stopped()
    while active_children():
        assert time.monotonic() - begun < 10
    assert time.monotonic() - begun < 10


def test_a_process_that_is_ended_from_outside_is_told():
    def ended():
        with processes(1) as pool:
            pool.submit(os._exit, 1).result()

    with pytest.raises(ProblemError, match="--workers: a worker was ended from outside"):
        ended()


def test_threads_begin_nothing_more_when_work_is_stopped():
    done = []

    def stopped():
        with threads(1) as pool:
            for nth in range(50):
                pool.submit(lambda nth=nth: (time.sleep(0.05), done.append(nth)))
            raise Stopped(signal.SIGINT)

    with pytest.raises(Stopped):
        stopped()
    assert len(done) < 10


ORPHAN = """
import os, signal, time
from sim.workers import processes
if __name__ == "__main__":
    with processes(1) as pool:
        print(pool.submit(os.getpid).result(), flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_process_ends_with_the_one_that_began_it_however_that_ended(tmp_path):
    script = tmp_path / "orphan.py"
    script.write_text(ORPHAN, encoding="utf-8")
    told = subprocess.run([sys.executable, str(script)], stdout=subprocess.PIPE, cwd=Path.cwd())
    until = time.monotonic() + 10
    while _lives(int(told.stdout)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _lives(int(told.stdout))


def _lives(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").split(")")[1].split()[0] != "Z"
