"""Examine train_nes (lesson 07): the judge plays the returned policy on new episodes."""

from collections.abc import Callable

import numpy as np
from scipy.special import expit

from checks.compare import as_number
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import tuple_problem
from checks.lesson_07 import probes
from checks.report import show
from checks.training import mean_return_problem, play, repeat_problem, training_cases
from helpers.policies import PolicyDict, initial_policy

INPUTS = {"lwg/ActionMatters-v0": 4, "lwg/Counter-v0": 1, "CartPole-v1": 4}
OPTIMAL = {"lwg/ActionMatters-v0": 20.0, "lwg/Counter-v0": 16.0}
SHARE = 0.95
TARGET, EPISODES = 195.0, 100
MAX_WEIGHTS = 100_000
TRIALS = 4

CAUSES = {
    "ValueError": "Shapes do not fit: the number of inputs is env.observation_space.shape[0] of "
    "the environment with this env_id; it is 1 for lwg/Counter-v0.",
    "IndexError": "An index runs past the end: env.observation_space.shape has one number.",
    "TypeError": "A value of another type than expected: a remote function is called with "
    ".remote(…), and its result is fetched with ray.get.",
    "GetTimeoutError": "Ray did not answer in time: is a task waiting for itself?",
    "ReferenceCountingAssertionError": "Ray's references stay with the process that made them: "
    "return arrays, fetched with ray.get.",
}


def sampled_returns(policy: PolicyDict, env_id: str, episodes: int, seed: int) -> np.ndarray:
    """Play fresh episodes with actions sampled from a policy, and return their returns."""
    rng = np.random.default_rng(seed)

    def act(_: np.ndarray, states: np.ndarray) -> np.ndarray:
        hiddens = np.maximum(states @ policy["weights1"].T + policy["biases1"], 0.0)
        outputs = (hiddens @ policy["weights2"].T + policy["biases2"])[:, 0]
        return np.where(rng.random(len(states)) < expit(outputs), 0, 1)

    return play(env_id, act, episodes, seed)


def result_problem(case: Case, value: object) -> Problem | None:
    """Judge that the answer is a pair of a policy and a history; None if it is."""
    given, expected = case["given"], "the pair (mean_policy, history)"
    problem = tuple_problem(given, value, 2, expected, "Return the pair (mean_policy, history).")
    if problem is not None:
        return problem
    policy, history = value
    if isinstance(history, dict) and not isinstance(policy, dict):
        cause = "The two are in the other order: mean_policy comes first."
        return Problem(given, expected, show(value), cause)
    if (problem := policy_problem(case, policy)) is not None:
        return problem
    numbers = history.tolist() if isinstance(history, np.ndarray) else history
    if not isinstance(numbers, (list, tuple)) or not numbers:
        cause = "history is a list with one number an iteration: the population's mean return."
        return Problem(given, "a list of numbers", show(history), cause)
    if any(as_number(n) is None or not np.isfinite(as_number(n)) for n in numbers):
        cause = "history holds one plain number an iteration: the population's mean return."
        return Problem(given, "a list of numbers", show(history), cause)
    return None


def policy_problem(case: Case, policy: object) -> Problem | None:
    """Judge that the answer is a policy for this environment, of finite weights; None if it is."""
    given, num_inputs = case["given"], INPUTS[case["env_id"]]
    template = initial_policy(num_inputs)
    if not isinstance(policy, dict) or set(policy) != set(template):
        cause = "The first of the two is the mean policy, a dict of four arrays."
        return Problem(given, f"the keys {list(template)}", show(policy), cause)
    if not all(isinstance(a, np.ndarray) and a.dtype.kind == "f" for a in policy.values()):
        return Problem(given, "four arrays of floats", show(policy), "Each value is an array.")
    if sum(array.size for array in policy.values()) > MAX_WEIGHTS:
        cause = "So large a network is not needed: ten hidden units are enough."
        return Problem(given, f"at most {MAX_WEIGHTS} weights", "more", cause)
    shapes = {key: array.shape for key, array in policy.items()}
    hiddens = shapes["biases1"][0] if len(shapes["biases1"]) == 1 else 10
    wanted = {k: a.shape for k, a in initial_policy(num_inputs, hiddens).items()}
    if shapes != wanted:
        cause = "The network takes as many inputs as the environment's observation has numbers."
        return Problem(given, f"the shapes {wanted}", f"{shapes}", cause)
    if not all(np.isfinite(array).all() for array in policy.values()):
        cause = "The mean is no longer finite: print diagnose of every update."
        return Problem(given, "finite weights", "nan or infinity", cause)
    return None


