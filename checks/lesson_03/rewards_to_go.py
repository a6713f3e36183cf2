"""Examine `rewards_to_go` (lesson 03)."""

from dataclasses import replace

import numpy as np

from checks.compare import same
from checks.environments import scripted_rewards
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import Suspects, array_problem, mutated_problem, name_cause
from checks.lesson_03 import probes
from checks.report import show

OTHERWISE = "Entry t is r_t + gamma r_(t+1) + gamma² r_(t+2) + …, up to the last reward."
LENGTHS = (1_000, 4_000, 10_000)
SECONDS, LOOPS = 0.25, 100.0
"""An answer is too slow if it takes more processor time than `SECONDS` and more than `LOOPS` plain
loops over the rewards. On any machine, one pass takes as long as 1 to 5 loops, a list that grows
at its front 20 to 80, and a sum over k inside a loop over t 500 and more."""


def right_returns(rewards: np.ndarray, gamma: float) -> np.ndarray:
    """Compute rewards to go as the lesson writes them: for every t, a sum over k from t."""
    steps = range(len(rewards))
    return np.array([sum(gamma ** (k - t) * rewards[k] for k in steps if k >= t) for t in steps])


def _case(rewards: np.ndarray, gamma: float) -> Case:
    words = f"rewards {show(rewards)}, gamma = {gamma:g}"
    return {"given": words, "rewards": rewards, "gamma": gamma}


def sum_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Draw distinct rewards for a few discounts."""
    shapes = [(3, 0.5), (5, 0.9)] + ([(2, 0.25), (12, 0.99)] if graded else [])
    return [_case(np.array(scripted_rewards(rng, n)), gamma) for n, gamma in shapes]


def edge_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Use no reward, one, whole numbers, and the two ends of gamma's range."""
    rewards = np.array(scripted_rewards(rng, 4))
    return [
        _case(rewards[:1], 0.9),
        _case(rewards, 0.0),
        _case(rewards, 1.0),
        _case(np.array([3, 2, 1, 5]), 0.5),
        _case(np.zeros(0), 0.9),
    ]


