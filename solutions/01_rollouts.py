# %% [markdown]
# # 1 · Rollouts: policies meet environments
#
# A **policy** decides. An **environment** answers. Let them talk until the story ends and add up
# what the story paid: that is a **rollout**, and the sum is its **return**.
#
# Every method in this course improves a policy by looking at returns. So we begin with the one
# tool that all of them share, and we build it with care. A crooked ruler spoils every
# measurement that comes after it.
#
# **Time:** about 60 minutes. **Points:** 10 by the checks, 2 for the written question.

# %%
import gymnasium as gym
import numpy as np

from checks.lesson_01 import exercises as checks
from helpers import plotting

# %% [markdown]
# ## Where we are

# %% tags=["picture"]
plotting.course_map(1)

# %% [markdown]
# | symbol | name in code | what it is | shape |
# |---|---|---|---|
# | $s_t$ | `state`, `observation` | what the policy sees at step $t$ | (4,) for CartPole |
# | $a_t$ | `action` | what it does | an integer |
# | $r_t$ | `reward` | what action $a_t$ earns | a number |
# | $\pi$ | `policy` | a function from observation to action | – |
# | $R$ | return, `total` | $r_0 + r_1 + \dots + r_{T-1}$, not discounted | a number |
# | $\gamma$ | `gamma` | discount factor, between 0 and 1 | a number |
# | $n$ | `episodes` | how many episodes we average over | an integer |
#
# *State* and *observation* are not always the same thing: a policy may see only a part of the
# state. In CartPole it sees everything, so we use both words for it.

# %% [markdown]
# ## 1.1 The conversation
#
# Gymnasium gives every environment the same two verbs.
#
# ```text
# observation, info = env.reset(seed=7)                                # a new episode
# observation, reward, terminated, truncated, info = env.step(action)  # one step of it
# ```
#
# `reset` returns **two** values. `step` returns **five**. The two booleans both mean "the episode
# is over", for different reasons:
#
# - **terminated**: the task itself came to an end. The pole fell. The goal was reached.
# - **truncated**: somebody stopped the clock. The task could have gone on.
#
# An episode is over when *either* is true. (Old texts, including the two that this course grew
# from, show a `step` with four values and a single `done`. That is the interface of Gym before
# version 0.26. It could not tell the two endings apart; the question at the end asks why that
# hurts.)
#
# Here is one conversation, printed. CartPole pays 1 for every step that the pole is still up.
# Its observation is *(position, velocity, angle, angular velocity)*.

# %% tags=["picture"]
env = gym.make("CartPole-v1")
observation, info = env.reset(seed=7)
print("reset            ", observation.round(3))
for action in (1, 1, 0):
    observation, reward, terminated, truncated, info = env.step(action)
    print(f"action {action} reward {reward:g}", observation.round(3), terminated, truncated)

# %% [markdown]
# ### Exercise 1 · `random_rollout` (●○○, 8 minutes, 2 points)
#
# Play one episode with uniformly random actions and return the sum of its rewards.
#
# *Why it matters:* random play is the yardstick. A "learned" policy that does not beat it has
# learned nothing, and you would be surprised how often that goes unnoticed.
#
# Two generators are at work here: one inside the environment (where does the pole start?) and one
# inside its action space (which action comes next?). The seed must reach both, or two runs with
# one seed differ.
#
# <details><summary>Hint 1: the shape of it</summary>
#
# Reset, then loop: draw an action, step, add the reward, look whether it is over.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# `env.action_space` has two methods that you need: `seed(...)` and `sample()`.
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# Before the loop: `env.reset(seed=seed)` and `env.action_space.seed(seed)`. Inside: add the
# reward *first*, then leave the loop if `terminated or truncated`.
#
# </details>


# %% answer="random_rollout"
def random_rollout(env, seed=None):
    """Play one episode with uniformly random actions.

    Args:
        env: a Gymnasium environment; this function resets it.
        seed: seeds the environment and its action space; None seeds neither.

    Returns:
        The sum of the rewards of the episode, a float.
    """
    ### BEGIN SOLUTION
    env.action_space.seed(seed)
    env.reset(seed=seed)
    total, over = 0.0, False
    while not over:
        _, reward, terminated, truncated, _ = env.step(env.action_space.sample())
        total += float(reward)
        over = terminated or truncated
    return total
    ### END SOLUTION


# %% check="random_rollout" points=2
checks.random_rollout(random_rollout)

