# %% [markdown]
# # 2 · Test environments: debug an algorithm before you blame it
#
# A program with a bug usually crashes. A **learner** with a bug usually just does not learn. No
# error, no line number, only a flat curve, and you sit there and turn the step size up and down.
#
# There is a better way. Build an environment so small that you know its best return by heart, and
# that asks the learner **one** question. A learner that fails it is broken, and the question it
# failed says where. The notebooks that this course grew from tell you to "debug it using the test
# environments"; this lesson is where those environments come from.
#
# **Time:** about 80 minutes. **Points:** 10 by the checks, 2 for the written question.

# %%
import inspect

import gymnasium as gym
import numpy as np

from checks.lesson_02 import exercises as checks
from helpers import learners, plotting
from helpers.environments.action_matters import ActionMattersEnv
from helpers.rollouts import random_rollout, rollout_policy

# %% [markdown]
# ## Where we are

# %% tags=["picture"]
plotting.course_map(2)

# %% [markdown]
# | symbol | name in code | what it is | shape |
# |---|---|---|---|
# | $T$ | – | steps in an episode, 20 in all three environments | an integer |
# | $a_t$ | `action` | what the policy does at step $t$, from 0 | 0 or 1 |
# | $r_t$ | `reward` | what action $a_t$ earns | a number |
# | $k_t$ | `count` | the counter before step $t$; $k_0 = 0$ | an integer |
# | $x_t$ | `coin` | the coin that the agent sees before step $t$ | $-1$ or $+1$ |
# | $R_i$ | – | return of episode $i$, $r_0 + \dots + r_{T-1}$ | a number |
# | $\bar R$ | `mean` | mean of $R_0, \dots, R_{19}$ | a number |
# | $R^*$ | `optimal_return` | expected return of the best policy | a number |
# | $c$ | `threshold` | the share of $R^*$ that counts as learned | a number |

# %% [markdown]
# ## 2.1 Three questions
#
# | environment | the question it asks | who wins |
# |---|---|---|
# | ActionMatters | does reward change behaviour at all? | anyone who can prefer an action |
# | Counter | can a reward *later* pay for an action *now*? | who adds up whole episodes |
# | ObservationMatters | does the policy look? | who lets the action depend on the observation |
#
# The first one is a gift. Read it well: the other two will be yours, and they have the same parts.

# %% tags=["picture"]
print(inspect.getsource(ActionMattersEnv))

# %% [markdown]
# Six things in it are easy to forget, and each of them has spoiled somebody's week:
#
# 1. The class derives from `gym.Env` and sets two **spaces**: what can be seen, what can be done.
# 2. `reset` takes `seed` and `options` by name, and hands the seed up with
#    `super().reset(seed=seed)`. That seeds `self.np_random`, the environment's own generator.
# 3. `reset` undoes **everything** that an episode has changed.
# 4. Every observation is a **new** array. A learner keeps old observations; an array that changes
#    afterwards rewrites its memories.
# 5. The clock stops the episode, so it is *truncated*, not *terminated* (lesson 1).
# 6. An impossible action raises a `ValueError`. The alternative is to train for an hour on
#    actions that nobody has checked.
#
# And one thing that Gymnasium does not ask for: `optimal_return`. We know it, so we write it down.
#
# **By hand.** The best policy takes action 1 twenty times: $R^* = 20$. One slip in an episode
# costs 2 (a $+1$ becomes a $-1$), so 19 right and 1 wrong give $19 - 1 = 18 = 0.9\,R^*$.
#
# ### Exercise 1 · `action_matters_policy` (●○○, 2 minutes, 1 point)
#
# Write the best policy for ActionMatters. Yes, it is that easy.
#
# *Why it matters:* a test environment is worth something only if you can solve it yourself.
#
# <details><summary>Hint 1</summary>
#
# Look at the line of `step` that computes the reward.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The observation is always the same, so the best action is, too.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Which of the two numbers, 0 or 1, is followed by a reward of $+1$? Return that one, as an int.
#
# </details>


# %% answer="action_matters_policy"
def action_matters_policy(state):
    """The best policy for ActionMatters.

    Args:
        state: shape (4,), all zeros.

    Returns:
        The action, 0 or 1.
    """
    ### BEGIN SOLUTION
    return 1
    ### END SOLUTION


# %% check="action_matters_policy" points=1
checks.action_matters_policy(action_matters_policy)

