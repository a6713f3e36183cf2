# %% [markdown]
# # 7 · Distributed NES: a population of neural nets on Ray
#
# So far our search moved a point. Now it moves a **cloud**: a Gaussian over all the weights of a
# neural net. Sample policies from the cloud, play them, pull the cloud towards what worked. The
# samples know nothing of each other, so they can be played on as many machines as you like.
#
# This lesson follows one of the two documents that the course grew from, line by line. It is a
# good document with a dozen slips in it. You will **run** the slips, watch them fail, name the
# cause and mend them. At the end your population solves CartPole in a couple of seconds.
#
# **Time:** about 90 minutes. **Points:** 16 by the checks, 2 for the written question.

# %%
from itertools import pairwise

import gymnasium as gym
import numpy as np
import ray

from checks.lesson_07 import exercises as checks
from helpers import plotting
from helpers.budget import budget
from helpers.policies import initial_policy
from helpers.ray_start import start_ray
from helpers.rollouts import rollout_policy
from helpers.update_bench import FLAWED, learn_with

# %% [markdown]
# ## Where we are

# %% tags=["picture"]
plotting.course_map(7)

# %% [markdown]
# | symbol | name in code | what it is | shape |
# |---|---|---|---|
# | $\mu$ | `mean_policy` | mean of the search distribution | dict of four arrays |
# | $\sigma$ | `sigma` | its **standard deviation**, the same for every weight | a number |
# | $\epsilon$ | – | standard-normal noise | as $\mu$ |
# | $\theta_n$ | `perturbed_policies[n]` | a sampled policy, $\mu + \sigma\epsilon_n$ | as $\mu$ |
# | $\mu \pm \sigma\epsilon$ | `plus`, `minus` | a mirrored pair of samples | as $\mu$ |
# | $N$ | `len(perturbed_policies)` | number of perturbed policies: **twice** the number of pairs | an integer |
# | – | `num_rollouts` | episodes per policy; never called $N$ here | an integer |
# | $R_n$ | `returns[n]` | mean return of $\theta_n$ over its episodes | a number |
# | $F_n$ | `fitness` | $R_n$ standardised | a number |
# | $\alpha$ | `alpha` | step size | a number |
#
# The source calls both the population and the number of rollouts $N$. One letter with two meanings
# costs somebody an evening, sooner or later. Here $N$ counts policies, and nothing else.
#
# Wake up Ray while you read on. It takes a few seconds.

# %%
start_ray()

# %% [markdown]
# ## 7.1 A policy is a dict of arrays
#
# The policy is a net with one hidden layer. `initial_policy()` makes one whose weights are all
# zero, 61 of them for CartPole:
#
# $$ h = \operatorname{ReLU}(W_1 s + b_1), \qquad o = W_2\, h + b_2, \qquad
#    P(\text{action } 0) = \operatorname{sigmoid}(o) = \frac{1}{1 + e^{-o}} . $$
#
# ReLU replaces what is negative by 0. Read the last formula twice: a **large** output means action
# **0**. The source has it so, and we keep it.
#
# **By hand.** One input, two hidden units. $s = 2$, $W_1 = (1, -1)^\top$, $b_1 = (0, 1)$,
# $W_2 = (0.5, 3)$, $b_2 = 0.1$. Before the ReLU the hidden layer is $(2, -1)$, after it $(2, 0)$.
# The output is $0.5\cdot 2 + 3 \cdot 0 + 0.1 = 1.1$ and $\operatorname{sigmoid}(1.1) = 0.75$: three
# times out of four the action is 0. Without the ReLU the output would be $-1.9$ and the
# probability 0.13.
#
# Why toss a coin, instead of taking the likelier action? Because the probability changes *smoothly*
# when a weight changes a little, so that a little change is worth a little return. A greedy action
# flips, or it does not.
#
# ### Exercise 1 · `compute_action` (●○○, 10 minutes, 2 points)
#
# *Why it matters:* everything below plays through this function, tens of thousands of times a
# second. And weights that are learned can grow. At $o = -1000$ the formula as it is printed asks
# for $e^{1000}$, which no float can hold.
#
# <details><summary>Hint 1: the shape of it</summary>
#
# Three lines: hidden layer, output, probability. A fourth one draws.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# `np.maximum(…, 0)` is a ReLU. The output is an array of shape `(1,)`: take its first entry.
# `rng.random()` is uniform between 0 and 1: how often is it below 0.75?
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# `np.tanh` never overflows, and $\operatorname{sigmoid}(o) = \tfrac12 (1 + \tanh \tfrac o2)$. Return
# 0 where `rng.random()` is below that probability, else 1.
#
# </details>


# %% answer="compute_action"
def compute_action(policy, state, rng):
    """Sample an action from a policy with two actions.

    Args:
        policy: a dict with weights1 (H, I), biases1 (H,), weights2 (1, H), biases2 (1,).
        state: one observation, shape (I,).
        rng: a np.random.Generator; the only source of randomness.

    Returns:
        The int 0 with probability sigmoid(output), else the int 1. No warning, however large the
        output is.
    """
    ### BEGIN SOLUTION
    hiddens = np.maximum(policy["weights1"] @ state + policy["biases1"], 0.0)
    output = (policy["weights2"] @ hiddens + policy["biases2"])[0]
    probability_of_0 = 0.5 * (1.0 + np.tanh(0.5 * output))
    return 0 if rng.random() < probability_of_0 else 1
    ### END SOLUTION


