"""The reference functions of the lessons, timed as they are, and the steps that they play.

A lesson's training hands back parameters, not counts. So the function through which it plays is
wrapped while it trains, and the steps are added up in the run that is timed. For a function that
plays a batch of episodes that costs nothing; for one that is called at every step, under two
percent.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from benchmarks.clock import Clock, Elapsed
from grading.lessons.reference import load_reference
from grading.lessons.source import source_path

Lesson = dict[str, Any]
"""What the reference of a lesson defines, by name; its functions look each other up in it."""


class LessonMissingError(RuntimeError):
    """A lesson's reference cannot be had; the message is one line."""


def pieces(lesson: str) -> Lesson:
    """Load the reference of a lesson.

    Args:
        lesson: its full name.

    Raises:
        LessonMissingError: there is no such lesson here.
    """
    if not source_path(lesson).is_file():
        raise LessonMissingError(f"there is no lesson {lesson} in solutions/")
    return load_reference(lesson)


def train(lesson: Lesson, function: str, *args: Any) -> tuple[Any, Elapsed, int]:
    """Train with a lesson's reference.

    Args:
        lesson: from `pieces`.
        function: its name, one of `PLAYS`.
        args: what it is called with.

    Returns:
        What it gave, what it took, and the environment steps that it played.
    """
    counter = Counter()
    with counter.watching(lesson, *PLAYS[function]):
        clock = Clock()
        result = lesson[function](*args)
        elapsed = clock.read()
    return result, elapsed, counter.steps


class Counter:
    """Adds up environment steps."""

    def __init__(self) -> None:
        self.steps = 0

    @contextmanager
    def watching(
        self, lesson: Lesson, name: str, wrap: Callable[[Callable, "Counter"], Callable]
    ) -> Iterator[None]:
        """Count while the functions of a lesson run.

        Args:
            lesson: from `pieces`.
            name: of the function through which it plays; ``module.function`` where the lesson
                calls it so.
            wrap: one of the functions below.
        """
        module, _, attribute = name.rpartition(".")
        names = vars(lesson[module]) if module else lesson
        kept = names[attribute]
        names[attribute] = wrap(kept, self)
        try:
            yield
        finally:
            names[attribute] = kept


def calls(function: Callable, counter: Counter) -> Callable:
    """One step a call: a function that is asked before each step."""

    def counted(*args: Any, **kwargs: Any) -> Any:
        counter.steps += 1
        return function(*args, **kwargs)

    return counted


def returns(function: Callable, counter: Counter) -> Callable:
    """Steps from the returns that come back: on CartPole they are equal."""

    def counted(*args: Any, **kwargs: Any) -> Any:
        result = function(*args, **kwargs)
        counter.steps += int(np.sum(result))
        return result

    return counted


def rows(function: Callable, counter: Counter) -> Callable:
    """One step a row of the first array that comes back."""

    def counted(*args: Any, **kwargs: Any) -> Any:
        result = function(*args, **kwargs)
        counter.steps += len(result[0])
        return result

    return counted


def slips(function: Callable, counter: Counter) -> Callable:
    """One step a random number: FrozenLake from its table draws where each step slips to."""

    class Counting(np.random.Generator):
        def integers(self, *args: Any, **kwargs: Any) -> Any:
            drawn = super().integers(*args, **kwargs)
            counter.steps += np.size(drawn)
            return drawn

    def counted(thetas: np.ndarray, episodes: int, rng: np.random.Generator) -> Any:
        return function(thetas, episodes, Counting(rng.bit_generator))

    return counted


PLAYS = {
    "train_reinforce": ("action_probabilities", calls),
    "train_cartpole": ("rollout_policy", returns),
    "train_deep_cem": ("play_episodes", rows),
    "train_frozenlake": ("frozen_lake.play", slips),
}
"""For each training, the function through which it plays, and how that counts."""
