"""How work ends before it is done: who stops a command is heard at once.

Ctrl-C and SIGTERM pass as an exception through the blocks at work, which end whoever works for them
and remove what is half written. What does not end so in time, such as a library deep at work, ends
hard.
"""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread, current_thread, main_thread
from time import sleep
from types import FrameType

GRACE_S = 1.0
"""So long what was stopped may take to end by itself; then it is ended."""

STOPS = (signal.SIGINT, signal.SIGTERM)

UNDER_WAY: set[Path] = set()
"""Folders that are not finished yet: a hard end removes them."""


class Stopped(KeyboardInterrupt):
    """Somebody stops the work; what of it stands is told in the notes."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    @property
    def code(self) -> int:
        """Return the exit code by which a shell knows the signal."""
        return 128 + self.number


@contextmanager
def noting(lines: Callable[[], Iterable[str]]) -> Iterator[None]:
    """Let who stops the work in the block be told these lines, such as what of it is finished."""
    try:
        yield
    except KeyboardInterrupt as stop:
        for line in lines():
            stop.add_note(line)
        raise


@contextmanager
def stopping() -> Iterator[None]:
    """Let Ctrl-C and SIGTERM raise ``Stopped`` in the block, and end hard what goes on after it.

    Only a process's main thread hears signals; in another one nothing is changed.
    """
    if current_thread() is not main_thread():
        yield
        return
    heard, told = socket.socketpair()
    told.setblocking(False)
    before = {one: signal.signal(one, _stop) for one in STOPS}
    woken = signal.set_wakeup_fd(told.fileno(), warn_on_full_buffer=False)
    Thread(target=_end_in_time, args=(heard,), daemon=True).start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(woken)
        for one, handler in before.items():
            signal.signal(one, handler)
        told.close()


_held_back: list[list[int]] = []
"""For every block that is not to be disturbed the signals that came meanwhile."""


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let a stop wait for the end of the block, which is short and may not be done by half."""
    if current_thread() is not main_thread():  # signals disturb no other thread
        yield
        return
    came: list[int] = []
    _held_back.append(came)
    try:
        yield
    finally:
        _held_back.remove(came)
    if came:
        raise Stopped(came[0])


def _stop(number: int, frame: FrameType | None) -> None:
    for one in STOPS:  # what ends is not disturbed: it has its time
        signal.signal(one, signal.SIG_IGN)
    if not _held_back:
        raise Stopped(number)
    _held_back[-1].append(number)


def _end_in_time(heard: socket.socket) -> None:
    """End this process some time after a signal, also where it is deep in a library."""
    number = 0
    with heard:
        while number not in STOPS:
            told = heard.recv(1)
            if not told:  # the block has ended
                return
            number = told[0]
    sleep(GRACE_S)
    from shutil import rmtree  # few commands are ever ended so

    for folder in list(UNDER_WAY):
        rmtree(folder, ignore_errors=True)
    os._exit(128 + number)
