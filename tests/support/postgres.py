"""Run a private PostgreSQL server in a temporary folder for as long as a test needs it."""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from grading.settings.database import GET_DRIVER


def find(program: str) -> str | None:
    """Return the path of one of the server's programs, which Debian keeps off ``PATH``."""
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    return str(installed[-1]) if installed else shutil.which(program)


def why_not() -> str | None:
    """Return a line that says what is missing here, or None if a server can be started."""
    if not (find("initdb") and find("postgres")):
        return "no PostgreSQL server is installed: apt-get install postgresql"
    if find_spec("psycopg") is None:
        return f"PostgreSQL's driver is not installed: {GET_DRIVER}"
    return None


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Run a server and yield the address of an empty database on it."""
    import psycopg

    # PostgreSQL refuses to run as root.
    root = os.getuid() == 0
    owner = pwd.getpwnam("nobody") if root else pwd.getpwuid(os.getuid())
    as_owner = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if root else {}
    with tempfile.TemporaryDirectory(prefix="lwg-postgres-") as folder:
        if root:
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        environment = {"PATH": os.defpath, "LANG": "C", "HOME": folder}
        with open(Path(folder) / "log", "wb") as log, socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
            free.close()
            options = {"stdout": log, "stderr": log, "env": environment, "cwd": folder, **as_owner}
            data = f"{folder}/data"
            prepare = [find("initdb"), "-D", data, "-U", "teacher", "-A", "trust", "-E", "UTF8"]
            subprocess.run([*prepare, "--no-sync"], check=True, timeout=120, **options)
            serve = [find("postgres"), "-D", data, "-p", str(port), "-k", "", "-c", "fsync=off"]
            process = subprocess.Popen([*serve, "-c", "listen_addresses=127.0.0.1"], **options)
        address = f"postgresql://teacher:secret@127.0.0.1:{port}"
        try:
            for left in reversed(range(300)):
                try:
                    with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
                        connection.execute("CREATE DATABASE class")
                    break
                except psycopg.OperationalError:
                    if process.poll() is not None or left == 0:
                        raise
                    time.sleep(0.1)
            yield f"{address}/class"
        finally:
            process.terminate()
            process.wait(timeout=60)
