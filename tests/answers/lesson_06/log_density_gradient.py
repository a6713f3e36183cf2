"""Answers to `log_density_gradient`; `tests/support/catalogue.py` explains the format."""


# %% right | through eps
def log_density_gradient(theta, mu, sigma):
    eps = (theta - mu) / sigma
    return eps / sigma


# %% right | a loop
def log_density_gradient(theta, mu, sigma):
    gradient = np.zeros(len(mu))
    for j in range(len(mu)):
        gradient[j] = (theta[j] - mu[j]) * sigma**-2
    return gradient


# %% right | with the precision matrix
def log_density_gradient(theta, mu, sigma):
    return np.linalg.inv(sigma**2 * np.eye(len(mu))) @ (theta - mu)


# %% wrong | with respect to theta | The sign is turned
def log_density_gradient(theta, mu, sigma):
    return (mu - theta) / sigma**2


# %% wrong | divided by sigma | the variance, sigma², belongs there
def log_density_gradient(theta, mu, sigma):
    return (theta - mu) / sigma


# %% wrong | no sigma | sigma² is missing
def log_density_gradient(theta, mu, sigma):
    return theta - mu


# %% wrong | times sigma squared | multiplied by sigma²: divide
def log_density_gradient(theta, mu, sigma):
    return (theta - mu) * sigma**2


# %% wrong | precedence | multiplied by sigma²: divide
def log_density_gradient(theta, mu, sigma):
    return (theta - mu) / sigma**-2


# %% wrong | a half left over | A factor 2 is left over
def log_density_gradient(theta, mu, sigma):
    return (theta - mu) / (2 * sigma**2)


# %% wrong | a two left over | the 2 below cancels it
def log_density_gradient(theta, mu, sigma):
    return 2 * (theta - mu) / sigma**2


# %% wrong | gradient of the density | it takes that of its logarithm
def log_density_gradient(theta, mu, sigma):
    z = theta - mu
    density = np.exp(-z @ z / (2 * sigma**2)) / (sigma * np.sqrt(2 * np.pi)) ** len(mu)
    return density * z / sigma**2


# %% wrong | the log-density | This is the log-density itself
def log_density_gradient(theta, mu, sigma):
    z = theta - mu
    return -z @ z / (2 * sigma**2) - len(mu) * np.log(sigma * np.sqrt(2 * np.pi))


# %% wrong | summed up | The entries are summed up
def log_density_gradient(theta, mu, sigma):
    return np.sum(theta - mu) / sigma**2


# %% wrong | squared | a derivative of the square has the power 1
def log_density_gradient(theta, mu, sigma):
    return (theta - mu) ** 2 / sigma**2


# %% wrong | with respect to sigma | the gradient with respect to sigma
def log_density_gradient(theta, mu, sigma):
    return (theta - mu) ** 2 / sigma**3 - 1 / sigma


# %% wrong | precedence of division | Write down log N for one dimension
def log_density_gradient(theta, mu, sigma):
    return theta - mu / sigma**2


# %% wrong | in place | changed in place
def log_density_gradient(theta, mu, sigma):
    theta -= mu
    return theta / sigma**2


# %% wrong | a list | Return a NumPy array
def log_density_gradient(theta, mu, sigma):
    return [(t - m) / sigma**2 for t, m in zip(theta, mu)]
