"""What probes of tasks and actors on Ray share: what they are, and waiting with a deadline."""

import importlib
import time
from collections.abc import Iterable
from typing import Any

from checks.probing.recording import describe, plain
from helpers.ray_start import RayStartError

TASK_SECONDS = 15.0
"""How long a batch of short tasks may take: half a second, and workers that have yet to start."""

WAKING_SECONDS = 60.0
"""How long the first worker may take to start on a busy machine; this is nobody's fault."""


def is_remote(function: Any) -> bool:
    """Whether Ray made this function a remote one."""
    return hasattr(function, "remote") and type(function).__name__ == "RemoteFunction"


def is_actor_class(answer: Any) -> bool:
    """Whether Ray made this class one of actors."""
    import ray

    return isinstance(answer, ray.actor.ActorClass)


def class_below(actor_class: Any) -> type:
    """The class as it was written, under the decorator ``@ray.remote``."""
    return actor_class.__ray_actor_class__


def wake_workers() -> None:
    """Wait until a worker runs and has imported what the lessons' tasks use.

    Raises:
        RayStartError: none does in time.
    """
    import ray

    try:
        ray.get(ray.remote(_import_libraries).remote(), timeout=WAKING_SECONDS)
    except ray.exceptions.GetTimeoutError:
        raise RayStartError(
            f"no worker of Ray starts within {WAKING_SECONDS:g} s; close other notebooks, restart "
            "the kernel and run the cells again"
        ) from None


def _import_libraries() -> None:
    importlib.import_module("gymnasium")
    importlib.import_module("helpers.rollouts")


def fetched(submitted: Iterable[Any], seconds: float = TASK_SECONDS) -> dict:
    """Submit all tasks, then wait for them together.

    Args:
        submitted: an iterator that submits one task a step and gives its reference.
        seconds: for all of them.

    Returns:
        A record: ``value`` lists the results in the order of submission, ``raised`` is None or
        describes what went wrong; then the tasks that are left were cancelled.
    """
    import ray

    record: dict[str, Any] = {"value": None, "raised": None}
    refs: list[Any] = []
    wake_workers()
    try:
        for ref in submitted:
            refs.append(ref)
        record["value"] = plain(ray.get(refs, timeout=seconds))
    except Exception as error:
        settled, late = ray.wait(refs, num_returns=len(refs), timeout=0) if refs else ([], [])
        close_books(settled)
        for ref in late:
            ray.cancel(ref, force=True)
        record["raised"] = describe(error)
    return record


def close_books(settled: Iterable[Any], seconds: float = 5.0) -> None:
    """Wait until Ray's driver has done with tasks whose results are there already.

    A result can be fetched a moment before the driver has struck its task off. Whoever cancels the
    task in that moment ends the driver's whole process ("Tried to complete task that was not
    pending", Ray 2.60).

    Args:
        settled: references that `ray.wait` calls ready.
        seconds: not longer than this.
    """
    from ray._private.worker import global_worker

    tasks = {ref.task_id() for ref in settled}
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        pending = global_worker.core_worker.get_pending_children_task_ids(
            global_worker.current_task_id
        )
        if tasks.isdisjoint(pending):
            return
        time.sleep(0.005)
