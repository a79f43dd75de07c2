"""Who plays the blocks of a sweep: this process, several of this machine, or a cluster.

All give (block, content) as blocks are finished, in any order; the folder is written by whoever
asks, so that workers need no folder in common.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import islice
from typing import TYPE_CHECKING

from playbook.study.sweep.blocks import Sweep, content_of
from sim.messages import Message, Problem, ProblemError, Saying, msg
from sim.workers import ENDED
from sim.workers import processes as begun

if TYPE_CHECKING:
    import distributed

Finished = Generator[tuple[int, bytes], None, None]
Hands = Callable[[Sweep, Sequence[int]], Finished]

SEASONS_FOR_PROCESSES = 400
"""From so many seasons on several processes are begun, which takes each some seconds."""

IN_HAND = 2
"""So many blocks a worker are given out at once: nobody waits, and few are held in memory."""

CONNECT_S = 10
LOCAL = "local"
ON = msg("What is finished is kept: the same command goes on from there")


def here(sweep: Sweep, blocks: Sequence[int]) -> Finished:
    """Play the blocks one after the other."""
    for block in blocks:
        yield block, content_of(sweep, block)


def processes(workers: int) -> Hands:
    """Return so many processes of this machine; for little work this one does it all."""

    def play(sweep: Sweep, blocks: Sequence[int]) -> Finished:
        hands = min(workers, len(blocks))
        if hands < 2 or sum(map(sweep.seasons, blocks)) < SEASONS_FOR_PROCESSES:
            yield from here(sweep, blocks)
            return
        with begun(hands, _take_up, sweep) as pool:
            yield from _as_finished(pool, blocks, IN_HAND * hands)

    return play


def _as_finished(pool: ProcessPoolExecutor, blocks: Sequence[int], most: int) -> Finished:
    left = iter(blocks)
    under_way: dict[Future[bytes], int] = {}
    try:
        while True:
            for block in islice(left, most - len(under_way)):
                under_way[pool.submit(_content_taken_up, block)] = block
            if not under_way:
                return
            finished, _ = wait(under_way, return_when=FIRST_COMPLETED)
            for future in finished:
                yield under_way.pop(future), future.result()
    except BrokenProcessPool:
        raise _stopped("--workers", ENDED) from None
    finally:
        for future in under_way:
            future.cancel()


_taken_up: list[Sweep] = []
"""The sweep whose blocks this process plays, where it is one of several."""


def _take_up(sweep: Sweep) -> None:
    _taken_up[:] = [sweep]


def _content_taken_up(block: int) -> bytes:
    return content_of(_taken_up[0], block)


def cluster(address: str, workers: int) -> Hands:
    """Return the workers of a Dask cluster at an address, or of one begun here (``local``)."""
    if find_spec("distributed") is None:
        rule = msg("Dask is not installed")
        remedy = msg("pip install 'greenchannel[cluster]', or leave the option out")
        raise ProblemError(Problem(where="--cluster", value=address, rule=rule, remedy=remedy))
    if address != LOCAL and "://" not in address:
        rule = msg("is no address")
        remedy = msg("Write local, or an address such as tcp://127.0.0.1:8786")
        raise ProblemError(Problem(where="--cluster", value=address, rule=rule, remedy=remedy))

    def play(sweep: Sweep, blocks: Sequence[int]) -> Finished:
        with _scheduler(address, min(workers, len(blocks))) as scheduler:
            yield from _from_cluster(scheduler, sweep, blocks)

    return play


@contextmanager
def _scheduler(address: str, workers: int) -> Iterator[distributed.Client]:
    """Give a way to the scheduler of a cluster; one that was begun here ends with it."""
    from distributed import Client, LocalCluster

    if address == LOCAL:
        with (
            LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                dashboard_address=None,
                silence_logs="CRITICAL",
            ) as own,
            Client(own) as scheduler,
        ):
            yield scheduler
        return
    try:
        scheduler = Client(address, timeout=CONNECT_S)
    except (OSError, ValueError, TypeError) as fault:
        rule = msg("no cluster answers there ({fault})", fault=_first_line(fault))
        remedy = msg("Begin one (dask scheduler, dask worker), or leave the option out")
        raise ProblemError(
            Problem(where="--cluster", value=address, rule=rule, remedy=remedy)
        ) from None
    with scheduler:
        if not scheduler.nthreads():
            rule = msg("the cluster has no worker yet")
            remedy = msg("Begin one: dask worker {address}", address=address)
            raise ProblemError(Problem(where="--cluster", value=address, rule=rule, remedy=remedy))
        yield scheduler


def _first_line(fault: BaseException) -> str:
    return (str(fault).splitlines() or [type(fault).__name__])[0]


def _from_cluster(scheduler: distributed.Client, sweep: Sweep, blocks: Sequence[int]) -> Finished:
    """Give blocks as the workers finish them; one whose worker died is given to another."""
    from distributed import as_completed

    left = iter(blocks)
    numbers: dict[str, int] = {}

    def given(most: int) -> list[distributed.Future[bytes]]:
        taken = {f"block-{block}-{id(numbers)}": block for block in islice(left, most)}
        numbers.update(taken)
        return [
            scheduler.submit(content_of, sweep, block, key=key, pure=False)
            for key, block in taken.items()
        ]

    threads = sum(scheduler.nthreads().values())
    finished = as_completed(given(IN_HAND * max(2, threads)))
    for future in finished:
        yield numbers.pop(future.key), _content(future)
        finished.update(given(1))


def _content(future: distributed.Future[bytes]) -> bytes:
    from concurrent.futures import CancelledError

    from distributed import KilledWorker

    try:
        content: bytes = future.result()
    except KilledWorker:
        raise _stopped("--cluster", msg("the same block ended four workers")) from None
    except (CancelledError, OSError):
        raise _stopped("--cluster", msg("the cluster no longer answers")) from None
    except ImportError as fault:
        rule = msg("a worker lacks what is needed ({fault})", fault=str(fault))
        raise _stopped("--cluster", rule) from None
    return content


def _stopped(where: Saying, rule: Message) -> ProblemError:
    return ProblemError(Problem(where=where, rule=rule, remedy=ON))
