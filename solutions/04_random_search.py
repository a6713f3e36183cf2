# %% [markdown]
# # 4 · Random search: a thousand tries, many hands
#
# Draw a policy at random. Play it, and write down what it returned. Do that a thousand times and
# keep the best one. No gradient, no model, no memory: it is the simplest search there is, and every
# cleverer method of this course has to beat it.
#
# A thousand tries that know nothing of each other can be played side by side. So this lesson is
# also your first contact with **Ray**, which runs Python functions on all the processors you have,
# be they in this machine or in a cluster. At the end you will have the best of a thousand policies
# in a few seconds, and a good reason not to believe its score.
#
# **Time:** about 80 minutes. **Points:** 10 by the checks, 3 for the written question.

# %%
import os
import time

import gymnasium as gym
import numpy as np
import ray

from checks.lesson_04 import exercises as checks
from helpers import plotting
from helpers.batched import network_act, rollout_population
from helpers.budget import budget
from helpers.policies import act, initial_policy
from helpers.ray_start import start_ray
from helpers.rollouts import random_rollout, rollout_policy

# %% [markdown]
# ## Where we are

# %% tags=["picture"]
plotting.course_map(4)

# %% [markdown]
# | symbol | name in code | what it is | shape |
# |---|---|---|---|
# | $\pi_\theta$ | `policy` | a neural net with 4 inputs, 10 hidden units and 1 output | dict of four arrays |
# | $\theta$ | `flatten(policy)` | its weights and biases in one row | (61,) |
# | $f(\theta)$ | – | what the policy returns on average, over all episodes there could be | a number |
# | $N$ | `num_policies` | how many policies a search tries | an integer |
# | $n$ | `num_rollouts` | episodes per policy | an integer |
# | $\hat f_i$ | the mean return | mean over the $n$ episodes of policy $i$: an **estimate** of $f(\theta_i)$ | a number |
# | – | `seed` | an integer that decides everything random | an integer |
# | – | `ref` | an object reference: Ray's promise of a value | – |
#
# Wake up Ray while you read on. It takes a few seconds.

# %%
start_ray()

# %% [markdown]
# ## 4.1 Ask the game, and nothing else
#
# Lesson 3 climbed along a gradient. For that it needed a policy with smooth probabilities, and a
# formula for their derivative. Today's policy is greedy, a net with one hidden layer and one output
# $o$:
#
# $$ h = \operatorname{ReLU}(W_1 s + b_1), \qquad o = W_2\, h + b_2, \qquad
#    a = \begin{cases} 0 & \text{if } o > 0 \\ 1 & \text{else.} \end{cases} $$
#
# The function `act(policy, state)` is given; it computes this.
#
# **By hand.** One input, two hidden units. $s = 2$, $W_1 = (1, -1)^\top$, $b_1 = (0, 1)$,
# $W_2 = (0.5, 3)$, $b_2 = -1.2$. Before the ReLU the hidden layer is $(2, -1)$, after it $(2, 0)$.
# The output is $0.5 \cdot 2 + 3 \cdot 0 - 1.2 = -0.2$: not positive, so the action is 1.
#
# What is the derivative of the return with respect to a weight? **Predict first:** the cell below
# moves the bias of the output, plays the *same* episode (the same seed) each time, and draws what
# it returns. What shape will the curve have?

# %% tags=["picture"]
dice = np.random.default_rng(990)
somebody = {key: dice.standard_normal(zeros.shape) for key, zeros in initial_policy().items()}
moves = np.linspace(-0.5, 0.5, budget(201, 21))
with gym.make("CartPole-v1") as env:
    staircase = []
    for move in moves:
        moved = somebody | {"biases2": somebody["biases2"] + move}
        staircase.append(rollout_policy(env, lambda state, p=moved: act(p, state), seed=0))
plotting.curves_over(moves, {"one episode": staircase}, xlabel="added to the bias", ylabel="return")

# %% [markdown]
# A staircase with cliffs. An action flips, or it does not, so the derivative is 0 where it exists
# at all. And were the policy smooth: the reward comes long after the action that earned it, and
# there is no formula for what lies between, in the game.
#
# So we do not ask for derivatives. We hand the game a $\theta$ and get back a number. Methods that
# live on that are called **derivative-free**, or black-box, optimisation. They need no formula
# of the game, they do not mind cliffs, and their questions can be asked side by side. The price:
# each answer is one number, and a noisy one.
#
# The simplest of them draws its questions blindly.
#
# ### Exercise 1 · `random_policy` (●○○, 6 minutes, 1 point)
#
# Draw every weight and every bias from the standard normal distribution.
#
# *Why it matters:* whoever draws from a global generator will never see the winner again.
#
# <details><summary>Hint 1: the shape of it</summary>
#
# A dict with four entries, each one call of `rng`.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# `rng.standard_normal((2, 3))` has two rows and three columns. A layer computes
# `weights @ values + biases`: how many rows does it need, how many columns?
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# `weights1` has a row for each hidden unit and a column for each input:
# `(num_hiddens, num_inputs)`. Its biases have one number a hidden unit, `num_hiddens`. Then the
# same for the second layer, from the hidden units to the outputs.
#
# </details>