# %% check="compute_action" points=2
checks.compute_action(compute_action)

# %% [markdown]
# **Predict first.** All weights are zero and only the output's bias moves, from $-6$ to $6$. At
# which bias is action 0 as likely as action 1? And from where on would you call the policy decided?

# %% tags=["picture"]
biases = np.linspace(-6, 6, 13)
coin = np.random.default_rng(7)
shares = []
for bias in biases:
    policy = initial_policy() | {"biases2": np.array([bias])}
    shares.append(np.mean([compute_action(policy, np.zeros(4), coin) == 0 for _ in range(400)]))
errors = [np.sqrt(share * (1 - share) / 400) for share in shares]
plotting.mean_with_error(
    biases, shares, errors, xlabel="output of the net", ylabel="share of action 0"
)

# %% [markdown]
# At 0 it is a fair coin, and beyond about $\pm 4$ the matter is settled (98 %). Keep that scale in
# mind: **an output has to be of size 1 before anybody notices it.** It will explain the mystery of
# this lesson.
#
# ## 7.2 A cloud of policies
#
# The search distribution is a Gaussian over the net's weights, all 61 of them:
#
# $$ \theta_n = \mu + \sigma\,\epsilon_n, \quad \epsilon_n \sim \mathcal N(0, I)
#    \qquad\Longleftrightarrow\qquad \theta_n \sim \mathcal N(\mu, \sigma^2 I) . $$
#
# Samples come in mirrored pairs, $\mu + \sigma\epsilon$ and $\mu - \sigma\epsilon$. Whatever the two
# have in common, a lucky level of the game, say, cancels in their comparison. What is left is one
# clean question: *was it better to go this way or the other?*
#
# **By hand.** One weight, $\mu = 3$, $\sigma = 0.5$, $\epsilon = 0.8$: plus is $3.4$, minus is $2.6$.
#
# ### What the source says, and what it does
#
# It writes $\theta_n \sim \mathcal N(\mu, \sigma I)$. The second argument of $\mathcal N$ is a
# **covariance**, so that $\sigma$ is a variance there. Its code multiplies the noise by `sigma`,
# which makes it a standard deviation.
#
# **Predict first.** With `sigma = 0.01`: how much wider is the cloud of the formula than the cloud
# of the code?

# %% tags=["picture"]
sigma, dice = 0.01, np.random.default_rng(0)
formula = dice.multivariate_normal(np.zeros(2), sigma * np.eye(2), size=300)[:, 0]
code = sigma * dice.standard_normal((300, 2))[:, 0]
plotting.strip_plot(
    {"formula: N(0, sigma I)": formula, "code: sigma * eps": code}, xlabel="a perturbation"
)

# %% [markdown]
# Ten times: $\sqrt{0.01} = 0.1$. Does it show on a test environment? Here is the loop of this
# lesson (finished, for the moment) on `lwg/Counter-v0`, where 16 is the best return. One row draws
# the cloud of the formula, while the update believes that it is the code's.

# %% tags=["picture"]
BENCH = {"sigma": 0.05, "alpha": 0.05, "num_pairs": 10, "iterations": budget(60, 6)}
SEEDS = range(budget(6, 2))


def final_returns(update, env_id="lwg/Counter-v0", **changes):
    """Mean return of the last three iterations, one number a seed."""
    settings = BENCH | changes
    return [learn_with(update, env_id, seed, **settings)[0][-3:].mean() for seed in SEEDS]


plotting.strip_plot(
    {
        "one sigma lost, spread sigma": final_returns(FLAWED["one sigma lost"]),
        "one sigma lost, spread √sigma": final_returns(FLAWED["one sigma lost"], spread=0.05**0.5),
    },
    title="lwg/Counter-v0: two slips can hide each other",
)

# %% [markdown]
# Look at that. An update with a slip in it (you will meet it in a moment: its step is too short)
# hardly learns. Make a *second* mistake, a cloud that is too wide, and it learns well. A test
# environment tells you **that** something is wrong, not how many things are. So measure the
# spread itself: the check below does.
#
# ### Exercise 2 · `generate_perturbed_policies` (●○○, 10 minutes, 2 points)
#
# *Why it matters:* a mirrored pair that is not quite mirrored, or noise that is shared between two
# arrays, breaks nothing visibly. It only makes learning worse.
#
# <details><summary>Hint 1: the shape of it</summary>
#
# Two empty dicts, a loop over the arrays of the policy, two assignments in it.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# `rng.standard_normal(weights.shape)` has one number for each weight. Draw it **once** for a pair.
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# Inside `for key, weights in policy.items()`: a perturbation of `sigma` times that noise. Plus gets
# `weights + perturbation`, minus gets the difference. Do not write `+=`: it would change the policy
# that you were given.
#
# </details>


# %% answer="generate_perturbed_policies"
def generate_perturbed_policies(policy, sigma, rng):
    """Draw a mirrored pair of policies around a policy.

    Args:
        policy: a dict of arrays, the mean; it is not changed.
        sigma: standard deviation of the noise, the same for every number.
        rng: a np.random.Generator; the only source of randomness.

    Returns:
        Two dicts with the keys and shapes of the policy, (plus, minus): policy + sigma * eps and
        policy - sigma * eps, with the same standard-normal eps in both.
    """
    ### BEGIN SOLUTION
    plus, minus = {}, {}
    for key, weights in policy.items():
        perturbation = sigma * rng.standard_normal(weights.shape)
        plus[key] = weights + perturbation
        minus[key] = weights - perturbation
    return plus, minus
    ### END SOLUTION


