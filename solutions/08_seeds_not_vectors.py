# %% [markdown]
# # 8 · Seeds, not vectors: the same algorithm with almost no communication
#
# In lesson 7 every worker posts two whole neural nets home. With 61 weights nobody minds. With a
# million, 20 pairs are 320 megabytes, in **every** iteration, and a thousand workers wait for the
# post.
#
# Now look at what is in those letters. The noise was drawn by a generator, the generator was made
# from a seed, and the seed came from you. You could have drawn it yourself. The only things that
# you did *not* know are two returns. So let the workers send a seed and two numbers, whatever the
# size of the net. While we are at it, we find out what happens when a worker is slow, or dies.
#
# **Time:** about 90 minutes. **Points:** 12 by the checks, 2 for the written question.

# %%
import os
import signal
import threading
import time

import gymnasium as gym
import numpy as np
import ray

from checks.lesson_08 import exercises as checks
from helpers import plotting
from helpers.batched import network_act, rollout_population
from helpers.budget import budget
from helpers.local_cluster import LocalCluster
from helpers.policies import act, initial_policy
from helpers.ray_start import start_ray
from helpers.rollouts import evaluate_policy
from helpers.task_watch import TaskWatch
from helpers.vectors import num_parameters, unflatten

# %% [markdown]
# ## Where we are

# %% tags=["picture"]
plotting.course_map(8)

# %% [markdown]
# | symbol | name in code | what it is | shape |
# |---|---|---|---|
# | $\mu$ | `mu` | mean of the search distribution, all weights end to end | (dim,) |
# | – | `dim` | number of weights, 61 for CartPole's net | an integer |
# | $s_n$ | `seed` | names the noise of pair $n$ | an integer |
# | $\epsilon_n$ | `noise_from_seed(seed, dim)` | standard-normal noise | (dim,) |
# | $\mu \pm \sigma\epsilon_n$ | – | the two policies of pair $n$ | (dim,) |
# | $R_n^+,\ R_n^-$ | `return_plus`, `return_minus` | their mean returns | numbers |
# | $F_n^+,\ F_n^-$ | `fitness` | the same, standardised over **all** $2N$ returns | numbers |
# | $N$ | `len(results)` | number of **pairs** | an integer |
# | $i_n$ | `index` | where the noise of pair $n$ begins in a table (8.5) | an integer |
# | $T_n$ | `steps` | how long pair $n$ takes (8.9) | a number |
# | $\sigma,\ \alpha$ | `sigma`, `alpha` | standard deviation, step size | numbers |
#
# Mind the $N$. In lesson 7 a sample was a policy, and $N$ counted policies. Here a result belongs
# to a pair, and $N$ counts pairs. So $2N$ stands where lesson 7 has $N$.
#
# A policy is one flat vector now, as in lesson 4. `unflatten(vector, template)` cuts it into the
# arrays of a policy, and `initial_policy(num_inputs)` is the template. Wake up Ray while you read
# on.

# %%
start_ray()

# %% [markdown]
# ## 8.1 A name for a vector
#
# The document that lesson 7 follows ends with a note: to send the perturbations is costly and not
# needed, because whoever has the seed can generate them again. It leaves the rest to the reader.
# The reader is you.
#
# A "random" generator is a machine without any luck. It has a state and a rule, and the seed sets
# the state. Here is a tiny one: the next number is $5x + 3$, modulo 16.
#
# **By hand.** From the seed 7: $5 \cdot 7 + 3 = 38$, which is 6 modulo 16. Then 33, which is 1.
# Then 8. Then 43, which is 11. Everybody on Earth gets 6, 1, 8, 11. So "7" is a *name* for that
# list, and a name is shorter than the list.
#
# `np.random.default_rng(seed)` is such a machine, with a state of 128 bits instead of 4. Its seeds
# name vectors of any length.
#
# ### Exercise 1 · `noise_from_seed` (●○○, 5 minutes, 1 point)
#
# *Why it matters:* the worker that plays the noise and the driver that sums it up make it
# **twice**, far from each other. (The *driver* is the process that hands out the tasks: this
# notebook.) If the two differ in anything, the update walks along noise that nobody played. No
# exception will tell you.
#
# <details><summary>Hint 1: the shape of it</summary>
#
# One line. A generator, and a draw.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# The generator is made *inside* the function, anew in each call. One that lives outside remembers
# the calls before, and another machine has not seen those.
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# `np.random.default_rng(seed)` has a method `standard_normal(size)`.
#
# </details>


# %% answer="noise_from_seed"
def noise_from_seed(seed, dim):
    """The noise that a seed stands for: the same vector in every process, on every machine.

    Args:
        seed: an integer from 0 to 2**31 - 1.
        dim: how many numbers.

    Returns:
        Independent standard-normal numbers, an array of floats of shape (dim,).
    """
    ### BEGIN SOLUTION
    return np.random.default_rng(seed).standard_normal(dim)
    ### END SOLUTION


# %% check="noise_from_seed" points=1
checks.noise_from_seed(noise_from_seed)

# %% [markdown]
# One vector made here, the same one in another process, and the next seed's.


# %% tags=["picture"]
@ray.remote
def noise_on_a_worker(seed, dim):
    """What a worker makes of a seed."""
    return noise_from_seed(seed, dim)


here, there = noise_from_seed(7, 61), ray.get(noise_on_a_worker.remote(7, 61))
print("equal, bit for bit:", np.array_equal(here, there))
plotting.strip_plot(
    {"seed 7, here": here, "seed 7, there": there, "seed 8, here": noise_from_seed(8, 61)},
    xlabel="a number of the vector",
)

