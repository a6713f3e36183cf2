# %% [markdown]
# # 3 · Policy gradients: learn the policy directly
#
# This course learns **without** gradients. So why a lesson about one? Because you cannot see what a
# method leaves out before you have held it in your hands. Here you build the gradient, step by
# step, from a softmax to a policy that balances CartPole. Then you look at what it cost.
#
# The lecture that this course grew from spends a page on policy gradients. Three lines of that page
# are crooked. You will run them, watch what they do, and put them straight.
#
# **Time:** about 90 minutes. **Points:** 11 by the checks, 3 for the written question.

# %%
import gymnasium as gym
import numpy as np

from checks.lesson_03 import exercises as checks
from helpers import plotting
from helpers.budget import budget
from helpers.gradient_bench import (
    constant_baseline,
    forward_sums,
    learn_with,
    no_baseline,
    plain_mean,
    play_batch,
    whole_return,
)
from helpers.rollouts import rollout_policy

# %% [markdown]
# ## Where we are

# %% tags=["picture"]
plotting.course_map(3)

# %% [markdown]
# | symbol | name in code | what it is | shape |
# |---|---|---|---|
# | $s_t$, $a_t$, $r_t$ | `state`, `action`, `reward` | what is seen, done and earned at step $t$ | (n_features,), integer, number |
# | $\theta$ | `theta` | parameters of the policy, a row for each action | (n_actions, n_features) |
# | $x(s, a)$ | – | features of a state and an action | as $\theta$ |
# | $h(s, a)$ | `preferences` | how much the policy likes action $a$ in state $s$ | a number for each action |
# | $\pi_\theta(a \mid s)$ | `probabilities` | probability of action $a$ in state $s$ | a number for each action |
# | $T$ | `len(rewards)` | steps of an episode | an integer |
# | $G_t$ | `rewards_to_go` | what is earned from step $t$ on | a number for each step |
# | $b_t$ | `baseline` | what is taken off $G_t$ | a number for each step |
# | $J(\theta)$ | – | expected return of the policy | a number |
# | $\nabla J(\theta)$ | `gradient` | its slope, entry by entry | as $\theta$ |
# | $\hat g$ | `policy_gradient(…)` | our estimate of $\nabla J$, from a batch of episodes | as $\theta$ |
# | $\alpha$ | `alpha` | step size | a number |
# | $\gamma$ | `gamma` | discount factor | a number |
# | $N$ | `len(episodes)` | episodes in a batch | an integer |
#
# ## 3.1 Two ways to know what to do
#
# **Value-based** methods learn how good things are: $Q(s, a)$ is the return to expect after action
# $a$ in state $s$. The policy comes for free. Take the action with the largest $Q$, and now and
# then a random one ($\varepsilon$-greedy).
#
# **Policy-based** methods skip the values. They write the policy itself as a function with
# parameters,
#
# $$ \pi_\theta(a \mid s)
#    = P(\text{action } a \mid \text{state } s, \text{ parameters } \theta) , $$
#
# and turn $\theta$ until the returns grow. Left or right? That is all they want to know, and not
# how good or bad either would be. Everything from here to the end of the course is policy-based.
#
# **Actor-critic** methods stand in between: an actor (the policy) acts, a critic (a value
# function) tells it how well that went. We name them and move on. You will meet a poor man's critic
# in 3.6.
#
# What speaks for learning the policy directly?
#
# 1. **Stronger guarantees of convergence.** Walk uphill with steps that shrink at the right rate,
#    and $\theta$ settles where the slope is zero: a *local* optimum, or at worst a saddle. Under
#    conditions: a smooth policy, an unbiased gradient of bounded variance. Q-learning with a table
#    finds the *best* policy, if it never stops trying everything, which is more. But give its $Q$ a
#    function approximator, and it may swing for ever or blow up (Baird 1995).
# 2. **Continuous actions.** With a steering angle there are infinitely many actions to compare. A
#    policy just returns the mean of a Gaussian and samples an angle.
# 3. **No maximisation, so less aggressive updates.** You will see this in a picture, as soon as you
#    have a softmax.
#
# ## 3.2 Preferences become probabilities
#
# The policy gives each action a **preference** $h(s, a)$, any number. A softmax makes probabilities
# of them:
#
# $$ \pi_\theta(a \mid s) = \frac{e^{h(s, a)}}{\sum_{b} e^{h(s, b)}} . $$
#
# **By hand.** $h = (0, \ln 3)$. The exponentials are $1$ and $3$, their sum is $4$, the
# probabilities are $\tfrac14$ and $\tfrac34$. Take $h = (5, 5 + \ln 3)$ instead: the exponentials
# are $e^5$ times as large, all of them, and the probabilities are the same. **Only differences of
# preferences count.** Keep that in mind for the third hint.
#
# ### Exercise 1 · `softmax` (●○○, 6 minutes, 1 point)
#
# *Why it matters:* the formula is one line. As it stands it dies at $h = 1000$, because no float
# can hold $e^{1000}$, and weights that learn do grow.
#
# It should work on one vector of preferences, and just as well on a matrix with a row for each
# state: **over the last axis**, whatever comes before it. That will save you a loop later.
#
# <details><summary>Hint 1: the shape of it</summary>
#
# Two lines: exponentials, then divide by their sum.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# `x.sum(axis=-1, keepdims=True)` sums over the last axis and leaves a shape that can be divided by.
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# Before the exponential, take the row's largest preference off (`max` has `axis` and `keepdims`
# too). The largest exponent is 0 then, and nothing can overflow. Write a new array, not `-=`.
#
# </details>


# %% answer="softmax"
def softmax(preferences):
    """Turn preferences into probabilities, over the last axis.

    Args:
        preferences: an array of finite numbers, shape (..., n_actions), for example 1e4 or -1e4.

    Returns:
        An array of the same shape: exp(h) over the sum of exp(h) along the last axis. Finite,
        without a warning.
    """
    ### BEGIN SOLUTION
    exponentials = np.exp(preferences - np.max(preferences, axis=-1, keepdims=True))
    return exponentials / exponentials.sum(axis=-1, keepdims=True)
    ### END SOLUTION


# %% check="softmax" points=1
checks.softmax(softmax)

# %% [markdown]
# Now advantage number three. Two actions, left and right. A learner believes that right is better
# than left by some difference, and each update moves the difference a little.
#
# **Predict first.** The difference creeps from $-0.1$ to $+0.1$. How much does the probability of
# going right change: for a greedy policy, for an $\varepsilon$-greedy one with
# $\varepsilon = 0.2$, and for a softmax?

