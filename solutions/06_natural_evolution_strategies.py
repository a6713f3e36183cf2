# %% [markdown]
# # 6 · Natural evolution strategies
#
# The cross-entropy method keeps the few best samples and forgets the rest. But the rest has been
# paid for, and it has something to say: *not here*. In this lesson every sample has a say, good
# or bad. Out of it comes a gradient, of a function that has none.
#
# You derive the step, build it from five small pieces, and find out what the printed sample of
# the source does when nobody is looking. (Its title says FrozenLake. It balances a pole. Badly.)
# At the end your strategy crosses the real FrozenLake, nearly as well as anybody can.
#
# **Time:** about 90 minutes. **Points:** 15 by the checks, 2 for the written question.

# %%
import gymnasium as gym
import numpy as np

from checks.lesson_06 import exercises as checks
from helpers import frozen_lake, plotting
from helpers.batched import rollout_population
from helpers.budget import budget
from helpers.cem import cross_entropy_method
from helpers.landscapes import Recorder, Snapshot, narrow_ridge, two_hills

# %% [markdown]
# ## Where we are

# %% tags=["picture"]
plotting.course_map(6)

# %% [markdown]
# | symbol | name in code | what it is | shape |
# |---|---|---|---|
# | $\theta_i$ | `theta` | parameters of one sampled policy, $\mu + \sigma\epsilon_i$ | (dim,) |
# | $\mu$ | `mu`; `w` in the source and in our loops | mean of the search distribution | (dim,) |
# | $\sigma$ | `sigma` | its **standard deviation**, the same in every dimension | a number |
# | $\epsilon_i$ | `eps[i]` | standard-normal noise | (dim,) |
# | $N$ | `len(eps)`, `2 * num_pairs` | size of the population | an integer |
# | $f(\theta)$ | `f(theta)` | return of a policy, exact or an average over episodes | a number |
# | $R_i$ | `returns[i]` | $f(\theta_i)$ | a number |
# | $F_i$ | `fitness[i]` | a shaped return | a number |
# | $J(\mu)$ | – | expected return of a sample | a number |
# | $\alpha$ | `alpha` | step size | a number |
#
# ## 6.1 What the losers know
#
# **By hand.** One parameter, the mean at 0. Four samples and their returns:
#
# | $\theta$ | $-2$ | $-1$ | $1$ | $2$ |
# |---|---|---|---|---|
# | $f(\theta)$ | $-30$ | $2$ | $10$ | $9$ |
#
# With one elite of four, the cross-entropy method moves the mean to $1$. It would do the same had
# $\theta = -2$ returned $-300$, or $+9$. That sample fell into a ravine, and nobody asks it where.
#
# Now let each sample pull the mean in its own direction, as hard as it was good; a negative return
# pushes. The average pull is
# $\tfrac14\bigl((-30)(-2) + 2\cdot(-1) + 10\cdot 1 + 9\cdot 2\bigr) = 21.5$, to the right. Put $+9$
# in place of the $-30$ and it is $\tfrac14(-18 - 2 + 10 + 18) = 2$. **The loser had the most to
# say.**
#
# What is this average pull? It is not just a good idea. It is the gradient of something.
#
# ### What we climb
#
# We do not ask for a single good $\theta$. We ask for a **cloud** whose samples are good on
# average:
#
# $$ J(\mu) = \mathbb E_{\theta \sim \mathcal N(\mu,\, \sigma^2 I)} \bigl[ f(\theta) \bigr]
#    \;\longrightarrow\; \max . $$
#
# The function below has two flat steps and a narrow spike. It has no useful slope anywhere.
# **Predict first:** what does $J$ look like, for a narrow cloud and for a wide one? On top of what
# does each want to be?


# %% tags=["picture"]
def stairs(theta):
    """0, then 1 from 0.5 on; and a spike of height 1.5, a fifth wide, at -1.5."""
    return 1.0 * (theta > 0.5) + 1.5 * (np.abs(theta + 1.5) < 0.1)


places = np.linspace(-3, 3, 301)
dice = np.random.default_rng(0).standard_normal(20_000)
curves = {"f(theta)": stairs(places)}
for sigma in (0.05, 0.8):
    curves[f"J(mu), sigma = {sigma}"] = [stairs(mu + sigma * dice).mean() for mu in places]
plotting.curves_over(places, curves, xlabel="theta, mu", ylabel="return")

# %% [markdown]
# $J$ is smooth, although $f$ is not: the cloud feels the step from afar. And the width decides what
# is worth having. The narrow cloud fits on the spike. For the wide one the spike hardly exists:
# most of its samples would fall off. It wants to stand on the plateau, well away from the edge.
# Keep that in mind; it is not a side effect, it is what we have asked for.
#
# ## 6.2 Noise in mirrored pairs
#
# We need samples: $\theta_i = \mu + \sigma\epsilon_i$, with $\epsilon_i \sim \mathcal N(0, I)$. If
# we draw $\epsilon$, we use $-\epsilon$, too. Then every question is asked both ways ("better
# there, or on the other side?"), and whatever the two have in common cancels. Such pairs are called
# **antithetic**. Section 6.5 measures what they are good for.
#
# **By hand.** Two pairs in two dimensions. The draws are $(0.3, -1.2)$ and $(0.8, 0.1)$. The four
# rows are $(0.3, -1.2)$, $(0.8, 0.1)$, $(-0.3, 1.2)$, $(-0.8, -0.1)$.
#
# ### Exercise 1 · `antithetic_noise` (●○○, 5 minutes, 1 point)
#
# *Why it matters:* everything in this lesson is a sum over these rows.
#
# <details><summary>Hint 1: the shape of it</summary>
#
# Draw once, then put the draw and its negative together.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# `rng.standard_normal((rows, columns))` draws. `np.concatenate([a, b])` puts `b` under `a`.
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# Call the draw of shape `(num_pairs, dim)` `half`. What belongs under it is `-half`.
#
# </details>


# %% answer="antithetic_noise"
def antithetic_noise(num_pairs, dim, rng):
    """Draw standard-normal noise in mirrored pairs.

    Args:
        num_pairs: how many pairs.
        dim: numbers in a row.
        rng: a np.random.Generator; the only source of randomness.

    Returns:
        Shape (2 * num_pairs, dim). The first half is standard normal, the second half is minus
        the first: row num_pairs + i is minus row i.
    """
    ### BEGIN SOLUTION
    half = rng.standard_normal((num_pairs, dim))
    return np.concatenate([half, -half])
    ### END SOLUTION


# %% check="antithetic_noise" points=1
checks.antithetic_noise(antithetic_noise)

