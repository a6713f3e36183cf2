# %% [markdown]
# # 10 · Capstone: which method, at what cost?
#
# You own five methods by now. They all find a policy, sooner or later, so the question that is left
# is the one that everybody asks you first: **which one should I use?** "The one that got 500 on my
# laptop" is no answer. An answer has a budget, several seeds, an interval, and a price.
#
# In this lesson you build the four instruments for it: fast rollouts, an honest average, a fair
# comparison, and a bill for parallel work. Then you write one page with one figure on it.
#
# **Time:** about 90 minutes. **Points:** 11 by the checks, 2 for the report, and 3 of bonus.

# %%
import importlib.util
import time

import gymnasium as gym
import numpy as np
import ray
from scipy.stats import trim_mean

from checks.lesson_10 import exercises as checks
from helpers import plotting
from helpers.budget import budget
from helpers.cem import linear_policy
from helpers.methods import METHODS
from helpers.policies import act, initial_policy
from helpers.ray_start import start_ray
from helpers.rollout_bench import FLAWED, one_by_one, steps_per_second
from helpers.rollouts import rollout_policy

# %% [markdown]
# ## Where we are

# %% tags=["picture"]
plotting.course_map(10)

# %% [markdown]
# | symbol | name in code | what it is | shape |
# |---|---|---|---|
# | $\theta_m$ | `thetas[m]` | the parameters of member $m$ of a population | (dim,) |
# | $R_{m,e}$ | `returns[m, e]` | return of episode $e$ of member $m$ | (population, episodes) |
# | – | `vec_env.num_envs` | sub-environments, the *width* of a vector environment | an integer |
# | $x_i$ | `scores[i]` | what a method reached with seed $i$ | a number |
# | $B$ | – | resamples of a bootstrap, 10,000 | an integer |
# | – | `budget` (of a method) | environment steps that a run may take | an integer |
# | $T_p$ | `times[p]` | seconds with $p$ workers | a number |
# | $S_p$ | `speedup[p]` | $T_1 / T_p$ | a number |
# | $s$ | `serial_fraction` | the share of the work that no second worker shortens | in $[0, 1]$ |
# | $\alpha, \nu$ | `alpha`, `nu` | step size and width of ARS, the bonus | a number |
# | $M, \delta_k$ | `weights`, `direction` | its weights, a direction | (n_actions, n_states) |

# %% [markdown]
# ## 10.1 A whole population at once
#
# Where does the time go? Not into physics. One step of CartPole is some twenty multiplications;
# asking Python for it costs about 15 microseconds, policy included. Gymnasium's **vector
# environment** steps a thousand carts with the same few array operations, and the price of asking
# is paid once.
#
# ```text
# vec_env = gym.make_vec("CartPole-v1", num_envs=1024)
# observations, infos = vec_env.reset(seed=0)                                # (1024, 4)
# observations, rewards, terminated, truncated, infos = vec_env.step(actions)  # each (1024, …)
# ```
#
# Lesson 9 let one network play in all of them. A population is harder: each sub-environment plays
# for a *member*, so its action comes from that member's own parameters. For that there is
# `act(thetas, observations)`: it takes $n$ rows of parameters and $n$ observations, and returns $n$
# actions, row by row.
#
# And episodes end when they like. What then? **In the step after its end a sub-environment only
# resets.** The action you send to it in that step is ignored, the reward that comes back is
# nobody's, and the observation that comes back is the first one of the next episode.
#
# **By hand.** One sub-environment. Its episode is terminated in step 3, the next one in step 6.
#
# | vector step | 1 | 2 | 3 | 4 | 5 | 6 |
# |---|---|---|---|---|---|---|
# | reward | 1 | 1 | 1 | *0* | 1 | 1 |
# | terminated | no | no | **yes** | no | no | **yes** |
# | whose reward | first | first | first | nobody's | second | second |
#
# The returns are 3 and 2.
#
# ### Three ways to get it wrong
#
# Here is a policy that wobbles: some episodes end early, some last long. In `FLAWED` there are
# three versions of a batched rollout, each one written by somebody in a hurry.
#
# - **plays on**: all start together, rewards are summed up until the last one is over;
# - **first come**: 1,024 sub-environments play for the same member, and the first 200 episodes that
#   end are counted;
# - **waits**: all start together, each is counted to its own end, nobody starts a second episode
#   before the slowest is done.
#
# **Predict first.** One by one, the mean return is about 140. Which of the three comes out too
# high, which too low, which right? And what is wrong with the one that is right?


# %% tags=["picture"]
def two_sided(push):
    """A linear policy that pushes right where push @ state is positive, as one row."""
    push = np.array(push)
    return np.concatenate([np.stack([-push, push], axis=1).ravel(), np.zeros(2)])[None]


def linear_act(thetas, observations):
    """Greedy actions of linear policies, row by row, for CartPole."""
    scores = (observations[:, None] @ thetas[:, :8].reshape(-1, 4, 2))[:, 0] + thetas[:, 8:]
    return scores.argmax(axis=1)


def policy_of(theta):
    return linear_policy(theta, 4, 2)


wobbly, episodes = two_sided([0.0, 0.05, 1.0, 0.05]), budget(200, 20)
returns = {"one by one": one_by_one(wobbly, "CartPole-v1", policy_of, episodes)[0]}
for name, flawed_rollout in FLAWED.items():
    vec_env = gym.make_vec("CartPole-v1", num_envs=1024)
    returns[name] = flawed_rollout(wobbly, vec_env, linear_act, episodes, 0)[0]
plotting.strip_plot(returns, title="The same policy, 200 episodes each")