# %% [markdown]
# Neighbouring seeds have nothing in common: the seed is stirred thoroughly before it sets the
# state.
#
# One caution. NumPy keeps the right to improve its generators, so that another *version* may draw
# other numbers from the same seed. All machines of a run need the same NumPy. This course's lock
# file sees to that.
#
# ## 8.2 A very short letter
#
# The task of a worker: make the noise of its seed, play $\mu + \sigma\epsilon$ and
# $\mu - \sigma\epsilon$ for some episodes each, and send back three numbers.
#
# **By hand.** $\mu = (1, 2)$, $\sigma = 0.1$, and the seed 5 stands for $\epsilon = (0.5, -1)$. The
# policies are $(1.05,\ 1.9)$ and $(0.95,\ 2.1)$. The first plays episodes that return 12 and 20,
# the second 9 and 11. The task returns `(5, 16.0, 10.0)`. Neither policy leaves the worker.
#
# Here the action is the greedy one, `act(policy, state)`: no coins are tossed. What is left to
# chance is how an episode begins, and that comes from the seed, too.
#
# ### Exercise 2 · `evaluate_seed` (●●○, 12 minutes, 2 points)
#
# *Why it matters:* the seed decides everything. So a task that was lost with its machine can be
# sent again, to any other machine, and the run does not notice. You will kill a machine in 8.8.
#
# <details><summary>Hint 1: the shape of it</summary>
#
# It is lesson 7's task with fewer things to return. Make the noise, then treat the two vectors in a
# loop: vector, policy, mean return.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# `evaluate_policy(env, policy, episodes, seed)` from lesson 1 returns the mean and its standard
# error. It wants a policy of the state alone: `lambda state: act(policy, state)`. The template for
# `unflatten` is `initial_policy(env.observation_space.shape[0])`.
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# `for theta in (mu + sigma * eps, mu - sigma * eps):` unflatten it, evaluate it with `num_rollouts`
# and `seed`, and append the mean to a list. Return `(seed, *means)`. (Both policies then play the
# same episodes. Good: a lucky start is lucky for both, and cancels.)
#
# </details>


# %% answer="evaluate_seed"
@ray.remote
def evaluate_seed(mu, seed, sigma, num_rollouts, env_id):
    """Play the two policies of a pair; a task for a Ray worker.

    Args:
        mu: the mean, a flat vector, shape (dim,); read-only here.
        seed: decides everything random: the noise and the resets.
        sigma: standard deviation of the noise.
        num_rollouts: episodes for each of the two policies.
        env_id: an environment of Gymnasium with two actions; the action is
            act(policy, state) of the network that the vector holds.

    Returns:
        Three numbers, (seed, return_plus, return_minus): the seed as it came, and the mean returns
        of mu + sigma * eps and mu - sigma * eps, with eps = noise_from_seed(seed, dim).
    """
    ### BEGIN SOLUTION
    eps = noise_from_seed(seed, len(mu))
    means = []
    with gym.make(env_id) as env:
        template = initial_policy(env.observation_space.shape[0])
        for theta in (mu + sigma * eps, mu - sigma * eps):
            policy = unflatten(theta, template)
            mean, _ = evaluate_policy(
                env, lambda state, policy=policy: act(policy, state), num_rollouts, seed
            )
            means.append(mean)
    return (seed, *means)
    ### END SOLUTION


# %% check="evaluate_seed" points=2
checks.evaluate_seed(evaluate_seed, noise_from_seed)

# %% [markdown]
# A thing to know about remote functions: on its first call Ray packs the function **with the
# helpers that it uses**, as they are at that moment. If you change `noise_from_seed` later, run the
# cell of `evaluate_seed` again, or the workers keep the old one.
#
# Sixty letters: three of them as they come, then what is in all of them.

# %% tags=["picture"]
refs = [evaluate_seed.remote(np.zeros(61), s, 1.0, 3, "CartPole-v1") for s in range(budget(60, 6))]
letters = ray.get(refs)
print("three of the letters:", *letters[:3])
_, plus, minus = zip(*letters)
plotting.strip_plot({"mu + sigma eps": plus, "mu - sigma eps": minus}, title="CartPole-v1")

# %% [markdown]
# ## 8.3 The step, without the vectors
#
# Lesson 7's step sums $F\,(\theta - \mu)$ over all policies. But
# $\theta - \mu$ is $+\sigma\epsilon_n$ or $-\sigma\epsilon_n$, and nothing else. So a pair adds
# $\sigma\,(F_n^+ - F_n^-)\,\epsilon_n$, one $\sigma$ cancels, and
#
# $$ \mu_{\text{new}} = \mu + \frac{\alpha}{2N\sigma} \sum_{n=1}^{N} (F_n^+ - F_n^-)\, \epsilon(s_n).
# $$
#
# No $\theta$ is left in it. Seeds and returns are enough, and whoever has them can take the step:
# that is Algorithm 2 of Salimans et al. (2017), who used it to teach a humanoid to walk on 1,440
# cores in ten minutes.
#
# **By hand.** One weight, $\mu = 0$, $\alpha = \sigma = 0.5$. Two pairs: noise $0.8$ with returns
# $(30, 10)$, and noise $-0.5$ with $(10, 30)$. The mean of all four is 20, their standard deviation
# 10, so that $F$ is $(1, -1)$ and $(-1, 1)$. The sum is $2 \cdot 0.8 + (-2)(-0.5) = 2.6$, the
# factor $\frac{0.5}{2 \cdot 2 \cdot 0.5} = 0.25$. The new mean is $0.65$.
#
# ### The order of a sum
#
# Results come back as they please. A sum does not care about order, says algebra.
#
# **Predict first.** What do these two lines print?