# %% tags=["picture"]
difference = np.linspace(-4, 4, 401)
greedy = (difference > 0).astype(float)
plotting.curves_over(
    difference,
    {
        "greedy": greedy,
        "ε-greedy": 0.2 / 2 + 0.8 * greedy,
        "softmax": softmax(np.column_stack([np.zeros(401), difference]))[:, 1],
    },
    xlabel="right minus left",
    ylabel="P(right)",
)

# %% [markdown]
# Greedy jumps from 0 to 1, $\varepsilon$-greedy from 0.1 to 0.9. A hair's breadth in the values,
# and the agent lives another life, sees other states, and overwrites what it knew. Softmax moves
# from 0.475 to 0.525. That is what "less aggressive" means: a small step in $\theta$ is a small
# step in behaviour. It is also what makes a slope possible at all.
#
# ### A linear policy
#
# Where do preferences come from? The simplest choice is linear,
# $h(s, a) = \theta^\top x(s, a)$, with a vector of features $x(s, a)$ for every pair of state and
# action. We take **blocks**: there is one block for each action, the block of action $a$ holds the
# state, and all other blocks hold zeros.
#
# **By hand.** Two actions, $s = (2, -1)$. Then $x(s, 0) = (2, -1, 0, 0)$ and
# $x(s, 1) = (0, 0, 2, -1)$. With $\theta = (1, 0, 0.5, -1)$, $h(s, 0) = 2$ and
# $h(s, 1) = 1 + 1 = 2$: both have probability $\tfrac12$.
#
# So many zeros. Write $\theta$ as a matrix, a row for each action, and they are gone:
#
# $$ \theta = \begin{pmatrix} 1 & 0 \\ 0.5 & -1 \end{pmatrix}, \qquad
#    h(s, a) = \theta_a \cdot s , \qquad h(s, \cdot) = \theta s . $$
#
# ### Exercise 2 · `action_probabilities` (●○○, 4 minutes, 1 point)
#
# *Why it matters:* this is the policy. The rest of the lesson is about turning its knobs.
#
# <details><summary>Hint 1</summary>
#
# One line, with your `softmax` in it.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `theta` has the shape (n_actions, n_features), `state` (n_features,). Which product has the shape
# (n_actions,)?
#
# </details>
# <details><summary>Hint 3</summary>
#
# `theta @ state` has all preferences at once. (`state @ theta.T` is the same, and works for a whole
# matrix of states as well, a row each. You may want that soon.)
#
# </details>


# %% answer="action_probabilities"
def action_probabilities(theta, state):
    """Probabilities of all actions in a state.

    Args:
        theta: shape (n_actions, n_features), a row for each action.
        state: shape (n_features,).

    Returns:
        pi(a | s) for every action, shape (n_actions,): the softmax of h(s, a) = theta[a] · state.
    """
    ### BEGIN SOLUTION
    return softmax(state @ theta.T)
    ### END SOLUTION


# %% check="action_probabilities" points=1
checks.action_probabilities(action_probabilities)

# %% [markdown]
# Your policy over two of CartPole's four numbers, for a $\theta$ that likes "right" when the pole
# leans or turns to the right. **Predict first:** the line of probability ½ must go through which
# point, whatever $\theta$ is?

# %% tags=["picture"]
leaning = np.array([[0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 8.0, 2.0]])
angles, speeds = np.linspace(-0.2, 0.2, 41), np.linspace(-1.5, 1.5, 41)


def map_of(theta):
    """P(right) where the cart stands still in the middle, a row for each angular velocity."""
    return [
        [action_probabilities(theta, np.array([0, 0, x, y]))[1] for x in angles] for y in speeds
    ]


AXES = {"xlabel": "angle of the pole", "ylabel": "angular velocity"}
plotting.policy_map(angles, speeds, map_of(leaning), title="P(right), by hand", **AXES)

# %% [markdown]
# Through the origin: where all features are 0, all preferences are 0, and the policy tosses a fair
# coin. For CartPole that is just right. Where it is wrong, add **a feature that is always 1**; its
# weights are then biases. (In 3.7 you will see what happens to those who forget.)
#
# ## 3.3 The goal, and the way up
#
# The goal is a number, the expected return of the policy:
#
# $$ J(\theta) = \mathbb E\left[\, r_0 + r_1 + \dots + r_{T-1} \,\right]
#    \quad\text{when actions are drawn from } \pi_\theta . $$
#
# Its gradient $\nabla J$ has a number for each entry of $\theta$: how fast does $J$ grow when I
# turn this knob? We want more return, so we walk **up**, a step at a time:
#
# $$ \theta_{k+1} = \theta_k + \alpha\, \nabla J(\theta_k) . $$
#
# **By hand.** `lwg/ActionMatters-v0` pays $+1$ for action 1, $-1$ for action 0, for 20 steps. Let
# the only feature be the constant 1, so that $\theta$ is a column of two biases. With
# $p = \pi(1 \mid s)$,
#
# $$ J = 20\,(2p - 1), \qquad \frac{\partial J}{\partial \theta_1} = 40\, p(1-p), \qquad
#    \frac{\partial J}{\partial \theta_0} = -40\, p(1-p) . $$
#
# Take $\theta = (0, \ln 3)$: $p = \tfrac34$, $J = 10$, and the gradient is $(-7.5,\ 7.5)$. With
# $\alpha = 0.02$ the step is $(-0.15, 0.15)$. The difference of the biases grows from 1.10 to 1.40,
# $p$ to 0.80, $J$ to 12.1. Up it goes.
#
# ### What the source says
#
# It writes $\theta_{t+1} = \theta_t + \nabla \hat J(\theta_t)$, says "update by gradient descent",
# and explains that $\hat J$ is a stochastic approximation of the gradient. Three slips in three
# lines:
#
# - **No step size.** The step above would be $(-7.5, 7.5)$: a difference of 16 where 1 was, and
#   $p = 0.9999999$. (Also $\alpha$ has a unit. Pay in cents, and $J$ and its slope are 100 times as
#   large; somebody has to make up for that.)
# - **Descent.** Descent *subtracts* the gradient and makes $J$ small. For a loss that is what you
#   want; here it would learn to lose.
# - **Two names for one thing.** If $\hat J$ *is* the estimate of the gradient, then
#   $\nabla \hat J$ is the gradient of a gradient. We keep them apart: $J$ is a number, $\nabla J$
#   has the shape of $\theta$, and $\hat g$ will be our estimate of $\nabla J$.
#
# The third slip sounds like a typing error. What would a program do that believed it? **Predict
# first:** what shape has the derivative of the gradient, and will NumPy complain when it is added
# to $\theta$?


# %% tags=["picture"]
def expected_return(theta):
    """J on ActionMatters, with the constant 1 as the only feature; theta has the shape (2, 1)."""
    return 20 * (2 * action_probabilities(theta, np.ones(1))[1] - 1)


