"""Repeat a recorded call with the same random generator, with the same seed, and with another."""

from collections.abc import Callable
from typing import Any

import numpy as np


def drawn_three_times(draw: Callable[[np.random.Generator], dict], seed: int) -> dict:
    """Record a draw, the next one from the same generator, and the first one again.

    Args:
        draw: ``draw(rng)`` calls the student's function and returns a record.
        seed: of the generator, and of the new one for the last draw.

    Returns:
        The record of the first draw, with the values of the other two as ``next`` and ``again``
        unless the first one raised.
    """
    rng = np.random.default_rng(seed)
    record = draw(rng)
    if record["raised"] is not None:
        return record
    following, again = draw(rng), draw(np.random.default_rng(seed))
    return record | {"next": following["value"], "again": again["value"]}


def repeated(
    probe: Callable[..., dict], case: dict, answer: Any, *, other_seed: bool = False
) -> dict:
    """Run a probe twice with the case's seed and, on request, once with the next seed.

    Args:
        probe: ``probe(case, answer)`` returns a record.
        case: with its ``seed``.
        answer: the student's function or class.
        other_seed: run it with the next seed as well.

    Returns:
        The record of the first run, with the values of the others as ``again`` and ``other``
        unless the first one raised.
    """
    record = probe(case, answer)
    if record["raised"] is None:
        record["again"] = probe(case, answer)["value"]
        if other_seed:
            record["other"] = probe(case | {"seed": case["seed"] + 1}, answer)["value"]
    return record