# %% tags=["picture"]
print(0.1 + 0.2 + 0.3)
print(0.3 + 0.2 + 0.1)

# %% [markdown]
# After each addition the result is rounded to 53 bits, and another order rounds other numbers. Is
# that a problem? In Algorithm 2 there is no driver. **Every** worker knows all seeds, gets all
# returns and takes the step by itself, on its own copy of $\mu$. Nobody ever compares the copies.
#
# Here are two such workers, for 200 iterations. They get the same results, in another order, and
# sum them as they come. **Predict first:** will the distance between the two stay where it is, grow
# or shrink?


# %% tags=["picture"]
def update_as_they_come(mu, results, alpha, sigma):
    """The step, summed in the order of arrival."""
    returns = np.array([result[1:] for result in results])
    fitness = (returns - returns.mean()) / returns.std()
    step = np.zeros(len(mu))
    for (seed, *_), (plus, minus) in zip(results, fitness):
        step += (plus - minus) * noise_from_seed(seed, len(mu))
    return mu + alpha / (returns.size * sigma) * step


def two_replicas(update):
    """Distance, after each iteration, of two means that get the same results in another order."""
    chance, first, second, distances = np.random.default_rng(8), np.zeros(61), np.zeros(61), []
    for _ in range(budget(200, 10)):
        seeds, returns = chance.integers(2**31, size=20), chance.integers(8, 501, size=(20, 2))
        results = [(int(s), float(p), float(m)) for s, (p, m) in zip(seeds, returns)]
        first = update(first, results, 1.0, 1.0)
        second = update(second, [results[i] for i in chance.permutation(20)], 1.0, 1.0)
        distances.append(np.linalg.norm(first - second))
    return np.array(distances)


apart = two_replicas(update_as_they_come)
plotting.magnitudes(
    {"summed as they come": 1e15 * apart}, ylabel="distance of two replicas, in 10⁻¹⁵"
)

# %% [markdown]
# It starts in the last bit, and it grows, because nothing ever pulls the two together again. It
# would take ages to do harm in CartPole. But think of what is lost on the first day: `==`. As long
# as equal runs are equal **bit for bit**, every difference is a bug, and you can find bugs by
# comparing runs: one worker against four, this machine against a cluster. Once runs are only
# *nearly* equal, somebody has to say how near is near. (Were you told never to compare floats with
# `==`? Good advice, for numbers that were computed in two ways. These are computed in one.)
#
# The cure costs one line. All know the seeds, so all can agree on an order: increasing seed.
#
# ### Exercise 3 · `update_from_seeds` (●●○, 15 minutes, 3 points)
#
# *Why it matters:* it is the whole algorithm, on the receiving end.
#
# Two edges. If all returns are equal there is nothing to learn: return a copy of `mu`. If no result
# came back at all (it happens, in 8.6): the same.
#
# <details><summary>Hint 1: the shape of it</summary>
#
# Sort. Standardise. Loop over the pairs and add up. One line at the end.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# `sorted(results)` gives a new list in increasing order of the first entry, the seed, and leaves
# the caller's list alone. The mean and the standard deviation are sums as well: take them **after**
# sorting. For "all equal", compare `np.ptp(returns)` with a small tolerance, as in lesson 6.
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# `returns` is an array of shape `(N, 2)`, without the seeds; `fitness` has the same shape. In the
# loop: `step += (plus - minus) * noise_from_seed(seed, len(mu))`. The last line divides by
# `returns.size * sigma`: the size counts all $2N$.
#
# </details>


# %% answer="update_from_seeds"
def update_from_seeds(mu, results, alpha, sigma):
    """One step of natural evolution strategies, from seeds and returns alone.

    Args:
        mu: the mean, shape (dim,); it is not changed.
        results: a list of N tuples (seed, return_plus, return_minus), in any order, all seeds
            different; it is not changed, and may be empty.
        alpha: step size.
        sigma: standard deviation of the noise.

    Returns:
        A new array, mu + alpha / (2N sigma) * sum of (fitness_plus - fitness_minus) * eps, with eps
        = noise_from_seed(seed, dim) and the fitness standardised (ddof=0) over all 2N returns.
        Everything is summed in increasing order of seed, so that the order of results changes
        nothing, bit for bit. A copy of mu where all returns are equal or there is no result; no
        warning.
    """
    ### BEGIN SOLUTION
    mu = np.array(mu, dtype=float)
    results = sorted(results)
    returns = np.array([result[1:] for result in results], dtype=float)
    if not results or np.ptp(returns) <= 1e-12 * max(1.0, np.abs(returns).max()):
        return mu
    fitness = (returns - returns.mean()) / returns.std()
    step = np.zeros(len(mu))
    for (seed, *_), (plus, minus) in zip(results, fitness):
        step += (plus - minus) * noise_from_seed(seed, len(mu))
    return mu + alpha / (returns.size * sigma) * step
    ### END SOLUTION


# %% check="update_from_seeds" points=3
checks.update_from_seeds(update_from_seeds, noise_from_seed)

# %% [markdown]
# The two replicas once more, with your step. And the step of lesson 7, which sees all the vectors,
# against yours, which sees none:

# %% tags=["picture"]
print("replicas, largest distance:", two_replicas(update_from_seeds).max())


def step_with_vectors(mu, results, alpha, sigma):
    """Lesson 7: all 2N policies, and their differences from the mean."""
    eps = np.array([noise_from_seed(seed, len(mu)) for seed, *_ in results])
    thetas = np.concatenate([mu + sigma * eps, mu - sigma * eps])
    returns = np.array([[plus, minus] for _, plus, minus in results]).T.ravel()
    fitness = (returns - returns.mean()) / returns.std()
    return mu + alpha / (len(returns) * sigma**2) * fitness @ (thetas - mu)