def slope(f, theta, step=1e-4):
    """The derivative of f with respect to every entry of theta, by central differences."""
    moves = step * np.eye(theta.size).reshape(theta.size, *theta.shape)
    slopes = [(f(theta + move) - f(theta - move)) / (2 * step) for move in moves]
    return np.moveaxis(np.array(slopes), 0, -1).reshape(*np.shape(slopes[0]), *theta.shape)


biases = np.array([[0.0], [np.log(3)]])
gradient = slope(expected_return, biases)
again = slope(lambda theta: slope(expected_return, theta), biases)
print("J                      ", expected_return(biases).round(3))
print("its gradient           ", gradient.ravel().round(3), "of shape", gradient.shape)
print("the gradient of that   ", "is of shape", again.shape)
print("theta + the last one   ", "is of shape", (biases + again).shape, "and NumPy says nothing")

# %% [markdown]
# A gradient of a gradient has an entry for every *pair* of knobs. NumPy broadcasts it over $\theta$
# without a word, and the error shows up three functions later. (By the way, the numbers are those
# of the example by hand.)
#
# The first two slips get their turn in 3.7, on test environments. To run them we need a gradient.
#
# ## 3.4 The slope of something you can only sample
#
# For ActionMatters we had a formula for $J$. For CartPole nobody has. We can only play. And what we
# play through, the environment, is a black box: it offers no derivative. The way out is one line of
# algebra, and it is worth going slowly.
#
# Call a whole episode $\tau$, its return $R(\tau)$ and its probability $P_\theta(\tau)$.
#
# **One.** The expectation is a sum over all episodes that could happen:
# $J(\theta) = \sum_\tau P_\theta(\tau)\, R(\tau)$.
#
# **Two.** $R(\tau)$ is what the episode paid. It does not depend on $\theta$; how *likely* the
# episode is does. So $\nabla J = \sum_\tau \nabla P_\theta(\tau)\, R(\tau)$.
#
# **Three.** The derivative of a logarithm is $\nabla \log P = \nabla P / P$. Read it backwards:
# $\nabla P = P\, \nabla \log P$.
#
# **Four.** Put it in, and the sum is an expectation again, something that you can sample:
#
# $$ \nabla J = \sum_\tau P_\theta(\tau)\, R(\tau)\, \nabla \log P_\theta(\tau)
#    = \mathbb E \left[ R(\tau)\, \nabla \log P_\theta(\tau) \right] . $$
#
# **Five.** An episode is a chain: a start, then action, next state, action, next state. Its
# probability is a product, and the logarithm of a product is a sum:
#
# $$ \log P_\theta(\tau) = \log P(s_0) + \sum_t \log \pi_\theta(a_t \mid s_t)
#    + \sum_t \log P(s_{t+1} \mid s_t, a_t) . $$
#
# **Six.** Now differentiate with respect to $\theta$. The start and the environment's moves do not
# contain $\theta$. They vanish, and nobody had to differentiate CartPole:
#
# $$ \nabla J = \mathbb E \left[ R(\tau) \sum_{t} \nabla \log \pi_\theta(a_t \mid s_t) \right] . $$
#
# In words: play, look at each action that you took, turn $\theta$ so that it becomes likelier, and
# do so *as hard as the episode was good*. It is called the score-function gradient, or REINFORCE
# (Williams 1992).
#
# **By hand.** ActionMatters cut down to a single step, $p = \tfrac34$. Action 1 pays $+1$, and
# $\partial \log p / \partial \theta_1 = 1 - p = \tfrac14$. Action 0 pays $-1$, and
# $\partial \log(1 - p) / \partial \theta_1 = -p = -\tfrac34$. The expectation is
# $\tfrac34 \cdot (+1) \cdot \tfrac14 + \tfrac14 \cdot (-1) \cdot (-\tfrac34) = \tfrac38$. And
# directly: $J = 2p - 1$ has the slope $2p(1-p) = \tfrac38$. It works.
#
# ### The slope of one log-probability
#
# What is left is $\nabla \log \pi_\theta(a \mid s)$, for our softmax. Its logarithm is
# $h(s, a) - \log \sum_b e^{h(s, b)}$, and the derivative of that is
#
# $$ \nabla \log \pi_\theta(a \mid s) = x(s, a) - \sum_b \pi_\theta(b \mid s)\, x(s, b) : $$
#
# the features of what you did, minus the average features of what you might have done. Of $x(s, b)$
# only block $b$ is not zero. So, in matrix form, row $b$ is
#
# $$ \big( [\,b = a\,] - \pi_\theta(b \mid s) \big)\; s , \qquad
#    [\,b = a\,] = 1 \text{ if } b \text{ is } a, \text{ else } 0 . $$
#
# **By hand.** One feature, $s = 2$, probabilities $(\tfrac14, \tfrac34)$. Action 1 was taken: row 0
# is $(0 - \tfrac14) \cdot 2 = -0.5$, row 1 is $(1 - \tfrac34) \cdot 2 = 0.5$. Had it been action 0,
# the rows would be $1.5$ and $-1.5$. A surprising action has a steep slope, an expected one a
# gentle slope. And on average? $\tfrac34 \cdot 0.5 + \tfrac14 \cdot (-1.5) = 0$. It is always so:
# **the average of $\nabla \log \pi$ over the policy's own actions is zero**, because the
# probabilities always add to 1 and their slopes to 0. We will use this twice.
#
# ### Exercise 3 · `grad_log_policy` (●●○, 12 minutes, 2 points)
#
# *Why it matters:* everything else in a policy gradient is bookkeeping. This is the calculus, and a
# wrong sign in it looks exactly like "RL is hard".
#
# <details><summary>Hint 1: the shape of it</summary>
#
# For every action a number, $[b = a] - \pi(b \mid s)$. Every number times the state gives a row.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# You have the probabilities. Take them off a vector of zeros with a single 1 in it. Do not write
# into what `action_probabilities` returned before you know that nobody else needs it.
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# `surprise = -action_probabilities(theta, state)`, then `surprise[action] += 1`. `np.outer(u, v)`
# has the rows `u[b] * v`.
#
# </details>


# %% answer="grad_log_policy"
def grad_log_policy(theta, state, action):
    """Gradient of log pi(action | state) with respect to theta.

    Args:
        theta: shape (n_actions, n_features).
        state: shape (n_features,).
        action: the action that was taken, an int.

    Returns:
        x(s, a) - sum over b of pi(b | s) x(s, b), in the shape of theta: row b is
        ([b = a] - pi(b | s)) times the state.
    """
    ### BEGIN SOLUTION
    surprise = -action_probabilities(theta, state)
    surprise[action] += 1.0
    return np.outer(surprise, state)
    ### END SOLUTION


