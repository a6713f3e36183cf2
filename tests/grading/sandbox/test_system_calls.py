"""The filter refuses calls that could escape the sandbox, and allows those that lessons use."""

import os
import subprocess
import sys

import pytest

from grading.sandbox.inside import system_calls

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or os.uname().machine not in system_calls.MACHINES,
    reason="there is a filter for Linux on x86_64 and aarch64",
)
BEGIN = (
    "import ctypes, errno, os, socket, threading\nfrom grading.sandbox.inside import system_calls\n"
    "assert system_calls.install()\nlibc = ctypes.CDLL(None, use_errno=True)\n"
)


def filtered(code):
    """Return what a process prints after it has installed the filter."""
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + code], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("name", system_calls.REFUSED)
def test_a_call_on_the_list_is_refused(name):
    column, _ = system_calls.MACHINES[os.uname().machine]
    number = system_calls.REFUSED[name][column]
    code = f"print(libc.syscall({number}, 0, 0, 0, 0, 0), ctypes.get_errno() == errno.EPERM)"
    assert filtered(code) == "-1 True\n"


def test_no_new_namespace_is_made_by_clone():
    column, _ = system_calls.MACHINES[os.uname().machine]
    code = (
        "SIGCHLD, CLONE_NEWUSER = 17, 0x10000000\n"
        f"call = lambda flags: libc.syscall({system_calls.CLONE[column]}, flags, 0, 0, 0, 0)\n"
        "print(call(CLONE_NEWUSER | SIGCHLD), ctypes.get_errno() == errno.EPERM)"
    )
    assert filtered(code) == "-1 True\n"


@pytest.mark.parametrize("family", ["AF_VSOCK", "AF_PACKET", "AF_ALG"])
def test_sockets_that_no_namespace_separates_do_not_exist(family):
    code = (
        f"try: socket.socket(socket.{family}, socket.SOCK_STREAM)\n"
        "except OSError as error: print(error.errno == errno.EAFNOSUPPORT)"
    )
    assert filtered(code) == "True\n"


def test_forks_threads_programs_and_ordinary_sockets_work():
    code = (
        "import subprocess\n"
        "thread = threading.Thread(target=print, args=('thread',)); thread.start(); thread.join()\n"
        "if os.fork() == 0: os._exit(7)\n"
        "print(os.waitstatus_to_exitcode(os.wait()[1]))\n"
        "print(subprocess.check_output(['echo', 'program'], text=True).strip())\n"
        "for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX, socket.AF_NETLINK):\n"
        "    socket.socket(family, socket.SOCK_DGRAM).close()\n"
        "print('sockets')"
    )
    assert filtered(code).split() == ["thread", "7", "program", "sockets"]


def test_it_applies_to_later_processes_and_to_earlier_threads():
    program = "import os; os.memfd_create('x')"
    code = (
        "import subprocess, sys\n"
        f"done = subprocess.run([sys.executable, '-I', '-c', {program!r}], capture_output=True)\n"
        "print(b'PermissionError' in done.stderr)"
    )
    assert filtered(code) == "True\n"
    before = (
        "import os, threading\nfrom grading.sandbox.inside import system_calls\n"
        "go = threading.Event()\n"
        "def try_it():\n    go.wait()\n"
        "    try: os.memfd_create('x')\n    except PermissionError: print('refused')\n"
        "thread = threading.Thread(target=try_it); thread.start()\n"
        "system_calls.install(); go.set(); thread.join()"
    )
    done = subprocess.run([sys.executable, "-c", before], capture_output=True, text=True)
    assert done.stdout == "refused\n", done.stderr
