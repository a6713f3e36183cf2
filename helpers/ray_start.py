"""Start Ray for a lesson: quietly, with few resources, and with errors that say what to do.

Ray runs functions in other processes, its *workers*. By default they run on this machine. If the
environment variable ``RAY_ADDRESS`` is set, `start_ray` joins the cluster at that address instead;
the course must be installed on the cluster's machines. (If the cluster asks for Ray's token, set
``RAY_AUTH_MODE=token`` here too.)
"""

import atexit
import contextlib
import logging
import os
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

MEBIBYTE = 2**20
MAX_CPUS = 2
SETUP = "helpers.environments.register_environments"
"""Each worker runs this function when it starts, so that ``gymnasium.make`` knows ``lwg/…``."""

SHORT = 30
"""Bytes that the path of Ray's folder may have: those of its sockets are 70 bytes longer, and at
most 103 on macOS and 107 on Linux."""


class RayStartError(RuntimeError):
    """Raised when Ray does not start; the message is one line and ends with what to do next."""

    def _render_traceback_(self) -> list[str]:
        """Return what Jupyter shows in place of a traceback."""
        return [f"RayStartError: {self}"]


def start_ray(
    num_cpus: int | None = None,
    *,
    object_store_memory: int = 200 * MEBIBYTE,
    timeout: float = 10.0,
) -> None:
    """Start Ray, or join the cluster at ``RAY_ADDRESS``. A second call does nothing.

    Nothing is printed, no dashboard is started, and the workers' output is not shown.

    Args:
        num_cpus: how many tasks may run at once; None takes the number of cores that this process
            may use, at most ``MAX_CPUS``. Ignored when joining a cluster.
        object_store_memory: bytes of shared memory for objects, at least 75 MiB. Ignored when
            joining a cluster.
        timeout: how many seconds to wait for a cluster to answer.

    Raises:
        RayStartError: Ray is not installed or cannot start, or the address does not answer.
    """
    try:
        import ray
    except ImportError as error:
        raise RayStartError(
            f"Ray cannot be imported ({_first_line(error)}); install the course with `make setup`"
        ) from None
    if ray.is_initialized():
        return
    use_short_folder()
    _silence_reports_of_deaths(ray)
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    # Workers that Ray starts before the first task lack the set-up hook below and are never used.
    os.environ.setdefault("RAY_prestart_worker_first_driver", "0")
    settings = {
        "log_to_driver": False,
        "logging_level": logging.CRITICAL,
        "runtime_env": {"worker_process_setup_hook": SETUP},
    }
    address = os.environ.get("RAY_ADDRESS", "")
    if address in ("", "local"):
        settings["runtime_env"] |= _quoted_python()
        _start(ray, num_cpus or min(_cores(), MAX_CPUS), object_store_memory, settings)
    else:
        _join(ray, address, timeout, settings)


def _start(ray, num_cpus: int, object_store_memory: int, settings: dict) -> None:
    try:
        with warnings.catch_warnings(), _commands_for_a_shell():
            warnings.simplefilter("ignore")
            ray.init(
                address="local",
                num_cpus=num_cpus,
                object_store_memory=object_store_memory,
                include_dashboard=False,
                **settings,
            )
            # A worker takes a second or two to start. Empty tasks start them in the background.
            for _ in range(num_cpus):
                ray.remote(_do_nothing).remote()
    except (Exception, SystemExit) as error:
        _clean_up(ray)
        raise RayStartError(
            f"Ray cannot start here ({_first_line(error)}); close other notebooks to free memory, "
            "restart the kernel and run this cell again"
        ) from None


def use_short_folder() -> None:
    """Let Ray keep its sockets and logs in a folder of its own, whose path is short and plain.

    Does nothing if the environment variable ``RAY_TMPDIR`` names such a folder.

    Raises:
        RayStartError: there is none.
    """
    given = os.environ.get("RAY_TMPDIR")
    if given and _is_short_and_writable(given):
        return
    for place in short_folders():
        folder = tempfile.mkdtemp(prefix="ray-", dir=place)
        os.environ["RAY_TMPDIR"] = folder
        atexit.register(_remove_folder, folder, os.getpid())
        return
    raise RayStartError(
        f"Ray needs a folder to write to whose path has no spaces and at most {SHORT} characters; "
        "make one and set RAY_TMPDIR to it"
    )