# %% check="grad_log_policy" points=2
checks.grad_log_policy(grad_log_policy)

# %% [markdown]
# The check compared your formula with finite differences: turn one knob by a hundred-thousandth,
# see how much $\log \pi$ moves, divide. Do that with every gradient you ever write. It is five
# lines, and you have them already (`slope`, above):

# %% tags=["picture"]
dice = np.random.default_rng(3)
theta, state = dice.normal(size=(3, 4)), dice.normal(size=4)
yours = grad_log_policy(theta, state, 2)
measured = slope(lambda moved: np.log(action_probabilities(moved, state)[2]), theta)
print("largest difference:", np.abs(yours - measured).max())

# %% [markdown]
# ## 3.5 Only what comes after counts
#
# In the formula of step six *every* action is praised for *every* reward of the episode. Also for
# those that were paid before it was taken. That is silly, and it is noise: your choice at noon did
# not change your breakfast.
#
# May we leave the early rewards out? Yes. When $s_t$ is reached, an earlier reward $r_k$ is a fixed
# number, and the average of $r_k \nabla \log \pi(a_t \mid s_t)$ over the actions is $r_k \cdot 0$.
# It adds nothing but scatter. What stays is the **reward to go**:
#
# $$ \nabla J = \mathbb E \Big[ \sum_t \nabla \log \pi_\theta(a_t \mid s_t)\, G_t \Big] , \qquad
#    G_t = \sum_{k \ge t} \gamma^{k - t}\, r_k \quad (\gamma = 1) . $$
#
# With $\gamma < 1$ an action is also excused from what happens long after it. That is less scatter
# again, but no longer for free: the estimate then leans towards the near future, and strictly
# speaking it is not the gradient of anything (Nota & Thomas 2020). In practice the trade is often
# a good one. We make it on CartPole.
#
# **By hand.** Rewards $1, 2, 3$ and $\gamma = \tfrac12$, from the back: $G_2 = 3$,
# $G_1 = 2 + \tfrac12 \cdot 3 = 3.5$, $G_0 = 1 + \tfrac12 \cdot 3.5 = 2.75$.
#
# ### Exercise 4 · `rewards_to_go` (●○○, 6 minutes, 1 point)
#
# *Why it matters:* written as the formula stands, this takes $T^2$ steps. It is called for every
# episode. At $T = 500$ you would feel it, and at 10,000 the check does.
#
# <details><summary>Hint 1</summary>
#
# What do you need to know about step $t + 1$ to write down $G_t$ at once?
#
# </details>
# <details><summary>Hint 2</summary>
#
# $G_t = r_t + \gamma\, G_{t+1}$. So begin with the last step.
#
# </details>
# <details><summary>Hint 3</summary>
#
# An array of `len(rewards)` zeros (`np.zeros` makes floats, `np.zeros_like` of whole numbers does
# not), a running sum that starts at 0.0, and `for t in reversed(range(len(rewards)))`.
#
# </details>


# %% answer="rewards_to_go"
def rewards_to_go(rewards, gamma):
    """Discounted sum of the rewards from each step on.

    Args:
        rewards: an array, shape (T,); T may be 0.
        gamma: discount factor, between 0 and 1.

    Returns:
        An array of floats, shape (T,): G_t = r_t + gamma r_{t+1} + gamma² r_{t+2} + …, in one
        pass over the rewards.
    """
    ### BEGIN SOLUTION
    returns = np.zeros(len(rewards))
    following = 0.0
    for t in reversed(range(len(rewards))):
        following = returns[t] = rewards[t] + gamma * following
    return returns
    ### END SOLUTION


# %% check="rewards_to_go" points=1
checks.rewards_to_go(rewards_to_go)

# %% [markdown]
# ## 3.6 Better than what?
#
# CartPole pays $+1$ for every step. So every $G_t$ is positive, and **every** action that was taken
# becomes likelier, the bad ones a bit less than the good ones. In the mean that is fine. In a
# single batch it is a shouting match.
#
# It is calmer to ask whether an action went better *than expected*. Take a **baseline** $b_t$ off:
#
# $$ \hat g = \frac1N \sum_{\text{episodes}} \sum_t \nabla \log \pi_\theta(a_t \mid s_t)\,
#    (G_t - b_t) . $$
#
# Does that change the mean of $\hat g$? The average of $b_t \nabla \log \pi(a_t \mid s_t)$ over the
# actions is $b_t \cdot 0 = 0$, **as long as $b_t$ does not depend on the action**. Then $\hat g$
# stays unbiased, for any $b_t$ whatever. A bad baseline only scatters more. Candidates:
#
# - **none**: $b_t = 0$.
# - **$f(w)$**: the return of the current policy, from a run of its own. This is what the source
#   uses for its evolution strategies (lesson 6). One number for all steps.
# - **the mean** of $G_t$ over the batch, for each step $t$. Tempting, since it costs nothing. But
#   the mean contains the own $G_t$, which does depend on the action.
# - **leave-one-out**: the mean of $G_t$ over the **other** episodes that reach step $t$. It costs
#   nothing either, and knows nothing of the action.
#
# What does the mean's little sin cost? With $n$ episodes at step $t$, a line of algebra:
#
# $$ G_t - \text{mean of all} = \frac{n - 1}{n}\, \big( G_t - \text{mean of the others} \big) . $$
#
# So the plain mean shrinks the gradient, on average to $\frac{n-1}{n}$ of the truth. With 100
# episodes who cares. With 2 it is one half, with 1 it is **nothing**. And where episodes end at
# different times $n$ falls with $t$, and the late steps are shrunk most, so that the direction
# bends too.
#
# **By hand.** Three episodes, $G = (3, 1)$, $(5, 2)$ and $(4)$. The first: $b_0$ is the mean of 5
# and 4, that is 4.5, and $b_1 = 2$. So $G_t - b_t = (-1.5, -1)$. The second: $b = (3.5, 1)$,
# differences $(1.5, 1)$. The third: $b_0 = 4$, difference $0$. With the mean of all three at step
# 0, which is 4, the first would get $-1$, two thirds of $-1.5$.
#
# ### Exercise 5 · `policy_gradient` (●●●, 18 minutes, 3 points)
#
# The mean over episodes of the sum over steps, with the leave-one-out baseline. Where no other
# episode reaches step $t$, $b_t = 0$.
#
# *Why it matters:* it is REINFORCE, whole. And the baseline is the poor man's critic: an
# actor-critic method would *learn* what to expect from each state.
#
# <details><summary>Hint 1: the shape of it</summary>
#
# First `rewards_to_go` of all episodes. Then a loop over the episodes: find $b_t$ for each of its
# steps, add up `grad_log_policy(...) * (G_t - b_t)`. Divide by the number of episodes at the end.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# Two arrays as long as the longest episode help: `total[t]`, the sum of all $G_t$, and `count[t]`,
# how many episodes reach step $t$. The others' sum is `total[t] - G[t]`, their number
# `count[t] - 1`. Mind the zero.
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# For an episode with returns `G` of length `T`: `others = count[:T] - 1` and
# `b = (total[:T] - G) / np.maximum(others, 1)`, then `b[others == 0] = 0`. Without a loop over the
# steps: the rows $[b = a_t] - \pi(b \mid s_t)$ of all steps are
# `np.eye(len(theta))[actions] - softmax(states @ theta.T)`, shape (T, n_actions). Multiply row $t$
# by its $G_t - b_t$; then `rows.T @ states` is the sum of the outer products.
#
# </details>