def judge_by_playing(target: float, episodes: int) -> Callable:
    """Make a judge that plays the policy and asks for a mean return.

    One of up to `TRIALS` seeds is enough. The reference reached the mean of CartPole on 300 of 300
    seeds (each time 500.0) and those of the two test environments on 100 of 100, so that with 95 %
    confidence it fails on less than 1 % and 3 % of all seeds (the rule of three, 3 / runs), and
    on `TRIALS` = 4 in a row with a probability under 0.03^4 = 8e-7.
    """

    def judge(case: Case, record: Record) -> Problem | None:
        if (problem := result_problem(case, record["value"])) is not None:
            return problem
        policy, history = record["value"]
        returns = sampled_returns(policy, case["env_id"], episodes, case["fresh_seed"])

        def cause(mean: float) -> str:
            return training_cause(policy, [as_number(n) for n in history], mean)

        return mean_return_problem(case["given"], returns, target, cause)

    return judge


def training_cause(policy: PolicyDict, history: list[float], reached: float) -> str:
    """Name the likeliest cause of a policy that has not learned."""
    size = float(np.sqrt(sum(np.sum(array**2) for array in policy.values())))
    if size == 0.0:
        return (
            "The mean policy is still all zeros: is what update_mean_policy returns the mean of "
            "the next iteration?"
        )
    if size < 1.0:
        return (
            f"All weights together have a norm of {size:.2g}, so that every action is still close "
            "to a fair coin: sigma and alpha are too small, or there are too few iterations."
        )
    if size > 1000.0:
        return (
            f"All weights together have a norm of {size:.2g}: the steps are too long. Try a "
            "smaller alpha, and look at diagnose."
        )
    if reached < history[0] - 1.0 and max(history) < history[0] + 5.0:
        return (
            "It plays worse than where it began: does each return stand beside its own policy, in "
            "the order in which the policies are handed over?"
        )
    if len(history) >= 5 and max(history) > 1.5 * abs(reached) + 1:
        return (
            "It had learned more on the way than the policy knows that came back: return the last "
            "mean, and look whether the steps are too long."
        )
    return (
        "It has not learned: does every iteration use new seeds, does each return stand beside "
        "its own policy, and are there enough pairs and iterations?"
    )


def _cases(env_id: str, count: int) -> Callable:
    call = f"train_nes({{seed}}, {env_id!r})"
    return training_cases(call, count, CAUSES, env_id=env_id)


def judge_repeats(case: Case, record: Record) -> Problem | None:
    """Judge that two trainings with one seed agree, bit for bit."""
    source = "the seeds of the tasks come from one generator, default_rng(seed)."
    problem = result_problem(case, record["value"])
    return problem or repeat_problem(case["given"], record, "mean policy", source)


train_nes = Exercise(
    "train_nes",
    points=4,
    slow=True,
    properties=[
        Property(
            f"learns lwg/ActionMatters-v0 to {SHARE} of the best return",
            0.25,
            _cases("lwg/ActionMatters-v0", TRIALS),
            probes.training,
            judge_by_playing(SHARE * OPTIMAL["lwg/ActionMatters-v0"], 20),
            needed=1,
        ),
        Property(
            f"learns lwg/Counter-v0, whose observation has another size, to {SHARE} of the best",
            0.125,
            _cases("lwg/Counter-v0", TRIALS),
            probes.training,
            judge_by_playing(SHARE * OPTIMAL["lwg/Counter-v0"], 20),
            needed=1,
        ),
        Property(
            f"learns CartPole-v1: mean return ≥ {TARGET:g} over {EPISODES} episodes",
            0.5,
            _cases("CartPole-v1", TRIALS),
            probes.training,
            judge_by_playing(TARGET, EPISODES),
            needed=1,
        ),
        Property(
            "the same seed gives the same result",
            0.125,
            _cases("lwg/Counter-v0", 1),
            probes.training_twice,
            judge_repeats,
        ),
    ],
)
