"""Lesson 01, rollouts: what a right answer does, and what the usual wrong ones look like."""

from collections.abc import Callable

import gymnasium as gym
import numpy as np

from helpers.checks.compare import as_number, same
from helpers.checks.framework import Case, Exercise, Lesson, Problem, Property, Record
from helpers.checks.judging import (
    Suspects,
    global_random_problem,
    mutated_problem,
    number_problem,
)
from helpers.checks.report import show
from helpers.probes import lesson_01 as probes

# --- episodes ------------------------------------------------------------------------------


def _rewards(rng: np.random.Generator, length: int) -> list[float]:
    """Distinct rewards in odd eighths, so that sums are exact and no count looks like one."""
    steps = rng.choice(np.arange(5, 91, 2), size=length, replace=False)
    return [float(step) / 8 for step in steps]


def episode_cases(ending: str) -> Callable:
    """Cases of one scripted episode that ends as told."""

    def cases(rng: np.random.Generator, graded: bool) -> list[Case]:
        lengths = (3, 1, 7, 12) if graded else (3, 1)
        found = []
        for length in lengths:
            rewards = _rewards(rng, length)
            given = f"one episode with rewards {show(rewards)}, {ending} at its last step"
            seed = int(rng.integers(1000))
            found.append({"given": given, "episodes": [rewards], "ending": ending, "seed": seed})
        return found

    return cases


def sum_suspects(rewards: list[float]) -> Suspects:
    """What the usual slips make of an episode's rewards."""
    total = sum(rewards)
    late = 1000.0
    return {
        "This is the number of steps; sum the rewards, they are not all 1.": float(len(rewards)),
        "The reward of the last step is missing: add the reward before you look whether the "
        "episode is over.": total - rewards[-1],
        "The first reward is missing: every step's reward counts.": total - rewards[0],
        "Only the first step is played: is the `return` inside the loop?": rewards[0],
        "Only the last reward is returned: add them up with +=.": rewards[-1],
        "This is the mean reward a step; a return is the sum.": total / len(rewards),
        "One step was taken after the end: stop as soon as the episode is over.": total + late,
        "The sum starts at 1: start it at 0.": total + 1.0,
    }


def judge_sum(case: Case, record: Record) -> Problem | None:
    """The return is the sum of the rewards, and nothing is stepped past the end."""
    rewards = case["episodes"][0]
    problem = number_problem(
        case["given"],
        record["value"],
        sum(rewards),
        sum_suspects(rewards),
        "Not the sum of the rewards of one episode, from the reset to the end.",
    )
    if problem is not None:
        return problem
    if record["late_steps"]:
        return Problem(
            case["given"],
            f"{len(rewards)} steps",
            f"{len(rewards) + record['late_steps']} steps",
            "The environment is stepped after the end: stop as soon as the episode is over.",
        )
    return None


def judge_random_seed(case: Case, record: Record) -> Problem | None:
    """The seed fixes the environment's reset and the action space's draws."""
    seed = case["seed"]
    given = case["given"]
    if (problem := global_random_problem(given, record)) is not None:
        return problem
    if record["resets"] != [seed]:
        return Problem(
            given,
            f"one reset, with seed={seed}",
            f"resets with the seeds {record['resets']}",
            "The seed does not reach the environment: it goes to `reset` as seed=…",
        )
    space = gym.spaces.Discrete(case["num_actions"], seed=seed)
    expected = [int(space.sample()) for _ in case["episodes"][0]]
    if same(record["actions"], expected):
        return None
    if not same(record["actions"], record["actions_again"]):
        cause = "Two runs with one seed took different actions: seed the action space as well."
    elif len(set(record["actions"])) == 1:
        cause = "The action never changes: draw a new one from the action space at every step."
    else:
        cause = (
            "The actions repeat, but they do not come from the environment's own action space, "
            "seeded with this very seed once: sample from env.action_space."
        )
    return Problem(given, show(expected), show(record["actions"]), cause)