# %% [markdown]
# **Plays on** reports well over 400, whatever the policy: the carts that fell were reset and went
# on earning until the longest episode was over. Every policy looks like a good one.
#
# **First come** reports about 85. Among 1,024 episodes the first 200 to end are the *short* ones.
# The long ones had begun just as honestly, and are thrown away because they take long. This is
# called length bias, it does not go away with more episodes, and it is the reason for the rule of
# this exercise: **every episode that is begun for a member is played to its end and counted.**
#
# **Waits** is right. Its flaw is the clock. A thousand random policies last about 20 steps on
# average, and the best of them 500: nearly all sub-environments stand idle for nearly all the
# time. (Lesson 9 could live with that: it asked for one episode each.)
#
# So keep a queue. There are population × episodes jobs: job 0 is the first episode of member 0.
# Every sub-environment plays one job; when its episode is over it takes the next job that nobody
# has begun. When the queue is empty, a sub-environment that is done idles.
#
# **By hand.** Three members, two episodes each, so six jobs: 0 and 1 belong to member 0, 2 and 3 to
# member 1, 4 and 5 to member 2. Two sub-environments begin with jobs 0 and 1. If the second one is
# done first it takes job 2, and plays for member 1 while its neighbour is still at job 0.
#
# ### Exercise 1 · `rollout_population` (●●●, 30 minutes, 4 points)
#
# *Why it matters:* every method of this course spends nearly all its time here. Twenty times as
# fast is twenty times as many seeds, and more seeds are what turns an anecdote into a result.
#
# <details><summary>Hint 1: the shape of it</summary>
#
# Four arrays with one entry a sub-environment: which job it plays, the running sum of its rewards,
# its action, and whether its next step only resets. One loop over vector steps, until no
# sub-environment has a job. No loop over sub-environments: index with arrays instead.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# Job `j` belongs to member `j // episodes`, and its return to entry `j` of a long array that is
# reshaped in the end. Begin with `jobs = np.arange(vec_env.num_envs)`: a job number that is not
# below population × episodes means "nothing to play", which also settles an environment that is
# wider than the queue is long. `vec_env.step` wants an action for everybody, idle or not.
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# In each turn: `live = np.flatnonzero(jobs < total)`. Actions for those from
# `act(thetas[jobs[live] // episodes], observations[live])`. Step. Add the rewards, but not where
# the step only reset. `over = terminated | truncated` is also the mask of those that only reset
# next time. For those that are over *and* had a job: write the running sum into
# `returns[jobs[ended]]`, set it to 0, and hand out the next jobs, `waiting +
# np.arange(len(ended))`.
#
# </details>


