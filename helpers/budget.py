"""One place that knows how long a training cell may take: a full and a quick budget.

Set the environment variable ``LWG_BUDGET`` to ``quick`` for the sizes that tests use. Without it
every cell runs in full.
"""

import os
from typing import TypeVar

Size = TypeVar("Size")


def budget(full: Size, quick: Size) -> Size:
    """Choose between two sizes of the same run.

    Args:
        full: what the lesson means to show.
        quick: the smallest run that still exercises every line.

    Returns:
        ``quick`` where ``LWG_BUDGET=quick`` is set, else ``full``.

    Raises:
        ValueError: ``LWG_BUDGET`` holds another word.
    """
    word = os.environ.get("LWG_BUDGET", "full")
    if word not in ("full", "quick"):
        raise ValueError(f"LWG_BUDGET is {word!r}; set it to 'full' or 'quick'")
    return quick if word == "quick" else full
