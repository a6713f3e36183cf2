"""Time, memory, processes and space: a hand-in takes what it can get.

Each attack is bounded by the limits that it tries.
"""

# %% before | an endless loop | 5 | ran longer than
while True:
    pass

# %% before | an endless loop that no signal interrupts | 5 | ran longer than
9**9**9

# %% before | a regular expression that never comes back | 5 | ran longer than
import re

re.match(r"(a+)+$", "a" * 60 + "b")

# %% before | a sleep of a century | 5 | ran longer than
import time

time.sleep(3e9)

# %% before | a process that stops itself | 5 | ran longer than
import os, signal

os.kill(os.getpid(), signal.SIGSTOP)

# %% before | 50 GB at once | 5 | MemoryError
bytearray(50 * 2**30)


# %% before | 50 GB bit by bit | 5
def hoard():
    kept = []
    while True:
        kept.append(bytearray(2**26))


hoard()

# %% before | children that hold together what none may hold alone | 5 | used more than
import os, time

for _ in range(20):
    if os.fork() == 0:
        kept = bytearray(3 * 2**27)
        time.sleep(600)
        os._exit(0)
time.sleep(600)

# %% before | memory that no process holds alone, shared between children | 5 | used more than
import mmap, os, time

for _ in range(20):
    if os.fork() == 0:
        kept = mmap.mmap(-1, 3 * 2**27)
        for _ in range(3):
            kept.write(bytes(2**27))
        time.sleep(600)
        os._exit(0)
time.sleep(600)

# %% before | memory that no process has mapped, in files without a name | 5 | Error
import os

kept = []
for _ in range(20):
    kept.append(os.memfd_create("hoard"))
    for _ in range(3):
        os.write(kept[-1], bytes(2**26))
raise Loot("4 GB in files that count for nobody")

# %% before | memory that no process has mapped, in System V segments | 5 | Error
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_void_p
libc.shmdt.argtypes = [ctypes.c_void_p]
for _ in range(20):
    IPC_PRIVATE, IPC_CREAT, size = 0, 0o1000, 3 * 2**26
    segment = libc.shmget(IPC_PRIVATE, ctypes.c_size_t(size), IPC_CREAT | 0o600)
    place = libc.shmat(segment, None, 0)
    if segment < 0 or place in (None, 2**64 - 1):
        raise OSError(ctypes.get_errno(), "no segment")
    ctypes.memset(place, 1, size)
    libc.shmdt(place)
raise Loot("4 GB in segments that count for nobody")

# %% before | a fork bomb | 5
import os

while True:
    try:
        os.fork()
    except OSError:
        pass

# %% before | a thread bomb | 5 | can't start new thread
import threading, time

while True:
    threading.Thread(target=time.sleep, args=(600,), daemon=True).start()

# %% before | every file descriptor there is | 5 | Too many open files
import os


def hoard():
    kept = []
    try:
        for _ in range(5000):
            kept.append(os.open("/dev/null", os.O_RDONLY))
    finally:
        for descriptor in kept:
            os.close(descriptor)
    raise Loot(f"{len(kept)} descriptors")


hoard()

# %% before | a full /tmp | 5 | No space left
with open("/tmp/full", "wb") as file:
    while True:
        file.write(bytes(2**20))

# %% before | a full /dev/shm | 5 | No space left
with open("/dev/shm/full", "wb") as file:
    while True:
        file.write(bytes(2**20))

# %% before | 1 GB printed | 5
for _ in range(1024):
    print("x" * 2**20)

# %% before | 1 GB printed past Python, on both outputs | 5
import os

for _ in range(1024):
    os.write(1, bytes(2**20))
    os.write(2, bytes(2**20))

# %% before | an exception with a text of 100 MB | 5 | ValueError
raise ValueError("x" * 10**8)


# %% rollout_policy | an answer of 1 GB | 5
def rollout_policy(env, policy, seed=None):
    return np.zeros(2**27)


# %% rollout_policy | an answer nested ten thousand deep | 5
def rollout_policy(env, policy, seed=None):
    nested = []
    for _ in range(10_000):
        nested = [nested]
    return nested


# %% rollout_policy | an answer that contains itself | 5
def rollout_policy(env, policy, seed=None):
    endless = []
    endless += [endless, endless]
    return endless


# %% rollout_policy | ten million items in an answer | 5
def rollout_policy(env, policy, seed=None):
    row = [0.0] * 99_999
    return [row] * 99_999


# %% rollout_policy | an answer that drips, byte by byte, past the deadline | 5 | ran longer than
def rollout_policy(env, policy, seed=None):
    import gc, socket, struct, time

    for thing in gc.get_objects():
        if isinstance(thing, socket.socket) and thing.fileno() > 2:
            thing.sendall(struct.pack("<IQ", 4000, 0))
            while True:
                thing.sendall(b" ")
                time.sleep(0.05)