# %% answer="random_policy"
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    """Draw a policy at random.

    Args:
        rng: a np.random.Generator; the only source of randomness.
        num_inputs: size of an observation, I.
        num_hiddens: number of hidden units, H.
        num_outputs: number of outputs, O.

    Returns:
        A dict with weights1 (H, I), biases1 (H,), weights2 (O, H) and biases2 (O,), in this order;
        every number is standard normal.
    """
    ### BEGIN SOLUTION
    return {
        "weights1": rng.standard_normal((num_hiddens, num_inputs)),
        "biases1": rng.standard_normal(num_hiddens),
        "weights2": rng.standard_normal((num_outputs, num_hiddens)),
        "biases2": rng.standard_normal(num_outputs),
    }
    ### END SOLUTION


# %% check="random_policy" points=1
checks.random_policy(random_policy)

# %% [markdown]
# ## 4.2 A policy is a point
#
# Four arrays hold $10 \cdot 4 + 10 + 10 + 1 = 61$ numbers. Put them end to end and the policy is a
# point $\theta$ in a space of 61 dimensions. A search is a walk (or, today, a rain of darts) in
# that space, and most methods of this course are written for a $\theta$ and know nothing of layers.
#
# **By hand.** The policy `{"w": [[1, 2], [3, 4]], "b": [5, 6]}` flattens to `[1, 2, 3, 4, 5, 6]`:
# keys in their order, arrays row by row. For the way back the six numbers are not enough. Somebody
# must say that the first four are called `w` and form a square. That is the **template**, any
# policy of the same form. Only its keys and shapes are used, never its numbers.
#
# ### Exercise 2 · `flatten` and `unflatten` (●●○, 12 minutes, 2 points)
#
# *Why it matters:* swap two arrays on the way, and the search still runs. It finds a $\theta$ that
# plays well, and the policy that you build from it plays like a drunkard.
#
# <details><summary>Hint 1: the shape of it</summary>
#
# To flatten: make each array flat, then put them end to end. To unflatten: walk along the template,
# and remember how much of the vector is used up.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# `array.ravel()` is flat, row by row. `np.concatenate` puts a list of arrays end to end.
# `array.size` is the count of numbers, and `piece.reshape(array.shape)` gives them their shape
# back.
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# Start with an empty dict and `start = 0`. For each `key, array` of the template:
# `vector[start : start + array.size]` is its piece. Reshape it, store it under the key, and add
# `array.size` to `start`.
#
# </details>


# %% answer="flatten"
def flatten(policy):
    """All numbers of a policy, end to end.

    Args:
        policy: a dict of arrays; it is not changed.

    Returns:
        One array of shape (dim,): the arrays in the order of the keys, each one row by row.
    """
    ### BEGIN SOLUTION
    return np.concatenate([array.ravel() for array in policy.values()])
    ### END SOLUTION


def unflatten(vector, template):
    """The way back: a policy from a vector.

    Args:
        vector: shape (dim,); it is not changed.
        template: a dict of arrays with dim numbers in all; only its keys, their order and the
            shapes are used.

    Returns:
        A dict with the keys of the template in its order, and arrays of its shapes that hold the
        numbers of the vector.
    """
    ### BEGIN SOLUTION
    policy, start = {}, 0
    for key, array in template.items():
        policy[key] = vector[start : start + array.size].reshape(array.shape)
        start += array.size
    return policy
    ### END SOLUTION


# %% check="flatten" points=2
checks.flatten(flatten, unflatten)

# %% [markdown]
# With policies as rows of a matrix there is a trick that lesson 10 will teach you to build:
# `rollout_population` plays all rows at once, in one vector environment. So here are a thousand
# random policies, 20 episodes each, in the blink of an eye.
#
# **Predict first.** Random *actions* return 22 on average. How does the average random *policy* do:
# better, worse or alike? And one more row: the same policies with all their biases set to 0. Better
# or worse?

# %% tags=["picture"]
dice = np.random.default_rng(0)
thetas = np.array([flatten(random_policy(dice)) for _ in range(budget(1000, 50))])
template, without_biases = initial_policy(), []
for theta in thetas:
    policy = unflatten(theta, template)
    policy["biases1"], policy["biases2"] = np.zeros(10), np.zeros(1)
    without_biases.append(flatten(policy))

vec_env = gym.make_vec("CartPole-v1", num_envs=500, vectorization_mode="vector_entry_point")
with_biases = rollout_population(thetas, vec_env, network_act(), 20, seed=0).mean(axis=1)
without = rollout_population(np.array(without_biases), vec_env, network_act(), 20, seed=0)
without = without.mean(axis=1)
with gym.make("CartPole-v1") as env:
    actions = [random_rollout(env, seed) for seed in range(len(thetas))]
