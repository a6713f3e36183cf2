"""Time the reference functions of the lessons, unchanged, and count the steps that they play.

A lesson's training returns parameters, not step counts. So the function through which it plays is
wrapped during the training, and the steps are added up in the same run that is timed. This costs
nothing for a function that plays a batch of episodes, and less than two percent for one that is
called at every step.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from benchmarks.clock import Clock, Elapsed
from grading.lessons.reference import load_reference
from grading.lessons.source import source_path

Lesson = dict[str, Any]
"""The definitions of a lesson's reference, by name; its functions look each other up in it."""


class LessonMissingError(RuntimeError):
    """Raised when a lesson's reference is missing; the message is one line."""


def pieces(lesson: str) -> Lesson:
    """Load the reference of a lesson.

    Args:
        lesson: full name of the lesson.

    Raises:
        LessonMissingError: there is no such lesson.
    """
    if not source_path(lesson).is_file():
        raise LessonMissingError(f"there is no lesson {lesson} in solutions/")
    return load_reference(lesson)


def train(lesson: Lesson, function: str, *args: Any) -> tuple[Any, Elapsed, int]:
    """Train with a lesson's reference.

    Args:
        lesson: the lesson, from `pieces`.
        function: name of the training function, one of `PLAYS`.
        args: its arguments.

    Returns:
        The function's result, the time that it took, and the environment steps that it played.
    """
    counter = Counter()
    with counter.watching(lesson, *PLAYS[function]):
        clock = Clock()
        result = lesson[function](*args)
        elapsed = clock.read()
    return result, elapsed, counter.steps


class Counter:
    """A counter that adds up environment steps."""

    def __init__(self) -> None:
        self.steps = 0

    @contextmanager
    def watching(
        self, lesson: Lesson, name: str, wrap: Callable[[Callable, "Counter"], Callable]
    ) -> Iterator[None]:
        """Count the steps of a lesson's functions inside the ``with`` block.

        Args:
            lesson: the lesson, from `pieces`.
            name: name of the function through which the lesson plays, or ``module.function`` if
                the lesson calls it that way.
            wrap: one of the wrappers below.
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
    """Count one step per call, for a function that is called before each step."""

    def counted(*args: Any, **kwargs: Any) -> Any:
        counter.steps += 1
        return function(*args, **kwargs)

    return counted


def returns(function: Callable, counter: Counter) -> Callable:
    """Count the returns that the function returns as steps; on CartPole they are equal."""

    def counted(*args: Any, **kwargs: Any) -> Any:
        result = function(*args, **kwargs)
        counter.steps += int(np.sum(result))
        return result

    return counted


def rows(function: Callable, counter: Counter) -> Callable:
    """Count one step per row of the first array that the function returns."""

    def counted(*args: Any, **kwargs: Any) -> Any:
        result = function(*args, **kwargs)
        counter.steps += len(result[0])
        return result

    return counted


def slips(function: Callable, counter: Counter) -> Callable:
    """Count one step per random number: `frozen_lake.play` draws one for each step."""

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
"""For each training, the function through which it plays, and the wrapper that counts its steps."""
