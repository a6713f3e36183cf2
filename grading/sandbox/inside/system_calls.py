"""Make the kernel refuse system calls that no lesson needs and that could escape the sandbox.

Namespaces do not separate everything. Keyrings, and vsock sockets to the host of a virtual machine,
are the same inside and outside. Memory in anonymous files and System V segments is not counted for
any process. And user namespaces, tracing, io_uring and the like have often had security holes. The
filter applies to the process and to everything that it starts.

This module imports nothing from the course, so that ``python
grading/sandbox/inside/system_calls.py`` can test whether the filter works on a machine.
"""

import ctypes
import errno
import os
import struct
import sys

# The numbers of each call on x86_64 and aarch64.
REFUSED = {
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "pidfd_getfd": (438, 438),
    "unshare": (272, 97),
    "setns": (308, 268),
    "chroot": (161, 51),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsmount": (432, 432),
    "mount_setattr": (442, 442),
    "open_by_handle_at": (304, 265),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "semget": (64, 190),
    "msgget": (68, 186),
}
CLONE, CLONE3, SOCKET, SECCOMP = (56, 220), (435, 435), (41, 198), (317, 277)
MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
"""The column of a machine in the tables above, and the kernel's number for the machine."""

NAMESPACE_FLAGS = 0x7E02_0000
"""The clone flags for new user, mount, pid, network, ipc, uts and cgroup namespaces."""
FAMILIES = (1, 2, 10, 16)
"""The socket families that lessons and Ray use: unix, IPv4, IPv6, netlink."""

LOAD, EQUAL, AT_LEAST, HAS_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, REFUSE = 0x7FFF_0000, 0x0005_0000
NUMBER, MACHINE, FIRST_ARGUMENT = 0, 4, 16
"""Offsets in the data that the kernel passes to the filter."""


def install() -> bool:
    """Install the filter for this process with all its threads, and for everything it starts.

    Returns:
        False on a machine whose call numbers are not known here. The namespaces are then the only
        confinement.

    Raises:
        OSError: the kernel does not accept the filter.
    """
    if sys.platform != "linux" or os.uname().machine not in MACHINES:
        return False
    column, machine = MACHINES[os.uname().machine]
    code = program(column, machine)
    buffer = ctypes.create_string_buffer(code, len(code))
    head = struct.pack("@HxxxxxxQ", len(code) // 8, ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)
    PR_SET_NO_NEW_PRIVS, SET_MODE_FILTER, ALL_THREADS = 38, 1, 1
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if libc.syscall(SECCOMP[column], SET_MODE_FILTER, ALL_THREADS, head) != 0:
        raise OSError(ctypes.get_errno(), "the kernel does not accept the filter of system calls")
    return True


def program(column: int, machine: int) -> bytes:
    """Return the filter as a BPF program, with eight bytes for each step.

    Args:
        column: the machine's column in the tables of call numbers.
        machine: the kernel's number for the machine. All calls for another one (32 bits) fail.
    """
    steps = [
        (LOAD, 0, 0, MACHINE),
        (EQUAL, 1, 0, machine),
        _refuse(errno.ENOSYS),
        (LOAD, 0, 0, NUMBER),
        (AT_LEAST, 0, 1, 0x4000_0000),
        _refuse(errno.ENOSYS),
    ]
    for numbers in REFUSED.values():
        steps += [(EQUAL, 0, 1, numbers[column]), _refuse(errno.EPERM)]
    # A filter cannot see the flags of clone3, which are in memory. glibc falls back to clone.
    steps += [(EQUAL, 0, 1, CLONE3[column]), _refuse(errno.ENOSYS)]
    steps += [
        (EQUAL, 0, 4, CLONE[column]),
        (LOAD, 0, 0, FIRST_ARGUMENT),
        (HAS_BIT, 0, 1, NAMESPACE_FLAGS),
        _refuse(errno.EPERM),
        (RETURN, 0, 0, ALLOW),
        (EQUAL, 0, len(FAMILIES) + 2, SOCKET[column]),
        (LOAD, 0, 0, FIRST_ARGUMENT),
        *((EQUAL, len(FAMILIES) - i, 0, family) for i, family in enumerate(FAMILIES)),
        _refuse(errno.EAFNOSUPPORT),
        (RETURN, 0, 0, ALLOW),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def _refuse(number: int) -> tuple[int, int, int, int]:
    """Return the step that makes a call fail with an error number."""
    return RETURN, 0, 0, REFUSE | number


if __name__ == "__main__":
    install()
