"""Plays thousands of schedules on all processors."""

import logging
import multiprocessing
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from desktop.domain.accounts import Guarantee
from tests.simulation import planted_defects
from tests.simulation.process import shared_memory
from tests.simulation.simulator import Outcome, play

CHUNK = 100
Wanted = tuple[int, str]
"""A seed and a level's name."""


@dataclass
class Result:
    """What some schedules tried, and the commands that replay those that failed."""

    schedules: int = 0
    tried: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, other: "Result") -> None:
        """The sum of both."""
        self.schedules += other.schedules
        self.tried += other.tried
        self.failures += other.failures


def outcome(seed: int, level: str, *, defect: str = "") -> Outcome:
    """One schedule, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(dir=shared_memory()) as folder, planted_defects.planted(defect):
        return play(seed, Guarantee[level], Path(folder) / "profile")


def run(wanted: Iterable[Wanted]) -> Result:
    """All of them, here."""
    logging.disable(logging.CRITICAL)
    try:
        result = Result()
        with tempfile.TemporaryDirectory(dir=shared_memory()) as folder:
            profile = Path(folder) / "profile"
            for seed, level in wanted:
                played = play(seed, Guarantee[level], profile)
                shutil.rmtree(profile)
                result.schedules += 1
                result.tried += played.tried
                if played.failure is not None:
                    result.failures.append((type(played.failure).__name__, played.replay, str(played.failure)))
        return result
    finally:
        logging.disable(logging.NOTSET)


def campaign(schedules: int, *, first: int = 0) -> Result:
    """That many schedules, as many of each level, on all processors."""
    levels = [level.name for level in Guarantee]
    wanted = [(first + number // len(levels), levels[number % len(levels)]) for number in range(schedules)]
    result = Result()
    # a fresh interpreter each: the tests' own process has threads, and a copy of it would inherit their locks
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=context) as pool:
        for part in pool.map(run, _chunks(wanted)):
            result.add(part)
    return result


def _chunks(wanted: list[Wanted]) -> Iterator[list[Wanted]]:
    for start in range(0, len(wanted), CHUNK):
        yield wanted[start : start + CHUNK]