def seed_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Episodes long enough for chance not to repeat an action sequence: 5^-30 a false pass."""
    seeds = rng.integers(1, 10_000, size=3 if graded else 1)
    return [
        {
            "given": f"an episode of 30 steps, five actions, seed={seed}",
            "episodes": [[1.0] * 30],
            "num_actions": 5,
            "seed": int(seed),
        }
        for seed in seeds
    ]


def cartpole_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Seeds of random episodes on CartPole."""
    seeds = rng.integers(0, 10_000, size=4 if graded else 2)
    return [{"given": f"CartPole-v1, seed={seed}", "seed": int(seed)} for seed in seeds]


def judge_random_cartpole(case: Case, record: Record) -> Problem | None:
    """Gymnasium's own episode under the same seed, played step by step."""
    with gym.make("CartPole-v1") as env:
        env.reset(seed=case["seed"])
        env.action_space.seed(case["seed"])
        total, over = 0.0, False
        while not over:
            _, reward, terminated, truncated, _ = env.step(env.action_space.sample())
            total, over = total + float(reward), terminated or truncated
    return number_problem(
        case["given"],
        record["value"],
        total,
        {"One step too many: CartPole pays 1 a step.": total + 1, "One step short.": total - 1},
        "Another episode than this seed's: seed the environment and its action space, once each.",
    )


random_rollout = Exercise(
    "random_rollout",
    points=2,
    properties=[
        Property(
            "returns the sum of the rewards of one episode, truncated at the end",
            0.5,
            episode_cases("truncated"),
            probes.random_episode,
            judge_sum,
            compare=1e-9,
        ),
        Property(
            "stops when the episode is terminated, too",
            0.125,
            episode_cases("terminated"),
            probes.random_episode,
            judge_sum,
            compare=1e-9,
        ),
        Property(
            "one seed fixes the reset and the actions",
            0.25,
            seed_cases,
            probes.random_episode_twice,
            judge_random_seed,
        ),
        Property(
            "plays CartPole-v1 as Gymnasium does under the same seed",
            0.125,
            cartpole_cases,
            probes.random_cartpole,
            judge_random_cartpole,
            compare=1e-9,
        ),
    ],
)


# --- rollout_policy ------------------------------------------------------------------------


def judge_observations(case: Case, record: Record) -> Problem | None:
    """At step t the policy sees observation t; the first is the one that `reset` gave."""
    length = len(case["episodes"][0])
    times = np.arange(length, dtype=float)
    expected = np.stack([times, 10 * times + 1], axis=1)
    seen = record["seen"]
    if same(seen, expected):
        taken = [(t + 1) % 2 for t in range(length)]
        if same(record["actions"], taken):
            return None
        return Problem(
            case["given"],
            f"the policy's actions {show(taken)}",
            show(record["actions"]),
            "The environment gets other actions than the policy chose.",
        )
    if seen is None:
        cause = "The policy was never asked: the action is policy(observation)."
    elif len(seen) and same(seen[0], expected[0]) and len(seen) == length:
        cause = (
            "The policy sees a stale observation: after each step, go on with the observation "
            "that this step returned."
        )
    elif len(seen) == length - 1 and same(seen, expected[1:]):
        cause = "The first observation, the one from `reset`, never reaches the policy."
    elif len(seen) > length:
        cause = "The policy is asked more often than there are steps: once a step is enough."
    else:
        cause = "The first observation is the one from `reset`, the next ones come from `step`."
    return Problem(
        case["given"], f"observations {show(expected)}", show(seen) + " for the policy", cause
    )


def judge_policy_seed(case: Case, record: Record) -> Problem | None:
    """The seed, None included, goes to one reset."""
    if (problem := global_random_problem(case["given"], record)) is not None:
        return problem
    if record["resets"] == [case["seed"]]:
        return None
    if len(record["resets"]) > 1:
        cause = "The environment is reset more than once: one episode needs one reset."
    else:
        cause = "The seed does not reach the environment: it goes to `reset` as seed=…"
    return Problem(
        case["given"],
        f"one reset, with seed={case['seed']}",
        f"resets with the seeds {record['resets']}",
        cause,
    )


