"""Test environments whose best return is known, for debugging a learner before blaming it.

Each is registered under ``lwg/`` when Gymnasium itself is imported (an entry point of this
package), so that ``gymnasium.make`` finds it in every process, Ray's workers included. Each class
has ``optimal_return``, the expected return of the best policy.
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