# %% [markdown]
# ## 6.3 The slope of a cloud
#
# How does $J$ change when the mean moves? Write the expectation as an integral, with
# $p_\mu(\theta)$ for the density $\mathcal N(\theta; \mu, \sigma^2 I)$. Only $p_\mu$ knows $\mu$:
#
# $$ \nabla_\mu J = \nabla_\mu \int f(\theta)\, p_\mu(\theta)\, d\theta
#    = \int f(\theta)\, \nabla_\mu p_\mu(\theta)\, d\theta . $$
#
# Nobody can sample from $\nabla p$; it is no density. So multiply and divide by $p$. Because
# $\nabla \log p = \nabla p / p$, and this is all there is to the famous **log-derivative trick**,
#
# $$ \nabla_\mu J
#    = \int f(\theta)\, \frac{\nabla_\mu p_\mu(\theta)}{p_\mu(\theta)}\, p_\mu(\theta)\, d\theta
#    = \mathbb E_{\theta \sim p_\mu} \bigl[ f(\theta)\, \nabla_\mu \log p_\mu(\theta) \bigr] . $$
#
# An expectation again, so we can average over samples. And look who is *not* differentiated: $f$.
# It may be a staircase, a game, a black box. We differentiate the density, which we chose
# ourselves. (You know the trick from lesson 3, where the policy's action took the place of
# $\theta$.)
#
# For the Gaussian,
#
# $$ \log p_\mu(\theta) = -\frac{\lVert \theta - \mu \rVert^2}{2\sigma^2} + \text{const}
#    \qquad\Longrightarrow\qquad
#    \nabla_\mu \log p_\mu(\theta) = \frac{\theta - \mu}{\sigma^2} = \frac{\epsilon}{\sigma} . $$
#
# **By hand.** One dimension, $\mu = 1$, $\sigma = 0.5$, $\theta = 1.5$: the gradient is
# $0.5/0.25 = 2$. Check it with a finite difference. At $\mu = 1.1$ the first term is
# $-0.4^2/0.5 = -0.32$, at $\mu = 0.9$ it is $-0.6^2/0.5 = -0.72$, and
# $(-0.32 + 0.72)/0.2 = 2$. Moving the mean towards $\theta$ makes $\theta$ more likely, of course.
#
# ### Exercise 2 · `log_density_gradient` (●○○, 8 minutes, 2 points)
#
# *Why it matters:* it is the one formula that everything else is made from. The check does not
# know it. It knows the log-density, and takes finite differences.
#
# <details><summary>Hint 1: the shape of it</summary>
#
# One line. The result has the shape of $\theta$.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# With respect to $\mu$, not to $\theta$: the inner derivative turns the sign once more.
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# The difference of the two vectors over the **variance**. In Python a power is `**`.
#
# </details>


# %% answer="log_density_gradient"
def log_density_gradient(theta, mu, sigma):
    """Gradient of log N(theta; mu, sigma² I) with respect to mu.

    Args:
        theta: where, shape (dim,).
        mu: mean, shape (dim,).
        sigma: standard deviation, the same in every dimension.

    Returns:
        Shape (dim,).
    """
    ### BEGIN SOLUTION
    return (theta - mu) / sigma**2
    ### END SOLUTION


# %% check="log_density_gradient" points=2
checks.log_density_gradient(log_density_gradient)

# %% [markdown]
# ### And what is natural about it?
#
# The source calls the method *natural* and leaves it at that. Here is what it means.
#
# A gradient step asks: of all short moves, which one gains most? So it matters how you measure
# "short". In parameters, half a unit is half a unit. But moving a cloud of width 10 by half a unit
# changes next to nothing, and moving one of width 0.1 by half a unit makes a different cloud of it.
# The **natural** gradient (Amari, 1998) measures a move by how much the *distribution* changes. For
# two Gaussians of one width, a distance $\delta$ apart, the Kullback–Leibler divergence is
#
# $$ \operatorname{KL} = \frac{\delta^2}{2\sigma^2} :\qquad
#    \frac{0.5^2}{2 \cdot 0.1^2} = 12.5, \qquad \frac{0.5^2}{2\cdot 10^2} = 0.00125 . $$
#
# For small moves $\operatorname{KL} \approx \tfrac12 \delta^\top F \delta$, with the **Fisher
# matrix** $F = \mathbb E [\nabla \log p \; \nabla \log p^\top]$, and the natural gradient is
# $F^{-1} \nabla J$. Put in your formula from exercise 2:
#
# $$ F = \mathbb E\Bigl[\frac{\epsilon\,\epsilon^\top}{\sigma^2}\Bigr] = \frac{1}{\sigma^2}\, I
#    \qquad\Longrightarrow\qquad F^{-1}\nabla J = \sigma^2\, \nabla J . $$
#
# Here is $F$ by sampling, for $\sigma = 0.5$. **Predict first:** what stands on the diagonal?

# %% tags=["picture"]
samples = 3.0 + 0.5 * np.random.default_rng(1).standard_normal((20_000, 2))
scores = np.array([log_density_gradient(theta, np.array([3.0, 3.0]), 0.5) for theta in samples])
print((scores.T @ scores / len(scores)).round(2))

# %% [markdown]
# $1/0.5^2 = 4$, and 0 beside it.
#
# So for *one fixed* $\sigma$ the natural gradient points where the plain one points. It is
# $\sigma^2$ times as long, in every dimension alike, and a number is something that $\alpha$ can
# swallow. **By hand:** with $\sigma = 0.1$, a natural step with $\alpha = 1$ is a plain step with
# $\alpha = 0.01$. The word earns its keep where each dimension has a width of its own, or where the
# width is learned as well: there $F^{-1}$ stretches some directions more than others (Wierstra et
# al., 2014). We keep $\sigma$ fixed, as the source does.
#
# ## 6.4 From returns to fitness
#
# The average of $R_i\, \epsilon_i / \sigma$ is a fine gradient on paper. In practice, two things
# spoil it: returns have a level ("everybody gets about 100"), and they have a unit (points, cents).
# Neither should matter. So we replace the returns of a population by **fitnesses**:
#
# $$ F_i = \frac{R_i - \bar R}{s_R}, \qquad \bar R = \frac1N \sum_i R_i, \qquad
#    s_R^2 = \frac1N \sum_i (R_i - \bar R)^2 . $$
#
# (From here on $F_i$ is a fitness. The Fisher matrix has had its day.) We divide by $N$ and not by
# $N - 1$: `ddof=0`.
#
# **By hand.** Returns 30 and 10: $\bar R = 20$, $s_R = 10$, $F = (1, -1)$. Returns 1, 2, 6:
# $\bar R = 3$, $s_R^2 = (4 + 1 + 9)/3 = 4.67$, $F = (-0.93, -0.46, 1.39)$.
#
# And if all returns are equal? The source divides by `np.std(R)`, which is 0 then. On FrozenLake,
# where nearly every first episode earns 0, this is no rare accident. **Predict first:** what
# becomes of $w$?

# %% tags=["picture"]
R = np.zeros(6)  # six episodes, six holes in the ice
with np.errstate(all="ignore"):
    A = (R - np.mean(R)) / np.std(R)
print("A =", A)
print("w =", np.array([0.2, -0.1]) + 0.1 * np.ones((2, 6)) @ A)