# %% check="generate_perturbed_policies" points=2
checks.generate_perturbed_policies(generate_perturbed_policies)

# %% [markdown]
# Your cloud, for a "policy" of two weights so that it can be drawn. The hill's top is at $(2, 1)$.


# %% tags=["picture"]
def hill(x, y):
    """A landscape of two weights; its top, 0, is at (2, 1)."""
    return -((x - 2) ** 2) - 2 * (y - 1) ** 2


dice = np.random.default_rng(4)
two_weights = {"weights": np.zeros(2)}
pairs = [generate_perturbed_policies(two_weights, 0.8, dice) for _ in range(12)]
plus, minus = (np.array([policy["weights"] for policy in side]) for side in zip(*pairs))
plotting.search_distribution(hill, two_weights["weights"], plus, minus, sigma=0.8)

# %% [markdown]
# ## 7.3 The step
#
# We want the mean to go where the expected return grows. Lesson 6 derives the direction from the
# density of the cloud: the gradient of $\log \mathcal N(\theta; \mu, \sigma^2 I)$ with respect to
# $\mu$ is $(\theta - \mu)/\sigma^2$. Weight it with how good each sample was and average:
#
# $$ \mu_{\text{new}} = \mu + \frac{\alpha}{N \sigma^2} \sum_{n=1}^{N} F_n\, (\theta_n - \mu),
#    \qquad F_n = \frac{R_n - \bar R}{s_R} . $$
#
# $\bar R$ and $s_R$ are mean and standard deviation (`ddof=0`) of the $N$ returns. Each sample
# pulls at the mean, in **its own direction** $\theta_n - \mu$, as hard as it was good. A sample
# below the average pushes the mean away.
#
# *Natural?* A plain gradient depends on how you measure distance between two clouds. A **natural**
# gradient measures it by how different their samples are: half a unit is a lot for a cloud of
# width 0.1, and nothing for one of width 10. For a fixed $\sigma$ this only rescales the step, by
# $\sigma^2$, so that here it is a matter of $\alpha$. Lesson 6 has the Fisher matrix, $I/\sigma^2$.
#
# **By hand.** One weight, $\mu = 0$, $\sigma = \alpha = 0.5$, one pair: $\theta = +0.5$ returned 30
# and $\theta = -0.5$ returned 10. $\bar R = 20$, $s_R = 10$, so that $F = (1, -1)$. The sum is
# $1 \cdot 0.5 + (-1)(-0.5) = 1$, the factor $\frac{0.5}{2 \cdot 0.25} = 1$. The new mean is $1$.
#
# ### What the source prints
#
# Its formula is $\mu_t = \mu_{t-1} + \frac{\alpha}{N\sigma} \sum_n R_n$. Its code is this (with
# `alpha` and `sigma` handed over, where the source takes globals):


# %% tags=["picture"]
def update_as_printed(mean_policy, policy_perturbations, rewards, alpha, sigma):
    batch_size = len(perturbed_policies)
    for policy, reward in zip(perturbed_policies, rewards):
        for key in mean_policy:
            mean_policy[key] += (
                (alpha / (batch_size * sigma)) * (policy[key] - mean_policy[key]) * reward
            )
    return mean_policy


try:
    update_as_printed({"w": np.zeros(1)}, [{"w": np.ones(1)}], [1.0], 0.5, 0.5)
except NameError as error:
    print("NameError:", error)

perturbed_policies = [{"w": np.array([9.0])}]  # left over from some earlier cell
before = {"w": np.zeros(1)}
after = update_as_printed(before, [{"w": np.ones(1)}], [1.0], 0.5, 0.5)
print("handed a sample at 1, it moves to", after["w"], "and the old mean is now", before["w"])
del perturbed_policies

# %% [markdown]
# It reads a name that it was never given. That is an error at best. At worst a global of that name
# exists, from the iteration before, say: then it learns from yesterday's samples, and nobody is
# told. And it changes the caller's dict: whoever kept the old mean, to measure the step, finds that
# it has moved along.
#
# `FLAWED["as printed"]` has the right name put in and works on a copy. Give it the pair from the
# example above, twice: the same two samples, in two orders. **Predict first:** what must an honest
# average of samples do when you shuffle them?

# %% tags=["picture"]
as_printed = FLAWED["as printed"]
good, bad = {"w": np.array([0.5])}, {"w": np.array([-0.5])}
mine = {"w": np.zeros(1)}
print("good, bad:", as_printed(mine, [good, bad], [30.0, 10.0], 0.5, 0.5)["w"])
print("bad, good:", as_printed(mine, [bad, good], [10.0, 30.0], 0.5, 0.5)["w"])
plotting.strip_plot(
    {"as printed": final_returns(as_printed)}, title="lwg/Counter-v0, the best return is 16"
)