def long_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make episodes so long that gamma to the power T underflows to 0."""
    rewards = np.array(scripted_rewards(rng, 40))
    return [
        {
            "given": f"episodes of up to {LENGTHS[-1]:,} rewards, gamma = 0.9",
            "rewards": rewards,
            "gamma": 0.9,
            "lengths": list(LENGTHS),
            "seconds": SECONDS,
            "loops": LOOPS,
        }
    ]


@np.errstate(all="ignore")
def return_suspects(rewards: np.ndarray, gamma: float) -> Suspects:
    """Map each usual mistake to the result that it gives."""
    right = right_returns(rewards, gamma)
    whole, powers = float(right[0]) if len(rewards) else 0.0, gamma ** np.arange(len(rewards))
    return {
        "The sums run forwards: entry t counts the rewards from t on.": np.cumsum(rewards),
        "The sums run forwards and are discounted: go through the rewards from the last to the "
        "first.": right_returns(rewards[::-1], gamma)[::-1],
        "The order is turned round: the entry of step 0 comes first.": right[::-1],
        "The discount counts from the start of the episode: it is gamma to the power k - t.": (
            np.cumsum((powers * rewards)[::-1])[::-1]
        ),
        "Nothing is discounted: multiply what follows by gamma.": np.cumsum(rewards[::-1])[::-1],
        "The reward of the step itself is missing: k starts at t.": right - rewards,
        "Every step gets the whole return: those before t do not count.": np.full(
            len(rewards), whole
        ),
        "The reward of the step itself is discounted too: its power is k - t = 0.": gamma * right,
        "Only the next reward is added: carry the whole sum along.": rewards
        + gamma * np.append(rewards[1:], 0.0),
        "These are the rewards: add what follows each of them.": np.asarray(rewards, dtype=float),
        "This is the return of the whole episode: give one for every step.": whole,
        "The sums are divided by their number of rewards: a return is a sum, not a mean.": right
        / np.arange(len(rewards), 0, -1),
        "The fractions are cut off: the array takes whole numbers, because the rewards are. Give "
        "it dtype=float.": _truncated(rewards, gamma),
    }


def _truncated(rewards: np.ndarray, gamma: float) -> np.ndarray:
    """Return the returns as an array of whole numbers holds them."""
    found, following = np.zeros(len(rewards)), 0.0
    for t in reversed(range(len(rewards))):
        found[t] = following = int(rewards[t] + gamma * following)
    return found


def judge_returns(case: Case, record: Record) -> Problem | None:
    """Judge the returns against the sum as the lesson writes it, and the inputs."""
    rewards, gamma, value = case["rewards"], case["gamma"], record["value"]
    expected, suspects = right_returns(rewards, gamma), return_suspects(rewards, gamma)
    if isinstance(value, (int, float)):
        cause = name_cause(value, suspects, "Return one number for every step, an array.")
        return Problem(case["given"], show(expected), show(value), cause)
    problem = array_problem(case["given"], value, expected, suspects, OTHERWISE)
    return problem or mutated_problem(case["given"], record)


def judge_edges(case: Case, record: Record) -> Problem | None:
    """Judge the returns if there is little or nothing to add."""
    problem = judge_returns(case, record)
    if problem is None or len(case["rewards"]):
        return problem
    return replace(
        problem,
        expected="an empty array, shape (0,)",
        cause="An episode without rewards has no returns: an array of shape (0,).",
    )


def judge_long(case: Case, record: Record) -> Problem | None:
    """Judge that there is one pass, and no division by a power of gamma that is 0."""
    length, value = record["length"], record["value"]
    if record["seconds"] > record["allowed"]:
        return Problem(
            f"{length:,} rewards",
            "an answer in a moment",
            f"{record['seconds']:.1f} s, {LOOPS:g} times as long as a loop over the rewards",
            "For every t, the sum over k is made anew, so that the time grows with T²: what is "
            "known of G_(t+1) when G_t is to be found?",
        )
    given = f"{length:,} rewards, gamma = 0.9"
    if not isinstance(value, np.ndarray) or value.shape != (length,):
        return Problem(given, f"an array of shape ({length},)", show(value), OTHERWISE)
    if not np.isfinite(value).all() or record["warnings"]:
        got = record["warnings"][0] if record["warnings"] else "nan or infinity"
        cause = "gamma to the power 10,000 is 0 in floating point: divide by no power of gamma."
        return Problem(given, "finite returns, without a warning", got, cause)
    # A reward 500 steps away counts for 0.9^500 = 1e-23, so 500 rewards decide each end.
    rewards = np.resize(case["rewards"], length)
    expected = [right_returns(part, case["gamma"]) for part in (rewards[:500], rewards[-500:])]
    for got, right in ((value[:5], expected[0][:5]), (value[-5:], expected[1][-5:])):
        if not same(got, right):
            cause = "It holds for short episodes only: is a length or a power fixed in the code?"
            return Problem(given, f"five of them are {show(right)}", show(got), cause)
    return None


rewards_to_go = Exercise(
    "rewards_to_go",
    points=1,
    properties=[
        Property(
            "sums gamma^(k-t) r_k over k ≥ t, for every t",
            0.5,
            sum_cases,
            probes.returns,
            judge_returns,
            compare=1e-9,
        ),
        Property(
            "holds at the edges: one reward, none, whole numbers, gamma 0 and 1",
            0.25,
            edge_cases,
            probes.returns,
            judge_edges,
            compare=1e-9,
        ),
        Property(
            "takes one pass, and long episodes do no harm",
            0.25,
            long_cases,
            probes.long_episodes,
            judge_long,
            compare=1e-6,
        ),
    ],
)
