"""Test environments with a known best return, for finding out what is wrong with a learner.

Each is registered under ``lwg/`` when any part of ``helpers`` is imported, so that
``gymnasium.make`` finds it. (Since version 1.0 Gymnasium no longer discovers environments through
entry points.) A process that imports nothing from here, such as a fresh Ray worker, must call
`register_environments`. Each class has ``optimal_return``, the expected return of the best policy.
"""

from gymnasium.envs.registration import register, registry

ENTRY_POINTS = {
    "lwg/ActionMatters-v0": "helpers.environments.action_matters:ActionMattersEnv",
    "lwg/Counter-v0": "helpers.environments.counter:CounterEnv",
    "lwg/ObservationMatters-v0": "helpers.environments.observation_matters:ObservationMattersEnv",
}


def register_environments() -> None:
    """Register the environments above with Gymnasium; a second call does nothing."""
    for env_id, entry_point in ENTRY_POINTS.items():
        if env_id not in registry:
            register(id=env_id, entry_point=entry_point)


register_environments()
