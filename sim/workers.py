"""Who works for this process: processes and threads that end with it, however it ends.

When work is stopped, processes are killed and threads play only what they have begun. No process
hears Ctrl-C, which a terminal sends to all of them: the one that began them answers it.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import active_children, get_context, parent_process, resource_tracker
from multiprocessing.queues import Queue
from threading import Thread
from typing import Any, ParamSpec, TypeVar

from sim.ending import undisturbed
from sim.messages import Problem, ProblemError, msg

P = ParamSpec("P")
T = TypeVar("T")

ENDED = msg("a worker was ended from outside")
AGAIN = msg("Run it again, with fewer workers where memory is short")


@contextmanager
def processes(
    number: int, take_up: Callable[..., object] | None = None, *given: Any
) -> Iterator[ProcessPoolExecutor]:
    """Give so many processes, which ``take_up`` what is given; who stops the work kills them."""
    others = set(active_children())
    spawn = get_context("spawn")
    # By a queue, whose thread waits for those who load what they need; to begin one waits for none.
    gifts = spawn.Queue()
    gifts.cancel_join_thread()
    for _ in range(number):
        gifts.put(given)
    pool = _Deaf(number, spawn, initializer=_begin, initargs=(take_up, gifts))
    stopped = True
    try:
        yield pool
        stopped = False
    except BrokenProcessPool:
        stopped = False
        raise ProblemError(Problem(where="--workers", rule=ENDED, remedy=AGAIN)) from None
    except Exception:
        stopped = False
        raise
    finally:
        pool.shutdown(wait=not stopped, cancel_futures=True)
        for process in (set(active_children()) - others) if stopped else ():
            process.kill()


@contextmanager
def threads(number: int) -> Iterator[ThreadPoolExecutor]:
    """Give so many threads; left by an error they begin nothing more."""
    pool = ThreadPoolExecutor(number)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


class _Deaf(ProcessPoolExecutor):
    """Processes that never hear Ctrl-C, not even while they load what they need."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Give work to a process, which may have to be begun for it."""
        with undisturbed(), _deaf():
            return super().submit(fn, *args, **kwargs)


@contextmanager
def _deaf() -> Iterator[None]:
    """Hold Ctrl-C back from this thread and from every process that it begins."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # it lets through again what it finds held back
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(take_up: Callable[..., object] | None, gifts: Queue[tuple[Any, ...]]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    if take_up is not None:
        take_up(*gifts.get())


def _end_with_parent() -> None:
    """End this process when the one that began it has ended, however it did."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