# %% [markdown]
# `nan`, and from then on for ever: no later return can mend a `nan`. Equal returns say nothing, so
# the right fitness is 0.
#
# ### Exercise 3 · `standardize` (●○○, 6 minutes, 1 point)
#
# *Why it matters:* lessons 7 and 8 lean on this function, too. Mind that the standard deviation of
# six times 0.1 comes out as $10^{-17}$ and not as 0. The docstring says which returns count as
# equal.
#
# <details><summary>Hint 1: the shape of it</summary>
#
# First look whether they are all equal and return zeros; else two operations.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# `np.ptp(returns)` is largest minus smallest. `np.std` has `ddof=0` unless told otherwise.
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# `returns = np.asarray(returns, dtype=float)` makes an array of a list. Then
# `if np.ptp(returns) <= 1e-12 * max(1, np.abs(returns).max()):` return `np.zeros(len(returns))`.
#
# </details>


# %% answer="standardize"
def standardize(returns):
    """Shift and scale returns to zero mean and unit standard deviation (ddof=0).

    Args:
        returns: shape (N,), a list or an array; it is not changed.

    Returns:
        An array of shape (N,). All zeros, without a warning, where the returns are equal: where
        np.ptp(returns) <= 1e-12 * max(1, largest absolute return).
    """
    ### BEGIN SOLUTION
    returns = np.asarray(returns, dtype=float)
    if np.ptp(returns) <= 1e-12 * max(1.0, np.abs(returns).max()):
        return np.zeros(len(returns))
    return (returns - returns.mean()) / returns.std()
    ### END SOLUTION


# %% check="standardize" points=1
checks.standardize(standardize)

# %% [markdown]
# A comment in the source says that it standardises "to have a gaussian distribution". Let us look.
# Five hundred random linear policies play CartPole, and their returns are standardised.
#
# **Predict first.** What will the second histogram look like?


# %% tags=["picture"]
def cartpole_returns(thetas, episodes, seed):
    """Mean returns of linear policies, one a row: action 1 where state · theta < 0, else 0."""
    thetas = np.atleast_2d(thetas)
    width = min(1000, len(thetas) * episodes)
    env = gym.make_vec("CartPole-v1", num_envs=width, vectorization_mode="vector_entry_point")
    returns = rollout_population(
        thetas,
        env,
        lambda rows, states: np.where(np.vecdot(rows, states) < 0, 1, 0),
        episodes,
        seed,
    )
    env.close()
    return returns.mean(axis=1)


everybody = np.random.default_rng(2).uniform(-1, 1, (budget(500, 60), 4))
cartpole = cartpole_returns(everybody, 5, seed=0)
plotting.fitness_shapes({"returns": cartpole, "standardised": standardize(cartpole)})

# %% [markdown]
# The same histogram, to the last bar. Subtracting a number and dividing by a number changes where a
# distribution lies and how wide it is. It cannot change its **shape**: skewed it was and skewed it
# is (the *skewness* under the picture is the same). No harm done, either. Nothing in our derivation
# asks the returns to be Gaussian. The *parameters* are.
#
# ### When the shape does matter
#
# Suppose 99 policies return 9 and one returns 500, by luck. Standardised, the lucky one has the
# fitness $\sqrt{99} \approx 10$, and the others have $-0.1$ each: it decides the step alone. If you
# do not trust the size of the returns, use their order only. **Centred ranks** do so: the smallest
# return gets $-0.5$, the largest $+0.5$, the others lie in between at equal distances.
#
# Think of a tournament in which everybody meets everybody. A win counts 1, a draw counts ½. Divide
# your points by the number of your matches, subtract ½. That is your centred rank, and ties are
# settled without a word.
#
# **By hand.** Returns 7, 500, 7, 9. The 500 beats three: $3/3 - 0.5 = 0.5$. The 9 beats two:
# $2/3 - 0.5 = 0.167$. Each 7 draws with the other: $0.5/3 - 0.5 = -0.333$. With 5,000,000 in place
# of 500, nothing changes.
#
# ### Exercise 4 · `centered_ranks` (●●○, 10 minutes, 1 point)
#
# *Why it matters:* it is what large runs use (Salimans et al., 2017). And nearly
# everybody's first attempt gets the ranks wrong, because `np.argsort` does not give ranks.
#
# <details><summary>Hint 1: the shape of it</summary>
#
# Compare every return with every other: a table of $N \times N$ answers. Then count.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# For an array `r`, `r[:, None] > r[None, :]` is the table "row beats column"; `.sum(axis=1)` counts
# the wins of each row. And if you would rather rank: `scipy.stats.rankdata` shares ties by default.
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# In a tournament, points/matches − ½ is the same as (wins − losses) / (2 · matches): draws cancel.
# There are $N - 1$ matches; for a single return, take 1 and not 0.
#
# </details>


# %% answer="centered_ranks"
def centered_ranks(returns):
    """Map the ranks of returns linearly to [-0.5, 0.5].

    Args:
        returns: shape (N,), a list or an array; it is not changed.

    Returns:
        An array of shape (N,): -0.5 for the smallest return, 0.5 for the largest. Equal returns
        share the average of their ranks; a single return gets 0, without a warning.
    """
    ### BEGIN SOLUTION
    returns = np.asarray(returns, dtype=float)
    beats = returns[:, None] > returns[None, :]
    wins, losses = beats.sum(axis=1), beats.sum(axis=0)
    return (wins - losses) / (2 * max(1, len(returns) - 1))
    ### END SOLUTION


# %% check="centered_ranks" points=1
checks.centered_ranks(centered_ranks)

# %% tags=["picture"]
plotting.fitness_shapes(
    {
        "returns": cartpole,
        "standardised": standardize(cartpole),
        "centred ranks": centered_ranks(cartpole),
    }
)

# %% [markdown]
# *This* changes the shape: ranks without ties are uniform, whatever the returns were. (The gaps and
# towers at the left are ties: many clumsy policies drop the pole after nine or ten steps, all
# alike.)
#
# ## 6.5 The search gradient
#
# Put 6.3 and 6.4 together. The average over the population of $F_i \cdot \epsilon_i/\sigma$ is
#
# $$ g = \frac{1}{N\sigma} \sum_{i=1}^{N} F_i\, \epsilon_i , $$
#
# the **search gradient** (Wierstra et al., 2014). With $F_i = R_i$ it estimates $\nabla J$ without
# bias. With shaped fitnesses it estimates the slope of something that agrees with $J$ on what is
# better.
#
# Read the indices twice. The source's text sums $i$ to $n$ and divides by $N$, two letters for
# what has to be one number. If $n$ counts pairs, say, and $N$ samples, then half of the sum is
# missing, and who would ever notice? The step is shorter, and somebody doubles $\alpha$.
#
# **By hand.** $f(\theta) = 3\theta - \theta^2$, $\mu = 1$, $\sigma = 0.5$, one pair
# $\epsilon = \pm 1$. $f(1.5) = 2.25$ and $f(0.5) = 1.25$, so
# $g = \frac{1}{2 \cdot 0.5}(2.25 - 1.25) = 1$. And $f'(1) = 3 - 2 = 1$. Exactly.
#
# That is no coincidence. In $f(\mu + \sigma\epsilon) - f(\mu - \sigma\epsilon)$ everything even
# cancels, the curvature with it. In `dim` dimensions the $2\cdot$`dim` rows
# $\pm\sqrt{\text{dim}}\, e_i$ ($e_i$ is the $i$-th unit vector) give the gradient of *any*
# quadratic without error. This is what the check uses: no chance, no tolerance to speak of.
#
# ### Exercise 5 · `search_gradient` (●●○, 10 minutes, 3 points)
#
# *Why it matters:* this is the sum over the population, in which losers count. Use the fitness as
# it is given: whoever calls this function has shaped it, or has left it raw on purpose.
#
# <details><summary>Hint 1: the shape of it</summary>
#
# A sum over rows, with a weight for each row. Then one division.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# $N$ is the number of rows of `eps`. A vector times a matrix, `vector @ matrix`, *is* a weighted
# sum of the rows. `fitness` may be a list.
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# `np.asarray(fitness, dtype=float) @ eps` has the shape `(dim,)`. Divide it by
# `len(eps) * sigma`.
#
# </details>


