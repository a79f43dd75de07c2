"""What becomes of hostile client and chain files: refused in words, or played to the end.

``make fuzz`` tries mutations of the project's own files for a stated time: numbers without end,
values of another kind, lines doubled, lost or cut, keys misspelt. Each is checked and, where it
passes, simulated for two seasons and planned. Anything but a told problem ends up in ``out/fuzz``.
"""

from __future__ import annotations

import argparse
import faulthandler
import re
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

from playbook.project.changes import Deciding
from playbook.project.plan import checked, plan_of
from sim.client.chain_file import is_chain_file, read_chain_file
from sim.client.load import Client
from sim.client.regimes import regimes_of
from sim.messages import ProblemError
from sim.places import data_dir
from sim.results.chain_study import chain_study
from sim.results.experiment import Experiment
from sim.results.fast_latency import timings_by

LONGEST_S = 10
"""Seconds of computing that a file may take; on a busy machine it may wait for longer."""
OUT = Path("out") / "fuzz"
FILES = (
    *("clients/company_a.toml", "clients/cosmetics_today.toml", "clients/appliance_good_oa.toml"),
    "chains/example.toml",
)
NUMBERS = (
    *(
        "0",
        "-1",
        "0.5",
        "1e-300",
        "1e300",
        "1e9",
        "-0.0",
        "nan",
        "inf",
        "-inf",
        "9" * 5_000,
        "1e13",
    ),
    *("9223372036854775808", "1_000_000_000", "0x7fffffff", "100000000000000000000000000000", "12"),
)
OTHERS = (
    *('"x"', '""', "true", "[]", "{}", "[[1]]", "[" * 400 + "]" * 400, '"=1+1"', '"<script>"'),
    *("1900-01-01", "9999-12-31", "2010-02-29", "2028-02-29", "2010-08-01T09:00:00+08:00", "12:00"),
    *('"\\u202e"', '"\\u0000"', '"09:00-24:00"', '"BY"', '"' + "喆" * 500 + '"', "1.2万", "３０"),
)
VALUE = re.compile(r"(?<= = )[^#\n]+|(?<== )[\d.]+")
NUMBER = re.compile(r"(?<![\w.\"-])\d[\d_.]*(?![\w.:-])")


def mutated(random: Random, text: str) -> str:
    """Return a text with one to four accidents in it."""
    for _ in range(random.randint(1, 3)):
        text = random.choice(ACCIDENTS)(random, text)
    return text


def _another_number(random: Random, text: str) -> str:
    return _put(random, text, NUMBER, random.choice(NUMBERS))


def _another_size(random: Random, text: str) -> str:
    power = 10.0 ** random.randint(-6, 9)
    return _put(random, text, NUMBER, f"{random.choice((power, float(round(power)), 3 * power)):g}")


def _another_kind(random: Random, text: str) -> str:
    return _put(random, text, VALUE, random.choice(OTHERS))


def _put(random: Random, text: str, pattern: re.Pattern[str], new: str) -> str:
    places = [found.span() for found in pattern.finditer(text)]
    if not places:
        return text
    begin, end = random.choice(places)
    return text[:begin] + new + text[end:]


def _lost_line(random: Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    if lines:
        lines.pop(random.randrange(len(lines)))
    return "".join(lines)


def _doubled_line(random: Random, text: str) -> str:
    lines = text.splitlines(keepends=True) or [text]
    lines.insert(random.randrange(len(lines)), random.choice(lines))
    return "".join(lines)


def _slip(random: Random, text: str) -> str:
    at = random.randrange(len(text) + 1)
    return (
        text[:at]
        + random.choice("\"'[]{}=.,\n\t #9\x00\ufeff，。")
        + text[at + random.randint(0, 2) :]
    )


def _cut(random: Random, text: str) -> str:
    return text[: random.randrange(len(text) + 1)]


ACCIDENTS: tuple[Callable[[Random, str], str], ...] = (
    *(_another_size,) * 6,
    *(_another_number, _another_number, _another_kind, _another_kind),
    *(_lost_line, _doubled_line, _slip, _cut),
)


def fate(path: Path) -> str:
    """Return what becomes of a file: refused when it is checked, refused later, or played."""
    try:
        told = read_chain_file(path) if is_chain_file(path) else checked(str(path))[0]
    except ProblemError as error:
        return _told(error, "refused")
    try:
        return play(told) if isinstance(told, Client) else _timed(path)
    except ProblemError as error:
        return _told(error, "refused later")


def play(client: Client) -> str:
    """Play two seasons of a client and plan its onboarding."""
    regimes = regimes_of(client.file, client.scenario)
    Experiment(scenario=client.scenario, regimes=regimes, replications=2).run()
    plan = plan_of(client, deciding=Deciding(), samples=50)
    for task in plan.network.tasks:
        if plan.starts(task.task_id) > plan.ends(task.task_id):
            raise AssertionError(f"{task.task_id} ends before it starts")
    plan.ready_with(0.9)
    return "played"


def _timed(path: Path) -> str:
    timings_by("kernel", chain_study(path, 200, 1))
    return "played"


def _told(error: ProblemError, word: str) -> str:
    """Return a word for problems that can all be told."""
    if not all(str(problem).encode() for problem in error.problems):
        raise AssertionError("a problem without words")
    return word


def case_of(seed: int, number: int) -> str:
    """Return the text of a case: the same for the same seed and number."""
    random = Random(f"{seed}/{number}")
    text = (data_dir() / random.choice(FILES)).read_text(encoding="utf-8")
    for named in re.findall(r'= "([\w./]+\.(?:csv|toml))"', text):
        text = text.replace(f'"{named}"', f'"{(data_dir() / "clients" / named).as_posix()}"')
    return mutated(random, text)


def main() -> int:
    """Try client files until the time is over; return 1 if one of them fails."""
    for name in FILES:  # what is compiled once is nobody's case
        fate(data_dir() / name)
    return run(_tried, "files", __doc__)


def run(tried: Callable[[int, int], str], what: str, about: str | None) -> int:
    """Try cases until the time is over; return 1 if any ends neither in words nor in time."""
    ask = argparse.ArgumentParser(description=about)
    ask.add_argument("--minutes", type=float, default=10.0)
    ask.add_argument("--seed", type=int, default=1)
    asked = ask.parse_args()
    ends, number = time.monotonic() + 60 * asked.minutes, 0
    fates: Counter[str] = Counter()
    while time.monotonic() < ends:
        fates[tried(asked.seed, number)] += 1
        number += 1
    print(f"seed {asked.seed}, {number} {what}:", dict(fates.most_common()))
    return int(any(word.startswith("!") for word in fates))


def _tried(seed: int, number: int) -> str:
    path = OUT / f"{seed}_{number}.toml"
    return held(path, case_of(seed, number).encode(), lambda: fate(path))


def held(path: Path, content: bytes, end: Callable[[], str]) -> str:
    """Return the fate of a case; one that fails is kept, one that hangs ends the run with it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    faulthandler.dump_traceback_later(30 * LONGEST_S, exit=True)
    begun = time.process_time()
    try:
        word = end()
    except Exception:
        traceback.print_exc()
        word = "!a traceback"
    faulthandler.cancel_dump_traceback_later()
    if time.process_time() - begun > LONGEST_S:
        word = "!too slow"
    if word.startswith("!"):
        print(f"{path}: {word}", file=sys.stderr)
    else:
        path.unlink()
    return word


if __name__ == "__main__":
    sys.exit(main())