# %% [markdown]
# ## 1.2 A policy takes over
#
# **Predict first.** How long does random play keep the pole up, on average: about 5 steps, 20 or
# 100? Then run the cell.

# %% tags=["picture"]
random_returns = [random_rollout(env, seed) for seed in range(200)]
plotting.strip_plot({"random": random_returns}, title="Random play on CartPole-v1")

# %% [markdown]
# Here 24, and over many thousands of episodes 22 to 23, with a long tail to the right. A coin that
# lands on heads and tails in turn happens to keep the pole up for a while; most coins do not.
#
# ### Exercise 2 · `rollout_policy` (●●○, 12 minutes, 3 points)
#
# The same loop, but a policy chooses: `action = policy(observation)`.
#
# *Why it matters:* this function is the inner loop of the whole course. Two slips in it are
# classics. One feeds the policy a **stale** observation, the one from before the step. The other
# goes on stepping **past the end**, where rewards mean nothing any more.
#
# **By hand first.** An episode has observations $s_0, s_1, s_2$ and pays $r_0 = 1$ and $r_1 = 4$;
# the second step terminates it. The policy is asked twice: about $s_0$ (which came from `reset`)
# and about $s_1$. Nobody ever acts on $s_2$. The return is $1 + 4 = 5$.
#
# <details><summary>Hint 1: the shape of it</summary>
#
# You have this loop already. What changes is where the action comes from, and that you must now
# keep the observation.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# The first observation is the first of the two values that `reset` returns. Each `step` returns
# the next one.
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# Let the same variable receive the new observation:
# `observation, reward, terminated, truncated, _ = env.step(policy(observation))`.
#
# </details>


# %% answer="rollout_policy"
def rollout_policy(env, policy, seed=None):
    """Play one episode with a policy.

    Args:
        env: a Gymnasium environment; this function resets it, once.
        policy: a function from observation to action.
        seed: goes to the reset.

    Returns:
        The sum of the rewards until the episode is terminated or truncated, a float.
    """
    ### BEGIN SOLUTION
    observation, _ = env.reset(seed=seed)
    total, over = 0.0, False
    while not over:
        observation, reward, terminated, truncated, _ = env.step(policy(observation))
        total += float(reward)
        over = terminated or truncated
    return total
    ### END SOLUTION


# %% check="rollout_policy" points=3
checks.rollout_policy(rollout_policy)

# %% [markdown]
# ## 1.3 A reward now or a reward later
#
# Some methods count a late reward less than an early one. With the discount factor $\gamma$,
#
# $$ G = \sum_{t=0}^{T-1} \gamma^t\, r_t = r_0 + \gamma\, r_1 + \gamma^2 r_2 + \dots $$
#
# **By hand.** Rewards 8, 4, 2 and $\gamma = \tfrac12$: $G = 8 + \tfrac12\cdot 4 + \tfrac14\cdot 2
# = 10.5$. The first reward is never discounted, because $\gamma^0 = 1$.
#
# With $\gamma = 1$ this is the plain return $R$. With $\gamma = 0$ only the first reward is left
# (in Python and in this course, `0.0 ** 0` is 1).
#
# ### Exercise 3 · `discounted_return` (●○○, 5 minutes, 1 point)
#
# *Why it matters:* lesson 3 weights every action with such a sum.
#
# <details><summary>Hint 1</summary>
#
# `enumerate(rewards)` gives you $t$ and $r_t$ together.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Another way: walk through the rewards from the last to the first. What do you do to the sum
# so far, each time you step one further back?
#
# </details>
# <details><summary>Hint 3</summary>
#
# Start at 0.0. From back to front: *new sum = reward + gamma · old sum*. An empty list never
# enters the loop, and 0.0 is what you return.
#
# </details>


# %% answer="discounted_return"
def discounted_return(rewards, gamma):
    """Sum of gamma**t * rewards[t], t from 0.

    Args:
        rewards: a list of numbers, possibly empty.
        gamma: discount factor, between 0 and 1.

    Returns:
        The discounted return, a float; 0.0 for an empty list.
    """
    ### BEGIN SOLUTION
    total = 0.0
    for reward in reversed(rewards):
        total = float(reward) + gamma * total
    return total
    ### END SOLUTION


# %% check="discounted_return" points=1
checks.discounted_return(discounted_return)