mu = noise_from_seed(1, 61)
difference = update_from_seeds(mu, letters, 2.0, 1.0) - step_with_vectors(mu, letters, 2.0, 1.0)
print(f"seeds against vectors: {np.abs(difference).max():.1g}")

# %% [markdown]
# ## 8.4 Weigh it
#
# How much did we save? Do not guess: ask the one who packs. Ray has a serialiser, which turns an
# object into the bytes that travel:
#
# ```text
# context = ray._private.worker.global_worker.get_serialization_context()
# packed = context.serialize(message)     # its length is packed.total_bytes
# ```
#
# (The underscore says: not promised to be there in the next version. For a measurement that is
# fine.)
#
# **Predict first.** In an array an integer has 8 bytes, and so has a float. How many bytes are a
# seed and two returns?
#
# ### Exercise 4 · `message_bytes` (●○○, 5 minutes, 1 point)
#
# *Why it matters:* "almost no communication" is a claim. This is its evidence.
#
# <details><summary>Hint 1: what it is not</summary>
#
# `sys.getsizeof` does not look inside a tuple. `array.nbytes` knows nothing of the envelope.
# `pickle` is not what Ray uses, though it has a part in it.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# The two lines above.
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# Return `packed.total_bytes`.
#
# </details>


# %% answer="message_bytes"
def message_bytes(message):
    """The number of bytes of a message, packed by Ray's own serialiser. Ray must be running.

    Args:
        message: anything that a task may return.

    Returns:
        An int.
    """
    ### BEGIN SOLUTION
    context = ray._private.worker.global_worker.get_serialization_context()
    return context.serialize(message).total_bytes
    ### END SOLUTION


# %% check="message_bytes" points=1
checks.message_bytes(message_bytes)

# %% [markdown]
# Now the figure of this lesson: what comes back for one pair, from 61 weights to a million.

# %% tags=["picture"]
dims = [61, 1_000, 10_000, 100_000, 1_000_000]
vectors_back = [message_bytes((np.ones(d), np.ones(d), 21.0, 10.0)) for d in dims]
seeds_back = [message_bytes((2**31 - 1, 21.0, 10.0)) for _ in dims]
mean_out = [message_bytes(np.ones(d)) for d in dims]
plotting.scaling(
    dims,
    {
        "two vectors back, a pair": vectors_back,
        "a seed back, a pair": seeds_back,
        "mu out, an iteration": mean_out,
    },
    xlabel="number of weights",
    ylabel="bytes",
    title="What crosses the network",
)

# %% [markdown]
# Seventy bytes, whatever the size of the net: 24 at most for the numbers, the rest is envelope. Two
# vectors of a million weights are 16 megabytes. Per pair.
#
# Two things are *not* in the lower line, and an honest figure says so.
#
# - **The mean goes out.** That is the line in between. But it goes out once an **iteration**, not
#   once a pair: `ray.put(mu)` leaves it in the object store, and each machine fetches it once,
#   however many workers it has. (Algorithm 2 saves that, too: each worker keeps its own mean and
#   takes each step itself. Hence the fuss about bits.)
# - **Each task has an envelope of its own**: which function, which arguments, who wants to know. It
#   is the same for seeds and for vectors.
#
# And there is a price. The noise is made twice, once by the worker and once by whoever takes the
# step. Computing has become cheaper than posting; that does not make it free.
#
# ## 8.5 A table of noise
#
# Drawing a million normal numbers takes about ten milliseconds. For 1,000 pairs that is ten seconds
# an iteration, all of them at the driver. Salimans et al. draw **one** long block of noise at the
# start. Then a perturbation is a *slice* of it. The seed becomes an index:
#
# $$ \epsilon_n = \text{table}[\,i_n : i_n + \text{dim}\,]. $$
#
# **By hand.** A table of ten numbers $t_0, \dots, t_9$ and dim 4. Index 2 stands for
# $(t_2, t_3, t_4, t_5)$. The last index that fits is $10 - 4 = 6$. Index 7 asks for a number that
# is not there.
#
# A block of 250 million numbers (a gigabyte, in single precision) must not be copied for every
# worker. Ray's **object store** is memory that all processes of a machine share:
#
# ```text
# ref = ray.put(array)      # copies it in, once
# view = ray.get(ref)       # an array that lies there: nothing is copied, and it is read-only
# ```
#
# Slices of such an array are views, too. And `ref` is a name of a few dozen bytes, which can
# travel.
#
# ### Exercise 5 · `NoiseTable` (●●○, 10 minutes, 2 points)
#
# *Why it matters:* "no copy" is the difference between one gigabyte and one gigabyte a worker.
#
# <details><summary>Hint 1: the shape of it</summary>
#
# `__init__` draws the block, puts it into the store and keeps two things. `get` has a question to
# ask before it slices.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# `standard_normal(size, dtype=np.float32)` draws in single precision. Keep the **reference** on
# `self`, not the array: an object that is sent to a task takes along all that hangs on it.
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# `get`: if `index + dim > self.size`, raise an `IndexError` with both numbers in its text.
# Otherwise `ray.get(self.ref)[index : index + dim]`. (A slice that runs past the end would be cut
# short without a word.)
#
# </details>