plotting.strip_plot(
    {"random actions": actions, "random policies": with_biases, "without biases": without},
    title="CartPole-v1: one dot an episode, or a policy's mean of 20",
)
for name, means in (("random policies", with_biases), ("without biases", without)):
    shares = [f"{np.mean(means >= bar):.1%} reach {bar}" for bar in (22, 50, 195)]
    print(f"{name:16}", ", ".join(shares))

# %% [markdown]
# The *average* random policy is worse than a coin. Seven in ten push one way whatever they see, and
# are over after 9 or 10 steps. But the tail is much longer than the coin's. Over 20,000 policies we
# counted 14 % above 22, and one in 270 above 195, the mark that lesson 1 asked for.
#
# Why do the biases hurt? CartPole's observations are small numbers, a tenth or so, and biases have
# the size 1. They shout the observation down. Without them the share above 195 is six times as
# large. **Random search is as lucky as the space that you let it loose in.** (We keep the biases:
# an honest comparison needs one space for all methods.)
#
# **By hand.** Let a share $p$ of all policies be good. The chance that $N$ draws contain at least
# one of them is $1 - (1 - p)^N$. With $p = 1/270$ and $N = 1000$ that is
# $1 - 0.9963^{1000} = 0.975$. Now imagine a game where two such things have to be right at once:
# $p = 1/270^2$, and a thousand draws hit with a probability of 1.4 %. That is where blind search
# ends, and where the lessons after this one begin.
#
# ## 4.3 Ray in ten minutes
#
# Put `@ray.remote` above a function, and Ray can run it in another process, a **worker**.
#
# | you write | what happens |
# |---|---|
# | `ref = f.remote(3)` | a **task** is queued; you get an **object reference** at once, before anything ran |
# | `ray.get(ref)` | waits until the value is there, and fetches it |
# | `ray.get([a, b, c])` | waits for all of them; values come in the order of the **list** |
# | `ray.wait([a, b, c])` | waits until one is there: `(ready, rest)`, two lists of references |
# | `ray.put(x)` | stores `x` once where every worker of the machine can see it; gives a reference |
#
# A reference is like the ticket of a cloakroom. It costs nothing, you can hand it on, and it is not
# a coat.
#
# First meet your workers. Each one is a Python of its own, with its own process number. They take a
# moment to start, and began when you started Ray.

# %% tags=["picture"]


@ray.remote
def who():
    """The number of the process that runs this task."""
    time.sleep(0.05)
    return os.getpid()


workers, seen = int(ray.cluster_resources()["CPU"]), set()
for _ in range(100):
    seen |= set(ray.get([who.remote() for _ in range(2 * workers)]))
    if len(seen) >= workers:
        break
print("this notebook runs in process", os.getpid())
print("and its", workers, "workers in", *sorted(seen))

# %% [markdown]
# Now a task that takes its time, and tells when and where it took it.

# %% tags=["picture"]
NAP = budget(0.5, 0.05)


@ray.remote
def nap():
    """Sleep for a while; return the process, the begin and the end."""
    begin = time.time()
    time.sleep(NAP)
    return os.getpid(), begin, time.time()


ref = nap.remote()
print("at once:    ", type(ref).__name__)
process, begin, end = ray.get(ref)
print(f"after a nap: {end - begin:.2f} seconds in process {process}")

# %% [markdown]
# ### Submit first, then wait
#
# **Predict first.** Six naps of half a second, two workers. How long does each of the two lines
# take?

# %% tags=["picture"]
in_the_loop = [ray.get(nap.remote()) for _ in range(6)]
all_at_once = ray.get([nap.remote() for _ in range(6)])
plotting.task_timeline(
    {"ray.get inside the loop": in_the_loop, "all submitted, then ray.get": all_at_once}
)

# %% [markdown]
# Three seconds against one and a half. (With more than two workers, less still.) The first line
# waits for a task before it submits the next one: while one worker works, the other watches.
# It looks parallel, it is as dear as parallel, and it is a queue at a single counter. Remember it
# as **the anti-pattern**; everybody writes it once.
#
# ### Who is ready first?
#
# `ray.wait` tells you as soon as *somebody* is. Four naps of different lengths:

# %% tags=["picture"]


@ray.remote
def nap_for(length):
    """Sleep so many naps."""
    time.sleep(length * NAP)
    return length


pending = [nap_for.remote(length) for length in (1.4, 0.2, 0.4, 0.3)]
number_of = {ref: i for i, ref in enumerate(pending)}
while pending:
    (ref,), pending = ray.wait(pending)
    print(f"task {number_of[ref]} is ready, {len(pending)} to go")

# %% [markdown]
# The first came last. On another day, on a busy machine, the order is another one. So a program
# whose *result* depends on the order of completion has no result. Two habits keep you safe:
# `ray.get(refs)` gives values in the order of `refs`, whatever completed first. And whoever uses
# `ray.wait` carries a number along, as `number_of` does here.
#
# ### What travels
#
# Nothing is shared. Arguments are copied to the worker (their arrays are read-only there), and what
# the function returns is copied back. The function itself travels too, **with everything that it
# mentions**.

