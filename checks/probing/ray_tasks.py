"""Recognise tasks and actors of Ray, and wait for their results with a deadline."""

import importlib
import time
from collections.abc import Iterable
from typing import Any

from checks.probing.recording import describe, plain
from helpers.ray_start import RayStartError, start_ray

TASK_SECONDS = 15.0
"""How long a batch of short tasks may take: half a second, plus workers that have yet to start."""

WAKING_SECONDS = 60.0
"""How long the first worker may take to start on a busy machine; no answer is blamed for it."""


def is_remote(function: Any) -> bool:
    """Tell whether this is a remote function of Ray."""
    return hasattr(function, "remote") and type(function).__name__ == "RemoteFunction"


def is_actor_class(answer: Any) -> bool:
    """Tell whether this is an actor class of Ray."""
    import ray

    return isinstance(answer, ray.actor.ActorClass)


def class_below(actor_class: Any) -> type:
    """Return the class as it was written, without the decorator ``@ray.remote``."""
    return actor_class.__ray_actor_class__


def wake_workers() -> None:
    """Wait until a worker runs and has imported the libraries that the lessons' tasks use.

    Raises:
        RayStartError: no worker starts in time.
    """
    import ray

    try:
        ray.get(ray.remote(_import_libraries).remote(), timeout=WAKING_SECONDS)
    except ray.exceptions.GetTimeoutError:
        raise RayStartError(
            f"no worker of Ray starts within {WAKING_SECONDS:g} s; close other notebooks, restart "
            "the kernel and run the cells again"
        ) from None


def try_ray(case: dict) -> dict:
    """Probe whether Ray starts and runs a task here; no answer of a student's takes part."""
    start_ray()
    wake_workers()
    return {"value": None, "raised": None}


def _import_libraries() -> None:
    importlib.import_module("gymnasium")
    importlib.import_module("helpers.rollouts")


def fetched(submitted: Iterable[Any], seconds: float = TASK_SECONDS) -> dict:
    """Submit all tasks, then wait for them together.

    Args:
        submitted: an iterator that submits one task in each step and yields its reference.
        seconds: how long all of them together may take.

    Returns:
        A record: ``value`` lists the results in the order of submission, and ``raised`` is None or
        describes an error, after which the remaining tasks were cancelled.
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
        cancel_late(refs)
        record["raised"] = describe(error)
    return record


def cancel_late(refs: list[Any], pause: float = 1.0, seconds: float = 5.0) -> None:
    """Cancel the tasks that do not end by themselves, the last one first.

    To cancel a task while its result is on the way ends the driver's whole process, with ``force``
    or without ("Tried to complete task that was not pending", Ray 2.60). Tasks of a failed batch
    often end within milliseconds of each other, so only those that are left when no task has ended
    for a while are cancelled.

    Args:
        refs: references to tasks.
        pause: how many seconds without a task that ends are long enough.
        seconds: the longest time to wait for such a pause.
    """
    import ray

    late, deadline = list(refs), time.monotonic() + seconds
    while late:
        before = len(late)
        _, late = ray.wait(late, num_returns=1, timeout=pause)
        if len(late) == before or time.monotonic() > deadline:
            break
    close_books([ref for ref in refs if ref not in late])
    for ref in reversed(late):
        ray.cancel(ref, force=True)


def close_books(settled: Iterable[Any], seconds: float = 5.0) -> None:
    """Wait until Ray's driver no longer lists tasks as pending that have a result already.

    A result can be fetched a moment before the driver removes its task from the list. To cancel the
    task in that moment ends the driver's whole process ("Tried to complete task that was not
    pending", Ray 2.60).

    Args:
        settled: references that `ray.wait` calls ready.
        seconds: the longest time to wait.
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