def observation_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Short episodes whose observations count the steps."""
    lengths = (4, 2, 6) if graded else (4,)
    return [
        {
            "given": f"an episode of {n} steps; the observation at time t is [t, 10 t + 1]",
            "episodes": [_rewards(rng, n)],
            "seed": None,
        }
        for n in lengths
    ]


def policy_seed_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """A seed, seed 0 and no seed."""
    return [
        {"given": f"seed={seed}", "episodes": [[1.0, 2.0]], "seed": seed}
        for seed in (int(rng.integers(1, 1000)), 0, None)
    ]


rollout_policy = Exercise(
    "rollout_policy",
    points=3,
    properties=[
        Property(
            "returns the sum of the rewards of one episode",
            0.5,
            episode_cases("terminated"),
            probes.policy_episode,
            judge_sum,
            compare=1e-9,
        ),
        Property(
            "stops when the episode is truncated, too",
            0.17,
            episode_cases("truncated"),
            probes.policy_episode,
            judge_sum,
            compare=1e-9,
        ),
        Property(
            "the policy sees each observation when it is fresh, the first from `reset`",
            0.17,
            observation_cases,
            probes.policy_episode,
            judge_observations,
            compare=1e-9,
        ),
        Property(
            "the seed goes to the one reset",
            0.16,
            policy_seed_cases,
            probes.policy_episode,
            judge_policy_seed,
            compare=1e-9,
        ),
    ],
)


# --- discounted_return ---------------------------------------------------------------------


def discount_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """A few rewards and discounts."""
    shapes = [(3, 0.5), (5, 0.9)] + ([(6, 0.25), (40, 0.99)] if graded else [])
    found = []
    for length, gamma in shapes:
        rewards = _rewards(rng, length)
        given = f"rewards {show(rewards)}, gamma = {gamma}"
        found.append({"given": given, "rewards": rewards, "gamma": gamma})
    return found


def edge_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """No rewards, and the two ends of gamma's range."""
    rewards = _rewards(rng, 3)
    inputs = [([], 0.9), (rewards, 0.0), (rewards, 1.0)]
    return [
        {"given": f"rewards {show(r)}, gamma = {g}", "rewards": r, "gamma": g} for r, g in inputs
    ]


def judge_discount(case: Case, record: Record) -> Problem | None:
    """Against the sum as it is written in the lesson."""
    rewards, gamma = case["rewards"], case["gamma"]
    expected = sum(gamma**t * reward for t, reward in enumerate(rewards))
    suspects = {
        "The discount begins one step early: t starts at 0, so the first reward counts in full.": (
            gamma * expected
        ),
        "Nothing is discounted: multiply reward t by gamma to the power t.": sum(rewards),
        "The discount runs backwards: the first reward counts in full, the last one least.": sum(
            gamma**t * reward for t, reward in enumerate(reversed(rewards))
        ),
        "Only the first reward is counted.": rewards[0] if rewards else 0.0,
        "Every reward but the first is multiplied by the same gamma: it needs the power t.": (
            rewards[0] + gamma * sum(rewards[1:]) if rewards else 0.0
        ),
        "gamma is multiplied by t; it should be raised to the power t.": sum(
            gamma * t * reward for t, reward in enumerate(rewards)
        ),
        "This is a division by gamma to the power t: later rewards count less, not more.": sum(
            reward / gamma**t if gamma else 0.0 for t, reward in enumerate(rewards)
        ),
        "The power is the wrong way round: gamma is the base, t the exponent.": sum(
            t**gamma * reward for t, reward in enumerate(rewards)
        ),
        "This holds for a fixed number of rewards, three: the list may have any length.": sum(
            gamma**t * reward for t, reward in enumerate(rewards[:3])
        ),
        "The last reward is missing.": sum(
            gamma**t * reward for t, reward in enumerate(rewards[:-1])
        ),
        "Every reward is multiplied by the same gamma: it needs the power t.": gamma * sum(rewards),
        "This is a mean; a return is a sum.": expected / max(1, len(rewards)),
    }
    for fixed in (0.9, 0.95, 0.99, 0.5):
        suspects[f"gamma is fixed in the code, at {fixed}: use the argument."] = sum(
            fixed**t * reward for t, reward in enumerate(rewards)
        )
    problem = number_problem(
        case["given"],
        record["value"],
        expected,
        {cause: value for cause, value in suspects.items() if not same(value, expected)},
        "Reward t is multiplied by gamma to the power t, t from 0, and all are summed; "
        "no rewards give 0.0.",
    )
    return problem or mutated_problem(case["given"], record)