# %% answer="search_gradient"
def search_gradient(eps, fitness, sigma):
    """The weighted average 1 / (N sigma) * sum of fitness_i eps_i.

    Args:
        eps: standard-normal noise, one row a sample, shape (N, dim); pairs or not.
        fitness: one number a row, a list or an array of shape (N,); used as it is.
        sigma: standard deviation of the search distribution.

    Returns:
        Shape (dim,). The inputs are not changed.
    """
    ### BEGIN SOLUTION
    return np.asarray(fitness, dtype=float) @ eps / (len(eps) * sigma)
    ### END SOLUTION


# %% check="search_gradient" points=3
checks.search_gradient(search_gradient)

# %% [markdown]
# ### Which baseline?
#
# A number that is subtracted from all returns is a **baseline**. It does not change what the search
# gradient is on average, since $\mathbb E[\epsilon] = 0$. It changes how much it scatters. The
# source's text subtracts $f(w)$, the return of the mean itself. Its code standardises, which
# subtracts the mean of the population. Neither says why, so let us measure.
#
# A hill of height 100, its top at $(2, 1)$; we stand at the origin. Forty samples a population, 400
# populations, and each estimate is divided by the average estimate, so that 1 is "right" in every
# row. The returns are noisy, with a standard deviation of 3, as returns are.
#
# **Predict first.** Sort the rows by their spread.


# %% tags=["picture"]
def noisy_hill(thetas, rng):
    """Returns on a hill of height 100 at (2, 1), with noise; thetas has shape (..., 2)."""
    heights = 100.0 - np.sum((thetas - [2.0, 1.0]) ** 2, axis=-1)
    return heights + 3.0 * rng.standard_normal(heights.shape)


SHAPES = {
    "no baseline": lambda returns, at_w: returns,
    "minus f(w)": lambda returns, at_w: returns - at_w,
    "minus the mean": lambda returns, at_w: returns - returns.mean(),
    "standardised": lambda returns, at_w: standardize(returns),
}


def relative_estimates(shape, pairs, mu, sigma=0.5, size=40):
    """First entry of the search gradient in 400 populations, over its average."""
    rng = np.random.default_rng(3)
    found = []
    for _ in range(budget(400, 20)):
        eps = antithetic_noise(size // 2, 2, rng) if pairs else rng.standard_normal((size, 2))
        returns = noisy_hill(mu + sigma * eps, rng)
        at_w = noisy_hill(mu, rng)
        found.append(search_gradient(eps, shape(returns, at_w), sigma)[0])
    return np.array(found) / np.mean(found)


rows = {
    name: relative_estimates(shape, False, np.zeros(2))
    for name, shape in SHAPES.items()
    if name != "no baseline"
}
plotting.gradient_spread(rows, truth=1.0, xlabel="estimate / average estimate")
wild = relative_estimates(SHAPES["no baseline"], False, np.zeros(2))
print(
    f"No baseline: a spread of {wild.std():.1f}, and {np.mean(wild < 0):.0%} of the steps lead "
    "downhill."
)

# %% [markdown]
# Without a baseline the row would not fit into the picture: a spread of five to seven times the
# step itself. It is the level of 100 that does it. It multiplies the sum of the noise, which is 0
# on average and never 0.
#
# Of the others, $f(w)$ is the worst, for two reasons. It is a single noisy return, and its noise
# enters every term. And it costs a call of its own, in every iteration. The mean of the population
# is the better guess of the level and comes free. (Strictly speaking it contains $R_i$ itself,
# which makes the step shorter by a factor of $1 - 1/N$. Nobody has ever missed the fortieth part.)
# Standardising scatters least: where a population happens to lie along the slope, the sum is large
# and so is $s_R$, and their quotient keeps still.
#
# Now the same with mirrored pairs. **Predict first:** which rows change?

# %% tags=["picture"]
paired = {name: relative_estimates(shape, True, np.zeros(2)) for name, shape in SHAPES.items()}
plotting.gradient_spread(paired, truth=1.0, xlabel="estimate / average estimate, with pairs")

# %% [markdown]
# The first three are now one and the same estimate, to the last digit: in
# $F_i\epsilon + F_j\cdot(-\epsilon)$ every constant cancels. **With pairs you need no baseline.**
# That includes the wild one.
#
# Are pairs better, then? Than no baseline, by far. Than forty *independent* samples with the mean
# subtracted, not here: on a straight slope twenty questions, asked both ways, tell you less than
# forty different ones. Pairs win where curvature drowns the slope, because they cancel that, too.
# That is near the top, where it counts:

# %% tags=["picture"]
near_top = np.array([1.9, 0.95])
rows = {
    "independent, minus the mean": relative_estimates(SHAPES["minus the mean"], False, near_top, 2),
    "pairs": relative_estimates(SHAPES["minus the mean"], True, near_top, 2),
}
plotting.gradient_spread(rows, truth=1.0, xlabel="near the top, sigma = 2")

# %% [markdown]
# ## 6.6 One step
#
# The text of the source has the step
#
# $$ w \leftarrow w + \alpha \cdot \frac1N \sum_{i=1}^{n}
#    \frac{f(w + \sigma\epsilon_i) - f(w)}{\sigma}\, \epsilon_i , $$
#
# its code, with the standardised returns `A` and the noise `N` (yes, that is a third $N$), has
#
# ```text
# w = w + alpha / (npop * sigma + 1) * np.dot(N.T, A)
# ```
#
# Those are two different algorithms. And what is the `+ 1`? Nothing in the derivation. Perhaps it
# was to keep the denominator from being 0. At `npop = 100` and `sigma = 0.1` it turns 10 into 11
# and costs 9 % of the step. At `npop = 10` and `sigma = 0.001` it turns 0.01 into 1.01, and 99 % of
# the step is gone.
#
# Ours is
#
# $$ w_{\text{new}} = w + \alpha\, g, \qquad
#    g = \frac{1}{N\sigma} \sum_{i=1}^{N} F_i\, \epsilon_i, \qquad
#    F = \text{standardised returns}. $$
#
# **Plus**: we want more return, so this is ascent.
#
# **By hand.** One parameter, $w = 0$, $\sigma = \alpha = 0.5$, one pair $\epsilon = \pm 1$. The
# samples $\pm 0.5$ return 30 and 10. $F = (1, -1)$ and $g = \frac{1}{2\cdot 0.5}(1 + 1) = 2$. The
# new $w$ is $0 + 0.5 \cdot 2 = 1$. What would the others make of it?
#
# | version | new $w$ |
# |---|---|
# | ours | $1$ |
# | the source's code, with the `+ 1` | $\frac{0.5}{2 \cdot 0.5 + 1} \cdot 2 = 0.5$ |
# | the source's text, if $f(w) = 20$ | $0.5 \cdot \frac12 \cdot \frac{10 + 10}{0.5} = 10$ |
# | the same, $n$ pairs over $N$ samples | $5$ |
#
# (The text's step is measured in units of return: pay in cents, and it is 1,000.)
#
# ### Exercise 6 · `nes_step` (●●○, 8 minutes, 2 points)
#
# *Why it matters:* three of your functions, in a row. It is the whole algorithm.
#
# <details><summary>Hint 1: the shape of it</summary>
#
# Noise, population, returns, fitness, gradient, step. One line each.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# `w + sigma * eps` adds $w$ to every row. `f` takes one vector at a time:
# `[f(theta) for theta in …]`. Do not ask it for anything else.
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# `eps = antithetic_noise(num_pairs, len(w), rng)`; the returns; then `w` plus `alpha` times
# `search_gradient(eps, standardize(returns), sigma)`. Not `w += …`, which would change the caller's
# array.
#
# </details>


# %% answer="nes_step"
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    """One step uphill, with antithetic noise and standardised returns.

    Args:
        w: the mean, shape (dim,); it is not changed.
        f: what is maximised, f(theta) -> float; it is called once for each of the
            2 * num_pairs members of the population, and for nothing else.
        sigma: standard deviation of the search distribution.
        alpha: step size.
        num_pairs: mirrored pairs in the population.
        rng: a np.random.Generator; the only source of randomness.

    Returns:
        The new mean, a new array of shape (dim,).
    """
    ### BEGIN SOLUTION
    eps = antithetic_noise(num_pairs, len(w), rng)
    returns = [f(theta) for theta in w + sigma * eps]
    return w + alpha * search_gradient(eps, standardize(returns), sigma)
    ### END SOLUTION


# %% check="nes_step" points=2
checks.nes_step(nes_step)

# %% [markdown]
# ### Pictures of your result
#
# Two films, each with the cross-entropy method (elites in orange) beside your step. The first
# landscape is a narrow ridge that climbs slowly, around a bend, to the star. **Predict first:**
# which of the two searches gets further along, and what stops the other one?


# %% tags=["picture"]
def cem_film(landscape, start, sigma, iterations, seed):
    """Snapshots of the cross-entropy method: 40 samples, 8 elites."""
    f, rng = Recorder.of_landscape(landscape), np.random.default_rng(seed)
    mu, width, film = np.array(start), np.full(2, sigma), []
    for _ in range(iterations):
        new_mu, new_width, _ = cross_entropy_method(
            f, mu, width, batch_size=40, elite_frac=0.2, iterations=1, rng=rng
        )
        thetas, values = f.take()
        film.append(Snapshot(mu, width, thetas, values >= np.sort(values)[-8]))
        mu, width = new_mu, new_width
    return [*film, Snapshot(mu, width, np.empty((0, 2)))]


def nes_film(landscape, start, sigma, alpha, iterations, seed):
    """Snapshots of your step: 20 pairs."""
    f, rng = Recorder.of_landscape(landscape), np.random.default_rng(seed)
    w, film = np.array(start), []
    for _ in range(iterations):
        new_w = nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=20, rng=rng)
        film.append(Snapshot(w, sigma, f.take()[0]))
        w = new_w
    return [*film, Snapshot(w, sigma, np.empty((0, 2)))]