# %% answer="policy_gradient"
def policy_gradient(theta, episodes, gamma=1.0):
    """Estimate the gradient of the expected return from a batch of episodes.

    Args:
        theta: shape (n_actions, n_features); the episodes were played with this policy.
        episodes: a list of (states, actions, rewards), arrays of shape (T, n_features), (T,) and
            (T,); T may differ from episode to episode.
        gamma: discount factor of the rewards to go.

    Returns:
        Shape of theta: the mean over episodes of the sum over steps of
        grad log pi(a_t | s_t) (G_t - b_t), with b_t the mean of G_t over the other episodes that
        reach step t, and 0 where there is none.
    """
    ### BEGIN SOLUTION
    returns = [rewards_to_go(rewards, gamma) for _, _, rewards in episodes]
    longest = max(len(own) for own in returns)
    total, count = np.zeros(longest), np.zeros(longest)
    for own in returns:
        total[: len(own)] += own
        count[: len(own)] += 1
    gradient = np.zeros(theta.shape)
    for (states, actions, _), own in zip(episodes, returns):
        others = count[: len(own)] - 1
        baseline = np.where(others > 0, (total[: len(own)] - own) / np.maximum(others, 1), 0.0)
        surprise = np.eye(len(theta))[actions] - softmax(states @ theta.T)
        gradient += ((own - baseline)[:, None] * surprise).T @ states
    return gradient / len(episodes)
    ### END SOLUTION


# %% check="policy_gradient" points=3
checks.policy_gradient(policy_gradient)

# %% [markdown]
# ### Picture of your result: the spread
#
# Here is the price of a policy gradient, and what the baselines do about it. The environment is
# ActionMatters, where we know the truth: at biases $(-1, 1)$, $p = 0.88$ and the slope
# $\partial J / \partial \theta_1$ is $40\,p(1-p) = 4.2$. Each row has 1,500 estimates of that one
# number, each from a batch of **four** episodes. $f(w)$ is the mean return of a run of its own.
#
# **Predict first.** Which row is the narrowest? Which one misses the truth? And is $f(w)$ better
# than no baseline at all?

# %% tags=["picture"]
biases = np.array([[-1.0], [1.0]])
p = action_probabilities(biases, np.ones(1))[1]
dice = np.random.default_rng(6)


def action_matters_batch(size):
    """Episodes of ActionMatters, drawn without the detour through the environment."""
    actions = (dice.random((size, 20)) < p).astype(int)
    return [(np.ones((20, 1)), own, 2.0 * own - 1.0) for own in actions]


f_of_w = np.mean([rewards.sum() for _, _, rewards in action_matters_batch(200)])
estimates = {
    "whole return": whole_return,
    "no baseline": no_baseline,
    "f(w)": constant_baseline(f_of_w),
    "mean of all": plain_mean,
    "leave-one-out": policy_gradient,
}
batches = [action_matters_batch(4) for _ in range(budget(1500, 50))]
plotting.gradient_spread(
    {
        name: [estimate(biases, batch, 1.0)[1, 0] for batch in batches]
        for name, estimate in estimates.items()
    },
    truth=40 * p * (1 - p),
    xlabel="estimate of the slope",
    title="One slope, many batches of four episodes",
)

# %% [markdown]
# <details><summary>Your predictions, then unfold</summary>
#
# - The first row is step six as it stands: all rewards, for all actions. **No baseline** has the
#   rewards to go. The spread falls by some forty per cent, the middle stays.
# - **$f(w)$ is worse than none, here.** It is unbiased, but it is one number, about 15, while $G_t$
#   shrinks from 15 to 1 as the episode runs out. At the start it fits. At the end it is off by as
#   much as no baseline is off at the start. In lesson 6 a whole episode has a single weight, and
#   there $f(w)$ does fit.
# - **The mean of all** is the narrowest, and it is wrong: its middle lies at $\tfrac34$ of the
#   truth, $\frac{N-1}{N}$ for $N = 4$. No wonder that it is narrow. It is the last row, times
#   $\tfrac34$.
# - **Leave-one-out** sits on the truth, and its spread is about a third of that without a baseline.
#
# </details>
#
# And still its standard deviation is half of the slope that it estimates. On the *easy*
# environment. That is the price.
#
# ## 3.7 Debug before you blame
#
# Lesson 2 said: a learner goes to the test environments first. Here is your gradient in a loop of
# ours (`learn_with`: play a batch, step, again), and a few versions that are broken in one place:
#
# - **descent**: `theta - alpha * gradient`, as the source says,
# - **no step size**: `theta + gradient`, as the source prints,
# - **gamma = 0**: every action is judged by its own reward,
# - **sums run forwards**: `np.cumsum(rewards)` in place of the rewards to go,
# - **no constant feature**: the state as it is, without a 1 at its end,
# - **own baseline, batch of one**: the mean of all over a single episode.
#
# Remember: ActionMatters shows the state zero at all times. Counter pays late. ObservationMatters
# can only be won by looking.
#
# **Predict first.** Which version fails where? Fill in the table in your head. (Careful with the
# second one.)


# %% tags=["picture"]
def descent(theta, episodes, gamma):
    """The gradient with its sign turned: adding it goes downhill."""
    return -policy_gradient(theta, episodes, gamma)


OPTIMAL = {"ActionMatters": 20.0, "Counter": 16.0, "ObservationMatters": 20.0}
VERSIONS = {
    "yours": (policy_gradient, {}),
    "descent": (descent, {}),
    "no step size": (policy_gradient, {"alpha": 1.0}),
    "gamma = 0": (policy_gradient, {"gamma": 0.0}),
    "sums run forwards": (forward_sums, {}),
    "no constant feature": (policy_gradient, {"bias": False}),
    "own baseline, batch of one": (plain_mean, {"batch": 1}),
}