# %% [markdown]
# ## 1.4 How sure are we?
#
# One return is a single draw from a random variable. We report the mean of $n$ of them,
#
# $$ \bar R = \frac1n \sum_{i=1}^{n} R_i , \qquad
#    \operatorname{se} = \frac{s}{\sqrt n}, \qquad
#    s^2 = \frac{1}{n-1} \sum_{i=1}^{n} (R_i - \bar R)^2 . $$
#
# $s$ is the **standard deviation**: how far single episodes lie from each other. It does not
# shrink when you play more. $\operatorname{se}$ is the **standard error**: how far the *mean* is
# likely to be from the truth. It shrinks with $\sqrt n$, so ten times the certainty costs a
# hundred times the episodes.
#
# The $n - 1$ is there because the mean was fitted to the same numbers, which makes the spread
# around it look a little too small. NumPy calls it `ddof=1`.
#
# **By hand.** Returns 10, 20, 30. The mean is 20. $s^2 = (100 + 0 + 100)/2 = 100$, so $s = 10$
# and $\operatorname{se} = 10/\sqrt3 \approx 5.77$. With `ddof=0` you would get 4.71 and be too
# proud of yourself by a fifth.
#
# ### Exercise 4 · `evaluate_policy` (●●○, 10 minutes, 2 points)
#
# *Why it matters:* half of the improvements in this field that nobody could reproduce were a mean
# without a standard error. (The number is made up. The problem is not.)
#
# Episode $i$ uses `seed + i`, $i$ from 0: different episodes, yet the same ones each time you
# run it.
#
# <details><summary>Hint 1</summary>
#
# Collect the returns in a list with your own `rollout_policy`, then compute two numbers from it.
#
# </details>
# <details><summary>Hint 2</summary>
#
# What is `None + 0`? The seed may be None. And what does NumPy say about the standard deviation of
# one number with `ddof=1`?
#
# </details>
# <details><summary>Hint 3</summary>
#
# For the seed: `None if seed is None else seed + i`. For one episode: return `float("nan")` as the
# standard error before NumPy gets to divide by zero.
#
# </details>


# %% answer="evaluate_policy"
def evaluate_policy(env, policy, episodes, seed=None):
    """Mean return over several episodes, and its standard error.

    Args:
        env: a Gymnasium environment.
        policy: a function from observation to action.
        episodes: how many episodes, n, at least 1.
        seed: episode i is reset with seed + i; None seeds nothing.

    Returns:
        A pair of floats: the mean return, and its standard error with ddof=1. The standard error
        of a single episode is nan.
    """
    ### BEGIN SOLUTION
    returns = [
        rollout_policy(env, policy, None if seed is None else seed + i) for i in range(episodes)
    ]
    if episodes == 1:
        return returns[0], float("nan")
    return float(np.mean(returns)), float(np.std(returns, ddof=1) / np.sqrt(episodes))
    ### END SOLUTION


# %% check="evaluate_policy" points=2
checks.evaluate_policy(evaluate_policy)

# %% [markdown]
# The picture below evaluates one and the same policy again and again, with more and more
# episodes. **Predict first:** how wide is the band at 400 episodes, compared with the band at 25?

# %% tags=["picture"]
counts = [5, 25, 100, 400]
means, errors = zip(*[evaluate_policy(env, lambda s: int(s[2] > 0), n, seed=0) for n in counts])
plotting.mean_with_error(counts, means, errors, xlabel="episodes, n")

# %% [markdown]
# A quarter as wide: sixteen times the episodes, four times the certainty. (The line is no trend.
# Each point estimates the same number, and they differ by no more than their bands allow.)
#
# ## 1.5 Your first policy, without any learning
#
# The observation is *(position, velocity, angle, angular velocity)*; positive means to the right,
# and a positive angle leans to the right. Action 0 pushes the cart to the left, 1 to the right.
#
# ### Exercise 5 · `cartpole_policy` (●●○, 10 minutes, 2 points)
#
# Write a policy by hand that reaches a mean return of at least 195 over 100 episodes. No
# learning, no loops: a line or two of judgment.
#
# *Why it matters:* it is the score to beat. And if four numbers and an `if` can do it, a
# neural net that cannot is telling you something about your training loop.
#
# <details><summary>Hint 1</summary>
#
# Have you ever balanced a broom on your hand? You move the hand *under* the falling broom.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Going by the angle alone gets to about 42. By the time the pole leans, it is already moving.
#
# </details>
# <details><summary>Hint 3</summary>
#
# A pole that leans to the right but swings back to the left needs no help. Combine the angle and
# the angular velocity into a single number and look at its sign.
#
# </details>