# %% [markdown]
# ## 2.2 Climb now, be paid later
#
# In ActionMatters each action is paid at once. Most of life is not like that. So, an integer
# counter that starts at $k_0 = 0$:
#
# $$ k_{t+1} = \begin{cases} k_t + 1 & a_t = 1 \\ k_t - 1 & a_t = 0 \end{cases}
# \qquad\qquad
# r_t = \begin{cases} 1 & k_{t+1} \ge 5 \\ 0 & \text{else} \end{cases} $$
#
# The reward looks at $k_{t+1}$, the count **after** the action.
#
# **By hand.** Here are seven actions with the counts that they lead to.
#
# | $t$ | 0 | 1 | 2 | 3 | 4 | 5 | 6 |
# |---|---|---|---|---|---|---|---|
# | $a_t$ | 1 | 1 | 1 | 1 | 1 | 0 | 1 |
# | $k_{t+1}$ | 1 | 2 | 3 | 4 | 5 | 4 | 5 |
# | $r_t$ | 0 | 0 | 0 | 0 | 1 | 0 | 1 |
#
# The step from 4 to 5 is paid. The step back from 5 to 4 is not.
#
# ### Exercise 2 · `CounterEnv` (●●○, 25 minutes, 4 points)
#
# Write this environment. The contract:
#
# - the count starts at 0; action 0 takes 1 away, action 1 adds 1;
# - the reward is 1.0 if the **new** count is at least 5, else 0.0;
# - an episode is **truncated** after 20 steps, and never terminated;
# - the observation is the count, float32, shape (1,); there are two actions, `Discrete(2)`;
# - an action that is neither 0 nor 1 is a `ValueError`;
# - Gymnasium's own checker, `gymnasium.utils.env_checker.check_env`, has nothing to complain
#   about.
#
# *Why it matters:* when your learner fails, you will want to be certain that the environment is
# not the culprit. A test environment with a bug is worse than none.
#
# <details><summary>Hint 1: the shape of it</summary>
#
# Two numbers describe where an episode stands: the count, and how many steps were taken. Set both
# in `reset`, change both in `step`.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# `gym.spaces.Box(low, high, (1,), np.float32)` needs to know how far the count can get in 20
# steps, up *and* down. `self.action_space.contains(action)` says whether an action exists, and
# takes NumPy's integers as well as Python's.
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# The order in `step`: refuse a bad action, count the step, move the counter, *then* compute the
# reward. The fourth value is `self.steps >= 20`, the third is `False`. A helper method that
# returns `np.array([self.count], dtype=np.float32)` serves both `reset` and `step`.
#
# </details>


# %% answer="CounterEnv"
class CounterEnv(gym.Env):
    """An integer counter; each step pays 1.0 once the counter has reached 5.

    Observation: the counter, float32, shape (1,).
    Actions: 0 decrements, 1 increments. Reward: 1.0 if the new count is at least 5, else 0.0.
    Never terminated; truncated after 20 steps.
    """

    optimal_return = 16.0  # exercise 3 shows why

    def __init__(self):
        """Set self.observation_space and self.action_space."""
        ### BEGIN SOLUTION
        self.observation_space = gym.spaces.Box(-20.0, 20.0, (1,), np.float32)
        self.action_space = gym.spaces.Discrete(2)
        self.count = 0
        self.steps = 0
        ### END SOLUTION

    def reset(self, *, seed=None, options=None):
        """Start an episode with the counter at 0.

        Args:
            seed: for the generator that gymnasium.Env keeps, or None.
            options: not used here.

        Returns:
            The observation, float32, shape (1,), and a dict (empty).
        """
        ### BEGIN SOLUTION
        super().reset(seed=seed)
        self.count = 0
        self.steps = 0
        return np.array([self.count], dtype=np.float32), {}
        ### END SOLUTION

    def step(self, action):
        """Move the counter by one.

        Args:
            action: 0 to decrement, 1 to increment; an int, Python's or NumPy's.

        Returns:
            observation (float32, shape (1,)), reward (float), terminated (bool), truncated (bool),
            info (dict).

        Raises:
            ValueError: the action is neither 0 nor 1.
        """
        ### BEGIN SOLUTION
        if not self.action_space.contains(action):
            raise ValueError(f"invalid action {action!r}: take 0 or 1")
        self.steps += 1
        self.count += 1 if action == 1 else -1
        observation = np.array([self.count], dtype=np.float32)
        reward = 1.0 if self.count >= 5 else 0.0
        return observation, reward, False, self.steps >= 20, {}
        ### END SOLUTION