length = budget(30, 3)
plotting.search_movie(
    {
        "CEM": (narrow_ridge, cem_film(narrow_ridge, (-1.5, 1.0), 0.3, length, 0)),
        "NES": (narrow_ridge, nes_film(narrow_ridge, (-1.5, 1.0), 0.3, 0.1, length, 0)),
    }
)

# %% [markdown]
# CEM's elites lie close together, so that its cloud shrinks before it has got anywhere; you know
# this from lesson 5. NES has a cloud of fixed width, which cannot collapse. It follows the slope
# around the bend. The price: it never becomes narrow, either. At the top it will hover around the
# star and not sit on it.
#
# Now two hills: a wide low one (height 1) and a steep high one (height 2). Both searches start at
# the foot of the **high** one. **Predict first:** where do they end?

# %% tags=["picture"]
plotting.search_movie(
    {
        "CEM": (two_hills, cem_film(two_hills, (1.2, 0.0), 0.8, length, 0)),
        "NES": (two_hills, nes_film(two_hills, (1.2, 0.0), 0.8, 0.2, length, 0)),
    }
)

# %% [markdown]
# CEM takes the high hill (from here, in about four runs of five). NES turns its back on it and
# walks to the low one, every time. Is it broken? No: it does what we asked for. **By hand:** for a
# hill $h\, e^{-r^2/2s^2}$ in two dimensions, a cloud of width $\sigma$ on its top earns
# $h\,\frac{s^2}{s^2 + \sigma^2}$ on average. The low hill has $h = 1$, $s = 1$, and with
# $\sigma = 0.8$ that is $1/1.64 = 0.61$. The high one has $h = 2$, $s = 0.3$, which makes
# $2 \cdot 0.09/0.73 = 0.25$. A cloud this wide does not fit up there: nearly all its samples would
# fall off. $J$ prefers the wide hill; elites look at the best samples only, and love the steep one.
# Which of the two is right depends on what you will do with the result: play its mean, exactly as
# it is, or something near it.
#
# ## 6.7 When to stop
#
# The source gives two criteria. Stop when the function changes by less than a threshold, or when a
# benchmark is reached. Both need care. $f$ may stand still for a moment and move on, so we allow
# some **patience**. And "changes" must be compared with the *best* so far, or else a search that
# jumps up and down for ever never stops.
#
# **By hand.** Patience 2, tolerance 0.5, and $f(w)$ goes 3, 4, 4.3, 4.4. The 4 exceeds the best so
# far (3) by more than 0.5: progress. The 4.3 exceeds 4 by 0.3: not enough, that is one. The 4.4
# exceeds the best so far, which is now 4.3, by 0.1: that is two in a row, and we stop. The history
# is `[3, 4, 4.3, 4.4]`.
#
# ### Exercise 7 · `nes` (●●○, 15 minutes, 2 points)
#
# *Why it matters:* a loop that stops for the wrong reason looks exactly like a method that does not
# work.
#
# <details><summary>Hint 1: the shape of it</summary>
#
# `history = [f(w)]`, a counter of iterations without progress, a loop. The conditions to stop
# can all be asked at the top of the loop: then they hold before the first step, too.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# "The best so far" is `max(history)`, *before* the new value is appended. `history[-1]` is $f$ of
# the current $w$: no need to ask again, and each call costs episodes. `patience is not None and …`.
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# In the loop, after a step: `value = f(w)`; then
# `stale = 0 if value > max(history) + tolerance else stale + 1`; then append. At the top: `break`
# if `history[-1] >= target`, or if there is a patience and `stale` has reached it.
#
# </details>