# %% answer="NoiseTable"
class NoiseTable:
    """A block of standard-normal noise in Ray's object store, shared by all workers.

    Args:
        size: how many numbers.
        seed: decides all of them.
    """

    def __init__(self, size, seed):
        ### BEGIN SOLUTION
        noise = np.random.default_rng(seed).standard_normal(size, dtype=np.float32)
        self.size = size
        self.ref = ray.put(noise)
        ### END SOLUTION

    def get(self, index, dim):
        """A part of the block.

        Args:
            index: where it begins, at least 0.
            dim: how many numbers.

        Returns:
            A read-only float32 view of shape (dim,); nothing is copied.

        Raises:
            IndexError: the part runs past the end of the block.
        """
        ### BEGIN SOLUTION
        if index + dim > self.size:
            raise IndexError(f"{index} + {dim} is past the end of a table of {self.size}")
        return ray.get(self.ref)[index : index + dim]
        ### END SOLUTION


# %% check="NoiseTable" points=2
checks.NoiseTable(NoiseTable)

# %% [markdown]
# Your table against your generator: the time that it takes to add one perturbation to a sum.
# **Predict first.** Who wins at 61 weights, and who at a million?

# %% tags=["picture"]
table = NoiseTable(2 * max(dims), seed=0)
print(f"the block: {8 * max(dims):,} bytes; the table, sent to a task: {message_bytes(table):,}")


def seconds_each(make_noise, dim):
    """Time to make one vector of noise and to add it to a sum."""
    total, count, begin = np.zeros(dim), 0, time.perf_counter()
    while time.perf_counter() - begin < budget(0.3, 0.01):
        total += 0.5 * make_noise(count, dim)
        count += 1
    return (time.perf_counter() - begin) / count


plotting.scaling(
    dims,
    {
        "drawn from a seed": [1000 * seconds_each(noise_from_seed, d) for d in dims],
        "a slice of the table": [1000 * seconds_each(table.get, d) for d in dims],
    },
    xlabel="number of weights",
    ylabel="milliseconds a vector",
    title="What a perturbation costs whoever takes the step",
)

# %% [markdown]
# For 61 weights the table is a waste: to look it up takes longer than to draw. For a million it is
# more than ten times as fast. Our net is small, so we go on with seeds.
#
# ## 8.6 Late and lost
#
# So far all tasks came back, and soon. With a thousand workers there is always one whose machine is
# busy, and every so often one whose machine is gone. Here are eight pairs on a bad day: a process
# dies, and another task takes half a minute.


# %% tags=["picture"]
@ray.remote(max_retries=0)
def pair_on_a_bad_day(seed):
    """A pair, in a third of a second; but 2 takes half a minute, and the process of 7 dies."""
    for _ in range(300 if seed == 2 else 3):
        time.sleep(0.1)
    if seed == 7:
        os._exit(1)
    return seed, 20.0, 10.0


refs, begin = [pair_on_a_bad_day.remote(seed) for seed in range(8)], time.perf_counter()
try:
    results = ray.get(refs, timeout=budget(8, 1))
except ray.exceptions.RayError as error:
    print(
        f"after {time.perf_counter() - begin:.1f} s: {type(error).__name__}, and no result at all"
    )
ray.cancel(refs[2])  # or it keeps a processor busy for half a minute

# %% [markdown]
# `ray.get` of a list is all or nothing: *one* crash, or *one* late task, and six good results are
# thrown away. (And without a timeout a hanging task hangs the run.) Our algorithm does not need all
# of them. The sum over 19 pairs is nearly as good a step as the sum over 20, and $2N$ takes care of
# the factor. So:
#
# > A late or crashed worker costs its pair, not the run.
#
# The tool is `ray.wait`:
#
# ```text
# ready, late = ray.wait(refs, num_returns=len(refs), timeout=2.0)
# ```
#
# It waits until all have **ended**, or the time is up, whichever comes first. A crashed task has
# ended, too: its `ray.get` raises. All that Ray raises is a `ray.exceptions.RayError`.
#
# Cancel the late tasks **only**. A cancellation that meets a task in the very moment in which it
# ends can take your own process down with it (seen with Ray 2.60; it is a race inside Ray).
#
# **By hand.** Refs $a, b, c, d$, timeout 2 s. $d$ is done after 0.1 s, $b$ crashes after 0.5 s, $a$
# is done after 1 s, $c$ would need a minute. After 2 s: `ready` is $a, b, d$, `late` is $c$. Cancel
# $c$. Return the results of $a$ and $d$, in this order, and 2 lost.
#
# ### Exercise 6 · `gather_results` (●●○, 15 minutes, 3 points)
#
# *Why it matters:* the slowest of a thousand is *always* slow. Dean and Barroso of Google call it
# the tail at scale, and describe what it takes to live with it.
#
# <details><summary>Hint 1: the shape of it</summary>
#
# One wait for all. Cancel the late ones. A loop over the others, with a `try` in it.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# `ray.cancel(ref)` interrupts a task, which compiled code may not hear; with `force=True` its
# process is ended. `ray.wait` keeps the order of refs in both lists. `num_returns` is 1 unless you
# say otherwise.
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# Begin with `num_lost = len(late)`. In the loop: `results.append(ray.get(ref))` inside `try`, and
# one more lost under `except ray.exceptions.RayError:`.
#
# </details>


# %% answer="gather_results"
def gather_results(refs, timeout):
    """Collect what finishes in time, and give up on the rest.

    Args:
        refs: a list of references, from .remote(…).
        timeout: seconds for all of them together.

    Returns:
        The pair (results, num_lost): a list of the results of all tasks that finished in time, in
        the order of refs, and the number of tasks that gave none. A task that raised an exception,
        or whose worker died, gives none. Late tasks are cancelled.
    """
    ### BEGIN SOLUTION
    ready, late = ray.wait(refs, num_returns=len(refs), timeout=timeout)
    for ref in late:
        ray.cancel(ref, force=True)
    results, num_lost = [], len(late)
    for ref in ready:
        try:
            results.append(ray.get(ref))
        except ray.exceptions.RayError:
            num_lost += 1
    return results, num_lost
    ### END SOLUTION


