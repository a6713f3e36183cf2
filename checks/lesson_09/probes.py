"""Probes of lesson 09: batches of episodes on a scripted vector environment, and agents.

What a student's code gets is built from the case, so that nothing in a case can be changed.
"""

from collections.abc import Callable
from typing import Any

import gymnasium as gym
import numpy as np
from sklearn.neural_network import MLPClassifier

from checks.probing.recording import observe, plain
from checks.probing.remote_vector import RemoteVectorEnv, VectorHost
from checks.probing.scripted_vector import NUM_INPUTS, ScriptedVecEnv

# --- a vector environment, and who is asked for actions ------------------------------------


def scripted(case: dict) -> ScriptedVecEnv:
    """The environment that a case describes."""
    return ScriptedVecEnv(
        case["rewards"],
        case["truncated"],
        case["num_actions"],
        case.get("pays"),
        case.get("blind", False),
    )


class Predictor:
    """A ``predict_proba`` for scripted observations that writes down what it is asked.

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
        """Probabilities of the actions, one row a state."""
        self.asked.append(states)
        who, when = states[:, 0].astype(int), states[:, 2].astype(int)
        if "probabilities" in self.case:
            table = np.array(self.case["probabilities"])
            return table[who % len(table)]
        certain = np.array(self.case["certain"])
        eye = np.eye(self.case["num_actions"])
        return eye[certain[who, np.minimum(when, certain.shape[1] - 1)]]


def _table(states: Any) -> np.ndarray:
    """A copy of what ``predict_proba`` is asked, if it is a table of states."""
    states = np.array(states, dtype=float)
    if states.ndim != 2 or states.shape[1] != NUM_INPUTS:
        raise ValueError(f"predict_proba takes one state a row, not shape {states.shape}")
    return states


class PlayHost(VectorHost):
    """Scripted vector environments, each with a predictor.

    Args:
        case: with the script.
        most: how many environments the probe makes.
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
        """What was done to the first environment, and what its predictor was asked."""
        return super().log() | {"asked": self.predictors[0].asked}


def _environment(case: dict) -> ScriptedVecEnv | RemoteVectorEnv:
    """The environment of a case, or its stand-in where the script is not here."""
    return scripted(case) if "rewards" in case else RemoteVectorEnv()


# --- play_episodes -------------------------------------------------------------------------


def batch(case: dict, play_episodes: Callable) -> dict:
    """One batch; the states that were asked about, the seeds of resets, and all actions taken."""
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
    """The same batch with the same seed again."""
    record = batch(case, play_episodes)
    if record["raised"] is None:
        record["again"] = batch(case, play_episodes)["value"]
    return record


def leaning(states: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Certain actions for CartPole, as probabilities: 1 where ``states @ weights`` is positive."""
    return np.eye(2)[(np.asarray(states, dtype=float) @ np.asarray(weights) > 0).astype(int)]


def cartpole_batch(case: dict, play_episodes: Callable) -> dict:
    """One batch on Gymnasium's own CartPole, whose actions are certain."""
    env = gym.make_vec("CartPole-v1", num_envs=case["num_envs"])
    rng = np.random.default_rng(case["seed"])
    return observe(play_episodes, lambda states: leaning(states, case["weights"]), env, rng)


# --- select_elite_steps --------------------------------------------------------------------


def selection(case: dict, select_elite_steps: Callable) -> dict:
    """One call, with copies of the case's arrays."""
    names = ("states", "actions", "episode_ids", "returns")
    return observe(select_elite_steps, *(case[n].copy() for n in names), case["percentile"])


# --- DeepCEM -------------------------------------------------------------------------------


def network(agent: Any) -> dict:
    """What an agent's classifier is and has learned, as plain data."""
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
    """An agent before and after training on a scripted environment, and its history."""

    def trained() -> dict:
        agent = deep_cem(NUM_INPUTS, case["num_actions"], case["seed"])
        before = network(agent)
        if before["fitted"]:
            _train(case, agent)
        history = plain(getattr(agent, "history", None))
        return {"before": before, "after": network(agent), "history": history}

    return observe(trained)


def agent_policy(case: dict, deep_cem: Callable) -> dict:
    """Actions of an agent whose network's weights were replaced, many for each state."""
    space = gym.spaces.Discrete(case["num_actions"])

    def acts() -> dict:
        agent = deep_cem(case["states"].shape[1], case["num_actions"], case["seed"])
        if not network(agent)["fitted"]:
            return {"network": network(agent)}
        dice = np.random.default_rng(case["weights_seed"])
        for array in (*agent.classifier.coefs_, *agent.classifier.intercepts_):
            # Choosy, and not certain: a certain network draws like a greedy policy.
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
    """Two agents of one seed and one of the next: their networks, as one after the other trains.

    The value has ``first`` (when it was made), ``kept`` (the same agent once the others were
    made), ``second``, ``other``, and after the first agent's training ``trained``, ``waiting``
    (the second agent) and, after its own training, ``followed``.
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
    """One training; what comes back is the network of the agent."""
    return observe(lambda: network(train_deep_cem(case["env_id"], case["seed"])))


def training_twice(case: dict, train_deep_cem: Callable) -> dict:
    """Two trainings with one seed."""
    record = training(case, train_deep_cem)
    if record["raised"] is None:
        record["again"] = training(case, train_deep_cem)["value"]
    return record