# %% check="CounterEnv" points=4
checks.CounterEnv(CounterEnv)

# %% [markdown]
# ### Exercise 3 · `counter_policy` (●○○, 3 minutes, 1 point)
#
# The best policy for your counter. Its return is 16.
#
# **By hand.** Climbing without a slip, the count after step $t$ (from 0) is $t + 1$. The steps
# $t = 0, 1, 2, 3$ lead to 1, 2, 3, 4 and earn nothing; the other $20 - 4 = 16$ are paid. One
# slip on the way up costs two steps (down, and up again): the return is 14, and
# $14 < 0.9 \cdot 16 = 14.4$. Counter is less forgiving than it looks.
#
# *Why it matters:* whether a number is good can only be said next to the best one possible.
#
# <details><summary>Hint 1</summary>
#
# Where are the rewards, up or down?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Is there anything to gain from standing around 5, or from stopping there?
#
# </details>
# <details><summary>Hint 3</summary>
#
# It need not even look at the state. (That is a weakness of this environment as a test, and the
# reason why there is a third one.)
#
# </details>


# %% answer="counter_policy"
def counter_policy(state):
    """The best policy for the counter.

    Args:
        state: the count, float32, shape (1,).

    Returns:
        The action: 0 to decrement, 1 to increment.
    """
    ### BEGIN SOLUTION
    return 1
    ### END SOLUTION


# %% check="counter_policy" points=1
checks.counter_policy(counter_policy)

# %% [markdown]
# ### A picture of your result
#
# **Predict first.** A learner begins with random actions. In what share of the episodes does
# random play earn nothing at all on your counter: a tenth, a half, three quarters?

# %% tags=["picture"]
rng = np.random.default_rng(2024)


def toss_a_coin(observation):
    return int(rng.integers(2))


counter = CounterEnv()
random_returns = [rollout_policy(counter, toss_a_coin, seed) for seed in range(400)]
climber_returns = [rollout_policy(counter, counter_policy, seed) for seed in range(20)]
plotting.strip_plot(
    {"random": random_returns, "your policy": climber_returns},
    title="Your counter, one dot an episode",
)
print(f"random play earned nothing in {np.mean(np.equal(random_returns, 0.0)):.0%} of 400 episodes")

# %% [markdown]
# About three quarters, and the mean is near 1.55. It can be worked out. Take a random walk that
# reaches 5 and, from the moment it does, mirror the rest of it at 5. That pairs each walk that
# ends *under* 5 with one that ends *over* 5 (after 20 steps a walk stands on an even number, so
# never on 5 itself). Hence
#
# $$ P(\text{reaches } 5) = 2\,P(\text{ends at } 6 \text{ or more})
#    = 2 \cdot \frac{\binom{20}{13} + \binom{20}{14} + \dots + \binom{20}{20}}{2^{20}}
#    \approx 0.26 . $$
#
# Three episodes in four look exactly alike to a learner, and say nothing. This is why a delayed
# reward is hard, and why Counter is a test.
#
# ## 2.3 Look before you act
#
# Your policies for the first two environments never looked at the state. A learner that cannot
# see passes both. So the third environment tosses a fair coin $x_t \in \{-1, +1\}$ before each
# step, shows it, and pays for a match:
#
# $$ r_t = \begin{cases} +1 & a_t = 1 \text{ and } x_t = +1 \\ +1 & a_t = 0 \text{ and } x_t = -1 \\
#    -1 & \text{else} \end{cases} $$
#
# Mind the order of events: the agent sees $x_t$, it acts, it is paid for $x_t$, and only **then**
# is $x_{t+1}$ tossed and shown.
#
# **By hand.** The coins are $+1, -1, -1, +1$, where the first comes from `reset` and the others
# from three steps. The actions are 1, 1, 0. The rewards are $+1$ (match), $-1$ (no match) and $+1$
# (match). The last coin was shown and never bet on.
#
# ### Exercise 4 · `ObservationMattersEnv` (●●○, 15 minutes, 2 points)
#
# The contract:
#
# - each observation, the one from `reset` included, is $+1$ or $-1$, float32, shape (1,): a fair
#   coin from `self.np_random`, so that the seed of `reset` fixes them all;
# - the reward is $+1.0$ if the action matches the coin **that the agent saw last** (1 for $+1$, 0
#   for $-1$), else $-1.0$;
# - 20 steps, truncated, never terminated; `Discrete(2)`; `check_env` is content.
#
# *Why it matters:* stale, shifted and zeroed observations are the most common bugs that no
# traceback will ever show you. You are building their detector.
#
# <details><summary>Hint 1: the shape of it</summary>
#
# Copy your counter. Instead of a count, the environment must remember one coin: the one that the
# agent is looking at.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# `self.np_random` is a NumPy `Generator`: `integers(2)`, `random()` and `choice([-1, 1])` all
# work. It is seeded only after `super().reset(seed=seed)`.
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# The order in `step`: compute the reward with the old coin, *then* toss a new one, keep it in
# `self.coin` and return it. `(action == 1) == (self.coin == 1)` is true for a match.
#
# </details>