# %% check="gather_results" points=3
checks.gather_results(gather_results)

# %% [markdown]
# The same bad day, with your function. `TaskWatch` looks at the tasks every few milliseconds and
# notes what became of them.

# %% tags=["picture"]
patience = budget(4.0, 1.0)
ray.get([noise_on_a_worker.remote(seed, 1) for seed in range(8)])  # the workers are awake
refs = [pair_on_a_bad_day.remote(seed) for seed in range(8)]
with TaskWatch(refs, [f"pair {seed}" for seed in range(8)]) as watch:
    results, num_lost = gather_results(refs, timeout=patience)
print(f"{len(results)} results, {num_lost} lost: seeds", [seed for seed, *_ in results])
plotting.task_fates(watch.bars, "Eight pairs on a bad day", {"time is up": patience})

# %% [markdown]
# (Bars begin when the task was submitted. Two processors play, and pair 2 keeps one of them busy,
# so that the others wait for their turn.)
#
# Two kinds of accident, by the way. When a task's **process** dies, Ray starts the task again by
# itself, up to three times: the demonstration had to forbid it with `max_retries=0`. When a task
# **raises**, Ray takes it at its word.
#
# ## 8.7 The loop, and what must not change it
#
# All parts are there. A lost pair can be had back, because its seed is all there is to it. So we
# send the missing seeds again, twice at most, before we give up on them.


# %%
def play_pairs(mu, seeds, sigma, env_id, timeout=20.0, attempts=3):
    """Evaluate pairs, wherever there is a worker; what is lost is sent again."""
    shared = ray.put(mu)  # the mean goes out once
    results, missing = [], list(seeds)
    for _ in range(attempts):
        refs = [evaluate_seed.remote(shared, seed, sigma, 1, env_id) for seed in missing]
        found, num_lost = gather_results(refs, timeout)
        results += found
        if num_lost == 0:
            break
        missing = sorted(set(seeds) - {seed for seed, *_ in results})
    return results


def train_with_seeds(
    seed, env_id="CartPole-v1", *, num_pairs=20, iterations=25, update=update_from_seeds
):
    """Train a flat vector; returns it and the population's mean return in each iteration."""
    sigma, alpha = 1.0, 4.0
    rng = np.random.default_rng(seed)
    with gym.make(env_id) as env:
        template = initial_policy(env.observation_space.shape[0])
    mu, history = np.zeros(num_parameters(template)), []
    for _ in range(iterations):
        seeds = [int(s) for s in rng.integers(2**31, size=num_pairs)]
        results = play_pairs(mu, seeds, sigma, env_id)
        history.append(float(np.mean([result[1:] for result in results])))
        mu = update(mu, results, alpha, sigma)
    return mu, history


# %% [markdown]
# Does it learn? And what if the driver makes *other* noise than the workers: if it is off by one in
# the seed, say? **Predict first.** It will not crash. Will it learn slowly, not at all, or the
# wrong thing?


# %% tags=["picture"]
def off_by_one(mu, results, alpha, sigma):
    """The step along the noise of the next seed, which nobody has played."""
    return update_from_seeds(mu, [(s + 1, p, m) for s, p, m in results], alpha, sigma)


sizes = budget({"iterations": 25}, {"iterations": 3, "num_pairs": 4})
trained = [train_with_seeds(seed, **sizes) for seed in range(budget(3, 1))]
walked = [train_with_seeds(seed, update=off_by_one, **sizes) for seed in range(budget(3, 1))]
plotting.learning_curves(
    {
        "the same noise": [history for _, history in trained],
        "seed + 1": [history for _, history in walked],
    },
    target=475,
)

# %% [markdown]
# Not at all. The steps are as long as they should be and point anywhere. It is the saddest kind of
# bug: everything runs, nothing complains, nothing learns. (Remember it when two machines have two
# versions of NumPy.)

# %% tags=["picture"]
best = unflatten(trained[0][0], initial_policy())
plotting.show_episode("CartPole-v1", lambda state: act(best, state), seed=1)

# %% [markdown]
# Now the promise of this lesson. The seed decides everything; who computed what, and when, decides
# nothing. Let us try to break it. First, results that are shuffled before each step. Then, a worker
# that is killed at work: Ray notices, and evaluates its pair again.
#
# **Predict first.** How large is the difference between the three means?


# %% tags=["picture"]
def shuffled(mu, results, alpha, sigma):
    """The step from results in another order, whatever order they came in."""
    order = np.random.default_rng().permutation(len(results))
    return update_from_seeds(mu, [results[i] for i in order], alpha, sigma)


@ray.remote
def process_number():
    """The process that runs this task."""
    return os.getpid()


def kill_a_worker():
    """End a worker's process, whatever it is doing."""
    os.kill(ray.get(process_number.remote()), signal.SIGKILL)


mu, _ = trained[0]
other_order, _ = train_with_seeds(0, update=shuffled, **sizes)
timer = threading.Timer(budget(1.0, 0.1), kill_a_worker)
timer.start()
one_killed, _ = train_with_seeds(0, **sizes)
timer.join()
print("shuffled results:", np.abs(other_order - mu).max())
print("a worker killed: ", np.abs(one_killed - mu).max())

