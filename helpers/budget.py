"""Choose how long a training cell may take: a full budget or a quick one.

Set the environment variable ``LWG_BUDGET`` to ``quick`` to get the small sizes that the tests use.
Without it every cell runs in full.
"""

import os
from typing import TypeVar

Size = TypeVar("Size")


def budget(full: Size, quick: Size) -> Size:
    """Choose between two sizes of the same run.

    Args:
        full: the size that shows what the lesson is about.
        quick: the smallest size that still exercises every line.

    Returns:
        ``quick`` if ``LWG_BUDGET=quick`` is set, else ``full``.

    Raises:
        ValueError: ``LWG_BUDGET`` is set to any other word.
    """
    word = os.environ.get("LWG_BUDGET", "full")
    if word not in ("full", "quick"):
        raise ValueError(f"LWG_BUDGET is {word!r}; set it to 'full' or 'quick'")
    return quick if word == "quick" else full
