"""Probe answers to lesson 09: batches of episodes on a scripted vector environment, and agents.

The inputs of a student's code are built from the case, so that it cannot change the case itself.
"""

from collections.abc import Callable
from typing import Any

import gymnasium as gym
import numpy as np
from sklearn.neural_network import MLPClassifier

from checks.probing.recording import observe, plain
from checks.probing.remote_vector import RemoteVectorEnv, VectorHost
from checks.probing.repeated import repeated
from checks.probing.scripted_vector import NUM_INPUTS, ScriptedVecEnv

# --- a vector environment, and a predictor that is asked for actions -----------------------


def scripted(case: dict) -> ScriptedVecEnv:
    """Make the environment that a case describes."""
    return ScriptedVecEnv(
        case["rewards"],
        case["truncated"],
        case["num_actions"],
        case.get("pays"),
        case.get("blind", False),
    )


class Predictor:
    """A ``predict_proba`` for scripted observations that records what it is asked.

    Args:
        case: has ``certain``, the action of each sub-environment at each step, or
            ``probabilities``, whose rows the sub-environments take in turn.

    Attributes:
        asked: copies of all tables of states, in order.
    """

    def __init__(self, case: dict) -> None:
        self.case = case
        self.asked: list[np.ndarray] = []

    def __call__(self, states: np.ndarray) -> np.ndarray:
        """Return the probabilities of the actions, one row a state."""
        self.asked.append(states)
        who, when = states[:, 0].astype(int), states[:, 2].astype(int)
        if "probabilities" in self.case:
            table = np.array(self.case["probabilities"])
            return table[who % len(table)]
        certain = np.array(self.case["certain"])
        eye = np.eye(self.case["num_actions"])
        return eye[certain[who, np.minimum(when, certain.shape[1] - 1)]]


def _table(states: Any) -> np.ndarray:
    """Copy what ``predict_proba`` is asked, provided that it is a table of states."""
    states = np.array(states, dtype=float)
    if states.ndim != 2 or states.shape[1] != NUM_INPUTS:
        raise ValueError(f"predict_proba takes one state a row, not shape {states.shape}")
    return states


class PlayHost(VectorHost):
    """Scripted vector environments, each with a predictor.

    Args:
        case: with the script.
        most: the number of environments that the probe makes.
    """

    MOST_ROWS = 1_000

    def __init__(self, case: dict, most: int = 1) -> None:
        secret = ("rewards", "truncated", "pays", "blind", "certain", "probabilities")
        super().__init__(case, scripted, secret, most, uses=5_000)
        self.predictors = [Predictor(case) for _ in range(most)]

    def use(self, asked: dict) -> Any:
        """Use an environment, or ask its predictor."""
        if asked["do"] != "predict":
            return super().use(asked)
        self.uses -= 1
        if self.uses < 0 or len(asked["states"]) > self.MOST_ROWS:
            raise ValueError("predict_proba takes one state a sub-environment, and once a step")
        return self.predictors[asked["thing"]](_table(asked["states"]))

    def log(self) -> dict:
        """Return what was done to the first environment, and what its predictor was asked."""
        return super().log() | {"asked": self.predictors[0].asked}


def _environment(case: dict) -> ScriptedVecEnv | RemoteVectorEnv:
    """Make the environment of a case, or its stand-in if the script is not here."""
    return scripted(case) if "rewards" in case else RemoteVectorEnv()


# --- play_episodes -------------------------------------------------------------------------


def batch(case: dict, play_episodes: Callable) -> dict:
    """Play one batch; record the states asked about, the seeds of resets, and all actions."""
    env, predictor = _environment(case), Predictor(case)

    def predict_proba(states: Any) -> np.ndarray:
        states = _table(states)
        if isinstance(env, RemoteVectorEnv):
            return env.ask("predict", states=states)
        return predictor(states)

    rng = np.random.default_rng(case["seed"])
    record = observe(play_episodes, predict_proba, env, rng)
    return record | env.log() | {"asked": predictor.asked}


def batch_twice(case: dict, play_episodes: Callable) -> dict:
    """Play the same batch twice, with the same seed."""
    return repeated(batch, case, play_episodes)