discounted_return = Exercise(
    "discounted_return",
    points=1,
    properties=[
        Property(
            "sums gamma^t r_t, t from 0",
            0.75,
            discount_cases,
            probes.discount,
            judge_discount,
            compare=1e-9,
        ),
        Property(
            "holds at the edges: no rewards, gamma 0 and gamma 1",
            0.25,
            edge_cases,
            probes.discount,
            judge_discount,
            compare=1e-9,
        ),
    ],
)


# --- evaluate_policy -----------------------------------------------------------------------


NONE_SEED = {"NoneType": "seed is None here, and None + i is no number: nothing is seeded then."}


def _evaluation_case(rng: np.random.Generator, count: int, seed: int | None) -> Case:
    rewards = _rewards(rng, count)
    best = int(np.argmax(rewards))
    rewards[0], rewards[best] = rewards[best], rewards[0]
    start = 0 if seed is None else seed
    by_seed = {str(start + i): [r, 1.0] for i, r in enumerate(rewards)} if seed is not None else {}
    returns = [r + 1.0 for r in rewards]
    return {
        "given": f"{count} episode(s) with returns {show(returns)}, seed={seed}",
        "episodes": [[r, 1.0] for r in rewards],
        "by_seed": by_seed,
        "count": count,
        "seed": seed,
        "returns": returns,
        "causes": {} if seed is not None else NONE_SEED,
    }


def evaluation_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Episodes in the order of the script, without a seed."""
    return [_evaluation_case(rng, count, None) for count in ((4, 7, 20) if graded else (4,))]


def seeded_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Episodes that depend on their seed."""
    return [_evaluation_case(rng, count, int(rng.integers(1, 500))) for count in (3, 5)]


def single_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """A single episode."""
    return [_evaluation_case(rng, 1, int(rng.integers(1, 500)))]


def _pair_problem(case: Case, value: object) -> Problem | None:
    if isinstance(value, (tuple, list)) and len(value) == 2:
        return None
    cause = "Return the pair (mean, standard error)."
    if value is None:
        cause = "The function returns nothing: is the `return` missing (or a print in its place)?"
    return Problem(case["given"], "two numbers: mean, standard error", show(value), cause)


def judge_mean(case: Case, record: Record) -> Problem | None:
    """The first number is the mean of the returns."""
    value, returns = record["value"], np.array(case["returns"])
    if (problem := _pair_problem(case, value)) is not None:
        return problem
    total = float(returns.sum())
    suspects = {
        "This is the sum of the returns: divide by the number of episodes.": total,
        "This is the last episode's return alone.": returns[-1],
        "One episode is missing: play exactly as many as asked.": returns[:-1].mean(),
        "The sum is divided by one too few: only the standard deviation takes n - 1.": total
        / (len(returns) - 1),
        "This is the best return; the mean is asked for.": returns.max(),
        "This is the median; the mean is asked for.": float(np.median(returns)),
        "This is the mean reward a step, not the mean return an episode.": total
        / (2 * len(returns)),
        "The two numbers are in the other order: the mean comes first.": returns.std(ddof=1)
        / np.sqrt(len(returns)),
        "One episode too many is played.": float(np.append(returns, returns[-1]).mean()),
    }
    return number_problem(
        case["given"],
        value[0],
        float(returns.mean()),
        suspects,
        "Not the mean of the episodes' returns; does your rollout_policy pass its own check?",
    )


