"""How much an order takes, and how long: seasons timed as they come, documents as last time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from playbook.cache import cache_dir, keep
from playbook.commands.progress import Clock, Shown, lasting
from playbook.engagement.questions import Question
from playbook.words.language import say, say_many

MEASURED_S, MEASURED_SHARE = 5.0, 0.05
"""How long, and how many of the first seasons are timed before it is said what the whole takes."""


@dataclass(frozen=True, kw_only=True)
class Workload:
    """Hold how much is to be done: the questions to simulate, the documents and files to make."""

    questions: Sequence[Question]
    documents: int
    formats: int
    workers: int

    @property
    def replays(self) -> int:
        """Return how often a season is replayed."""
        return sum(question.replays for question in self.questions)

    @property
    def files(self) -> int:
        """Return how many files are made."""
        return self.documents * self.formats

    @property
    def hands(self) -> int:
        """Return how many processes make documents at once."""
        return max(1, min(self.workers, self.documents))

    def announced(self) -> str:
        """Return what is to be done, in one line."""
        seasons = sum(question.replications for question in self.questions)
        return say(
            "{seasons} to simulate, {documents} to make, {files} in all.",
            seasons=say_many("{n} season", "{n} seasons", seasons),
            documents=say_many("{n} document", "{n} documents", self.documents),
            files=say_many("{n} file", "{n} files", self.files),
        )

    def documents_s(self) -> float | None:
        """Return how long the documents take if this machine is as fast as the last time."""
        a_file = remembered_s()
        return None if a_file is None else a_file * self.files / self.hands

    def forecast(self, seasons_s: float) -> str:
        """Return how long the whole takes when the seasons take ``seasons_s``."""
        documents_s = self.documents_s()
        seasons = lasting(seasons_s)
        if documents_s is None:
            return say("About {time} for the seasons; then the documents.", time=seasons)
        return say(
            "About {time} in all: {seasons} for the seasons, {documents} for the documents.",
            time=lasting(seasons_s + documents_s),
            seasons=seasons,
            documents=lasting(documents_s),
        )

    def tell_documents(self, shown: Shown) -> None:
        """Say how long the documents take, if it is known."""
        if (documents_s := self.documents_s()) is not None:
            shown.tell(say("About {time} for the documents.", time=lasting(documents_s)))


class Forecasting:
    """Show how far the seasons are, and say once, from the first, how long the whole takes."""

    def __init__(self, work: Workload, shown: Shown, clock: Clock = monotonic) -> None:
        self._work, self._shown, self._clock = work, shown, clock
        self._begun = clock()
        self._said = False

    def __call__(self, done: int, now: str) -> None:
        """Take note of the replays that are done."""
        self._shown(done, now=now)
        gone, share = self._clock() - self._begun, done / self._work.replays
        if not self._said and gone >= MEASURED_S and share >= MEASURED_SHARE:
            self._said = True
            self._shown.tell(self._work.forecast(gone / share))


def remembered_s() -> float | None:
    """Return how long a process of this machine took for a file the last time, in seconds."""
    try:
        return float(json.loads(_place().read_text(encoding="utf-8"))["file_s"])
    except (OSError, ValueError, TypeError, LookupError):
        return None


def remember(file_s: float) -> None:
    """Keep how long a process took for a file; where nothing can be kept, nothing is."""
    try:
        keep(_place(), json.dumps({"file_s": round(file_s, 3)}).encode("utf-8"))
    except OSError:
        return


def _place() -> Path:
    return cache_dir() / "pace.json"
