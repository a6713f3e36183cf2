"""Test environments whose best return is known, for debugging a learner before blaming it.

Each is registered under ``lwg/`` when anything of ``helpers`` is imported, so that
``gymnasium.make`` finds it. (Gymnasium 1.0 gave up the entry points that made it look by itself.)
A process that imports nothing of ours, such as a fresh Ray worker, calls `register_environments`.
Each class has ``optimal_return``, the expected return of the best policy.
"""

from gymnasium.envs.registration import register, registry

ENTRY_POINTS = {
    "lwg/ActionMatters-v0": "helpers.environments.action_matters:ActionMattersEnv",
    "lwg/Counter-v0": "helpers.environments.counter:CounterEnv",
    "lwg/ObservationMatters-v0": "helpers.environments.observation_matters:ObservationMattersEnv",
}


def register_environments() -> None:
    """Tell Gymnasium the ids above; calling it twice does nothing more."""
    for env_id, entry_point in ENTRY_POINTS.items():
        if env_id not in registry:
            register(id=env_id, entry_point=entry_point)


register_environments()
