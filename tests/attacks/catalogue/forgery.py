"""Points without an answer: `rollout_policy`, or another exercise, has none worth its name."""


# %% rollout_policy | an object that equals everything | 5
class Equal:
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __float__(self):
        return 1.0

    def __array__(self, *_, **__):
        return np.zeros(())

    def __sub__(self, other):
        return 0.0

    __rsub__ = __sub__

    def __hash__(self):
        return 0


def rollout_policy(env, policy, seed=None):
    return Equal()


# %% rollout_policy | a number that equals everything | 5
class Equal(float):
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __sub__(self, other):
        return 0.0

    __rsub__ = __sub__

    def __abs__(self):
        return 0.0

    __hash__ = float.__hash__


def rollout_policy(env, policy, seed=None):
    return Equal(0)


# %% rollout_policy | an array that equals everything | 5
class Equal(np.ndarray):
    def __eq__(self, other):
        return np.True_

    def __array_ufunc__(self, *_, **__):
        return np.True_

    def __array_function__(self, *_, **__):
        return True


def rollout_policy(env, policy, seed=None):
    return np.zeros(()).view(Equal)


# %% rollout_policy | not a number, which no comparison refuses | 5
def rollout_policy(env, policy, seed=None):
    return float("nan")


# %% rollout_policy | a text that lies about its type | 5
class Liar(str):
    __class__ = float

    def __eq__(self, other):
        return True

    __hash__ = str.__hash__


def rollout_policy(env, policy, seed=None):
    return Liar("42")


# %% rollout_policy | a dictionary with the words of the protocol in it | 5
def rollout_policy(env, policy, seed=None):
    return {"__array__": ["float64", []], "raised": None, "problem": None, "verdict": True}


# %% rollout_policy | an exception that is raised to be taken for success | 5
class NotImplementedError(Exception):
    pass


def rollout_policy(env, policy, seed=None):
    raise NotImplementedError("all properties hold")


# %% rollout_policy | an exception that cannot even be described | 5
class Worst(Exception):
    def __str__(self):
        raise SystemExit(0)

    def __repr__(self):
        raise SystemExit(0)


def rollout_policy(env, policy, seed=None):
    raise Worst


# %% before | NumPy's comparisons always agree | 5
np.allclose = np.isclose = np.array_equal = lambda *_, **__: True
np.testing.assert_allclose = np.testing.assert_array_equal = lambda *_, **__: None

# %% before | the checks are replaced | 5
import checks.lesson_01.exercises as checks
import sys, types

everything = types.ModuleType("checks.compare")
everything.same = everything.as_number = lambda *_, **__: True
for name in ("compare", "framework", "judging", "lesson_01.exercises", "lesson_01.rollout_policy"):
    sys.modules[f"checks.{name}"] = everything
checks.rollout_policy = lambda *_: None

# %% before | a probe that says what pleases | 5
import checks.lesson_01.probes as probes

probes.policy_episode = lambda case, *_: {
    "value": True,
    "raised": None,
    "mutated": [],
    "global_random": False,
    "late_steps": 0,
    "seen": True,
    "actions": True,
    "resets": True,
    "lost": False,
    "problem": None,
}

# %% before | another module in the place of the probes | 5
import sys, types


class Pleasing(types.ModuleType):
    def __getattr__(self, name):
        return lambda case, *_: case | {"value": 0.0, "raised": None}


if True:
    real = sys.modules["checks.lesson_01.probes"]
    fake = Pleasing("checks.lesson_01.probes")
    fake.__dict__.update({k: v for k, v in vars(real).items() if k != "policy_episode"})
    sys.modules["checks.lesson_01.probes"] = fake

# %% before | a trace function that changes what the probes see | at most 5
import sys


def tracer(frame, event, argument):
    if frame.f_code.co_name == "observe" and event == "return":
        argument["value"] = 1.0
    return tracer


sys.settrace(tracer)

# %% before | a clock that stands still | 5 | ran longer than
import time

time.time = time.monotonic = time.perf_counter = lambda: 0.0
while True:
    pass

