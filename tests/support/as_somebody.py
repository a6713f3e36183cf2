"""Run a program of the course as an ordinary user, for those who are root, in a copy of the clone.

    .venv/bin/python tests/support/as_somebody.py -m pytest tests/attacks

The copy belongs to that user and is seen where the clone is, with the clone's own .venv in it, so
that all paths stay as they are. Folders that only root may enter look empty but for what Python
needs.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
USER, UID = "somebody", 54_321
LEFT_OUT = (".venv", ".git", "build", "clone", "work", "__pycache__")
HOME = ROOT / "build" / "home"


def copy_of_the_clone(folder: Path) -> Path:
    """A copy that belongs to the user, with a home in it.

    Args:
        folder: for the copy; anywhere.
    """
    copy = folder / "clone"
    shutil.copytree(ROOT, copy, symlinks=True, ignore=shutil.ignore_patterns(*LEFT_OUT))
    for made in (copy / ".venv", copy / HOME.relative_to(ROOT)):
        made.mkdir(parents=True)
    for path in (copy, *copy.rglob("*")):
        os.chown(path, UID, UID, follow_symlinks=False)
    return copy


def command(arguments: list[str], copy: Path) -> list[str]:
    """The command line, for root, that runs Python with some arguments as the user.

    Args:
        arguments: of Python.
        copy: of `copy_of_the_clone`; a list of users is put beside it.
    """
    users = copy.with_name("passwd")
    line = f"{USER}:x:{UID}:{UID}::{HOME}:/bin/sh\n"
    users.write_text(Path("/etc/passwd").read_text() + line)
    environment = {
        "HOME": str(HOME),
        "USER": USER,
        "LOGNAME": USER,
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
    }
    return [
        *("bwrap", "--die-with-parent", "--dev-bind", "/", "/", "--clearenv"),
        *_entered([Path(sys.base_prefix).resolve(), ROOT]),
        *("--bind", str(copy), str(ROOT)),
        *("--ro-bind", str(ROOT / ".venv"), str(ROOT / ".venv")),
        *("--ro-bind", str(users), "/etc/passwd"),
        *(word for pair in environment.items() for word in ("--setenv", *pair)),
        *("--chdir", str(ROOT), "--"),
        *("setpriv", "--reuid", str(UID), "--regid", str(UID), "--clear-groups"),
        *("--inh-caps=-all", "--bounding-set=-all", "--"),
        *(sys.executable, *arguments),
    ]


def _entered(places: list[Path]) -> Iterator[str]:
    """Hide, with all else in them, the folders that the user may not enter on the way to places."""
    shut = {
        next((p for p in reversed(place.parents) if not p.stat().st_mode & 0o001), None)
        for place in places
    }
    for folder in sorted(shut - {None}):
        yield from ("--perms", "0755", "--tmpfs", str(folder))
        for place in places:
            if place.is_relative_to(folder):
                between = [p for p in reversed(place.parents) if p.is_relative_to(folder)]
                for parent in between[1:]:
                    yield from ("--perms", "0755", "--dir", str(parent))
                yield from ("--ro-bind", str(place), str(place))


def main() -> int:
    """Run Python with this program's arguments; the status of it."""
    if os.geteuid() != 0:
        print("you are an ordinary user already: run it without this program", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="somebody-", dir="/var/tmp") as folder:
        copy = copy_of_the_clone(Path(folder))
        return subprocess.run(command(sys.argv[1:], copy), check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
