"""A sweep from beginning to end, or from where it was interrupted."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

from playbook.study.sweep.blocks import Sweep
from playbook.study.sweep.folder import SUMMARY, SweepFolder
from playbook.study.sweep.hands import Hands
from playbook.study.sweep.summary import Found, as_csv, summed_up

Progress = Callable[[int], None]


def played(
    sweep: Sweep,
    folder: SweepFolder,
    hands: Hands,
    missing: list[int],
    progress: Progress = lambda done: None,
) -> list[Found]:
    """Play the blocks that are ``missing``, write the summary, and return what it says.

    ``progress`` is told how many seasons, point by point, are done.
    """
    done = 0
    with closing(hands(sweep, missing)) as finished:
        for block, content in finished if missing else ():
            folder.keep(block, content)
            done += sweep.seasons(block)
            progress(done)
    found = summed_up(sweep, folder)
    folder.write(SUMMARY, as_csv(sweep, found))
    return found