# %% [markdown]
# Two orders, two means, of opposite sign, and neither is 1. And it fails the test environment.
#
# Now find out **why**, one slip at a time. Each row below has a single slip; the others are put
# right. (The first is the printed formula, returns and all: standardised returns without a
# direction add up to 0.)
#
# | row | what it does to the example by hand |
# |---|---|
# | no direction | $0 + \frac{0.5}{2 \cdot 0.5}(30 + 10) = 20$, and it would be 20 for *every* weight |
# | raw returns | $\frac{0.5}{2\cdot 0.25}\,(30 \cdot 0.5 - 10 \cdot 0.5) = 10$ |
# | one sigma lost | $\frac{0.5}{2 \cdot 0.5} \cdot 1 = 0.5$ |
# | moving mean | after the first sample the mean is at 0.5, and $-0.5 - 0.5 = -1$: it ends at 1.5; in the other order at 0.5 |
#
# **Predict first.** Which rows reach 16? Which one does best on one seed and worst on another?

# %% tags=["picture"]
slips = {name: final_returns(update) for name, update in FLAWED.items() if name != "as printed"}
plotting.strip_plot(slips, title="lwg/Counter-v0: one slip a row, one dot a seed")

# %% [markdown]
# <details><summary>Name the cause of each, then unfold</summary>
#
# - **No direction:** a number is added to all weights alike. No sample has a say in where to go.
#   It fails on every environment.
# - **Raw returns:** the step is as long as the returns are large. Pay the same game in cents and
#   $\alpha$ must be divided by 100. And as learning goes on, the returns grow, and the steps with
#   them, until one of them throws the mean over the edge: some seeds end at 0. Standardised
#   returns make the step independent of units, and of how far the learning is.
# - **One sigma lost:** the code sums $\theta_n - \mu$, which is $\sigma\epsilon_n$ and not
#   $\epsilon_n$. $\frac{\alpha}{N\sigma}\sum F_n \epsilon_n$ is right and so is
#   $\frac{\alpha}{N\sigma^2} \sum F_n (\theta_n - \mu)$; the mixture is $1/\sigma$ times too short,
#   here by a factor of 20. At $\sigma = 1$ nobody would ever see it.
# - **Moving mean:** after the first sample has moved the mean, the second is measured from another
#   place, and so on. With a small factor $\alpha/(N\sigma^2)$ it is nearly harmless. At 1, as
#   here, the last samples decide, and a run is won or lost by their order.
#
# </details>
#
# ### Exercise 3 · `update_mean_policy` (●●○, 15 minutes, 3 points)
#
# Mend it: directions, standardised returns, $\sigma^2$, differences from the **old** mean, the
# caller's dict left alone. If all returns are equal there is nothing to learn: return (a copy of)
# the old mean.
#
# *Why it matters:* this is the algorithm. The rest of the lesson is delivery.
#
# <details><summary>Hint 1: the shape of it</summary>
#
# First turn the returns into fitnesses. Then treat the arrays of the policy one by one: for each,
# a sum over the policies. Collect the results in a **new** dict.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# For equal returns, `np.ptp` (largest minus smallest) of the returns is 0, or as good as 0: the
# standard deviation of six times 0.1 comes out as $10^{-17}$, so compare with a small tolerance.
# The differences `policy[key] - mean_policy[key]` need a mean that nobody touches meanwhile.
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# For one key: `sum(F * (policy[key] - mean) for F, policy in zip(fitness, perturbed_policies))`,
# where `mean` is the old array. Multiply by `alpha / (N * sigma**2)` and store `mean` plus that
# under the key of a new dict.
#
# </details>


# %% answer="update_mean_policy"
def update_mean_policy(mean_policy, perturbed_policies, returns, alpha, sigma):
    """One step of natural evolution strategies.

    Args:
        mean_policy: a dict of arrays, mu; it is not changed.
        perturbed_policies: a list of N policies, theta_n, in any order.
        returns: their N returns, a list or an array.
        alpha: step size.
        sigma: standard deviation with which the policies were drawn.

    Returns:
        A new policy, mu + alpha / (N sigma²) * sum of F_n (theta_n - mu), with F the returns
        standardised (ddof=0). A copy of the mean where all returns are equal; no warning.
    """
    ### BEGIN SOLUTION
    returns = np.asarray(returns, dtype=float)
    if np.ptp(returns) <= 1e-12 * max(1.0, np.abs(returns).max()):
        return {key: mean.copy() for key, mean in mean_policy.items()}
    fitness = (returns - returns.mean()) / returns.std()
    new_policy = {}
    for key, mean in mean_policy.items():
        differences = np.array([policy[key] - mean for policy in perturbed_policies])
        pull = np.tensordot(fitness, differences, axes=1)
        new_policy[key] = mean + alpha / (len(returns) * sigma**2) * pull
    return new_policy
    ### END SOLUTION


# %% check="update_mean_policy" points=3
checks.update_mean_policy(update_mean_policy)

# %% [markdown]
# ### Pictures of your result
#
# First your step on the hill. Then what a moving mean makes of eight of these samples, with a
# longer step: two orders, two paths, and the star is where your update ends, in any order.

# %% tags=["picture"]
samples = [policy for pair in pairs for policy in pair]
heights = [float(hill(*policy["weights"])) for policy in samples]
stepped = update_mean_policy(two_weights, samples, heights, alpha=0.8, sigma=0.8)
plotting.search_distribution(
    hill, two_weights["weights"], plus, minus, sigma=0.8, new_mean=stepped["weights"]
)

# %% tags=["picture"]
few, few_heights = samples[:8], np.array(heights[:8])
fitness = (few_heights - few_heights.mean()) / few_heights.std()


