"""Probe answers to lesson 08: noise from seeds, tasks that send them, a shared table, lost tasks.

Arrays of a case are copied before they are handed over, because an answer may change its inputs,
and in a notebook the judge reads the same case.
"""

import copy
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np

from checks.probing.ray_tasks import close_books, fetched, is_remote
from checks.probing.recording import describe, observe, plain
from helpers.ray_start import start_ray

# --- noise_from_seed -----------------------------------------------------------------------


def noise(case: dict, noise_from_seed: Callable) -> dict:
    """Ask for one vector for each (seed, dim) of ``asked``."""
    return observe(lambda: _draw_all(noise_from_seed, case["asked"]))


def noise_elsewhere(case: dict, noise_from_seed: Callable) -> dict:
    """Ask for the same vectors here, here again in reverse order, and in another process."""
    import ray

    record = noise(case, noise_from_seed)
    if record["raised"] is not None:
        return record
    backwards = noise(case | {"asked": case["asked"][::-1]}, noise_from_seed)
    start_ray()
    task = ray.remote(_draw_all)
    other = fetched(iter([task.remote(noise_from_seed, case["asked"])]))
    if other["raised"] is not None:
        return record | {"raised": other["raised"]}
    again = backwards["value"]
    return record | {
        "again": again[::-1] if isinstance(again, list) else again,
        "elsewhere": other["value"][0],
    }


def _draw_all(noise_from_seed: Callable, asked: Iterable) -> list:
    return [noise_from_seed(seed, dim) for seed, dim in asked]


# --- evaluate_seed -------------------------------------------------------------------------


def evaluations(case: dict, evaluate_seed: Any, noise_from_seed: Callable) -> dict:
    """Submit one task a seed before waiting for the first, and list their results.

    ``noise`` has the vector, as long as ``mu``, that the notebook makes of each seed.
    """
    if not is_remote(evaluate_seed):
        return {"value": None, "raised": None, "remote": False}
    start_ray()
    submitted = (
        evaluate_seed.remote(case["mu"], seed, case["sigma"], case["num_rollouts"], case["env_id"])
        for seed in case["seeds"]
    )
    record = fetched(submitted) | {"remote": True}
    return record | _noise_of(case["seeds"], len(case["mu"]), noise_from_seed, record)


def _noise_of(seeds: Iterable[int], dim: int, noise_from_seed: Callable, record: dict) -> dict:
    """Make the notebook's noise for some seeds; ``raised`` is the record's or this draw's."""
    drawn = observe(lambda: [noise_from_seed(seed, dim) for seed in seeds])
    return {"noise": drawn["value"], "raised": record["raised"] or drawn["raised"]}


# --- update_from_seeds ---------------------------------------------------------------------


def update(case: dict, update_from_seeds: Callable, noise_from_seed: Callable) -> dict:
    """Update once; ``shared`` tells whether the new mean is the old one, or a view of it."""
    shared = []

    def updated(mu: np.ndarray, results: list) -> Any:
        new = update_from_seeds(mu, results, case["alpha"], case["sigma"])
        shared.append(isinstance(new, np.ndarray) and np.shares_memory(mu, new))
        return new

    record = observe(updated, *copy.deepcopy([case["mu"], case["results"]]))
    seeds = [seed for seed, *_ in case["results"]]
    record |= _noise_of(seeds, len(case["mu"]), noise_from_seed, record)
    return record | {"shared": any(shared)}


def update_orders(case: dict, update_from_seeds: Callable, noise_from_seed: Callable) -> dict:
    """Update once for each order of the results, and list the new means."""

    def updates() -> list:
        found = []
        for order in case["orders"]:
            mu, results = copy.deepcopy([case["mu"], case["results"]])
            results = [results[i] for i in order]
            found.append(update_from_seeds(mu, results, case["alpha"], case["sigma"]))
        return found

    return observe(updates)


# --- message_bytes -------------------------------------------------------------------------


def weights(case: dict, message_bytes: Callable) -> dict:
    """Ask for the weight of each message."""
    start_ray()
    return observe(lambda: [message_bytes(_as_made(m)) for m in case["messages"]])


def _as_made(message: Any) -> Any:
    """Copy a message such that the copy weighs as much as the original.

    The serialiser writes an object once, however often the message has it. Equal keys and types
    must therefore be one object again, as they were before the message travelled here.
    """
    if isinstance(message, np.ndarray):
        return message.astype(message.dtype.type)
    if isinstance(message, dict):
        return {sys.intern(key): _as_made(value) for key, value in message.items()}
    if isinstance(message, (list, tuple)):
        return type(message)(map(_as_made, message))
    return message


# --- NoiseTable ----------------------------------------------------------------------------


def table_views(case: dict, NoiseTable: Any) -> dict:
    """Ask for parts of a table, the same parts of a second one, and of one with another seed."""
    start_ray()

    def look() -> list:
        seeds = case["seed"], case["seed"], case["other_seed"]
        tables = [NoiseTable(case["size"], seed) for seed in seeds]
        return [[table.get(*part) for part in case["parts"]] for table in tables]

    return observe(look)


def table_memory(case: dict, NoiseTable: Any) -> dict:
    """Find out where two overlapping parts lie, here and in another process, and weigh the table.

    The ``value`` from here and the one from ``elsewhere`` have ``writeable``, ``copied`` (whether
    the parts share no memory), ``in_store`` (None if this system does not tell) and the ``parts``.
    """
    import ray

    start_ray()
    tables: list[Any] = []

    def look() -> dict:
        tables.append(NoiseTable(case["size"], case["seed"]))
        return _look_at(tables[0], case["parts"])

    record = observe(look)
    if record["raised"] is not None:
        return record
    task = ray.remote(_look_at)
    other = fetched(task.remote(table, case["parts"]) for table in tables)
    record["raised"] = other["raised"]
    if record["raised"] is None:
        context = ray._private.worker.global_worker.get_serialization_context()
        record["elsewhere"] = other["value"][0]
        record["weight"] = context.serialize(tables[0]).total_bytes
    return record