# %% tags=["picture"]
big = np.zeros(budget(1_000_000, 10_000))


def seconds(work):
    """How long a function takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def looks_it_up(i):
    """Mentions a global array."""
    return big[i]


def is_given(array, i):
    """Gets the array as an argument."""
    return array[i]


for function in (looks_it_up, is_given):
    print(f"{function.__name__:12} {len(ray.cloudpickle.dumps(function)):>9,} bytes")

remote_looks, remote_given = ray.remote(looks_it_up), ray.remote(is_given)
ray.get([remote_given.remote(np.zeros(1), 0) for _ in range(4)])


def put_once():
    """Store the array, and hand over its reference."""
    stored = ray.put(big)
    return ray.get([remote_given.remote(stored, i) for i in range(12)])


ways = {
    "mentioned": lambda: ray.get([remote_looks.remote(i) for i in range(12)]),
    "argument": lambda: ray.get([remote_given.remote(big, i) for i in range(12)]),
    "ray.put": put_once,
}
for name, way in ways.items():
    print(f"{name:10} {1000 * seconds(way):6.0f} ms for 12 tasks")

# %% [markdown]
# An innocent `big[i]` made a function of eight million bytes: Ray packs it once, and every worker
# unpacks a copy of its own. Handed over as an argument the array is copied for **every task**. With
# `ray.put` it is stored once and all tasks read the same memory. Small things (a policy of 61
# numbers) may travel as they like. For large ones: put once, pass the reference.
#
# **Predict first.** One more trap of the same kind. What does the second line print?

# %% tags=["picture"]
gravity = 9.8


@ray.remote
def weigh():
    """Mentions a global number."""
    return gravity


print("on the earth:", ray.get(weigh.remote()))
gravity = 1.6
print("on the moon: ", ray.get(weigh.remote()))

# %% [markdown]
# The function was packed at its first call, with the gravity of that moment. So: what may change is
# an **argument**.
#
# ### Luck travels, too
#
# Each task needs random numbers of its own. Let us hand them a generator.
#
# **Predict first.** Four tasks, one generator. What do they draw?

# %% tags=["picture"]


@ray.remote
def draw(generator):
    """Five numbers from 0 to 99."""
    return generator.integers(100, size=5).tolist()


rng = np.random.default_rng(0)
for numbers in ray.get([draw.remote(rng) for _ in range(4)]):
    print(numbers)

# %% [markdown]
# Four copies of one generator, all in the same state: four times the same luck. A search like that
# tries a thousand times *the same* policy, and nothing complains. The other extreme, a global
# generator inside the worker, gives luck that nobody can repeat, on a worker you will not get
# again.
#
# The remedy is small: **each task gets a seed**, a plain integer, and makes all its randomness out
# of it. Then it does not matter which worker runs it, in what order, or how often. A task that got
# lost can simply be sent again.
#
# ### Exercise 3 · `evaluate_random_policy` (●●○, 12 minutes, 2 points)
#
# One task: draw a policy from the seed, play it for `num_rollouts` episodes of `CartPole-v1`,
# return its mean return and the policy.
#
# **By hand.** `num_rollouts = 3`, `seed = 8`. The policy comes from `default_rng(8)`. The
# environment is reset with 8, 9 and 10. The episodes return 40, 32 and 30: the task returns
# `(34.0, policy)`.
#
# *Why it matters:* this is the unit of work that a cluster sees. It takes two integers, and it
# gives back all that there is to know.
#
# <details><summary>Hint 1: the shape of it</summary>
#
# A policy, an environment, a list of returns, its mean. The decorator stands there already.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# `rollout_policy(env, choose, seed)` from lesson 1 plays an episode with a function of the state
# alone: `lambda state: act(policy, state)`. The environment is made inside the task: a worker has
# no other.
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# `policy = random_policy(np.random.default_rng(seed))`, `env = gym.make("CartPole-v1")`, then
# `rollout_policy(env, …, seed + i)` for `i in range(num_rollouts)`. Return `float(np.mean(…))` and
# the policy.
#
# </details>


# %% answer="evaluate_random_policy"
@ray.remote
def evaluate_random_policy(num_rollouts, seed):
    """Draw a policy and play it; a task for a Ray worker.

    Args:
        num_rollouts: how many episodes of CartPole-v1, at least 1.
        seed: the policy is drawn from default_rng(seed); episode i is reset with seed + i.

    Returns:
        Two values, (mean return, policy): a float and a dict of four arrays. The policy acts as
        helpers.policies.act says.
    """
    ### BEGIN SOLUTION
    policy = random_policy(np.random.default_rng(seed))
    with gym.make("CartPole-v1") as env:
        returns = [
            rollout_policy(env, lambda state: act(policy, state), seed + i)
            for i in range(num_rollouts)
        ]
    return float(np.mean(returns)), policy
    ### END SOLUTION


# %% check="evaluate_random_policy" points=2
checks.evaluate_random_policy(evaluate_random_policy)

# %% [markdown]
# The same task, sent four times to whoever is free, and a neighbour. (If you drew your arrays in
# another order than the model solution did, your numbers differ from those above. They must not
# differ from each other.)

# %% tags=["picture"]
refs = [evaluate_random_policy.remote(3, seed) for seed in (8, 8, 8, 8, 9)]
for mean_return, policy in ray.get(refs):
    print(f"mean return {mean_return:.1f}, first weight {policy['weights1'][0, 0]:+.6f}")

# %% [markdown]
# ## 4.4 The search
#
# Submit $N$ tasks, each with a seed of its own. Wait. Keep the best.
#
# Where do $N$ seeds come from? `rng.integers(2**31, size=N)` with `rng = default_rng(seed)` is a
# good way. (`seed, seed + 1, …` works too, but look: the searches with seeds 0 and 1 then share all
# of their policies but one, so they are no independent tries.)
#
# **By hand.** Four tasks return 9, 500, 31 and 500. Task 3 completes before task 1. Who wins? If it
# is "the first 500 that comes in", then the winner is task 3 today and task 1 tomorrow. So let the
# contract decide: among equals, **the lowest number wins**. Task 1, always.
#
# Ties are no theory here: 500 is the most that CartPole pays.
#
# ### Exercise 4 · `random_search` (●●○, 12 minutes, 3 points)
#
# *Why it matters:* submit, wait, reduce. It is the skeleton of every distributed method in this
# course, and in most of the world.
#
# <details><summary>Hint 1: the shape of it</summary>
#
# A list of references, made in one go; the list of their values; the best of those.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# `evaluate_random_policy.remote(num_rollouts, int(s))`: the `int` is there because Gymnasium takes
# Python's integers as seeds, not NumPy's. Values are pairs, and pairs are compared by their first
# entry and then, if that is equal, by the second: two dicts. Python refuses.
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# `max(…, key=lambda result: result[0])` compares by the mean return alone, and of equal ones it
# keeps the first.
#
# </details>


# %% answer="random_search"
def random_search(num_policies, num_rollouts, seed):
    """The best of many random policies, evaluated side by side.

    All tasks are submitted before any is waited for.

    Args:
        num_policies: how many policies are tried, at least 1: one task of evaluate_random_policy
            each, with a seed of its own.
        num_rollouts: episodes per policy.
        seed: decides everything; the same seed gives the same winner, whatever the order in which
            the tasks complete.

    Returns:
        Two values, (mean return, policy) of the policy with the largest mean return; of equal ones
        the first that was submitted.
    """
    ### BEGIN SOLUTION
    seeds = np.random.default_rng(seed).integers(2**31, size=num_policies)
    refs = [evaluate_random_policy.remote(num_rollouts, int(s)) for s in seeds]
    return max(ray.get(refs), key=lambda result: result[0])
    ### END SOLUTION


# %% check="random_search" points=3
checks.random_search(random_search)

# %% [markdown]
# ### A picture of your result

# %% tags=["picture"]
begin = time.perf_counter()
best, winner = random_search(budget(1000, 40), 3, seed=1)
print(f"the best mean return is {best:.1f}, after {time.perf_counter() - begin:.1f} s")
plotting.show_episode("CartPole-v1", lambda state: act(winner, state), seed=1)

# %% [markdown]
# ### How many tasks at once?
#
# Let a loop keep at most `window` tasks in flight: whenever one is ready, it submits the next. A
# window of 1 is the anti-pattern. The tasks are short naps, so that whatever else runs on your
# machine does not blur the picture. **Predict first:** 16 naps, two workers. How does the time fall
# from a window of 1 to 2, 4 and 16?


# %% tags=["picture"]
def with_window(window):
    """Take sixteen short naps, never more than so many at a time."""
    pending = []
    for _ in range(16):
        if len(pending) == window:
            _, pending = ray.wait(pending)
        pending.append(nap_for.remote(0.1))
    ray.get(pending)


windows, repeats = [1, 2, 4, 16], budget(3, 2)
timings = np.array([[seconds(lambda w=w: with_window(w)) for w in windows] for _ in range(repeats)])
plotting.mean_with_error(
    windows,
    timings.mean(axis=0),
    timings.std(axis=0, ddof=1) / np.sqrt(repeats),
    xlabel="tasks submitted at once",
    ylabel="seconds for 16 tasks",
)

# %% [markdown]
# From 1 to 2 it falls to a half: now both workers work. After that the line is flat, two workers
# are two workers. More tasks than workers do no harm, they queue. (They even help a little where
# tasks are very short: a free worker finds the next one waiting, and need not wait for your
# notebook to notice.) So do not count workers. Submit everything.
#
# ## 4.5 An actor keeps something
#
# A task begins with empty hands. It makes its environment, plays, and throws it away. CartPole
# takes a tenth of a millisecond to make, so nobody minds. A physics simulator can take seconds.
#
# An **actor** is an object that lives in a worker of its own. Put `@ray.remote` above a *class*:
#
# | you write | what happens |
# |---|---|
# | `actor = Counter.remote()` | a process starts, and `__init__` runs there |
# | `ref = actor.count.remote(2)` | the method runs there, on that very object; you get a reference |
# | `ray.kill(actor)` | the process ends (it also does when you drop the last handle) |
#
# Its methods run one after the other, in the order in which you asked. An actor is one pair of
# hands: two of them work side by side, one does not. And it **remembers**, which is what it is for,
# and what can go wrong. A method that should give the same answer to the same question must not
# depend on what was asked before. So the seed comes with every call.
#
# ### Exercise 5 · `RolloutActor` (●●○, 12 minutes, 2 points)
#
# *Why it matters:* workers that hold a simulator are how large reinforcement learning systems are
# built. The policies travel to the simulators.
#
# **By hand.** `do_rollouts(policy, 3, seed=7)` resets the environment with 7, 8 and 9 and returns,
# say, `[21.0, 9.0, 14.0]`. Asked again, it returns the same list, three numbers and not six. No
# environment was made on the way.
#
# <details><summary>Hint 1: the shape of it</summary>
#
# `__init__` makes the environment and keeps it. `do_rollouts` is the list from exercise 3.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# What an object keeps is an attribute of `self`. `rollout_policy` resets the environment at the
# beginning of each episode, so that nothing is left of the one before.
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# `self.env = gym.make("CartPole-v1")` in `__init__`. Then `rollout_policy(self.env, …, seed + i)`
# for every `i`, collected in a list that is new in each call.
#
# </details>


# %% answer="RolloutActor"
@ray.remote
class RolloutActor:
    """A Ray actor that keeps one environment, CartPole-v1, and plays policies in it."""

    def __init__(self):
        """Make the environment, once."""
        ### BEGIN SOLUTION
        self.env = gym.make("CartPole-v1")
        ### END SOLUTION

    def do_rollouts(self, policy, num_rollouts, seed):
        """Play some episodes with a policy.

        Args:
            policy: a dict of four arrays, for helpers.policies.act; it is not changed.
            num_rollouts: how many episodes.
            seed: episode i is reset with seed + i.

        Returns:
            The returns of the episodes, a list of num_rollouts floats.
        """
        ### BEGIN SOLUTION
        return [
            rollout_policy(self.env, lambda state: act(policy, state), seed + i)
            for i in range(num_rollouts)
        ]
        ### END SOLUTION


# %% check="RolloutActor" points=2
checks.RolloutActor(RolloutActor)

# %% [markdown]
# What does it save? Here is CartPole in the shoes of a heavy simulator, which takes a fifth of a
# second to start. **Predict first:** 12 calls to a task, 12 calls to an actor. Where will the dots
# be?

# %% tags=["picture"]
START = budget(0.2, 0.02)


def heavy_make():
    """CartPole, if it took its time to start."""
    time.sleep(START)
    return gym.make("CartPole-v1")


@ray.remote
def play_as_task(policy, seed):
    """Make the simulator, play, throw it away."""
    with heavy_make() as env:
        return rollout_policy(env, lambda state: act(policy, state), seed)


@ray.remote
class HeavyActor:
    """Makes the simulator once."""

    def __init__(self):
        self.env = heavy_make()

    def play(self, policy, seed):
        """Play one episode."""
        return rollout_policy(self.env, lambda state: act(policy, state), seed)


blunt = random_policy(np.random.default_rng(3))
heavy = HeavyActor.remote()
first_call = seconds(lambda: ray.get(heavy.play.remote(blunt, 0)))
print(f"the actor's first call: {first_call:.2f} s, with the start of its process")
calls = {"task": play_as_task.remote, "actor": heavy.play.remote}
milliseconds = {
    name: [1000 * seconds(lambda i=i, c=call: ray.get(c(blunt, i))) for i in range(1, 12)]
    for name, call in calls.items()
}
ray.kill(heavy)
plotting.strip_plot(
    milliseconds,
    title="The eleven calls after it, from asking to the answer",
    xlabel="milliseconds",
)

# %% [markdown]
# Every task pays for the start of the simulator. The actor pays once, in its first call, which also
# waits for a new process and its imports, and from then on a call takes a millisecond or two. Which
# is better depends on what there is to keep. For CartPole it hardly matters. For a simulator that
# takes seconds it is the difference between an hour and a day.
#
# ## 4.6 Do not believe the winner
#
# Your search has a best policy and a score for it. Is the score true? Begin with a search in which
# all candidates are **equal**.
#
# **By hand.** Two fair coins, heads is 1, tails is 0. Toss each once and keep the better one. Its
# score is 0 only if both show tails: the expected score of the winner is $3/4$. Its true mean is
# $1/2$, as that of any coin. Nobody cheated. **The maximum picked the luck.**
#
# **Predict first.** A thousand players press random buttons, one episode each. What does the best
# of them return? And the same player, in a hundred fresh episodes?

# %% tags=["picture"]
with gym.make("CartPole-v1") as env:
    players = [random_rollout(env, seed) for seed in range(1000)]
    fresh = [random_rollout(env, seed) for seed in range(10_000, 10_100)]
plotting.strip_plot(
    {"1000 players": players, "the champion again": fresh},
    title=f"The champion returned {max(players):g}",
)

# %% [markdown]
# About 100 (it was between 76 and 111 in ten such tournaments), and then 22 again. There was no
# champion. Write the estimate of policy $i$ as truth plus luck,
# $\hat f_i = f(\theta_i) + \text{luck}_i$. Each single estimate is unbiased: the luck has mean 0.
# But we look at the one with the largest *sum*, and a large sum likes large luck:
#
# $$ \mathbb E\left[\max_i \hat f_i\right] \;\ge\; \max_i\, \mathbb E\left[\hat f_i\right]
#    = \max_i f(\theta_i) . $$
#
# So the score of the best of $N$ is too high, on average. This is **selection bias**; bidders know
# it as the **winner's curse**. How high? If all candidates are equal and the luck is normal with
# standard deviation $\operatorname{se} = s/\sqrt n$, the winner's luck is on average
#
# | $N$ | 2 | 10 | 100 | 1000 |
# |---|---|---|---|---|
# | winner's luck | 0.56 se | 1.54 se | 2.51 se | 3.24 se |
#
# It grows slowly with the number of candidates and shrinks with the root of the number of episodes.
# (CartPole's luck is not normal, it has a long tail to the right: then it is worse.)
#
# The cure is simple: **play the winner again, on episodes that had no part in choosing it.** Not
# with the same seeds: the same seed gives the same luck, to the last bit.
#
# Here are a thousand random policies, one episode each, and each one again for 30 fresh episodes.
# On the line the first score told the truth.

# %% tags=["picture"]
first = rollout_population(thetas, vec_env, network_act(), 1, seed=1)[:, 0]
again = rollout_population(thetas, vec_env, network_act(), 30, seed=2).mean(axis=1)
plotting.second_look(first, again, xlabel="one episode", ylabel="mean of 30 fresh episodes")

# %% [markdown]
# To the right most of them fall. Those who scored best had a good policy *or* a good day, or a bit
# of both, and the search cannot tell which.
#
# Now twenty searches, each the best of 1000, chosen by one episode or by ten. **Predict first:**
# which of the four rows have the same mean?

# %% tags=["picture"]
searches, size = budget(20, 3), budget(1000, 40)
dice = np.random.default_rng(4)
wide_env = gym.make_vec("CartPole-v1", num_envs=1000, vectorization_mode="vector_entry_point")
scores, chosen = {1: [], 10: []}, {1: [], 10: []}
for search in range(searches):
    candidates = dice.standard_normal((size, 61))
    returns = rollout_population(candidates, wide_env, network_act(), 10, seed=search)
    for episodes in scores:
        estimates = returns[:, :episodes].mean(axis=1)
        scores[episodes].append(estimates.max())
        chosen[episodes].append(candidates[np.argmax(estimates)])
rows = {}
for episodes in scores:
    rows[f"by {episodes}: score"] = scores[episodes]
    fresh_returns = rollout_population(
        np.array(chosen[episodes]), wide_env, network_act(), 100, seed=1000
    )
    rows[f"by {episodes}: again"] = fresh_returns.mean(axis=1)
plotting.strip_plot(rows, title="The best of 1000, and the same policy on 100 fresh episodes")

# %% [markdown]
# None, but the last two are close. A winner chosen by one episode promises far more than it keeps.
# Chosen by ten, it promises less, keeps nearly all of it, and what it keeps is *more*: a good
# estimate does not only report more honestly, it also chooses better. (It costs ten times the
# episodes, too. Nothing here is free.) Twenty searches are few. Over 300 of them we measured a
# score of 453 and a truth of $355 \pm 8$ by one episode, 412 and $403 \pm 6$ by ten.
#
# Where else have you met this? Q-learning takes a maximum over noisy values, and is too optimistic
# for the same reason. The best of fifty runs in a paper, the best of twenty settings on a
# validation set, the best checkpoint of a training: all of them winners.
#
# ## 4.7 In your own words (3 points, marked by your instructor)
#
# Run your own `random_search` with 1000 policies and **one** rollout each, and play the winner
# again with a `RolloutActor`. Use the cell below (and more, if you like).
#
# 1. Report the winner's score and its mean over at least 100 fresh episodes with a standard error.
#  One search may be lucky: run at least five seeds.
# 2. Why is the score of a best-of-1000 biased upwards, although every single estimate is unbiased?
#  What happens to the bias with more policies, and with more rollouts?
# 3. A friend plays the winner again and gets exactly the old score, to the last digit. What did she
#  do? And how should a paper report the result of a search?

# %% tags=["picture"]
# Your experiment.

# %% [markdown] question="question" points=3
# ### BEGIN SOLUTION
# **Model answer.** (1) With the model solution, seeds 0 to 4, one rollout each, the winner's score
# and its mean over 100 fresh episodes (seeds from 10**6): 212 and 156 ± 9; 500 and 500 ± 0; 245 and
# 255 ± 4; 500 and 387 ± 21; 252 and 215 ± 4. On average 342 was promised and 303 kept; over 20
# searches it was 451 and 328, and the score was too high in 15 of them. Single searches may go the
# other way: the bias is one on average.
#
# (2) An estimate is truth plus luck, and the luck of each has mean 0. The search picks the largest
# sum. Given that a policy won, its luck is no longer average: among a thousand policies of one
# episode, somebody had a very good day. So the winner's luck has a positive mean, though nobody's
# luck had one before the choice: E[max] is at least max E. More policies: more chances of a very
# lucky one, so the bias grows, slowly (like the square root of log N for normal luck). More
# rollouts: the luck shrinks like 1/sqrt(n), and the bias with it; with many rollouts the winner
# also is a better policy. Where candidates differ much in truth the bias is smaller, and where the
# winner really reaches the maximum, 500, there is none: it cannot be lucky upwards.
#
# (3) She used the seeds of the search: the same policy on the same episodes has the same luck.
# Fresh episodes, which had no part in the choice, are needed. A paper should report the chosen
# policy's mean on fresh episodes with a standard error, how many candidates there were and by what
# they were chosen; better, the distribution of that number over several independent searches.
#
# **Marking scheme.** 1 point for the experiment: scores and re-evaluations on fresh seeds of at
# least five searches, with standard errors (½ for one search, or without errors). 1 point for the
# reason: selection prefers luck, a conditional mean, not "noise" alone (½ for "it got lucky"
# without saying why that is so on average). ½ for both directions, more policies up, more rollouts
# down. ½ for the same seeds, and for reporting on episodes that did not choose.
# ### END SOLUTION

# %% [markdown]
# ## You can now
#
# - draw a policy, and turn it into a point and back,
# - run a function on many workers: submit all, then wait; one seed a task; the lowest number wins,
# - say what travels to a worker, and keep the big things from travelling twice,
# - keep a simulator alive in an actor,
# - tell a winner's score from a winner's worth.
#
# **Three quick questions**
#
# <details><summary><code>results = [ray.get(f.remote(i)) for i in range(100)]</code> on a machine
# with 32 cores. How many of them are busy?</summary>
#
# One. Each task is waited for before the next is submitted.
#
# </details>
# <details><summary>You ask one actor for ten rollouts of policy A and, before it answered, for ten
# of policy B. Are they played side by side?</summary>
#
# No: an actor does one thing at a time, in the order of asking. Two actors would do.
#
# </details>
# <details><summary>A search over 10,000 policies returns a score of 500, from one episode. Is that
# score too high?</summary>
#
# It cannot be too low: 500 is the most that there is. Either the policy is perfect, or the score
# flatters it. Play it again.
#
# </details>
#
# ## Going further
#
# - Leave the net out: `action = 0 if weights @ state > 0 else 1`, four numbers and no bias. What
#   share of random $\theta$ reaches 195 now? (We counted 8 %.) Is the net a help or a hindrance,
#   for this search?
# - Spend 3000 episodes in three ways: 3000 policies × 1, 1000 × 3, 300 × 10. Which winner is the
#   best on fresh episodes? Then try two rounds: one episode for everybody, and a second look at the
#   best fifty.
# - The policy comes from `default_rng(seed)`, and Gymnasium builds the start of the first episode
#   from a generator with the same seed. Are weights and start states related? (The size of the
#   first weight and the first number of the start state are, with a correlation of 0.1. Lesson 2
#   had a case in which such a thing mattered. Does it here? How would you find out, and how avoid
#   it?)
#
# ## Papers
#
# - L. A. Rastrigin (1963), *The convergence of the random search method in the extremal control of
#   a many-parameter system*, Automation and Remote Control 24: random search as a method.
# - E. C. Capen, R. V. Clapp, W. M. Campbell (1971), *Competitive bidding in high-risk situations*,
#   Journal of Petroleum Technology 23: the winner's curse, found in auctions of oil fields.
# - J. E. Smith, R. L. Winkler (2006), *The optimizer's curse: Skepticism and postdecision surprise
#   in decision analysis*, Management Science 52: the inequality of 4.6 for any decision by
#   estimates.
# - J. Bergstra, Y. Bengio (2012), *Random search for hyper-parameter optimization*, JMLR 13: the
#   baseline that grids did not beat.
# - H. Mania, A. Guy, B. Recht (2018), *Simple random search of static linear policies is
#   competitive for reinforcement learning*, NeurIPS 31: what a little direction adds (lesson 10's
#   bonus).
# - P. Moritz, R. Nishihara et al. (2018), *Ray: A distributed framework for emerging AI
#   applications*, OSDI: tasks, actors and objects.
