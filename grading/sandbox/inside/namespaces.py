"""Give a forked process its own namespaces, and take all privileges from it.

The calling process is a fork of the zygote in which no student code has run yet. It is already in
the sandbox of `grading.sandbox.bubblewrap`, a read-only system without network. These functions
add namespaces for processes, network, mounts, host name and IPC, so that submissions from the same
zygote cannot reach each other. If any step fails, it raises an error and no student code is run.
"""

import ctypes
import fcntl
import os
import socket
import struct

_libc = ctypes.CDLL(None, use_errno=True)

CLONE_NEWNS, CLONE_NEWCGROUP, CLONE_NEWUTS = 0x00020000, 0x02000000, 0x04000000
CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWPID = 0x08000000, 0x10000000, 0x20000000
CLONE_NEWNET = 0x40000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 32, 4096, 16384, 1 << 18
MNT_DETACH = 2
PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 4, 24, 38
CAPABILITY_VERSION_3 = 0x20080522
SIOCSIFFLAGS, IFF_UP = 0x8914, 1


def _call(name: str, *arguments: object) -> int:
    result = getattr(_libc, name)(*arguments)
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{name}: {os.strerror(error)}")
    return result


def _mount(source: str, target: str, kind: str | None, flags: int, options: str = "") -> None:
    words = [None if text is None else text.encode() for text in (source, target, kind)]
    _call("mount", *words, ctypes.c_ulong(flags), options.encode())


def enter_namespaces() -> None:
    """Enter new namespaces. The next process that is forked is the first in its pid namespace.

    An ordinary user needs a user namespace for that. Root does not get one, because root inside a
    user namespace would still be root outside.
    """
    flags = CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS
    uid, gid = os.getuid(), os.getgid()
    if uid == 0:
        _call("unshare", flags | CLONE_NEWCGROUP)
        return
    _call("unshare", flags | CLONE_NEWUSER)
    for name, line in (
        ("setgroups", "deny"),
        ("uid_map", f"{uid} {uid} 1"),
        ("gid_map", f"{gid} {gid} 1"),
    ):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(line)


def set_up_namespaces(tmp_size: int, shared_size: int, folders: list[str]) -> None:
    """Mount file systems in the new namespaces and start loopback, from their first process.

    Args:
        tmp_size: the size of ``/tmp`` in bytes.
        shared_size: the size of ``/dev/shm`` in bytes.
        folders: folders to create in ``/tmp``. The first becomes the working directory.
    """
    plain = MS_NOSUID | MS_NODEV
    _mount("none", "/", None, MS_REC | MS_PRIVATE)
    root = os.getuid() == 0
    if root:
        for path in (b"/proc", b"/dev/pts", b"/dev/shm", b"/tmp"):
            _call("umount2", path, MNT_DETACH)
    _mount("proc", "/proc", "proc", plain | MS_NOEXEC)
    if root:
        _mount("/proc/sys", "/proc/sys", None, MS_BIND | MS_REC)
        _mount("none", "/proc/sys", None, MS_REMOUNT | MS_BIND | MS_RDONLY | plain | MS_NOEXEC)
    else:
        # Keep student code from creating a user namespace, which would give it privileges.
        with open("/proc/sys/user/max_user_namespaces", "w") as file:
            file.write("0")
    _mount("tmpfs", "/dev/shm", "tmpfs", plain, f"mode=1777,size={shared_size}")
    _mount("tmpfs", "/dev/pts", "tmpfs", plain | MS_RDONLY, "mode=0755,size=4096")
    _mount("tmpfs", "/tmp", "tmpfs", plain, f"mode=1777,size={tmp_size}")
    for folder in folders:
        os.mkdir(folder)
        os.chmod(folder, 0o777)
    os.chdir(folders[0])
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", IFF_UP))


def drop_privileges(uid: int) -> None:
    """Give up all privileges irrevocably.

    Args:
        uid: the user and group id to change to if the caller is root. Other users keep theirs.

    Raises:
        OSError: a privilege is left.
    """
    with open("/proc/sys/kernel/cap_last_cap") as file:
        capabilities = int(file.read()) + 1
    for capability in range(capabilities):
        _call("prctl", PR_CAPBSET_DROP, capability, 0, 0, 0)
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    head = struct.pack("Ii", CAPABILITY_VERSION_3, 0)
    _call("capset", head, bytes(24))
    _call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    forbid_inspection()
    _check_no_privileges()


def _check_no_privileges() -> None:
    """Raise an error if this process still has capabilities or is root."""
    with open("/proc/self/status") as file:
        status = dict(line.split(":\t", 1) for line in file.read().splitlines())
    left = [n for n in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb") if int(status[n], 16)]
    if left or status["NoNewPrivs"] != "1" or "0" in status["Uid"].split():
        raise OSError(f"privileges are left: {left}, uid {status['Uid']}")


def forbid_inspection() -> None:
    """Keep other processes of the same user from reading or changing this process's memory."""
    _call("prctl", PR_SET_DUMPABLE, 0, 0, 0, 0)


def allow_inspection() -> None:
    """Let this process read its own files in /proc again, as a newly started process can."""
    _call("prctl", PR_SET_DUMPABLE, 1, 0, 0, 0)
