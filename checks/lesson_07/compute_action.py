"""Examine compute_action (lesson 07): a network and a sigmoid decide how likely each action is."""

import numpy as np
from scipy.special import ndtr

from checks.compare import same
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import NOTHING, Suspects, global_random_problem, mutated_problem, name_cause
from checks.lesson_07 import probes
from checks.noise import likely
from checks.report import show
from helpers.policies import PolicyDict, initial_policy, network_output

KEYS = ("weights1", "biases1", "weights2", "biases2")
BATCH = 24


def random_policy(rng: np.random.Generator, num_inputs: int, num_hiddens: int) -> PolicyDict:
    """Draw normal weights, and biases that matter as much."""
    zeros = initial_policy(num_inputs, num_hiddens)
    return {key: rng.normal(scale=2.0, size=value.shape) for key, value in zeros.items()}


def sigmoid(output: float) -> float:
    """Compute 1 / (1 + exp(-output)) without overflow."""
    return float(0.5 * (1.0 + np.tanh(0.5 * output)))


def _output(policy: PolicyDict, state: np.ndarray, hidden=lambda x: np.maximum(x, 0.0)) -> float:
    values = hidden(policy["weights1"] @ state + policy["biases1"])
    return float((policy["weights2"] @ values + policy["biases2"])[0])


def _without(key: str, policy: PolicyDict) -> PolicyDict:
    return policy | {key: np.zeros_like(policy[key])}


def forward_suspects(policies: list, states: list) -> Suspects:
    """Map usual mistakes in the network to the likelier actions that they give."""
    pairs = list(zip(policies, states, strict=True))

    def likelier(output) -> list[int]:
        return [0 if output(policy, state) > 0 else 1 for policy, state in pairs]

    return {
        "The probabilities are swapped: the sigmoid of the output is the probability of action "
        "0.": likelier(lambda p, s: -_output(p, s)),
        "The hidden layer has no ReLU: what is negative there becomes 0.": likelier(
            lambda p, s: _output(p, s, lambda x: x)
        ),
        "The biases of the hidden layer are missing.": likelier(
            lambda p, s: _output(_without("biases1", p), s)
        ),
        "The bias of the output is missing.": likelier(
            lambda p, s: _output(_without("biases2", p), s)
        ),
        "The hidden layer goes through a tanh; the lesson's goes through a ReLU.": likelier(
            lambda p, s: _output(p, s, np.tanh)
        ),
        "The hidden layer goes through a sigmoid; the lesson's goes through a ReLU.": likelier(
            lambda p, s: _output(p, s, lambda x: 0.5 * (1.0 + np.tanh(0.5 * x)))
        ),
        "The ReLU keeps the negative values and drops the positive ones.": likelier(
            lambda p, s: _output(p, s, lambda x: np.minimum(x, 0.0))
        ),
        "The action is 0 whatever the network says.": [0] * len(pairs),
        "The action is 1 whatever the network says.": [1] * len(pairs),
    }


def _decisive(rng: np.random.Generator, sizes: tuple) -> tuple[PolicyDict, np.ndarray]:
    policy = random_policy(rng, *sizes)
    state = rng.normal(size=sizes[0])
    scale = rng.uniform(40.0, 300.0) / max(1e-3, abs(network_output(policy, state)[0]))
    return policy | {key: scale * policy[key] for key in ("weights2", "biases2")}, state


def decisive_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make outputs beyond ±40, for which the other action has a probability under 1e-17."""
    found = []
    for _ in range(2 if graded else 1):
        while True:
            sizes = [((4, 10), (3, 5), (1, 7))[i % 3] for i in range(BATCH)]
            policies, states = zip(*(_decisive(rng, size) for size in sizes), strict=True)
            right = [0 if _output(p, s) > 0 else 1 for p, s in zip(policies, states, strict=True)]
            wrong = forward_suspects(policies, states).values()
            if all(np.sum(np.not_equal(right, other)) >= 2 for other in wrong):
                break
        found.append(
            {
                "given": f"{BATCH} networks of several sizes, one state each",
                "policies": list(policies),
                "states": list(states),
                "seed": int(rng.integers(10_000)),
                "count": 1,
                "expected": "an action for every one of them",
                "causes": ACTION_CAUSES,
            }
        )
    return found


ACTION_CAUSES = {
    "OverflowError": "exp of a large number is too large for a float: find a form of the sigmoid "
    "that never takes it.",
    "ValueError": "The shapes do not fit: a layer is weights @ values + biases, with weights of "
    "shape (outputs, inputs); sizes other than 4 and 10 occur.",
    "TypeError": "A value of another type than expected: the output is an array of shape (1,), "
    "rng is a NumPy generator.",
    "AttributeError": "rng is a NumPy generator, np.random.default_rng(…): its methods are "
    "random, uniform, choice, …",
}


def _odd_problem(case: Case, record: Record) -> Problem | None:
    """Judge that every answer is an action, 0 or 1; None if so."""
    value = record["value"]
    if not value["odd"] and len(value["actions"]) == case["count"] * len(case["policies"]):
        return None
    if value["odd"] == [None]:
        cause = NOTHING
    else:
        cause = (
            "The action is a plain whole number, 0 or 1: Gymnasium takes no truth value of NumPy, "
            "no float and no array of shape (1,)."
        )
    return Problem(
        case["given"], "0 or 1", show(value["odd"][0] if value["odd"] else value["actions"]), cause
    )


def judge_decisive(case: Case, record: Record) -> Problem | None:
    """Judge the actions for outputs far from 0, which are as good as certain."""
    if (problem := _odd_problem(case, record)) is not None:
        return problem
    policies, states = case["policies"], case["states"]
    outputs = [_output(p, s) for p, s in zip(policies, states, strict=True)]
    expected = [0 if output > 0 else 1 for output in outputs]
    got = record["value"]["actions"]
    if same(got, expected):
        return None
    worst = next(i for i in range(len(expected)) if not same(got[i], expected[i]))
    hiddens, inputs = policies[worst]["weights1"].shape
    return Problem(
        f"a network with {inputs} inputs and {hiddens} hidden units whose output is "
        f"{outputs[worst]:.1f}, one of {BATCH}",
        f"action {expected[worst]}, with a probability of 1 - 1e-17",
        f"action {show(got[worst])}",
        name_cause(
            got,
            forward_suspects(policies, states),
            "Not the action of this network: hidden = ReLU(weights1 @ state + biases1), output = "
            "weights2 @ hidden + biases2, probability of action 0 = sigmoid(output).",
        ),
    )


def _with_output(rng: np.random.Generator, output: float) -> tuple[PolicyDict, np.ndarray]:
    policy, state = random_policy(rng, 4, 10), rng.normal(size=4)
    rest = _output(_without("biases2", policy), state)
    return policy | {"biases2": np.array([output - rest])}, state


def frequency_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make thousands of draws for one output each."""
    outputs = [1.0, -0.6]
    if graded:
        outputs += [float(rng.uniform(0.3, 1.5)), -float(rng.uniform(0.3, 1.5))]
    found = []
    for output in outputs:
        policy, state = _with_output(rng, output)
        found.append(
            {
                "given": f"2000 draws where the output is {output:.2f}",
                "policies": [policy],
                "states": [state],
                "output": output,
                "seed": int(rng.integers(10_000)),
                "count": 2000,
            }
        )
    return found