def share_of_best(gradient, name, **changes):
    """Mean return of the last three iterations over a few seeds, as a share of the best return."""
    settings = {"alpha": 0.1, "batch": 10, "iterations": budget(40, 4)} | changes
    runs = [
        learn_with(gradient, f"lwg/{name}-v0", seed, **settings)[0] for seed in range(budget(3, 1))
    ]
    return np.mean([history[-3:].mean() for history in runs]) / OPTIMAL[name]


plotting.failure_table(
    {
        version: {name: share_of_best(gradient, name, **changes) for name in OPTIMAL}
        for version, (gradient, changes) in VERSIONS.items()
    }
)

# %% [markdown]
# <details><summary>Name the cause of each pattern, then unfold</summary>
#
# - **Descent** learns, and diligently: to lose. It reaches the *worst* return, $-1$ of the best
#   where losing is paid, 0 on Counter. If your learner is reliably worse than chance, look for a
#   sign.
# - **gamma = 0** and **sums run forwards** pass wherever an action is paid at once, and fail on
#   Counter, where it is paid later. (A forward sum does contain the own reward, at its end.)
# - **No constant feature** fails where the state says nothing (ActionMatters: the state is zero, so
#   the gradient is zero, *exactly*) or says nothing at the start (Counter begins at 0, and that
#   first toss of a coin decides which way it runs).
# - **Own baseline, batch of one**: $G_t - G_t = 0$. It never moves at all.
# - **No step size** passes everything! On these three the best policy is a certain one. A step that
#   is far too long slams the policy into a corner, and the corner happens to be right.
#
# </details>
#
# Passing a test environment is not a certificate. So take the missing step size to CartPole. Four
# rows: a step size of 0.02; none; and 0.02 again when the same game is paid in cents, or in
# hundreds. **Predict first.**

# %% tags=["picture"]
CARTPOLE = {"alpha": 0.02, "gamma": 0.98, "batch": 10, "iterations": budget(20, 3), "bias": False}
rows = {
    "alpha = 0.02": {},
    "no step size": {"alpha": 1.0},
    "0.02, paid in cents": {"scale": 100.0},
    "0.02, paid in hundreds": {"scale": 0.01},
}
plotting.strip_plot(
    {
        name: [
            learn_with(policy_gradient, "CartPole-v1", seed, **(CARTPOLE | changes))[0][-3:].mean()
            for seed in range(budget(9, 2))
        ]
        for name, changes in rows.items()
    },
    title="CartPole-v1 after 20 iterations, one dot a seed",
)

# %% [markdown]
# Without a step size it is a lottery. Some seeds are thrown into a brilliant corner, others into a
# useless one near 9, and they **stay** there: a policy that is certain of its action has a slope of
# zero, so that it never tries anything else. In cents much the same happens, because 0.02 times 100
# is no small step any more. In hundreds nothing moves. The step size is not a detail of the code,
# it is half of the method.
#
# ## 3.8 The loop
#
# Now all of it, by yourself: play a batch of episodes with **sampled** actions, take a step up,
# repeat.
#
# ### Exercise 6 · `train_reinforce` (●●●, 20 minutes, 3 points)
#
# The check plays 100 fresh CartPole episodes with sampled actions, and 195 is the mean return that
# it asks for. Start from zeros: a fair coin. Keep a training under 10 seconds; two are enough.
#
# **By hand.** With 20 episodes an iteration, random play gives about 20 times 22 steps: `episodes`
# is a list of 20 triples, whose arrays have some 22 rows. A pair of state and action belongs
# together: the state in which the action was **taken**, the one *before* the step.
#
# *Why it matters:* sampling is no decoration. The formula holds for episodes that come from
# $\pi_\theta$. Take the likelier action instead, and you follow the slope of another policy than
# the one that plays.
#
# <details><summary>Hint 1: the shape of it</summary>
#
# Three loops: iterations, episodes, steps. The inner one you know from lesson 1; it now keeps three
# lists. After each batch: look at the mean return, stop if it is good, else step.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# One generator, `rng = np.random.default_rng(seed)`, feeds everything: the resets,
# `env.reset(seed=int(rng.integers(2**31)))`, and the actions. With two actions, sampling is
# `int(rng.random() < action_probabilities(theta, state)[1])`. (`rng.choice` works too, a bit more
# slowly.)
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# 20 episodes an iteration, `alpha = 0.02`, `gamma = 0.98`, at most 100 iterations, and stop when
# the batch's mean return passes 300. After an episode:
# `episodes.append((np.array(states), np.array(actions), np.array(rewards)))`. After a batch:
# `theta = theta + alpha * policy_gradient(theta, episodes, gamma)`.
#
# </details>


# %% answer="train_reinforce"
def train_reinforce(seed):
    """Train a linear softmax policy on CartPole-v1 by gradient ascent.

    Args:
        seed: decides everything; the same seed gives the same theta, bit for bit.

    Returns:
        theta, shape (2, 4). With actions sampled from its probabilities it reaches a mean return
        of at least 195.
    """
    ### BEGIN SOLUTION
    alpha, gamma, batch, max_iterations, good_enough = 0.02, 0.98, 20, 100, 300.0
    rng = np.random.default_rng(seed)
    theta = np.zeros((2, 4))
    with gym.make("CartPole-v1") as env:
        for _ in range(max_iterations):
            episodes = []
            for _ in range(batch):
                states, actions, rewards, over = [], [], [], False
                state, _ = env.reset(seed=int(rng.integers(2**31)))
                while not over:
                    action = int(rng.random() < action_probabilities(theta, state)[1])
                    states.append(state)
                    actions.append(action)
                    state, reward, terminated, truncated, _ = env.step(action)
                    rewards.append(reward)
                    over = terminated or truncated
                episodes.append((np.array(states), np.array(actions), np.array(rewards)))
            if np.mean([rewards.sum() for _, _, rewards in episodes]) >= good_enough:
                break
            theta = theta + alpha * policy_gradient(theta, episodes, gamma)
    return theta
    ### END SOLUTION


# %% check="train_reinforce" points=3
checks.train_reinforce(train_reinforce)

# %% [markdown]
# ### Pictures of your result

# %% tags=["picture"]
trained = train_reinforce(0)
sampler = np.random.default_rng(0)


def play(state):
    """An action, drawn from the trained policy."""
    return int(sampler.choice(2, p=action_probabilities(trained, state)))


def coin(state):
    """An action of the policy before training: theta is zero."""
    return int(sampler.choice(2, p=action_probabilities(np.zeros((2, 4)), state)))


env = gym.make("CartPole-v1")
plotting.strip_plot(
    {
        "before": [rollout_policy(env, coin, seed) for seed in range(budget(60, 5))],
        "after": [rollout_policy(env, play, seed) for seed in range(budget(60, 3))],
    },
    title="CartPole-v1, one dot an episode",
)