def leaning(states: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Choose action 1 on CartPole if ``states @ weights`` is positive, as certain probabilities."""
    return np.eye(2)[(np.asarray(states, dtype=float) @ np.asarray(weights) > 0).astype(int)]


def cartpole_batch(case: dict, play_episodes: Callable) -> dict:
    """Play one batch on Gymnasium's own CartPole, with certain actions."""
    env = gym.make_vec("CartPole-v1", num_envs=case["num_envs"])
    rng = np.random.default_rng(case["seed"])
    return observe(play_episodes, lambda states: leaning(states, case["weights"]), env, rng)


# --- select_elite_steps --------------------------------------------------------------------


def selection(case: dict, select_elite_steps: Callable) -> dict:
    """Select once, from copies of the case's arrays."""
    names = ("states", "actions", "episode_ids", "returns")
    return observe(select_elite_steps, *(case[n].copy() for n in names), case["percentile"])


# --- DeepCEM -------------------------------------------------------------------------------


def network(agent: Any) -> dict:
    """Describe an agent's classifier and what it has learned, as plain data."""
    classifier = getattr(agent, "classifier", None)
    found: dict[str, Any] = {"type": type(classifier).__name__, "agent": type(agent).__name__}
    found["mlp"] = isinstance(classifier, MLPClassifier)
    found["fitted"] = found["mlp"] and hasattr(classifier, "coefs_")
    if not found["fitted"]:
        return found
    return plain(
        found
        | {
            "coefs": [np.array(array) for array in classifier.coefs_],
            "intercepts": [np.array(array) for array in classifier.intercepts_],
            "activation": classifier.activation,
            "out_activation": classifier.out_activation_,
            "classes": np.array(classifier.classes_),
            "seen": classifier.t_,
        }
    )


def _train(case: dict, agent: Any) -> None:
    settings = {name: case[name] for name in ("percentile", "target") if name in case}
    rng = np.random.default_rng(case["seed"])
    agent.train(_environment(case), case["iterations"], rng, **settings)


def agent_training(case: dict, deep_cem: Callable) -> dict:
    """Train an agent on a scripted environment; record it before and after, and its history."""

    def trained() -> dict:
        agent = deep_cem(NUM_INPUTS, case["num_actions"], case["seed"])
        before = network(agent)
        if before["fitted"]:
            _train(case, agent)
        history = plain(getattr(agent, "history", None))
        return {"before": before, "after": network(agent), "history": history}

    return observe(trained)


def agent_policy(case: dict, deep_cem: Callable) -> dict:
    """Replace the weights of an agent's network and draw many actions for each state."""
    space = gym.spaces.Discrete(case["num_actions"])

    def acts() -> dict:
        agent = deep_cem(case["states"].shape[1], case["num_actions"], case["seed"])
        if not network(agent)["fitted"]:
            return {"network": network(agent)}
        dice = np.random.default_rng(case["weights_seed"])
        for array in (*agent.classifier.coefs_, *agent.classifier.intercepts_):
            # Choosy but not certain, because a certain network draws like a greedy policy.
            array[...] = dice.normal(scale=1.7 * len(array) ** -0.5, size=array.shape)
        rng = np.random.default_rng(case["seed"])
        fresh = rng.bit_generator.state
        actions = [
            [agent.policy(state.copy(), rng) for _ in range(case["count"])]
            for state in case["states"]
        ]
        odd = [a for row in actions for a in row if not space.contains(a)]
        drawn = rng.bit_generator.state != fresh
        return {"network": network(agent), "actions": actions, "odd": odd[:1], "drawn": drawn}

    record = observe(acts)
    if record["raised"] is None:
        record["again"] = observe(acts)["value"]
    return record


def agents_apart(case: dict, deep_cem: Callable) -> dict:
    """Make two agents of one seed and one of the next, and train the first two in turn.

    The value has networks: ``first`` when it was made, ``kept`` when the others were made as well,
    ``second`` and ``other``; after the first agent's training, ``trained`` and ``waiting`` (that of
    the second agent); after the second agent's training, ``followed``.
    """

    def apart() -> dict:
        size = NUM_INPUTS, case["num_actions"]
        agent = deep_cem(*size, case["seed"])
        value = {"first": network(agent)}
        twin, other = deep_cem(*size, case["seed"]), deep_cem(*size, case["seed"] + 1)
        value |= {"kept": network(agent), "second": network(twin), "other": network(other)}
        value["one"] = agent.classifier is twin.classifier
        _train(case, agent)
        value |= {"trained": network(agent), "waiting": network(twin)}
        _train(case, twin)
        return value | {"followed": network(twin)}

    return observe(apart)


# --- train_deep_cem ------------------------------------------------------------------------


def training(case: dict, train_deep_cem: Callable) -> dict:
    """Train once and describe the network of the agent."""
    return observe(lambda: network(train_deep_cem(case["env_id"], case["seed"])))


def training_twice(case: dict, train_deep_cem: Callable) -> dict:
    """Train twice with one seed."""
    return repeated(training, case, train_deep_cem)