def judge_frequency(case: Case, record: Record) -> Problem | None:
    """Judge the frequency of action 0 (at most four comparisons of `checks.noise.TAIL`)."""
    if (problem := _odd_problem(case, record)) is not None:
        return problem
    got, output = record["value"]["actions"], case["output"]
    zeros = sum(1 for action in got if same(action, 0))
    if likely(zeros, len(got), sigmoid(output)):
        return None
    suspects = {
        "Every draw gives the same action: it is sampled with rng, at every call anew, not the "
        "likelier one and not from a generator with a fixed seed.": float(zeros in (0, len(got))),
        "The action is a fair coin: its probability depends on the output.": likely(
            zeros, len(got), 0.5
        ),
        "The sigmoid is taken of twice the output: 1 / (1 + exp(-output)), and tanh takes half of "
        "it.": likely(zeros, len(got), sigmoid(2 * output)),
        "The probabilities are swapped: the sigmoid of the output is the probability of action "
        "0.": likely(zeros, len(got), sigmoid(-output)),
        "This is not the sigmoid, but the normal distribution's function.": likely(
            zeros, len(got), float(ndtr(output))
        ),
    }
    cause = next((words for words, fits in suspects.items() if fits), None)
    return Problem(
        case["given"],
        f"action 0 in about {sigmoid(output):.1%} of the draws",
        f"in {zeros / len(got):.1%}",
        cause or "Action 0 has the probability sigmoid(output) = 1 / (1 + exp(-output)).",
    )


def repeat_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make 200 draws near a fair coin: by chance they repeat with a probability of 1e-60."""
    policy, state = _with_output(rng, 0.1)
    seed = int(rng.integers(10_000))
    return [
        {
            "given": f"200 draws with rng = default_rng({seed}), twice",
            "policies": [policy],
            "states": [state],
            "seed": seed,
            "count": 200,
        }
    ]


def judge_repeat(case: Case, record: Record) -> Problem | None:
    """Judge that the random numbers come from rng, and that the inputs stay as they are."""
    problem = global_random_problem(case["given"], record)
    problem = problem or mutated_problem("a policy and a state", record)
    if problem is not None or (same(record["value"], record["again"]) and record["drawn"]):
        return problem
    return Problem(
        case["given"],
        "the same actions both times, drawn from rng",
        "the generator is as it was" if not record["drawn"] else "other actions",
        "The random numbers come from somewhere else than rng, so that the seed decides nothing.",
    )


def extreme_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make outputs of ±1000."""
    signs = (1.0, -1.0, -1.0, 1.0)
    policies, states = zip(*(_with_output(rng, 1000.0 * sign) for sign in signs), strict=True)
    return [
        {
            "given": "networks whose outputs are +1000 and -1000",
            "policies": list(policies),
            "states": list(states),
            "seed": int(rng.integers(10_000)),
            "count": 1,
            "causes": ACTION_CAUSES,
        }
    ]


def judge_extreme(case: Case, record: Record) -> Problem | None:
    """Judge that the actions are certain, without a warning."""
    if record["warnings"]:
        return Problem(
            case["given"],
            "actions without a warning",
            record["warnings"][0],
            "exp of a large number overflows: find a form of the sigmoid that never takes it.",
        )
    return judge_decisive(case, record)


compute_action = Exercise(
    "compute_action",
    points=2,
    properties=[
        Property(
            "follows the network where its output is decisive",
            0.5,
            decisive_cases,
            probes.actions,
            judge_decisive,
        ),
        Property(
            "draws action 0 with the sigmoid's probability",
            0.25,
            frequency_cases,
            probes.actions,
            judge_frequency,
        ),
        Property(
            "draws from rng alone and leaves its inputs as they are",
            0.125,
            repeat_cases,
            probes.actions_twice,
            judge_repeat,
        ),
        Property(
            "no overflow at outputs of ±1000", 0.125, extreme_cases, probes.actions, judge_extreme
        ),
    ],
)