# %% answer="ObservationMattersEnv"
class ObservationMattersEnv(gym.Env):
    """Each observation is a fair coin, +1 or -1; the action must match it.

    Observation: +1 or -1, float32, shape (1,), drawn from self.np_random.
    Actions: 1 matches +1, 0 matches -1. Reward: +1.0 for a match, else -1.0.
    Never terminated; truncated after 20 steps.
    """

    optimal_return = 20.0

    def __init__(self):
        """Set self.observation_space and self.action_space."""
        ### BEGIN SOLUTION
        self.observation_space = gym.spaces.Box(-1.0, 1.0, (1,), np.float32)
        self.action_space = gym.spaces.Discrete(2)
        self.coin = 1
        self.steps = 0
        ### END SOLUTION

    def reset(self, *, seed=None, options=None):
        """Start an episode with a new coin.

        Args:
            seed: fixes all coins of the episode; None goes on with the generator as it is.
            options: not used here.

        Returns:
            The observation, float32, shape (1,), and a dict (empty).
        """
        ### BEGIN SOLUTION
        super().reset(seed=seed)
        self.steps = 0
        self.coin = 2 * int(self.np_random.integers(2)) - 1
        return np.array([self.coin], dtype=np.float32), {}
        ### END SOLUTION

    def step(self, action):
        """Bet on the coin that was shown last.

        Args:
            action: 1 for +1, 0 for -1; an int, Python's or NumPy's.

        Returns:
            observation (float32, shape (1,)), reward (float), terminated (bool), truncated (bool),
            info (dict).
        """
        ### BEGIN SOLUTION
        self.steps += 1
        reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
        self.coin = 2 * int(self.np_random.integers(2)) - 1
        return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}
        ### END SOLUTION


# %% check="ObservationMattersEnv" points=2
checks.ObservationMattersEnv(ObservationMattersEnv)

# %% [markdown]
# ### A picture of your result
#
# **Predict first.** Three policies: one tosses a coin of its own, one stubbornly takes action 1,
# one looks. Order them by their mean return. Which of the first two varies more?

# %% tags=["picture"]
coins = ObservationMattersEnv()
plotting.strip_plot(
    {
        "random": [rollout_policy(coins, toss_a_coin, seed) for seed in range(200)],
        "always 1": [rollout_policy(coins, lambda observation: 1, seed) for seed in range(200)],
        "looks": [rollout_policy(coins, lambda x: int(x[0] > 0), seed) for seed in range(200)],
    },
    title="Your coins, one dot an episode",
)

# %% [markdown]
# The first two cannot be told apart: mean 0, and the same spread. Whatever you do without looking,
# half of the coins agree with it. The return of a blind policy is a sum of 20 independent $\pm 1$,
# so its standard deviation is $\sqrt{20} \approx 4.5$. To reach 18 in even *one* episode it must
# guess 19 or 20 coins of 20: a chance of $21 / 2^{20}$, one in 50,000. Nobody passes this test by
# accident.
#
# **Predict again.** The first row once more, this time with `random_rollout(env, seed)` from
# lesson 1, which draws from the environment's action space.

# %% tags=["picture"]
print("mean return:", np.mean([random_rollout(coins, seed) for seed in range(200)]))

# %% [markdown]
# If your coin comes from `integers(2)` or `choice`, random play has just won **every single bet**:
# 20.0. `random_rollout` gives one seed to two generators, the environment's and the action
# space's. Equal seeds make equal streams, both are asked for one of two numbers at each step, and
# so the random action *is* the coin. (With `random() < 0.5` you see about 0: the same bits, read in
# another way. That is luck, not care.)
#
# Every part here keeps its contract, and the whole is wrong. You noticed, because you knew what
# random play must earn. The cure is a generator of one's own, such as `rng` above, or
# `np.random.SeedSequence(seed).spawn(2)`, which makes two unrelated seeds out of one.
#
# ## 2.4 One function that asks all the questions
#
# Register your two classes, so that `gym.make` can build them by their id as it builds CartPole.
# (The first line in the loop forgets an older version, so that you can run the cell again after
# you changed a class.)