# %% tags=["picture"]
sampler = np.random.default_rng(3)
plotting.show_episode("CartPole-v1", play, seed=1)

# %% tags=["picture"]
state, _ = env.reset(seed=1)
visited, over = [], False
while not over:
    visited.append(state[2:])
    state, _, terminated, truncated, _ = env.step(play(state))
    over = terminated or truncated
plotting.policy_map(
    angles, speeds, map_of(trained), title="P(right), learned", path=visited[:100], **AXES
)

# %% [markdown]
# Compare with the map that we drew by hand in 3.2. The gradient found this one by itself, from
# nothing but rewards, and its line is flatter: it goes by the angular velocity far more than by the
# angle. The grey path is the beginning of an episode. It zigzags about the line where the policy
# tosses its coin.
#
# How long did it take, and does the baseline matter? Five seeds each, with your gradient and with
# two from 3.6. **Predict first:** does a smaller spread mean faster learning?

# %% tags=["picture"]
LONGER = {"batch": 20, "iterations": budget(25, 3)}
plotting.learning_curves(
    {
        name: [
            learn_with(gradient, "CartPole-v1", seed, **(CARTPOLE | LONGER))[0]
            for seed in range(budget(5, 1))
        ]
        for name, gradient in {
            "yours": policy_gradient,
            "no baseline": no_baseline,
            "whole return": whole_return,
        }.items()
    },
    target=195,
)

# %% [markdown]
# Rewards to go make the greatest difference: with the whole return the estimate is so noisy that it
# hardly gets anywhere. Without a baseline it climbs as fast as yours at first. Then the episodes
# get long, the returns large, and the noise with them, and it tends to fall back. So a small spread
# does not make the first steps faster. It makes the later ones possible.
#
# ## 3.9 Why gradients are bad news here
#
# Deep learning lives on gradients. In reinforcement learning they come with three troubles. Each is
# an experiment.
#
# **Trouble one: rewards come late.** An episode has $T$ fair coin tosses. Only the *first* one
# counts, and it is paid at the *end*: $+1$ or $-1$. The slope is 0.5 for every $T$. But the reward
# to go of **every** toss is that $\pm 1$, and each toss claims it for itself. Here are estimates by
# your `policy_gradient`, each from a batch of ten episodes.
#
# **Predict first.** How much wider is the row of $T = 64$ than that of $T = 4$?

# %% tags=["picture"]
dice, late = np.random.default_rng(1), {}
for T in (1, 4, 16, 64, 256):
    late[f"T = {T}"] = []
    for _ in range(budget(400, 5)):
        tosses = dice.integers(2, size=(10, T))
        batch = [
            (np.ones((T, 1)), own, np.append(np.zeros(T - 1), 2.0 * own[0] - 1)) for own in tosses
        ]
        late[f"T = {T}"].append(policy_gradient(np.zeros((2, 1)), batch)[1, 0])
plotting.gradient_spread(
    late, truth=0.5, xlabel="estimate of the slope", title="One decision, paid T steps later"
)

# %% [markdown]
# Somewhat more than four times. The signal stays, the noise grows about like $\sqrt T$; at
# $T = 256$ it is five times the signal. To see as clearly as at $T = 4$ you would need some 80
# times the episodes. It has a name, the **credit-assignment problem**: which of the 256 actions was
# it? (And if no episode of the batch ever meets the reward, all returns are equal, the estimate is
# zero, and there is nothing to follow.)
#
# **Trouble two: there is nothing to differentiate.** In deep learning the gradient comes from
# backpropagation. Could it run through CartPole? Take a greedy policy with one knob $w$: push right
# when $\text{angle} + w \cdot \text{position} > 0$. Fix the seed, and nothing is random any more.
# **Predict first:** what does the return look like as a function of $w$? And the *expected* return
# of a softmax policy with the same knob?

# %% tags=["picture"]
knob = np.linspace(-0.5, 0.5, budget(101, 7))
many = gym.make_vec("CartPole-v1", num_envs=budget(500, 2))


def softmax_mean(w):
    """Mean return of a softmax policy with the knob w, over many starts and coins."""
    theta = np.array([[0, 0, 0, 0], [20 * w, 0, 20, 0]])
    episodes = play_batch(theta, many, np.random.default_rng(0))
    return np.mean([rewards.sum() for _, _, rewards in episodes])


plotting.curves_over(
    knob,
    {
        "greedy, one seed": [
            rollout_policy(env, lambda state, w=w: int(state[2] + w * state[0] > 0), seed=4)
            for w in knob
        ],
        "softmax, expected": [softmax_mean(w) for w in knob],
    },
    xlabel="w, weight of the cart's position",
    ylabel="return",
)

# %% [markdown]
# Plateaus and cliffs. On a plateau the slope is exactly 0, at a cliff there is none, and neither
# says where to go: a greedy policy flips an action or it does not. The expectation over a *random*
# policy is smooth (what wiggles is the average over 500 episodes). That is why the score function
# needs the dice. Methods that only compare returns do not care either way.
#
# **Trouble three: local optima.** Change Counter a little: a step that ends below zero pays 0.3, a
# consolation prize. Let the policy have a single knob, its preference for "up". Then $J$ can be
# computed exactly. Now climb, from many starts: once along the gradient, and twice *without* one,
# by trying random steps and keeping those that help. **Predict first:** from which starts does each
# of them get to the top?


# %% tags=["picture"]
def consolation(knobs):
    """Exact expected returns: the probabilities of all counts, moved along for 20 steps."""
    up, counts = 1 / (1 + np.exp(-knobs))[:, None], np.arange(-21, 22)
    chances, total = np.tile((counts == 0).astype(float), (len(knobs), 1)), 0.0
    for _ in range(20):
        chances = up * np.roll(chances, 1, axis=1) + (1 - up) * np.roll(chances, -1, axis=1)
        total += chances[:, counts >= 5].sum(axis=1) + 0.3 * chances[:, counts < 0].sum(axis=1)
    return total


def climbed(knobs, step):
    """Expected returns after 60 steps; a step that does not help is not taken."""
    for _ in range(60):
        proposed = knobs + step(knobs)
        knobs = np.where(consolation(proposed) > consolation(knobs), proposed, knobs)
    return consolation(knobs)


def uphill(knobs, h=1e-4):
    """A tenth of the slope."""
    return 0.1 * (consolation(knobs + h) - consolation(knobs - h)) / (2 * h)


dice, starts = np.random.default_rng(0), np.linspace(-4, 4, 81)
arrived = {"J at the start": consolation(starts), "along the gradient": climbed(starts, uphill)}
for width in (0.2, 3.0):
    runs = [
        climbed(starts, lambda x, width=width: width * dice.standard_normal(x.shape))
        for _ in range(20)
    ]
    arrived[f"random steps of {width:g}"] = np.mean(runs, axis=0)
