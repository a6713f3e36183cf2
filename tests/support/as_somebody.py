"""Run a program of the course as an ordinary user, if you are root, in a copy of the clone.

    .venv/bin/python tests/support/as_somebody.py -m pytest tests/attacks

The copy belongs to that user and is mounted in place of the clone, with the clone's own .venv in
it, so that all paths stay the same. Folders that only root may enter look empty except for what
Python needs.
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
    """Copy the clone, with a home folder in it, and give the copy to the user.

    Args:
        folder: any folder, in which the copy is made.
    """
    copy = folder / "clone"
    shutil.copytree(ROOT, copy, symlinks=True, ignore=shutil.ignore_patterns(*LEFT_OUT))
    for made in (copy / ".venv", copy / HOME.relative_to(ROOT)):
        made.mkdir(parents=True)
    for path in (copy, *copy.rglob("*")):
        os.chown(path, UID, UID, follow_symlinks=False)
    return copy


def command(arguments: list[str], copy: Path) -> list[str]:
    """Build the command line with which root runs Python as the user.

    Args:
        arguments: arguments of Python.
        copy: the copy from `copy_of_the_clone`; a passwd file is written next to it.
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
        *_opened([Path(sys.base_prefix).resolve(), ROOT]),
        *("--bind", str(copy), str(ROOT)),
        *("--ro-bind", str(ROOT / ".venv"), str(ROOT / ".venv")),
        *("--ro-bind", str(users), "/etc/passwd"),
        *(word for pair in environment.items() for word in ("--setenv", *pair)),
        *("--chdir", str(ROOT), "--"),
        *("setpriv", "--reuid", str(UID), "--regid", str(UID), "--clear-groups"),
        *("--inh-caps=-all", "--bounding-set=-all", "--"),
        *(sys.executable, *arguments),
    ]


def _opened(places: list[Path]) -> Iterator[str]:
    """Yield options that replace folders closed to the user by ones that hold only the places."""
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
    """Run Python with this program's arguments, and return its exit status."""
    if os.geteuid() != 0:
        print("you are an ordinary user already: run it without this program", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="somebody-", dir="/var/tmp") as folder:
        copy = copy_of_the_clone(Path(folder))
        return subprocess.run(command(sys.argv[1:], copy), check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