def moving_path(order, factor=4.0):
    """Where the mean is after each sample, when it moves while it is being subtracted."""
    path = [np.zeros(2)]
    for n in order:
        path.append(path[-1] + factor / 8 * fitness[n] * (few[n]["weights"] - path[-1]))
    return np.array(path)


right = update_mean_policy(two_weights, few, few_heights, alpha=4.0 * 0.8**2, sigma=0.8)
plotting.update_paths(
    {"moving mean": moving_path(range(8)), "the other order": moving_path(range(7, -1, -1))},
    right["weights"],
    title="One update, eight samples",
)

# %% tags=["picture"]
plotting.strip_plot(
    {"as printed": final_returns(as_printed)}
    | slips
    | {"yours": final_returns(update_mean_policy)},
    title="lwg/Counter-v0, the best return is 16",
)

# %% [markdown]
# One more experiment. Pay Counter's rewards in cents, or in hundreds of euros, and leave $\alpha$
# alone. **Predict first:** which of the two updates notices?

# %% tags=["picture"]
in_units = {}
for unit, scale in (("cents", 100.0), ("hundreds", 0.01)):
    for name, update in (("raw", FLAWED["raw returns"]), ("yours", update_mean_policy)):
        in_units[f"{name}, in {unit}"] = final_returns(update, scale=scale)
plotting.strip_plot(in_units, title="lwg/Counter-v0 in other units")

# %% [markdown]
# Yours cannot even tell: standardised, the numbers are the same.
#
# ## 7.4 The population goes to work
#
# Ray runs functions in other processes. Put `@ray.remote` above a function, and
#
# ```text
# ref = f.remote(3)        # comes back at once, with a promise
# value = ray.get(ref)     # waits for the value
# ```
#
# Submit all tasks **first**, then wait. `[ray.get(f.remote(i)) for i in …]` waits for each task
# before it submits the next one, and one worker has all the work.
#
# Three things are different in there. Arguments are **copied** to the worker, and their arrays are
# read-only. What the function returns is copied back. And nothing else is shared: no global
# generator, no environment, no luck. So the task gets a **seed** and makes everything random out of
# it: the noise, the resets, the actions.
#
# ### Exercise 4 · `evaluate_perturbed_policies` (●●○, 15 minutes, 3 points)
#
# One task: draw a mirrored pair around the mean, play each of the two for `num_rollouts` episodes,
# return the two policies and their two mean returns.
#
# **By hand.** `num_rollouts = 3`. Plus plays episodes that return 12, 20 and 31, minus plays 9, 10
# and 11. The task returns `(plus, minus, 21.0, 10.0)`.
#
# *Why it matters:* this function is the unit of work that a cluster sees. If the same seed gives
# the same answer on every machine, a lost task can simply be sent again.
#
# <details><summary>Hint 1: the shape of it</summary>
#
# You have all parts: `generate_perturbed_policies`, `compute_action`, and `rollout_policy(env,
# policy, seed)` from lesson 1. One generator, made from the seed, feeds them all.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# `rollout_policy` wants a function of the state alone: `lambda state: compute_action(plus, state,
# rng)`. Every episode needs another seed for its reset: `int(rng.integers(2**31))` is one.
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# `rng = np.random.default_rng(seed)`, the pair, `env = gym.make(env_id)`. Then for plus and for
# minus: a list of `num_rollouts` returns, its `np.mean` as a `float`. Return the four values in
# the order of the docstring.
#
# </details>


# %% answer="evaluate_perturbed_policies"
@ray.remote
def evaluate_perturbed_policies(mean_policy, num_rollouts, sigma, seed, env_id="CartPole-v1"):
    """Draw a mirrored pair around a mean and play it; a task for a Ray worker.

    Args:
        mean_policy: a dict of arrays; read-only here.
        num_rollouts: episodes for each of the two policies.
        sigma: standard deviation of the noise.
        seed: decides everything random: noise, resets and actions.
        env_id: an environment of Gymnasium with two actions.

    Returns:
        Four values, (plus, minus, return_plus, return_minus): the two policies and the mean
        return of each, a float.
    """
    ### BEGIN SOLUTION
    rng = np.random.default_rng(seed)
    plus, minus = generate_perturbed_policies(mean_policy, sigma, rng)
    mean_returns = []
    with gym.make(env_id) as env:
        for policy in (plus, minus):
            returns = [
                rollout_policy(
                    env,
                    lambda state, policy=policy: compute_action(policy, state, rng),
                    seed=int(rng.integers(2**31)),
                )
                for _ in range(num_rollouts)
            ]
            mean_returns.append(float(np.mean(returns)))
    return plus, minus, *mean_returns
    ### END SOLUTION


# %% check="evaluate_perturbed_policies" points=3
checks.evaluate_perturbed_policies(evaluate_perturbed_policies)

# %% [markdown]
# Sixty pairs around the mean of all zeros, at three widths. **Predict first:** at which $\sigma$ do
# the members of the population differ from each other?

# %% tags=["picture"]
population = {}
for sigma in (0.01, 0.1, 1.0):
    refs = [
        evaluate_perturbed_policies.remote(initial_policy(), 5, sigma, seed)
        for seed in range(budget(60, 6))
    ]
    population[f"sigma = {sigma:g}"] = [r for result in ray.get(refs) for r in result[2:]]