plotting.curves_over(
    starts, arrived, xlabel="start: preference for up", ylabel="J, mean of 20 climbs"
)

# %% [markdown]
# From the left of the valley the gradient walks up the wrong hillside, to a return of 6, while 16
# was on offer. The source blames gradients for local optima. But look at the small random steps: no
# gradient in sight, and the same trap, with almost the same border. **A local optimum traps whoever
# only looks nearby.** Wide steps do jump the valley at times, the more often the nearer they start.
# In a thousand dimensions they would mostly jump into nowhere. Lesson 5 comes back to this.
#
# So what is coming? Methods that ask the environment for nothing but a return. They need no
# derivative, no differentiable policy, no credit for single steps: the weights are judged as a
# whole. And since their episodes know nothing of each other, a thousand machines can play them at
# once. What they give up is everything that $\nabla \log \pi$ knows about *which action* it was.
#
# ## 3.10 In your own words (3 points, marked by your instructor)
#
# 1. When would you take a policy-based method and not a value-based one? Give three reasons, each
#    with the condition under which it holds. Where does actor-critic stand?
# 2. The price is variance. Use the picture of the spread in 3.6: what do no baseline, $f(w)$, the
#    mean of all and leave-one-out do to the *spread* and to the *middle* of the estimate, and why?

# %% [markdown] question="question" points=3
# ### BEGIN SOLUTION
# **Model answer.** (1) *Convergence:* with a smooth policy, an unbiased gradient and step sizes
# that shrink at the right rate, gradient ascent converges to a point of zero slope, a local optimum
# as a rule; value-based methods with function approximation may oscillate or diverge (in a table
# Q-learning does converge, to the best policy). *Continuous actions:* a policy can sample from a
# density, for example a Gaussian; value-based methods would have to maximise Q over infinitely many
# actions. *No maximisation, so less aggressive:* a small change of theta changes the action
# probabilities a little, whereas a greedy or epsilon-greedy policy jumps when two Q-values cross
# (picture in 3.2: 0.1 to 0.9 against 0.475 to 0.525). Actor-critic learns both: the policy acts, a
# learned value function serves as its baseline (or replaces the sampled return), which lowers the
# variance and brings some bias. (2) *No baseline:* unbiased, but wide, because every return weighs
# in with its full size. *f(w):* unbiased as well, since it comes from a run of its own and cannot
# depend on the action; but it is one number for all steps, while G_t shrinks as the episode runs
# out, so that it is a bit wider than none here. *Mean of all:* the narrowest, but its middle is at
# (N-1)/N of the truth (3/4 for four episodes), because the own return is part of it. *Leave-
# one-out:* it depends on the other episodes only, so that the middle is right, and it follows G_t
# step by step, so that the spread is about a third of that without; it is exactly the mean's
# estimate times N/(N-1).
#
# **Marking scheme.** 1 point: three reasons, each with its condition or with what fails otherwise
# (½ for the bare list). ½ point: actor-critic learns both, and the critic lowers the variance. 1
# point: spread and middle of all four rows read off correctly (½ for two or three of them). ½
# point: why the mean is biased (it contains the own return, factor (N-1)/N) and leave-one-out is
# not.
# ### END SOLUTION

# %% [markdown]
# ## You can now
#
# - write a policy with parameters, and say what it has over a table of values and what it lacks,
# - derive the gradient of an expectation that you can only sample, and check it by finite
#   differences,
# - calm an estimate down with rewards to go and a baseline, and tell a harmless baseline from a
#   biased one,
# - name three reasons why the rest of this course does without.
#
# **Three quick questions**
#
# <details><summary>You add 1000 to every reward of ActionMatters. What happens to the leave-one-out
# estimate? And without a baseline?</summary>
#
# With it, nothing: all episodes have 20 steps, every $G_t$ grows by the same number as its
# baseline. Without one the mean stays the same and the spread explodes.
#
# </details>
# <details><summary>With a batch of two, the mean of all gives half the gradient. Could you not just
# double alpha?</summary>
#
# Where all episodes have the same length, yes, it is the same thing. In CartPole they have not: the
# step that one episode reaches alone gets $G_t - G_t = 0$, and no $\alpha$ brings that back.
#
# </details>
# <details><summary>Why may the baseline depend on the state but not on the action?</summary>
#
# In a given state, $b(s)$ is a fixed number, and the average of $\nabla \log \pi$ over the actions
# is zero. If $b$ changed with the action it would no longer come out of the average.
#
# </details>
#
# ## Going further
#
# - A Gaussian policy: $a \sim \mathcal N(\theta \cdot s, \sigma^2)$. Show that
#   $\nabla \log \pi(a \mid s) = \frac{a - \theta \cdot s}{\sigma^2}\, s$. You will meet this
#   formula again in lesson 6, with the *weights* in place of the action.
# - Let $b(s)$ be linear in the state, fitted to the $G_t$ of the last batch by least squares. That
#   is a critic. Does the spread on CartPole shrink?
# - Divide $G_t - b_t$ by its standard deviation over the batch. Which of the rows "cents" and
#   "hundreds" in 3.7 does that cure, and what does it do to the gradient's length near the top?
#
# ## Papers
#
# - R. J. Williams (1992), *Simple statistical gradient-following algorithms for connectionist
#   reinforcement learning*, Machine Learning 8: REINFORCE, and the baseline.
# - R. S. Sutton, D. McAllester, S. Singh, Y. Mansour (2000), *Policy gradient methods for
#   reinforcement learning with function approximation*, NIPS 12: the policy gradient theorem, and
#   convergence to a local optimum.
# - R. S. Sutton, A. G. Barto (2018), *Reinforcement learning: an introduction*, 2nd edition,
#   chapter 13: softmax in preferences is (13.2), linear preferences (13.3), their gradient (13.9).
# - V. Konda, J. Tsitsiklis (2000), *Actor-critic algorithms*, NIPS 12.
# - L. Baird (1995), *Residual algorithms: reinforcement learning with function approximation*,
#   ICML: how Q-learning with function approximation diverges.
# - E. Greensmith, P. L. Bartlett, J. Baxter (2004), *Variance reduction techniques for gradient
#   estimates in reinforcement learning*, JMLR 5: baselines, at length.
# - W. Kool, H. van Hoof, M. Welling (2019), *Buy 4 REINFORCE samples, get a baseline for free!*:
#   the leave-one-out baseline.
# - C. Nota, P. S. Thomas (2020), *Is the policy gradient a gradient?*, AAMAS: what $\gamma < 1$
#   does.