# %% tags=["picture"]
for env_id, env_class in {
    "mine/Counter-v0": CounterEnv,
    "mine/ObservationMatters-v0": ObservationMattersEnv,
}.items():
    gym.registry.pop(env_id, None)
    gym.register(id=env_id, entry_point=env_class)

test_ids = ["lwg/ActionMatters-v0", "mine/Counter-v0", "mine/ObservationMatters-v0"]

# %% [markdown]
# A **learner** is a function `train(env_id) -> policy`. It **fails** an environment when
#
# $$ \bar R = \frac{1}{20} \sum_{i=0}^{19} R_i \;<\; c\,R^* , $$
#
# where episode $i$ is reset with seed $i$. The threshold $c$ is 0.9 unless somebody asks for
# another one.
#
# **By hand.** On Counter ($R^* = 16$) a trained policy earns 14 in ten of the episodes and 16 in
# the other ten. $\bar R = 15 \ge 14.4$: it passes. On the line is not under it: $\bar R = 14.4$
# would pass, too.
#
# Why not demand $R^*$ itself? A learner that acts at random now and then (many do, and should) slips
# sometimes. Why not 0.5? If ObservationMatters paid 1 for a match and 0 otherwise, the blind
# policy would reach 0.5 of the best return without having learned a thing.
#
# ### Exercise 5 · `failing_environments` (●●○, 12 minutes, 2 points)
#
# *Why it matters:* from lesson 3 on, run this before you touch a single hyperparameter.
#
# <details><summary>Hint 1: the shape of it</summary>
#
# Loop over the ids: make the environment, train once, play 20 episodes, compare, remember the id
# if it fails. `rollout_policy` from lesson 1 is imported.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# `gym.make` puts wrappers around your class, like layers of an onion. `env.unwrapped` is the class
# itself, with its `optimal_return`.
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# `returns = [rollout_policy(env, policy, seed) for seed in range(20)]`. Then append the id where
# the mean is *less than* the threshold times the best return, and return the list after the loop.
#
# </details>


# %% answer="failing_environments"
def failing_environments(train, env_ids, threshold=0.9):
    """Find the environments on which a learner fails.

    Args:
        train: a function from an environment's id to a trained policy.
        env_ids: a list of ids that gymnasium.make knows; each environment has optimal_return,
            which is positive.
        threshold: the share of optimal_return that the policy must reach.

    Returns:
        A list: the ids, in the order of env_ids, for which the trained policy's mean return over
        20 episodes, seeds 0 to 19, is under threshold * optimal_return.
    """
    ### BEGIN SOLUTION
    failing = []
    for env_id in env_ids:
        env = gym.make(env_id)
        policy = train(env_id)
        mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
        if mean < threshold * env.unwrapped.optimal_return:
            failing.append(env_id)
    return failing
    ### END SOLUTION


# %% check="failing_environments" points=2
checks.failing_environments(failing_environments)

# %% [markdown]
# Try it on a "learner" that returns your hand-written climber, whatever it is asked to learn.
# **Predict first:** which of the three does it fail?

# %% tags=["picture"]
failing_environments(lambda env_id: counter_policy, test_ids)

# %% [markdown]
# Only ObservationMatters: always 1 is the best policy for both of the others. One test environment
# is no test. Three begin to be one.
#
# ## 2.5 Four learners walk into a lab
#
# `ash`, `birch`, `cedar` and `damson` are small learners in `helpers/learners.py`. Each draws
# random linear policies, *action 1 where weights · observation + bias > 0*, tries each for some
# episodes and keeps one of them. **One of the four works. Each of the others has a bug of one
# line.** Do not read their code yet.
#
# **Predict first.** Does a bug of one line fail all three tests, or only some? (On CartPole you
# would be looking at four noisy curves now, and guessing.)

# %% tags=["picture"]
trainers = {
    "ash": learners.ash,
    "birch": learners.birch,
    "cedar": learners.cedar,
    "damson": learners.damson,
}
for name, train in trainers.items():
    print(f"{name:<7} fails on {failing_environments(train, test_ids)}")

# %% [markdown]
# The list says *where*. How badly is a clue as well, so here is the share $\bar R / R^*$ that each
# of them reaches.

