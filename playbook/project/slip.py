"""A slip as people write it: which task takes how many working days longer."""

from __future__ import annotations

from collections.abc import Mapping

from playbook.words.language import say
from sim.problems import Problem, ProblemError


def slip_of(text: str) -> Mapping[str, float]:
    """Return the slip of each task named in ``text``; an empty text is no slip.

    >>> slip_of("PF7=5, PF2=2.5"), slip_of("")
    ({'PF7': 5.0, 'PF2': 2.5}, {})
    """
    slip: dict[str, float] = {}
    problems = []
    for part in (part.strip() for part in text.replace(";", ",").split(",")):
        if not part:
            continue
        task_id, _, days = (piece.strip() for piece in part.partition("="))
        try:
            slip[task_id] = slip.get(task_id, 0.0) + float(days)
        except ValueError:
            problems.append(_unreadable(part))
    if problems:
        raise ProblemError(problems)
    return slip


def _unreadable(part: str) -> Problem:
    return Problem(
        where="slip",
        value=part,
        rule=say("must be a task and its working days, such as PF7=5"),
    )