# %% before | forged answers written straight onto the channel | at most 5
import gc, json, socket, struct

text = json.dumps({"id": 1, "raised": None, "record": {"value": 1, "raised": None}}).encode()
for thing in gc.get_objects():
    if isinstance(thing, socket.socket) and thing.fileno() > 2:
        for _ in range(50):
            thing.sendall(struct.pack("<IQ", len(text), 0) + text)

# %% after | forged answers for every number to come | at most 5
import gc, json, socket, struct

for thing in gc.get_objects():
    if isinstance(thing, socket.socket) and thing.fileno() > 2:
        for number in range(5, 500):
            record = {"value": True, "raised": None, "late_steps": 0, "seen": True, "resets": [0]}
            message = {"id": number, "raised": None, "defined": [True], "record": record}
            text = json.dumps(message).encode()
            thing.sendall(struct.pack("<IQ", len(text), 0) + text)

# %% before | a closed channel | 5 | it ended its own process
import gc, socket

for thing in gc.get_objects():
    if isinstance(thing, socket.socket) and thing.fileno() > 2:
        thing.close()

# %% before | an executor that answers by itself | at most 5
import gc, sys

executor = sys.modules["__main__"].__dict__.get("Executor")
for thing in gc.get_objects():
    if type(thing).__name__ == "Executor":
        type(thing).answer = lambda self, request: {
            "raised": None,
            "defined": [True] * 9,
            "record": {"value": True, "raised": None},
        }

# %% before | hooks for the end of the process | 5
import atexit, gc, os, socket


class Late:
    def __del__(self):
        print("forged")


late = Late()
atexit.register(lambda: os.write(1, b"full marks"))

# %% cartpole_policy | a pole that never falls | at most 8
import gymnasium as gym


class Easy(gym.Env):
    observation_space = gym.spaces.Box(-1, 1, (4,), np.float32)
    action_space = gym.spaces.Discrete(2)
    time = 0

    def reset(self, *, seed=None, options=None):
        self.time = 0
        return np.zeros(4, np.float32), {}

    def step(self, action):
        self.time += 1
        return np.zeros(4, np.float32), 1.0, False, self.time >= 500, {}


gym.make = lambda *_, **__: Easy()


def cartpole_policy(state):
    return 0


# %% rollout_policy | the rewards, read off the environment without playing | 5
def rollout_policy(env, policy, seed=None):
    env.reset(seed=seed)
    return sum(env.unwrapped.episodes[0])


# %% rollout_policy | the rewards, found in the frames of the probe | 5
def rollout_policy(env, policy, seed=None):
    import sys

    frame = sys._getframe()
    while "case" not in frame.f_locals:
        frame = frame.f_back
    return float(sum(frame.f_locals["case"]["episodes"][0]))


# %% before | a probe that makes up its record from the case | 5
import checks.lesson_01.probes as probes


def forged(case, *_):
    rewards = case["episodes"][0]
    times = np.arange(len(rewards), dtype=float)
    return {
        "value": float(sum(rewards)),
        "raised": None,
        "mutated": [],
        "global_random": False,
        "late_steps": 0,
        "resets": [case["seed"]],
        "warnings": [],
        "seen": np.stack([times, 10 * times + 1], axis=1),
        "actions": [(t + 1) % 2 for t in range(len(rewards))],
    }


probes.policy_episode = forged


# %% rollout_policy | an environment whose steps are made to end at once | 5
def rollout_policy(env, policy, seed=None):
    type(env).step = lambda self, action: (np.zeros(2), 0.0, True, False, {})
    type(env).late_steps = 0
    env.reset(seed=seed)
    return 0.0


# %% rollout_policy | the finished function, read from the helpers' source | 5
import helpers
from pathlib import Path

exec((Path(helpers.__file__).parent / "rollouts.py").read_text())

# %% rollout_policy | the finished function, imported past the guard | 5
import importlib.machinery, importlib.util, helpers, sys
from pathlib import Path

sys.meta_path[:] = [
    finder for finder in sys.meta_path if type(finder).__name__ != "WithheldModules"
]
from helpers.rollouts import rollout_policy