def judge_standard_error(case: Case, record: Record) -> Problem | None:
    """The second number is std(ddof=1) / sqrt(n)."""
    value, returns = record["value"], np.array(case["returns"])
    n = len(returns)
    suspects = {
        "The standard deviation is taken with ddof=0; a sample of n needs ddof=1.": returns.std()
        / np.sqrt(n),
        "This is the standard deviation; the standard error divides it by the square root of "
        "n.": returns.std(ddof=1),
        "This is the standard deviation (ddof=0), not yet a standard error.": returns.std(),
        "The standard deviation is divided by n; it takes the square root of n.": returns.std(
            ddof=1
        )
        / n,
        "This is the variance over n: take its square root.": returns.var(ddof=1) / n,
        "The variance stands where the standard deviation belongs.": returns.var(ddof=1)
        / np.sqrt(n),
        "The variance stands where the standard deviation belongs, with ddof=0 too.": returns.var()
        / np.sqrt(n),
        "This divides by the square root of n - 1, on top of ddof=1.": returns.std(ddof=1)
        / np.sqrt(n - 1),
    }
    for fixed in (5, 10, 20, 30, 100):
        suspects[f"Is it that the number {fixed} stands where the number of episodes belongs?"] = (
            returns.std(ddof=1) / np.sqrt(fixed)
        )
    return number_problem(
        case["given"],
        value[1],
        float(returns.std(ddof=1) / np.sqrt(n)),
        suspects,
        "The standard error is the standard deviation of the returns (ddof=1) over the square "
        "root of their number.",
    )


def judge_seeds(case: Case, record: Record) -> Problem | None:
    """Episode i is reset with seed + i."""
    expected = [case["seed"] + i for i in range(case["count"])]
    if (problem := global_random_problem(case["given"], record)) is not None:
        return problem
    if record["resets"] == expected:
        return judge_mean(case, record)
    if set(record["resets"]) == {None}:
        cause = "None of the episodes is seeded: episode i takes seed + i."
    elif len(set(record["resets"])) == 1 and case["count"] > 1:
        cause = (
            "Every episode is reset alike, so the episodes are copies of one another: episode i "
            "takes seed + i."
        )
    elif record["resets"][:1] == expected[:1] and set(record["resets"][1:]) == {None}:
        cause = "Only the first episode is seeded: episode i takes seed + i."
    elif record["resets"] == [seed + 1 for seed in expected]:
        cause = "The seeds begin one too high: i counts from 0."
    else:
        cause = "Episode i, counted from 0, is reset with seed + i."
    return Problem(case["given"], f"resets with the seeds {expected}", f"{record['resets']}", cause)


def judge_single(case: Case, record: Record) -> Problem | None:
    """One episode says nothing about the spread: nan, and no warning."""
    value = record["value"]
    if (problem := _pair_problem(case, value)) is not None:
        return problem
    got = as_number(value[1])
    if got is None or not np.isnan(got):
        return Problem(
            case["given"],
            "a standard error of nan",
            show(value[1]),
            "One episode tells nothing about the spread: the answer is nan (not a number), "
            "neither 0 nor infinity.",
        )
    if record["warnings"]:
        return Problem(
            case["given"],
            "nan without a warning",
            record["warnings"][0],
            "NumPy divides by n - 1 = 0 here and complains: treat the single episode by itself.",
        )
    return None


evaluate_policy = Exercise(
    "evaluate_policy",
    points=2,
    properties=[
        Property(
            "the first number is the mean return",
            0.375,
            evaluation_cases,
            probes.evaluation,
            judge_mean,
        ),
        Property(
            "the second number is its standard error",
            0.375,
            evaluation_cases,
            probes.evaluation,
            judge_standard_error,
            compare=1e-9,
        ),
        Property(
            "episode i is reset with seed + i",
            0.125,
            seeded_cases,
            probes.evaluation,
            judge_seeds,
            compare=1e-9,
        ),
        Property(
            "a single episode has a standard error of nan, without a warning",
            0.125,
            single_cases,
            probes.evaluation,
            judge_single,
            compare=1e-9,
        ),
    ],
)


# --- cartpole_policy -----------------------------------------------------------------------

EPISODES, TARGET = 100, 195.0
FOUR_NUMBERS = (
    "The state has four numbers, state[0] to state[3]: position, velocity, angle, angular velocity."
)


def policy_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """The same hundred start states in every check, so that no verdict hangs on luck."""
    return [
        {
            "given": f"CartPole-v1, seeds 0 to {EPISODES - 1}",
            "seed": 0,
            "count": EPISODES,
            "causes": dict.fromkeys(("unpack", "out of bounds"), FOUR_NUMBERS),
        }
    ]