plotting.strip_plot(population, title="CartPole-v1, one dot a policy, five episodes each")

# %% [markdown]
# At $\sigma = 0.01$ and $0.1$ all of them play like the mean, a fair coin: what differs is luck. At
# $\sigma = 1$ they differ for a reason. Most are *worse* than the coin, piled up near 9, where the
# cart is pushed one way only; some are better, and would be again. Selection needs something to
# select from.
#
# ## 7.5 The loop
#
# One iteration: submit all pairs, fetch their results, note the population's mean return, move the
# mean. That is the whole algorithm. First the source's version, on CartPole, as it is printed:
# $\sigma = \alpha = 0.01$, 40 rollouts an iteration, a hundred iterations.
#
# **Predict first.** Random play returns about 22. Where will it be after 4,000 episodes?

# %% tags=["picture"]
printed = [
    learn_with(
        as_printed,
        "CartPole-v1",
        seed,
        sigma=0.01,
        alpha=0.01,
        num_pairs=20,
        iterations=budget(100, 5),
    )[0]
    for seed in range(budget(3, 1))
]
plotting.learning_curves({"as printed": printed}, target=195)

# %% [markdown]
# It stands still. "If it doesn't appear to be learning," says the source, "debug it using the test
# environments, and print the magnitudes of the weights and the gradients." It is good advice, and
# we take both halves of it: first the test environments (they are part of the check below), then,
# in 7.6, the magnitudes.
#
# ### Exercise 5 · `train_nes` (●●●, 20 minutes, 4 points)
#
# You choose $\sigma$, $\alpha$, the number of pairs, of rollouts and of iterations. The check trains
# on `lwg/ActionMatters-v0` first, then on `lwg/Counter-v0`, and on CartPole last, where the mean of
# 100 fresh episodes has to reach 195. (Stretch: 475.) Keep a training under 25 seconds.
#
# *Why it matters:* it is the sentence "scales to a thousand workers", in twenty lines.
#
# **By hand.** With 20 pairs and one rollout each, an iteration has 20 tasks, $N = 40$ policies and
# 40 episodes. `ray.get` hands you 20 results of four values. From them you make a list of 40
# policies and a list of 40 returns, **in the same order**.
#
# Counter's observation has one number, CartPole's has four: ask the environment,
# `env.observation_space.shape[0]`, and give it to `initial_policy`.
#
# <details><summary>Hint 1: the shape of it</summary>
#
# Before the loop: a generator from the seed, the size of the observation, a mean of zeros, an
# empty history. In the loop: seeds, tasks, results, history, update.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# Every task of every iteration needs a seed of its own: `rng.integers(2**31, size=num_pairs)` (make
# each an `int`). With `seed + i` all iterations would search along the same directions again and
# again. `ray.put(mean_policy)` ships the mean once, instead of once a task. Stop when the
# population is good enough.
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# $\sigma = 1$, $\alpha = 2$, 20 pairs, one rollout, at most 50 iterations, and stop when the
# population's mean return passes 400. Two lists make the update happy: all policies,
# `[p for plus, minus, _, _ in results for p in (plus, minus)]`, and the returns likewise.
#
# </details>


# %% answer="train_nes"
def train_nes(seed, env_id="CartPole-v1"):
    """Train a policy with natural evolution strategies on Ray.

    Args:
        seed: decides everything; the same seed gives the same result, bit for bit.
        env_id: an environment with two actions and a one-dimensional observation.

    Returns:
        The pair (mean_policy, history): the trained mean, a dict of arrays sized for the
        environment, and a list with the population's mean return in each iteration.
    """
    ### BEGIN SOLUTION
    sigma, alpha, num_pairs, num_rollouts = 1.0, 2.0, 20, 1
    max_iterations, good_enough = 50, 400.0
    rng = np.random.default_rng(seed)
    with gym.make(env_id) as env:
        mean_policy = initial_policy(num_inputs=env.observation_space.shape[0])
    history = []
    for _ in range(max_iterations):
        shared = ray.put(mean_policy)
        results = ray.get(
            [
                evaluate_perturbed_policies.remote(shared, num_rollouts, sigma, int(s), env_id)
                for s in rng.integers(2**31, size=num_pairs)
            ]
        )
        policies = [policy for plus, minus, _, _ in results for policy in (plus, minus)]
        returns = [value for result in results for value in result[2:]]
        history.append(float(np.mean(returns)))
        if history[-1] >= good_enough:
            break
        mean_policy = update_mean_policy(mean_policy, policies, returns, alpha, sigma)
    return mean_policy, history
    ### END SOLUTION


# %% check="train_nes" points=4
checks.train_nes(train_nes)

# %% [markdown]
# ### Pictures of your result

# %% tags=["picture"]
trained = [train_nes(seed) for seed in range(budget(5, 1))]
plotting.learning_curves(
    {"as printed": printed, "yours": [history for _, history in trained]}, target=195
)

# %% tags=["picture"]
best, sampler = trained[0][0], np.random.default_rng(0)
plotting.show_episode("CartPole-v1", lambda state: compute_action(best, state, sampler), seed=1)

