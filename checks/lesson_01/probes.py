"""Record answers to lesson 01: rollouts on scripted episodes and on CartPole."""

from collections.abc import Callable
from typing import Any

import gymnasium as gym
import numpy as np

from checks.probing.recording import describe, global_generators, observe, plain, short_repr
from checks.probing.remote import ask
from checks.probing.remote_env import RemoteEnv, environment, note_seen
from checks.probing.scripted import NoObservationError, ScriptedEnv

MAX_STEPS = 500


def _with_log(record: dict, env: ScriptedEnv | RemoteEnv) -> dict:
    return record | {
        "resets": env.resets(),
        "actions": plain(env.actions()),
        "late_steps": env.late_steps,
    }


def random_episode(case: dict, random_rollout: Callable) -> dict:
    """Record one random rollout on a scripted environment."""
    env = environment(case)
    return _with_log(observe(random_rollout, env, case["seed"]), env)


def random_episode_twice(case: dict, random_rollout: Callable) -> dict:
    """Record two random rollouts with the same seed, each on a new environment."""
    first, second = environment(case), environment(case)
    record = _with_log(observe(random_rollout, first, case["seed"]), first)
    if record["raised"] is None:
        observe(random_rollout, second, case["seed"])
    return record | {"actions_again": plain(second.actions())}


def random_cartpole(case: dict, random_rollout: Callable) -> dict:
    """Record one random rollout on Gymnasium's CartPole."""
    with gym.make("CartPole-v1") as env:
        return observe(random_rollout, env, case["seed"])


def policy_episode(case: dict, rollout_policy: Callable) -> dict:
    """Record one rollout of a policy that writes down its observations."""
    env, seen = environment(case), []

    def policy(observation: np.ndarray) -> int:
        if not isinstance(observation, np.ndarray):
            raise NoObservationError(f"the policy was given {short_repr(observation)}")
        if isinstance(env, RemoteEnv):
            flat = np.array(observation, dtype=float).ravel()
            return ask({"do": "policy", "observation": flat})
        return note_seen(seen, observation)

    record = _with_log(observe(rollout_policy, env, policy, case["seed"]), env)
    return record | {"seen": np.array(seen) if seen else None}


def discount(case: dict, discounted_return: Callable) -> dict:
    """Record the return of a list of rewards."""
    return observe(discounted_return, list(case["rewards"]), case["gamma"])


def evaluation(case: dict, evaluate_policy: Callable) -> dict:
    """Record the evaluation of a constant policy on scripted episodes."""
    env = environment(case)
    record = observe(evaluate_policy, env, lambda _: 1, case["count"], case["seed"])
    return _with_log(record, env)


class Unchecked(gym.spaces.Discrete):
    """An action space without its test of an action.

    The test takes a third of the time of a step, and the probe has made it already.
    """

    def contains(self, x: Any) -> bool:
        """Accept everything."""
        return True


def cartpole_actions(case: dict, cartpole_policy: Callable) -> dict:
    """Play CartPole and record the actions, which the judge plays again."""
    record: dict[str, Any] = {"raised": None, "episodes": [], "odd_action": None}
    generators = global_generators()
    with gym.make("CartPole-v1") as made:
        env = made.unwrapped
        env.action_space = Unchecked(2)
        for seed in range(case["seed"], case["seed"] + case["count"]):
            if sum(map(len, record["episodes"])) >= case["enough"]:
                break
            state, _ = env.reset(seed=seed)
            actions: list[int] = []
            over = False
            while not over and len(actions) < MAX_STEPS:
                try:
                    action = cartpole_policy(state)
                    if type(action) is not int:
                        action = plain(action)
                except Exception as error:
                    return record | {"raised": describe(error)}
                if action not in (0, 1):
                    return record | {"odd_action": action}
                actions.append(int(action))
                state, _, over, _, _ = env.step(actions[-1])
            record["episodes"].append(np.array(actions, dtype=np.uint8))
    return record | {"global_random": global_generators() != generators}