# %% answer="nes"
def nes(
    f,
    w,
    *,
    sigma,
    alpha,
    num_pairs,
    rng,
    max_iterations,
    target=np.inf,
    tolerance=0.0,
    patience=10,
):
    """Natural evolution strategies with a fixed width: nes_step until there is reason to stop.

    It stops, before the first step too, where f(w) has reached the target; after patience
    iterations in a row none of which exceeds the best so far (the largest value of the history
    before it) by more than tolerance; and after max_iterations steps.

    Args:
        f: what is maximised, f(theta) -> float; called once for each value of the history, and
            2 * num_pairs times in each step.
        w: the first mean, shape (dim,); it is not changed.
        sigma: standard deviation of the search distribution.
        alpha: step size.
        num_pairs: mirrored pairs in the population.
        rng: a np.random.Generator; the only source of randomness.
        max_iterations: the largest number of steps, at least 0.
        target: enough is enough.
        tolerance: what counts as progress, at least 0.
        patience: a number of iterations, at least 1; None never stops for lack of progress.

    Returns:
        The pair (w, history): the last mean, and a list with f(w) before any step and after each.
    """
    ### BEGIN SOLUTION
    history, stale = [f(w)], 0
    for _ in range(max_iterations):
        if history[-1] >= target or (patience is not None and stale >= patience):
            break
        w = nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=num_pairs, rng=rng)
        value = f(w)
        stale = 0 if value > max(history) + tolerance else stale + 1
        history.append(value)
    return w, history
    ### END SOLUTION


# %% check="nes" points=2
checks.nes(nes)

# %% [markdown]
# The ridge again, five seeds each, once with patience 10 and once with patience 3. A dot marks
# where a run stopped.

# %% tags=["picture"]
runs = {}
for patience in (10, 3):
    runs[f"patience {patience}"] = [
        nes(
            lambda theta: narrow_ridge(*theta),
            np.array([-1.5, 1.0]),
            sigma=0.3,
            alpha=0.1,
            num_pairs=20,
            rng=np.random.default_rng(seed),
            max_iterations=budget(100, 5),
            patience=patience,
        )[1]
        for seed in range(budget(5, 2))
    ]
plotting.learning_curves(runs, ylabel="f(w)", target=0.0, title="narrow ridge, its top is 0")

# %% [markdown]
# Little patience stops at a pause that was not the end. And much patience has its own trap where
# $f$ is noisy: "the best so far" is then the *luckiest* value so far (lesson 4's winner), and all
# that come after look like no progress.
#
# ## 6.8 A sample with the wrong name
#
# Time for the source's code. It is titled *NES for FrozenLake*. This is what it does, rewritten by
# us for Gymnasium:
#
# ```text
# env = gym.make("CartPole-v1")           # not a lake in sight
# w = 2 * np.random.random(4) - 1         # a random start
# while f(w) < 50:                        # f: mean return of 200 episodes,
#     N = np.random.randn(100, 4)         #    action 1 where state · w < 0
#     R = [f(w + 0.1 * N[j]) for j in range(100)]
#     A = (R - np.mean(R)) / np.std(R)
#     w = w + 0.001 / (100 * 0.1 + 1) * np.dot(N.T, A)
# ```
#
# An iteration plays 100 policies for 200 episodes: 20,000 episodes. One after the other, twenty
# iterations take over four minutes on one core. `rollout_population` plays them all at once, so
# that you can watch the same thing in seconds.
#
# **Predict first.** It begins at the source's own first `w`, whose return is about 31, and the
# target is 50. (CartPole-v1 ends at 500.) Where is it after twenty iterations, 400,000 episodes?

# %% tags=["picture"]
SOURCE_START = np.array([0.0976, 0.4304, 0.2055, 0.0898])  # what np.random.seed(0) makes of it


def printed_nes(seed, *, alpha=0.001, extra=1.0, episodes=20, iterations=20, target=475.0):
    """The printed loop, batched; its history of f(w), and the lengths of its steps."""
    rng, w = np.random.default_rng(seed), SOURCE_START
    history, lengths = [cartpole_returns(w, episodes, seed)[0]], []
    for iteration in range(iterations):
        if history[-1] >= target:
            break
        noise = rng.standard_normal((100, 4))
        returns = cartpole_returns(w + 0.1 * noise, episodes, 1000 * seed + iteration)
        step = alpha / (100 * 0.1 + extra) * standardize(returns) @ noise
        w, lengths = w + step, [*lengths, np.linalg.norm(step)]
        history.append(cartpole_returns(w, episodes, 5000 + iteration)[0])
    return history, lengths


history, lengths = printed_nes(0, episodes=budget(200, 40), iterations=budget(20, 2), target=50.0)
plotting.learning_curves({"as printed": [history]}, target=50)
print(f"A step is {np.mean(lengths):.4f} long, w itself {np.linalg.norm(SOURCE_START):.2f}.")

# %% [markdown]
# It creeps. After 400,000 episodes it is at a little over 40, short of its own target of 50. (It
# gets there in some thirty iterations, and stops at once: a pole that stays up for 50 steps of 500
# is called done.)
#
# **Name the cause.** There are two suspects, the `+ 1` and `alpha = 0.001`. Change one thing at a
# time. To save time we play 20 episodes a policy and not 200, and we ask for 475, which is what the
# environment calls solved.

# %% tags=["picture"]
suspects = {
    "as printed": {},
    "without the + 1": {"extra": 0.0},
    "alpha = 0.1, with the + 1": {"alpha": 0.1},
    "alpha = 0.1, without it": {"alpha": 0.1, "extra": 0.0},
}
compared = {
    name: [
        printed_nes(seed, iterations=budget(10, 2), **settings)[0] for seed in range(budget(3, 1))
    ]
    for name, settings in suspects.items()
}
plotting.learning_curves(compared, target=475)

# %% [markdown]
# The `+ 1` is a blemish: 9 % of a step that is far too short anyway. What stalls the printed
# version is $\alpha$. **By hand:** the direction $\frac1N\sum F_i\epsilon_i$ is at most about 1
# long, so that a step is at most about $\alpha/\sigma = 0.001/0.1 = 0.01$. But $w$ is half a unit
# long, and has to *turn*: that is fifty steps and more. With $\alpha = 0.1$ a step is longer than
# $w$ itself, and a handful of them will do. (That is all the tuning there is here. $\sigma$ and the
# population were fine.)
#
# There is one more thing wrong, and it is the target. Here are the source's *random starts*, before
# any learning:

