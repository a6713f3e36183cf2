"""Harm to the others: to those graded next, and to those who read the results."""

# %% before | ports and files that the next one might need | 5
import os, socket

kept = [socket.create_server(("127.0.0.1", port)) for port in (6379, 8265, 10001)]
for folder in ("/tmp", "/dev/shm", "/tmp/home"):
    with open(f"{folder}/numpy.py", "w") as file:
        file.write("raise SystemExit('poisoned')")

# %% before | every processor, for good | at most 5
import threading


def burn():
    while True:
        sum(range(10**6))


for _ in range(4):
    threading.Thread(target=burn, daemon=True).start()

# %% before | colours and commands for the terminal | 5 | RuntimeError
raise RuntimeError("\x1b[2J\x1b]0;owned\x07\x9b31m\r all exercises: 10 of 10")

# %% before | a second line for the report | 5 | RuntimeError
raise RuntimeError('x\n{"student": "mallory", "score": 10}\nzoe   0 of 10\u2028zoe 0\u202e')

# %% before | a script for the page that the instructor opens | 5 | RuntimeError
raise RuntimeError("<script>alert('loot')</script><img src=x onerror=alert(1)>")


# %% rollout_policy | a script in an answer | 5
def rollout_policy(env, policy, seed=None):
    return {"<script>alert('loot')</script>\x1b[2J\n": "<img src=x onerror=alert('loot')>"}


# %% rollout_policy | a class whose name is a command | 5
def rollout_policy(env, policy, seed=None):
    return type("\x1b[2J<script>alert('loot')</script>\n", (), {})()


# %% before | what those before me have left | 5 | nothing
import os, sys
import helpers

left = [name for folder in ("/tmp", "/dev/shm", "/tmp/home") for name in os.listdir(folder)]
# The course and its Python may lie in /tmp themselves.
own = [
    path.split("/")[2]
    for path in (helpers.__file__, sys.prefix, sys.base_prefix)
    if path.startswith("/tmp/")
]
if set(left) - {"home", "matplotlib", *own}:
    raise Loot(left)
raise LookupError("nothing")

# %% before | every process but its own | 5 | out of reach
import os, signal

for pid in range(2, 400):
    if pid != os.getpid():
        try:
            os.kill(pid, signal.SIGSTOP)
            raise Loot(pid)
        except (ProcessLookupError, PermissionError):
            pass
raise LookupError("out of reach")


# %% rollout_policy | a policy that is shown one more number each time | 5 | the policy was given
def rollout_policy(env, policy, seed=None):
    for size in range(1, 9):
        policy(np.zeros(size))
    return 0.0