# %% tags=["picture"]
shares = {}
for name, train in trainers.items():
    shares[name] = {}
    for env_id in test_ids:
        env = gym.make(env_id)
        policy = train(env_id)
        mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
        shares[name][env_id.split("/")[1]] = mean / env.unwrapped.optimal_return
plotting.failure_table(shares, threshold=0.9, title="Who fails where")

# %% [markdown]
# ## 2.6 In your own words (2 points, marked by your instructor)
#
# 1. For each of the three broken learners: what does its pattern of failures tell you, and what is
#    the likeliest bug? Use *how badly* it fails, too: 0 and $-1$ are not the same message.
# 2. Choose one of the three. Name a **different** bug that would leave the same pattern, and an
#    experiment that would tell the two apart.
#
# Write your answer first. Then open `helpers/learners.py` and see whether you were right.

# %% [markdown] question="question" points=2
# ### BEGIN SOLUTION
# **Model answer.** (1) *ash* passes ActionMatters and Counter, which a policy can win blindly, and
# reaches about 0 on ObservationMatters, which is what guessing earns: its action does not depend
# on the observation. (It subtracts from each observation that observation's own mean; with a
# single number this leaves zero.) *birch* fails everywhere, and with $-1$ where $-1$ is possible.
# That is no failure to learn, which would end near 0 on ObservationMatters: it has learned the
# opposite. A sign or a comparison is the wrong way round, it looks for the smallest return.
# *damson* passes where an action is paid at once and fails only Counter, where the pay comes
# later: only immediate reward reaches it. (Its discount factor is 0, and the first reward of the
# counter is always 0, so all candidates look alike to it.)
#
# (2) For example: damson's pattern would also come from too little exploration, if no candidate
# ever climbed to 5. Print the candidates' undiscounted returns: if some earned 16 and were not
# kept, it is the credit and not the exploration. Or: ash's pattern would also come from a stale
# observation (the one from `reset`, all episode long). Print what the policy sees in three
# successive steps: always the first coin, or always 0? Or: birch's pattern would also come from
# exchanged actions between the policy and the environment in the final test; look whether the
# return during training is high or low.
#
# **Marking scheme.** 1 point: all three causes, each tied to its pattern (½ for two of them, or
# for three causes without the reasons; for birch, that $-1$ is worse than guessing must be said).
# 1 point: another bug that fits the same row, and an experiment whose outcome differs between the
# two (½ for one without the other).
# ### END SOLUTION

# %% [markdown]
# ## You can now
#
# - write a Gymnasium environment that passes `check_env`,
# - build an environment that asks a learner one question, and say its best return,
# - turn "it does not learn" into "it fails on this one, so look there".
#
# **Three quick questions**
#
# <details><summary>A learner passes ObservationMatters and fails the two others. Name a
# suspect.</summary>
#
# It has no bias. ActionMatters shows only zeros, and Counter starts at zero: there, weights times
# observation is 0 whatever the weights are, so nothing can be preferred.
#
# </details>
# <details><summary>A learner passes all three. Is it free of bugs?</summary>
#
# No. It reacts to reward, credits late rewards and looks. Nothing here tests many inputs, noisy
# rewards, long memories or continuous actions. Passing is necessary, not sufficient.
#
# </details>
# <details><summary>Why must the optimal return be positive for this test?</summary>
#
# If the best return were −100, then 0.9 × (−100) = −90 would be *better* than the best: every
# learner would fail. One would compare with a range instead, from random play to the best.
#
# </details>
#
# ## Going further
#
# - Move the counter's goal from 5 to 15. The mirror argument now gives $2 \cdot 211 / 2^{20}$: random
#   play finds a reward in one of 2,500 episodes. What does `cedar` do, and why is it less troubled
#   than the calculation suggests?
# - Invent a fourth environment that asks: does the policy *remember*? Which of the learners of this
#   course can pass it?
#
# ## Papers
#
# - I. Osband et al. (2020), *Behaviour suite for reinforcement learning*: the same idea, grown to a
#   set of experiments, each for one ability.
# - A. L. Jones (2021), *Debugging RL, without the agonizing pain*, an essay: "probe environments",
#   in the order in which to try them.
# - P. Henderson et al. (2018), *Deep reinforcement learning that matters*: what happens to a field
#   that does not know whether the algorithm or its code was better.
# - M. Towers et al. (2024), *Gymnasium: A standard interface for reinforcement learning
#   environments*: what `check_env` checks.
# - W. Feller (1968), *An introduction to probability theory and its applications*, volume 1, chapter
#   III: the mirror argument, there called the reflection principle.