# %% tags=["picture"]
starts = np.random.default_rng(6).uniform(-1, 1, (budget(300, 30), 4))
luck = cartpole_returns(starts, 20, seed=6)
plotting.strip_plot({"random starts": luck}, title="CartPole-v1, one dot a random w")
print(f"{np.mean(luck >= 50):.0%} of them are at 50 or more already.")

# %% [markdown]
# About three in ten random starts pass the benchmark without having learned anything. (Random
# *play* has 22, see lesson 1; a random *linear policy* at least always does the same thing in the
# same state.) Run the printed sample with another seed and you may well conclude that NES solves
# CartPole in zero iterations. **A benchmark that chance can pass measures chance.**
#
# ## 6.9 FrozenLake, at last
#
# Four by four fields of ice. Start in one corner, the goal in the opposite one, four holes. The
# goal pays 1, everything else pays 0. And the ice is slippery: a step goes where you want it with
# probability ⅓, and to the left or to the right of that with ⅓ each. After 100 steps it is over.
#
# The policy is a table of preferences, 16 states × 4 actions (0 left, 1 down, 2 right, 3 up), and
# takes the action it prefers. Let us be clear about who knows what:
#
# - **Sampled:** `frozen_lake.play(thetas, episodes, rng)` plays every row of `thetas` (64 numbers
#   each) for some episodes and returns the share that reached the goal. It is the same game as
#   Gymnasium's, played in bulk. This is all that the *learner* gets.
# - **Computed:** `frozen_lake.success_probability(preferences)` reads the transition table of the
#   environment and computes the probability exactly. This is our *ruler*. (Whoever may look into
#   the table needs no evolution: dynamic programming finds the best policy from it in no time.)
#
# There are $4^{11}$ policies that differ, and we have tried them all: the best reaches the goal
# with probability 0.7402. The bar is 0.70.
#
# Why is this a nasty problem? $f$ is a **staircase**: a small change of a preference changes
# nothing, until two actions swap places. It has no gradient at all. And most of it is flat: here
# are 400 random policies.

# %% tags=["picture"]
randoms = np.random.default_rng(7).standard_normal((budget(400, 40), 64))
exact = [frozen_lake.success_probability(theta) for theta in randoms]
plotting.strip_plot({"random policies": exact}, xlabel="success probability, exact")
print(f"{np.mean(np.array(exact) == 0):.0%} of them can never reach the goal.")

# %% [markdown]
# But $J$, the mean over a cloud, is smooth, and you can climb that.
#
# One more thing is special here: multiply all preferences by 10 and the policy is still the same.
# So only the *ratio* of $w$ to $\sigma$ matters. At $w = 0$ the cloud contains every policy alike.
# As $w$ grows, the same noise changes less and less, and the cloud, seen as a cloud of policies,
# narrows by itself. What counts is $\alpha/\sigma$ against $\sigma$, that is, $\alpha/\sigma^2$.
# About 1 is a good choice.
#
# ### Exercise 8 · `train_frozenlake` (●●●, 20 minutes, 3 points)
#
# You choose $\sigma$, $\alpha$, the number of pairs, of episodes and of iterations. Your loop has
# to hand the **whole population** to `frozen_lake.play` at once, where `nes_step` asks for one
# member at a time: this is twenty times faster and more. Keep a training under 5 seconds.
#
# *Why it matters:* it is the sample that the source promised. And "evaluate the population in one
# go" is the step from a toy to lessons 7 and 8.
#
# **By hand.** 50 pairs and 20 episodes are 100 policies and 2,000 episodes an iteration. `play`
# hands you 100 returns, each a multiple of 1/20. At first most of them are 0.
#
# <details><summary>Hint 1: the shape of it</summary>
#
# A generator from the seed, `theta` of 64 zeros, a loop of some hundred iterations with the lines
# of `nes_step` in it, a table at the end.
#
# </details>
# <details><summary>Hint 2: the parts</summary>
#
# `returns = frozen_lake.play(theta + sigma * eps, episodes, rng)` is one number for each row of
# `eps`. The same `rng` may serve the noise and the games. `theta.reshape(16, 4)` makes a table.
#
# </details>
# <details><summary>Hint 3: almost there</summary>
#
# $\sigma = 1$, $\alpha = 1$, 50 pairs, 20 episodes, 100 iterations. In the loop: noise, returns,
# and `theta = theta + alpha * search_gradient(eps, standardize(returns), sigma)`.
#
# </details>


# %% answer="train_frozenlake"
def train_frozenlake(seed):
    """Learn to cross slippery FrozenLake-v1 with natural evolution strategies.

    Args:
        seed: decides everything; the same seed gives the same result, bit for bit.

    Returns:
        Preferences, shape (16, 4), finite: in state s the policy takes the action with the
        largest entry in row s, of equal ones the lowest. Its exact probability to reach the goal
        within 100 steps is at least 0.70.
    """
    ### BEGIN SOLUTION
    sigma, alpha, num_pairs, episodes, iterations = 1.0, 1.0, 50, 20, 100
    rng = np.random.default_rng(seed)
    theta = np.zeros(64)
    for _ in range(iterations):
        eps = antithetic_noise(num_pairs, 64, rng)
        returns = frozen_lake.play(theta + sigma * eps, episodes, rng)
        theta = theta + alpha * search_gradient(eps, standardize(returns), sigma)
    return theta.reshape(16, 4)
    ### END SOLUTION


# %% check="train_frozenlake" points=3
checks.train_frozenlake(train_frozenlake)

# %% [markdown]
# ### Pictures of your result
#
# The number in a field is the exact chance to reach the goal from there.

# %% tags=["picture"]
plotting.lake_policy(
    {
        "random preferences": randoms[0],
        "yours, seed 0": train_frozenlake(0),
        "yours, seed 1": train_frozenlake(1),
    }
)

# %% [markdown]
# Look at the start: the arrow points to the *left*, away from the goal, into the wall. Why? On
# slippery ice you go where you want in one case of three only, so a good policy chooses what it
# **cannot** slip into. To the left of the start there is a wall, up as well: it stays, or it slips
# down, and never to the right. Beside a hole, most arrows point straight away from it: that is the
# one direction in which you cannot slip into it. NES has found this out from ones and zeros.
#
# **Predict first.** How many episodes does a member need? With one episode its return is a coin
# toss: 0 or 1. Sort 1, 5 and 20 episodes by how fast they learn, *by iterations*.


# %% tags=["picture"]
def lake_history(seed, *, shape=standardize, sigma=1.0, alpha=1.0, episodes=20, num_pairs=50):
    """Exact success probability of the mean, before each step and after the last."""
    rng, theta = np.random.default_rng(seed), np.zeros(64)
    history = [frozen_lake.success_probability(theta)]
    for _ in range(budget(100, 4)):
        eps = antithetic_noise(num_pairs, 64, rng)
        fitness = shape(frozen_lake.play(theta + sigma * eps, episodes, rng))
        theta = theta + alpha * search_gradient(eps, fitness, sigma)
        history.append(frozen_lake.success_probability(theta))
    return history


