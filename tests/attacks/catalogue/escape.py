"""Out of the sandbox: other processes, other users, the system's own settings."""

# %% before | killing everybody | 5 | it ended its own process
import contextlib, os, signal

with contextlib.suppress(OSError):
    os.kill(-1, signal.SIGKILL)
os.kill(os.getpid(), signal.SIGKILL)

# %% before | killing the parent | 5
import os, signal

os.kill(os.getppid(), signal.SIGKILL)

# %% before | leaving without a word | 5 | it ended its own process
import os

os._exit(0)

# %% before | a crash in C | 5 | it ended its own process
import ctypes

ctypes.string_at(0)

# %% after | a daemon that wants to outlive the grading | 5
import subprocess

code = "import os, time\nif os.fork() == 0:\n    os.setsid()\n    time.sleep(617)"
subprocess.Popen([sys.executable, "-I", "-c", code], start_new_session=True, env={})

# %% before | becoming root | 5 | Errno
import os

os.setuid(0)
raise Loot(os.getuid())

# %% before | root in a user namespace of its own | 5 | Error
import ctypes, os

libc = ctypes.CDLL(None, use_errno=True)
CLONE_NEWUSER, CLONE_NEWNS = 0x10000000, 0x00020000
if libc.unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0:
    raise OSError(ctypes.get_errno(), "no namespace")
raise Loot("a user namespace")

# %% before | mounting the host's processes | 5 | Error
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
if libc.mount(b"proc", b"/tmp", b"proc", 0, None) != 0:
    raise OSError(ctypes.get_errno(), "no mount")
raise Loot("a mount")

# %% before | another root folder | 5 | PermissionError
import os

os.chroot("/tmp")
raise Loot("chroot")

# %% before | joining the namespaces of process 1 | 5 | Error
import os

for kind in ("mnt", "net", "pid", "user"):
    libc_setns = __import__("ctypes").CDLL(None, use_errno=True).setns
    if libc_setns(os.open(f"/proc/1/ns/{kind}", os.O_RDONLY), 0) == 0:
        raise Loot(kind)
raise PermissionError("no namespace was joined")

# %% before | the system's handler of core dumps | 5 | Error
with open("/proc/sys/kernel/core_pattern", "w") as file:
    file.write("|/tmp/evil")
raise Loot("core_pattern")

# %% before | the system's emergency key | 5 | Error
with open("/proc/sysrq-trigger", "w") as file:
    file.write("")
raise Loot("sysrq")

# %% before | the kernel's settings in /sys | 5 | FileNotFoundError
import os

os.listdir("/sys/kernel")
raise Loot("/sys")

# %% before | writing into the memory of process 1 | 5 | Error
with open("/proc/1/maps") as maps:
    place = int(next(line for line in maps if " rw-p " in line).split("-")[0], 16)
with open("/proc/1/mem", "r+b", buffering=0) as file:
    file.seek(place)
    byte = file.read(1)
    file.seek(place)
    file.write(byte)
raise Loot("memory of another process")

# %% before | tracing process 1 | 5 | Error
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
PTRACE_ATTACH = 16
if libc.ptrace(PTRACE_ATTACH, 1, None, None) != 0:
    raise PermissionError(ctypes.get_errno(), "no tracing")
raise Loot("tracing")

# %% before | a kernel keyring, which no namespace divides | 5 | Error
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
ADD_KEY, KEY_SPEC_USER_KEYRING = {"x86_64": 248, "aarch64": 217}[os.uname().machine], -4
if libc.syscall(ADD_KEY, b"user", b"lwg", b"loot", 4, KEY_SPEC_USER_KEYRING) < 0:
    raise OSError(ctypes.get_errno(), "no key")
raise Loot("a key that the next one can read")

# %% before | a program in the kernel | 5 | Error
import ctypes, os

libc = ctypes.CDLL(None, use_errno=True)
BPF = {"x86_64": 321, "aarch64": 280}[os.uname().machine]
if libc.syscall(BPF, 0, bytes(128), 128) < 0:
    raise OSError(ctypes.get_errno(), "no bpf")
raise Loot("bpf")

# %% before | a setuid program | 5 | Error
import subprocess

done = subprocess.run(["su", "-c", "id"], capture_output=True, text=True, stdin=subprocess.DEVNULL)
if "uid=0" in done.stdout:
    raise Loot(done.stdout)
raise PermissionError("su did not help")

# %% before | changing the executor and the helpers on disk | 5 | Error
import checks.probing.recording as target

with open(target.__file__, "a") as file:
    file.write("x = 1")
raise Loot("helpers")

# %% before | a file where Python looks at its start | 5 | Error
import site

with open(f"{site.getsitepackages()[0]}/evil.pth", "w") as file:
    file.write("import os")
raise Loot("site-packages")