# %% answer="cartpole_policy"
def cartpole_policy(state):
    """Balance the pole by hand-written rule.

    Args:
        state: shape (4,): cart position, cart velocity, pole angle in radians, angular velocity.

    Returns:
        0 to push the cart to the left, 1 to push it to the right.
    """
    ### BEGIN SOLUTION
    position, velocity, angle, angular_velocity = state
    lean = 3.0 * angle + angular_velocity + 0.1 * position + 0.2 * velocity
    return int(lean > 0)
    ### END SOLUTION


# %% check="cartpole_policy" points=2
checks.cartpole_policy(cartpole_policy)

# %% [markdown]
# ### A picture of your result

# %% tags=["picture"]
your_returns = [rollout_policy(env, cartpole_policy, seed) for seed in range(100)]
plotting.strip_plot(
    {"random": random_returns, "your policy": your_returns}, title="CartPole-v1, one dot an episode"
)

# %% tags=["picture"]
plotting.show_episode("CartPole-v1", cartpole_policy, seed=1)

# %% [markdown]
# ## 1.6 In your own words (2 points, marked by your instructor)
#
# 1. Why do we report a standard error next to a mean return?
# 2. Why is truncation not termination? Think of a method that *predicts* how much reward is still
#    to come: what should it predict for the last state of an episode that was terminated, and what
#    for one that was truncated?

# %% [markdown] question="question" points=2
# ### BEGIN SOLUTION
# **Model answer.** (1) The mean of n returns is itself random: other episodes give another mean.
# The standard error says by how much, so that a reader can tell whether two policies really
# differ or whether the episodes were lucky. A difference smaller than about two standard errors
# of the difference is no evidence. (2) Termination ends the task: after it there is no more
# reward, so the value of what follows is 0. Truncation stops the clock from outside: the
# task would have gone on and paid. A method that estimates the reward to come must therefore
# count 0 after termination and its own estimate of the last state's value after truncation. If
# it mixes them up, it learns that a perfectly balanced pole at step 500 is worth nothing.
#
# **Marking scheme.** 1 point: the mean is random, and the standard error makes a comparison
# possible (½ for "it shows the spread" without saying of what: the spread of the mean, not of
# the episodes). 1 point: after termination no reward follows, after truncation it would
# have (½ for naming the two endings without what follows from them).
# ### END SOLUTION

# %% [markdown]
# ## You can now
#
# - play an episode against any Gymnasium environment and stop at the right moment,
# - make a rollout repeatable with a seed, in the environment *and* in its action space,
# - report a mean return together with how sure you are of it.
#
# **Three quick questions**
#
# <details><summary>An episode is truncated at step 500 with the pole upright. Did the policy
# fail?</summary>
#
# No. It ran out of clock, not out of luck: 500 is the best return that CartPole-v1 allows.
#
# </details>
# <details><summary>You double the number of episodes. What happens to the standard
# error?</summary>
#
# It shrinks by a factor of about $\sqrt2 \approx 1.41$. The standard *deviation* stays where it is.
#
# </details>
# <details><summary>Two runs with one seed give different returns. Name two suspects.</summary>
#
# The action space was not seeded, or something draws from a global generator (`np.random.…`,
# `random.…`).
#
# </details>
#
# ## Going further
#
# - Plot the return against the weight of the angular velocity in your policy. Where is the cliff?
# - `env.action_space.seed` and `env.reset` take the same seed here. Are the two streams of random
#   numbers then related? Find out, and say whether it matters. (Lesson 2 has a case where it does.)
#
# ## Papers
#
# - A. G. Barto, R. S. Sutton, C. W. Anderson (1983), *Neuronlike adaptive elements that can solve
#   difficult learning control problems*: where the cart and its pole come from.
# - M. Towers et al. (2024), *Gymnasium: A standard interface for reinforcement learning
#   environments*: the two verbs, and the two endings.
# - F. Pardo, A. Tavakoli, V. Levdik, P. Kormushev (2018), *Time limits in reinforcement learning*:
#   truncation is not termination, at length.
# - R. Agarwal, M. Schwarzer, P. S. Castro, A. Courville, M. G. Bellemare (2021), *Deep
#   reinforcement learning at the edge of the statistical precipice*: how sure are we, for a whole
#   field.