# %% [markdown]
# Zero, and zero. Not "about $10^{-16}$": zero.
#
# ## 8.8 On an existing cluster
#
# Nothing above knows where the workers are. If a Ray cluster is running somewhere, say so
# **before** you start Jupyter, and `start_ray()` joins it instead of starting Ray on this machine:
#
# ```text
# export RAY_ADDRESS=192.0.2.7:6379
# make lab
# ```
#
# The machines need the same Python, the same Ray and the same NumPy, and this course installed.
# [docs/cluster.md](../../docs/cluster.md) has files for Ray's cluster launcher and for Kubernetes.
#
# Do you have no cluster at hand? You do now. The next cell starts two Ray **nodes** on this
# machine. Each has its own processes, its own object store and one processor, and they talk to each
# other as if a cable were between them. Then it leaves the Ray of this notebook, joins the cluster
# and runs the very training of 8.7. It takes about twenty seconds.

# %% tags=["picture"]
with_cluster = budget(True, False)
if with_cluster:
    home = os.environ.get("RAY_ADDRESS")
    ray.shutdown()
    cluster = LocalCluster(nodes=2)
    os.environ["RAY_ADDRESS"] = cluster.address
    start_ray()
    print("nodes:", sum(node["Alive"] for node in ray.nodes()))
    on_two_nodes, _ = train_with_seeds(0, **sizes)
    print("difference to the training on one machine:", np.abs(on_two_nodes - mu).max())

# %% [markdown]
# Now pull the plug. Sixty pairs with the trained mean, whose episodes are long; after a second all
# processes of node 1 are killed. (`evaluate_seed._function` is the plain function under the
# decorator, and runs in the process that calls it.) **Predict first.** How many of the sixty
# results come back? What will differ?


# %% tags=["picture"]
@ray.remote
def evaluate_with_a_watch(mu, seed, sigma, num_rollouts, env_id):
    """The task of exercise 2, with a note on where and when it ran."""
    begin = time.time()
    result = evaluate_seed._function(mu, seed, sigma, num_rollouts, env_id)
    return result, ray.get_runtime_context().get_node_id(), begin, time.time()


if with_cluster:
    seeds = range(60)
    expected = [evaluate_seed._function(mu, seed, 0.1, 2, "CartPole-v1") for seed in seeds]
    names = {node: f"node {number}" for number, node in enumerate(cluster.node_ids)}
    shared, begin = ray.put(mu), time.time()
    refs = [evaluate_with_a_watch.remote(shared, seed, 0.1, 2, "CartPole-v1") for seed in seeds]
    time.sleep(1.0)
    killed_at = time.time() - begin
    cluster.kill(1)
    notes, num_lost = gather_results(refs, timeout=30.0)
    results = [note[0] for note in notes]
    print(
        f"{len(results)} of {len(refs)} results; equal to this process's own: {results == expected}"
    )
    plotting.task_fates(
        sorted((names[node], t0 - begin, t1 - begin, "finished") for _, node, t0, t1 in notes),
        "Sixty pairs on two nodes",
        {"node 1 dies": killed_at},
    )

# %% [markdown]
# All sixty, and to the last bit the same. The pairs that were under way on node 1 are lost with it.
# Ray finds that out, starts them again on node 0, and the same seeds give the same returns. (To be
# sure that a node is dead, and not just slow, Ray waits some ten seconds: hence the gap.) A node's
# death costs time, not the result.
#
# Back home:

# %% tags=["picture"]
if with_cluster:
    ray.shutdown()
    cluster.shutdown()
    os.environ.pop("RAY_ADDRESS")
    if home is not None:
        os.environ["RAY_ADDRESS"] = home
    start_ray()

# %% [markdown]
# ## 8.9 A thousand workers
#
# What else changes with a thousand workers? Here is some evidence, before you write about it.
#
# **Waiting.** Each worker plays one pair, then all wait for the slowest. If the times are $T_n$, a
# worker is busy for a share $\bar T / \max_n T_n$ of the iteration, on average.
#
# **By hand.** Three pairs take 20, 30 and 100 steps. Their mean is 50, their maximum 100: half of
# the time is waiting.
#
# Take the lengths of real pairs (an episode's return is its number of steps). **Predict first:**
# how large is the share with 10 workers, and with 1,000?

# %% tags=["picture"]
results = play_pairs(np.zeros(61), range(budget(1000, 20)), 1.0, "CartPole-v1")
steps = np.array([plus + minus for _, plus, minus in results])
chance, counts, busy = np.random.default_rng(0), [1, 10, 100, 1000], []
for workers in counts:
    drawn = chance.choice(steps, size=(400, workers))
    busy.append(drawn.mean(axis=1) / drawn.max(axis=1))
plotting.mean_with_error(
    counts,
    [100 * shares.mean() for shares in busy],
    [100 * shares.std(ddof=1) / np.sqrt(len(shares)) for shares in busy],
    xlabel="workers, one pair each",
    ylabel="per cent of the time at work",
)

# %% [markdown]
# The more workers, the worse the worst of them.
#
# **Staleness.** Do not wait, then! Let every worker go on at once with the mean that it has. Then
# its results belong to a mean of some iterations ago, and the step is taken from another place. In
# the next cell each step uses returns that were played around the mean of `delay` iterations
# before. (All play in this process, at once: `rollout_population`.) **Predict first:** what does a
# delay of two iterations cost, and one of five?