# %% answer="rollout_population"
def rollout_population(thetas, vec_env, act, episodes, seed):
    """Play some episodes of every member of a population, all at once.

    Every episode that is begun for a member is played to its end and counted. A sub-environment
    that is done takes the next episode at once.

    Args:
        thetas: one member a row, shape (population, dim); not changed.
        vec_env: a vector environment with discrete actions, narrower or wider than the population.
            In the step after an episode's end it only resets that sub-environment: the action is
            ignored there, and the reward is nobody's.
        act: act(thetas, observations) -> actions, for n rows of parameters (n, dim) and their n
            observations (n, ...): n whole numbers.
        episodes: how many each member plays.
        seed: of the one reset of the vector environment; decides everything random.

    Returns:
        Undiscounted returns, shape (population, episodes): row m belongs to thetas[m].
    """
    ### BEGIN SOLUTION
    total = len(thetas) * episodes
    returns = np.zeros(total)
    jobs = np.arange(vec_env.num_envs)
    waiting = vec_env.num_envs
    running = np.zeros(vec_env.num_envs)
    resetting = np.zeros(vec_env.num_envs, dtype=bool)
    actions = np.zeros(vec_env.num_envs, dtype=int)
    observations, _ = vec_env.reset(seed=seed)
    while (jobs < total).any():
        live = np.flatnonzero(jobs < total)
        actions[live] = act(thetas[jobs[live] // episodes], observations[live])
        observations, rewards, terminated, truncated, _ = vec_env.step(actions)
        running += np.where(resetting, 0.0, rewards)
        resetting = terminated | truncated
        ended = np.flatnonzero(resetting & (jobs < total))
        returns[jobs[ended]] = running[ended]
        running[ended] = 0.0
        jobs[ended] = waiting + np.arange(len(ended))
        waiting += len(ended)
    return returns.reshape(len(thetas), episodes)
    ### END SOLUTION


# %% check="rollout_population" points=4
checks.rollout_population(rollout_population)

# %% [markdown]
# ### Pictures of your result
#
# The wobbly policy again, and then the clock: how many steps *that count* your function plays in a
# second, for 256 members with four episodes each (fewer where the environment is narrow). One
# population is trained and lasts about 400 steps an episode, the other is random and lasts 20.
#
# **Predict first.** Which of the two populations gains more from a wide environment, and why does
# the other one gain less, at the end even lose?

# %% tags=["picture"]
vec_env = gym.make_vec("CartPole-v1", num_envs=1024)
yours = rollout_population(wobbly, vec_env, linear_act, episodes, 0)[0]
plotting.strip_plot(
    {name: returns[name] for name in ("one by one", "first come")} | {"yours": yours},
    title="The same policy, once more",
)

# %% tags=["picture"]
rng = np.random.default_rng(0)
populations = {
    "trained": two_sided([0.05, 0.3, 3.0, 3.0]) + 0.1 * rng.standard_normal((256, 10)),
    "random": rng.standard_normal((256, 10)),
}


def batched_rate(thetas, width):
    """Steps a second of your function at some width."""
    members = thetas[: max(width, 8)]
    vec_env = gym.make_vec("CartPole-v1", num_envs=width)
    return steps_per_second(
        lambda: rollout_population(members, vec_env, linear_act, budget(4, 1), 0)
    )


widths = budget((1, 4, 16, 64, 256, 1024), (1, 16))
rates = {
    name: [batched_rate(thetas, width) for width in widths] for name, thetas in populations.items()
}
alone = steps_per_second(
    lambda: one_by_one(populations["trained"][:8], "CartPole-v1", policy_of, budget(4, 1))
)
plotting.throughput(rates, widths, baseline=alone, title="CartPole-v1, steps that count")

# %% [markdown]
# At width 1 the vector environment is the *slower* one: its array operations cost more than plain
# numbers do. By width 16 it has caught up, and at 1,024 the trained population plays more than
# twenty times as fast as one by one (on a quiet machine, more than forty times). The random one
# gains less. One in twenty of its steps only resets, the queue is over soon, and at the end a few
# lucky survivors keep a thousand idle carts rolling. With 1,024 jobs a width of 256 suits it
# better.
#
# ## 10.2 One number for ten seeds
#
# A method is run with several seeds, and reaches a score with each. Ten scores are a lot to look
# at and very few to average: one seed that fell into a hole moves the **mean** by a tenth of the
# hole's depth. The **median** does not care about the hole. It does not care about the size of
# anything else, either: it looks at one score or two and ignores the rest.
#
# The **interquartile mean** is in between. Sort, cut a quarter of the scores off each end, average
# the middle half. If four does not divide the count, cut fewer: $\lfloor n/4 \rfloor$ at each end.
#
# **By hand.** $n = 8$: 20, 450, 480, 490, 495, 500, 500, 500. Two go at each end, and
# $(480 + 490 + 495 + 500)/4 = 491.25$. The mean is 429.4, the median 492.5.
#
# ### How well is it known?
#
# Another ten seeds would give another number. You cannot afford another ten thousand seeds, but
# you can afford to *pretend*. Draw ten scores from your ten, **with replacement**, so that some
# come twice and some not at all. Take the interquartile mean of that resample. Do it $B =
# 10{,}000$ times. The middle 95 % of the results are the **percentile bootstrap interval**: leave
# out 2.5 % at either end.
#
# **By hand.** Three scores, 1, 2 and 9 (nothing is cut off, $\lfloor 3/4 \rfloor = 0$). There are
# $3^3 = 27$ resamples, all equally likely. One of them is 1, 1, 1: that is 3.7 %, more than 2.5 %.
# So the lower end is 1, and for the same reason the upper end is 9. With three scores the 95 %
# interval simply reaches from the worst to the best of them.
#
# ### Exercise 2 · `interquartile_mean`, `bootstrap_interval` (●○○, 15 minutes, 2 points)
#
# *Why it matters:* Agarwal and others (2021) went through the published results of deep
# reinforcement learning on Atari and found rankings that an honest interval does not support. Few
# runs, point estimates, no interval: that is how it happens.
#
# <details><summary>Hint 1: the shape of it</summary>
#
# The first is one line with `trim_mean` from SciPy, or three with `np.sort`. The second draws a
# whole array of resamples, one a row, and takes a row-wise middle.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# `rng.choice(scores, size=(10_000, n))` draws with replacement. `trim_mean(rows, 0.25, axis=1)` is
# the middle of each row. `np.quantile` takes shares between 0 and 1.
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# For a confidence of 0.95 the two shares are 0.025 and 0.975. In general: `tail = (1 -
# confidence) / 2`, and the shares are `tail` and `1 - tail`. Return two floats.
#
# </details>


# %% answer="interquartile_mean"
def interquartile_mean(scores):
    """The mean of the middle half.

    Args:
        scores: n numbers, n at least 1, a list or an array in any order; not changed.

    Returns:
        The mean of what is left when int(0.25 * n) scores are cut off each end, a float.
    """
    ### BEGIN SOLUTION
    return float(trim_mean(scores, 0.25))
    ### END SOLUTION


def bootstrap_interval(scores, rng, confidence=0.95):
    """The percentile bootstrap interval of the interquartile mean.

    Args:
        scores: n numbers, a list or an array; not changed.
        rng: a np.random.Generator; the only source of randomness.
        confidence: the share of the resamples that lie in the interval, between 0 and 1.

    Returns:
        The pair (low, high) of floats: quantiles of the interquartile means of 10,000 resamples,
        each of n scores drawn with replacement.
    """
    ### BEGIN SOLUTION
    resamples = rng.choice(np.asarray(scores, dtype=float), size=(10_000, len(scores)))
    middles = trim_mean(resamples, 0.25, axis=1)
    tail = (1 - confidence) / 2
    low, high = np.quantile(middles, [tail, 1 - tail])
    return float(low), float(high)
    ### END SOLUTION


# %% check="interquartile_mean" points=2
checks.interquartile_mean(interquartile_mean, bootstrap_interval)

# %% [markdown]
# ### Pictures of your result
#
# A made-up method, of which we know everything: it usually reaches about 380, and one seed in ten
# falls into a hole. **Predict first.** You run it with three seeds, and your 95 % interval ought
# to contain the true interquartile mean in 95 cases of 100. How often does it, really? And with
# 20 seeds?


# %% tags=["picture"]
def made_up_scores(rng, count):
    """What a method with an occasional hole reaches with some seeds."""
    holes = np.where(rng.random(count) < 0.1, 250.0, 0.0)
    return np.minimum(380 + 90 * rng.standard_normal(count), 500.0) - holes


rng = np.random.default_rng(3)
truth = interquartile_mean(made_up_scores(rng, 10**6))
shown = {}
for count in (3, 5, 10, 20):
    scores = made_up_scores(rng, count)
    shown[f"{count} seeds"] = interquartile_mean(scores), *bootstrap_interval(scores, rng)
plotting.intervals(shown, right=truth, title="One experiment each; dashed: the truth")

# %% tags=["picture"]
counts, repeats, caught = (3, 5, 10, 20), budget(200, 5), []
for count in counts:
    ends = [bootstrap_interval(made_up_scores(rng, count), rng) for _ in range(repeats)]
    caught.append(np.mean([low <= truth <= high for low, high in ends]))
errors = [np.sqrt(share * (1 - share) / repeats) for share in caught]
plotting.mean_with_error(
    counts,
    caught,
    errors,
    xlabel="seeds",
    ylabel="share",
    title="Share of 95 % intervals that contain the truth",
)

# %% [markdown]
# With three seeds about three intervals in four. You can see why: the interval reaches from the
# worst score to the best, and misses the truth whenever all three fall on the same side of it,
# which happens about $2 \cdot (1/2)^3 = 25\,\%$ of the time. A bootstrap cannot know what was not
# drawn. With more seeds it comes close to what it promises, and narrower as well. So: **ten seeds
# if you can, five if you must, and three are an anecdote.**
#
# ## 10.3 Equal budgets
#
# "NES needed 20 iterations and random search 300." Iterations of what? One may play 64 episodes,
# the other 16, and episodes differ in length as well. The fair currency is the **environment
# step**: it is what costs money on a robot, and it does not depend on your computer.
#
# In `helpers.methods` there are four of this course's methods, each as a function `method(env_id,
# budget, seed) -> (score, steps)`. It learns for at most `budget` steps (all of them count, also
# those of candidates that were thrown away) and is scored on 100 fresh episodes, which are free.
# Random search is lesson 4's, CEM is lesson 5's with extra noise, NES is that of lessons 6 and 7,
# REINFORCE is lesson 3's. All learn a *linear* policy, with one set of settings for every
# environment.
#
# Comparing them is a loop in a loop, and a table with one row a method:
#
# | column | what it holds |
# |---|---|
# | `method` | its name |
# | `iqm`, `low`, `high` | interquartile mean of its scores, one a seed, and the 95 % interval |
# | `steps` | mean number of steps that its runs took |
# | `seconds` | mean seconds that a run took, by the clock |
#
# **By hand.** Budget 10,000, seeds 0 and 1. "walk" returns (400, 9,990) and (300, 9,950) and takes
# 0.2 s and 0.4 s. Its row: `iqm` 350, `low` 300, `high` 400, `steps` 9,970, `seconds` 0.3.
#
# ### Exercise 3 · `compare_methods` (●●○, 20 minutes, 3 points)
#
# *Why it matters:* most comparisons that you will ever read were made by the author of one of the
# methods. The ones worth believing have this form.
#
# Two details. The interval is random, and a table that changes whenever you look at it is no
# table: take a generator of your own, with a fixed seed. And a method that took **more** than its
# budget has broken the rules: raise a `ValueError` that names it.
#
# <details><summary>Hint 1: the shape of it</summary>
#
# Outer loop over `methods.items()`, inner loop over the seeds. Collect scores, steps and seconds in
# three lists that are new for each method, then append one dict to the table.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# `time.perf_counter()` before and after the call. `np.mean` of the lists, your `interquartile_mean`
# and `bootstrap_interval` of the scores with `np.random.default_rng(0)`.
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# After the inner loop: `if max(steps) > budget: raise ValueError(f"{name} took …")`. Mind the
# difference: exactly the budget is fine.
#
# </details>


# %% answer="compare_methods"
def compare_methods(methods, env_id, budget, seeds):
    """Compare methods at equal budgets of environment steps.

    Args:
        methods: a dict, name to function: method(env_id, budget, seed) -> (score, steps), where
            steps is how many steps of the environment it took to learn.
        env_id: handed to every method.
        budget: environment steps that each run may take, handed to every method.
        seeds: a list; every method is run once with each of them.

    Returns:
        A list of dicts, one a method, in the order of methods. Keys: "method", the name; "iqm", the
        interquartile mean of its scores; "low" and "high", their bootstrap_interval with 95 %
        confidence, the same in every call; "steps", mean steps of its runs; "seconds", mean seconds
        of its runs.

    Raises:
        ValueError: a run took more steps than the budget; the message names the method.
    """
    ### BEGIN SOLUTION
    table = []
    for name, method in methods.items():
        scores, steps, seconds = [], [], []
        for seed in seeds:
            start = time.perf_counter()
            score, taken = method(env_id, budget, seed)
            seconds.append(time.perf_counter() - start)
            scores.append(score)
            steps.append(taken)
        if max(steps) > budget:
            raise ValueError(f"{name} took {max(steps)} steps, the budget is {budget}")
        low, high = bootstrap_interval(scores, np.random.default_rng(0))
        table.append(
            {
                "method": name,
                "iqm": interquartile_mean(scores),
                "low": low,
                "high": high,
                "steps": float(np.mean(steps)),
                "seconds": float(np.mean(seconds)),
            }
        )
    return table
    ### END SOLUTION


# %% check="compare_methods" points=3
checks.compare_methods(compare_methods)

# %% [markdown]
# ### Pictures of your result
#
# **Predict first.** CartPole, 10,000 steps, which is about 25 episodes of a good policy or 500 of a
# random one. Rank the four before you look. (Be honest: where did you put random search?)

# %% tags=["picture"]
seeds = list(range(budget(10, 2)))
tables = {10_000: compare_methods(METHODS, "CartPole-v1", 10_000, seeds)}


def show_table(table, title):
    """Interquartile means with intervals, and the price under them."""
    rows = {row["method"]: (row["iqm"], row["low"], row["high"]) for row in table}
    plotting.intervals(rows, title=title)
    for row in table:
        print(f"{row['method']:21} {row['steps']:8,.0f} steps {row['seconds']:7.2f} s a run")


show_table(tables[10_000], f"CartPole-v1, 10,000 steps, {len(seeds)} seeds")

# %% tags=["picture"]
for size in budget((3_000, 30_000), (3_000,)):
    tables[size] = compare_methods(METHODS, "CartPole-v1", size, seeds)
curves = {
    name: [
        (size, row["iqm"], row["low"], row["high"])
        for size, table in sorted(tables.items())
        for row in table
        if row["method"] == name
    ]
    for name in METHODS
}
plotting.cost_curves(curves, target=475, title="CartPole-v1: what a step buys")

# %% [markdown]
# Random search wins, at least up to here. It is no slip. More than half of all random linear
# policies drop the pole within ten steps, but that makes them *cheap*: the next candidate takes
# the stage. Ten thousand steps buy more than a hundred candidates of four episodes each, and about
# one in a hundred returns more than 195. CEM and NES pay for being good: once their population is
# on its feet, every generation costs thousands of steps.
#
# Two lessons. **Always run random search.** If it wins, the problem is easy, and your clever
# method has shown nothing. (Mania and others, in the bonus, say so about harder tasks than this
# one.) And the ranking depends on the budget: at 30,000 steps the intervals overlap, at 100,000
# all but REINFORCE stand at 500. "Which method is best?" has no answer without "at what cost".
#
# ### An environment that nobody has seen
#
# MountainCar: a car at the bottom of a valley, an engine too weak for the slope, a reward of −1 a
# step until it is on top, 200 steps at most. Who never gets there returns −200, and so does
# everybody else who never gets there.
#
# Its observation is a position between −1.2 and 0.6 and a velocity between −0.07 and 0.07. In the
# rows called *scaled* one thing is changed: Gymnasium's `RescaleObservation` maps both to −1 … 1.
# The car, the valley, the rewards and the methods are the same.
#
# **Predict first.** Does a change of *units* matter to a method that learns from returns alone?


# %% tags=["picture"]
def scaled_mountain_car(**settings):
    """MountainCar whose observations lie between -1 and 1."""
    env = gym.make("MountainCar-v0", **settings)
    return gym.wrappers.RescaleObservation(env, np.float32(-1.0), np.float32(1.0))


gym.register("lwg/ScaledMountainCar-v0", entry_point=scaled_mountain_car)
some = {name: METHODS[name] for name in ("random search", "NES")}
steps, few, both = budget(50_000, 3_000), list(range(budget(4, 1))), []
for word, env_id in (("raw", "MountainCar-v0"), ("scaled", "lwg/ScaledMountainCar-v0")):
    for row in compare_methods(some, env_id, steps, few):
        both.append(row | {"method": f"{row['method']}, {word}"})
show_table(both, f"MountainCar, {steps:,} steps, {len(few)} seeds")

# %% [markdown]
# It decides everything. As it is, the velocity is about fifteen times smaller than anything else
# in the sum, and only a policy that goes by the velocity climbs the hill. When we drew 600 random
# policies, not one got there. Scaled, 3 % did, and then there is something to select, and a slope
# to follow. On the raw observation nearly every return is −200. Equal returns say nothing,
# whatever the method: elites of equals, a gradient of zero, the best of the same.
#
# So when nothing learns, change the *units* before you change the *method*. (Version 2 of ARS, in
# the bonus, does just that: it divides every observation by its running standard deviation.)
#
# If the extra `box2d` is installed (`pip install 'gymnasium[box2d]'`), the next cell tries
# LunarLander: eight numbers in, one of four actions out, about 200 for a good landing, and about
# −135 for letting go of the controls. It takes a minute or so. Without Box2D it says so and goes
# on.

# %% tags=["picture"]
if importlib.util.find_spec("Box2D") is None:
    print("LunarLander needs Box2D, which is not installed: the cell is skipped.")
else:
    some = {name: METHODS[name] for name in ("random search", "CEM", "NES")}
    steps, few = budget(100_000, 3_000), list(range(budget(3, 1)))
    show_table(
        compare_methods(some, "LunarLander-v3", steps, few), f"LunarLander-v3, {steps:,} steps"
    )

# %% [markdown]
# Nobody lands. When we gave them 300,000 steps, the interquartile means were −124 for random
# search, −112 for CEM and −62 for NES: the ranking of CartPole, upside down. A good policy is rarer
# here, and a direction seems to be worth more than one more draw. But that was three seeds, so by
# our own rule it is an anecdote.
#
# ## 10.4 What a second worker buys
#
# Steps are one price, time is the other, and time can be bought: lessons 4, 7 and 8 sent the work
# to Ray's workers. With $p$ workers it takes $T_p$ seconds. The **speed-up** is $S_p = T_1 /
# T_p$, the **efficiency** $S_p / p$: how much of each worker you really got.
#
# Gene Amdahl noticed in 1967 why the efficiency falls. Of all the work a share $s$ is *serial*: the
# update of the mean, the driver that hands out tasks. It takes as long as ever. Only the rest is
# divided by $p$:
#
# $$ T_p = T_1 \left( s + \frac{1 - s}{p} \right)
#    \qquad\Longleftrightarrow\qquad \frac{1}{S_p} = s + \frac{1 - s}{p} . $$
#
# However many workers you hire, $S_p$ stays below $1/s$. With 5 % of serial work, a thousand
# workers are worth less than twenty.
#
# **By hand.** 60 s with one worker, 36 s with two. $S_2 = 60/36 = 1.67$, the efficiency is 0.83.
# And $36/60 = 0.6 = s + (1 - s)/2$ gives $s = 0.2$: never more than five times as fast.
#
# Measured times do not lie on the curve exactly, so fit $s$ by least squares. **Of what?** It makes
# a difference, and it should be said. Here it is the inverse speed-up, which is a straight line in
# $s$:
#
# $$ \hat s = \arg\min_s \sum_p \left( \frac{1}{S_p} - s - \frac{1 - s}{p} \right)^2
#    = \frac{\sum_p x_p z_p}{\sum_p x_p^2}, \qquad
#    x_p = 1 - \frac1p, \quad z_p = \frac{1}{S_p} - \frac1p . $$
#
# One unknown, so one quotient. ($p = 1$ adds nothing: there $x$ and $z$ are both 0.) Noise can push
# the quotient below 0 or above 1, where no fraction lives, so it is clipped to $[0, 1]$.
#
# ### Exercise 4 · `parallel_speedup` (●●○, 10 minutes, 2 points)
#
# *Why it matters:* $1/s$ is the number to know before you rent a cluster.
#
# <details><summary>Hint 1: the shape of it</summary>
#
# Two dict comprehensions over `times`, then the two sums of the formula.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# `times[1]` is always there, but it need not come first. If it is alone, both sums are 0 and the
# fraction is `float("nan")`: one worker says nothing about a second.
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# `x = [1 - 1 / p for p in times]` and `z = [times[p] / times[1] - 1 / p for p in times]`. The
# quotient is `np.dot(x, z) / np.dot(x, x)`. `np.clip` cuts it off; `float` makes it a plain number.
#
# </details>


# %% answer="parallel_speedup"
def parallel_speedup(times):
    """Speed-up, efficiency and Amdahl's serial fraction from measured times.

    Args:
        times: a dict, number of workers p to seconds T_p; 1 is always among them, the order is any.

    Returns:
        A dict with three keys: "speedup", a dict p to T_1 / T_p; "efficiency", a dict p to
        speedup / p; "serial_fraction", the s that minimises the sum over all p of
        (1 / speedup - (s + (1 - s) / p))², clipped to [0, 1]. It is nan, without a warning, where
        nothing but one worker was timed.
    """
    ### BEGIN SOLUTION
    speedup = {p: times[1] / seconds for p, seconds in times.items()}
    efficiency = {p: value / p for p, value in speedup.items()}
    x = np.array([1 - 1 / p for p in times])
    z = np.array([1 / speedup[p] - 1 / p for p in times])
    fraction = float(np.clip(x @ z / (x @ x), 0.0, 1.0)) if len(times) > 1 else float("nan")
    return {"speedup": speedup, "efficiency": efficiency, "serial_fraction": fraction}
    ### END SOLUTION


# %% check="parallel_speedup" points=2
checks.parallel_speedup(parallel_speedup)

# %% [markdown]
# ### Pictures of your result
#
# First numbers that somebody paid for. Salimans and others (2017) trained a humanoid to walk in 657
# minutes on one machine with 18 cores, and in 10 minutes on 80 such machines. Count a machine as
# one worker. **Predict first:** what efficiency do 80 machines have, and how many are worth hiring?

# %% tags=["picture"]
salimans = parallel_speedup({1: 657.0, 80: 10.0})
print(f"efficiency of 80 machines: {salimans['efficiency'][80]:.2f}")
plotting.speedup_curve(
    salimans["speedup"], salimans["serial_fraction"], workers=1024, title="3D humanoid, 2017"
)

# %% [markdown]
# 82 %, and a serial fraction of a quarter of a per cent: the trick of lesson 8 (send seeds, not
# vectors) at work. How many are worth hiring is a question of price: at $1/s$, some 360 of
# them, the efficiency is down to a half. (A curve with one parameter passes through any one point,
# of course. Two machines and twenty would have told more.)
#
# Now yours: lesson 7's evaluation, an iteration of 24 mirrored pairs that are played on Ray, with
# one worker and with two. Never more tasks are under way than there are workers. Each time is the
# best of three: other programs on your computer only ever add to it.

# %% tags=["picture"]
start_ray()


@ray.remote
def play_pair(mean_policy, sigma, num_rollouts, seed):
    """Returns of a mirrored pair, as in lesson 7, with greedy actions."""
    rng = np.random.default_rng(seed)
    noise = {key: sigma * rng.standard_normal(mean.shape) for key, mean in mean_policy.items()}
    returns = []
    with gym.make("CartPole-v1") as env:
        for sign in (1.0, -1.0):
            policy = {key: mean + sign * noise[key] for key, mean in mean_policy.items()}
            for _ in range(num_rollouts):
                episode_seed = int(rng.integers(2**31))
                returns.append(rollout_policy(env, lambda s, p=policy: act(p, s), episode_seed))
    return returns


def iteration_seconds(workers, pairs, num_rollouts):
    """Seconds for all pairs, with so many tasks at a time."""
    mean_policy = ray.put(initial_policy())
    start, under_way = time.perf_counter(), []
    for seed in range(pairs):
        if len(under_way) == workers:
            _, under_way = ray.wait(under_way)
        under_way.append(play_pair.remote(mean_policy, 1.0, num_rollouts, seed))
    ray.get(under_way)
    return time.perf_counter() - start


iteration_seconds(2, 4, 1)  # wake the workers
work = {"pairs": budget(24, 4), "num_rollouts": budget(20, 2)}
times = {p: min(iteration_seconds(p, **work) for _ in range(budget(3, 1))) for p in (1, 2)}
mine = parallel_speedup(times)
plotting.speedup_curve(
    mine["speedup"], mine["serial_fraction"], title="Lesson 7's evaluation on Ray"
)

# %% [markdown]
# On two quiet cores the speed-up is usually between 1.5 and 2. Where does the rest go? The driver
# hands out tasks and waits for answers, tasks are not equally long, and the operating system wants
# a share of both cores. The dashed ceiling is what Amdahl makes of it. Do not believe it to the
# digit: it rests on a single measurement.
#
# One comparison is worth more than the curve. Two workers: *not even twice* as fast. The vector
# environment of 10.1: more than twenty times, on **one** core. First batch, then buy.
#
# ## 10.5 Bonus: augmented random search on a swimmer (3 points on top)
#
# This one needs MuJoCo (`pip install 'gymnasium[mujoco]'`), some minutes, and no new idea.
# Swimmer-v5 is a snake of three links in a viscous fluid. It sees 8 numbers, it sets 2 torques,
# and it is paid for speed; an episode has 1,000 steps.
#
# Mania, Guy and Recht (2018) took the simplest method there is, a linear policy and a random
# search around it, and put right three details. Here is their Algorithm 1 (version V1). In each
# iteration draw $N$ directions $\delta_k$, of the shape of the weights $M$, from the standard
# normal distribution, play $M + \nu\delta_k$ and $M - \nu\delta_k$, keep the $b$ directions whose
# better half was best, and step:
#
# $$ M \leftarrow M + \frac{\alpha}{b\,\sigma_R} \sum_{k=1}^{b} \left( r_k^+ - r_k^- \right) \delta_k, $$
#
# where $\sigma_R$ is the standard deviation of the $2b$ returns that are used. You have all of
# it: mirrored pairs are lesson 6, the best $b$ are lesson 5's elites, and dividing by the spread
# is lesson 7's fitness. (With $b < N$ the paper calls it V1-t, for "truncated". V2 also scales the
# observations: see MountainCar.)
#
# **By hand.** One pair, $N = b = 1$: $r^+ = 30$, $r^- = 10$. Then $\sigma_R = 10$ and the step is
# $\frac{\alpha}{10} \cdot 20\,\delta = 2\alpha\,\delta$. With a single pair it is always $\pm
# 2\alpha\,\delta$: the returns decide the sign and nothing else.
#
# ### Exercise 5 · `train_ars` (bonus, ●●●, 30 minutes, 3 points on top)
#
# The paper's Table 1 asks for a mean return of **325** on Swimmer-v1 and counts the episodes
# until it is reached, averaged over three seeds: 100 for V1, 427 for V2, 1,450 for a natural
# policy gradient with a linear policy (Rajeswaran and others, 2017). So you have **100
# episodes**, not one more, and five seeds instead of three. The check trains five times and takes
# the mean. It must beat 150, a little more than V1 with $\alpha = \nu = 0.02$ reached when we
# tried it. (Unlucky five? They get a second chance, with five others.)
#
# *Why it matters:* the authors themselves do not trust three seeds. They go on to run hundreds, and
# find that the results vary widely. Yours will, too.
#
# <details><summary>Hint 1: the shape of it</summary>
#
# Weights of zeros, (action size, observation size), both from the environment's spaces. While there
# are episodes left for a whole iteration: directions, returns of both sides, a step. Clip every
# action to the bounds of the action space.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# A hundred episodes are 50 pairs. With $N = 1$ that makes 50 steps, with $N = 10$ it makes five.
# And remember why $\sigma = 0.01$ stood still in lesson 7: two policies that swim alike cannot be
# told apart. The weights of a good swimmer are of size 1.
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# $N = b = 1$, with $\nu$ a few tenths and $\alpha$ well under a tenth. Seed each reset from your
# generator, `int(rng.integers(2**31))`. Return the weights, and zeros for the bias.
#
# </details>


# %% answer="train_ars"
def train_ars(env_id, seed):
    """Augmented random search for a linear policy with continuous actions, in 100 episodes.

    Args:
        env_id: an environment with observations (n_states,) and actions (n_actions,), both in a
            Box; made with gymnasium.make in this process. At most 100 episodes are begun in it.
        seed: decides everything random; the same seed gives the same result, bit for bit.

    Returns:
        The pair (weights, bias), arrays of shape (n_actions, n_states) and (n_actions,). The policy
        plays weights @ observation + bias, clipped to the bounds of the action space.
    """
    ### BEGIN SOLUTION
    alpha, nu, pairs = 0.05, 0.3, 50
    rng = np.random.default_rng(seed)
    with gym.make(env_id) as env:
        low, high = env.action_space.low, env.action_space.high
        weights = np.zeros((len(low), env.observation_space.shape[0]))
        for _ in range(pairs):
            direction = rng.standard_normal(weights.shape)
            plus, minus = (
                rollout_policy(
                    env,
                    lambda s, m=weights + sign * nu * direction: np.clip(m @ s, low, high),
                    seed=int(rng.integers(2**31)),
                )
                for sign in (1.0, -1.0)
            )
            spread = np.std([plus, minus])
            if spread > 0:
                weights = weights + alpha / spread * (plus - minus) * direction
    return weights, np.zeros(len(low))
    ### END SOLUTION


# %% check="train_ars" points=0
checks.train_ars(train_ars)

# %% [markdown]
# *(nbgrader shows 0 points for this check: a bonus counts on top, as extra credit.)*
#
# With MuJoCo 4.0 and Swimmer-v5 we found, in five seconds a training on one core (mean return ±
# standard error over the seeds):
#
# | method | episodes | seeds | mean return | reached 325 |
# |---|---|---|---|---|
# | V1 in the paper's Table 1, Swimmer-v1 | 100 | 3 | 325 | by definition |
# | V1, $N = b = 1$, $\alpha = \nu = 0.02$ | 100 | 28 | 143 ± 26 | 5 of 28 |
# | this lesson's answer, $\alpha = 0.05$, $\nu = 0.3$ | 100 | 51 | 244 ± 13 | 12 of 51 |
# | this lesson's answer, twice the episodes | 200 | 16 | 269 ± 29 | 9 of 16 |
#
# So in our hands 325 after 100 episodes is a *good* run, not a typical one: one seed in four gets
# there. Three seeds may have been lucky, or the paper's settings better. Swimmer-v5 is not quite
# Swimmer-v1, either; the simulator is a newer one. Which of these it is we cannot tell from here,
# and the honest table says just that much.
#
# ## 10.6 The report (2 points, marked by your instructor)
#
# **One page, one figure.** A colleague has an environment that nobody has seen: eleven numbers
# come in, three actions go out, a step costs a cent. She has 300 euros, two weeks and an
# eight-core computer, and she asks: which method, in what order, and how will I know that it has
# worked?
#
# Write your recommendation. Take one figure from this lesson (yours, with its numbers), say what it
# shows and what it does not. State a budget in steps, a number of seeds, and what would make you
# change your mind.

# %% [markdown] question="question" points=2
# ### BEGIN SOLUTION
# **Model answer.** *Before any method:* scale all eleven inputs to about −1 … 1 (on MountainCar
# this took NES from −200 to about −160, with nothing else changed), play a few dozen random
# policies, and look whether their returns differ at all. If they do not, no method of this course
# will learn: change the units, the reward or the length of the episodes first.
#
# *The plan:* 300 euros are 30,000 steps in all: 3,000 for that first look, and three methods with
# five seeds of 1,800 steps each. That includes the episodes that score a run: in the lesson they
# were free, here they are not. Start with random search: it costs a line, it was ahead at 3,000 and
# 10,000 steps on CartPole (figure: interquartile mean against budget with 95 % intervals, ten
# seeds), and whatever comes next has to beat it. Then CEM and NES, at the same budget. REINFORCE is
# not in the plan: it was last on CartPole. But it is the only one of the four that learns from
# single steps, and the one to try in place of CEM if episodes are long. *What I would report:*
# interquartile mean and bootstrap interval over the seeds, steps and seconds; not the best run.
# *What it does not show:* the figure is CartPole, a short task that a few linear policies in a
# thousand solve; the intervals of 30,000 steps overlap, and on LunarLander the order was the other
# way round.
#
# *Time:* the environment's price is per step, so eight cores save time and no money. Batch first
# (more than twenty times on one core where the environment can be vectorised), then eight
# workers; with a serial fraction of 5 % they are worth about six.
#
# *I would change my mind* if the intervals of two methods still overlap when the money is spent
# (then say so: no winner), if random search is as good as the rest (then the task is easy: stop),
# or if all returns are equal (then the problem is not the method).
#
# **Marking scheme.** 1 point for a recommendation that follows from evidence: a budget in steps
# and a number of seeds that fit the money (30,000 steps in all; ½ if the sum is wrong by more
# than a factor of two), random search or another baseline in it, and a first step for the case
# that nothing learns. 1 point for the figure: from the writer's own run, with intervals, and at
# least one sentence on what it does *not* show (½ without that sentence, or with means and no
# interval). A method named "best" without a budget gets at most 1 point in all.
# ### END SOLUTION

# %% [markdown]
# ## You can now
#
# - play a whole population in one vector environment, without favouring short episodes,
# - say what ten seeds tell, and how much they leave open,
# - compare methods at equal budgets, and read a comparison that somebody else made,
# - tell what a second worker is worth, and when to batch instead,
# - recommend a method for a problem you have never seen, and say what would change your mind.
#
# **Three quick questions**
#
# <details><summary>A table says: method A 480 ± 5 (mean and standard error, 3 seeds), method B
# 450 ± 40. A reviewer says A is better. What do you ask?</summary>
#
# For the scores. The difference of 30 is less than B's standard error, which three seeds hardly
# tell. B may have reached 370, 490 and 490: one hole, and two runs better than A's mean. Ask for
# the budget of each, too, and who tuned which.
#
# </details>
# <details><summary>Your vector environment is twice as wide as population × episodes. What do the
# ones that are left over do?</summary>
#
# They idle: they are stepped and paid for in time, and nothing that they do is counted. If instead
# they played more episodes of the same members, you could not simply count those that end first.
#
# </details>
# <details><summary>With two workers you measure a speed-up of 2.1. What is the serial
# fraction?</summary>
#
# The formula gives $\frac{1/2.1 - 1/2}{1 - 1/2} = -0.048$, and the answer is 0. Noise, or a cache
# that suddenly fits. Measure again before you tell anyone.
#
# </details>
#
# ## Going further
#
# - Give REINFORCE and NES the neural net of lesson 7 instead of a linear policy. Who gains, who
#   loses?
# - `method(env_id, budget, seed)` is all that `compare_methods` asks for. Put lesson 9's DeepCEM
#   into that form and add it to the table.
# - Write version 2 of ARS: subtract the running mean of all observations so far, divide by their
#   standard deviation. Does it find the swimmer's stroke more often?
# - Plot a *performance profile* (Agarwal and others): for each score, the
#   share of runs above it.
#
# ## Papers
#
# - R. L. Graham (1969), *Bounds on multiprocessing timing anomalies*, SIAM Journal on Applied
#   Mathematics 17: no machine idles while a job waits, and what that is worth. The check of
#   exercise 1 counts by it.
# - G. M. Amdahl (1967), *Validity of the single processor approach to achieving large scale
#   computing capabilities*, AFIPS Spring Joint Computer Conference: the law of 10.4.
# - B. Efron (1979), *Bootstrap methods: another look at the jackknife*, Annals of Statistics 7.
# - T. Salimans, J. Ho, X. Chen, S. Sidor, I. Sutskever (2017), *Evolution strategies as a scalable
#   alternative to reinforcement learning*: Figure 1 has the 657 and the 10 minutes.
# - H. Mania, A. Guy, B. Recht (2018), *Simple random search of static linear policies is
#   competitive for reinforcement learning*, NeurIPS: Algorithm 1, Table 1, and Section 4 on a
#   hundred seeds.
# - A. Rajeswaran, K. Lowrey, E. Todorov, S. Kakade (2017), *Towards generalization and simplicity
#   in continuous control*, NIPS: the natural policy gradient in the same table.
# - R. Agarwal, M. Schwarzer, P. S. Castro, A. Courville, M. G. Bellemare (2021), *Deep
#   reinforcement learning at the edge of the statistical precipice*, NeurIPS: interquartile means
#   and intervals.