def short_folders() -> list[str]:
    """List the folders for temporary files that can be written and whose paths suit Ray."""
    places = dict.fromkeys(["/tmp", tempfile.gettempdir(), "/var/tmp", "/dev/shm"])
    return [
        place for place in places if _is_short_and_writable(place, SHORT - len("/ray-abcdefgh"))
    ]


def _is_short_and_writable(place: str, most: int = SHORT) -> bool:
    plain = shlex.quote(place) == place and len(os.fsencode(place)) <= most
    return plain and Path(place).is_dir() and os.access(place, os.W_OK | os.X_OK)


def _remove_folder(folder: str, process: int) -> None:
    if os.getpid() == process:
        ray = sys.modules.get("ray")
        if ray is not None:
            _clean_up(ray)
        shutil.rmtree(folder, ignore_errors=True)


def _quoted_python() -> dict[str, str]:
    """Return a setting that quotes Python's path if the shell that starts a worker needs that."""
    quoted = shlex.quote(sys.executable)
    return {} if quoted == sys.executable else {"py_executable": quoted}


@contextlib.contextmanager
def _commands_for_a_shell() -> Iterator[None]:
    """Let Ray quote the commands of its processes in such a way that it can read them again.

    It joins them by the rules of Windows and takes them apart by those of a shell, so that an
    apostrophe in the path of Python or of Ray would be lost.
    """
    before = subprocess.list2cmdline
    if os.name != "nt":
        subprocess.list2cmdline = shlex.join
    try:
        yield
    finally:
        subprocess.list2cmdline = before


def _do_nothing() -> None:
    """Give a worker a reason to start."""


def _join(ray, address: str, timeout: float, settings: dict) -> None:
    deadline = time.monotonic() + timeout
    if address != "auto":
        _check_that_something_listens(address, timeout)
    # If the port is open but belongs to another program, `ray.init` waits for minutes. Run in a
    # thread, it can be given up on.
    failed: list[BaseException] = []

    def init() -> None:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                ray.init(address=address, **settings)
        except (Exception, SystemExit) as error:
            failed.append(error)

    attempt = threading.Thread(target=init, daemon=True)
    attempt.start()
    attempt.join(max(1.0, deadline - time.monotonic()))
    if attempt.is_alive():
        raise RayStartError(
            _no_answer(
                address,
                f"no cluster let this program in within {timeout:g} s; a cluster with a "
                "token needs RAY_AUTH_MODE=token",
            )
        )
    if failed:
        _clean_up(ray)
        raise RayStartError(_no_answer(address, _first_line(failed[0]))) from None


def _check_that_something_listens(address: str, timeout: float) -> None:
    """Raise `RayStartError` unless a program listens at ``host:port``."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if not host or not port.isdigit():
        raise RayStartError(_no_answer(address, "it should look like 192.0.2.7:6379"))
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=timeout).close()
    except (OSError, OverflowError) as error:
        raise RayStartError(_no_answer(address, _first_line(error))) from None


def _no_answer(address: str, why: str) -> str:
    return (
        f"no Ray cluster at RAY_ADDRESS={address} ({why}); start one there with `ray start --head`,"
        " or unset RAY_ADDRESS to use this machine"
    )


def _silence_reports_of_deaths(ray) -> None:
    """Keep Ray from printing a page for every process that dies; `ray.get` reports it anyway."""
    worker = ray._private.worker
    if hasattr(worker, "print_to_stdstream"):
        worker.print_to_stdstream = lambda *_, **__: None


def _clean_up(ray) -> None:
    """Remove what a failed start has left behind, so that the next call can try again."""
    try:
        ray.shutdown()
    except Exception:
        return


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:200] if lines else type(error).__name__