seeds = range(budget(6, 2))
plotting.learning_curves(
    {f"{n} episode(s)": [lake_history(s, episodes=n) for s in seeds] for n in (1, 5, 20)},
    ylabel="success probability, exact",
    target=0.70,
)

# %% [markdown]
# More episodes help, but one coin toss a member goes a surprisingly long way. The average over
# the *population* takes the luck out, not the average over a member's episodes: a hundred bad
# rulers make a fair one. Compare this with lesson 5, where the lucky elites of one episode spoil
# the whole cloud.
#
# Count *episodes* and the order turns round. In forty runs of ours the mean crossed the bar for the
# first time after about 4,000 episodes with one a member, 10,000 with five, 22,000 with twenty.
# (But with one a member, some six of the forty had fallen under it again at the end.)
#
# And the fitness, and the step? **Predict first:** what happens at $\alpha = 10$?

# %% tags=["picture"]
plotting.learning_curves(
    {
        "raw returns": [lake_history(s, shape=lambda r: r) for s in seeds],
        "standardised": [lake_history(s) for s in seeds],
        "centred ranks": [lake_history(s, shape=centered_ranks) for s in seeds],
        "alpha = 10": [lake_history(s, alpha=10.0) for s in seeds],
    },
    ylabel="success probability, exact",
    target=0.70,
)

# %% [markdown]
# - Ranks and raw returns are slower here, for a dull reason: they are *smaller* numbers (a standard
#   deviation of 0.29 for ranks, and less for the raw returns), so that the step is shorter. Turn up
#   $\alpha$ and the difference goes. The returns are bounded and honest; no outlier calls for ranks.
# - $\alpha = 10$ learns fastest at first and then **freezes**, in some runs far below the bar. After
#   a few steps $w$ is so long that noise of size 1 hardly changes an action: all members play nearly
#   the same policy, and there is nothing left to compare. The width $\sigma$ is fixed, and the cloud
#   has collapsed all the same. This is lesson 5's disease in another coat.
#
# The source's pointer for all this is a claim: evolution strategies do about as well as fancier
# algorithms on a number of tasks. The paper behind it (Salimans et al., 2017) is worth reading for
# what it really says. On Atari games their strategy did better than A3C (an actor-critic method) on
# 23 games and worse on 28, with 3 to 10 times as much data. Its strength lies elsewhere: it runs on
# more than a thousand workers that hardly have to talk. That is lessons 7 and 8.
#
# ## 6.10 In your own words (2 points, marked by your instructor)
#
# What does the cross-entropy method throw away that natural evolution strategies keep? When is each
# of them the better choice? Name at least one case for each, with evidence from this lesson or
# lesson 5 (a picture or a number).

# %% [markdown] question="question" points=2
# ### BEGIN SOLUTION
# **Model answer.** CEM keeps the elites and throws away (1) all samples below them: where it is bad
# is not known any more; in 6.1 the mean goes to 1 whether the worst sample returned -30 or -300;
# (2) the returns of the elites: within them, only "in or out" counts. NES keeps every sample, each
# weighted by its return, good ones pull and bad ones push. In return CEM adapts the width of its
# cloud, in each dimension, where NES with a fixed sigma keeps it.
# NES is better (a) where CEM's cloud shrinks before it has arrived: on the narrow ridge CEM stops
# at about -0.4 with sigma near 0 while NES follows the bend; (b) where returns are noisy and there
# are few episodes a candidate: elites are then lucky ones (lesson 5), while NES averages over the
# population (one episode a member is nearly enough on FrozenLake); (c) in many dimensions and on
# many workers: it needs a weighted sum only.
# CEM is better (a) where the best is a narrow peak: on the two hills with sigma = 0.8 it takes the
# high hill in about 4 of 5 runs, NES never does, since J, the mean over the cloud, prefers the wide
# one; (b) where precision is wanted: its sigma goes to 0, NES hovers at a distance set by sigma and
# alpha; (c) where one does not want to tune alpha: only the order of the returns counts, and
# alpha = 0.001 or 10 cannot be chosen wrongly.
#
# **Marking scheme.** 1 point for what is thrown away and kept: the weak samples as information
# about where not to go (½), and one more difference (size of the returns within the elites, or the
# width that CEM adapts and NES keeps) (½). 1 point for when: one case for each method (½), with
# evidence, a number or a named picture (½). "NES is better because it uses a gradient" alone earns
# nothing: CEM moves along the same samples.
# ### END SOLUTION

# %% [markdown]
# ## You can now
#
# - derive the gradient of an expected return by the log-derivative trick, without differentiating
#   the return,
# - say what the Fisher matrix of a cloud is, and why "natural" only rescales the step while
#   $\sigma$ is fixed,
# - choose between raw, standardised and ranked returns, and say what pairs and baselines do to the
#   spread,
# - stop a search for a good reason, and tell a benchmark from a coin toss,
# - find out which of two odd numbers in somebody's code is the one that hurts.
#
# **Three quick questions**
#
# <details><summary>You pay FrozenLake's goal with 1,000 in place of 1. What happens to
# train_frozenlake?</summary>
#
# Nothing, as good as: the standardised returns are the same (up to rounding). With raw returns the
# step would be a thousand times as long, and the search would freeze at once.
#
# </details>
# <details><summary>On FrozenLake, sigma = 1 and alpha = 1 learn. You set sigma = 0.1. Which alpha
# gives the same run?</summary>
#
# $\alpha = 0.01$: then $\alpha/\sigma^2$ is still 1. Starting at 0, every $\theta$ is a tenth of
# what it was, and a tenth of the preferences is the same policy.
#
# </details>
# <details><summary>Mirrored pairs, and a baseline of f(w). What does the baseline do?</summary>
#
# Nothing but cost: it cancels in each pair. You have paid for its episodes.
#
# </details>
#
# ## Going further
#
# - **Fair dice.** Write a `play` in which both members of a pair slip by the same dice. Luck that
#   both have cancels. How much does it help, and when does it stop helping?
# - **A learned width.** The gradient of $\log p$ with respect to $\sigma$ is just as easy. Derive
#   it, and let each dimension have its own $\sigma_j$. Now "natural" matters: what is the Fisher
#   matrix?
# - **No staircase.** Sample the actions of FrozenLake from a softmax of the preferences. Is the
#   search easier, or harder? (And whose gradient could you take then? Lesson 3.)
#
# ## Papers
#
# - S. Amari (1998), *Natural gradient works efficiently in learning*, Neural Computation 10: the
#   natural gradient.
# - D. Wierstra, T. Schaul, T. Glasmachers, Y. Sun, J. Peters, J. Schmidhuber (2014), *Natural
#   evolution strategies*, JMLR 15: search gradients (section 2), the natural form, learned widths.
# - R. J. Williams (1992), *Simple statistical gradient-following algorithms for connectionist
#   reinforcement learning*, Machine Learning 8: the log-derivative trick at work, with baselines.
# - T. Salimans, J. Ho, X. Chen, S. Sidor, I. Sutskever (2017), *Evolution strategies as a scalable
#   alternative to reinforcement learning*, arXiv:1703.03864: pairs, ranks, and a thousand workers.