# %% [markdown]
# The curve shows the *population*, which is worse than its mean: every member carries noise of
# size $\sigma$ in each weight. The mean itself usually plays to the end of the episode.
#
# ## 7.6 Print the magnitudes
#
# Your version learns, the printed one stands still. What did it? Let us measure: for every array,
# and for all of them together, how large are the weights, how long was the step, and what is the
# ratio of the two?
#
# The size of an array $w$ with entries $w_i$ is its norm, $\lVert w \rVert = \sqrt{\sum_i w_i^2}$.
#
# **By hand.** `biases1` goes from $(3, 4)$ to $(3.3, 4.4)$: weights 5, update 0.5, ratio 0.1. If
# another array has a norm of 12, the two together have $\sqrt{5^2 + 12^2} = 13$, not 17.
#
# ### Exercise 6 · `diagnose` (●○○, 10 minutes, 2 points)
#
# *Why it matters:* a learner that does not learn is nearly always one that takes steps of the wrong
# size. It costs one line a run to know.
#
# Two edges. Training starts at all zeros, where the ratio is infinite (`float("inf")`). And where
# nothing moved the ratio is 0.0, whatever the weights are.
#
# <details><summary>Hint 1: the shape of it</summary>
#
# Write a little function for one pair of arrays, old and new, that returns the row of three
# numbers. Call it for each key, and once more for everything.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# `np.linalg.norm(array)` is the norm above for an array of one or two axes. For "everything" put
# all arrays end to end: `np.concatenate([array.ravel() for array in policy.values()])`.
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# In the row: if the update's norm is 0 the ratio is 0.0; else if the weights' norm is 0 it is
# `float("inf")`; else the quotient. Ask *before* you divide.
#
# </details>


# %% answer="diagnose"
def diagnose(mean_policy, new_mean_policy):
    """Magnitudes of the weights and of an update.

    Args:
        mean_policy: a dict of arrays, before the update.
        new_mean_policy: the same arrays after it.

    Returns:
        A dict with a row for each array, under its key, and one for all numbers together, under
        "overall". A row is a dict of three floats: "weights", the norm of the array before the
        update; "update", the norm of new minus old; "ratio", update / weights. The ratio is 0.0
        where nothing moved, and float("inf") where the weights were all zero and moved.
    """

    ### BEGIN SOLUTION
    def row(old, new):
        weights, update = float(np.linalg.norm(old)), float(np.linalg.norm(new - old))
        if update == 0.0:
            ratio = 0.0
        elif weights == 0.0:
            ratio = float("inf")
        else:
            ratio = update / weights
        return {"weights": weights, "update": update, "ratio": ratio}

    def everything(policy):
        return np.concatenate([array.ravel() for array in policy.values()])

    rows = {key: row(mean_policy[key], new_mean_policy[key]) for key in mean_policy}
    return rows | {"overall": row(everything(mean_policy), everything(new_mean_policy))}
    ### END SOLUTION


# %% check="diagnose" points=2
checks.diagnose(diagnose)

# %% [markdown]
# Three runs on `lwg/ActionMatters-v0`: the printed update with $\sigma = \alpha = 0.01$, *your*
# update with $\sigma = \alpha = 0.01$, and your update with $\sigma = 1$, $\alpha = 2$. The picture
# shows the length of every step.
#
# **Predict first.** Which of the three lines lies lowest, and by what factor?

# %% tags=["picture"]
settings = {
    "as printed, 0.01": (as_printed, 0.01, 0.01),
    "yours, 0.01": (update_mean_policy, 0.01, 0.01),
    "yours, tuned": (update_mean_policy, 1.0, 2.0),
}
steps, progress = {}, {}
for name, (update, sigma, alpha) in settings.items():
    returns, means = learn_with(
        update,
        "lwg/ActionMatters-v0",
        seed=0,
        sigma=sigma,
        alpha=alpha,
        num_pairs=20,
        iterations=budget(40, 5),
    )
    steps[name] = [diagnose(old, new)["overall"]["update"] for old, new in pairwise(means)]
    progress[name] = [returns]
    print(
        f"{name:18} weights at the end {diagnose(means[-1], means[-1])['overall']['weights']:.2g}"
    )
plotting.magnitudes(steps, ylabel="norm of the update")

# %% tags=["picture"]
plotting.learning_curves(progress, target=19, title="lwg/ActionMatters-v0, one run each")

# %% [markdown]
# **The step.** As printed, an update moves 61 weights by a few hundredths all together. After 40 of
# them the norm of everything is still a fraction of 1, and you have seen in 7.1 what an output much
# smaller than 1 does: nothing, it is a fair coin. Most of the missing length is the lost
# $1/\sigma = 100$. (The raw returns hide a part of it: here they spread by about 4, not by 1.)
#
# **The direction.** Your update at 0.01 takes steps of a good size, but it needs far more of them.
# Do they point anywhere? A pair knows the direction only if plus and minus *play* differently. Here
# are 200 pairs around zero, on ActionMatters, where the output's bias is what matters.

# %% tags=["picture"]
panels = {}
for sigma in (0.01, 0.1, 1.0):
    results = ray.get(
        [
            evaluate_perturbed_policies.remote(
                initial_policy(), 1, sigma, seed, "lwg/ActionMatters-v0"
            )
            for seed in range(budget(200, 10))
        ]
    )
    noise = np.array([plus["biases2"][0] for plus, *_ in results]) / sigma
    panels[f"sigma = {sigma:g}"] = noise, np.array([r[2] - r[3] for r in results])