def _look_at(table: Any, parts: list) -> dict:
    first, second = (table.get(*part) for part in parts)
    return {
        "writeable": bool(first.flags.writeable),
        "copied": not np.shares_memory(first, second),
        "in_store": in_object_store(first),
        "parts": [plain(first), plain(second)],
    }


def in_object_store(array: np.ndarray) -> bool | None:
    """Test whether an array lies in the memory that Ray's processes share; None except on Linux."""
    if sys.platform != "linux":
        return None
    address = array.__array_interface__["data"][0]
    with open("/proc/self/maps") as lines:
        for line in lines:
            span, *rest = line.split(maxsplit=5)
            low, high = (int(word, 16) for word in span.split("-"))
            if low <= address < high:
                return "plasma" in rest[-1]
    return False


def table_edges(case: dict, NoiseTable: Any) -> dict:
    """Ask for each part and record its length, or the type of the exception."""
    start_ray()

    def look() -> list:
        table, found = NoiseTable(case["size"], case["seed"]), []
        for part in case["parts"]:
            try:
                found.append(len(table.get(*part)))
            except NotImplementedError:
                raise
            except Exception as error:
                found.append(type(error).__name__)
        return found

    return observe(look)


# --- gather_results ------------------------------------------------------------------------

SLEEPS = 20.0
"""Seconds that a late task sleeps unless it is cancelled or woken up."""


def gathering(case: dict, gather_results: Callable) -> dict:
    """Hand over references to tasks that finish, crash or are late, in the case's ``order``.

    Each of ``tasks`` has a ``kind`` and a ``value``: "ready" has finished before the call; "chain"
    finishes during it, later than the "chain" submitted before it; "raises" and "dies" fail;
    "waits" never begins, and "sleeps" runs too long.

    The record has the ``seconds`` of the call and, in ``cancelled``, whether all tasks of each late
    kind were cancelled.
    """
    import ray

    start_ray()
    with tempfile.TemporaryDirectory() as folder:
        wake_up = Path(folder) / "wake up"
        refs = _submitted(case["tasks"], str(wake_up))
        begin = time.monotonic()
        record = observe(lambda: gather_results([refs[i] for i in case["order"]], case["timeout"]))
        record["seconds"] = time.monotonic() - begin
        record["cancelled"] = {} if record["raised"] else _cancelled(case["tasks"], refs)
        wake_up.touch()
    # Cancelling a task again while its cancellation is under way ends the driver (Ray 2.60).
    for task, ref in zip(case["tasks"], refs, strict=True):
        if task["kind"] == "waits":
            ray.cancel(ref)
    return record


def _cancelled(tasks: list[dict], refs: list) -> dict[str, bool]:
    """Test for each late kind whether all of its tasks were cancelled; one "no" ends the search."""
    found: dict[str, bool] = {}
    for kind, seconds in (("waits", 1.0), ("sleeps", 5.0)):
        late = [ref for task, ref in zip(tasks, refs, strict=True) if task["kind"] == kind]
        if late and all(found.values()):
            found[kind] = all(_is_cancelled(ref, seconds) for ref in late)
    return found


def _submitted(tasks: list[dict], wake_up: str) -> list:
    """Submit the tasks and return their references; those that sleep are submitted last."""
    import ray

    finish = ray.remote(_finish)
    refs: list[Any] = [None] * len(tasks)
    last = None
    for i, task in enumerate(tasks):
        match task["kind"]:
            case "ready":
                refs[i] = finish.remote(task["value"])
            case "chain":
                refs[i] = last = finish.remote(task["value"], 0.12, last)
            case "raises":
                refs[i] = ray.remote(_raise).remote()
            case "dies":
                refs[i] = ray.remote(_die).options(max_retries=0).remote()
            case "waits":
                refs[i] = finish.options(resources={"a machine like no other": 1}).remote(None)
    settled = ("ready", "raises", "dies")
    early = [ref for task, ref in zip(tasks, refs, strict=True) if task["kind"] in settled]
    if early:
        settled, _ = ray.wait(early, num_returns=len(early), timeout=30)
        # An answer may cancel all tasks, even those that have ended.
        close_books(settled)
    sleeping = [ray.remote(_sleep).remote(wake_up) for ref in refs if ref is None]
    # A cancellation may be lost if it comes before the task has begun.
    deadline = time.monotonic() + 15.0
    while sleeping and not os.path.exists(f"{wake_up}, begun") and time.monotonic() < deadline:
        time.sleep(0.02)
    return [sleeping.pop(0) if ref is None else ref for ref in refs]


def _finish(value: Any, seconds: float = 0.0, after: Any = None) -> Any:
    time.sleep(seconds)
    return value


def _raise() -> None:
    raise RuntimeError("this pair's environment broke")


def _die() -> None:
    os._exit(1)


def _sleep(wake_up: str) -> str:
    Path(f"{wake_up}, begun").touch()
    end = time.monotonic() + SLEEPS
    while time.monotonic() < end and not os.path.exists(wake_up):
        time.sleep(0.05)
    return "slept"


def _is_cancelled(ref: Any, seconds: float) -> bool:
    import ray

    try:
        ray.get(ref, timeout=seconds)
    except (ray.exceptions.TaskCancelledError, ray.exceptions.WorkerCrashedError):
        return True
    except Exception as error:
        return "TaskCancelled" in describe(error)["type"]
    return False