def replay(seed: int, actions: np.ndarray) -> tuple[float, np.ndarray]:
    """Play recorded actions again.

    Args:
        seed: of the reset.
        actions: shape (T,).

    Returns:
        The return of the episode, as far as the actions reach, and the states in which they
        were taken, shape (T, 4).
    """
    states, total = [], 0.0
    with gym.make("CartPole-v1") as env:
        state, _ = env.reset(seed=seed)
        for action in actions:
            states.append(state)
            state, reward, terminated, truncated, _ = env.step(int(action))
            total += float(reward)
            if terminated or truncated:
                break
    return total, np.array(states)


def judge_cartpole(case: Case, record: Record) -> Problem | None:
    """The actions, played again, reach the mean return; nothing but the actions is believed."""
    if record["odd_action"] is not None or not record["episodes"]:
        odd = record["odd_action"]
        cause = "The action is a whole number, 0 or 1, and not the lean or the force itself."
        if odd is None:
            cause = "The function returns nothing: is the `return` missing, on some path at least?"
        elif as_number(odd) == -1:
            cause = "Left and right are numbered 0 and 1, not -1 and +1."
        given, expected = "a state of CartPole-v1", "0 (push left) or 1 (push right)"
        return Problem(given, expected, show(odd), cause)
    episodes = record["episodes"][: case["count"]]
    played = [replay(case["seed"] + i, actions) for i, actions in enumerate(episodes)]
    mean = sum(total for total, _ in played) / case["count"]
    if mean >= TARGET:
        return None
    cause = _fall_cause(played, episodes, record["global_random"])
    return Problem(case["given"], f"a mean return ≥ {TARGET:g}", f"{mean:.1f}", cause)


def _fall_cause(played: list, episodes: list, global_random: bool) -> str:
    """What a policy under which the pole falls goes by, from its actions and their states."""
    states = np.concatenate([states for _, states in played])
    pairs = zip(episodes, played, strict=True)
    actions = np.concatenate([taken[: len(seen)] for taken, (_, seen) in pairs]) == 1
    turns = np.concatenate([np.diff(taken) != 0 for taken in episodes])
    position, velocity, angle, turning = states.T

    def agreement(quantity: np.ndarray) -> float:
        return float(np.mean(actions == (quantity > 0)))

    def follows(quantity: np.ndarray) -> bool:
        return not 0.01 < agreement(quantity) < 0.99

    upright = np.abs(angle) < 0.02
    if len(np.unique(actions)) == 1:
        return "The action is always the same: let it depend on the state."
    if global_random:
        return "The action is drawn at random: let the state decide."
    if turns.mean() > 0.99:
        return "The action takes turns, left and right, whatever the state is: let that decide."
    if follows(position):
        return "It follows the cart's position; the pole's angle is state[2]."
    if follows(velocity) or follows(angle + velocity):
        return "It goes by state[1], the cart's velocity; the pole's own is state[3]."
    if agreement(angle) > 0.99:
        return (
            "It follows the angle alone, and arrives late each time: what else tells where the "
            "pole is about to be? Look at state[3]."
        )
    if upright.any() and len(np.unique(actions[upright])) == 1:
        return (
            "As long as the pole leans little it always does the same: a small lean asks for a "
            "push as well, before it has become a large one."
        )
    if max(agreement(angle), agreement(angle + turning)) < 0.4:
        return "It pushes away from the lean: to catch a pole, move the cart under it."
    return (
        "The pole falls too soon: which way does it lean (state[2]), and how fast does it turn "
        "(state[3])?"
    )


cartpole_policy = Exercise(
    "cartpole_policy",
    points=2,
    properties=[
        Property(
            f"keeps the pole up: mean return ≥ {TARGET:g} over {EPISODES} episodes",
            1.0,
            policy_cases,
            probes.cartpole_actions,
            judge_cartpole,
        )
    ],
)


LESSON = Lesson(
    "01_rollouts",
    exercises=[
        random_rollout,
        rollout_policy,
        discounted_return,
        evaluate_policy,
        cartpole_policy,
    ],
    withheld={
        "helpers.rollouts": "helpers.rollouts holds this lesson's finished answers and cannot be "
        "imported while lesson 01 is scored: write the function in the notebook."
    },
)