plotting.pair_signal(panels, xlabel="eps of the output's bias")

# %% [markdown]
# At $\sigma = 0.01$ the two policies of a pair choose action 0 with 49.75 % and 50.25 %, give or
# take. In 20 steps that makes a difference of about 0.2 in return, against about 6 from the toss of
# the coins. The picture is a cloud without a slope, and the update walks nearly at random. At
# $\sigma = 1$ the slope is plain to see.
#
# ActionMatters is so easy that even a drunken walk gets there, in the end. **Predict first:** and on
# CartPole?

# %% tags=["picture"]
walks = [
    learn_with(
        update_mean_policy,
        "CartPole-v1",
        seed,
        sigma=0.01,
        alpha=0.01,
        num_pairs=20,
        iterations=budget(60, 5),
    )[0]
    for seed in range(budget(4, 1))
]
plotting.learning_curves(
    {"yours, 0.01": walks, "yours, tuned": [history for _, history in trained]}, target=195
)

# %% [markdown]
# Some runs climb for a while and fall off again; none can be relied on. The same code, with noise
# that can be *heard*, is done in half the iterations.
#
# ## 7.7 In your own words (2 points, marked by your instructor)
#
# Why does $\sigma = \alpha = 0.01$ not learn here? Name the reasons, and give evidence for each from
# a test environment (a number or a picture of yours). Which of them does a better update mend, and
# which one does it not?

# %% [markdown] question="question" points=2
# ### BEGIN SOLUTION
# **Model answer.** Two reasons. *The step is too short.* The printed update divides by N sigma
# where it sums differences sigma eps, so that one 1/sigma, a factor of 100, is lost; with
# alpha = 0.01 on top, diagnose shows steps of a few hundredths, and after 40 updates on
# ActionMatters the norm of all 61 weights together is still well under 1. An output that small is
# a fair coin, and the return stays near that of random play (about 1 of 20 there; 20 to 28 on
# CartPole, where random play has 22). On Counter the same slip alone ends at 3 to 5 of 16, the
# mended update at 16. *The direction is noise.* With sigma = 0.01 plus and minus have action
# probabilities that differ by half a per cent, a difference in return of about 0.2 on
# ActionMatters against a standard deviation of about 6 from sampling the actions: in the scatter
# plot there is no slope. The better update mends the first reason only: at sigma = alpha = 0.01 its
# steps are long enough, but they walk nearly at random; it gets through ActionMatters in about 30
# iterations (tuned: 5) and does not learn CartPole reliably. What mends the second is a larger sigma (or very many more
# rollouts). Raw returns and the moving mean add their own harm: the step depends on the size of
# the returns, and the last samples count most.
#
# **Marking scheme.** 1 point for the step: too short, with the lost 1/sigma or with numbers from
# diagnose (½ without evidence). 1 point for the signal: perturbed policies that play alike cannot
# be told apart, with evidence from a test environment (½ for "sigma is too small" without saying
# what for). Full points need one sentence on which of the two the mended update cures.
# ### END SOLUTION

# %% [markdown]
# ## You can now
#
# - draw mirrored pairs of neural nets around a mean, with a spread you have measured,
# - write the update of natural evolution strategies, and tell five ways in which it goes wrong,
# - run a population on Ray so that the seed, and nothing else, decides the result,
# - find out from magnitudes and a test environment why a learner stands still.
#
# **Three quick questions**
#
# <details><summary>You halve sigma and keep alpha. What happens to the length of the
# step?</summary>
#
# $\theta_n - \mu$ halves, $1/\sigma^2$ becomes four times as large: the step doubles. It is
# $\frac{\alpha}{N\sigma} \sum F_n \epsilon_n$ after all. What counts is $\alpha/\sigma$.
#
# </details>
# <details><summary>With mirrored pairs, does it matter that the returns are centred?</summary>
#
# No: plus and minus pull in opposite directions, so that a constant added to both cancels. Dividing
# by the standard deviation does matter. (The checks use policies that are no pairs, where both do.)
#
# </details>
# <details><summary>The source's stubs say <code>raise NotImplemented</code>. What does Python
# do?</summary>
#
# It raises a `TypeError`: `NotImplemented` is a value, for operators that cannot handle their
# argument. The exception is called `NotImplementedError`.
#
# </details>
#
# ## Going further
#
# - Replace the standardised returns by the centred ranks of lesson 6. Does one lucky episode still
#   do harm?
# - Count what crosses the network in an iteration: 20 times two policies of 61 numbers. Which of
#   them could the driver have made by itself, from the seed? That is lesson 8.
# - Let $\sigma$ shrink while it learns. When is that a good idea, and what did lesson 5 say about
#   it?
#
# ## Papers
#
# - I. Rechenberg (1973), *Evolutionsstrategie*: where evolution strategies come from.
# - D. Wierstra, T. Schaul, T. Glasmachers, Y. Sun, J. Peters, J. Schmidhuber (2014), *Natural
#   evolution strategies*, JMLR 15: the search gradient and its natural form.
# - T. Salimans, J. Ho, X. Chen, S. Sidor, I. Sutskever (2017), *Evolution strategies as a scalable
#   alternative to reinforcement learning*: Algorithm 1 is this lesson, Algorithm 2 the next one.
# - P. Moritz, R. Nishihara et al. (2018), *Ray: A distributed framework for emerging AI
#   applications*: what carries your tasks.