# %% tags=["picture"]
def train_with_delay(seed, delay, num_pairs=20):
    """NES whose returns are `delay` iterations old; the population's mean return, a list."""
    rng, means, history = np.random.default_rng(seed), [np.zeros(61)], []
    env = gym.make_vec("CartPole-v1", 2 * num_pairs, vectorization_mode="vector_entry_point")
    for _ in range(budget(30, 3)):
        old = means[max(0, len(means) - 1 - delay)]
        seeds = [int(s) for s in rng.integers(2**31, size=num_pairs)]
        eps = np.array([noise_from_seed(s, 61) for s in seeds])
        thetas = np.concatenate([old + eps, old - eps])
        returns = rollout_population(thetas, env, network_act(), 1, int(rng.integers(2**31)))[:, 0]
        results = list(zip(seeds, returns[:num_pairs], returns[num_pairs:]))
        means.append(update_from_seeds(means[-1], results, alpha=4.0, sigma=1.0))
        history.append(returns.mean())
    return history


plotting.learning_curves(
    {
        f"{delay} iterations old": [train_with_delay(s, delay) for s in range(budget(4, 1))]
        for delay in (0, 2, 5)
    },
    target=475,
)

# %% [markdown]
# **The step.** And the driver? It makes $N$ vectors of noise, alone, while a thousand workers look
# on. You have measured what one of them costs, in 8.5.
#
# ## 8.10 In your own words (2 points, marked by your instructor)
#
# What breaks at 1,000 workers? Discuss **stragglers**, the **cost of the step** and **staleness**:
# what goes wrong, a number or a picture of yours as evidence, and what one can do about it, at what
# price.

# %% [markdown] question="question" points=2
# ### BEGIN SOLUTION
# **Model answer.** *Stragglers.* An iteration ends with its slowest task. With one pair a worker
# the share of time at work is mean over maximum of the lengths: in the picture about 40 % with 10
# workers and 6 % with 1,000, though the network costs nothing. Remedies: a timeout (gather_results
# with a short one) or a cap on the length of episodes, which loses or shortens just the long, that
# is the good, episodes, and so biases the step; many small tasks a worker, so that the lengths
# average out (then the queue's own cost, some tenths of a millisecond a task, counts); tasks sent
# twice, the first answer wins, which seeds make harmless. *The step.* Seeds have taken the network
# away, not the work: whoever takes the step makes N vectors. At a million weights that is 10 ms
# each, so 10 s for 1,000 pairs, in one process. A noise table makes it ten times cheaper; splitting
# the sum (each node sums its own pairs, a tree adds the partial sums) makes it parallel, at the
# price of sending vectors again, one a node, and of a fixed order of summation. *Staleness.* Who
# does not wait uses returns that were played around an old mean. The differences F+ - F- then say
# where the old mean should have gone. With a delay of 2 the run is far behind after 30 iterations,
# with 5 it hardly learns: the same alpha that is right for fresh returns overshoots. Remedies: a
# smaller alpha, fewer pairs that are late, importance weights, or dropping what is too old; and the
# run is no longer reproducible bit for bit, because the order of arrival decides.
#
# **Marking scheme.** ½ point each for stragglers, the cost of the step and staleness, if the answer
# says what goes wrong *and* gives evidence (a number or a picture from the notebook). ½ point for
# remedies with their price (at least two). No more than 1 point without any number.
# ### END SOLUTION

# %% [markdown]
# ## You can now
#
# - replace a vector of any length by the seed that made it, and say what both sides must share,
# - take a step whose result does not depend, to the last bit, on who worked when,
# - measure what crosses a network instead of guessing it,
# - share a block of memory among processes without a copy,
# - collect results from workers that are slow, crash or vanish,
# - run your notebook on a cluster, and lose a machine without losing the run.
#
# **Three quick questions**
#
# <details><summary>A worker sends the seed back. The driver has handed it out: could it not do
# without?</summary>
#
# It could, if results came back in a known order and none were lost. (In Algorithm 2 only the
# return travels: all workers know all seeds in advance.) The seed costs a few bytes and makes each
# result speak for itself, whatever has become of the others.
#
# </details>
# <details><summary>Two indices into a noise table are 100 apart, and dim is 1,000. What do the two
# perturbations have in common?</summary>
#
# 900 numbers, at other places of the vector: what one adds to weight 100 the other adds to
# weight 0. So they are not independent. Salimans et al. write that it did no harm in practice; a
# large table makes it rare.
#
# </details>
# <details><summary>Two machines of different makes sort by seed, and still end on other bits. What
# may differ?</summary>
#
# Whatever the two do not share: the version of NumPy (other noise), the mathematics library, and
# the order *inside* a sum. Our loop over the seeds has one order everywhere. A matrix product
# leaves the order to the library, which may choose by processor and number of threads.
#
# </details>
#
# ## Going further
#
# - Use `NoiseTable` in `evaluate_seed` and `update_from_seeds`, with indices for seeds. What is the
#   first thing that both sides have to agree on now?
# - Send each pair to two workers and take the first answer. What does it do to the picture of 8.9,
#   and what does it cost?
# - Two numbers come back with each seed. Could it be one? (Only $F^+ - F^-$ enters the sum. What
#   else needs the two?)
#
# ## Papers
#
# - T. Salimans, J. Ho, X. Chen, S. Sidor, I. Sutskever (2017), *Evolution strategies as a scalable
#   alternative to reinforcement learning*: Algorithm 2 is this lesson; section 2.1 has the noise
#   table and the cap on the length of episodes.
# - P. Moritz, R. Nishihara et al. (2018), *Ray: A distributed framework for emerging AI
#   applications*, OSDI: evolution strategies on up to 8,192 cores, where the driver's sum becomes a
#   tree.
# - J. Dean, L. A. Barroso (2013), *The tail at scale*, Communications of the ACM 56(2): the slowest
#   of many, and what to do about it.
# - D. Goldberg (1991), *What every computer scientist should know about floating-point arithmetic*,
#   ACM Computing Surveys 23(1): why the order of a sum matters.
