"""The peer in JAX: gymnax's CartPole and an evolution strategy from evosax, compiled.

It runs only if the optional packages `gymnax` (1.0 or newer) and `evosax` (0.3 or newer) are
installed, which bring `jax`, `flax` and `optax` with them. The network, the population and the
settings are those of `benchmarks.nes_network`; evosax minimises, so it gets the negated returns. A
population's episodes run in lockstep, in a loop that ends with the last of them. Compilation
happens once per process and is reported separately.
"""

import importlib.util
from collections.abc import Callable

from benchmarks.cartpole import ENOUGH, TEST_EPISODES
from benchmarks.clock import Clock
from benchmarks.nes_network import NUM_WEIGHTS

PACKAGES = ("jax", "optax", "gymnax", "evosax")


def prepare(say: Callable[[str], None]) -> "JaxNes | None":
    """Compile the peer, or say in one line why it is left out.

    Args:
        say: called with that line.

    Returns:
        The compiled peer, or None.
    """
    absent = [name for name in PACKAGES if importlib.util.find_spec(name) is None]
    if absent:
        say(f"JAX is left out: {', '.join(absent)} not installed (pip install gymnax evosax)")
        return None
    try:
        return JaxNes()
    except Exception as error:
        # The peer is optional and its packages change quickly; its failure must not end the run.
        reason = str(error).strip().splitlines() or [type(error).__name__]
        say(f"JAX is left out: {type(error).__name__}: {reason[0]}")
        return None


class JaxNes:
    """A compiled evolution strategy for CartPole, ready to train.

    Args:
        sigma: standard deviation of the search distribution.
        alpha: step size.
        population_size: number of members, which must be even.
    """

    def __init__(self, sigma: float = 1.0, alpha: float = 2.0, population_size: int = 64) -> None:
        import gymnax
        import jax
        import jax.numpy as jnp
        import optax
        from evosax.algorithms import Open_ES
        from evosax.core.fitness_shaping import standardize_fitness_shaping_fn

        self.jax, self.jnp = jax, jnp
        self.es = Open_ES(
            population_size,
            jnp.zeros(NUM_WEIGHTS),
            optimizer=optax.sgd(alpha),
            std_schedule=optax.constant_schedule(sigma),
            fitness_shaping_fn=standardize_fitness_shaping_fn,
        )
        self.params = self.es.default_params
        play = _player(jax, jnp, *gymnax.make("CartPole-v1"))

        def iteration(key, state):
            ask, tell, seed = jax.random.split(key, 3)
            population, state = self.es.ask(ask, state, self.params)
            returns = play(population, seed)
            state, _ = self.es.tell(tell, population, -returns, state, self.params)
            return state, returns.sum()

        def test(key, mean):
            return play(jnp.tile(mean, (TEST_EPISODES, 1)), key).sum()

        self.iteration, self.test = jax.jit(iteration), jax.jit(test)
        clock = Clock()
        # The second iteration compiles again: evosax returns other types than it starts with.
        self.train(seed=0, max_iterations=3, promising=0.0, enough=float("inf"))
        self.compile_seconds = clock.read().seconds

    def train(
        self,
        seed: int,
        *,
        promising: float = 200.0,
        enough: float = ENOUGH,
        max_iterations: int = 100,
    ):
        """Train like `benchmarks.nes_network.train`, and return the weights and the steps."""
        key = self.jax.random.key(seed)
        state = self.es.init(key, self.jnp.zeros(NUM_WEIGHTS), self.params)
        steps = 0.0
        for _ in range(max_iterations):
            key, first, second = self.jax.random.split(key, 3)
            state, total = self.iteration(first, state)
            steps += float(total)
            if total / self.es.population_size >= promising:
                tested = self.test(second, state.mean)
                steps += float(tested)
                if tested / TEST_EPISODES >= enough:
                    break
        return state.mean, int(steps)


def _player(jax, jnp, env, env_params) -> Callable:
    """Make ``play(thetas, key) -> returns``, which plays one episode per row, in lockstep."""

    def act(theta, observation):
        hidden = jnp.maximum(theta[:40].reshape(10, 4) @ observation + theta[40:50], 0.0)
        return jnp.where(theta[50:60] @ hidden + theta[60] > 0, 0, 1)

    def play(thetas, key):
        keys = jax.random.split(key, len(thetas))
        observations, states = jax.vmap(env.reset, (0, None))(keys, env_params)
        alive, returns = jnp.ones(len(thetas), dtype=bool), jnp.zeros(len(thetas))

        def step(carry):
            observations, states, alive, returns = carry
            actions = jax.vmap(act)(thetas, observations)
            # CartPole draws nothing within an episode: the keys only serve the automatic resets,
            # whose episodes do not count.
            observations, states, rewards, terminated, truncated, _ = jax.vmap(
                env.step, (0, 0, 0, None)
            )(keys, states, actions, env_params)
            returns = returns + rewards * alive
            return observations, states, alive & ~(terminated | truncated), returns

        carry = (observations, states, alive, returns)
        return jax.lax.while_loop(lambda carry: carry[2].any(), step, carry)[3]

    return play
